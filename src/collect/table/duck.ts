import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { EngineError, type Rows, type Session } from '../engine/session.ts'

/** Memory that DuckDB may take; what does not fit goes to a private folder on disk. */
const MEMORY = '700MB'

/** An in-memory DuckDB that loads no extension and is gone when closed. */
export class Duck implements Session {
  readonly title = 'DuckDB'
  readonly folder: string
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection

  private constructor(folder: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.folder = folder
    this.#instance = instance
    this.#connection = connection
  }

  static async open(memory: string = MEMORY): Promise<Duck> {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const folder = await mkdtemp(join(tmpdir(), 'guiju-tables-'))
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memory,
      threads: String(availableParallelism()),
      temp_directory: folder,
      preserve_insertion_order: 'false',
      // Example rows are looked for by up to so many ids: parts of a file that can hold none of them are not read.
      dynamic_or_filter_threshold: '2000',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    return new Duck(folder, instance, await instance.connect())
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql).catch(refuse)
  }

  /** Rows as plain records; decimals, big numbers and days as text. */
  async rows(sql: string): Promise<Rows> {
    return (await this.#connection.runAndReadAll(sql).catch(refuse)).getRowObjectsJson()
  }

  /** Files have no catalogue. */
  readonly columnsOf = async (): Promise<undefined> => undefined
  readonly tables = async (): Promise<readonly string[]> => []

  async close(): Promise<void> {
    this.#connection.closeSync()
    this.#instance.closeSync()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** What the reader of a file says, as opposed to a fault of a query. */
function refuse(error: unknown): never {
  const said = error instanceof Error ? error.message : String(error)
  if (/^(Invalid Input|Conversion|IO|Out of Range|Invalid|Serialization|Out of Memory)/.test(said))
    throw new EngineError('refused', { zh: said, en: said })
  throw error
}

/** Runs with a DuckDB that is closed whatever happens. */
export async function withDuck<T>(use: (duck: Duck) => Promise<T>): Promise<T> {
  const duck = await Duck.open()
  try {
    return await use(duck)
  } finally {
    await duck.close()
  }
}
