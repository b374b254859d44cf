import { bracket, isHan } from '../document/characters.ts'

/** A bracket that stays open longer than this does not hold a sentence together. */
const BRACKET = 400
/** A sentence longer than this is cut for analysis, at a comma where there is one. */
export const LONGEST_SENTENCE = 1500

const FINAL = new Set('。！？!?')
/** All marks that can end a sentence, open or close a bracket. */
const MARK = /[。！？!?；;.（([【「『《〈“‘{）)\]】」』》〉”’}]/g

/** Whether the ASCII mark at `i` ends a sentence: it does before a blank, a Chinese character or the end. */
const ends = (text: string, i: number): boolean => {
  const next = text[i + 1]
  return next === undefined || next === ' ' || isHan(next)
}

const latinStop = (text: string, i: number): boolean =>
  text[i + 1] === ' ' && /[A-Z]/.test(text[i + 2] ?? '') && /[a-z)]{2}/.test(text.slice(Math.max(0, i - 2), i))

const cutLong = (sentence: string): readonly string[] => {
  const parts: string[] = []
  let rest = sentence
  while (rest.length > LONGEST_SENTENCE) {
    const comma = Math.max(rest.lastIndexOf('，', LONGEST_SENTENCE), rest.lastIndexOf('、', LONGEST_SENTENCE))
    const cut = comma > LONGEST_SENTENCE / 2 ? comma + 1 : LONGEST_SENTENCE
    parts.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return rest === '' ? parts : [...parts, rest]
}

/**
 * Splits a paragraph at 。！？ and, outside brackets, at ；. Marks inside brackets and quotes do not split.
 * A part longer than `LONGEST_SENTENCE` is cut, so that work per sentence is bounded.
 */
export function splitSentences(text: string): readonly string[] {
  const out: string[] = []
  let start = 0
  let open = 0
  let openedAt = 0
  const cut = (end: number) => {
    const part = text.slice(start, end).trim()
    if (part !== '') out.push(...(part.length > LONGEST_SENTENCE ? cutLong(part) : [part]))
    start = end
    open = 0
  }
  MARK.lastIndex = 0
  while (MARK.test(text)) {
    const i = MARK.lastIndex - 1
    const char = text[i]!
    if (i < start) continue
    const turn = bracket(char)
    if (turn > 0) {
      if (open === 0) openedAt = i
      open += 1
    } else if (turn < 0 && open > 0) open -= 1
    if (open > 0 && i - openedAt > BRACKET) open = 0
    if (open > 0) continue
    if (char === '；' || (FINAL.has(char) && (char > '\u007f' || ends(text, i))) || (char === ';' && ends(text, i))) {
      // A closing quote or bracket after the mark belongs to the sentence.
      let end = i + 1
      while (end < text.length && bracket(text[end]!) < 0) end += 1
      cut(end)
    } else if (char === '.' && latinStop(text, i)) cut(i + 1)
  }
  cut(text.length)
  return out
}
