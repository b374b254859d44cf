import type { Row } from '../facts/row.ts'
import { addPeriod, type Period } from '../law/calendar.ts'
import { isParameterId, periodOn } from '../law/parameter.ts'

/** A last day reckoned from what somebody promised: `n` units from the day of the event, never beyond `most`. */
export interface Counted {
  /** Field of the event that holds the day; nobody writes it. */
  readonly into: string
  /** Fields that hold the promise. */
  readonly n: string
  readonly unit: string
  /** Parameter with the longest time, which also holds without a promise. */
  readonly most?: string
}

/** The period that decides and its last day; undefined where neither a promise nor a longest time is known. */
export function countOf(counted: Counted, row: Row): { readonly day: string; readonly period: Period } | undefined {
  const from = String(row['on'])
  const [n, unit] = [row[counted.n], row[counted.unit]]
  const promised =
    typeof n === 'number' && n <= MOST && (unit === 'day' || unit === 'workday') ? { n, unit } : undefined
  const most = counted.most !== undefined && isParameterId(counted.most) ? periodOn(counted.most, from) : undefined
  const periods: readonly (Period | undefined)[] = [promised as Period | undefined, most]
  const found = periods.flatMap((period) => (period ? [{ period, day: addPeriod(from, period).day }] : []))
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))[0]
}

/** Longer promises bind nobody and are left out. */
const MOST = 3650
