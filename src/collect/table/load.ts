import { createReadStream, createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Field, Fields } from '../../facts/entity.ts'
import { EXEMPTION } from '../../facts/lending.ts'
import type { Text } from '../../law/text.ts'
import { nearest } from '../nearest.ts'
import { convert } from './convert.ts'
import type { Duck } from './duck.ts'
import { type Files, filesOf, textForm } from './files.ts'
import type { Mapping, TableSource } from './mapping.ts'

/** A table as DuckDB has it: columns by field, and what to watch for while reading it. */
export interface Loaded {
  readonly source: TableSource
  readonly files: Files
  readonly table: string
  readonly columns: ReadonlySet<string>
  readonly flaws: readonly Flaw[]
}

/** Something rows may have wrong: a condition over an alias, and the line that says so. */
export interface Flaw {
  readonly name: string
  readonly condition: (alias: string) => string
  readonly say: (n: number, ids: readonly string[]) => Text
}

export type LoadResult = { readonly tables: readonly Loaded[] } | { readonly problems: readonly Text[] }

/**
 * Makes a view or a table for each table of a mapping. Nothing of the first table is read yet, the others are; with
 * `keepAll` the first is too.
 */
export async function load(duck: Duck, mapping: Mapping, asOf: string, keepAll = false): Promise<LoadResult> {
  const tables: Loaded[] = []
  const problems: Text[] = []
  for (const [i, source] of mapping.tables.entries()) {
    const files = await filesOf(source, asOf)
    if ('zh' in files) {
      problems.push(files)
      continue
    }
    try {
      const found = await loadOne(duck, mapping, source, files, keepAll || i > 0)
      if ('columns' in found) tables.push(found)
      else problems.push(...found)
    } catch (error) {
      problems.push(unreadable(source, error))
    }
  }
  return problems.length > 0 ? { problems } : { tables }
}

export const unreadable = (source: TableSource, error: unknown): Text => {
  const why = String(error instanceof Error ? error.message : error)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 3)
    .join(' ')
    .slice(0, 240)
  return { zh: `${source.name}：读不出来（${why}）`, en: `${source.name} cannot be read (${why})` }
}

const name = (column: string) => `"${column.replaceAll('"', '""')}"`
const text = (value: string) => `'${value.replaceAll("'", "''")}'`

async function loadOne(
  duck: Duck,
  mapping: Mapping,
  source: TableSource,
  files: Files,
  keep: boolean,
): Promise<Loaded | readonly Text[]> {
  const from = await relation(duck, source, files)
  const described = await duck.rows(`DESCRIBE SELECT * FROM ${from}`)
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]))
  const missing = Object.entries(source.columns).filter(([, column]) => !types.has(column))
  if (missing.length > 0) return missing.map(([field, column]) => noColumn(source, field, column, [...types.keys()]))
  const fields = source.entity.fields as Fields
  const flaws: Flaw[] = []
  const selected: string[] = []
  const columns = new Set<string>()
  for (const [key, column] of Object.entries(source.columns)) {
    const field = fields[key]!
    const meant = source.values[key]
    const { value, bad } = convert(
      field,
      meant ? meaning(name(column), meant) : name(column),
      meant ? 'VARCHAR' : types.get(column)!,
      source.nulls[key] ?? [],
      source.units[key] ?? 0,
    )
    selected.push(`${value} AS ${name(key)}`)
    columns.add(key)
    if (bad !== undefined) {
      const flag = `bad ${key}`
      selected.push(`${bad} AS ${name(flag)}`)
      flaws.push({
        name: `bad_${key}`,
        condition: (alias) => `${alias}.${name(flag)}`,
        say: noValue(source, column, field),
      })
    }
    if (field.minimum !== undefined)
      flaws.push({
        name: `low_${key}`,
        condition: (alias) => `${alias}.${name(key)} < ${field.minimum}`,
        say: tooLow(source, column, field.minimum),
      })
  }
  for (const [key, written] of Object.entries(source.set)) {
    const { value, bad } = convert(fields[key]!, text(written), 'VARCHAR', [], source.units[key] ?? 0)
    selected.push(`${value} AS ${name(key)}`)
    columns.add(key)
    if (bad === undefined) continue
    const flag = `bad ${key}`
    selected.push(`${bad} AS ${name(flag)}`)
    flaws.push({
      name: `bad_${key}`,
      condition: (alias) => `${alias}.${name(flag)}`,
      say: noValue(source, `set.${key}`, fields[key]!),
    })
  }
  if (source.name === 'loan' && mapping.ledger === 'internet' && !columns.has('internet')) {
    selected.push(`TRUE AS ${name('internet')}`)
    columns.add('internet')
  }
  if (source.name === 'bank') exemption(columns, selected, flaws)
  const { key } = source.entity
  flaws.push({ name: 'no_key', condition: (alias) => `${alias}.${name(key)} IS NULL`, say: noKey(source) })
  if (columns.has('partnerAmount') && columns.has('amount'))
    flaws.push({
      name: 'partner_above',
      condition: (alias) => `${alias}.${name('partnerAmount')} > ${alias}.${name('amount')}`,
      say: partnerAbove(source),
    })
  const table = `guiju_${source.name}`
  await duck.run(
    `CREATE OR REPLACE ${keep ? 'TEMP TABLE' : 'TEMP VIEW'} ${table} AS SELECT ${selected.join(', ')} FROM ${from}`,
  )
  return { source, files, table, columns, flaws }
}

