import { type Minor, parseDecimal, plus, rescale, times } from '../facts/decimal.ts'
import { doubt, type FactList, holder, isList, type Row, type Scalar } from '../facts/row.ts'
import {
  type Among,
  type Binder,
  type Comparator,
  type Condition,
  type Count,
  type Latest,
  type ListRef,
  type Literal,
  type ParameterTerm,
  type Plus,
  type Ref,
  type Sum,
  scaleOf,
  type Term,
  type Times,
} from '../facts/tree.ts'
import { type Environment, parameterNumber, parameterValue } from './environment.ts'
import { keyOf, rowsBy, rowsWith } from './narrow.ts'
import { FALSE, negate, TRUE, type Truth, truth, UNKNOWN } from './truth.ts'

/** The plain walker: the reference every compiler is held to. */

/** A number known only to lie between two bounds. */
export interface Interval {
  readonly lo: Minor
  readonly hi: Minor
}
/** `null` none, `undefined` unknown. */
export type Value = Scalar | null | undefined | Interval
/** Rows by variable name. */
export type Scope = Readonly<Record<string, Row>>

const isInterval = (value: Value): value is Interval => typeof value === 'object' && value !== null

export function walk(node: Condition, scope: Scope, env: Environment): Truth {
  switch (node.kind) {
    case 'compare':
      return compareValues(
        node.op,
        node.left,
        evaluate(node.left, scope, env),
        node.right,
        evaluate(node.right, scope, env),
      )
    case 'among':
      return among(node, scope, env)
    case 'between': {
      const value = evaluate(node.term, scope, env)
      const low = compareValues('ge', node.term, value, node.low, evaluate(node.low, scope, env))
      const high = compareValues('le', node.term, value, node.high, evaluate(node.high, scope, env))
      return Math.min(low, high) as Truth
    }
    case 'exists': {
      const value = evaluate(node.term, scope, env)
      return value === undefined ? UNKNOWN : truth(value !== null)
    }
    case 'and': {
      let result: Truth = TRUE
      for (const part of node.of) {
        const one = walk(part, scope, env)
        if (one === FALSE) return FALSE
        if (one < result) result = one
      }
      return result
    }
    case 'or': {
      let result: Truth = FALSE
      for (const part of node.of) {
        const one = walk(part, scope, env)
        if (one === TRUE) return TRUE
        if (one > result) result = one
      }
      return result
    }
    case 'not':
      return negate(walk(node.of, scope, env))
    case 'some': {
      const list = listOf(node.list, scope)
      let result: Truth = list.open.length > 0 ? UNKNOWN : FALSE
      for (const row of rowsFor(node, list, scope)) {
        env.onRow?.()
        const one = whereShown('some', walk(node.where, { ...scope, [node.as]: row }, env), row)
        if (one === TRUE) return TRUE
        if (one > result) result = one
      }
      return result
    }
    case 'every': {
      const list = listOf(node.list, scope)
      let result: Truth = list.open.length > 0 ? UNKNOWN : TRUE
      for (const row of rowsFor(node, list, scope)) {
        env.onRow?.()
        const one = whereShown('every', walk(node.where, { ...scope, [node.as]: row }, env), row)
        if (one === FALSE) return FALSE
        if (one < result) result = one
      }
      return result
    }
    default:
      return node satisfies never
  }
}

/** A row that may not exist can neither be the one that is looked for nor the one that breaks a rule for all. */
export function whereShown(kind: 'some' | 'every', one: Truth, row: Row): Truth {
  return row[doubt] === 'absent' && one === (kind === 'some' ? TRUE : FALSE) ? UNKNOWN : one
}

/** Whether a row counts in a number or a latest date: one that may be no row of its own does not for certain. */
function counts(node: Binder, row: Row, inner: Scope, env: Environment): Truth {
  const one = node.where ? walk(node.where, inner, env) : TRUE
  return one === TRUE && row[doubt] !== undefined ? UNKNOWN : one
}

