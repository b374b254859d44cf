import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Result } from '../../judge/result.ts'
import { keepArtifact } from '../../store/state/artifacts.ts'
import type { BlobStore } from '../../store/state/blobs.ts'
import type { Db } from '../../store/state/database.ts'

const MOST_BYTES = 16 * 2 ** 20

/** Keeps the pictures a result speaks of, from the folders of runs in a folder. What is not as the result says is left. */
export async function keepPictures(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  { workspace, account }: { readonly workspace: string; readonly account: string },
  result: Result,
  folder: string,
): Promise<void> {
  const shots = result.results.flatMap((r) => r.run?.shots ?? [])
  if (shots.length === 0) return
  const runs = (await readdir(folder)).filter((name) => name.endsWith('.run'))
  for (const shot of shots)
    for (const run of runs) {
      const kept = await blobs.write(createReadStream(join(folder, run, shot.name)), MOST_BYTES).catch(() => undefined)
      if (kept?.sha256 !== shot.sha256) continue
      await keepArtifact(db, {
        workspace_id: workspace,
        sha256: shot.sha256,
        name: shot.name,
        bytes: shot.bytes,
        account_id: account,
      })
      break
    }
}
