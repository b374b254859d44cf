import table from '../../law/calendar/workdays.json' with { type: 'json' }
import { addDays, addMonths, dayNumber, dayOf, weekday } from './day.ts'
import { fill, type Text } from './text.ts'

/**
 * Working days of mainland China. Holidays and make-up working days come from the State Council's yearly notices in
 * `law/calendar/workdays.json`; outside the announced years Monday to Friday is assumed and every answer that rests
 * on such a day says so (`provisional`). The notice of a year may also set days of the December before it
 * (2018-12-29 and 2018-12-31 were set by the notice for 2019).
 */
export type Unit = 'day' | 'workday' | 'month' | 'hour'

/** A length of time in law. Whether a count means working days belongs to the instrument, so the unit is written out. */
export interface Period {
  readonly n: number
  readonly unit: Unit
}

/** A day with the reason why it does not count, or why it counts although it is a Saturday or Sunday. */
export interface ExplainedDay {
  readonly day: string
  readonly why: Text
}

/** The last day of a period. */
export interface Due {
  readonly day: string
  /** True where a day on the way lies outside the announced years: the result may still change. */
  readonly provisional: boolean
  /** Why the result is provisional. */
  readonly caution?: Text
  /** Days passed over, in order. Empty for periods that are not counted in working days. */
  readonly skipped: readonly ExplainedDay[]
  /** Saturdays and Sundays that were counted because a notice makes them working days. */
  readonly madeUp: readonly ExplainedDay[]
}

/** First and last day of the announced years. */
export const CALENDAR_FROM: string = table.from
export const CALENDAR_UNTIL: string = table.until

/** The longest count `addWorkdays` accepts: about forty years. */
export const MAX_WORKDAYS = 10_000

interface Exception {
  readonly work: boolean
  readonly why: Text
}

const first = dayNumber(CALENDAR_FROM)
const last = dayNumber(CALENDAR_UNTIL)

const HOLIDAY: Text = { zh: '{festival}放假（{number}）', en: '{festival} holiday ({number})' }
const MADE_UP: Text = {
  zh: '{weekday}，{festival}调休上班（{number}）',
  en: '{weekday}, worked for {festival} ({number})',
}
const WEEKDAYS: readonly Text[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
]

/** Every day a notice names, later notices over earlier ones. */
const exceptions: ReadonlyMap<number, Exception> = (() => {
  const days = new Map<number, Exception>()
  const festivals: Readonly<Record<string, Text>> = table.festivals
  const explain = (template: Text, holiday: string, number: string, at: number): Text => {
    const festival = festivals[holiday]!
    const week = WEEKDAYS[weekday(at)]!
    return {
      zh: fill(template, { festival: festival.zh, number, weekday: week.zh }).zh,
      en: fill(template, { festival: festival.en, number, weekday: week.en }).en,
    }
  }
  for (const { notices } of table.years) {
    for (const { number, holidays } of notices) {
      for (const holiday of holidays) {
        for (const day of 'worked' in holiday ? (holiday.worked ?? []) : []) {
          const at = dayNumber(day)
          days.set(at, { work: true, why: explain(MADE_UP, holiday.festival, number, at) })
        }
        for (let at = dayNumber(holiday.from); at <= dayNumber(holiday.to); at++) {
          days.set(at, { work: false, why: explain(HOLIDAY, holiday.festival, number, at) })
        }
      }
    }
  }
  return days
})()

const isWeekend = (number: number) => weekday(number) === 0 || weekday(number) === 6
const works = (number: number) => exceptions.get(number)?.work ?? !isWeekend(number)
const why = (number: number): Text => exceptions.get(number)?.why ?? WEEKDAYS[weekday(number)]!

const BEFORE: Text = {
  zh: '{from}以前的放假安排未收入日历，按星期一至星期五为工作日推算，结果待核',
  en: 'holiday notices before {from} are not in the calendar; Monday to Friday is assumed, so the result is provisional',
}
const AFTER: Text = {
  zh: '{until}以后的放假安排未收入日历（收录时尚未公布），按星期一至星期五为工作日推算，结果待核',
  en: 'holiday notices after {until} are not in the calendar (not announced when it was made); Monday to Friday is assumed, so the result is provisional',
}

/** Why a count over `from < day <= to` rests on days that are not announced; undefined where it does not. */
function cautionFor(from: number, to: number): Text | undefined {
  if (to > last) return fill(AFTER, { until: CALENDAR_UNTIL })
  if (from + 1 < first && to > from) return fill(BEFORE, { from: CALENDAR_FROM })
  return undefined
}

const marked = (caution: Text | undefined) => (caution ? { provisional: true, caution } : { provisional: false })

/** True on a day that the State Council's notice, or failing one the week, makes a working day. */
export function isWorkday(day: string): boolean {
  return works(dayNumber(day))
}

/** True where the day lies in the announced years, so that `isWorkday` is settled. */
export const isAnnounced = (day: string): boolean => day >= CALENDAR_FROM && day <= CALENDAR_UNTIL

/** The days named by a notice, in order: all others follow the week. For calendars kept outside, such as SQL tables. */
export function calendarExceptions(): readonly { day: string; work: boolean; why: Text }[] {
  return [...exceptions].sort(([a], [b]) => a - b).map(([at, { work, why }]) => ({ day: dayOf(at), work, why }))
}

