/**
 * The words under which a text is found. Chinese has no spaces and the trigram tokenizer finds no two-character word, so
 * each run of Chinese is indexed by its pairs of characters, closed by its last character: 个人信息 is 个人 人信 信息 息.
 * Runs of letters and digits are words of their own. A query is cut the same way, so that every Chinese word, and every
 * phrase across scripts (App收集), is a phrase of the index.
 */

const RUN = /(\p{Script=Han}+)|([[\p{L}\p{N}]--[\p{Script=Han}]]+)|%/gv
/** The word of the percent sign: 30% is no 30 days. */
const PERCENT = 'pct'

/** The form in which texts and queries are compared: compatibility forms unified, lower case, no inner white space of Chinese. */
export const searchForm = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')

/** Words of a text for the index, parted by spaces. */
export function indexWords(text: string): string {
  const words: string[] = []
  for (const [, han, other] of searchForm(text).matchAll(RUN)) {
    if (!han) words.push(other ?? PERCENT)
    else for (let i = 0, all = [...han]; i < all.length; i++) words.push(all[i]! + (all[i + 1] ?? ''))
  }
  return words.join(' ')
}

/** One condition of a query: words that stand next to each other. */
export interface Term {
  /** As typed, in the form texts are compared. */
  readonly form: string
  /** Words of the index, in order. */
  readonly words: readonly string[]
  /** The last word may go on: one Chinese character, or a Latin word that is still being typed. */
  readonly open: boolean
}

const MAX_QUERY = 200
const MAX_TERMS = 12
/** Latin words from this length on may go on. */
const MIN_OPEN = 3
const QUOTED = /["“”„‟「」『』]([^"“”„‟「」『』]{1,200})["“”„‟「」『』]|(\S+)/gu

/** The terms of a query: words in quotes stand together and are whole, others each for itself. All must be found. */
export function termsOf(query: string): readonly Term[] {
  const terms: Term[] = []
  for (const [, quoted, bare] of query.slice(0, MAX_QUERY).matchAll(QUOTED)) {
    const term = termOf(quoted ?? bare!, quoted === undefined)
    if (term && !terms.some((t) => t.form === term.form && t.open === term.open)) terms.push(term)
    if (terms.length === MAX_TERMS) break
  }
  return terms
}

function termOf(text: string, mayGoOn: boolean): Term | undefined {
  const form = searchForm(text).trim()
  const runs = [...form.matchAll(RUN)]
  if (runs.length === 0) return undefined
  const words: string[] = []
  let open = false
  for (const [i, [run, han]] of runs.entries()) {
    const last = i === runs.length - 1
    const all = [...run]
    if (!han) {
      words.push(run === '%' ? PERCENT : run)
      open = last && mayGoOn && runs.length === 1 && all.length >= MIN_OPEN
    } else if (last && all.length === 1) {
      words.push(run)
      open = true
    } else for (let j = 0; j < all.length - (last ? 1 : 0); j++) words.push(all[j]! + (all[j + 1] ?? ''))
  }
  return { form, words, open }
}

/** Where the terms stand in a text: `[start, end)` in UTF-16 units, in order and without overlap. */
export function findTerms(text: string, terms: readonly Term[]): readonly (readonly [number, number])[] {
  const spans: [number, number][] = []
  for (const term of terms) {
    const pattern = patternOf(term)
    for (const match of text.matchAll(pattern)) spans.push([match.index, match.index + match[0].length])
  }
  spans.sort(([a, b], [c, d]) => a - c || d - b)
  const merged: [number, number][] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1])
    else merged.push([...span])
  }
  return merged
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Characters of the term with what the text may print between and instead of them. */
function patternOf({ form }: Term): RegExp {
  const parts = [...form.matchAll(RUN)].map(([run, han]) =>
    han
      ? [...run].map(escaped).join('\\s*')
      : run === '%'
        ? '[%％]'
        : `${BEFORE}${[...stem(run)].map(wide).join('')}[a-z]*`,
  )
  return new RegExp(parts.join('[^\\p{L}\\p{N}%]*') + (/\p{N}$/u.test(form) ? '(?!\\p{N})' : ''), 'giv')
}

/** No letter or digit of the same word before. */
const BEFORE = '(?<![[\\p{L}\\p{N}]--[\\p{Script=Han}]])'

/** A full-width letter or digit is the same one. */
function wide(char: string): string {
  const code = char.codePointAt(0)!
  return code > 0x20 && code < 0x7f ? `(?:${escaped(char)}|${String.fromCodePoint(code + 0xfee0)})` : escaped(char)
}

/** Roughly what an English word begins with in its other forms; only for showing where it stands. */
const stem = (word: string): string =>
  /^[a-z]{5,}$/.test(word) ? word.replace(/(?:ing|ions?|ed|es|s|e|y)$/, '') : word
