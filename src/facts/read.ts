import { isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'
import { codesOf, isCode } from './choice.ts'
import { type Minor, parseDecimal } from './decimal.ts'
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
  if (value === undefined || value === null) return value
  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value
      break
    case 'text':
      if (typeof value !== 'string') break
      if (!field.choices || isCode(field, value)) return value
      throw new FactError(where, `${shown(value)} is none of ${codesOf(field).join(', ')}`)
    case 'date':
      if (typeof value === 'string' && isDay(value)) return value
      break
    case 'decimal':
      return readDecimal(field, value, where)
    default:
      return field.type satisfies never
  }
  throw new FactError(where, `${shown(value)} is no ${field.type}`)
}

function readDecimal(field: Field, value: unknown, where: string): Minor {
  const scale = field.scale ?? 0
  const plain = typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint'
  const minor = plain ? parseDecimal(String(value), scale) : undefined
  if (minor === undefined) {
    const digits = scale === 0 ? 'whole number' : `decimal with at most ${scale} digits after the point`
    throw new FactError(where, `${shown(value)} is no ${digits}`)
  }
  if (field.minimum !== undefined && minor < parseDecimal(String(field.minimum), scale)!)
    throw new FactError(where, `${shown(value)} is below the minimum ${field.minimum}`)
  return minor
}

const OPEN: Text = { zh: '未说明原因', en: 'no reason given' }

/** Reads plain facts into a row of an entity, nested links and lists included. Unknown names are refused. */
export function readRow(of: AnyEntity, facts: PlainFacts, where: string = of.name): Row {
  if (!isPlain(facts)) throw new FactError(where, `${shown(facts)} is no set of facts`)
  const row: Record<string, Row[string]> = {}
  for (const [name, value] of Object.entries(facts)) {
    const at = `${where}.${name}`
    const declared = own<Field>(of.fields, name)
    const link = own<AnyEntity>(of.links, name)
    const element = own<AnyEntity>(of.lists, name)
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
  const plain = Array.isArray(value) ? { rows: value } : value
  if (!isPlain(plain) || !Array.isArray(plain.rows)) throw new FactError(where, `${shown(value)} is no list`)
  return {
    rows: plain.rows.map((r, i) => readRow(element, r as PlainFacts, `${where}[${i}]`)),
    open: readOpen(plain.open, where),
  }
}

function readOpen(open: unknown, where: string): readonly Text[] {
  if (open === undefined || open === false) return []
  if (open === true) return [OPEN]
  const reasons = Array.isArray(open) ? open : [open]
  if (reasons.every(isText)) return reasons
  throw new FactError(`${where}.open`, 'is neither true, false nor reasons in zh and en')
}

const isText = (value: unknown): value is Text =>
  isPlain(value) && typeof value.zh === 'string' && typeof value.en === 'string'

const isPlain = (value: unknown): value is PlainFacts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Own properties only: a name like `constructor` declares nothing. */
const own = <T>(of: object, name: string): T | undefined =>
  Object.hasOwn(of, name) ? (of as Record<string, T>)[name] : undefined

function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** A copy of a row with one value set, the path going through links and `list, index` steps. */
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
