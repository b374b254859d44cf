import type { Session } from '../collect/engine/session.ts'
import { factsOf } from '../collect/inventory/head.ts'
import { wholeInventory } from '../collect/inventory/whole.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import { summarise } from '../judge/engine.ts'
import type { Determination, Result, SubjectResult } from '../judge/result.ts'
import type { Rule } from '../judge/rule.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import { instrumentOf, type Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { jsonPieces } from '../report/json.ts'
import type { ReportLang } from '../report/lang.ts'
import { toMarkdown } from '../report/markdown.ts'
import { REPORT_FORMATS } from '../report/render.ts'
import { conductRules, loanBookRules } from '../rules/internet-lending-2021/book.ts'
import { INVENTORIES } from '../rules/inventories.ts'
import { writeReports } from './audit.ts'
import { isBreach } from './breach.ts'
import { InputError } from './errors.ts'
import { type Engine, engineOf, groundOn, withEngine } from './ground.ts'
import { inventoryWork } from './inventory.ts'
import { loanWork } from './loan-book.ts'
import { daysOf, environmentOf, mappingOf, textOf } from './mapping.ts'
import { type Judged, judgeInventory, type Subjects } from './network-check.ts'
import { type CommonOptions, dayOf, formatsOf, instrumentsOf, languageOf, streamed } from './options.ts'
import { writeAll } from './output.ts'
import { rulesHash } from './rules-hash.ts'
import { sayTextStatus } from './text-status.ts'
import { type Ground, isProblems, type Problems, perform, type Work } from './work.ts'

/** What every command that ends in a report on tables takes. */
export interface ReportOptions extends CommonOptions {
  readonly instrument?: readonly string[]
  readonly out?: string
  readonly store?: string
}

export interface CheckOptions extends ReportOptions {
  readonly engine?: string
  /** Where the rectification plan of a loan book is written. */
  readonly plan?: string
}

const DEFAULT_OUT = 'guiju-reports'

/** `guiju check`: reads a mapping, judges its tables where they are, writes. Returns the exit code. */
export async function check(file: string, options: CheckOptions, version: string): Promise<number> {
  const report = reporter(options)
  const engine = engineOf(options.engine)
  const found = await judgedFile(file, dayAsked(options), version, engine)
  if (options.plan === undefined || isProblems(found)) return report(found)
  const plan = await planFor(file, [...found.result.results].at(-1)!, engine, languageOf(options))
  if (isProblems(plan)) return report(plan)
  const code = await report(found)
  await writeAll(new Map([[options.plan, plan]]))
  process.stderr.write(`${options.plan}\n`)
  return code
}

/** The day that was named; none where none was. */
export const dayAsked = (options: CommonOptions): string | undefined =>
  options.on === undefined && options.asOf === undefined ? undefined : dayOf(options)

/** Writes a report as the options want it, or what is wrong instead, and answers the exit code. */
export function reporter(options: ReportOptions): (found: Found | Result | Problems) => Promise<number> {
  const lang = languageOf(options)
  const messages = options.lang === undefined ? 'en' : lang
  const formats = formatsOf(options, REPORT_FORMATS, ['html', 'json'])
  const instruments = instrumentsOf(options)
  return async (given) => {
    if (isProblems(given)) return refused(given.problems, messages)
    const found = 'about' in given ? given : foundIn(given)
    const say = await sayTextStatus(options.store)
    const known = new Set(found.about.map((d) => instrumentOf(d.provision as Ref)))
    for (const value of instruments)
      if (!known.has(value)) throw new InputError('instrument.unknown', { value, known: [...known].join(', ') })
    let broken = false
    const results = mapped(found.result.results, (one) => {
      const kept = instruments.length === 0 ? one : only(one, instruments)
      broken ||= kept.determinations.some((d) => isBreach(d, instruments))
      return say ? say(kept) : kept
    })
    for (const message of found.notes) warn(message, messages)
    const result = { ...found.result, results }
    const stream = streamed(options, formats)
    if (stream === 'json') for (const piece of jsonPieces(result)) process.stdout.write(piece)
    else if (stream === 'md') process.stdout.write(toMarkdown({ ...result, results: [...results] }, lang))
    else
      for (const path of await writeReports(result, formats, options.out ?? DEFAULT_OUT, lang))
        process.stderr.write(`${path}\n`)
    return broken ? 1 : 0
  }
}

/** Subjects with something done to each, as they are asked for. */
function mapped(of: Subjects, change: (one: SubjectResult) => SubjectResult): Subjects {
  return {
    length: of.length,
    *[Symbol.iterator]() {
      for (const one of of) yield change(one)
    },
  }
}

