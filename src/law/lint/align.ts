import { type EnMatch, renderingsIn, termsIn, type ZhTerm } from './lexicon.ts'
import { isFunctionWord, type Word, wordsOf } from './words.ts'

/** A term of the Chinese with the English words that render it, where there are any near its place. */
export interface Aligned extends ZhTerm {
  readonly match?: EnMatch
  /** No rendering of its own, but one near its place that another term has taken. */
  readonly shared?: EnMatch
}

/** Two texts of one provision, laid beside each other. */
export interface Pair {
  readonly zh: string
  readonly en: string
  readonly words: readonly Word[]
  readonly terms: readonly Aligned[]
  /** Words of the English that render a term. */
  readonly covered: ReadonlySet<number>
  /** The word of the English that stands where a character of the Chinese stands, as a fraction. */
  readonly place: (zh: number) => number
}

/** Characters of Chinese over which neighbouring terms tell where a term should stand. */
const REACH = 28
const MIN_WINDOW = 14
const WINDOW = 0.07
const ROUNDS = 3

/** A stronger term takes words from a weaker one. */
const strength = ({ term }: ZhTerm): number => (term.weight === 'anchor' ? 0 : 100) + term.zh.length

/** Longer terms choose first, and words that only hold a place last. */
const rank = ({ term }: ZhTerm): number => (term.weight === 'anchor' ? 6 : 0) - 2 * term.zh.length

/** More words named are better, words in between worse. */
const looseness = ({ from, to, at }: EnMatch): number => 2 * (to - from - at.length) - 5 * at.length

/** What it is worth that a term's neighbour is rendered beside the same words. */
const BESIDE = 10
const neighbours = (terms: readonly ZhTerm[], i: number, k: number): boolean => {
  const [a, b] = [terms[i], terms[k]]
  return a !== undefined && b !== undefined && Math.max(b.start - a.end, a.start - b.end) <= 1
}
const adjoin = (a: EnMatch | undefined, b: EnMatch): boolean =>
  a !== undefined && Math.max(a.from - b.to, b.from - a.to) <= 2

interface Candidate {
  readonly i: number
  readonly match: EnMatch
}

/** Lays the terms of a Chinese text beside the words of its English. */
export function align(zh: string, en: string): Pair {
  const words = wordsOf(en)
  const terms = termsIn(zh)
  const cache = new Map<string, readonly EnMatch[]>()
  const of = (t: ZhTerm): readonly EnMatch[] => {
    const known = cache.get(t.term.zh)
    if (known) return known
    const found = renderingsIn(t.term, words)
    cache.set(t.term.zh, found)
    return found
  }
  const length = Math.max(zh.length, 1)
  const linear = (at: number) => (at / length) * words.length
  const middle = (t: ZhTerm) => (t.start + t.end) / 2
  const centre = (m: EnMatch) => (m.from + m.to) / 2
  const window = Math.max(MIN_WINDOW, words.length * WINDOW)
  let anchors: (readonly [number, number])[] = []
  const place = (at: number): number => {
    let [sum, weight] = [0, 0.4]
    for (const [x, offset] of anchors) {
      const w = Math.exp(-(((x - at) / REACH) ** 2))
      sum += w * offset
      weight += w
    }
    return Math.min(words.length, Math.max(0, linear(at) + sum / weight))
  }
  let taken = new Map<number, EnMatch>()
  for (let round = 0; round < ROUNDS; round++) {
    const reach = round === 0 ? window * 1.8 : window
    const candidates: (Candidate & { cost: number })[] = terms.flatMap((t, i) => {
      const expected = place(middle(t))
      return of(t).flatMap((match) => {
        const off = Math.abs(expected - centre(match))
        if (off > reach) return []
        const beside = (k: number) => (neighbours(terms, i, k) && adjoin(taken.get(k), match) ? BESIDE : 0)
        return [{ i, match, cost: off + rank(t) - beside(i - 1) - beside(i + 1) + looseness(match) }]
      })
    })
    candidates.sort((a, b) => a.cost - b.cost)
    taken = assign(candidates)
    anchors = [...taken].map(([i, match]) => {
      const x = middle(terms[i]!)
      return [x, centre(match) - linear(x)] as const
    })
  }
  inOrder(terms, taken, of)
  const regionOf = regions(zh, place, words.length)
  const owner = new Map<number, number>()
  for (const [i, match] of taken) for (const w of match.at) owner.set(w, i)
  const queue = terms.map((_, i) => i).filter((i) => !taken.has(i))
  const byLength = (a: number, b: number) => terms[b]!.term.zh.length - terms[a]!.term.zh.length
  for (let i = queue.sort(byLength).shift(); i !== undefined; i = queue.sort(byLength).shift()) {
    const t = terms[i]!
    const [from, to] = regionOf(t.start)
    const expected = place(middle(t))
    const off = (m: EnMatch) => Math.abs(centre(m) - expected)
    const holders = (m: EnMatch) => [...new Set(m.at.flatMap((w) => owner.get(w) ?? []))]
    const weaker = (k: number) => strength(terms[k]!) < strength(t)
    const open = of(t).filter((m) => m.from >= from && m.to <= to && holders(m).every(weaker))
    const match = open.sort(
      (a, b) => 20 * (holders(a).length - holders(b).length) + off(a) + looseness(a) - off(b) - looseness(b),
    )[0]
    if (!match) continue
    for (const k of holders(match)) {
      for (const w of taken.get(k)!.at) owner.delete(w)
      taken.delete(k)
      queue.push(k)
    }
    taken.set(i, match)
    for (const w of match.at) owner.set(w, i)
  }
  const used = new Set(owner.keys())
  const covered = used
  const aligned = terms.map((t, i): Aligned => {
    const match = taken.get(i)
    if (match) return { ...t, match }
    const expected = place(middle(t))
    const [from, to] = regionOf(t.start)
    const off = (m: EnMatch) => Math.abs(centre(m) - expected)
    const near = of(t)
      .filter((m) => off(m) <= window || (m.from >= from && m.to <= to))
      .sort((a, b) => off(a) - off(b))[0]
    return near ? { ...t, shared: near } : t
  })
  return { zh, en, words, terms: aligned, covered, place }
}

