import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes files so that no reader sees half of one: all are written and flushed beside their place, then moved. A
 * failure before the first move changes nothing. Throws the error of the file system.
 */
export async function writeFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const staged: { from: string; to: string }[] = []
  const folders = new Map<string, string>()
  try {
    for (const [path, content] of files) {
      const parent = dirname(path)
      let folder = folders.get(parent)
      if (folder === undefined) {
        await mkdir(parent, { recursive: true })
        folder = await mkdtemp(join(parent, '.tmp-'))
        folders.set(parent, folder)
      }
      const from = join(folder, basename(path))
      const file = await open(from, 'w')
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      staged.push({ from, to: path })
    }
    for (const { from, to } of staged) await rename(from, to)
  } finally {
    for (const folder of folders.values()) await rm(folder, { recursive: true, force: true })
  }
}
