import { addDays, isDay } from '../../law/day.ts'

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d))?$/

/** True for a day, or a moment with its zone. */
export function isMoment(text: string): boolean {
  const match = MOMENT.exec(text)
  return match !== null && isDay(match[1]!)
}

/** First and last millisecond that a moment may mean; a day is a day in China. */
export function spanOf(moment: string): { readonly from: number; readonly to: number } {
  if (!isDay(moment)) return { from: Date.parse(moment), to: Date.parse(moment) }
  const from = Date.parse(`${moment}T00:00:00+08:00`)
  return { from, to: Date.parse(`${addDays(moment, 1)}T00:00:00+08:00`) - 1 }
}

/** True where the one is over before the other begins. */
export const isBefore = (a: string, b: string): boolean => spanOf(a).to < spanOf(b).from
