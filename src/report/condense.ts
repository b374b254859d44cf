import type { Outcome, Result, SubjectResult } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { provisionRef } from './instruments.ts'
import type { Streamed } from './json.ts'

/** One subject of thousands: its counts, and what it fails. */
export interface Condensed {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly counts: Readonly<Record<Outcome, number>>
  readonly failed: readonly {
    readonly ref: string
    readonly what: Text
    readonly why: Text
    /** Where the evidence stands; the first places. */
    readonly places: readonly string[]
    readonly more: number
  }[]
  /** Failed, beyond those told. */
  readonly left: number
  /** References of what cannot be told. */
  readonly open: readonly string[]
}

/** More networks than this are listed, not printed one after the other. */
export const MOST_WHOLE = 12
const MOST_FAILED = 4000
const MOST_PLACES = 3

/** What a page prints: subjects whole, and networks condensed where there are too many for a screen. Takes one at a time. */
export function condense(result: Streamed & { readonly results: { readonly length: number } }): {
  readonly whole: Result
  readonly rest: readonly Condensed[]
} {
  if (result.results.length <= MOST_WHOLE) return { whole: { ...result, results: [...result.results] }, rest: [] }
  const whole: SubjectResult[] = []
  const rest: Condensed[] = []
  let told = 0
  for (const one of result.results) {
    if (one.subject.kind !== 'network') {
      whole.push(one)
      continue
    }
    const failed = one.determinations.filter((d) => d.outcome === 'failed')
    const shown = failed.slice(0, Math.max(0, MOST_FAILED - told))
    told += shown.length
    rest.push({
      id: one.subject.id,
      name: one.subject.name,
      version: one.subject.version,
      counts: one.summary,
      failed: shown.map((d) => ({
        ref: provisionRef(d.provision).ref,
        what: d.what,
        why: d.why,
        places: d.evidence.slice(0, MOST_PLACES).map((e) => `${e.artifact}: ${e.locator}`),
        more: Math.max(0, d.evidence.length - MOST_PLACES),
      })),
      left: failed.length - shown.length,
      open: [
        ...new Set(
          one.determinations.filter((d) => d.outcome === 'cantTell').map((d) => provisionRef(d.provision).ref),
        ),
      ],
    })
  }
  return { whole: { ...result, results: whole }, rest }
}
