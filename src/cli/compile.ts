import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { factsOf } from '../collect/inventory/head.ts'
import type { EngineName } from '../collect/table/cells.ts'
import type { Step } from '../collect/table/check.ts'
import { lay } from '../collect/table/lay.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import { DIALECTS, type DialectName } from '../judge/sql/dialect.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import { dayAsked, refused, rulesOf, workOn } from './check.ts'
import { guide } from './compile-guide.ts'
import { InputError } from './errors.ts'
import { elsewhere } from './ground.ts'
import { daysOf, environmentOf, mappingIn, textOf } from './mapping.ts'
import { type CommonOptions, languageOf } from './options.ts'
import { writeAll } from './output.ts'
import { rulesHash } from './rules-hash.ts'
import { asText, isProblems, type Problems, tongueOf, type Work } from './work.ts'

export const MANIFEST = 'manifest.json'
export const SCRIPT = 'run.sql'
export const RESULTS = 'results'
export const SEAL = 'seal.jsonl'

/** `guiju/work/1`: what a compiled folder holds, so that results are read only by what they were made for. */
export interface Manifest {
  readonly schema: 'guiju/work/1'
  /** SHA-256 of all that follows but the script, which names it. */
  readonly id: string
  readonly tool: {
    readonly name: 'guiju'
    readonly version: string
    readonly rules: string
    readonly calendarUntil: string
  }
  readonly dialect: DialectName
  readonly days: readonly string[]
  /** The mapping as it was; `folder` where its files are found from. */
  readonly mapping: { readonly name: string; readonly text: string; readonly folder?: string }
  readonly results: readonly {
    readonly file: string
    readonly day: string
    readonly name: string
    readonly columns: readonly string[]
  }[]
  readonly script: { readonly sha256: string }
}

export interface CompileOptions extends CommonOptions {
  readonly dialect: string
  readonly out: string
}

