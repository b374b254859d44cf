import { createReadStream, createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Text } from '../../law/text.ts'
import { CELLS, meaning } from './cells.ts'
import { convert } from './convert.ts'
import type { Duck } from './duck.ts'
import { type Files, filesOf, textForm } from './files.ts'
import type { Mapping, TableSource } from './mapping.ts'
import { type Keep, type Loaded, noColumn, shape } from './shape.ts'

export type LoadResult = { readonly tables: readonly Loaded[] } | { readonly problems: readonly Text[] }

/**
 * Finds the files of each table of a mapping and what their columns are. Nothing is read yet: the first table is a query
 * in brackets, the others are kept by the statements that make them; with `keepAll` the first is too.
 */
export async function load(
  duck: Duck,
  mapping: Mapping,
  asOf: string,
  keep: Keep,
  keepAll = false,
): Promise<LoadResult> {
  const tables: Loaded[] = []
  const problems: Text[] = []
  for (const [i, source] of mapping.tables.entries()) {
    const files = await filesOf(source, asOf)
    if ('zh' in files) {
      problems.push(files)
      continue
    }
    try {
      const found = await loadOne(duck, mapping, source, files, keepAll || i > 0 ? keep : undefined)
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

const { quote, text, nothing } = CELLS.duckdb

async function loadOne(
  duck: Duck,
  mapping: Mapping,
  source: TableSource,
  files: Files,
  keep: Keep | undefined,
): Promise<Loaded | readonly Text[]> {
  const from = await relation(duck, source, files)
  const described = await duck.rows(`DESCRIBE SELECT * FROM ${from}`)
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]))
  const missing = Object.entries(source.columns).filter(([, column]) => !types.has(column))
  if (missing.length > 0) return missing.map(([field, column]) => noColumn(source, field, column, [...types.keys()]))
  const { selected, columns, flaws } = shape(mapping, source, {
    quote,
    nothing,
    column(key, field, column) {
      const meant = source.values[key]
      const read = meant ? meaning(CELLS.duckdb, quote(column), meant) : quote(column)
      const type = meant ? 'VARCHAR' : types.get(column)!
      return convert(field, read, type, source.nulls[key] ?? [], source.units[key] ?? 0)
    },
    constant: (key, field, written) => convert(field, text(written), 'VARCHAR', [], source.units[key] ?? 0),
  })
  const query = `SELECT ${selected.join(', ')} FROM ${from}`
  const places = files.paths.map((path) => basename(path))
  const made = { source, places, paths: files.paths, columns, flaws }
  if (!keep) return { ...made, table: `(${query})`, make: [] }
  const table = `guiju_${source.name}`
  return { ...made, table, make: [keep(table, query)] }
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
