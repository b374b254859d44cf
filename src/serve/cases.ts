import { CaseError, type CaseFile } from '../cases/event.ts'
import { type Folded, replay } from '../cases/fold.ts'
import type { ErasedMark } from '../cases/ledger/kept.ts'
import { findProcedure } from '../cases/registry.ts'
import { type CasePlace, eraseKept, KeptError, readKept, workspacePlace } from '../store/case-ledger.ts'
import { fromLedger, type Shelved, shelf, takeIn } from '../store/case-shelf.ts'
import { ErasureError } from '../store/ledger.ts'
import { LedgerWatch } from '../store/ledger-watch.ts'
import { fileOf, forgetCase, keptInRows } from '../store/state/cases.ts'
import type { Db } from '../store/state/database.ts'
import { ApiError } from './error.ts'

/** A case of a workspace as it stands; `folded` is absent where its record cannot be read. */
export interface ListedCase extends Shelved {
  readonly folded?: Folded
}

const MOST_LISTED = 500

/**
 * The cases of the workbench: in the ledger of the store, by the same path as those of the command line. What a list
 * shows is replayed once and kept until the ledger has more of that case.
 */
export class BenchCases {
  readonly #store: string
  readonly #known = new Map<string, { readonly entries: number; readonly folded: Folded | undefined }>()
  readonly #ledger: LedgerWatch
  /** Lists as of one version of the ledger. */
  readonly #lists = new Map<string, readonly ListedCase[]>()
  #version: string | undefined

  constructor(store: string) {
    this.#store = store
    this.#ledger = new LedgerWatch(store)
  }

  close(): void {
    this.#ledger.close()
  }

  place(workspace: string, id: string): CasePlace {
    return workspacePlace(this.#store, workspace, id)
  }

  /** The last changed first; one that was erased is in no list. The same list as long as the ledger is the same. */
  async list(workspace: string): Promise<readonly ListedCase[]> {
    const version = await answered(() => this.#ledger.version())
    if (version !== this.#version) this.#lists.clear()
    this.#version = version
    const known = version === undefined ? undefined : this.#lists.get(workspace)
    if (known) return known
    const listed = await this.#listed(workspace)
    if (version !== undefined && (await this.#ledger.version()) === version && this.#version === version)
      this.#lists.set(workspace, listed)
    return listed
  }

  #listed(workspace: string): Promise<ListedCase[]> {
    return answered(async () => {
      const found = (await shelf(this.#store, workspace)).slice(0, MOST_LISTED)
      const place = (one: Shelved): CasePlace => this.place(workspace, one.id)
      const stale = found.filter((one) => this.#known.get(place(one).about)?.entries !== one.entries)
      const read = await fromLedger(this.#store, stale.map(place))
      const gone = new Set<string>()
      for (const [i, one] of stale.entries()) {
        const kept = read[i]
        const { about } = place(one)
        this.#known.delete(about)
        if (kept && 'gone' in kept) gone.add(about)
        else this.#known.set(about, { entries: one.entries, folded: kept && foldedOf(kept.file) })
      }
      const listed = found.flatMap((one): ListedCase[] => {
        const { about } = place(one)
        if (gone.has(about)) return []
        const folded = this.#known.get(about)?.folded
        return [folded ? { ...one, folded } : one]
      })
      while (this.#known.size > MOST_LISTED) this.#known.delete(this.#known.keys().next().value!)
      return listed
    })
  }

  /** One case, its file held against the ledger. Throws `ApiError`. */
  read(workspace: string, id: string): Promise<Folded> {
    return answered(async () => {
      const folded = foldedOf(await readKept(this.#store, this.place(workspace, id)))
      if (!folded) throw new ApiError('missing')
      return folded
    })
  }

  /** Erases every case of a workspace that is removed. */
  async erase(workspace: string, mark: ErasedMark): Promise<void> {
    for (const { id } of await shelf(this.#store, workspace))
      await eraseKept(this.#store, this.place(workspace, id), [], mark).catch((error: unknown) => {
        if (!(error instanceof KeptError && error.why === 'gone')) throw error
      })
  }

  /** Brings cases of an earlier guiju, which kept them in the database, into the ledger. */
  async bring(db: Db): Promise<void> {
    for (const row of await keptInRows(db)) {
      await takeIn(this.#store, this.place(row.workspace_id, row.id), fileOf(row)).catch((error: unknown) => {
        // Written down before an interruption.
        if (!(error instanceof KeptError && error.why === 'exists')) throw error
      })
      await forgetCase(db, row)
    }
  }
}

function foldedOf(file: CaseFile): Folded | undefined {
  const procedure = findProcedure(file.procedure)
  try {
    return procedure && replay(procedure, file)
  } catch (error) {
    if (error instanceof CaseError) return undefined
    throw error
  }
}

/** Runs what reads or writes a case; what keeps it from being done is an answer, not a fault. Throws `ApiError`. */
export async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw answerTo(error)
  }
}

const SQLITE_BUSY = 5
const NO_ROOM = new Set(['ENOSPC', 'EFBIG', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'EIO'])

function answerTo(error: unknown): unknown {
  if (error instanceof CaseError) return new ApiError('shape', { at: error.where, ...error.text })
  if (error instanceof KeptError) return keptAnswer(error)
  if (error instanceof ErasureError) return new ApiError('erased')
  if (error instanceof RangeError && /larger than/.test(error.message)) return new ApiError('large', { limit: 2 ** 26 })
  const { code, errcode } = error as { readonly code?: string; readonly errcode?: number }
  if (errcode === SQLITE_BUSY) return new ApiError('busy')
  if (errcode !== undefined) return new ApiError('unwritable', { why: (error as Error).message })
  return code !== undefined && NO_ROOM.has(code) ? new ApiError('unwritable', { why: code }) : error
}

function keptAnswer({ why, where, mark }: KeptError): ApiError {
  switch (why) {
    case 'missing':
    case 'unknown':
      return new ApiError('missing')
    case 'exists':
      return new ApiError('taken', { what: '案号' })
    case 'gone':
      return new ApiError('gone', { on: mark?.on ?? '', reason: mark?.reason ?? '' })
    case 'changed':
    case 'damaged':
      return new ApiError('altered', { where })
    case 'other-log':
      return new ApiError('shape', {
        at: 'body.since',
        zh: '不是本账本的检查点',
        en: 'is no checkpoint of this ledger',
      })
    case 'store':
      return new ApiError('unwritable', { why: where })
    default:
      return why satisfies never
  }
}
