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

/** How a moment is referred to: by the place of its request, else by its time. */
export const momentRef = (phase: RunPhase['name'], { number, at }: RunMoment): string =>
  number === undefined ? `${phase} +${at}` : `${phase} #${number}`

/** The moment that a place of evidence is one of, in the same words; undefined where it is none of a run. */
export function momentAt(artifact: string, locator: string): string | undefined {
  const where = `${artifact} ${locator}`
  const request = /^(untouched|refused|agreed)\.har #(\d+) /.exec(where)
  if (request) return `${request[1]} #${request[2]}`
  const call = /(?:^| )(untouched|refused|agreed) \+(\d+) ms/.exec(where)
  return call ? `${call[1]} +${call[2]}` : undefined
}
