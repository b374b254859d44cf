import type { Problem } from '../../facts/problem.ts'
import { alignEnglish, type FoundEnglish } from '../../law/english.ts'
import type { Instrument, Outline, Provision } from '../../law/instrument.ts'
import { normalise } from '../../law/normalise.ts'
import { type FoundProvision, findProvisions, type Line } from '../../law/provisions.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import type { Budget, Limits } from '../budget.ts'
import { type LawFormat, type LawLines, linesOf } from './lines.ts'
import { type PlainLaw, plainLaw } from './plain-law.ts'
import { type Segment, segments } from './posts.ts'

/** For one file: a collection of long laws fits. */
export const LAW_LIMITS: Limits = { bytes: 32 << 20, entries: 400_000, depth: 512, steps: 200_000_000, ms: 60_000 }

/** An instrument of the library with what its texts are matched to. */
export interface Catalogued {
  readonly instrument: Instrument
  readonly outline: Outline
}

/** One instrument of the library as a file holds it. */
export interface FoundText {
  readonly id: string
  /** Chinese provisions in the order of the text; empty where the file has no Chinese of it. */
  readonly zh: readonly FoundProvision[]
  readonly en: readonly FoundEnglish[]
  /** True where the file says that the text goes on elsewhere. */
  readonly truncated: boolean
  /** Line of the file on which it begins, counted from 1. */
  readonly line: number
}

export interface LawReading {
  readonly format?: LawFormat
  readonly texts: readonly FoundText[]
  /** Laws outside the library. */
  readonly laws: readonly PlainLaw[]
  readonly problems: readonly Problem[]
}

const HAN = /\p{Script=Han}/gu
const LATIN_WORD = /\p{Script=Latin}{2}/u
const MORE = /(?:Read|Continue reading) the rest of this entry/i
const COMMENT = /<!.{0,4}more.{0,4}>/gi
/** A line with this many Chinese characters is Chinese. */
const MIN_HAN = 3
/** English of an unknown title is taken for the only Chinese text beside it when this share of its numbers agrees. */
const SAME_STRUCTURE = 0.8
const MIN_LABELLED = 3
const DRAFT = /^\(?[^.]{0,40}\b(?:draft|opinion-seeking|for comment)\b[^.]{0,30}\)?$/i
const NEEDS_DRAFT = 4
/** Provisions times lines that one alignment may take. */
const MAX_CELLS = 8_000_000

/** Letters and digits of a title: copies differ in quotes, dashes and case. */
export const titleKey = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Reads a file for the texts of the library's instruments, in both languages, and for other laws that are numbered by
 * articles. It reports what is printed and nothing else; what it cannot read is a problem. Never throws for bad content.
 */
export async function readLaw(
  bytes: Uint8Array,
  name: string,
  catalogue: readonly Catalogued[],
  budget: Budget,
): Promise<LawReading> {
  const log = new ProblemLog(name)
  const source = await linesOf(bytes, name, budget, log)
  if (!source) return { texts: [], laws: [], problems: log.problems }
  const texts = new Map<string, FoundText>()
  const laws: PlainLaw[] = []
  log.guard('', () => {
    const reader = new Reader(source, catalogue, budget)
    for (const segment of segments(source.lines)) {
      const found = reader.read(segment)
      for (const text of found) keepFuller(texts, text)
      if (found.length > 0 || segment.title !== undefined) continue
      const law = plainLaw(source, segment, name, budget, log)
      if (law) laws.push(law)
    }
  })
  return { format: source.format, texts: [...texts.values()], laws, problems: log.problems }
}

/** A file may hold a text twice, or its languages apart: the fuller one of each language stays. */
function keepFuller(texts: Map<string, FoundText>, text: FoundText): void {
  const before = texts.get(text.id)
  if (!before) texts.set(text.id, text)
  else
    texts.set(text.id, {
      ...before,
      zh: text.zh.length > before.zh.length ? text.zh : before.zh,
      en: text.en.length > before.en.length ? text.en : before.en,
      truncated: before.truncated && text.truncated,
    })
}

class Reader {
  readonly #lines: readonly string[]
  readonly #catalogue: readonly Catalogued[]
  readonly #budget: Budget
  readonly #zhTitles: ReadonlyMap<string, string>
  readonly #enTitles: ReadonlyMap<string, readonly Catalogued[]>

  constructor(source: LawLines, catalogue: readonly Catalogued[], budget: Budget) {
    this.#lines = source.lines
    this.#catalogue = catalogue
    this.#budget = budget
    this.#zhTitles = new Map(catalogue.map(({ instrument }) => [instrument.id, normalise(instrument.title.zh)]))
    const titles = new Map<string, Catalogued[]>()
    for (const one of catalogue)
      for (const title of [...(one.instrument.knownAs?.en ?? []), one.instrument.title.en]) {
        const key = titleKey(title)
        titles.set(key, [...(titles.get(key) ?? []), one])
      }
    this.#enTitles = titles
  }

