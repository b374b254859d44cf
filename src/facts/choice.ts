import type { Text } from '../law/text.ts'

/** What a field may say: each code with the words people read. The code alone is stored, compared and compiled. */
export type Choices<C extends string = string> = Readonly<Record<C, Text>>

/** A field as far as its choices go. */
interface Chosen {
  readonly choices?: Choices
}

/** Codes of a field, in the order they were declared; none where it may say anything. */
export const codesOf = ({ choices }: Chosen): readonly string[] => Object.keys(choices ?? {})

export const isCode = ({ choices }: Chosen, value: string): boolean =>
  choices !== undefined && Object.hasOwn(choices, value)

/** The words for one code of a field; undefined for what is none. */
export const labelOf = ({ choices }: Chosen, code: string): Text | undefined =>
  choices && Object.hasOwn(choices, code) ? choices[code] : undefined

/** `mlps 等级测评`: a code as a form offers it. */
export const offered = (field: Chosen, lang: keyof Text = 'zh'): readonly string[] =>
  Object.entries(field.choices ?? {}).map(([code, words]) => `${code} ${words[lang]}`)

/** What to give for a field with choices: each in the words it is declared with. */
export const oneOf = ({ zh, en }: Text, choices: Choices): Text => ({
  zh: `${zh}：${Object.values(choices)
    .map((word) => word.zh)
    .join('、')}`,
  en: `${en}: ${Object.values(choices)
    .map((word) => word.en)
    .join(', ')}`,
})

const plain = (word: string): string => word.normalize('NFKC').trim().toLowerCase()

/** Codes by all that may be written for them: the code itself, then its words where they stand for no other. */
export function spellings({ choices = {} }: Chosen): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const shared = new Set<string>()
  for (const [code, { zh, en }] of Object.entries(choices))
    for (const word of new Set([plain(zh), plain(en)])) {
      if (found.has(word)) shared.add(word)
      found.set(word, code)
    }
  for (const word of shared) found.delete(word)
  for (const code of Object.keys(choices)) found.set(plain(code), code)
  return found
}

/** The code a word stands for, written in either language; undefined where it stands for none, or for two. */
export const codeOf = (field: Chosen, word: string): string | undefined => spellings(field).get(plain(word))
