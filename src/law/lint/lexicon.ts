import lexicon from '../../../law/lexicon/zh-en.json' with { type: 'json' }
import { stem, type Word } from './words.ts'

/** What is lost where the term is lost: a norm, a meaning, or nothing that is reported (words that only hold a place). */
export type Weight = 'norm' | 'meaning' | 'anchor'

/** One word of a rendering: a stem, the beginning of a word (`supervis*`), that word alone (`=severe`), or a gap of a few words (`…`). */
interface Part {
  readonly kind: 'stem' | 'prefix' | 'word' | 'gap'
  readonly text: string
}

/** A Chinese term with the English renderings that are proper for it. */
export interface Term {
  readonly zh: string
  readonly weight: Weight
  readonly renderings: readonly (readonly Part[])[]
}

/** Words that a gap in a rendering may take. */
const GAP = 4

const partsOf = (rendering: string): Part[] =>
  rendering
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) =>
      part === '…'
        ? { kind: 'gap', text: '' }
        : part.endsWith('*')
          ? { kind: 'prefix', text: part.slice(0, -1) }
          : part.startsWith('=')
            ? { kind: 'word', text: part.slice(1) }
            : { kind: 'stem', text: stem(part) },
    )

const NAMED: ReadonlyMap<string, Term> = new Map(
  (Object.entries(lexicon) as [Weight, Record<string, string>][]).flatMap(([weight, terms]) =>
    Object.entries(terms).map(([zh, renderings]) => [
      zh,
      { zh, weight, renderings: renderings.split('|').map(partsOf) },
    ]),
  ),
)
const LONGEST = Math.max(...[...NAMED.keys()].map((zh) => zh.length))

/** Every term. */
export const TERMS: readonly Term[] = [...NAMED.values()]

/** Terms of law that name a bearer or an object. */
export const NAMES: readonly Term[] = TERMS.filter(
  (t) => t.weight === 'norm' && /(?:设施|机关|机构|者|人|信息|平台|银行|委员会|办公室|组织|企业|公司)$/u.test(t.zh),
)

/** The term of that name. */
export const termNamed = (zh: string): Term | undefined => NAMED.get(zh)

/** A term as it stands in a Chinese text. */
export interface ZhTerm {
  readonly term: Term
  readonly start: number
  readonly end: number
}

/** The terms of a Chinese text, the longest first at each place; they never overlap. */
export function termsIn(zh: string): readonly ZhTerm[] {
  const found: ZhTerm[] = []
  for (let i = 0; i < zh.length; ) {
    let length = Math.min(LONGEST, zh.length - i)
    while (length > 1 && !(NAMED.has(zh.slice(i, i + length)) && (length < 3 || ends(zh, i + length)))) length--
    const term = length > 1 ? NAMED.get(zh.slice(i, i + length)) : undefined
    if (term) found.push({ term, start: i, end: i + length })
    i += term ? length : 1
  }
  return found
}

/** `网络安全法` does not end inside `网络安全法律`. */
const ends = (zh: string, at: number): boolean => !(zh[at - 1] === '法' && /[律规院定治]/u.test(zh[at] ?? ''))

/** Words `from` to `to` of an English text, `to` not included; `at` are those that the rendering names. */
export interface EnMatch {
  readonly from: number
  readonly to: number
  readonly at: readonly number[]
}

/** Whether a word is that part of a rendering. */
export const fits = (part: Part, word: Word): boolean => {
  if (part.kind === 'gap') return false
  if (part.kind === 'word') return word.lower === part.text
  if (part.kind === 'stem') return word.stem === part.text || word.lower === part.text || inCompound(part, word)
  return word.lower.startsWith(part.text) || inCompound(part, word)
}

/** `cross-border` holds `border`; a rendering may name either. */
const inCompound = (part: Part, word: Word): boolean =>
  word.lower.includes('-') &&
  word.lower
    .split('-')
    .some((piece) => (part.kind === 'prefix' ? piece.startsWith(part.text) : stem(piece) === part.text))

function matchAt(parts: readonly Part[], words: readonly Word[], from: number): EnMatch | undefined {
  const at: number[] = []
  let i = from
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!
    if (part.kind === 'gap') {
      const next = parts[p + 1]
      if (!next) break
      const end = Math.min(words.length, i + GAP + 1)
      while (i < end && !fits(next, words[i]!)) i++
      if (i >= end) return undefined
      continue
    }
    const word = words[i]
    if (!word || !fits(part, word)) return undefined
    at.push(i++)
  }
  return { from, to: i, at }
}

/** Every place where an English text has a proper rendering of a term; the longest one at each word. */
export function renderingsIn(term: Term, words: readonly Word[]): readonly EnMatch[] {
  const found: EnMatch[] = []
  for (let i = 0; i < words.length; i++) {
    let best: EnMatch | undefined
    for (const parts of term.renderings) {
      const match = matchAt(parts, words, i)
      if (match && (!best || match.at.length > best.at.length)) best = match
    }
    if (best) found.push(best)
  }
  return found
}

/** Single words that may render a term, as stems or beginnings; for finding misspelt ones. */
export const singleWords = (term: Term): readonly string[] =>
  term.renderings.flatMap((parts) =>
    parts.filter((part) => part.kind !== 'gap' && part.text.length > 2).map((p) => p.text),
  )
