import type { BrowserInfo } from './browser.ts'
import type { Canaries, PhaseName, StoredCookie } from './context.ts'
import type { Dialog } from './dialog.ts'
import type { RunEvent } from './events.ts'
import type { StoredItem } from './storage.ts'
import type { PageView } from './view.ts'

/** Everything a consent run saw, as it stands in `run.json`. Facts are made from it without a browser. */
export interface Run {
  readonly schema: 'guiju/run/1'
  /** Address as it was asked for. */
  readonly target: string
  /** Address of the page it led to. */
  readonly url: string
  readonly title: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly ms: number
  /** Bytes the pages received and sent. */
  readonly bytes: number
  readonly browser: BrowserInfo
  readonly phases: readonly PhaseRun[]
  readonly walk?: Walk
  readonly policy?: PolicyVisit
  /** Views that marks and states refer to by number. */
  readonly views: readonly PageView[]
  readonly problems: readonly RunProblem[]
}

export interface RunProblem {
  readonly code: 'budget' | 'refused' | 'browser' | 'crash' | 'unreached' | 'stopped'
  readonly where: string
  readonly detail: string
}

export type MarkAct =
  | 'open'
  | 'shown'
  | 'stay'
  | 'scroll'
  | 'fill'
  | 'agree'
  | 'refuse'
  | 'decided'
  | 'no-choice'
  | 'reload'
  | 'visit'
  | 'layer'
  | 'policy'

/** Something done or looked at, with what the page was then. */
export interface Mark {
  readonly at: number
  readonly act: MarkAct
  readonly url: string
  /** Words of the control that was touched. */
  readonly label?: string
  readonly view?: number
  /** File name of the picture in the run folder. */
  readonly shot?: string
  readonly status?: number
  /** A box of the browser's own that stood before the page, which cannot be seen behind it. */
  readonly dialog?: Dialog
  /** The page closed itself or is no longer there. */
  readonly gone?: boolean
}

/** What was stored at one moment. */
export interface Stored {
  readonly at: number
  readonly cookies: readonly StoredCookie[]
  readonly items: readonly StoredItem[]
}

export interface PhaseRun {
  readonly name: PhaseName
  readonly canaries: Canaries
  readonly marks: readonly Mark[]
  readonly events: readonly RunEvent[]
  readonly stored: readonly Stored[]
  /** When the control that agrees or refuses was first touched. */
  readonly decidedAt?: number
  /** The phase ran to its end, and all its events were kept. */
  readonly whole: boolean
}

/** A page or a state of a page that clicks led to, from the main view on. */
export interface WalkState {
  readonly id: number
  readonly url: string
  readonly view: number
  readonly status?: number
  /** Fewest operations found from the main view. */
  readonly clicks: number
  /** Words of the controls on that way. */
  readonly way: readonly string[]
}

export interface WalkEdge {
  readonly from: number
  readonly to: number
  readonly label: string
}

/** A control that was tried and led nowhere. */
export interface DeadEnd {
  readonly from: number
  readonly label: string
  readonly href?: string
}

export interface SwitchTrial {
  readonly state: number
  readonly text: string
  /** On, off, or unknown: before, after one touch, after the page was loaded again. */
  readonly before: boolean | null
  readonly after: boolean | null
  readonly later: boolean | null
  /** Whether the touch changed how it looks, and whether that stayed. */
  readonly changed: boolean
  readonly kept: boolean
  readonly shots: readonly string[]
}

export interface WithdrawalTrial {
  readonly state: number
  readonly label: string
  readonly at: number
  /** Stored before and after, when the first page had been loaded again. */
  readonly before: Stored
  readonly after: Stored
  /** View of the first page then. */
  readonly view: number
  readonly shots: readonly string[]
}

export interface Walk {
  readonly states: readonly WalkState[]
  readonly edges: readonly WalkEdge[]
  readonly dead: readonly DeadEnd[]
  /** Every control of every state was tried. */
  readonly complete: boolean
  /** Why not, where it was not. */
  readonly why?: string
  readonly policyState?: number
  readonly switches: readonly SwitchTrial[]
  readonly withdrawal?: WithdrawalTrial
}

export interface PolicyVisit {
  readonly url: string
  /** File in the run folder with the text. */
  readonly file: string
  readonly view: number
  readonly status?: number
  readonly shot?: string
}

/** The run with its files: pictures, HAR, policy. */
export interface RunFiles {
  readonly run: Run
  readonly files: ReadonlyMap<string, Uint8Array>
}
