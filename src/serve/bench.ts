import { type BlobStore, Blobs } from '../store/state/blobs.ts'
import type { Db, State } from '../store/state/database.ts'
import { StateDraws } from '../store/state/draws.ts'
import { workspacesOf } from '../store/state/people.ts'
import { record, SERVER } from '../store/state/trail.ts'
import { aggregates } from './aggregate.ts'
import { BenchCases } from './cases.ts'
import { Provider } from './oidc/provider.ts'
import { type Doors, LOCAL } from './oidc/settings.ts'
import { nameOf, type Principal } from './principal.ts'
import type { Threads } from './threads.ts'
import { writers } from './writing.ts'

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
  readonly blobs: BlobStore
  readonly cases: BenchCases
  readonly draws: StateDraws
  readonly doors: Doors
  /** Who signs people in beside this server. */
  readonly provider?: Provider
  /** The address people know the server by, without a path. */
  origin = ''
  /** Told when a job was added, so that a queue in this process need not wait to look. */
  onJob: () => void = () => undefined
  /** Told when a job was cancelled. */
  onCancel: (id: string) => void = () => undefined
  uploading = 0
  aggregates: Threads = aggregates()
  writers: Threads = writers()

  constructor(
    state: State,
    store: string,
    version: string,
    limits: BenchLimits = DEFAULT_LIMITS,
    doors: Doors = LOCAL,
    blobs: BlobStore = new Blobs(store),
  ) {
    this.state = state
    this.store = store
    this.version = version
    this.limits = limits
    this.blobs = blobs
    this.cases = new BenchCases(store)
    this.draws = new StateDraws(state.db, store)
    this.doors = doors
    if (doors.oidc) this.provider = new Provider(doors.oidc)
  }

  get db(): Db {
    return this.state.db
  }

  /** Notes in the trail of a workspace who did what. */
  note(who: Principal, workspace: string, action: string, object = ''): Promise<void> {
    return record(this.db, { workspace, actor: nameOf(who), action, object })
  }

  /** Notes what somebody did about their own account: on the server, and in each workspace they are in. */
  async noteSelf(who: Principal, action: string, object = ''): Promise<void> {
    const own = who.account ? await workspacesOf(this.db, who.account.id) : []
    await Promise.all([SERVER, ...own.map((w) => w.id)].map((workspace) => this.note(who, workspace, action, object)))
  }

  /** As `note`, for what is signed in the ledger already: a trail that cannot be written does not undo that. */
  async noted(who: Principal, workspace: string, action: string, object = ''): Promise<void> {
    await this.note(who, workspace, action, object).catch((error: Error) => {
      process.stderr.write(`guiju: the trail was not written: ${error.message}\n`)
    })
  }
}
