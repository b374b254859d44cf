import { mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Names of the folder in which one process stages its files, and of the list that says they are all there. */
const STAGED = /^\.tmp-(\d{1,10})-/
const LIST = 'all-staged.json'

/**
 * Writes files so that no reader sees half of one, and an interruption leaves the files of a folder all as they were or
 * all as they should be: they are written and flushed beside their place, then listed, then moved; `settle` completes
 * what was listed. A failure before the list changes nothing. Throws the error of the file system.
 */
export async function writeFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const staged = new Map<string, { readonly folder: string; readonly names: string[] }>()
  let listed = false
  try {
    for (const [path, content] of files) {
      const parent = dirname(path)
      let at = staged.get(parent)
      if (!at) {
        await mkdir(parent, { recursive: true })
        at = { folder: await mkdtemp(join(parent, `.tmp-${process.pid}-`)), names: [] }
        staged.set(parent, at)
      }
      await flush(join(at.folder, basename(path)), content)
      at.names.push(basename(path))
    }
    for (const { folder, names } of staged.values()) await flush(join(folder, LIST), JSON.stringify(names))
    listed = true
    for (const [parent, { folder, names }] of staged) await move(folder, parent, names)
  } finally {
    if (!listed) for (const { folder } of staged.values()) await rm(folder, { recursive: true, force: true })
  }
}

async function flush(path: string, content: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function move(folder: string, parent: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    await rename(join(folder, name), join(parent, name)).catch((error: unknown) => {
      // Moved already, before an interruption or by another process.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    })
  await rm(folder, { recursive: true, force: true })
}

/**
 * Completes or clears what an interrupted `writeFiles` left in a folder: listed files are moved to their place, files
 * that were not listed are removed. Does nothing to what a living process is about.
 */
export async function settle(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [] as string[])
  for (const name of names) {
    const pid = STAGED.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const folder = join(parent, name)
    const list = await listOf(folder)
    if (list) await move(folder, parent, list)
    else await rm(folder, { recursive: true, force: true })
  }
}

/** Names of the files staged in a folder, where all of them are there. */
async function listOf(folder: string): Promise<readonly string[] | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, LIST), 'utf8'))
    const names = Array.isArray(value) ? value.filter((n): n is string => typeof n === 'string') : []
    return names.every((n) => n === basename(n) && !n.startsWith('.')) ? names : undefined
  } catch {
    return undefined
  }
}

/** True where a process with that number runs. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
