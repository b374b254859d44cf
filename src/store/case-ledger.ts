import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CaseError, type CaseEvent, type CaseFile, dayIn, MOST_EVENTS, readCase, roleOf } from '../cases/event.ts'
import { consider, replay, type Step } from '../cases/fold.ts'
import type { Entry } from '../cases/ledger/entry.ts'
import {
  departs,
  type ErasedMark,
  eventKind,
  type Held,
  isErasable,
  openingKind,
  type Standing,
  standing,
} from '../cases/ledger/kept.ts'
import type { LedgerExport, Receipt } from '../cases/ledger/receipt.ts'
import { findProcedure } from '../cases/registry.ts'
import type { Text } from '../law/text.ts'
import { isAlive, settle } from './atomic.ts'
import { casesFolder, isCaseId } from './case-store.ts'
import { type Addition, Ledger } from './ledger.ts'

/** Where a case is: an id of the store, or a file anywhere, which its owner may change. */
export interface CasePlace {
  readonly path: string
  /** What its entries are about. */
  readonly about: string
  readonly kept: boolean
}

const LOG = 'cases'
const MOST_BYTES = 64 * 2 ** 20

export function casePlace(store: string, name: string): CasePlace {
  if (isCaseId(name) && !name.endsWith('.json'))
    return { path: join(casesFolder(store), `${name}.json`), about: name, kept: true }
  const [workspace = '', inner = '', ...more] = name.split('/')
  const ofWorkspace = workspacePlace(store, workspace, inner)
  if (isCaseId(workspace) && isCaseId(inner) && more.length === 0 && existsSync(ofWorkspace.path)) return ofWorkspace
  const path = real(resolve(name))
  const inStore = dirname(path) === real(resolve(casesFolder(store)))
  const id = basename(path, '.json')
  if (inStore && isCaseId(id)) return { path, about: id, kept: true }
  const of = basename(dirname(path))
  if (isCaseId(of) && isCaseId(id) && dirname(dirname(path)) === real(resolve(casesFolder(store))))
    return { path, about: `${of}/${id}`, kept: true }
  return { path, about: `file-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`, kept: false }
}

/** Where a case of a workspace of the workbench is; on the command line its name is `<workspace>/<id>`. */
export const workspacePlace = (store: string, workspace: string, id: string): CasePlace => ({
  path: join(casesFolder(store), workspace, `${id}.json`),
  about: `${workspace}/${id}`,
  kept: true,
})

/** Links of the folder resolved, so that one file is one case; the file itself may not be there yet. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    try {
      return join(realpathSync(dirname(path)), basename(path))
    } catch {
      return path
    }
  }
}

/** What keeps a case from being read or carried on. */
export class KeptError extends Error {
  readonly why: 'missing' | 'exists' | 'changed' | 'gone' | 'damaged' | 'unknown' | 'other-log' | 'store'
  /** The place of the first difference, or the event that is meant. */
  readonly where: string
  readonly mark?: ErasedMark
  constructor(why: KeptError['why'], where = '', mark?: ErasedMark) {
    super(why)
    this.name = 'KeptError'
    this.why = why
    this.where = where
    if (mark) this.mark = mark
  }
}

export const ledgerFile = (store: string): string => join(store, 'ledger', `${LOG}.sqlite`)

export async function withLedger<T>(store: string, use: (log: Ledger) => T): Promise<T> {
  const log = await Ledger.open(store, LOG).catch((error: NodeJS.ErrnoException & { errcode?: number }) => {
    if (error.errcode === undefined && error.code !== undefined) throw new KeptError('store', error.code)
    throw error
  })
  try {
    return use(log)
  } finally {
    log.close()
  }
}

/** What the entries of a case add up to, with their contents; nothing where there are none, or they are damaged. */
export const standingOf = (log: Ledger, entries: readonly Entry[]): Standing | undefined =>
  standing(
    entries.map((entry): Held => {
      const content = log.content(entry.index)
      return content ? { entry, content } : { entry }
    }),
  )

/**
 * Writes a new case down and its file. Throws `KeptError` where there is one, the error of SQLite or of the file
 * system, and then nothing is there.
 */
