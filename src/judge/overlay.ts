import { formatDecimal, type Minor, parseDecimal } from '../facts/decimal.ts'
import type { Environment, ParameterEntry, ParameterTable } from './environment.ts'

/** Whether a greater or a smaller number of the law is the stricter one. */
export type Stricter = 'greater' | 'smaller'

/** A value that a local or supervisory rule sets beside the instrument's own. */
export interface LocalValue {
  readonly parameter: string
  readonly value: string
  readonly from?: string
  readonly until?: string
  readonly region?: string
  readonly bank?: string
  readonly cite: string
}

/** A local value that is looser than the instrument's own. */
export interface Loose {
  readonly local: LocalValue
  readonly base: string
}

/**
 * The law with stricter local values before its own; of several that reach a row the strictest counts. A local value is
 * looser where on any day it would replace a stricter one; it is answered and not applied.
 */
export function withLocal(
  env: Environment,
  locals: readonly LocalValue[],
  stricter: Readonly<Record<string, Stricter>>,
): { readonly env: Environment; readonly loose: readonly Loose[] } {
  const loose: Loose[] = []
  const tables = new Map<string, ParameterTable>()
  for (const [parameter, of] of Map.groupBy(locals, (one) => one.parameter)) {
    const table = env.parameter(parameter)
    const direction = stricter[parameter]
    const entries = of.flatMap((local): ParameterEntry[] => {
      const value = parseDecimal(local.value, table.scale)
      const worse = table.values.find(
        (own) =>
          (own.until === undefined || local.from === undefined || own.until >= local.from) &&
          isLooser(value, own.value, direction),
      )
      if (value === undefined || worse) {
        const base = worse?.value ?? table.values[0]?.value
        loose.push({ local, base: base === undefined || typeof base === 'object' ? '' : written(base, table.scale) })
        return []
      }
      const { region, bank } = local
      const keys = { ...(region === undefined ? {} : { region }), ...(bank === undefined ? {} : { bank }) }
      return [
        {
          from: local.from ?? '0001-01-01',
          ...(local.until === undefined ? {} : { until: local.until }),
          value,
          ...(Object.keys(keys).length === 0 ? {} : { keys }),
          cite: local.cite,
        },
      ]
    })
    const sign = direction === 'greater' ? -1 : 1
    entries.sort((a, b) => sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    tables.set(parameter, { ...table, values: [...entries, ...table.values] })
  }
  return { env: { ...env, parameter: (id) => tables.get(id) ?? env.parameter(id) }, loose }
}

/** What no number can be compared with is looser: nothing may pass that was not checked. */
function isLooser(value: Minor | undefined, own: ParameterEntry['value'], direction: Stricter | undefined): boolean {
  if (value === undefined || direction === undefined || typeof own === 'object' || typeof own === 'string') return true
  return direction === 'greater' ? value < own : value > own
}

const written = (value: Minor | string, scale: number) =>
  typeof value === 'string' ? value : formatDecimal(value, scale)
