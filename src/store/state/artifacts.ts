import type { BlobStore } from './blobs.ts'
import type { Db } from './database.ts'
import type { ArtifactRow } from './tables.ts'

export async function keepArtifact(db: Db, row: Omit<ArtifactRow, 'made_at'>): Promise<void> {
  await db
    .insertInto('artifact')
    .values({ ...row, made_at: Date.now() })
    .onConflict((c) => c.columns(['workspace_id', 'sha256']).doUpdateSet({ name: row.name }))
    .execute()
}

export const artifactOf = (db: Db, workspace: string, sha256: string): Promise<ArtifactRow | undefined> =>
  db
    .selectFrom('artifact')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('sha256', '=', sha256)
    .executeTakeFirst()

export const artifactsOf = (db: Db, workspace: string): Promise<ArtifactRow[]> =>
  db
    .selectFrom('artifact')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('made_at', 'desc')
    .limit(500)
    .execute()

/** Forgets an artifact of a workspace; its bytes go with the last workspace that has them. */
export async function removeArtifact(db: Db, blobs: BlobStore, workspace: string, sha256: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('artifact')
    .where('workspace_id', '=', workspace)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (Number(gone.numDeletedRows) === 0) return false
  const left = await db.selectFrom('artifact').select('sha256').where('sha256', '=', sha256).executeTakeFirst()
  if (!left) await blobs.remove(sha256)
  return true
}
