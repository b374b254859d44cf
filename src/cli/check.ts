import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { factsOf } from '../collect/inventory/head.ts'
import { checkKept, checkUnique, orphans } from '../collect/table/check.ts'
import { type Duck, withDuck } from '../collect/table/duck.ts'
import { type Loaded, load, shortName, unreadable } from '../collect/table/load.ts'
import { type Mapping, readMapping } from '../collect/table/mapping.ts'
import { NONE_WITHOUT } from '../facts/lending.ts'
import type { Problem } from '../facts/problem.ts'
import { provenance, type Row } from '../facts/row.ts'
import { determine, summarise } from '../judge/engine.ts'
import { type Environment, lawOf } from '../judge/environment.ts'
import { withLocal } from '../judge/overlay.ts'
import type { Determination, Input, Result, SubjectResult } from '../judge/result.ts'
import { type Answer, type Answers, determinations } from '../judge/sql/answers.ts'
import { dialects } from '../judge/sql/dialect.ts'
import { PARTS, Plan } from '../judge/sql/plan.ts'
import { computedFields } from '../judge/sql/region.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import { instrumentOf, type Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { toJson } from '../report/json.ts'
import { toMarkdown } from '../report/markdown.ts'
import { conductRules, loanBookRules } from '../rules/internet-lending-2021/book.ts'
import { LOCAL } from '../rules/internet-lending-2021/local.ts'
import { INVENTORIES } from '../rules/inventories.ts'
import { writeReports } from './audit.ts'
import { InputError } from './errors.ts'
import { inventoryOn } from './inventory.ts'
import { maskId } from './mask.ts'
import { judgeInventory, NOT_BINDING } from './network-check.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'
import { rulesHash } from './rules-hash.ts'
import { withTextStatus } from './text-status.ts'

export interface CheckOptions extends CommonOptions {
  readonly engine?: string
  readonly instrument?: readonly string[]
  readonly out?: string
  readonly store?: string
}

const FORMATS = ['html', 'json', 'md'] as const
const DEFAULT_OUT = 'guiju-reports'

/** `guiju check`: reads a mapping, judges its tables where they are, writes. Returns the exit code. */
export async function check(file: string, options: CheckOptions, version: string): Promise<number> {
  const lang = languageOf(options)
  const messages = options.lang === undefined ? 'en' : lang
  const formats = formatsOf(options, FORMATS, ['html', 'json'])
  const engine = options.engine ?? 'duckdb'
  if (engine !== 'duckdb') throw new InputError('engine.unknown', { value: engine })
  const instruments = (options.instrument ?? []).flatMap((id) => id.split(','))
  const day = options.on === undefined && options.asOf === undefined ? undefined : dayOf(options)
  const found = await judgedFile(file, day, version)
  if ('problems' in found) return refused(found.problems, messages)
  const judgedAll = await withTextStatus(found, options.store)
  const result = instruments.length === 0 ? judgedAll : only(judgedAll, instruments)
  const { results } = result
  for (const { problems } of results) for (const { message } of problems ?? []) warn(message, messages)
  const [format] = formats
  if (options.out === undefined && options.format !== undefined && formats.length === 1 && format !== 'html')
    process.stdout.write(format === 'json' ? toJson(result) : toMarkdown(result, lang))
  else
    for (const path of await writeReports(result, formats, options.out ?? DEFAULT_OUT, lang))
      process.stderr.write(`${path}\n`)
  return results.some((r) => r.determinations.some((d) => breaks(d, instruments))) ? 1 : 0
}

/** A breach under law in force on that day, or under an instrument that was named. */
function breaks(d: Determination, instruments: readonly string[]): boolean {
  const instrument = instrumentOf(d.provision as Ref)
  if (d.outcome !== 'failed') return false
  return instruments.includes(instrument) || (d.status === 'in-force' && !NOT_BINDING.has(instrument))
}

/** An inventory of networks, or bulk tables: what the file says it holds decides. */
async function judgedFile(file: string, day: string | undefined, version: string): Promise<Result | Problems> {
  const text = await textOf(file)
  if (factsOf(text) !== 'network') return judgeTables(file, day, version)
  const found = await judgeInventory(text, file, day, version)
  return 'problems' in found ? found : found.result
}

/** The determinations of some instruments. Throws `InputError` for one that does not speak of what was judged. */
function only(result: Result, instruments: readonly string[]): Result {
  const known = new Set(result.results.flatMap((r) => r.determinations.map((d) => instrumentOf(d.provision as Ref))))
  for (const value of instruments)
    if (!known.has(value)) throw new InputError('instrument.unknown', { value, known: [...known].join(', ') })
  const results = result.results.map((one) => {
    const determinations = one.determinations.filter((d) => instruments.includes(instrumentOf(d.provision as Ref)))
    return { ...one, determinations, summary: summarise(determinations) }
  })
  return { ...result, results }
}

const loanRules = [...loanBookRules.rules, ...loanBookRules.derived.flatMap((one) => one.rules), ...conductRules]
const rulesOf = ({ facts }: Mapping) => (facts === 'loan-book' ? loanRules : INVENTORIES[facts].rules)

/**
 * Judges the tables of a mapping on a day, by default on the days the mapping names, else today. Answers everything that
 * is wrong with mapping or tables instead, one line each. Throws `InputError` where the mapping cannot be read at all.
 */
