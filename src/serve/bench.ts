import { Blobs } from '../store/state/artifacts.ts'
import type { Db, State } from '../store/state/database.ts'
import { record } from '../store/state/trail.ts'
import { nameOf, type Principal } from './principal.ts'

export interface BenchLimits {
  /** Bytes of one upload. */
  readonly upload: number
  /** Uploads at once. */
  readonly uploads: number
}

export const DEFAULT_LIMITS: BenchLimits = { upload: 2 * 2 ** 30, uploads: 256 }

/** What every request works with. */
export class Bench {
  readonly state: State
  readonly store: string
  readonly version: string
  readonly limits: BenchLimits
  readonly blobs: Blobs
  /** Told when a job was added, so that a queue in this process need not wait to look. */
  onJob: () => void = () => undefined
  /** Told when a job was cancelled. */
  onCancel: (id: string) => void = () => undefined
  uploading = 0

  constructor(state: State, store: string, version: string, limits: BenchLimits = DEFAULT_LIMITS) {
    this.state = state
    this.store = store
    this.version = version
    this.limits = limits
    this.blobs = new Blobs(store)
  }

  get db(): Db {
    return this.state.db
  }

  /** Notes in the trail of a workspace who did what. */
  note(who: Principal, workspace: string, action: string, object = ''): Promise<void> {
    return record(this.db, { workspace, actor: nameOf(who), action, object })
  }
}
