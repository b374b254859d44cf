import { type RawBuilder, type SqlBool, SqliteAdapter, sql } from 'kysely'
import type { Db } from './database.ts'

/** How the text of subjects is kept and searched. */

/** A column holds no U+0000: PostgreSQL has none, and a pattern of SQLite ends there. */
export const plain = (text: string): string => text.replaceAll('\u0000', '\ufffd')

export const foldedOf = (name: string, key: string): string => `${name}\n${key}`.toLowerCase()

/** Characters of a name by which lists are put in order: an index of PostgreSQL has no room for more. */
const MOST = 200
export const placeOf = (name: string): string => name.slice(0, MOST)

/** Hexadecimal digits of an id that make a number every engine and JavaScript hold. */
const DIGITS = 13
export const numberOf = (id: string): number => Number.parseInt(id.slice(0, DIGITS), 16)

/** The index of SQLite holds runs of so many characters. */
const RUN = 3
/** Characters of its end by which a longer text is looked for first. */
const SHORT = 8
/** Where more subjects hold a text, reading all of them in order is the shorter way. */
const FEW = 2000

/** Whether a query holds up this process until it ends. */
export const readsHere = (db: Db): boolean => db.getExecutor().adapter instanceof SqliteAdapter

/** Whose name or key holds a text as it stands. */
export interface Holding {
  readonly holds: RawBuilder<SqlBool>
  /** They are named one by one, as found in the index: no other index is to be read instead. */
  readonly few: boolean
}

export async function holding(db: Db, text: string): Promise<Holding> {
  const folded = text.toLowerCase()
  const like = `%${folded.replace(/[\\%_]/g, '\\$&')}%`
  const holds = sql<SqlBool>`subject.folded like ${like} escape '\\'`
  const inIndex = readsHere(db) && [...folded].length >= RUN
  if (!inIndex || /\p{Cc}|\p{Cs}/u.test(folded)) return { holds, few: false }
  // The end of a name or an id is mostly its own, and the begin that of many: the whole is looked for only then.
  for (const part of new Set([[...folded].slice(-SHORT).join(''), folded])) {
    const phrase = `"${part.replaceAll('"', '""')}"`
    const { rows } = await sql<{ n: number }>`select rowid as n from subject_text
      where subject_text match ${phrase} limit ${FEW + 1}`.execute(db)
    if (rows.length > FEW) continue
    const found = JSON.stringify(rows.map((r) => r.n))
    return { holds: sql`subject.n in (select value from json_each(${found})) and ${holds}`, few: true }
  }
  return { holds, few: false }
}

/** The column of the workspace; after a plus, SQLite looks for no index of it. */
export const workspaceColumn = ({ few }: Holding) =>
  few ? sql<string>`+subject.workspace_id` : sql.ref<string>('subject.workspace_id')