function among(node: Among, scope: Scope, env: Environment): Truth {
  const value = evaluate(node.term, scope, env)
  let result: Truth = FALSE
  for (const literal of node.values) {
    const one = compareValues('eq', node.term, value, literal, literalValue(literal))
    if (one > result) result = one
  }
  return result
}

export function evaluate(term: Term, scope: Scope, env: Environment): Value {
  switch (term.kind) {
    case 'ref':
      return refValue(term, scope)
    case 'literal':
      return literalValue(term)
    case 'parameter':
      return parameterTerm(term, scope, env)
    case 'today':
      return env.today
    case 'asOf':
      return env.asOf
    case 'plus':
      return addition(term, scope, env)
    case 'times':
      return multiplication(term, scope, env)
    case 'after': {
      const day = evaluate(term.date, scope, env)
      if (typeof day !== 'string') return day === null ? null : undefined
      const period =
        'parameter' in term.period ? parameterValue(env.parameter(term.period.parameter), day) : term.period
      return typeof period === 'object' ? env.after(day, period) : undefined
    }
    case 'count':
      return count(term, scope, env)
    case 'sum':
      return sum(term, scope, env)
    case 'latest':
      return latest(term, scope, env)
    default:
      return term satisfies never
  }
}

function parameterTerm(term: ParameterTerm, scope: Scope, env: Environment): Value {
  const day = term.on ? evaluate(term.on, scope, env) : env.asOf
  if (typeof day !== 'string') return undefined
  const table = env.parameter(term.id)
  if (!term.keys) return parameterNumber(table, day)
  const keys: Record<string, Scalar | null | undefined> = {}
  for (const [name, part] of Object.entries(term.keys)) keys[name] = evaluate(part, scope, env) as Scalar
  return parameterNumber(table, day, keys)
}

function addition(term: Plus, scope: Scope, env: Environment): Value {
  const scale = scaleOf(term)
  let lo: Minor = 0
  let hi: Minor = 0
  let known = true
  for (const part of term.terms) {
    const value = evaluate(part, scope, env)
    if (value === null) return null
    const bounds = boundsOf(value, scale - scaleOf(part))
    if (!bounds) {
      known = false
      continue
    }
    lo = plus(lo, bounds.lo)
    hi = plus(hi, bounds.hi)
  }
  return known ? interval(lo, hi) : undefined
}

function multiplication(term: Times, scope: Scope, env: Environment): Value {
  const value = evaluate(term.term, scope, env)
  if (value === null) return null
  const factor = evaluate(term.by, scope, env)
  const bounds = boundsOf(value, 0)
  if (!bounds || factor === undefined || factor === null || typeof factor === 'object') return undefined
  const a = times(bounds.lo, factor as Minor)
  const b = times(bounds.hi, factor as Minor)
  return a <= b ? interval(a, b) : interval(b, a)
}

function count(term: Count, scope: Scope, env: Environment): Value {
  const list = listOf(term.list, scope)
  let lo = 0
  let hi = 0
  for (const row of rowsFor(term, list, scope)) {
    env.onRow?.()
    const one = counts(term, row, { ...scope, [term.as]: row }, env)
    if (one === TRUE) lo++
    if (one !== FALSE) hi++
  }
  return interval(lo, list.open.length > 0 ? Infinity : hi)
}

/**
 * The least an unknown part of a sum can add, in its own scale: its field's minimum, but never above 0, as the field may
 * prove to be none.
 */
export const leastOf = (term: Term): number =>
  term.kind === 'ref' && term.minimum !== undefined ? Math.min(0, term.minimum) : -Infinity

/** Sums what is surely in, bounds what may be: an unknown part lies between its least value and infinity. */
function sum(term: Sum, scope: Scope, env: Environment): Value {
  const list = listOf(term.list, scope)
  const least = leastOf(term.of)
  const open = list.open.length > 0
  let lo: Minor = open && least < 0 ? -Infinity : 0
  let hi: Minor = open ? Infinity : 0
  for (const row of rowsFor(term, list, scope)) {
    env.onRow?.()
    const inner = { ...scope, [term.as]: row }
    const certain = counts(term, row, inner, env)
    if (certain === FALSE) continue
    const value = evaluate(term.of, inner, env)
    if (value === null) continue
    const bounds = boundsOf(value, 0) ?? { lo: least, hi: Infinity }
    if (certain === TRUE || bounds.lo < 0) lo = plus(lo, bounds.lo)
    if (certain === TRUE || bounds.hi > 0) hi = plus(hi, bounds.hi)
  }
  return interval(lo, hi)
}

