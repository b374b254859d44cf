import appPi from '../../law/parameters/app-pi.json' with { type: 'json' }
import inspection from '../../law/parameters/inspection.json' with { type: 'json' }
import internetLending from '../../law/parameters/internet-lending.json' with { type: 'json' }
import mlps from '../../law/parameters/mlps.json' with { type: 'json' }
import type { Period } from './calendar.ts'
import { isDay } from './day.ts'
import type { Text } from './text.ts'

/** Numbers of the law, each with the days it holds and its citation. */
const table = { ...appPi, ...inspection, ...internetLending, ...mlps }

export type ParameterId = keyof typeof table

/**
 * Where a number comes from: `instrument` — it stands in the cited provision; `tc260` — in a guide of the standards
 * committee; `guiju` — our own measure, which can give a lead but never a breach; `other` — another named instrument.
 */
export type Origin = 'instrument' | 'tc260' | 'guiju' | 'other'

/** Keys by which local or supervisory rules may set another value. */
export interface ParameterKeys {
  readonly region?: string
  readonly bank?: string
}

interface Dated extends ParameterKeys {
  /** First day on which the value holds. */
  readonly from: string
  /** Last day on which it holds. */
  readonly until?: string
  /** Provision or document that sets it. */
  readonly cite: string
  /** False where the cited text was not seen: a report says so. */
  readonly verified: boolean
  readonly note?: Text
}
/** Decimals as text, so that they stay exact: `"0.30"`. */
export interface DecimalValue extends Dated {
  readonly value: string
}
export interface IntegerValue extends Dated {
  readonly value: number
}
export interface PeriodValue extends Dated {
  readonly value: Period
}
/** A day as `YYYY-MM-DD`. */
export interface DateValue extends Dated {
  readonly value: string
}

interface Head {
  readonly title: Text
  /** What one unit is, for display. */
  readonly unit?: string
  readonly origin: Origin
  /** The provision whose rule reads the parameter. */
  readonly cites: string
  readonly checkedOn: string
}
export interface DecimalParameter extends Head {
  readonly type: 'decimal'
  /** Digits after the point of every value. */
  readonly scale: number
  readonly values: readonly DecimalValue[]
}
export interface IntegerParameter extends Head {
  readonly type: 'integer'
  readonly values: readonly IntegerValue[]
}
export interface PeriodParameter extends Head {
  readonly type: 'period'
  readonly values: readonly PeriodValue[]
}
export interface DateParameter extends Head {
  readonly type: 'date'
  readonly values: readonly DateValue[]
}
export type Parameter = DecimalParameter | IntegerParameter | PeriodParameter | DateParameter
export type DatedValue = Parameter['values'][number]

const parameters = table as unknown as Readonly<Record<ParameterId, Parameter>>

/** All ids, sorted. */
export const PARAMETER_IDS: readonly ParameterId[] = (Object.keys(table) as ParameterId[]).sort()

/** True for the id of a committed parameter; use it on ids that come from data. */
export const isParameterId = (id: string): id is ParameterId => Object.hasOwn(table, id)

/** The parameter with all its dated values. */
export const parameter = (id: ParameterId): Parameter => parameters[id]

/**
 * The dated value that holds on a day: among the entries in force (`from` ≤ day ≤ `until`) whose keys are all met, the
 * one with most keys, and of those the one with the latest `from`. Undefined where none is in force: that is unknown,
 * never zero. Throws `RangeError` when `day` is no day.
 */
export function valueOn<V extends DatedValue>(
  values: readonly V[],
  day: string,
  keys: ParameterKeys = {},
): V | undefined {
  if (!isDay(day)) throw new RangeError(`not a day in the form YYYY-MM-DD: ${day.slice(0, 40)}`)
  const keyCount = (v: V) => Number(v.region !== undefined) + Number(v.bank !== undefined)
  let best: V | undefined
  for (const v of values) {
    if (v.from > day || (v.until !== undefined && day > v.until)) continue
    if (v.region !== undefined && v.region !== keys.region) continue
    if (v.bank !== undefined && v.bank !== keys.bank) continue
    if (!best || keyCount(v) > keyCount(best) || (keyCount(v) === keyCount(best) && v.from > best.from)) best = v
  }
  return best
}

/** The value of a parameter on a day with its dates and citation; see `valueOn`. */
export function parameterOn(id: ParameterId, day: string, keys?: ParameterKeys): DatedValue | undefined {
  return valueOn<DatedValue>(parameters[id].values, day, keys)
}

/** The period a parameter sets on a day. Undefined where none holds. Throws `TypeError` for another type. */
export function periodOn(id: ParameterId, day: string, keys?: ParameterKeys): Period | undefined {
  const found = parameters[id]
  if (found.type !== 'period') throw new TypeError(`parameter ${id} is no period`)
  return valueOn(found.values, day, keys)?.value
}

/** The whole number a parameter sets on a day. Undefined where none holds. Throws `TypeError` for another type. */
export function integerOn(id: ParameterId, day: string, keys?: ParameterKeys): number | undefined {
  const found = parameters[id]
  if (found.type !== 'integer') throw new TypeError(`parameter ${id} is no integer`)
  return valueOn(found.values, day, keys)?.value
}

/** The decimal a parameter sets on a day, as text. Undefined where none holds. Throws `TypeError` for another type. */
export function decimalOn(id: ParameterId, day: string, keys?: ParameterKeys): string | undefined {
  const found = parameters[id]
  if (found.type !== 'decimal') throw new TypeError(`parameter ${id} is no decimal`)
  return valueOn(found.values, day, keys)?.value
}

/** The day a parameter sets. Undefined where none holds. Throws `TypeError` for another type. */
export function dateOn(id: ParameterId, day: string, keys?: ParameterKeys): string | undefined {
  const found = parameters[id]
  if (found.type !== 'date') throw new TypeError(`parameter ${id} is no date`)
  return valueOn(found.values, day, keys)?.value
}
