import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Session } from '../collect/engine/session.ts'
import { factsOf } from '../collect/inventory/head.ts'
import { wholeInventory } from '../collect/inventory/whole.ts'
import { flawSteps, flawsSaid, orphanSteps, orphansSaid, twiceSaid, twiceSteps } from '../collect/table/check.ts'
import { type Mapping, readMapping } from '../collect/table/mapping.ts'
import { type Loaded, shortName } from '../collect/table/shape.ts'
import { NONE_WITHOUT } from '../facts/lending.ts'
import { maskId } from '../facts/personal.ts'
import type { Problem } from '../facts/problem.ts'
import { provenance, type Row } from '../facts/row.ts'
import { determine, summarise } from '../judge/engine.ts'
import { type Environment, lawOf } from '../judge/environment.ts'
import { withLocal } from '../judge/overlay.ts'
import type { Determination, Result, SubjectResult } from '../judge/result.ts'
import { determinations } from '../judge/sql/answers.ts'
import type { Dialect } from '../judge/sql/dialect.ts'
import { PARTS, Plan, tableOf } from '../judge/sql/plan.ts'
import { computedFields } from '../judge/sql/region.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import { instrumentOf, type Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { jsonPieces } from '../report/json.ts'
import type { ReportLang } from '../report/lang.ts'
import { toMarkdown } from '../report/markdown.ts'
import { REPORT_FORMATS } from '../report/render.ts'
import { conductRules, loanBookRules } from '../rules/internet-lending-2021/book.ts'
import { bookFigures } from '../rules/internet-lending-2021/figures.ts'
import { LOCAL } from '../rules/internet-lending-2021/local.ts'
import { INVENTORIES } from '../rules/inventories.ts'
import { writeReports } from './audit.ts'
import { isBreach } from './breach.ts'
import { InputError } from './errors.ts'
import { type Engine, engineOf, groundOn, withEngine } from './ground.ts'
import { inventoryWork } from './inventory.ts'
import { type Judged, judgeInventory, type Subjects } from './network-check.ts'
import { type CommonOptions, dayOf, formatsOf, instrumentsOf, languageOf, streamed } from './options.ts'
import { writeAll } from './output.ts'
import { rulesHash } from './rules-hash.ts'
import { sayTextStatus } from './text-status.ts'
import { type Answers, type Ground, type Problems, perform, told, type Work } from './work.ts'

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
  if (options.plan === undefined || 'problems' in found) return report(found)
  const plan = await planFor(file, [...found.result.results].at(-1)!, engine, languageOf(options))
  if ('problems' in plan) return report(plan)
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
    if ('problems' in given) return refused(given.problems, messages)
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
  return 'problems' in result ? result : foundIn(result)
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
export const rulesOf = ({ facts }: Mapping) => (facts === 'loan-book' ? loanRules : INVENTORIES[facts].rules)

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

export const daysOf = (mapping: Mapping, on: string | undefined): readonly string[] =>
  on !== undefined ? [on] : mapping.asOf.length > 0 ? mapping.asOf : [dayOf({})]

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

export const isProblems = (of: object): of is Problems => 'problems' in of && !('determinations' in of)

/** Says each problem in its line; the exit code. */
export function refused(problems: readonly Text[], lang: string): number {
  for (const text of problems) warn(text, lang)
  return 2
}

const warn = (text: Text, lang: string) =>
  process.stderr.write(`guiju: ${oneLine(lang === 'en' ? text.en : text.zh)}\n`)

/** Column names and cells are a stranger's text. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, '�').slice(0, 500)

export async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name: file })
    throw new InputError('file.unreadable', { name: file, why: code ?? 'error' })
  }
}

/** The mapping of a file, or everything that is wrong with it. */
export async function mappingOf(file: string): Promise<Mapping | Problems> {
  return mappingIn(await textOf(file), file)
}

/** The mapping a text holds. `file`: where it stands, for the paths and lines that speak of it. */
export function mappingIn(text: string, file: string): Mapping | Problems {
  const { mapping, problems } = readMapping(text, file)
  if (mapping) return mapping
  const named = basename(file)
  return { problems: problems.map((p) => ({ zh: `${named}：${p.zh}`, en: `${named}: ${p.en}` })) }
}

/** The law of a day with the stricter values the mapping brings. Throws `InputError` for a looser one. */
export function environmentOf(mapping: Mapping, day: string): Environment {
  const { env, loose } = withLocal(lawOf(day), mapping.overlays, LOCAL)
  const [first] = loose
  if (first) {
    const { parameter, value, cite } = first.local
    throw new InputError('mapping.loose', { parameter, value, cite, base: first.base })
  }
  return env
}

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

/** What an engine does for one report on a loan book: the other tables are kept, the loans are read where they are. */
export function loanWork(ground: Ground, day: string): Work {
  const { mapping, tables, tongue } = ground
  const { cells, keep, dialect } = tongue
  const [main, ...others] = tables
  if (!main) throw new TypeError('a mapping has a first table')
  const plan = planOf(mapping, tables, environmentOf(mapping, day), dialect)
  const of = main.source.name
  const kept = [
    ...others.flatMap((t) => [t.table, `guiju_flawed_${t.source.name}`]),
    ...(cells.engine === 'duckdb' ? tables.map((t) => `guiju_twice_${t.source.name}`) : []),
    PARTS,
    ...plan.derived.map((one) => tableOf(one.of)),
  ]
  return {
    steps: [
      ...tables.flatMap((t) => t.make.map((sql) => told(t.table, sql, t.source.name))),
      ...others.flatMap((t) => [...flawSteps(t, cells, keep), ...twiceSteps(t, cells, keep)]),
      ...plan.statements.map(({ name, sql }) => told(name, sql, of)),
      ...plan.queries.map((query) => ({ ...query, table: of })),
      ...twiceSteps(main, cells, keep),
      ...orphanSteps(PARTS, main, others, cells),
      ...kept.map((table) => told(`drop ${table}`, dialect.drop(table), of)),
    ],
    async fold(answers) {
      const problems = [
        ...flawsSaid(main, answers.watches, maskId),
        ...tables.flatMap((t) => [
          ...flawsSaid(t, answers[`${t.source.name}_flaws`], maskId),
          ...twiceSaid(t, answers[`${t.source.name}_twice`], maskId),
        ]),
      ]
      if (problems.length > 0) return { problems }
      return judged(plan, answers, ground, main, orphansSaid(main, others, answers, maskId))
    },
  }
}