/** Where a term is rendered as often as it stands, its renderings follow each other as it does. */
function inOrder(terms: readonly ZhTerm[], taken: Map<number, EnMatch>, of: (t: ZhTerm) => readonly EnMatch[]): void {
  const places = new Map<string, number[]>()
  for (const [i, t] of terms.entries()) places.set(t.term.zh, [...(places.get(t.term.zh) ?? []), i])
  for (const indexes of places.values()) {
    if (indexes.length < 2 || indexes.every((i) => taken.has(i))) continue
    const others = new Set([...taken].flatMap(([i, m]) => (indexes.includes(i) ? [] : m.at)))
    const free: EnMatch[] = []
    for (const m of of(terms[indexes[0]!]!))
      if (m.at.every((w) => !others.has(w)) && (free.at(-1)?.to ?? 0) <= m.from) free.push(m)
    if (free.length === indexes.length) for (const [k, i] of indexes.entries()) taken.set(i, free[k]!)
  }
}

/** Words of slack on either side of a sentence. */
const SLACK = 8

/** For a character of the Chinese, the words of the English among which its sentence is. */
function regions(zh: string, place: (at: number) => number, count: number): (at: number) => readonly [number, number] {
  const bounds = [0, ...[...zh.matchAll(/[。；;]/gu)].map((m) => m.index + 1), zh.length]
  return (at) => {
    const i = Math.max(
      0,
      bounds.findLastIndex((b) => b <= at),
    )
    const [start, end] = [bounds[i]!, bounds[i + 1] ?? zh.length]
    const from = i === 0 ? 0 : place(start)
    const to = end === zh.length ? count : place(end)
    const slack = SLACK + (to - from) * 0.1
    return [Math.max(0, from - slack), Math.min(count, to + slack)]
  }
}

/** Each term takes the nearest rendering that is free; a word renders one term. */
function assign(candidates: readonly Candidate[]): Map<number, EnMatch> {
  const taken = new Map<number, EnMatch>()
  const used = new Set<number>()
  for (const { i, match } of candidates) {
    if (taken.has(i) || match.at.some((w) => used.has(w))) continue
    taken.set(i, match)
    for (const w of match.at) used.add(w)
  }
  return taken
}

/** Longest run of words that is taken for the rendering of one term. */
const LONGEST_RUN = 4

