import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sqlite } from './sqlite.ts'

/** A copy of the ledger of a store: its logs, and the key they are signed with. */

const KEY = 'key.pem'
export const isLedgerFile = (name: string): boolean => name === KEY || /^[a-z0-9-]{1,40}\.sqlite$/.test(name)

/**
 * Copies the logs of a store as they are at one moment each, whoever writes meanwhile, and returns the SHA-256 of each
 * file by name; nothing where the store has none. Throws the error of SQLite or of the file system.
 */
export async function copyLedger(store: string, into: string): Promise<Readonly<Record<string, string>> | undefined> {
  const from = join(store, 'ledger')
  const names = (await readdir(from).catch(() => [] as string[])).filter(isLedgerFile)
  if (!names.includes(KEY)) return undefined
  await mkdir(into, { recursive: true, mode: 0o700 })
  const { DatabaseSync } = await sqlite()
  const made: Record<string, string> = {}
  for (const name of names.sort()) {
    const to = join(into, name)
    if (name === KEY) await copyFile(join(from, name), to)
    else {
      const db = new DatabaseSync(join(from, name), { timeout: 30_000 })
      try {
        db.prepare('vacuum into ?').run(to)
      } finally {
        db.close()
      }
    }
    made[name] = createHash('sha256')
      .update(await readFile(to))
      .digest('hex')
  }
  return made
}

/** Puts a copied ledger into a store that has none, whole or not at all; the answer takes it out again. */
export async function placeLedger(from: string, names: readonly string[], store: string): Promise<() => Promise<void>> {
  const beside = join(store, `.ledger-${process.pid}`)
  const to = join(store, 'ledger')
  try {
    await mkdir(beside, { recursive: true, mode: 0o700 })
    for (const name of names) await copyFile(join(from, name), join(beside, name))
    await rename(beside, to)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    throw error
  }
  return () => rm(to, { recursive: true, force: true })
}