export async function judgeTables(file: string, on: string | undefined, version: string): Promise<Result | Problems> {
  const mapping = await mappingOf(file)
  if (isProblems(mapping)) return mapping
  const days = on === undefined ? mapping.asOf : [on]
  const asked = days.length > 0 ? days : [dayOf({})]
  for (const day of asked) environmentOf(mapping, day)
  const results: SubjectResult[] = []
  for (const day of asked) {
    const found = await withDuck((duck) => checkOn(duck, mapping, file, day))
    if (isProblems(found)) return found
    results.push(found)
  }
  return {
    schema: 'guiju/result/1',
    tool: { name: 'guiju', version, rules: rulesHash(rulesOf(mapping)), calendarUntil: CALENDAR_UNTIL },
    asOf: asked.at(-1)!,
    results,
  }
}

type Problems = { readonly problems: readonly Text[] }
const isProblems = (of: object): of is Problems => 'problems' in of && !('determinations' in of)

function refused(problems: readonly Text[], lang: string): number {
  for (const text of problems) warn(text, lang)
  return 2
}

const warn = (text: Text, lang: string) =>
  process.stderr.write(`guiju: ${oneLine(lang === 'en' ? text.en : text.zh)}\n`)

/** Column names and cells are a stranger's text. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, '�').slice(0, 500)

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name: file })
    throw new InputError('file.unreadable', { name: file, why: code ?? 'error' })
  }
}

async function mappingOf(file: string): Promise<Mapping | Problems> {
  const text = await textOf(file)
  const { mapping, problems } = readMapping(text, file)
  if (mapping) return mapping
  const named = basename(file)
  return { problems: problems.map((p) => ({ zh: `${named}：${p.zh}`, en: `${named}: ${p.en}` })) }
}

/** The law of a day with the stricter values the mapping brings. Throws `InputError` for a looser one. */
function environmentOf(mapping: Mapping, day: string): Environment {
  const { env, loose } = withLocal(lawOf(day), mapping.overlays, LOCAL)
  const [first] = loose
  if (first) {
    const { parameter, value, cite } = first.local
    throw new InputError('mapping.loose', { parameter, value, cite, base: first.base })
  }
  return env
}

async function checkOn(duck: Duck, mapping: Mapping, file: string, day: string): Promise<SubjectResult | Problems> {
  const env = environmentOf(mapping, day)
  if (mapping.facts !== 'loan-book') return inventoryOn(duck, mapping, file, env, inputsOf)
  const loaded = await load(duck, mapping, day)
  if ('problems' in loaded) return loaded
  const [main, ...others] = loaded.tables
  if (!main) throw new TypeError('a mapping has a first table')
  const inputs = inputsOf(loaded.tables)
  try {
    const flaws = (
      await Promise.all(others.map(async (t) => [...(await checkKept(duck, t)), ...(await checkUnique(duck, t))]))
    ).flat()
    const plan = planOf(mapping, loaded.tables, env)
    for (const { sql } of plan.statements) await duck.run(sql)
    const answers: Record<string, Answer> = {}
    for (const { name, sql } of plan.queries) answers[name] = await duck.rows(sql)
    const problems = [...flawsIn(main, answers), ...(await checkUnique(duck, main)), ...flaws]
    if (problems.length > 0) return { problems }
    const notes = await orphans(duck, PARTS, loaded.tables)
    return judged(plan, answers, mapping, main, file, await inputs, notes)
  } catch (error) {
    if (isReaderError(error)) return { problems: [unreadable(main.source, error)] }
    throw error
  } finally {
    await inputs.catch(() => undefined)
  }
}

/** What the reader of a file says, as opposed to a fault of a query. */
const isReaderError = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Invalid Input|Conversion|IO|Out of Range|Invalid|Serialization|Out of Memory)/.test(error.message)

function planOf(mapping: Mapping, tables: readonly Loaded[], env: Environment): Plan {
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
      watches: main!.flaws.map(({ name, condition }) => ({ name, condition: condition('s') })),
    },
    env,
    dialects.duckdb,
  )
}

const OPEN: Text = { zh: '映射声明该表不完整', en: 'the mapping says the table is not complete' }

function flawsIn({ flaws }: Loaded, answers: Answers): Text[] {
  const found = Map.groupBy(answers.watches ?? [], (row) => String(row.name))
  return flaws.flatMap(({ name, say }) => {
    const rows = found.get(name)
    const ids = (rows ?? []).flatMap((row) => (row.least === null ? [] : [maskId(String(row.least))]))
    return rows ? [say(Number(rows[0]!.n), ids)] : []
  })
}

function judged(
  plan: Plan,
  answers: Answers,
  mapping: Mapping,
  main: Loaded,
  file: string,
  inputs: readonly Input[],
  notes: readonly { readonly text: Text; readonly artifact: string }[],
): SubjectResult {
  const showing = { artifact: shortName(main), key: main.source.columns[main.source.entity.key]!, mask: maskId }
  const context = { env: plan.env, applies: 'direct' } as const
  const { found, asides } = determinations(plan, answers, context, showing)
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
    subject: { kind: mapping.facts, id: `${mapping.facts}:${name}`, name, version: plan.env.asOf, inputs },
    determinations: ordered,
    summary: summarise(ordered),
    limits: [...asides, ...limitsOf(mapping)],
    ...(problems.length > 0 ? { problems } : {}),
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

async function inputsOf(tables: readonly Loaded[]): Promise<Input[]> {
  const paths = tables.flatMap((t) => t.files.paths)
  const found: Input[] = []
  for (const path of [...new Set(paths)].sort()) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
    found.push({ name: basename(path), sha256: hash.digest('hex'), bytes: (await stat(path)).size })
  }
  return found
}
