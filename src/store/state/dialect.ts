import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/** Milliseconds a writer waits for another process, and between two tries. */
const PATIENCE = 10_000
const AGAIN = 10
const SQLITE_BUSY = 5
const MOST_KEPT = 400

/** What a database of `node:sqlite` is opened as: by two connections to one file, or by one to memory. */
export interface Links {
  readonly writer: DatabaseSync
  /** Reads what was committed while the writer is in the midst of a transaction. */
  readonly reader?: DatabaseSync
}

/**
 * Kysely over `node:sqlite`. Values are text, numbers, bytes and null. One transaction, or one change, at a time; reads
 * outside of it go on meanwhile and see what was committed. Waiting for another process never blocks this one.
 */
export const nodeSqlite = (links: Links): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new NodeDriver(links),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

class NodeDriver implements Driver {
  readonly #writer: Link
  readonly #reader: Link | undefined
  readonly #turn = new Turn()

  constructor({ writer, reader }: Links) {
    this.#writer = new Link(writer)
    this.#reader = reader && new Link(reader)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return new Connection(this.#writer, this.#reader, this.#turn)
  }

  beginTransaction(connection: Connection): Promise<void> {
    return connection.begin()
  }

  async commitTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(connection: Connection): Promise<void> {
    connection.release()
  }

  async destroy(): Promise<void> {
    this.#reader?.close()
    this.#writer.close()
  }
}

class Connection implements DatabaseConnection {
  readonly #writer: Link
  readonly #reader: Link | undefined
  readonly #turn: Turn
  #holds = false

  constructor(writer: Link, reader: Link | undefined, turn: Turn) {
    this.#writer = writer
    this.#reader = reader
    this.#turn = turn
  }

  async begin(): Promise<void> {
    await this.#turn.take()
    this.#holds = true
    await patiently(() => this.#writer.run('begin immediate', []))
  }

  release(): void {
    if (this.#holds) this.#turn.leave()
    this.#holds = false
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#holds) return this.#writer.run<R>(sql, parameters)
    if (this.#reader && /^\s*select\b/i.test(sql)) return this.#reader.run<R>(sql, parameters)
    await this.#turn.take()
    try {
      return await patiently(() => this.#writer.run<R>(sql, parameters))
    } finally {
      this.#turn.leave()
    }
  }

  /** All rows at once: the statement is free again when the first is looked at. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }
}

/** A connection and its statements, each prepared once. */
class Link {
  readonly #db: DatabaseSync
  readonly #kept = new Map<string, { readonly statement: StatementSync; readonly gives: boolean }>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  run<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    const { statement, gives } = this.#statement(sql)
    const values = parameters as readonly SQLInputValue[]
    if (gives) return { rows: statement.all(...values) as R[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  close(): void {
    this.#kept.clear()
    this.#db.close()
  }

  #statement(sql: string) {
    const known = this.#kept.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    const made = { statement, gives: statement.columns().length > 0 }
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    this.#kept.set(sql, made)
    return made
  }
}

/** Whose turn it is to write: the others wait in the order in which they came. */
class Turn {
  #taken = false
  readonly #waiting: (() => void)[] = []

  async take(): Promise<void> {
    if (this.#taken) await new Promise<void>((go) => this.#waiting.push(go))
    this.#taken = true
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken = false
  }
}

/** Tries again while another process writes. */
async function patiently<T>(work: () => T): Promise<T> {
  for (const until = Date.now() + PATIENCE; ; ) {
    try {
      return work()
    } catch (error) {
      if ((error as { readonly errcode?: number }).errcode !== SQLITE_BUSY || Date.now() > until) throw error
      await sleep(AGAIN)
    }
  }
}