/** A column whose texts stand for others; `*` for those that are not listed. */
function meaning(column: string, values: Readonly<Record<string, string>>): string {
  const shown = `NULLIF(TRIM(CAST(${column} AS VARCHAR)), '')`
  const { '*': others, ...listed } = values
  const cases = Object.entries(listed).map(([from, to]) => `WHEN ${shown} = ${text(from.trim())} THEN ${text(to)}`)
  return `CASE WHEN ${shown} IS NULL THEN NULL ${cases.join(' ')} ELSE ${others === undefined ? shown : text(others)} END`
}

/** An exemption that a bank table breaks down needs all of its conditions: one that is not given leaves it unknown. */
function exemption(columns: Set<string>, selected: string[], flaws: Flaw[]): void {
  if (!EXEMPTION.some((part) => columns.has(part))) return
  const whole = `(${EXEMPTION.map((part) => (columns.has(part) ? expressionOf(selected, part) : 'CAST(NULL AS BOOLEAN)')).join(' AND ')})`
  if (!columns.has('onlineOnlyExempt')) {
    selected.push(`${whole} AS ${name('onlineOnlyExempt')}`)
    columns.add('onlineOnlyExempt')
    return
  }
  const own = expressionOf(selected, 'onlineOnlyExempt')
  const at = selected.findIndex((one) => one.endsWith(` AS ${name('onlineOnlyExempt')}`))
  selected[at] = `(${own} AND ${whole}) AS ${name('onlineOnlyExempt')}`
  selected.push(`(${own} AND NOT ${whole}) AS ${name('bad exemption')}`)
  flaws.push({
    name: 'bad_exemption',
    condition: (alias) => `${alias}.${name('bad exemption')}`,
    say: (n, ids) => ({
      zh: `bank：${n} 家银行列为豁免，但所列条件并不全部具备${such(ids).zh}`,
      en: `bank: ${n} banks are listed as exempt while a condition of it is not met${such(ids).en}`,
    }),
  })
}

const expressionOf = (selected: readonly string[], key: string): string => {
  const end = ` AS ${name(key)}`
  return selected.find((one) => one.endsWith(end))!.slice(0, -end.length)
}

async function relation(duck: Duck, source: TableSource, { form, paths }: Files): Promise<string> {
  const list = (all: readonly string[]) => `[${all.map(text).join(', ')}]`
  switch (form) {
    case 'parquet':
      return `read_parquet(${list(paths)}, union_by_name = true)`
    case 'csv': {
      const read: string[] = []
      for (const [i, path] of paths.entries()) {
        const { encoding } = await textForm(path)
        const own = join(duck.folder, `${source.name}-${i}.csv`)
        read.push(await csv(encoding === 'utf-8' ? path : await transcoded(path, own)))
      }
      return together(read)
    }
    case 'xlsx': {
      const { sheetToCsv } = await import('./xlsx.ts')
      const read: string[] = []
      for (const [i, path] of paths.entries()) {
        const own = join(duck.folder, `${source.name}-${i}.csv`)
        sheetToCsv(path, source.sheet, own)
        read.push(await csv(own))
      }
      return together(read)
    }
    default:
      return form satisfies never
  }
}

