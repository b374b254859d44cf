import type { Aligned, Pair } from './align.ts'
import { fits, renderingsIn, termNamed } from './lexicon.ts'
import { isFunctionWord } from './words.ts'

/** Words from its place within which a part of a compound is looked for. */
const NEAR = 12
/** Words between two parts of a compound. */
const JOINED = 3

/** A compound may be rendered part by part. */
export function inParts(pair: Pair, t: Aligned): boolean {
  const parts = partsOf(t.term.zh)
  if (parts.length < 2) return false
  const expected = pair.place((t.start + t.end) / 2)
  const near = parts.map((part) =>
    renderingsIn(part, pair.words).filter((r) => Math.abs((r.from + r.to) / 2 - expected) <= NEAR),
  )
  const free = near.map((rs) => rs.filter((r) => r.at.every((w) => !pair.covered.has(w))))
  if (FACTORED.test(t.term.zh) && near.every((rs) => rs.length > 0) && free[0]!.length > 0) return true
  return free[0]!.some((a) => free[1]!.some((b) => Math.max(a.from - b.to, b.from - a.to) <= JOINED))
}

/** Heads that English names once for a whole list: the security of networks, systems and data. */
const FACTORED = /(?:安全|保护|管理|工作|制度|体系|能力|机制|活动|服务)$/u

function partsOf(zh: string) {
  for (let cut = 2; cut <= zh.length - 2; cut++) {
    const [a, b] = [termNamed(zh.slice(0, cut)), termNamed(zh.slice(cut))]
    if (a && b) return [a, b]
  }
  return []
}

/** Words from its place within which what is left of a rendering is looked for. */
const LEFT = 7
/** Longest run of words that is named for a term of which a part is lost. */
const RUN = 4

/**
 * What is left of a rendering of several words: one of them stands free beside the rendering of a neighbour, the others
 * are not there. Empty where nothing is left.
 */
export function remainder(pair: Pair, index: number): readonly number[] {
  const { terms, words, covered } = pair
  const t = terms[index]!
  const expected = pair.place((t.start + t.end) / 2)
  const free = (i: number) => i >= 0 && i < words.length && !covered.has(i)
  const beside = (i: number) =>
    terms.some(
      ({ match, start, end }) =>
        match &&
        Math.max(start - t.end, t.start - end) <= 2 &&
        Math.min(Math.abs(match.from - i - 1), Math.abs(i - match.to)) <= 2,
    )
  const tails = t.term.renderings.flatMap((parts) => {
    const last = parts.at(-1)!
    return parts.length > 1 && last.kind !== 'gap' ? [last] : []
  })
  const ends = [...words.keys()]
    .filter(
      (i) =>
        free(i) &&
        Math.abs(i - expected) <= LEFT &&
        tails.some((p) => fits(p, words[i]!)) &&
        !isFunctionWord(words[i]!) &&
        !/^(?:not|no)$/.test(words[i - 1]?.lower ?? '') &&
        beside(i),
    )
    .sort((a, b) => Math.abs(a - expected) - Math.abs(b - expected))
  const end = ends[0]
  if (end === undefined) return []
  const run = [end]
  for (let i = end - 1; run.length < RUN && free(i) && !isFunctionWord(words[i]!); i--) {
    if (/[,;:.()]/.test(pair.en.slice(words[i]!.end, words[i + 1]!.start))) break
    run.unshift(i)
  }
  return run
}
