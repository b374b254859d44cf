import { statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { ledgerFile } from './case-ledger.ts'
import { sqlite } from './sqlite.ts'

/** Tells whether the ledger of a store was written to, by whatever process. */
export class LedgerWatch {
  readonly #store: string
  #db: DatabaseSync | undefined
  #version: StatementSync | undefined
  #file: number | undefined

  constructor(store: string) {
    this.#store = store
  }

  /** A text that differs after every change; undefined while there is no ledger. Throws the error of SQLite. */
  async version(): Promise<string | undefined> {
    const { DatabaseSync } = await sqlite()
    const path = ledgerFile(this.#store)
    const file = statSync(path, { throwIfNoEntry: false })?.ino
    if (file !== this.#file) this.close()
    this.#file = file
    if (file === undefined) return undefined
    this.#db ??= new DatabaseSync(path, { timeout: 10_000 })
    this.#version ??= this.#db.prepare('pragma data_version')
    return `${file} ${this.#version.get()!['data_version']}`
  }

  close(): void {
    this.#version = undefined
    this.#db?.close()
    this.#db = undefined
  }
}