/** A text file as a relation of texts, its columns as its first line names them. */
async function csv(path: string): Promise<string> {
  const { delimiter, columns } = await textForm(path)
  const twice = columns.find((c, at) => columns.indexOf(c) !== at)
  if (twice !== undefined) throw new TypeError(`two columns are called “${twice}”`)
  const types = columns.map((c) => `${text(c)}: 'VARCHAR'`).join(', ')
  return `read_csv(${text(path)}, auto_detect = false, header = true, delim = ${text(delimiter)}, quote = '"', escape = '"', columns = {${types}}, max_line_size = 4194304)`
}

const together = (read: readonly string[]) =>
  read.length === 1 ? read[0]! : `(${read.map((one) => `SELECT * FROM ${one}`).join(' UNION ALL BY NAME ')})`

/** A copy of a GB 18030 file in UTF-8. Bytes that are neither make the reader stop. */
async function transcoded(path: string, to: string): Promise<string> {
  const decoder = new TextDecoder('gb18030', { fatal: true })
  async function* decode() {
    for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true })
    yield decoder.decode()
  }
  await pipeline(Readable.from(decode()), createWriteStream(to))
  return to
}

function noColumn(source: TableSource, field: string, column: string, known: readonly string[]): Text {
  const near = nearest(column, known)
  const some = known.slice(0, 12).join(', ')
  return {
    zh: `${source.name}.${field}：文件中没有“${column}”这一列${near ? `，是否为“${near}”？` : `，有 ${some}`}`,
    en: `${source.name}.${field}: the file has no column “${column}”${near ? `: did you mean “${near}”?` : `; it has ${some}`}`,
  }
}

const such = (ids: readonly string[]): Text =>
  ids.length === 0 ? { zh: '', en: '' } : { zh: `，如 ${ids.join('、')}`, en: `, such as ${ids.join(', ')}` }

const EXPECTED: Readonly<Record<Field['type'], Text>> = {
  text: { zh: '可用的取值', en: 'a value that is allowed' },
  boolean: { zh: '是否', en: 'a yes or no' },
  date: { zh: '日期', en: 'a day' },
  decimal: { zh: '金额或数值', en: 'a number' },
}

const noValue =
  (source: TableSource, column: string, field: Field) =>
  (n: number, ids: readonly string[]): Text => {
    const allowed = field.choices
      ? ` ${field.choices.join('|')}`
      : field.type === 'decimal'
        ? ` (${field.scale ?? 0})`
        : ''
    const digits: Text =
      field.type === 'decimal'
        ? {
            zh: `，最多 ${field.scale ?? 0} 位小数，不含千分位`,
            en: ` with at most ${field.scale ?? 0} decimals${field.unit === 'CNY' ? ' of the yuan' : ''} and no thousands separators`,
          }
        : { zh: allowed, en: allowed }
    return {
      zh: `${source.name}：“${column}”列有 ${n} 行不是${EXPECTED[field.type].zh}${digits.zh}${such(ids).zh}`,
      en: `${source.name}: ${n} rows of “${column}” are no ${EXPECTED[field.type].en.replace(/^an? /, '')}${digits.en}${such(ids).en}`,
    }
  }

const tooLow =
  (source: TableSource, column: string, minimum: number) =>
  (n: number, ids: readonly string[]): Text => ({
    zh: `${source.name}：“${column}”列有 ${n} 行小于 ${minimum}${such(ids).zh}`,
    en: `${source.name}: ${n} rows of “${column}” are below ${minimum}${such(ids).en}`,
  })

const noKey =
  (source: TableSource) =>
  (n: number): Text => {
    const column = source.columns[source.entity.key]!
    return {
      zh: `${source.name}：主键“${column}”有 ${n} 行为空`,
      en: `${source.name}: the key “${column}” is empty in ${n} rows`,
    }
  }

const partnerAbove =
  (source: TableSource) =>
  (n: number, ids: readonly string[]): Text => ({
    zh: `${source.name}：${n} 笔的合作方出资额大于贷款金额${such(ids).zh}`,
    en: `${source.name}: in ${n} loans the partner’s amount is above the amount of the loan${such(ids).en}`,
  })

export const shortName = ({ files }: Loaded): string =>
  files.paths.length === 1 ? basename(files.paths[0]!) : `${basename(files.paths[0]!)} +${files.paths.length - 1}`
