import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import type { Budget } from '../budget.ts'
import type { Log } from '../log/read.ts'
import type { PolicyScan } from '../policy/scan.ts'
import type { Digest, Target } from './target.ts'

export type AppKind = 'app.android' | 'app.ios' | 'app.harmony' | 'app.mini-program' | 'app.web'

/** What is compared with what a carrier shows, where it was supplied. */
export interface Beside {
  readonly policy?: PolicyScan
  /** One of the 39 app types, as the user named it. */
  readonly category?: string
}

/** One thing an app can be read from: a package, a page, a record of it running. All fill the one `app` entity. */
export interface Carrier {
  /** Reader name in readings. */
  readonly reader: string
  readonly kind: AppKind
  /** Whether the target is of this kind, by its content; cheap, and at most one carrier says yes. */
  recognises(target: Target): boolean
  /** Never throws for bad content. */
  open(target: Target, budget: Budget): Promise<Opened | Unreadable>
}

export interface Opened {
  /** Package name, bundle id, appid or origin; undefined where the target does not say. */
  readonly id: string | undefined
  readonly name: string | undefined
  readonly version: string | undefined
  /** What was read, where it is not simply the target's own bytes. */
  readonly inputs?: readonly Digest[]
  /** A policy the carrier itself came upon; used where none was supplied. */
  readonly policy?: PolicyScan
  /** Records of it running, to be read together with those given beside it. */
  readonly logs?: readonly Log[]
  /** Records what was found on the app's row. Runs once. */
  record(app: RowRecorder, recorder: Recorder, beside: Beside): void
  /** What was not examined, after `record`. */
  limits(): readonly Text[]
  close(): void
}

export interface Unreadable {
  readonly unreadable: Text
}
