/** One English word with its place in the text. */
export interface Word {
  readonly text: string
  readonly lower: string
  readonly stem: string
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{N}]+(?:[’'\-&][\p{L}\p{N}]+)*/gu

/** The words of an English text. A hyphenated compound is one word; its parts are matched by patterns all the same. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const lower = match[0].toLowerCase().replaceAll('’', "'")
    words.push({
      text: match[0],
      lower,
      stem: stem(lower),
      start: match.index,
      end: match.index + match[0].length,
    })
  }
  return words
}

/** A rough stem: endings of number, person and tense are taken off, British spelling becomes American. */
export function stem(word: string): string {
  let w = word.toLowerCase().replace(/'s?$/, '')
  w = w.replace(/(is)(e|ed|es|ing|ation|ations)$/, 'iz$2').replace(/our(s|ed|ing)?$/, 'or$1')
  if (w.length > 4 && w.endsWith('ies')) w = `${w.slice(0, -3)}y`
  else if (w.length > 3 && /[^s]s$/.test(w) && !/(?:us|is)$/.test(w)) w = w.slice(0, -1)
  if (w.length > 5 && w.endsWith('ing')) w = undouble(w.slice(0, -3))
  else if (w.length > 4 && w.endsWith('ed')) w = undouble(w.slice(0, -2))
  if (w.length > 3 && w.endsWith('e')) w = w.slice(0, -1)
  return w.endsWith('i') ? `${w.slice(0, -1)}y` : w
}

const undouble = (w: string): string => (/([bdgmnprt])\1$/.test(w) ? w.slice(0, -1) : w)

const FUNCTION = new Set(
  (
    'a an the of to in on at by for from with as and or nor but that which who whom whose this these those it its they their them ' +
    'he she his her him we our us be is are was were been being have has had do does did will would shall should may might can could must ' +
    'not no if when where while than then so such other etc into onto upon about over under through during before after between among ' +
    'within without against according basis concerning regarding any all each every both either also only even there here what how ' +
    "conduct conducting conducted make making made others up out via per well chapter article some several certain many few one's own very more most"
  ).split(' '),
)

/** True for a word that carries no content of its own. */
export const isFunctionWord = (word: Word): boolean => FUNCTION.has(word.lower)

/** Edit distance with swaps of neighbours, up to `limit`; a larger one is `limit + 1`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    if (Math.min(...row) > limit) return limit + 1
    ;[before, last] = [last, row]
  }
  return last[b.length]!
}
