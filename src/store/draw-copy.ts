import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'

/** A copy of the draws of a store: without the salt in a file, what was committed can be drawn by nobody. */

/** A draw of the command line, or of a workspace. */
export const isDrawFile = (name: string): boolean => /^(?:[\p{L}\p{N}._-]{1,120}\/)?[0-9a-f]{64}\.json$/u.test(name)

/** Copies the files and returns the SHA-256 of each by name; nothing where the store has none. */
export async function copyDraws(store: string, into: string): Promise<Readonly<Record<string, string>> | undefined> {
  const from = join(store, 'draws')
  const found = await readdir(from, { recursive: true }).catch(() => [] as string[])
  const names = found.map((name) => name.split(sep).join('/')).filter(isDrawFile)
  if (names.length === 0) return undefined
  const made: Record<string, string> = {}
  for (const name of names.sort()) {
    const to = join(into, name)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await copyFile(join(from, name), to)
    made[name] = createHash('sha256')
      .update(await readFile(to))
      .digest('hex')
  }
  return made
}

/** Puts copied draws into a store. */
export async function placeDraws(from: string, names: readonly string[], store: string): Promise<void> {
  for (const name of names) {
    const to = join(store, 'draws', name)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await copyFile(join(from, name), to)
  }
}
