import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { sqlite } from '../sqlite.ts'
import { nodeSqlite, reads } from './dialect.ts'
import { Link } from './link.ts'
import { CURRENT, type Flavour, migrate } from './migrations.ts'
import { Plans } from './plans.ts'
import { plain } from './subject-text.ts'
import type { Tables } from './tables.ts'
import { Glance, keepUnchanged, Unchanged } from './unchanged.ts'
import type { Tells } from './upgrade.ts'
import { Writer } from './writer.ts'

export type Db = Kysely<Tables>

export interface State {
  readonly db: Db
  readonly flavour: Flavour
  /** The file of an SQLite database; none in memory or on a server. */
  readonly file?: string
  close(): Promise<void>
}

/** Milliseconds until a database that does not answer is given up. */
const PATIENCE = 10_000

/** Where the state of a store is kept when nothing else is said. */
export const stateFile = (store: string): string => join(store, 'workbench.sqlite')

/** The file of the SQLite database at an address; undefined of one in memory or on a server. */
export function fileOf(store: string, address?: string): string | undefined {
  if (address !== undefined && !address.startsWith('sqlite:')) return undefined
  const path = address?.slice('sqlite:'.length) || stateFile(store)
  return path === ':memory:' ? undefined : path
}

/** A database address that is neither `sqlite:path` nor `postgres://…`. */
export class UnknownDatabase extends Error {}

/**
 * Opens and migrates the database at `sqlite:path`, `sqlite::memory:` or `postgres://…`, by default the file of the
 * store. Throws `UnknownDatabase`, `TooNew`, or the error of the driver.
 * @param tell told how far a migration is that may take long
 */
export async function openState(store: string, address?: string, tell?: Tells): Promise<State> {
  if (address !== undefined && /^postgres(ql)?:\/\//.test(address)) return openPostgres(address, tell)
  if (address !== undefined && !address.startsWith('sqlite:')) throw new UnknownDatabase(address)
  const file = fileOf(store, address)
  const db = await (file === undefined ? openMemory() : openFile(file))
  await settled(db, 'sqlite', tell)
  return { db, flavour: 'sqlite', ...(file === undefined ? {} : { file }), close: () => db.destroy() }
}

async function openMemory(): Promise<Db> {
  const { DatabaseSync } = await sqlite()
  const memory = new DatabaseSync(':memory:')
  memory.exec('pragma foreign_keys = on')
  return new Kysely<Tables>({ dialect: nodeSqlite({ writer: new Link(memory) }) })
}

async function openFile(path: string): Promise<Db> {
  mkdirSync(dirname(path), { recursive: true })
  const writer = await Writer.open({ path, timeout: PATIENCE })
  const { DatabaseSync } = await sqlite()
  const reader = new DatabaseSync(path, { timeout: PATIENCE })
  reader.exec('pragma query_only = on; pragma cache_size = -65536; pragma mmap_size = 17179869184')
  const version = reader.prepare('pragma data_version')
  const db = new Kysely<Tables>({ dialect: nodeSqlite({ writer, reader: new Link(reader) }) })
  keepUnchanged(db, new Unchanged(() => Number(version.get()!['data_version'])))
  return db
}

async function openPostgres(address: string, tell: Tells | undefined): Promise<State> {
  const { default: pg } = await import('pg')
  const types = {
    getTypeParser: ((oid: number, format?: never) =>
      // bigint and numeric of counts and times: all below 2⁵³.
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  const connects = { connectionString: address, connectionTimeoutMillis: PATIENCE }
  const pool = new pg.Pool({ ...connects, max: 8, types })
  // On a connection of its own, so that it does not wait for what takes long.
  const glances = new pg.Pool({ ...connects, max: 1 })
  for (const one of [pool, glances]) one.on('error', () => undefined)
  const glance = new Glance(async () => (await glances.query<{ readonly at: string }>(VISIBLE)).rows[0]!.at)
  const plans = new Plans()
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (text: unknown, values?: unknown, ...more: unknown[]) => unknown
    client.query = ((text: unknown, values?: unknown, ...more: unknown[]) => {
      if (typeof text !== 'string' || !reads(text)) glance.changes()
      const sent = Array.isArray(values) ? values.map(withoutNul) : values
      const name = typeof text === 'string' && Array.isArray(values) ? plans.nameOf(text) : undefined
      if (name === undefined) return query(text, sent, ...more)
      return (query({ name, text }, sent, ...more) as Promise<unknown>).catch((error: { readonly code?: string }) => {
        // Its table has another column since it was planned.
        if (error.code === OUTDATED) return query(text, sent, ...more)
        throw error
      })
    }) as typeof client.query
  })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  await settled(db, 'postgres', tell)
  keepUnchanged(db, new Unchanged((anew) => glance.look(anew)))
  return {
    db,
    flavour: 'postgres',
    async close() {
      await Promise.all([db.destroy(), glances.end()])
    },
  }
}

/** Which transactions are seen: the same twice only where none was committed in between. */
const VISIBLE = { name: 'visible', text: 'select pg_current_snapshot()::text as at' }

const OUTDATED = '0A000'

/** PostgreSQL has no text with a NUL in it. */
const withoutNul = (value: unknown): unknown => (typeof value === 'string' ? plain(value) : value)

async function settled(db: Db, flavour: Flavour, tell: Tells | undefined): Promise<void> {
  try {
    await migrate(db, flavour, CURRENT, tell)
  } catch (error) {
    await db.destroy().catch(() => undefined)
    throw error
  }
}