/**
 * The `n`th working day after `day`, or before it where `n` is negative; the start day itself is not counted (Civil
 * Code art. 201), and with `n` = 0 the answer is `day`, whether it is worked or not. Days passed over are in the order
 * of the calendar. Throws `RangeError` for a malformed day, or an `n` that is no whole number or beyond `MAX_WORKDAYS`.
 */
export function addWorkdays(day: string, n: number): Due {
  if (!Number.isInteger(n) || Math.abs(n) > MAX_WORKDAYS) {
    throw new RangeError(`working days must be a whole number from -${MAX_WORKDAYS} to ${MAX_WORKDAYS}`)
  }
  const start = dayNumber(day)
  const skipped: ExplainedDay[] = []
  const madeUp: ExplainedDay[] = []
  const step = n < 0 ? -1 : 1
  let at = start
  for (let left = Math.abs(n); left > 0; ) {
    at += step
    if (!works(at)) {
      skipped.push({ day: dayOf(at), why: why(at) })
      continue
    }
    left--
    if (isWeekend(at)) madeUp.push({ day: dayOf(at), why: why(at) })
  }
  const caution = step > 0 ? cautionFor(start, at) : cautionFor(at - 1, start - 1)
  if (step < 0) for (const days of [skipped, madeUp]) days.reverse()
  return { day: dayOf(at), ...marked(caution), skipped, madeUp }
}

/** What kind of day it is: why it is worked or not. */
export function explainDay(day: string): { readonly works: boolean; readonly why: Text } {
  const at = dayNumber(day)
  return { works: works(at), why: why(at) }
}

/**
 * The last day of a period that starts on `day`, start day not counted; a negative one is counted backwards. Nothing is moved off a rest day: whether the
 * end moves to the next working day is for the rule that sets the period. Hours run on through nights and rest days;
 * counted from a bare day, the answer is the latest day on which they can end (started in that day's last minute).
 * Throws `RangeError` as `addWorkdays` does, for a fractional `n`, and outside the years 0001 to 9999.
 */
export function addPeriod(day: string, period: Period): Due {
  const { n, unit } = period
  if (!Number.isInteger(n)) throw new RangeError('a period is a whole number')
  const end = (last: string): Due => ({ day: last, provisional: false, skipped: [], madeUp: [] })
  switch (unit) {
    case 'workday':
      return addWorkdays(day, n)
    case 'day':
      return end(addDays(day, n))
    case 'month':
      return end(addMonths(day, n))
    case 'hour':
      return end(addDays(day, n < 0 ? Math.floor(n / 24) : Math.ceil(n / 24)))
    default:
      return unit satisfies never
  }
}

/** How many working days lie between two days. */
export interface WorkdayCount {
  readonly workdays: number
  readonly provisional: boolean
  readonly caution?: Text
}

/** Mondays to Fridays on or before a day number, up to a constant. */
function weekdaysUpTo(number: number): number {
  const sinceMonday = number + 3
  const weeks = Math.floor(sinceMonday / 7)
  return weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5)
}

/**
 * Working days after `from` up to and including `to`: 0 for the same day, so that for every `n` of 1 or more
 * `workdaysBetween(day, addWorkdays(day, n).day)` is `n`. Negative where `to` is earlier than `from`.
 */
export function workdaysBetween(from: string, to: string): WorkdayCount {
  const [a, b] = [dayNumber(from), dayNumber(to)]
  const [low, high] = a <= b ? [a, b] : [b, a]
  let workdays = weekdaysUpTo(high) - weekdaysUpTo(low)
  for (const [at, { work }] of exceptions) {
    if (at > low && at <= high && work === isWeekend(at)) workdays += work ? 1 : -1
  }
  return { workdays: a <= b ? workdays : 0 - workdays, ...marked(cautionFor(low, high)) }
}

/**
 * The smallest number of working days in any window of `days` calendar days: over every start day for which the start
 * day and the whole window after it (`start + 1` … `start + days`) lie in the announced years, the minimum of
 * `workdaysBetween(start, start + days)`.
 *
 * A promise in calendar days exceeds a limit in working days wherever it starts exactly when this minimum is above the
 * limit (`app-pi-2019#6.3`: 15). It is a minimum over the years announced so far: a later notice can only lower it.
 * A window longer than the announced years is answered for the longest window that fits, which can only understate.
 * Throws `RangeError` unless `days` is a whole number from 0.
 */
export function minWorkdaysInWindow(days: number): number {
  if (!Number.isInteger(days) || days < 0) throw new RangeError('a window is a whole number of days from 0')
  const sums = prefixSums()
  const length = Math.min(days, sums.length - 1)
  let least = length
  for (let start = 0; start + length < sums.length; start++) {
    least = Math.min(least, sums[start + length]! - sums[start]!)
  }
  return least
}

let sums: readonly number[] | undefined

/** Entry i: working days after the first announced day up to i days later. */
function prefixSums(): readonly number[] {
  if (!sums) {
    const counted = [0]
    for (let at = first + 1; at <= last; at++) counted.push(counted.at(-1)! + (works(at) ? 1 : 0))
    sums = counted
  }
  return sums
}
