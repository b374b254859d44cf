/** Calendar days as `YYYY-MM-DD`, without time or zone: the form in which the law dates everything. */

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/
const MS = 86_400_000

/** True for a day that exists, years 0001 to 9999: `2024-02-29` but not `2023-02-29` or `2024-2-9`. */
export function isDay(text: string): boolean {
  const match = FORM.exec(text)
  if (!match || match[1] === '0000') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** Days since 1970-01-01. Throws `RangeError` for a text that is no day: check input with `isDay` first. */
export function dayNumber(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a day in the form YYYY-MM-DD: ${day.slice(0, 40)}`)
  return Date.parse(`${day}T00:00:00Z`) / MS
}

const FIRST = Date.parse('0001-01-01T00:00:00Z') / MS
const LAST = Date.parse('9999-12-31T00:00:00Z') / MS

/** The day with that number. Throws `RangeError` outside the years 0001 to 9999. */
export function dayOf(number: number): string {
  if (!Number.isInteger(number) || number < FIRST || number > LAST) throw new RangeError('day outside 0001–9999')
  return new Date(number * MS).toISOString().slice(0, 10)
}

/** Day of the week of a day number: 0 is Sunday, 6 is Saturday. */
export const weekday = (number: number): number => (((number + 4) % 7) + 7) % 7

/** The day `n` calendar days later, or earlier where `n` is negative. */
export const addDays = (day: string, n: number): string => dayOf(dayNumber(day) + n)

/** Calendar days from one day to another; negative where `to` is the earlier one. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/**
 * The same day of the month `n` months later; where that month has no such day, its last day
 * (Civil Code art. 202: 2026-01-31 and one month is 2026-02-28).
 */
export function addMonths(day: string, n: number): string {
  dayNumber(day)
  if (!Number.isInteger(n)) throw new RangeError('months must be a whole number')
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const index = year * 12 + (month - 1) + n
  const targetYear = Math.floor(index / 12)
  const targetMonth = index - targetYear * 12
  if (targetYear < 1 || targetYear > 9999) throw new RangeError('day outside 0001–9999')
  const leap = (targetYear % 4 === 0 && targetYear % 100 !== 0) || targetYear % 400 === 0
  const length = targetMonth === 1 ? (leap ? 29 : 28) : [3, 5, 8, 10].includes(targetMonth) ? 30 : 31
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(targetYear, 4)}-${pad(targetMonth + 1, 2)}-${pad(Math.min(date, length), 2)}`
}

const AHEAD = 8 * 3_600_000

/** The day it is in China at a moment given in milliseconds since 1970 UTC; UTC+8 all year since 1991-09-15. */
export const chinaDay = (at: number): string => new Date(at + AHEAD).toISOString().slice(0, 10)
