import type { Text } from '../law/text.ts'
import { type Minor, parseDecimal } from '../facts/decimal.ts'
import type { Scalar } from '../facts/row.ts'
import { addPeriod, type Period } from '../law/calendar.ts'
import { isParameterId, parameter } from '../law/parameter.ts'

/** A dated number of the law as the judge sees it. Decimals in whole numbers of 10^-scale. */
export interface ParameterTable {
  readonly id: string
  readonly title: Text
  readonly type: 'decimal' | 'date' | 'period'
  readonly scale: number
  /** Where the number comes from: only the instrument's own can make a breach. */
  readonly origin: 'instrument' | 'tc260' | 'guiju' | 'other'
  /** Newest first. */
  readonly values: readonly {
    readonly from: string
    readonly until?: string
    readonly value: Minor | string | Period
    readonly keys?: Readonly<Record<string, string>>
    readonly cite: string
  }[]
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
}

/**
 * The value in force on a day. An entry with keys counts only where every key matches and goes before general ones;
 * a key that is unknown makes the value unknown where a keyed entry could apply.
 */
export function parameterValue(
  table: ParameterTable,
  day: string,
  keys: Readonly<Record<string, Scalar | null | undefined>> = {},
): Minor | string | Period | undefined {
  let general: Minor | string | Period | undefined
  for (const entry of table.values) {
    if (entry.from > day || (entry.until !== undefined && entry.until < day)) continue
    if (!entry.keys) {
      general ??= entry.value
      continue
    }
    let matches = true
    for (const [name, value] of Object.entries(entry.keys)) {
      if (name in keys && keys[name] === undefined) return undefined
      if (keys[name] !== value) matches = false
    }
    if (matches) return entry.value
  }
  return general
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
  const { title, type, origin, values, ...rest } = parameter(id)
  const scale = 'scale' in rest ? rest.scale : 0
  const table: ParameterTable = {
    id,
    title,
    type: type === 'integer' ? 'decimal' : type,
    scale,
    origin,
    values: values
      .map(({ from, until, value, cite, region, bank }) => ({
        from,
        ...(until === undefined ? {} : { until }),
        value: type === 'decimal' ? parseDecimal(String(value), scale)! : value,
        ...(region === undefined && bank === undefined
          ? {}
          : { keys: { ...(region === undefined ? {} : { region }), ...(bank === undefined ? {} : { bank }) } }),
        cite,
      }))
      .sort((a, b) => (a.from < b.from ? 1 : -1)),
  }
  tables.set(id, table)
  return table
}

/** The law and calendar of the repository on a day; `today` defaults to the day judged. */
export function lawOf(asOf: string, today: string = asOf): Environment {
  return { asOf, today, parameter: parameterTable, after: (day, period) => addPeriod(day, period).day }
}
