import { isDay } from '../law/day.ts'
import { same, type Text } from '../law/text.ts'
import { parseDecimal } from './decimal.ts'
import type { AnyEntity, Field } from './entity.ts'
import { type FactList, isRow, type Row, type Scalar } from './row.ts'

/** Facts as a person or a test writes them: decimals as numbers or text, lists as arrays or `{ rows, open }`. */
export type PlainFacts = { readonly [name: string]: unknown }

/** A value that does not fit its declaration. `where` is the dotted path. */
export class FactError extends Error {
  readonly where: string
  constructor(where: string, message: string) {
    super(`${where}: ${message}`)
    this.name = 'FactError'
    this.where = where
  }
}

/** One value as its field declares it. Throws `FactError` when it does not fit. */
export function readScalar(field: Field, value: unknown, where: string): Scalar | null | undefined {
  if (value === undefined) return undefined
  if (value === null) return null
  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value
      break
    case 'text':
      if (typeof value === 'string' && (!field.choices || field.choices.includes(value))) return value
      if (typeof value === 'string') throw new FactError(where, `"${value}" is none of ${field.choices?.join(', ')}`)
      break
    case 'date':
      if (typeof value === 'string' && isDay(value)) return value
      break
    case 'decimal': {
      if (typeof value !== 'number' && typeof value !== 'string') break
      const minor = parseDecimal(String(value), field.scale ?? 0)
      if (minor === undefined) break
      if (field.minimum !== undefined && minor < parseDecimal(String(field.minimum), field.scale ?? 0)!)
        throw new FactError(where, `${value} is below the minimum ${field.minimum}`)
      return minor
    }
    default:
      return field.type satisfies never
  }
  throw new FactError(where, `${JSON.stringify(value)} is no ${field.type}`)
}

const OPEN: Text = same('open')

/** Reads plain facts into a row of an entity, nested links and lists included. Unknown names are refused. */
export function readRow(of: AnyEntity, facts: PlainFacts, where: string = of.name): Row {
  const row: Record<string, Row[string]> = {}
  for (const [name, value] of Object.entries(facts)) {
    const at = `${where}.${name}`
    const declared: Field | undefined = of.fields[name]
    const link: AnyEntity | undefined = of.links[name]
    const element: AnyEntity | undefined = of.lists[name]
    if (declared) row[name] = readScalar(declared, value, at)
    else if (link) row[name] = value === null || value === undefined ? value : readRow(link, value as PlainFacts, at)
    else if (element) {
      const list = readList(element, value, at)
      if (list) row[name] = list
    } else throw new FactError(at, `${of.name} has no such field, link or list`)
  }
  return row
}

function readList(element: AnyEntity, value: unknown, where: string): FactList | undefined {
  if (value === undefined) return undefined
  const { rows, open } = Array.isArray(value) ? { rows: value, open: [] } : (value as { rows: unknown[]; open?: unknown })
  if (!Array.isArray(rows)) throw new FactError(where, 'is no list')
  return {
    rows: rows.map((r, i) => readRow(element, r as PlainFacts, `${where}[${i}]`)),
    open: open === true ? [OPEN] : Array.isArray(open) ? (open as Text[]) : [],
  }
}

/** A copy of a row with one value set, the path going through links and `list[index]` steps. */
export function withValue(row: Row, path: readonly (string | number)[], value: Row[string]): Row {
  const [name, ...rest] = path
  if (typeof name !== 'string') return row
  if (rest.length === 0) return { ...row, [name]: value }
  const inner = row[name]
  if (typeof rest[0] === 'number') {
    const list = inner as FactList
    const rows = list.rows.map((r, i) => (i === rest[0] ? withValue(r, rest.slice(1), value) : r))
    return { ...row, [name]: { ...list, rows } }
  }
  return isRow(inner) ? { ...row, [name]: withValue(inner, rest, value) } : row
}