  read(segment: Segment): FoundText[] {
    const text = this.#lines.slice(segment.start, segment.end).join('\n')
    this.#budget.steps(text.length * 2 + this.#catalogue.length)
    const normal = normalise(text)
    const zh = new Map<string, readonly FoundProvision[]>()
    for (const { instrument, outline } of this.#catalogue) {
      const titles = times(normal, this.#zhTitles.get(instrument.id)!)
      if (titles === 0) continue
      this.#budget.steps(text.length * (1 + titles))
      const found = findProvisions(text, {
        title: instrument.title.zh,
        numbering: instrument.numbering,
        signatures: instrument.issuers.map((issuer) => issuer.zh),
        preamble: preambleOf(outline),
      })
      if (found && found.length > 0)
        zh.set(
          instrument.id,
          found.map((f) => ({ ...f, line: f.line + segment.start + 1 })),
        )
    }
    const en = this.#english(segment, zh)
    const truncated = MORE.test(text)
    return [...new Set([...zh.keys(), ...en.keys()])].map((id) => ({
      id,
      zh: zh.get(id) ?? [],
      en: en.get(id) ?? [],
      truncated,
      line: segment.from + 1,
    }))
  }

  /** English texts: under a known title, or beside the only Chinese text of a post where the numbers agree. */
  #english(segment: Segment, zh: ReadonlyMap<string, readonly FoundProvision[]>): Map<string, readonly FoundEnglish[]> {
    const found = new Map<string, readonly FoundEnglish[]>()
    for (const { one, from, to } of this.#titled(segment)) {
      const aligned = this.#align(one, from, to, zh.get(one.instrument.id))
      if (aligned && aligned.found.length > 0) found.set(one.instrument.id, aligned.found)
    }
    const [only, ...others] = zh.keys()
    if (found.size > 0 || only === undefined || others.length > 0) return found
    const one = this.#catalogue.find(({ instrument }) => instrument.id === only)!
    const aligned = this.#align(one, segment.start, segment.end, zh.get(only))
    const numbered = aligned?.found.filter(({ place }) => !/(?:^|\.)p\d+$/.test(place)).length ?? 0
    if (aligned && aligned.agreement >= SAME_STRUCTURE && numbered >= MIN_LABELLED) found.set(only, aligned.found)
    return found
  }

  /** Known English titles of a segment, each with the lines that may hold its text. */
  #titled(segment: Segment): { one: Catalogued; from: number; to: number }[] {
    const at: { one: Catalogued; from: number }[] = []
    const pick = (title: string, from: number) => {
      const candidates = this.#enTitles.get(titleKey(title)) ?? []
      const draft = candidates.length > 0 && (DRAFT.test(title) || this.#saysDraft(from))
      const one =
        candidates.find(({ instrument }) => (instrument.status === 'draft') === draft) ??
        (draft ? undefined : candidates[0])
      if (one && !at.some((a) => a.one === one)) at.push({ one, from })
    }
    if (segment.title !== undefined) pick(segment.title, segment.start)
    else
      for (let i = segment.start; i < segment.end; i++) {
        const line = this.#lines[i]!
        if (line.length < 400 && LATIN_WORD.test(line) && this.#enTitles.has(titleKey(line))) pick(line, i + 1)
      }
    return at.map(({ one, from }, i) => ({ one, from, to: at[i + 1]?.from ?? segment.end }))
  }

  #saysDraft(from: number): boolean {
    const next = this.#lines.slice(from, from + NEEDS_DRAFT).map((line) => line.trim())
    return next.some((line) => line.length < 80 && DRAFT.test(line))
  }

  #align(one: Catalogued, from: number, to: number, zh: readonly FoundProvision[] | undefined) {
    const lines: Line[] = []
    for (let i = from; i < to; i++) {
      const line = this.#lines[i]!.replace(COMMENT, '')
      const more = line.search(MORE)
      const text = more < 0 ? line : line.slice(0, more)
      if ((text.match(HAN)?.length ?? 0) >= MIN_HAN) {
        if (lines.length > 0) break
        continue
      }
      if (LATIN_WORD.test(text)) lines.push({ line: i + 1, text })
    }
    const cells = lines.length * count(one.outline.provisions)
    if (cells > MAX_CELLS) return undefined
    this.#budget.steps(cells)
    return alignEnglish(one.outline, lines, new Map((zh ?? []).map(({ place, form }) => [place, form.length])))
  }
}

/** A title is looked for at this many places at most. */
const MAX_TIMES = 20

function times(text: string, words: string): number {
  let n = 0
  for (let at = text.indexOf(words); at >= 0 && n < MAX_TIMES; at = text.indexOf(words, at + words.length)) n++
  return n
}

/** Number of paragraphs before the first number that the outline has. */
export const preambleOf = (outline: Outline): number => outline.provisions.filter((p) => /^p\d+$/.test(p.ref)).length

const count = (provisions: readonly Provision[]): number =>
  provisions.reduce((n, p) => n + 1 + (p.children ? count(p.children) : 0), 0)
