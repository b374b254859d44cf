import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { EngineError, placeOf, type Session } from '../collect/engine/session.ts'
import { type EngineName, TITLES } from '../collect/table/cells.ts'
import { withDuck } from '../collect/table/duck.ts'
import { lay } from '../collect/table/lay.ts'
import { load } from '../collect/table/load.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import type { Loaded } from '../collect/table/shape.ts'
import type { Input } from '../judge/result.ts'
import { dialects } from '../judge/sql/dialect.ts'
import type { Text } from '../law/text.ts'
import { InputError } from './errors.ts'
import { type Ground, isProblems, type Problems, tongueOf } from './work.ts'

/** An engine that `check` can ask. */
export type Engine =
  | { readonly name: 'duckdb' }
  | { readonly name: 'postgres' | 'clickhouse'; readonly address: string }

/** The engine of `--engine`. Throws `InputError`, which never holds an address. */
export function engineOf(option: string = 'duckdb'): Engine {
  if (option === 'duckdb') return { name: 'duckdb' }
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(option) ?? []
  const name = { 'postgres://': 'postgres', 'postgresql://': 'postgres', 'clickhouse://': 'clickhouse' } as const
  const known = scheme === undefined ? undefined : name[scheme.toLowerCase() as keyof typeof name]
  if (known === undefined)
    throw new InputError('engine.unknown', { value: scheme === undefined ? option : `${scheme}…` })
  if (!isAddress(option)) throw new InputError('engine.address', { value: `${scheme}…` })
  return { name: known, address: option }
}

function isAddress(option: string): boolean {
  try {
    const { hostname, username, password, pathname, searchParams } = new URL(option)
    for (const part of [username, password, pathname]) decodeURIComponent(part)
    return hostname !== '' || searchParams.has('host')
  } catch {
    return false
  }
}

/** Runs with a session that is closed whatever happens. Throws `InputError` where the engine cannot be used. */
export async function withEngine<T>(engine: Engine, use: (session: Session) => Promise<T>): Promise<T> {
  if (engine.name === 'duckdb') return withDuck(use)
  const name = placeOf(engine.address)
  let session: Session | undefined
  try {
    session = await opened(engine)
    return await use(session)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    throw new InputError(error.what === 'unreachable' ? 'engine.unreachable' : 'engine.refused', {
      name,
      why: error.why,
    })
  } finally {
    await session?.close()
  }
}

async function opened({ name, address }: Exclude<Engine, { name: 'duckdb' }>): Promise<Session> {
  if (name === 'postgres') return (await import('../collect/engine/postgres.ts')).openPostgres(address)
  return (await import('../collect/engine/clickhouse.ts')).openClickHouse(address, dialects.clickhouse.session)
}

/** Finds the tables of a mapping on a day: files for DuckDB, tables in other engines. */
export async function groundOn(
  session: Session,
  engine: EngineName,
  mapping: Mapping,
  file: string,
  day: string,
): Promise<Ground | Problems> {
  const tongue = tongueOf(engine)
  const all = mapping.facts !== 'loan-book'
  if (engine === 'duckdb') {
    const { Duck } = await import('../collect/table/duck.ts')
    if (!(session instanceof Duck)) throw new TypeError('DuckDB reads files in its own session')
    const found = await load(session, mapping, day, tongue.keep, all)
    if (isProblems(found)) return found
    return { mapping, file, tongue, tables: found.tables, inputs: () => filesRead(found.tables), limits: [] }
  }
  const found = await lay(mapping, day, tongue.cells, tongue.keep, session, all)
  if (isProblems(found)) return found
  return elsewhere(mapping, file, await readFile(file), engine, found.tables)
}

/**
 * Tables that are read where they are, and not by us.
 * @param bytes the mapping itself, as it stands in its file
 */
export function elsewhere(
  mapping: Mapping,
  file: string,
  bytes: Uint8Array,
  engine: EngineName,
  tables: readonly Loaded[],
): Ground {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const inputs = async (): Promise<Input[]> => [{ name: basename(file), sha256, bytes: bytes.length }]
  return { mapping, file, tongue: tongueOf(engine), tables, inputs, limits: [whereRead(engine, tables)] }
}

function whereRead(engine: EngineName, tables: readonly Loaded[]): Text {
  const named = tables.map(({ source, places }) => `${source.name}: ${places.join(' + ')}`)
  return {
    zh: `数据由 ${TITLES[engine]} 就地计算（${named.join('；')}）。这些表没有可核对的文件哈希，输入一栏只列映射文件；表的内容以当时所存为准。`,
    en: `Computed by ${TITLES[engine]} where the rows are (${named.join('; ')}). Those tables have no bytes to hash, so the inputs list the mapping alone; what they held is as it was then.`,
  }
}

async function filesRead(tables: readonly Loaded[]): Promise<Input[]> {
  const found: Input[] = []
  for (const path of [...new Set(tables.flatMap((t) => t.paths))].sort()) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
    found.push({ name: basename(path), sha256: hash.digest('hex'), bytes: (await stat(path)).size })
  }
  return found
}