export async function openInLedger(store: string, place: CasePlace, file: CaseFile): Promise<void> {
  await withLedger(store, (log) => {
    let staged: string | undefined
    try {
      log.appendAfter(place.about, (before) => {
        if (existsSync(place.path) || (place.kept && before.length > 0)) throw new KeptError('exists', place.path)
        staged = stage(place.path, file)
        return [opening(file)]
      })
      log.holding(() => renameSync(staged!, place.path))
    } finally {
      if (staged) rmSync(staged, { force: true })
    }
  })
}

const opening = ({ procedure, facts }: CaseFile): Omit<Addition, 'about'> => ({
  kind: openingKind(procedure),
  text: JSON.stringify(facts),
})

const addition = (how: 'event' | 'taken', event: CaseEvent, outcome: string): Omit<Addition, 'about'> => ({
  kind: eventKind(how, event.type, roleOf(event.by), outcome, dayIn(event.at)!),
  text: JSON.stringify(event),
})

/**
 * The case as it is, from the ledger where it is there and from its file otherwise. Changes nothing but what an
 * interruption left. Throws `KeptError`, `CaseError`, `SyntaxError`, or the error of SQLite or of the file system.
 */
export async function readKept(store: string, place: CasePlace): Promise<CaseFile> {
  await settle(dirname(place.path))
  if (!existsSync(ledgerFile(store))) return onFile(place) ?? missing(place)
  return withLedger(store, (log) => {
    const { file, isBehind } = current(log, place, log.entries(place.about))
    if (isBehind) log.holding(() => project(log, place))
    return file
  })
}

export interface Taken<T> {
  readonly value: T
  readonly entry: Entry
  /** The error that kept the file from being written: the ledger has the event all the same. */
  readonly unwritten?: unknown
}

/**
 * Records the event that `decide` makes of the case as it is, refused ones too; no other writer comes between. It is on
 * disk when this returns. Throws what `decide` throws and what `readKept` throws, and then nothing was recorded.
 */
export async function takeStep<T>(
  store: string,
  place: CasePlace,
  decide: (file: CaseFile) => { readonly event: CaseEvent; readonly value: T },
): Promise<Taken<T>> {
  await settle(dirname(place.path))
  if (!place.kept && !existsSync(place.path)) return missing(place)
  return withLedger(store, (log) => {
    let value: T | undefined
    let staged: string | undefined
    let entry: Entry
    try {
      const written = log.appendAfter(place.about, (before) => {
        const { file, taking } = current(log, place, before)
        if (file.events.length >= MOST_EVENTS) throw new CaseError('events', TOO_MANY)
        const made = decide(file)
        value = made.value
        // On disk before the ledger says so: what is left to do then takes no room.
        staged = stage(place.path, { ...file, events: [...file.events, made.event] })
        return [...taking, addition('event', made.event, made.event.outcome ?? 'done')]
      })
      entry = written.at(-1)!
    } catch (error) {
      if (staged) rmSync(staged, { force: true })
      throw error
    }
    try {
      log.holding(() => {
        if (log.entries(place.about).at(-1)!.index === entry.index) renameSync(staged!, place.path)
        else project(log, place)
      })
    } catch (unwritten) {
      return { value: value as T, entry, unwritten }
    } finally {
      rmSync(staged!, { force: true })
    }
    return { value: value as T, entry }
  })
}

/** Records an event as the gate decides, refused or not. Throws as `takeStep`. */
export const recordEvent = (store: string, place: CasePlace, raw: unknown): Promise<Taken<Step>> =>
  takeStep(store, place, (file) => {
    const step = consider(replay(findProcedure(file.procedure)!, file), raw)
    return { event: { ...step.event, outcome: step.outcome }, value: step }
  })

/** A case that could not be read any more afterwards is not added to. */
const TOO_MANY: Text = {
  zh: `已达${MOST_EVENTS}个步骤的上限：请另立案件`,
  en: `are ${MOST_EVENTS}, the most a case can have: open another`,
}

interface Current {
  readonly file: CaseFile
  /** What is written down before anything else: the file, where the ledger does not know it yet. */
  readonly taking: readonly Omit<Addition, 'about'>[]
  readonly isBehind: boolean
}

