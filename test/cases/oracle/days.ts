import { createRequire } from 'node:module'

/** Days counted by another calendar than the one that is tested. */

const { isWorkday } = createRequire(import.meta.url)('chinese-days') as { isWorkday: (day: string) => boolean }

const written = (at: number): string => new Date(at).toISOString().slice(0, 10)
export const later = (day: string, n: number): string => written(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000)

export function workdaysLater(day: string, n: number): string {
  let at = day
  for (let left = n; left > 0; ) {
    at = later(at, 1)
    if (isWorkday(at)) left -= 1
  }
  return at
}

/** The same day of a later month, or its last day. */
export function monthsLater(day: string, n: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + n + 1, 0)).getUTCDate()
  return written(Date.UTC(year, month - 1 + n, Math.min(date, last)))
}

export const earliest = (...days: readonly (string | undefined)[]): string | undefined =>
  days.filter((d) => d !== undefined).sort()[0]
export const latest = (...days: readonly (string | undefined)[]): string | undefined =>
  days
    .filter((d) => d !== undefined)
    .sort()
    .at(-1)
