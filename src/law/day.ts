/** Calendar days as `YYYY-MM-DD`, without time or zone: the form in which the law dates everything. */

const FORM = /^\d{4}-\d{2}-\d{2}$/
const MS = 86_400_000

/** True for a day that exists, years 0001 to 9999: `2024-02-29` but not `2023-02-29` or `2024-2-9`. */
export function isDay(text: string): boolean {
  if (!FORM.test(text)) return false
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const date = Number(text.slice(8, 10))
  return year > 0 && month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(year, month)
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01. Throws `RangeError` for a text that is no day: check input with `isDay` first. */
export function dayNumber(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a day in the form YYYY-MM-DD: ${day.slice(0, 40)}`)
  return Date.parse(`${day}T00:00:00Z`) / MS
}

const FIRST = Date.parse('0001-01-01T00:00:00Z') / MS
const LAST = Date.parse('9999-12-31T00:00:00Z') / MS

/** The texts of days asked for before: deadlines name the same rest days again and again. */
const texts = new Map<number, string>()
const MOST_TEXTS = 50_000

/** The day with that number. Throws `RangeError` outside the years 0001 to 9999. */
export function dayOf(number: number): string {
  const known = texts.get(number)
  if (known !== undefined) return known
  if (!Number.isInteger(number) || number < FIRST || number > LAST) throw new RangeError('day outside 0001–9999')
  const text = new Date(number * MS).toISOString().slice(0, 10)
  if (texts.size < MOST_TEXTS) texts.set(number, text)
  return text
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
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(targetYear, 4)}-${pad(targetMonth + 1, 2)}-${pad(Math.min(date, lengthOf(targetYear, targetMonth + 1)), 2)}`
}

const AHEAD = 8 * 3_600_000

/** The day it is in China at a moment given in milliseconds since 1970 UTC; UTC+8 all year since 1991-09-15. */
export const chinaDay = (at: number): string => new Date(at + AHEAD).toISOString().slice(0, 10)