/** The case in the ledger and on file. A file that was cut short is behind; one of the store that departs is refused. */
function current(log: Ledger, place: CasePlace, before: readonly Entry[]): Current {
  const stands = standingOf(log, before)
  if (before.length > 0 && !stands) throw new KeptError('damaged', place.about)
  if (stands?.gone) throw new KeptError('gone', place.about, stands.gone)
  const file = onFile(place)
  if (!stands) return file ? { file, taking: takingOf(file), isBehind: false } : missing(place)
  if (!file && !place.kept) return missing(place)
  const kept = readCase(stands.file, findProcedure)
  const same = file && JSON.stringify(file) === JSON.stringify(stands.file)
  if (same || !file || isInterrupted(place, stands)) return { file: kept, taking: [], isBehind: !same }
  // What its owner did to a file anywhere is read anew, and written down as that.
  if (!place.kept) return { file, taking: takingOf(file), isBehind: false }
  const where = departs(file, stands.file)
  if (where !== undefined) throw new KeptError('changed', where)
  return { file: kept, taking: [], isBehind: true }
}

export function takingOf(file: CaseFile): Omit<Addition, 'about'>[] {
  const { steps } = replay(findProcedure(file.procedure)!, file)
  return [opening(file), ...steps.map((step, i) => addition('taken', file.events[i]!, step.outcome))]
}

export const missing = (place: CasePlace): never => {
  throw new KeptError('missing', place.path)
}

function onFile({ path }: CasePlace): CaseFile | undefined {
  let text: string
  try {
    const { size } = statSync(path)
    tooLarge(size)
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const value: unknown = JSON.parse(text)
  // An export of a case is read as the case; what proves it is for `case verify`.
  const plain =
    typeof value === 'object' && value !== null && 'ledger' in value
      ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'ledger'))
      : value
  return readCase(plain, findProcedure)
}

/** A file that could not be read any more is not written either. */
function tooLarge(bytes: number): void {
  if (bytes > MOST_BYTES) throw new RangeError(`larger than ${MOST_BYTES / 2 ** 20} MB`)
}

/** Writes the file of a case as the ledger has it, and clears what dead writers left. While the ledger is held. */
export function project(log: Ledger, place: CasePlace): void {
  const stands = standingOf(log, log.entries(place.about))
  if (!stands) throw new KeptError('damaged', place.about)
  if (stands.gone) rmSync(place.path, { force: true })
  else renameSync(stage(place.path, stands.file), place.path)
  for (const left of stagedFor(place.path)) rmSync(left, { force: true })
}

const caseText = (file: object): string => `${JSON.stringify(file, null, 2)}\n`

