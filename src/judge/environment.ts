import { type Minor, parseDecimal } from '../facts/decimal.ts'
import type { Scalar } from '../facts/row.ts'
import { addPeriod, type Period } from '../law/calendar.ts'
import { isDay } from '../law/day.ts'
import { isParameterId, parameter } from '../law/parameter.ts'
import type { Text } from '../law/text.ts'

/** A dated number of the law as the judge sees it. Decimals in whole numbers of 10^-scale. */
export interface ParameterTable {
  readonly id: string
  readonly title: Text
  readonly type: 'decimal' | 'date' | 'period'
  readonly scale: number
  /** What one unit is: `ratio` reads as a percentage. */
  readonly unit?: string
  /** Where the number comes from: only the instrument's own can make a breach. */
  readonly origin: 'instrument' | 'tc260' | 'guiju' | 'other'
  /** In the order of `byRank`. */
  readonly values: readonly ParameterEntry[]
}
export interface ParameterEntry {
  readonly from: string
  readonly until?: string
  readonly value: Minor | string | Period
  readonly keys?: Readonly<Record<string, string>>
  readonly cite: string
}

/** Entries with more keys go first, of those the newest: the order in which the first match wins. */
export function byRank(a: ParameterEntry, b: ParameterEntry): number {
  const keys = (entry: ParameterEntry) => Object.keys(entry.keys ?? {}).length
  return keys(b) - keys(a) || (a.from < b.from ? 1 : a.from > b.from ? -1 : 0)
}

/** What a judgement may look at besides the facts: the days, the law's numbers, the calendar. No clock. */
export interface Environment {
  /** Day whose law and facts are judged. */
  readonly asOf: string
  /** Day the case is looked at; usually the same. */
  readonly today: string
  readonly parameter: (id: string) => ParameterTable
  /** The day a period after a day; undefined where no calendar can tell. */
  readonly after: (day: string, period: Period) => string | undefined
  /** Why that day may still move: holidays that are not announced yet. */
  readonly caution?: (day: string, period: Period) => Text | undefined
  /** Told of each row a quantifier looks at; throws to end a judgement that takes too long. */
  readonly onRow?: () => void
}

/**
 * The value in force on a day: the first entry in order of rank whose days and keys match. Where an unknown key decides
 * whether an entry matches, the value is unknown.
 */
export function parameterValue(
  table: ParameterTable,
  day: string,
  keys: Readonly<Record<string, Scalar | null | undefined>> = {},
): Minor | string | Period | undefined {
  for (const entry of table.values) {
    if (entry.from > day || (entry.until !== undefined && entry.until < day)) continue
    const matches = entry.keys ? keysMatch(entry.keys, keys) : true
    if (matches === undefined) return undefined
    if (matches) return entry.value
  }
  return undefined
}

/** A key the tree does not name matches no entry that asks for it. */
function keysMatch(
  wanted: Readonly<Record<string, string>>,
  keys: Readonly<Record<string, Scalar | null | undefined>>,
): boolean | undefined {
  let matches: boolean | undefined = true
  for (const [name, value] of Object.entries(wanted)) {
    const found = keys[name]
    if (found === undefined && name in keys) matches = undefined
    else if (found !== value) return false
  }
  return matches
}

/** As `parameterValue`; a period stands for its length in its own unit: `{ n: 15, unit: 'workday' }` is 15. */
export function parameterNumber(
  table: ParameterTable,
  day: string,
  keys?: Readonly<Record<string, Scalar | null | undefined>>,
): Minor | string | undefined {
  const value = parameterValue(table, day, keys)
  return typeof value === 'object' ? value.n : value
}

const tables = new Map<string, ParameterTable>()

/** A committed parameter in the form the judge reads. Throws `TypeError` for an id the law does not have. */
export function parameterTable(id: string): ParameterTable {
  const known = tables.get(id)
  if (known) return known
  if (!isParameterId(id)) throw new TypeError(`unknown parameter ${id}`)
  const { title, type, unit, origin, values, ...rest } = parameter(id)
  const scale = 'scale' in rest ? rest.scale : 0
  const table: ParameterTable = {
    id,
    title,
    type: type === 'integer' ? 'decimal' : type,
    scale,
    ...(unit === undefined ? {} : { unit }),
    origin,
    values: values
      .map(
        ({ from, until, value, cite, region, bank }): ParameterEntry => ({
          from,
          ...(until === undefined ? {} : { until }),
          value: type === 'decimal' ? parseDecimal(String(value), scale)! : value,
          ...(region === undefined && bank === undefined
            ? {}
            : { keys: { ...(region === undefined ? {} : { region }), ...(bank === undefined ? {} : { bank }) } }),
          cite,
        }),
      )
      .sort(byRank),
  }
  tables.set(id, table)
  return table
}

/** Days outside these are taken for typing errors or fillers such as 9999-12-31: nothing is reckoned from them. */
export const RECKONED_FROM = '1900-01-01'
export const RECKONED_UNTIL = '2199-12-31'

/** The law and calendar of the repository on a day; `today` defaults to the day judged. */
export function lawOf(asOf: string, today: string = asOf): Environment {
  for (const day of [asOf, today]) if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  return {
    asOf,
    today,
    parameter: parameterTable,
    after: dayAfter,
    caution: (day, period) => due(day, period)?.caution,
  }
}

const due = (day: string, period: Period) =>
  day >= RECKONED_FROM && day <= RECKONED_UNTIL ? addPeriod(day, period) : undefined

/** Large tables ask for the same few thousand days again and again. */
const reckoned = new Map<string, string | undefined>()
const MOST_RECKONED = 100_000

function dayAfter(day: string, period: Period): string | undefined {
  const key = `${day} ${period.n} ${period.unit}`
  if (reckoned.has(key)) return reckoned.get(key)
  if (reckoned.size >= MOST_RECKONED) reckoned.clear()
  const result = due(day, period)?.day
  reckoned.set(key, result)
  return result
}
