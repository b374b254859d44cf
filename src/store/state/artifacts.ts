import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Db } from './database.ts'
import type { ArtifactRow } from './tables.ts'

/** Bytes of a store, each content once, under the name of its SHA-256. */
export class Blobs {
  readonly #folder: string

  constructor(store: string) {
    this.#folder = join(store, 'artifacts')
  }

  path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('no SHA-256')
    return join(this.#folder, sha256.slice(0, 2), sha256)
  }

  /**
   * Writes a stream beside its place, flushes it and moves it there. Rejects with `TooLarge` above the limit, and with
   * the stream's own error; nothing is left of either.
   */
  async write(from: AsyncIterable<Uint8Array>, limit: number): Promise<{ sha256: string; bytes: number }> {
    const beside = join(this.#folder, 'incoming', randomUUID())
    await mkdir(dirname(beside), { recursive: true })
    const hash = createHash('sha256')
    let bytes = 0
    try {
      const file = await open(beside, 'wx', 0o600)
      try {
        for await (const chunk of from) {
          bytes += chunk.byteLength
          if (bytes > limit) throw new TooLarge(limit)
          hash.update(chunk)
          await file.writeFile(chunk)
        }
        await file.sync()
      } finally {
        await file.close()
      }
      const sha256 = hash.digest('hex')
      const place = this.path(sha256)
      await mkdir(dirname(place), { recursive: true })
      await rename(beside, place)
      return { sha256, bytes }
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
  }

  read(sha256: string): ReadStream {
    return createReadStream(this.path(sha256))
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.path(sha256)).catch(() => undefined)) !== undefined
  }

  remove(sha256: string): Promise<void> {
    return rm(this.path(sha256), { force: true })
  }
}

export class TooLarge extends Error {
  readonly limit: number
  constructor(limit: number) {
    super(`larger than ${limit} bytes`)
    this.name = 'TooLarge'
    this.limit = limit
  }
}

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
export async function removeArtifact(db: Db, blobs: Blobs, workspace: string, sha256: string): Promise<boolean> {
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
