import { isDay } from '../../law/day.ts'
import { normalise } from '../../law/normalise.ts'
import { type FoundProvision, type Line, markOf, provisionsIn, SET_OFF_INSERTED } from '../../law/provisions.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import type { LawLines } from './lines.ts'
import type { Segment } from './posts.ts'

/** A law outside the library: its articles as printed. */
export interface PlainLaw {
  readonly title: string
  /** Day of the version: of passing, or of the last change. Absent where neither name nor head gives one. */
  readonly date?: string
  readonly dateFrom?: 'file-name' | 'head'
  /** Commencement of this version, where the text says it; an older day in the last article is that of the first version. */
  readonly inForce?: string
  readonly provisions: readonly FoundProvision[]
  readonly line: number
}

const HAN = /\p{Script=Han}/u
const DAY = /(\d{4})年(\d{1,2})月(\d{1,2})日/gu
const MADE = /通过|公布|发布|修订|修正|修改|颁布|签署/u
const COMMENCES = /自(\d{4})年(\d{1,2})月(\d{1,2})日起?(?:施行|生效|实施)/gu
const MIN_ARTICLES = 2
/** Share of articles that follow the one before. */
const IN_ORDER = 0.8
const MAX_HEAD = 60
const MAX_TITLE = 120

/**
 * Reads a law numbered by articles from the lines of a file: title, version, articles by reference. Undefined where the
 * file has no such text. A chapter table before the text is passed over.
 */
export function plainLaw(
  source: LawLines,
  segment: Segment,
  name: string,
  budget: Budget,
  log: ProblemLog,
): PlainLaw | undefined {
  const lines: Line[] = []
  for (let i = segment.start; i < segment.end; i++) {
    const text = source.lines[i]!
    budget.steps(text.length + 1)
    if (HAN.test(text)) lines.push({ line: i + 1, text })
  }
  const first = lines.findIndex((l) => isUnit(l.text))
  if (first < 0) return undefined
  const title = titleOf(source, lines, first)
  if (!title) return undefined
  const head = lines.slice(0, first).filter((l) => normalise(l.text) !== normalise(title))
  const preamble = trailing(head, (l) => l.text.includes('。') && l.text.length >= 20 && !/^\s*\d{4}年/.test(l.text))
  const provisions = provisionsIn(lines, 'articles', preamble)
  const articles = provisions.flatMap(({ place }) => /^art(\d+)(?:\.p1)?$/.exec(place)?.[1] ?? []).map(Number)
  const ordered = articles.filter((n, i) => i === 0 || n === articles[i - 1]! + 1).length
  if (articles.length < MIN_ARTICLES || ordered < articles.length * IN_ORDER) return undefined
  for (const { line, text } of lines)
    if (SET_OFF_INSERTED.test(text))
      log.add('law.inserted-article', `line ${line}`, {
        zh: '“之一”条文没有引用编号，未导入。',
        en: 'An article numbered 之一 has no reference and was not imported.',
      })
  return { title, ...version(name, head), ...commencement(name, head, provisions), provisions, line: segment.from + 1 }
}

const isUnit = (text: string): boolean => {
  const mark = markOf(text)?.mark
  return mark === 'book' || mark === 'chapter' || mark === 'article'
}

function titleOf(source: LawLines, lines: readonly Line[], first: number): string | undefined {
  const printed = source.heading ?? lines.slice(0, first).find((l) => l.text.trim() !== '')?.text
  const title = printed?.trim()
  return title && title.length <= MAX_TITLE && HAN.test(title) && !isUnit(title) ? title : undefined
}

/** How many lines at the end of a list are of a kind. */
function trailing(lines: readonly Line[], kind: (line: Line) => boolean): number {
  let n = 0
  while (n < lines.length && kind(lines[lines.length - 1 - n]!)) n++
  return n
}

const day = (year: string, month: string, date: string): string | undefined => {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(text) ? text : undefined
}

const daysIn = (text: string): string[] =>
  [...normalise(text).matchAll(DAY)].flatMap((m) => day(m[1]!, m[2]!, m[3]!) ?? [])

/** The latest day of passing or change that the head or the file name gives. */
function version(name: string, head: readonly Line[]): Pick<PlainLaw, 'date' | 'dateFrom'> {
  const said = head
    .slice(0, MAX_HEAD)
    .filter((l) => MADE.test(l.text))
    .flatMap((l) => daysIn(l.text))
    .sort()
    .at(-1)
  const named = /[（(](\d{4}-\d{2}-\d{2})[)）]/.exec(name)?.[1]
  if (named && isDay(named) && (!said || named >= said)) return { date: named, dateFrom: 'file-name' }
  return said ? { date: said, dateFrom: 'head' } : {}
}

function commencement(
  name: string,
  head: readonly Line[],
  provisions: readonly FoundProvision[],
): { inForce?: string } {
  const { date } = version(name, head)
  const own = head.filter((l) => /施行|生效/.test(l.text) && !MADE.test(l.text)).flatMap((l) => daysIn(l.text))
  const last = [...(provisions.at(-1)?.form.matchAll(COMMENCES) ?? [])].flatMap((m) => day(m[1]!, m[2]!, m[3]!) ?? [])
  const candidate = own.at(-1) ?? last[0]
  return candidate !== undefined && date !== undefined && candidate >= date ? { inForce: candidate } : {}
}
