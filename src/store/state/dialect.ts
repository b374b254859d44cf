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
import type { Answered } from './link.ts'

/** Milliseconds a writer waits for another process, and between two tries. */
const PATIENCE = 10_000
const AGAIN = 10
const SQLITE_BUSY = 5

/** A connection, here or in a thread of its own. */
export interface Runs {
  run(sql: string, parameters: readonly unknown[]): Answered | Promise<Answered>
  close(): void | Promise<void>
}

/** What a database of `node:sqlite` is opened as: by two connections to one file, or by one to memory. */
export interface Links {
  readonly writer: Runs
  /** Reads what was committed while the writer is in the midst of a transaction. */
  readonly reader?: Runs
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

/** Whether a statement changes nothing. */
export const reads = (sql: string): boolean => /^\s*select\b/i.test(sql)

class NodeDriver implements Driver {
  readonly #writer: Runs
  readonly #reader: Runs | undefined
  readonly #turn = new Turn()

  constructor({ writer, reader }: Links) {
    this.#writer = writer
    this.#reader = reader
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
    await this.#reader?.close()
    await this.#writer.close()
  }
}

class Connection implements DatabaseConnection {
  readonly #writer: Runs
  readonly #reader: Runs | undefined
  readonly #turn: Turn
  #holds = false

  constructor(writer: Runs, reader: Runs | undefined, turn: Turn) {
    this.#writer = writer
    this.#reader = reader
    this.#turn = turn
  }

  async begin(): Promise<void> {
    await this.#turn.take()
    this.#holds = true
    await patiently(async () => this.#writer.run('begin immediate', []))
  }

  release(): void {
    if (this.#holds) this.#turn.leave()
    this.#holds = false
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#holds) return resultOf(await this.#writer.run(sql, parameters))
    if (this.#reader && reads(sql)) return resultOf(await this.#reader.run(sql, parameters))
    await this.#turn.take()
    try {
      return resultOf(await patiently(async () => this.#writer.run(sql, parameters)))
    } finally {
      this.#turn.leave()
    }
  }

  /** All rows at once: the statement is free again when the first is looked at. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }
}

const resultOf = <R>({ rows, changes, last }: Answered): QueryResult<R> => ({
  rows: rows as R[],
  ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
  ...(last === undefined ? {} : { insertId: BigInt(last) }),
})

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
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE; ; ) {
    try {
      return await work()
    } catch (error) {
      if ((error as { readonly errcode?: number }).errcode !== SQLITE_BUSY || Date.now() > until) throw error
      await sleep(AGAIN)
    }
  }
}
