import { isList, type Row, type Scalar } from '../facts/row.ts'
import { type Binder, type Condition, type Literal, type Node, nodes, type Ref } from '../facts/tree.ts'

/**
 * Spares a quantifier the rows that cannot matter to it: `answers.some(a => a.of.is(request.id))` looks at the answers
 * to that request alone. A long case, with thousands of rows, is then judged in time that grows with its length.
 */

/** A field the rows must share with a value from outside; any other row leaves the quantifier's answer as it is. */
export interface Key {
  readonly field: string
  /** The field is one of the rows of this list of theirs, any of which may share the value. */
  readonly within?: string
  readonly value: Ref | Literal
}

const keys = new WeakMap<Binder, Key | null>()

/** What a quantifier asks its rows for, where it does; the same for every list it is asked of. */
export function keyOf(node: Binder): Key | undefined {
  let key = keys.get(node)
  if (key === undefined) {
    const { where } = node
    const found = where
      ? node.kind === 'every'
        ? neededFor(where, node.as, false)
        : neededFor(where, node.as, true)
      : []
    // Of dates kept in order the latest is found sooner than among those that share a value with many.
    key = found.find(({ value }) => value.kind === 'ref') ?? (node.kind === 'latest' ? null : (found[0] ?? null))
    keys.set(node, key)
  }
  return key ?? undefined
}

/** Keys without which a condition is certainly false (`wanted`), or certainly true. */
function neededFor(node: Condition, as: string, wanted: boolean): Key[] {
  switch (node.kind) {
    case 'not':
      return neededFor(node.of, as, !wanted)
    case 'and':
      return wanted ? node.of.flatMap((part) => neededFor(part, as, wanted)) : []
    case 'or':
      return wanted ? [] : node.of.flatMap((part) => neededFor(part, as, wanted))
    case 'compare': {
      if (node.op !== (wanted ? 'eq' : 'ne')) return []
      const [left, right] = [node.left, node.right]
      const isField = (term: typeof left): term is Ref =>
        term.kind === 'ref' && term.variable === as && term.path.length === 1 && term.type !== 'decimal'
      const isOutside = (term: typeof left): term is Ref | Literal =>
        term.kind === 'literal' || (term.kind === 'ref' && term.variable !== as)
      if (isField(left) && isOutside(right)) return [{ field: left.path[0]!, value: right }]
      if (isField(right) && isOutside(left)) return [{ field: right.path[0]!, value: left }]
      return []
    }
    case 'some':
    case 'every': {
      const { list } = node
      if ((node.kind === 'some') !== wanted || list.variable !== as || list.path.length !== 1) return []
      return neededFor(node.where, node.as, wanted)
        .filter(({ within, value }) => within === undefined && !(value.kind === 'ref' && value.variable === as))
        .map(({ field, value }) => ({ field, within: list.path[0]!, value }))
    }
    default:
      return []
  }
}

/** Fewer rows are looked through as fast as they are looked up. */
const FEW = 8

interface Index {
  /** Rows are added to a list, never changed or taken out: those before this place are in. */
  upTo: number
  readonly known: Map<Scalar, Row[]>
  readonly unknown: Row[]
}
const indexes = new WeakMap<readonly Row[], Map<string, Index>>()
const NONE: readonly Row[] = []

/** The rows of which the field has that value, or may have it; where the value itself is unknown that is every row. */
export function rowsWith(
  rows: readonly Row[],
  key: Pick<Key, 'field' | 'within'>,
  value: Scalar | null | undefined,
): readonly Row[] {
  if (value === undefined || (rows.length < FEW && key.within === undefined)) return rows
  // None equals nothing: what is left is a list within that is not known whole.
  const { known, unknown } = indexOf(rows, key)
  const found = value === null ? NONE : (known.get(value) ?? NONE)
  if (value === null && key.within === undefined) return NONE
  return unknown.length === 0 ? found : [...found, ...unknown]
}

function indexOf(rows: readonly Row[], { field, within }: Pick<Key, 'field' | 'within'>): Index {
  const name = within === undefined ? field : `${within}.${field}`
  let of = indexes.get(rows)
  if (!of) {
    of = new Map()
    indexes.set(rows, of)
  }
  let index = of.get(name)
  if (!index) {
    index = { upTo: 0, known: new Map(), unknown: [] }
    of.set(name, index)
  }
  for (; index.upTo < rows.length; index.upTo += 1) {
    const row = rows[index.upTo]!
    const values = new Set(valuesOf(row, field, within))
    if (values.has(undefined)) index.unknown.push(row)
    else
      for (const value of values) {
        if (value === null || value === undefined) continue
        const alike = index.known.get(value)
        if (alike) alike.push(row)
        else index.known.set(value, [row])
      }
  }
  return index
}

/** What a row has in a field, or the rows of a list of its own; unknown among them where one cannot be told. */
function valuesOf(row: Row, field: string, within: string | undefined): readonly (Scalar | null | undefined)[] {
  if (within === undefined) return [row[field] as Scalar | null | undefined]
  const list = row[within]
  if (!isList(list) || list.open.length > 0) return [undefined]
  return list.rows.map((one) => one[field] as Scalar | null | undefined)
}

/** Rows in the order of a date of theirs; those without one are left out. */
interface Sorted {
  upTo: number
  readonly known: Row[]
  readonly unknown: Row[]
}
const orders = new WeakMap<readonly Row[], Map<string, Sorted>>()

/** The rows of a list by a date of theirs, the earliest first, and those of which it is unknown. */
export function rowsBy(rows: readonly Row[], field: string): Pick<Sorted, 'known' | 'unknown'> {
  let of = orders.get(rows)
  if (!of) {
    of = new Map()
    orders.set(rows, of)
  }
  let order = of.get(field)
  if (!order) {
    order = { upTo: 0, known: [], unknown: [] }
    of.set(field, order)
  }
  const { known, unknown } = order
  for (; order.upTo < rows.length; order.upTo += 1) {
    const row = rows[order.upTo]!
    const value = row[field]
    if (value === undefined) unknown.push(row)
    else if (value !== null) {
      const last = known.at(-1)
      if (!last || last[field]! <= value) known.push(row)
      else known.splice(placeOf(known, field, value as string), 0, row)
    }
  }
  return order
}

/** The place of the first row in order whose date is that one or later. */
export function placeOf(sorted: readonly Row[], field: string, date: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (String(sorted[middle]![field]) < date) low = middle + 1
    else high = middle
  }
  return low
}

/** A question about a tree, answered once for each. */
function once(ask: (node: Node) => boolean): (node: Node) => boolean {
  const answers = new WeakMap<Node, boolean>()
  return (node) => {
    let answer = answers.get(node)
    if (answer === undefined) {
      answer = ask(node)
      answers.set(node, answer)
    }
    return answer
  }
}

/** True where an answer may be another one on another day. */
export const speaksOfToday = once((node) => [...nodes(node)].some((n) => n.kind === 'today'))

/** True where a node, or a part of it, has words of its own. */
export const speaks = once((node) => [...nodes(node)].some((n) => 'say' in n && n.say !== undefined))
