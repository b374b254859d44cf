import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DrawError } from '../cases/draw/draw-error.ts'
import { commitmentText, resultText, resultTime } from '../cases/draw/log.ts'
import { commit, type DrawRecord, reveal, type When } from '../cases/draw/record.ts'
import { readRecord, recordText, verifyDraw } from '../cases/draw/verify.ts'
import type { Receipt } from '../cases/ledger/receipt.ts'
import { writeFiles } from './atomic.ts'
import { Ledger, ledgerTools } from './ledger.ts'
import { sha256 } from './sha256.ts'

/** Draws of a store: their files with the salt, and the signed log that shows how often anything was committed. */

export interface DrawPlace {
  /** Folder of the files. */
  readonly folder: string
  /** Name of the log. */
  readonly log: string
}

/** Where the command line keeps its draws. */
export const ownDraws = (store: string): DrawPlace => ({ folder: join(store, 'draws'), log: 'draws' })
/** Where a workspace keeps its own: none sees the log of another. */
export const workspaceDraws = (store: string, workspace: string): DrawPlace => ({
  folder: join(store, 'draws', workspace),
  log: `draws-${workspace}`
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 40),
})

/** Workspaces that have, or had, draws in a store. */
export async function workspacesOnFile(store: string): Promise<readonly string[]> {
  const { folder } = ownDraws(store)
  const found = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : []
  return found.filter((one) => one.isDirectory()).map((one) => one.name)
}

/** Why a draw was not written. */
export class DrawKept extends Error {
  readonly why: 'committed' | 'drawn' | 'unlogged'
  readonly id: string
  readonly at: string
  /** Where the file of the earlier commitment is. */
  readonly file: string
  constructor(why: DrawKept['why'], id: string, at = '', file = '') {
    super(why)
    this.name = 'DrawKept'
    this.why = why
    this.id = id
    this.at = at
    this.file = file
  }
}

async function withLog<T>(store: string, place: DrawPlace, use: (log: Ledger) => Promise<T>): Promise<T> {
  const log = await Ledger.open(store, place.log)
  try {
    return await use(log)
  } finally {
    log.close()
  }
}

const whole = (log: Ledger) => log.receipt(Array.from({ length: log.size }, (_, i) => i))

/** Fixes a plan, keeps its file and logs the commitment. Throws `DrawError`, `DrawKept`, or the error of the store. */
export async function commitKept(store: string, place: DrawPlace, plan: unknown, when: When): Promise<DrawRecord> {
  const record = await commit(plan, randomBytes(32).toString('hex'), when, sha256)
  const kept = join(place.folder, `${record.commitment}.json`)
  return withLog(store, place, async (log) => {
    // The salt must outlive a crash after the commitment is in the log: without it nobody can draw.
    await mkdir(place.folder, { recursive: true, mode: 0o700 })
    await writeFiles(new Map([[kept, recordText(record)]]))
    try {
      log.appendAfter(record.plan.id, ([earlier]) => {
        if (earlier) {
          const commitment = /"commitment":"([0-9a-f]{64})"/.exec(log.content(earlier.index)?.text ?? '')?.[1]
          throw new DrawKept('committed', earlier.about, earlier.at, join(place.folder, `${commitment}.json`))
        }
        return [{ kind: 'commitment', text: commitmentText(record) }]
      })
    } catch (error) {
      await rm(kept, { force: true })
      throw error
    }
    return { ...record, log: whole(log) }
  })
}

/**
 * Draws, once: a reveal that was interrupted after it was logged is done again at the time it was logged with, and is
 * the same. Throws `DrawError`, `DrawKept`, or the error of the store.
 */
export async function revealKept(
  store: string,
  place: DrawPlace,
  record: DrawRecord,
  values: object,
  when: When,
): Promise<DrawRecord> {
  const found = await verifyDraw(record, sha256, undefined, ledgerTools)
  const fault = found.checks.find((c) => !c.ok)
  if (fault) throw new DrawError(fault.say)
  const { id } = record.plan
  return withLog(store, place, async (log) => {
    const [first, logged] = log.entries(id)
    if ((first && log.content(first.index)?.text) !== commitmentText(record)) throw new DrawKept('unlogged', id)
    const earlier = logged && resultTime(log.content(logged.index)?.text)
    const done = await reveal(record, values, earlier ?? when, sha256)
    const text = await resultText(done, sha256)
    log.appendAfter(id, ([, result]) => {
      if (!result) return [{ kind: 'result', text }]
      if (log.content(result.index)?.text !== text) throw new DrawKept('drawn', id, result.at)
      return []
    })
    return { ...done, log: whole(log) }
  })
}

/** The log as it is: every entry with what it holds. */
export const wholeLog = (store: string, place: DrawPlace): Promise<Receipt> =>
  withLog(store, place, async (log) => whole(log))

/** Takes over what another server wrote to the log of the same draws. Throws `LogApart` where the two are not one log. */
export const adoptLog = (store: string, place: DrawPlace, receipt: Receipt): Promise<void> =>
  withLog(store, place, async (log) => log.adopt(receipt))

/** Keeps the file of a draw as it is now, under its commitment. */
export const keepDraw = (place: DrawPlace, record: DrawRecord): Promise<void> =>
  writeFiles(new Map([[join(place.folder, `${record.commitment}.json`), recordText(record)]]))

/** Every draw on file; one that cannot be read is left out. */
export async function drawsIn(place: DrawPlace): Promise<readonly DrawRecord[]> {
  const names = existsSync(place.folder) ? await readdir(place.folder) : []
  const found: DrawRecord[] = []
  for (const name of names.filter((n) => /^[0-9a-f]{64}\.json$/.test(n)).sort()) {
    try {
      found.push(readRecord(JSON.parse(await readFile(join(place.folder, name), 'utf8'))))
    } catch {
      // Being written, or damaged: verifying the file says which.
    }
  }
  return found
}

/** The draw of a commitment; undefined where there is none. */
export async function drawOf(place: DrawPlace, commitment: string): Promise<DrawRecord | undefined> {
  if (!/^[0-9a-f]{64}$/.test(commitment)) return undefined
  const path = join(place.folder, `${commitment}.json`)
  return existsSync(path) ? readRecord(JSON.parse(await readFile(path, 'utf8'))) : undefined
}

/** Takes the files and the log of a workspace away with it. */
export async function removeDraws(store: string, place: DrawPlace): Promise<void> {
  for (const ending of ['', '-wal', '-shm'])
    await rm(join(store, 'ledger', `${place.log}.sqlite${ending}`), { force: true })
  // Last: as long as it is there it is known that there is something to take away.
  await rm(place.folder, { recursive: true, force: true })
}