/** The latest certain date, unless a row that may count has a later one or a date that is unknown. */
function latest(term: Latest, scope: Scope, env: Environment): string | null | undefined {
  const list = listOf(term.list, scope)
  if (list.open.length > 0) return undefined
  const { of, as } = term
  if (of.kind === 'ref' && of.variable === as && of.path.length === 1 && !keyOf(term))
    return latestBy(of.path[0]!, list.rows, term, scope, env)
  let certain: string | null = null
  let possible = ''
  for (const row of rowsFor(term, list, scope)) {
    env.onRow?.()
    const inner = { ...scope, [as]: row }
    const one = counts(term, row, inner, env)
    if (one === FALSE) continue
    const value = evaluate(of, inner, env)
    if (value === null) continue
    if (typeof value !== 'string') return undefined
    if (one === UNKNOWN) possible = value > possible ? value : possible
    else if (certain === null || value > certain) certain = value
  }
  return possible > (certain ?? '') ? undefined : certain
}

/** The same for a date the rows are kept in the order of: from the latest back, nothing before the first that counts. */
function latestBy(
  field: string,
  rows: readonly Row[],
  term: Latest,
  scope: Scope,
  env: Environment,
): string | null | undefined {
  const counted = (row: Row): Truth => {
    env.onRow?.()
    return counts(term, row, { ...scope, [term.as]: row }, env)
  }
  const { known, unknown } = rowsBy(rows, field)
  if (unknown.some((row) => counted(row) !== FALSE)) return undefined
  let possible = ''
  for (let i = known.length - 1; i >= 0; i -= 1) {
    const value = known[i]![field] as string
    const one = counted(known[i]!)
    if (one === TRUE) return possible > value ? undefined : value
    if (one === UNKNOWN && value > possible) possible = value
  }
  return possible === '' ? null : undefined
}

function refValue(ref: Ref, scope: Scope): Scalar | null | undefined {
  const row = scope[ref.variable]
  if (!row) return undefined
  const at = holder(row, ref.path)
  return at ? (at[ref.path[ref.path.length - 1]!] as Scalar | null | undefined) : at
}

/** The rows that can matter to a quantifier: those that share the value it asks for, or may. */
export function rowsFor(node: Binder, list: FactList, scope: Scope): readonly Row[] {
  const key = keyOf(node)
  if (!key) return list.rows
  const { value } = key
  return rowsWith(list.rows, key, value.kind === 'ref' ? refValue(value, scope) : literalValue(value))
}

/**
 * True where the condition certainly has that answer: as `walk`, but it looks at nothing more once the answer can no
 * longer be that one.
 */
export function surely(wanted: typeof TRUE | typeof FALSE, node: Condition, scope: Scope, env: Environment): boolean {
  switch (node.kind) {
    case 'not':
      return surely(wanted === TRUE ? FALSE : TRUE, node.of, scope, env)
    case 'and':
    case 'or': {
      const each = (part: Condition): boolean => surely(wanted, part, scope, env)
      return (node.kind === 'and') === (wanted === TRUE) ? node.of.every(each) : node.of.some(each)
    }
    case 'some':
    case 'every': {
      const list = listOf(node.list, scope)
      const each = (row: Row): boolean => {
        env.onRow?.()
        return surely(wanted, node.where, { ...scope, [node.as]: row }, env)
      }
      const rows = rowsFor(node, list, scope)
      return (node.kind === 'every') === (wanted === TRUE)
        ? list.open.length === 0 && rows.every(each)
        : rows.some((row) => row[doubt] !== 'absent' && each(row))
    }
    case 'compare':
    case 'among':
    case 'between':
    case 'exists':
      return walk(node, scope, env) === wanted
    default:
      return node satisfies never
  }
}