/** The plan of a loan book on a day. */
export const loanPlan = ({ mapping, tables, tongue }: Ground, day: string): Plan =>
  planOf(mapping, tables, environmentOf(mapping, day), tongue.dialect)

function planOf(mapping: Mapping, tables: readonly Loaded[], env: Environment, dialect: Dialect): Plan {
  const [main] = tables
  const links = Object.fromEntries(tables.slice(1).map((t) => [t.source.name, { table: t.table, columns: t.columns }]))
  return new Plan(
    loanBookRules,
    {
      tables: {
        table: main!.table,
        columns: main!.columns,
        links,
        noneWithout: NONE_WITHOUT,
        computed: computedFields(mapping.regionLevel),
      },
      open: main!.source.complete ? [] : [OPEN],
      ...(typeof mapping.regionLevel === 'number' ? { regionDigits: mapping.regionLevel } : {}),
      watches: main!.flaws.map(({ name, condition }) => ({ name, condition: condition('s') })),
    },
    env,
    dialect,
  )
}

const OPEN: Text = { zh: '映射声明该表不完整', en: 'the mapping says the table is not complete' }

async function judged(
  plan: Plan,
  answers: Answers,
  { mapping, file, inputs, limits }: Ground,
  main: Loaded,
  notes: readonly { readonly text: Text; readonly artifact: string }[],
): Promise<SubjectResult> {
  const showing = { artifact: shortName(main), key: main.source.columns[main.source.entity.key]!, mask: maskId }
  const context = { env: plan.env, applies: 'direct' } as const
  const { found, asides } = determinations(plan, answers, context, showing)
  const book = bookFigures(plan, answers, context, maskId)
  const attested = conductRules.map((rule) => {
    const row = conductRow(mapping, basename(file))
    return determine(rule, { shown: row, all: row }, context)
  })
  const ordered = [...found, ...attested].sort((a, b) => (a.rule < b.rule ? -1 : 1))
  const name = basename(file).replace(/\.ya?ml$/, '')
  const problems = notes.map(
    ({ text, artifact }): Problem => ({ code: 'table.orphans', artifact, locator: main.source.name, message: text }),
  )
  return {
    subject: {
      kind: mapping.facts,
      id: `${mapping.facts}:${name}`,
      name,
      version: plan.env.asOf,
      inputs: await inputs(),
    },
    determinations: ordered,
    summary: summarise(ordered),
    limits: [...asides, ...limitsOf(mapping), ...limits],
    ...(problems.length > 0 ? { problems } : {}),
    ...(book ? { book } : {}),
  }
}

/** What a person says of the bank's conduct, each answer with its evidence. */
function conductRow(mapping: Mapping, file: string): Row {
  const said = mapping.attested.map(({ field, evidence }) => [
    field,
    evidence.map((artifact) => ({ artifact, locator: `${file}: attest.${field}`, method: 'attested' as const })),
  ])
  return {
    conductId: file,
    ...Object.fromEntries(mapping.attested.map(({ field, answer }) => [field, answer])),
    [provenance]: { entity: 'conduct', id: file, evidence: [], fields: Object.fromEntries(said), unknown: {} },
  }
}

function limitsOf(mapping: Mapping): Text[] {
  const limits: Text[] = [
    {
      zh: '只按台账所列判断；台账与合同、资金流水是否一致未检查。',
      en: 'Judged by the ledger alone; whether it agrees with contracts and payments was not examined.',
    },
  ]
  const [ledger] = mapping.tables
  if (mapping.facts === 'loan-book' && mapping.asOf.length > 1 && !ledger!.from.some((path) => path.includes('{asOf}')))
    limits.push({
      zh: '各判断日用的是同一份台账，只有所依法律随日期变化：台账路径中写 {asOf} 可读取各日的台账。',
      en: 'Every day is judged on the same ledger, only the law is that of the day: write {asOf} in its path to read the ledger of each day.',
    })
  if (mapping.regionLevel !== undefined)
    limits.push({
      zh: `辖区按${mapping.regionLevel === 'exact' ? '所在地文字完全一致' : `所在地代码前${mapping.regionLevel}位`}比较（映射声明）；客户所在地的口径以台账为准。`,
      en: `Regions are compared by ${mapping.regionLevel === 'exact' ? 'their whole text' : `the first ${mapping.regionLevel} digits of their codes`}, as the mapping declares; what a customer’s place means is the ledger’s own.`,
    })
  for (const { parameter, value, cite, region, bank } of mapping.overlays) {
    const whom = [region, bank].filter((w) => w !== undefined).join(' ')
    limits.push({
      zh: `按第七条采用更严的地方要求：${parameter} ${value}${whom === '' ? '' : `（${whom}）`}，依据${cite}（未核对原文）。`,
      en: `Stricter local requirement applied under section 7: ${parameter} ${value}${whom === '' ? '' : ` (${whom})`}, by ${cite} (text not verified).`,
    })
  }
  return limits
}