/** Writes a file whole beside its place, flushed, and returns where. */
function stage(path: string, file: object): string {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.staged`)
  const bytes = Buffer.from(caseText(file))
  tooLarge(bytes.length)
  mkdirSync(dirname(path), { recursive: true })
  try {
    const to = openSync(beside, 'w')
    try {
      writeAll(to, bytes)
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
    return beside
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** What writers that are no more left beside a file: they were ended between the ledger and the file. */
function stagedFor(path: string): string[] {
  const head = `.${basename(path)}.`
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(head) && /^\d{1,10}\.staged$/.test(name.slice(head.length)))
    .filter((name) => !isAlive(Number(name.slice(head.length).split('.')[0])))
    .map((name) => join(dirname(path), name))
}

/** A full disk takes the beginning of a write without an error. */
function writeAll(to: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at)
}

/** The whole case with what proves it; the export is an entry itself. Throws as `readKept`. */
export async function exportKept(store: string, place: CasePlace, since?: string): Promise<LedgerExport> {
  await settle(dirname(place.path))
  if (!place.kept && !existsSync(place.path)) return missing(place)
  return withLedger(store, (log) => {
    adopt(log, place)
    const made = log.export(place.about, since)
    if (!made) throw new KeptError('other-log')
    return made
  })
}

/** A receipt for some events of a case, or its opening. Throws `KeptError` for an event that is not there. */
export async function receiptFor(store: string, place: CasePlace, ids: readonly string[]): Promise<Receipt> {
  await settle(dirname(place.path))
  if (!place.kept && !existsSync(place.path)) return missing(place)
  return withLedger(store, (log) => {
    adopt(log, place)
    const stands = standingOf(log, log.entries(place.about))!
    return log.receipt(ids.map((id) => placeOf(stands, id).index))
  })
}

/** A file the ledger does not know yet is written down before anything is said of it. */
function adopt(log: Ledger, place: CasePlace): void {
  log.appendAfter(place.about, (before) => {
    const stands = standingOf(log, before)
    return stands?.gone ? [] : current(log, place, before).taking
  })
}

/** The entry of an event by its id, `e1`, `e2` … where it gave none. */
function placeOf({ file, places }: Standing, id: string): Entry {
  const named = file.events.findLastIndex((e) => e.data['id'] === id && e.outcome !== 'refused')
  const numbered = /^e([1-9]\d{0,6})$/.exec(id)
  const at = named >= 0 ? named : numbered ? Number(numbered[1]) - 1 : -1
  const entry = places[at]
  if (!entry) throw new KeptError('unknown', id)
  return entry
}

/**
 * Erases the content of some events, or with none named of the whole case, and its file with it. The entries stay, with
 * a record of why and when. Throws `KeptError`, `ErasureError`, or the error of SQLite or of the file system.
 */
export async function eraseKept(
  store: string,
  place: CasePlace,
  ids: readonly string[],
  mark: ErasedMark,
): Promise<readonly Entry[]> {
  await settle(dirname(place.path))
  return withLedger(store, (log) => {
    adopt(log, place)
    const before = log.entries(place.about)
    const stands = standingOf(log, before)!
    if (stands.gone) throw new KeptError('gone', place.about, stands.gone)
    const entries =
      ids.length > 0
        ? ids.map((id) => placeOf(stands, id))
        : before.filter((entry) => isErasable(entry) && log.content(entry.index))
    const done = log.erase(...entries.map(({ index }) => ({ index, ...mark })))
    log.holding(() => project(log, place))
    return done
  })
}

/** What `case verify` finds of a case in its store. */
export interface KeptFound {
  readonly faults: ReturnType<Ledger['verify']>
  /** Where the file departs from the ledger. */
  readonly departs?: string
  /** The file is behind, and what a writer left shows that it was ended before it could be moved to its place. */
  readonly interrupted?: true
  readonly standing?: Standing
  readonly checkpoint: string
  readonly publicKey: string
  readonly size: number
}

/** Reads the whole ledger and the case anew; nothing where the ledger does not know the case. */
export async function verifyKept(store: string, place: CasePlace): Promise<KeptFound | undefined> {
  if (!existsSync(ledgerFile(store))) return undefined
  return withLedger(store, (log) => {
    const entries = log.entries(place.about)
    if (entries.length === 0) return undefined
    const stands = standingOf(log, entries)
    const where = stands && departsOnFile(place, stands)
    const interrupted = where !== undefined && isInterrupted(place, stands!)
    return {
      faults: log.verify(),
      ...(interrupted ? { interrupted } : where === undefined ? {} : { departs: where }),
      ...(stands ? { standing: stands } : {}),
      checkpoint: log.checkpoint(),
      publicKey: log.publicKey,
      size: log.size,
    }
  })
}

export function departsOnFile(place: CasePlace, { file: kept, gone }: Standing): string | undefined {
  try {
    const file = onFile(place)
    if (gone) return file ? 'file' : undefined
    if (!file) return place.kept ? undefined : 'file'
    const where = departs(file, kept)
    if (where !== undefined || JSON.stringify(file) === JSON.stringify(kept)) return where
    const still = file.events.findIndex((e, i) => kept.events[i]?.erased && !e.erased)
    return `events[${still >= 0 ? still : file.events.length}]`
  } catch (error) {
    if (error instanceof CaseError) return error.where
    if (error instanceof SyntaxError || error instanceof RangeError) return 'file'
    throw error
  }
}

/** True where a writer left the file as the ledger has it: it was ended before it could move it to its place. */
export const isInterrupted = ({ path }: CasePlace, { file }: Standing): boolean =>
  stagedFor(path).some((left) => isText(left, caseText(file)))

function isText(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text
  } catch {
    return false
  }
}