const UNSEEN: FactList = { rows: [], open: [{ zh: '未采集', en: 'not collected' }] }
const NO_ROWS: FactList = { rows: [], open: [] }

/** The rows of a list; a list nobody collected is open, a list of something that does not exist is empty. */
export function listOf(ref: ListRef, scope: Scope): FactList {
  const row = scope[ref.variable]
  return row ? listAt(row, ref.path) : UNSEEN
}

/** The list a path from a row leads to. */
export function listAt(row: Row, path: readonly string[]): FactList {
  const at = holder(row, path)
  if (at === null) return NO_ROWS
  const list = at?.[path[path.length - 1]!]
  return isList(list) ? list : UNSEEN
}

const literals = new WeakMap<Literal, Scalar>()

/** What a literal stands for; decimals in whole numbers of 10^-scale. Throws `TypeError` where it is no decimal. */
export function literalValue(literal: Literal): Scalar {
  if (literal.type !== 'decimal') return literal.value
  const known = literals.get(literal)
  if (known !== undefined) return known
  const value = parseDecimal(String(literal.value), literal.scale ?? 0)
  if (value === undefined) throw new TypeError(`not a decimal with ${literal.scale ?? 0} digits: ${literal.value}`)
  literals.set(literal, value)
  return value
}

const interval = (lo: Minor, hi: Minor): Value => {
  if (lo === -Infinity && hi === Infinity) return undefined
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same size are the same number
  return lo == hi ? lo : { lo, hi }
}

function boundsOf(value: Value, digits: number): Interval | undefined {
  if (isInterval(value)) return { lo: rescale(value.lo, digits), hi: rescale(value.hi, digits) }
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined
  const point = rescale(value, digits)
  return { lo: point, hi: point }
}

/** None satisfies no comparison, so it differs from everything. */
function compareValues(op: Comparator, leftTerm: Term, left: Value, rightTerm: Term, right: Value): Truth {
  if (left === null || right === null) return truth(op === 'ne')
  if (left === undefined || right === undefined) return UNKNOWN
  if (leftTerm.type !== 'decimal') return truth(ordered(op, left as string | boolean, right as string | boolean))
  const [from, to] = [scaleOf(leftTerm), scaleOf(rightTerm)]
  const scale = Math.max(from, to)
  if (isInterval(left) || isInterval(right))
    return compareIntervals(op, boundsOf(left, scale - from)!, boundsOf(right, scale - to)!)
  return truth(ordered(op, rescale(left as Minor, scale - from), rescale(right as Minor, scale - to)))
}

/** Compares two values of one type. A number and a bigint of the same size are the same number. */
function ordered<T extends string | boolean | Minor>(op: Comparator, a: T, b: T): boolean {
  switch (op) {
    case 'eq':
      // biome-ignore lint/suspicious/noDoubleEquals: see above
      return a == b
    case 'ne':
      // biome-ignore lint/suspicious/noDoubleEquals: see above
      return a != b
    case 'lt':
      return a < b
    case 'le':
      return a <= b
    case 'gt':
      return a > b
    case 'ge':
      return a >= b
    default:
      return op satisfies never
  }
}

function compareIntervals(op: Comparator, a: Interval, b: Interval): Truth {
  switch (op) {
    case 'lt':
      return a.hi < b.lo ? TRUE : a.lo >= b.hi ? FALSE : UNKNOWN
    case 'le':
      return a.hi <= b.lo ? TRUE : a.lo > b.hi ? FALSE : UNKNOWN
    case 'gt':
      return negate(compareIntervals('le', a, b))
    case 'ge':
      return negate(compareIntervals('lt', a, b))
    case 'eq':
      // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same size are the same number
      if (a.lo == a.hi && b.lo == b.hi && a.lo == b.lo) return TRUE
      return a.hi < b.lo || a.lo > b.hi ? FALSE : UNKNOWN
    case 'ne':
      return negate(compareIntervals('eq', a, b))
    default:
      return op satisfies never
  }
}