/** The rectification plan of a book on the last day judged. Throws `InputError` for anything but a loan book. */
async function planFor(file: string, result: SubjectResult, engine: Engine, lang: ReportLang) {
  const mapping = result.subject.kind === 'loan-book' ? await mappingOf(file) : undefined
  if (!mapping) throw new InputError('plan.only-loans', { value: result.subject.kind })
  if (isProblems(mapping)) return mapping
  const { planBook } = await import('./plan.ts')
  return planBook(result, mapping, file, engine, lang)
}

export interface Found {
  readonly result: Judged['result']
  /** Determinations of every rule that judged. */
  readonly about: readonly Pick<Determination, 'provision'>[]
  readonly notes: readonly Text[]
}

/** An inventory of networks, or bulk tables: what the file says it holds decides. */
async function judgedFile(
  file: string,
  day: string | undefined,
  version: string,
  engine: Engine,
): Promise<Found | Problems> {
  const text = await inventoryText(file)
  if (text !== undefined) {
    const found = await judgeInventory(text, file, day, version)
    if ('problems' in found) return found
    const [operator] = found.result.results
    return { ...found, about: operator!.determinations, notes: found.inventory.notes.map((n) => n.message) }
  }
  const result = await judgeTables(file, day, version, engine)
  return isProblems(result) ? result : foundIn(result)
}

const foundIn = (result: Result): Found => ({
  result,
  about: result.results.flatMap((one) => one.determinations),
  notes: result.results.flatMap((one) => (one.problems ?? []).map((p) => p.message)),
})

/** The text of a file that holds an inventory of networks, a workbook or a CSV of networks among them. */
export async function inventoryText(file: string): Promise<string | undefined> {
  if (/\.(?:xlsx?|csv|tsv)$/i.test(file)) {
    await textOf(file)
    const whole = await wholeInventory(file)
    if (typeof whole === 'string') return whole
    throw new InputError('inventory.none', { name: file })
  }
  const text = await textOf(file)
  return factsOf(text) === 'network' ? text : undefined
}

/** The determinations of some instruments. */
function only(one: SubjectResult, instruments: readonly string[]): SubjectResult {
  const determinations = one.determinations.filter((d) => instruments.includes(instrumentOf(d.provision as Ref)))
  return { ...one, determinations, summary: summarise(determinations) }
}

const loanRules = [...loanBookRules.rules, ...loanBookRules.derived.flatMap((one) => one.rules), ...conductRules]
export const rulesOf = ({ facts }: Mapping): readonly Rule[] =>
  facts === 'loan-book' ? loanRules : INVENTORIES[facts].rules

/**
 * Judges the tables of a mapping on a day, by default on the days the mapping names, else today. Answers everything that
 * is wrong with mapping or tables instead, one line each. Throws `InputError` where the mapping cannot be read at all, or
 * the engine not be used.
 */
export async function judgeTables(
  file: string,
  on: string | undefined,
  version: string,
  engine: Engine = { name: 'duckdb' },
): Promise<Result | Problems> {
  const mapping = await mappingOf(file)
  if (isProblems(mapping)) return mapping
  const asked = daysOf(mapping, on)
  for (const day of asked) environmentOf(mapping, day)
  const results: SubjectResult[] = []
  const wrong = await withEngine(engine, async (session) => {
    for (const day of asked) {
      const one = await checkOn(session, engine.name, mapping, file, day)
      if (isProblems(one)) return one
      results.push(one)
    }
    return undefined
  })
  return wrong ?? resultOf(mapping, results, asked, version)
}

/** The results of several days as one. */
export const resultOf = (
  mapping: Mapping,
  results: readonly SubjectResult[],
  asked: readonly string[],
  version: string,
): Result => ({
  schema: 'guiju/result/1',
  tool: { name: 'guiju', version, rules: rulesHash(rulesOf(mapping)), calendarUntil: CALENDAR_UNTIL },
  asOf: asked.at(-1)!,
  results,
})

/** Says each problem in its line; the exit code. */
export function refused(problems: readonly Text[], lang: string): number {
  for (const text of problems) warn(text, lang)
  return 2
}

/** Says something on stderr, in one line. */
export const warn = (text: Text, lang: string) =>
  process.stderr.write(`guiju: ${oneLine(lang === 'en' ? text.en : text.zh)}\n`)

/** Column names and cells are a stranger's text. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, '�').slice(0, 500)

async function checkOn(
  session: Session,
  engine: Engine['name'],
  mapping: Mapping,
  file: string,
  day: string,
): Promise<SubjectResult | Problems> {
  const ground = await groundOn(session, engine, mapping, file, day)
  if (isProblems(ground)) return ground
  const work = workOn(ground, day)
  return isProblems(work) ? work : perform(session, work, ground)
}

/** What an engine does for one report, whatever the tables hold. */
export function workOn(ground: Ground, day: string): Work | Problems {
  if (ground.mapping.facts === 'loan-book') return loanWork(ground, day)
  return inventoryWork(ground, environmentOf(ground.mapping, day))
}