/**
 * English words that stand where a term of the Chinese should be rendered and that render nothing else: beside the
 * rendering of the term it is joined to, or alone between those of its two neighbours.
 */
export function wordsInPlace(pair: Pair, index: number): readonly number[] {
  const { terms, words, covered } = pair
  const t = terms[index]!
  const within = new Set(terms.flatMap(({ match }) => (match ? [...words.keys()].slice(match.from, match.to) : [])))
  const free = (i: number) => i >= 0 && i < words.length && !covered.has(i) && !within.has(i)
  const expected = pair.place((t.start + t.end) / 2)
  const content = (i: number) => free(i) && !isFunctionWord(words[i]!) && !/^\d/.test(words[i]!.lower)
  const runFrom = (anchor: number, step: 1 | -1, across: boolean): number[] => {
    let [i, last] = [anchor + step, anchor]
    const open = () => (across && last === anchor) || joined(pair, last, i)
    while (free(i) && isFunctionWord(words[i]!) && Math.abs(i - anchor) < 3 && open())
      [last, i] = [across ? anchor : i, i + step]
    const run: number[] = []
    while (content(i) && run.length <= LONGEST_RUN && open()) {
      run.push(i)
      ;[last, i] = [i, i + step]
    }
    return step === 1 ? run : run.reverse()
  }
  const near = (run: readonly number[], limit: number) =>
    run.length > 0 && run.length <= LONGEST_RUN && Math.abs((run[0]! + run.at(-1)!) / 2 - expected) <= limit
  const next = terms.find((other, k) => k > index && other.match && other.start - t.end <= 3)
  const last = terms.findLast((other, k) => k < index && other.match && t.start - other.end <= 3)
  const lists = (from: number, to: number) => /^[、，,和及与或]$/u.test(pair.zh.slice(from, to))
  const listed = { next: next ? lists(t.end, next.start) : false, last: last ? lists(last.end, t.start) : false }
  const touches = { next: next && (next.start - t.end <= 1 || listed.next), last: last && t.start - last.end <= 2 }
  const tries: (readonly [readonly number[], number])[] = []
  const clause = next?.match && pair.zh[t.end] === '的' && RELATIVE.test(words[next.match.to]?.lower ?? '')
  if (clause) tries.push([runFrom(next!.match!.to - 1, 1, false), MIN_WINDOW])
  if (next?.match && touches.next) tries.push([runFrom(next.match.from, -1, listed.next), MIN_WINDOW])
  if (last?.match && touches.last) tries.push([runFrom(last.match.to - 1, 1, listed.last), MIN_WINDOW])
  if (next?.match) tries.push([runFrom(next.match.from, -1, false), MIN_WINDOW])
  if (last?.match && next?.match && last.match.to <= next.match.from)
    tries.push([runFrom(last.match.to - 1, 1, listed.last), MIN_WINDOW])
  if (last?.match && touches.last) {
    const of = /^(?:of|for|to)$/.test(words[last.match.from - 1]?.lower ?? '')
    tries.push([runFrom(last.match.from, -1, false), of ? MIN_WINDOW : MIN_WINDOW / 2])
  }
  const found = tries.find(([run, limit]) => near(run, limit))?.[0]
  if (found) return found
  if (words.length > SHORT_TEXT) return []
  const around: number[] = []
  for (let i = Math.ceil(expected - ALONE); i <= expected + ALONE; i++) if (content(i)) around.push(i)
  const whole = around.length > 0 && around.length <= 3 && around.at(-1)! - around[0]! === around.length - 1
  return whole && around.every((i, k) => k === 0 || joined(pair, around[k - 1]!, i)) ? around : []
}

/** The word with which English begins the clause that Chinese puts before 的: information they learn. */
const RELATIVE = /^(?:they|it|he|which|that|who|whom)$/
/** In a longer text nothing is guessed from the place alone. */
const SHORT_TEXT = 60
/** Words around a place in which a run must be the only one. */
const ALONE = 6

/** No comma or stop between two words. */
const joined = (pair: Pair, a: number, b: number): boolean => {
  const [x, y] = a < b ? [a, b] : [b, a]
  return !/[,;:.()]/.test(pair.en.slice(pair.words[x]!.end, pair.words[y]!.start))
}
