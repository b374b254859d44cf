import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from './database.ts'
import { sha256 } from './secret.ts'
import { plain } from './subject-text.ts'
import type { TrailRow } from './tables.ts'

/** Where lines stand that belong to no workspace. */
export const SERVER = ''

export interface Deed {
  readonly workspace: string
  /** Name of the account, of the token, or `local` for the machine itself. */
  readonly actor: string
  readonly action: string
  readonly object?: string
}

/** A line that waits to be written with others. */
interface Waiting {
  readonly deed: Deed
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

const TRIES = 30
const MOST_AT_ONCE = 200
const OBJECT = 300

const waiting = new WeakMap<Db, Waiting[]>()

/**
 * Adds a line; it is written when this resolves. Lines of one moment are written together, so that many who read at
 * once wait for one write. Rejects with the error of the database.
 */
export function record(db: Db, deed: Deed): Promise<void> {
  return new Promise((done, failed) => {
    const line = { deed, done, failed }
    const before = waiting.get(db)
    if (before) before.push(line)
    else {
      const lines = [line]
      waiting.set(db, lines)
      void writeAll(db, lines)
    }
  })
}

async function writeAll(db: Db, lines: Waiting[]): Promise<void> {
  while (lines.length > 0) {
    const { workspace } = lines[0]!.deed
    const some = lines.filter((l) => l.deed.workspace === workspace).slice(0, MOST_AT_ONCE)
    for (const line of some) lines.splice(lines.indexOf(line), 1)
    try {
      await write(
        db,
        workspace,
        some.map((l) => l.deed),
      )
      for (const { done } of some) done()
    } catch (error) {
      for (const { failed } of some) failed(error)
    }
  }
  waiting.delete(db)
}

/** A text as a database gives it back: what is none would be read otherwise than it was sealed. */
const storable = (text: string): string => plain(text).toWellFormed()

/** Writes lines after the last one. Where another process was first, after its line. */
async function write(db: Db, workspace: string, deeds: readonly Deed[]): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    const last = await lastOf(db, workspace)
    let [position, before] = [last?.position ?? 0, last?.hash ?? '']
    const at = Date.now()
    const rows: TrailRow[] = []
    for (const { actor, action, object = '' } of deeds) {
      position += 1
      const line = {
        workspace_id: workspace,
        position,
        at,
        actor: storable(actor),
        action,
        object: storable(object.slice(0, OBJECT)),
      }
      before = hashOf(before, line)
      rows.push({ ...line, hash: before })
    }
    try {
      await db.insertInto('trail').values(rows).execute()
      return
    } catch (error) {
      const moved = (await lastOf(db, workspace))?.position !== last?.position
      if (!moved || left === 0) throw error
      await pause(Math.random() * 20)
    }
  }
}

const lastOf = (db: Db, workspace: string) =>
  db
    .selectFrom('trail')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()

const hashOf = (
  before: string,
  { workspace_id, position, at, actor, action, object }: Omit<TrailRow, 'hash'>,
): string => sha256(JSON.stringify([before, workspace_id, position, at, actor, action, object]))

/** Lines of a workspace, the newest first, from before a position where one is named. */
export function trailOf(db: Db, workspace: string, most: number, before?: number): Promise<TrailRow[]> {
  const lines = db.selectFrom('trail').selectAll().where('workspace_id', '=', workspace)
  return (before === undefined ? lines : lines.where('position', '<', before))
    .orderBy('position', 'desc')
    .limit(most)
    .execute()
}

const PAGE = 1000

/** Lines of a workspace that are there now, the oldest first, from a position on; a page at a time. */
export async function* linesOf(db: Db, workspace: string, from = 1): AsyncGenerator<TrailRow> {
  const end = (await lastOf(db, workspace))?.position ?? 0
  for (let next = from; next <= end; ) {
    const rows = await db
      .selectFrom('trail')
      .selectAll()
      .where('workspace_id', '=', workspace)
      .where('position', '>=', next)
      .where('position', '<=', end)
      .orderBy('position')
      .limit(PAGE)
      .execute()
    if (rows.length === 0) return
    yield* rows
    next = rows.at(-1)!.position + 1
  }
}

/** Holds lines against one another as they pass. */
export class Chain {
  #before: string
  #position: number
  /** The first line that does not follow from the one before it. */
  brokenAt: number | undefined

  constructor(position = 1, before = '') {
    this.#position = position
    this.#before = before
  }

  add(row: TrailRow): void {
    if (this.brokenAt !== undefined) return
    if (row.position !== this.#position || row.hash !== hashOf(this.#before, row)) this.brokenAt = this.#position
    this.#before = row.hash
    this.#position += 1
  }
}

/** The first line that does not follow from the one before it; undefined where all do. `latest` looks at so many only. */
export async function brokenAt(
  db: Db,
  workspace: string,
  latest = Number.POSITIVE_INFINITY,
): Promise<number | undefined> {
  const from = Math.max(1, ((await lastOf(db, workspace))?.position ?? 0) - latest + 1)
  let chain: Chain | undefined = from === 1 ? new Chain() : undefined
  for await (const row of linesOf(db, workspace, Math.max(1, from - 1)))
    if (chain) chain.add(row)
    else chain = new Chain(from, row.hash)
  return chain?.brokenAt
}
