import { reads } from './dialect.ts'

/** Statements a connection of a PostgreSQL server keeps its plan of, and characters of one. */
const MOST = 300
const MOST_TEXT = 4000

/**
 * Names of statements by which a server plans them once per connection instead of with every request. What looks for a
 * text or for one of many is planned each time: how rare that is decides the way.
 */
export class Plans {
  readonly #names = new Map<string, string>()

  /** Undefined for what is to be planned each time. */
  nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known !== undefined) return known
    if (this.#names.size >= MOST || sql.length > MOST_TEXT || !reads(sql) || / (?:like|in|any) /i.test(sql))
      return undefined
    const name = `s${this.#names.size}`
    this.#names.set(sql, name)
    return name
  }
}
