import type { Db } from './database.ts'
import { sha256 } from './secret.ts'
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

const TRIES = 20

/** Adds a line. Throws the error of the database. */
export async function record(db: Db, deed: Deed): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    const last = await lastOf(db, deed.workspace)
    const line = {
      workspace_id: deed.workspace,
      position: (last?.position ?? 0) + 1,
      at: Date.now(),
      actor: deed.actor,
      action: deed.action,
      object: (deed.object ?? '').slice(0, 300),
    }
    const added = await db
      .insertInto('trail')
      .values({ ...line, hash: hashOf(last?.hash ?? '', line) })
      .onConflict((c) => c.columns(['workspace_id', 'position']).doNothing())
      .executeTakeFirst()
    if (Number(added.numInsertedOrUpdatedRows ?? 0) > 0) return
    if (left === 0) throw new Error('the trail is too busy')
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

/** The first line that does not follow from the one before it; undefined where all do. */
export async function brokenAt(db: Db, workspace: string): Promise<number | undefined> {
  let before = ''
  let position = 1
  const rows = await db
    .selectFrom('trail')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('position')
    .execute()
  for (const row of rows) {
    if (row.position !== position || row.hash !== hashOf(before, row)) return position
    before = row.hash
    position += 1
  }
  return undefined
}
