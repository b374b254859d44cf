import type { CompiledQuery, Insertable, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Rows of one statement. */
const MOST_ROWS = 100
const statements = new Map<string, CompiledQuery>()

/** Inserts rows that name the same columns in one order. */
export async function insertRows<T extends keyof Tables & string>(
  db: Transaction<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += MOST_ROWS) {
    const part = rows.slice(from, from + MOST_ROWS)
    // Of so many rows the statement is always the same: it is put together once.
    const key = `${db.getExecutor().adapter.constructor.name} ${table} ${Object.keys(part[0]!).join(' ')} ${part.length}`
    let insert = statements.get(key)
    if (!insert) {
      insert = db
        .insertInto(table)
        .values(part as never)
        .compile()
      statements.set(key, insert)
    }
    await db.executeQuery({ ...insert, parameters: part.flatMap((row) => Object.values(row)) })
  }
}
