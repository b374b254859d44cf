import { extname } from 'node:path'
import type { Field } from '../../facts/entity.ts'
import type { Text } from '../../law/text.ts'
import { nearest } from '../nearest.ts'
import { type Cells, convertText, type EngineName, meaning, type Shown, TITLES, textOf } from './cells.ts'
import { FORMS, type Form } from './files.ts'
import type { Mapping, TableSource } from './mapping.ts'
import { type Keep, type Loaded, noColumn, shape } from './shape.ts'

/** What an engine is asked of a table before it is read; nothing where no engine can be asked. */
export interface Catalogue {
  readonly columnsOf: (table: readonly string[]) => Promise<readonly string[] | undefined>
  readonly tables: () => Promise<readonly string[]>
}

/**
 * The tables of a mapping as an engine finds them: by name, or for DuckDB and Spark as files. Cells are converted there by
 * what they say as text, so that no types need be known. Nothing is read but names of columns, from a catalogue.
 */
export async function lay(
  mapping: Mapping,
  asOf: string,
  cells: Cells,
  keep: Keep,
  catalogue: Catalogue | undefined,
  keepAll = false,
): Promise<{ readonly tables: readonly Loaded[] } | { readonly problems: readonly Text[] }> {
  const tables: Loaded[] = []
  const problems: Text[] = []
  for (const [i, source] of mapping.tables.entries()) {
    const places = source.written.map((written, at) => placeOf(source, written, source.from[at]!, asOf, cells, at))
    const wrong = places.flatMap((place) => ('zh' in place ? [place] : []))
    const found = places.flatMap((place) => ('zh' in place ? [] : [place]))
    const missing = wrong.length > 0 || !catalogue ? [] : await missingIn(source, found, catalogue)
    problems.push(...wrong, ...missing)
    if (wrong.length === 0 && missing.length === 0)
      tables.push(laid(mapping, source, found, cells, keepAll || i > 0 ? keep : undefined))
  }
  return problems.length > 0 ? { problems } : { tables }
}

/** One place rows stand in: what to select from, and what has to run before. */
interface Place {
  readonly name: string
  readonly from: string
  readonly before: readonly string[]
  /** Parts of a table's name; none for files. */
  readonly table?: readonly string[]
}

const FILES: Readonly<Record<EngineName, boolean>> = { duckdb: true, spark: true, postgres: false, clickhouse: false }

function placeOf(
  source: TableSource,
  written: string,
  resolved: string,
  asOf: string,
  cells: Cells,
  at: number,
): Place | Text {
  const form = FORMS[extname(written).toLowerCase()]
  const dated = written.replaceAll('{asOf}', asOf)
  if (form !== undefined || /[/*?]/.test(dated)) {
    if (form === 'xlsx' || form === undefined || !FILES[cells.engine])
      return {
        zh: `${source.name}：${TITLES[cells.engine]} 中没有 ${dated}，from 请写表名（schema.table）${FILES[cells.engine] ? '，或 csv、parquet 文件' : ''}`,
        en: `${source.name}: ${dated} is nothing ${TITLES[cells.engine]} has: let from name a table (schema.table)${FILES[cells.engine] ? ', or csv or parquet files' : ''}`,
      }
    return fileOf(source, form, resolved.replaceAll('{asOf}', asOf), cells, at)
  }
  const table = nameParts(dated)
  if (!table)
    return {
      zh: `${source.name}：${dated} 不是表名，请写 schema.table`,
      en: `${source.name}: ${dated} is no name of a table: write schema.table`,
    }
  return { name: table.join('.'), from: table.map(cells.quote).join('.'), before: [], table }
}

function fileOf(source: TableSource, form: Form, path: string, cells: Cells, at: number): Place {
  const name = path.split('/').at(-1)!
  if (cells.engine === 'duckdb') {
    const read =
      form === 'parquet'
        ? `read_parquet(${cells.text(path)}, union_by_name = true)`
        : `read_csv(${cells.text(path)}, header = true, all_varchar = true, union_by_name = true, quote = '"', escape = '"', max_line_size = 4194304)`
    return { name, from: read, before: [] }
  }
  if (form === 'parquet') return { name, from: `parquet.${cells.quote(path)}`, before: [] }
  const view = `guiju_file_${source.name}_${at}`
  const options = `path ${cells.text(path)}, header 'true', inferSchema 'false', escape '"', multiLine 'true'`
  return { name, from: view, before: [`CREATE OR REPLACE TEMPORARY VIEW ${view} USING csv OPTIONS (${options})`] }
}

/** `books.loans`, each part plain or in quotes; undefined where it is no name. */
export function nameParts(written: string): string[] | undefined {
  const parts: string[] = []
  const form = /(?:"((?:[^"]|"")+)"|`([^`]+)`|([^".`\s]+))(\.|$)/y
  for (let end = false; !end; ) {
    const found = form.exec(written)
    if (!found || parts.length === 3) return undefined
    parts.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? found[3]!)
    end = found[4] === ''
  }
  return parts
}

async function missingIn(source: TableSource, places: readonly Place[], catalogue: Catalogue): Promise<Text[]> {
  const problems: Text[] = []
  for (const { name, table } of places) {
    if (!table) continue
    const known = await catalogue.columnsOf(table)
    if (!known) {
      const near = nearest(name, await catalogue.tables())
      problems.push({
        zh: `${source.name}：数据库中没有表 ${name}${near ? `，是否为 ${near}？` : '，或无权读取'}`,
        en: `${source.name}: the database has no table ${name}${near ? `: did you mean ${near}?` : ', or it may not be read'}`,
      })
    } else
      for (const [field, column] of Object.entries(source.columns))
        if (!known.includes(column)) problems.push(noColumn(source, field, column, known))
  }
  return problems
}

/** The inner query shows cells as text, the outer converts them. */
function laid(
  mapping: Mapping,
  source: TableSource,
  places: readonly Place[],
  cells: Cells,
  keep: Keep | undefined,
): Loaded {
  const shown: string[] = []
  const read = (key: string, field: Field, column: string) => {
    const at = `r.${cells.quote(column)}`
    const i = shown.length
    const meant = source.values[key]
    const text = meant ? `NULLIF(TRIM(${meaning(cells, at, meant)}), '')` : textOf(cells, at, source.nulls[key] ?? [])
    const typed = !meant && (field.type === 'date' || field.type === 'decimal')
    shown.push(`${text} AS t${i}`)
    if (typed) shown.push(`${cells.typeOf(at)} AS t${i + 1}`)
    const cell: Shown = typed ? { text: `q.t${i}`, type: `q.t${i + 1}` } : { text: `q.t${i}` }
    return convertText(cells, field, cell, source.units[key] ?? 0)
  }
  const { selected, columns, flaws } = shape(mapping, source, {
    quote: cells.quote,
    nothing: cells.nothing,
    column: read,
    constant: (key, field, written) =>
      convertText(cells, field, { text: textOf(cells, cells.text(written), []) }, source.units[key] ?? 0),
  })
  const inner = places.map(({ from }) => `SELECT ${shown.join(', ')} FROM ${from} AS r`).join(' UNION ALL ')
  const query = `SELECT ${selected.join(', ')} FROM (${inner}) AS q`
  const before = places.flatMap((place) => place.before)
  const made = { source, places: places.map(({ name }) => name), paths: [], columns, flaws }
  if (!keep) return { ...made, table: `(${query})`, make: before }
  const table = `guiju_${source.name}`
  return { ...made, table, make: [...before, keep(table, query)] }
}
