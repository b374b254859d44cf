import { isDay } from './day.ts'
import { figuresOf } from './figures.ts'
import type { NormNumber, Outline, Provision } from './instrument.ts'
import type { Text } from './text.ts'

/** Something a text means to reach by a day. Whether it was reached no text of law says. */
export interface Commitment {
  /** `<instrument>#<place>` */
  readonly ref: string
  readonly what: Text
  /** The last day: that printed, or the last of the year printed. */
  readonly until: string
  /** As printed: a day or a year. */
  readonly printed: string
  /** On the day asked. */
  readonly state: 'running' | 'over'
  /** Days left, below 0 once it is over. */
  readonly daysLeft: number
}

const YEAR = /^\d{4}$/

const lastDay = ({ comparator, value }: NormNumber): string | undefined => {
  if (comparator !== 'by' && comparator !== 'at-most') return undefined
  if (YEAR.test(value) && comparator === 'by') return `${value}-12-31`
  return isDay(value) ? value : undefined
}

/** What a text commits to by some day after it was issued, in its order, as it stands on a day. */
export function commitmentsOf(outline: Outline, issued: string, on: string): readonly Commitment[] {
  const gists = new Map<string, Text>()
  const walk = (provisions: readonly Provision[]): void => {
    for (const p of provisions) {
      gists.set(p.ref, p.gist)
      walk(p.children ?? [])
    }
  }
  walk(outline.provisions)
  return figuresOf(outline).flatMap(({ place, number }) => {
    const until = lastDay(number)
    if (until === undefined || until <= issued) return []
    const daysLeft = Math.round((Date.parse(until) - Date.parse(on)) / 86_400_000)
    return [
      {
        ref: `${outline.instrument}#${place}`,
        what: number.of ?? gists.get(place)!,
        until,
        printed: number.value,
        state: on > until ? ('over' as const) : ('running' as const),
        daysLeft,
      },
    ]
  })
}
