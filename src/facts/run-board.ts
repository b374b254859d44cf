/** What the pictures and the timeline of a run in a browser are drawn from, as data: no conclusion of anybody. */

export const RUN_PHASES = ['untouched', 'refused', 'agreed'] as const
export const RUN_MOMENTS = ['request', 'call', 'popup', 'dialog', 'download', 'crash'] as const

/** A picture of the page. Times are milliseconds since the phase began. */
export interface RunShot {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

export interface RunMark {
  readonly at: number
  /** What was done or looked at: open, shown, agree, refuse, decided, reload, visit … */
  readonly act: string
  /** Words of the control that was touched. */
  readonly label?: string
  /** Name of a picture. */
  readonly shot?: string
}

export interface RunMoment {
  readonly at: number
  readonly kind: (typeof RUN_MOMENTS)[number]
  /** Host and path of a request, name of a call. */
  readonly what: string
  /** The request went to somebody else than whose page it is. */
  readonly third: boolean
  /** Who is behind the host, where that is known. */
  readonly owner?: string
  /** Its place among the requests of the phase, as evidence names it. */
  readonly number?: number
}

export interface RunPhase {
  readonly name: (typeof RUN_PHASES)[number]
  /** When the control that agrees or refuses was first touched. */
  readonly decidedAt?: number
  /** It ran to its end, and all its events were kept. */
  readonly whole: boolean
  readonly marks: readonly RunMark[]
  readonly moments: readonly RunMoment[]
  /** Moments that are not listed. */
  readonly more: number
}

export interface RunBoard {
  readonly url: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly shots: readonly RunShot[]
  readonly phases: readonly RunPhase[]
}
