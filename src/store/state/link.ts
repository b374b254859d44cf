import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** What a statement gives: its rows, or what it changed. */
export interface Answered {
  readonly rows: unknown[]
  readonly changes?: number | bigint
  readonly last?: number | bigint
}

const MOST_KEPT = 400

/** A connection and its statements, each prepared once. */
export class Link {
  readonly #db: DatabaseSync
  readonly #kept = new Map<string, { readonly statement: StatementSync; readonly gives: boolean }>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  run(sql: string, parameters: readonly unknown[]): Answered {
    const { statement, gives } = this.#statement(sql)
    const values = parameters as readonly SQLInputValue[]
    if (gives) return { rows: statement.all(...values) }
    const { changes, lastInsertRowid: last } = statement.run(...values)
    return { rows: [], changes, last }
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