/** `guiju compile`: writes what `check` would have an engine do. Returns the exit code. */
export async function compileCommand(file: string, options: CompileOptions, version: string): Promise<number> {
  const lang = languageOf(options)
  const { dialect, out } = options
  if (!isDialect(dialect)) throw new InputError('dialect.unknown', { value: dialect, known: DIALECTS.join(', ') })
  const text = await textOf(file)
  if (factsOf(text) === 'network') throw new InputError('compile.inventory', { name: file })
  const compiled = await compile({ text, file, dialect, on: dayAsked(options), version })
  if (isProblems(compiled)) return refused(compiled.problems, options.lang === undefined ? 'en' : lang)
  await unused(out)
  const { manifest, script } = compiled
  const files = new Map([
    [join(out, SCRIPT), script],
    [join(out, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`],
    [join(out, 'README.md'), guide(manifest)],
    [join(out, RESULTS, 'README.md'), `${RESULTS}: ${SCRIPT} → *.jsonl → guiju collect\n`],
  ])
  await writeAll(files)
  for (const path of files.keys()) process.stderr.write(`${path}\n`)
  return 0
}

const isDialect = (name: string): name is DialectName => (DIALECTS as readonly string[]).includes(name)

/** Old results must not pass for new ones. */
async function unused(out: string): Promise<void> {
  const there = await readdir(join(out, RESULTS)).catch(() => [])
  if (there.some((name) => name.endsWith('.jsonl'))) throw new InputError('work.used', { name: join(out, RESULTS) })
}

export interface Order {
  /** The mapping. */
  readonly text: string
  readonly file: string
  readonly dialect: DialectName
  /** The day asked for; none: those of the mapping. */
  readonly on: string | undefined
  readonly version: string
  /** Days that were settled before, instead of `on`. */
  readonly days?: readonly string[]
}

export interface CompiledWork {
  readonly mapping: Mapping
  readonly works: readonly { readonly day: string; readonly work: Work }[]
  readonly manifest: Manifest
  readonly script: string
}

/** Compiles a mapping for a dialect. Answers what is wrong with it instead, one line each. */
export async function compile(order: Order): Promise<CompiledWork | Problems> {
  const { text, file, dialect, on, version } = order
  const mapping = mappingIn(text, file)
  if (isProblems(mapping)) return mapping
  const days = order.days ?? daysOf(mapping, on)
  const works: { day: string; work: Work }[] = []
  for (const day of days) {
    environmentOf(mapping, day)
    const { cells, keep } = tongueOf(dialect)
    const found = await lay(mapping, day, cells, keep, undefined, mapping.facts !== 'loan-book')
    if (isProblems(found)) return found
    const work = workOn(elsewhere(mapping, file, Buffer.from(text), dialect, found.tables), day)
    if (isProblems(work)) return work
    works.push({ day, work })
  }
  const results = works.flatMap(({ day, work }) =>
    asked(work).map(({ name, columns }) => ({ file: `${day}-${name}.jsonl`, day, name, columns: columns! })),
  )
  const files = dialect === 'duckdb' || dialect === 'spark'
  const content = {
    schema: 'guiju/work/1',
    tool: { name: 'guiju', version, rules: rulesHash(rulesOf(mapping)), calendarUntil: CALENDAR_UNTIL },
    dialect,
    days,
    mapping: { name: basename(file), text, ...(files ? { folder: dirname(resolve(file)) } : {}) },
    results,
  } as const
  const id = idOf(content)
  const script = scriptOf(works, dialect, id, basename(file))
  const { schema, ...rest } = content
  return { mapping, works, script, manifest: { schema, id, ...rest, script: { sha256: sha256(script) } } }
}

/** Texts put together with a bar between them; engines take no more than a hundred at once. */
function joined(texts: readonly string[]): string {
  if (texts.length <= MOST_JOINED) return `CONCAT(${texts.join(", '|', ")})`
  return `CONCAT(${joined(texts.slice(0, MOST_JOINED))}, '|', ${joined(texts.slice(MOST_JOINED))})`
}
const MOST_JOINED = 40

const asked = ({ steps }: Work): readonly Step[] => steps.filter((step) => step.columns !== undefined)
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The id of a compilation: what all but the id and the script hash to. */
export function idOf({ schema, tool, dialect, days, mapping, results }: Omit<Manifest, 'id' | 'script'>): string {
  return sha256(JSON.stringify([schema, tool, dialect, days, mapping, results]))
}

/** How an engine is told to begin, to write a table into a file, and to end. */
interface Writing {
  readonly before: readonly string[]
  readonly write: (table: string, columns: readonly string[], path: string) => string
  readonly after: readonly string[]
}

const every = (columns: readonly string[]) => columns.join(', ')

const WRITING: Readonly<Record<EngineName, Writing>> = {
  duckdb: {
    before: [],
    write: (table, columns, path) => `COPY (SELECT ${every(columns)} FROM ${table}) TO '${path}' (FORMAT json);`,
    after: [],
  },
  postgres: {
    before: [
      '\\set ON_ERROR_STOP on',
      '\\set QUIET on',
      '\\pset format unaligned',
      '\\pset tuples_only on',
      "SET datestyle = 'ISO, YMD';",
      "SET timezone = 'Asia/Shanghai';",
      "SET client_encoding = 'UTF8';",
      'SET extra_float_digits = 1;',
      'SET standard_conforming_strings = on;',
      'BEGIN ISOLATION LEVEL REPEATABLE READ;',
    ],
    write: (table, columns, path) =>
      `\\o ${path}\nSELECT row_to_json(q) FROM (SELECT ${every(columns)} FROM ${table}) AS q;\n\\o`,
    after: ['COMMIT;'],
  },
  clickhouse: {
    before: [],
    write: (table, columns, path) =>
      `SELECT ${every(columns)} FROM ${table} INTO OUTFILE '${path}' TRUNCATE FORMAT JSONEachRow;`,
    after: [],
  },
  spark: {
    before: [
      'SET spark.sql.session.timeZone = Asia/Shanghai;',
      // What was cached from a view stays when the view goes.
      'SET spark.sql.legacy.storeAnalyzedPlanForView = true;',
    ],
    write: (table, columns, path) =>
      `INSERT OVERWRITE DIRECTORY '${path}' USING json OPTIONS (ignoreNullFields 'false') SELECT /*+ COALESCE(1) */ ${every(columns)} FROM ${table};`,
    after: [],
  },
}

/**
 * One script: each answer is kept as text with a digest per row, and written as lines of JSON; what is written last – the
 * seal – says for each answer how many rows it has and what their digests come to, and for which compilation.
 */
function scriptOf(works: CompiledWork['works'], name: DialectName, id: string, mapping: string): string {
  const { dialect, cells, keep } = tongueOf(name)
  const { before, write, after } = WRITING[name]
  const lines = [
    `-- guiju compile ${mapping.replace(/[^\p{L}\p{N}._ -]/gu, '_')} --dialect ${name}`,
    `-- ${id}`,
    ...dialect.session.map((one) => `${one};`),
    ...before,
  ]
  const seals = [`SELECT '${id}' AS work, '-' AS name, '0' AS n, '-' AS mark`]
  for (const { day, work } of works)
    for (const step of work.steps) {
      if (!step.columns) {
        lines.push(`${step.sql};`)
        continue
      }
      const table = `guiju_answer_${seals.length}`
      const cell = (c: string) => `CASE WHEN a.${c} IS NULL THEN '~' ELSE CONCAT('=', a.${c}) END`
      const mark = cells.digest(joined(step.columns.map(cell)))
      const columns = [...step.columns, 'mark']
      lines.push(
        `-- ${day} ${step.name}`,
        `${keep(table, `SELECT ${step.columns.map((c) => `a.${c} AS ${c}`).join(', ')}, ${mark} AS mark FROM (${asText(step, cells)}) AS a`)};`,
        write(table, columns, `${RESULTS}/${day}-${step.name}.jsonl`),
      )
      seals.push(
        `SELECT '${id}' AS work, '${day}-${step.name}' AS name, ${cells.shown('COUNT(*)')} AS n, ${cells.digestOfAll('mark')} AS mark FROM ${table}`,
      )
    }
  const seal = 'guiju_seal'
  lines.push(
    `${keep(seal, seals.join('\nUNION ALL '))};`,
    write(seal, ['work', 'name', 'n', 'mark'], `${RESULTS}/${SEAL}`),
    ...after,
  )
  return `${lines.join('\n')}\n`
}
