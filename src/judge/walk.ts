import { type Minor, plus, rescale, times } from '../facts/decimal.ts'
import { holder, isList, type FactList, type Row, type Scalar } from '../facts/row.ts'
import {
  type Comparator,
  type Condition,
  type Latest,
  type ListRef,
  type Literal,
  type Ref,
  type Sum,
  scaleOf,
  type Term,
} from '../facts/tree.ts'
import { parseDecimal } from '../facts/decimal.ts'
import { type Environment, parameterNumber, parameterValue } from './environment.ts'
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
      return compareValues(node.op, node.left, evaluate(node.left, scope, env), node.right, evaluate(node.right, scope, env))
    case 'among': {
      let result: Truth = FALSE
      const value = evaluate(node.term, scope, env)
      for (const literal of node.values) {
        const one = compareValues('eq', node.term, value, literal, literalValue(literal))
        if (one > result) result = one
      }
      return result
    }
    case 'between': {
      const value = evaluate(node.term, scope, env)
      const low = compareValues('ge', node.term, value, node.low, evaluate(node.low, scope, env))
      const high = compareValues('le', node.term, value, node.high, evaluate(node.high, scope, env))
      return low < high ? low : high
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
      for (const row of list.rows) {
        const one = walk(node.where, { ...scope, [node.as]: row }, env)
        if (one === TRUE) return TRUE
        if (one > result) result = one
      }
      return result
    }
    case 'every': {
      const list = listOf(node.list, scope)
      let result: Truth = list.open.length > 0 ? UNKNOWN : TRUE
      for (const row of list.rows) {
        const one = walk(node.where, { ...scope, [node.as]: row }, env)
        if (one === FALSE) return FALSE
        if (one < result) result = one
      }
      return result
    }
    default:
      return node satisfies never
  }
}

export function evaluate(term: Term, scope: Scope, env: Environment): Value {
  switch (term.kind) {
    case 'ref':
      return refValue(term, scope)
    case 'literal':
      return literalValue(term)
    case 'parameter': {
      const day = term.on ? evaluate(term.on, scope, env) : env.asOf
      if (typeof day !== 'string') return undefined
      const keys = Object.fromEntries(
        Object.entries(term.keys ?? {}).map(([name, part]) => [name, evaluate(part, scope, env) as Scalar]),
      )
      return parameterNumber(env.parameter(term.id), day, keys)
    }
    case 'today':
      return env.today
    case 'asOf':
      return env.asOf
    case 'plus': {
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
    case 'times': {
      const value = evaluate(term.term, scope, env)
      if (value === null) return null
      const factor = evaluate(term.by, scope, env)
      const bounds = boundsOf(value, 0)
      if (!bounds || factor === undefined || factor === null || typeof factor === 'object') return undefined
      const a = times(bounds.lo, factor as Minor)
      const b = times(bounds.hi, factor as Minor)
      return a <= b ? interval(a, b) : interval(b, a)
    }
    case 'after': {
      const day = evaluate(term.date, scope, env)
      if (typeof day !== 'string') return day === null ? null : undefined
      const period =
        'parameter' in term.period ? parameterValue(env.parameter(term.period.parameter), day) : term.period
      return typeof period === 'object' ? env.after(day, period) : undefined
    }
    case 'count': {
      const list = listOf(term.list, scope)
      let lo = 0
      let hi = 0
      for (const row of list.rows) {
        const one = term.where ? walk(term.where, { ...scope, [term.as]: row }, env) : TRUE
        if (one === TRUE) lo++
        if (one !== FALSE) hi++
      }
      return interval(lo, list.open.length > 0 ? Infinity : hi)
    }
    case 'sum':
      return sum(term, scope, env)
    case 'latest':
      return latest(term, scope, env)
    default:
      return term satisfies never
  }
}

/** Sums what is surely in, bounds what may be: an unknown part lies between its field's minimum and infinity. */
function sum(term: Sum, scope: Scope, env: Environment): Value {
  const list = listOf(term.list, scope)
  const least = term.of.kind === 'ref' && term.of.minimum !== undefined ? term.of.minimum : -Infinity
  let lo: Minor = list.open.length > 0 ? Math.min(0, least < 0 ? -Infinity : 0) : 0
  let hi: Minor = list.open.length > 0 ? Infinity : 0
  for (const row of list.rows) {
    const inner = { ...scope, [term.as]: row }
    const counts = term.where ? walk(term.where, inner, env) : TRUE
    if (counts === FALSE) continue
    const value = evaluate(term.of, inner, env)
    if (value === null) continue
    const bounds = boundsOf(value, 0) ?? { lo: least, hi: Infinity }
    lo = plus(lo, counts === TRUE || bounds.lo < 0 ? bounds.lo : 0)
    hi = plus(hi, counts === TRUE || bounds.hi > 0 ? bounds.hi : 0)
  }
  return interval(lo, hi)
}

function latest(term: Latest, scope: Scope, env: Environment): string | null | undefined {
  const list = listOf(term.list, scope)
  if (list.open.length > 0) return undefined
  let result: string | null = null
  for (const row of list.rows) {
    const inner = { ...scope, [term.as]: row }
    const counts = term.where ? walk(term.where, inner, env) : TRUE
    if (counts === FALSE) continue
    const value = evaluate(term.of, inner, env)
    if (value === null) continue
    if (counts === UNKNOWN || typeof value !== 'string') return undefined
    if (result === null || value > result) result = value
  }
  return result
}

function refValue(ref: Ref, scope: Scope): Scalar | null | undefined {
  const row = scope[ref.variable]
  if (!row) return undefined
  const at = holder(row, ref.path)
  return at ? (at[ref.path[ref.path.length - 1]!] as Scalar | null | undefined) : at
}

const UNSEEN: FactList = { rows: [], open: [{ zh: '未采集', en: 'not collected' }] }
const NO_ROWS: FactList = { rows: [], open: [] }

/** The rows of a list; a list nobody collected is open, a list of something that does not exist is empty. */
export function listOf(ref: ListRef, scope: Scope): FactList {
  const row = scope[ref.variable]
  if (!row) return UNSEEN
  const at = holder(row, ref.path)
  if (at === null) return NO_ROWS
  const list = at?.[ref.path[ref.path.length - 1]!]
  return isList(list) ? list : UNSEEN
}

export function literalValue(literal: Literal): Scalar {
  if (literal.type !== 'decimal') return literal.value
  return parseDecimal(String(literal.value), literal.scale ?? 0)!
}

const interval = (lo: Minor, hi: Minor): Value => {
  if (lo === -Infinity && hi === Infinity) return undefined
  return lo === hi ? lo : { lo, hi }
}

function boundsOf(value: Value, digits: number): Interval | undefined {
  if (isInterval(value)) return { lo: scaled(value.lo, digits), hi: scaled(value.hi, digits) }
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined
  const point = scaled(value, digits)
  return { lo: point, hi: point }
}

const scaled = (value: Minor, digits: number): Minor => (typeof value === 'number' && !Number.isFinite(value) ? value : rescale(value, digits))

function compareValues(op: Comparator, leftTerm: Term, left: Value, rightTerm: Term, right: Value): Truth {
  if (left === null || right === null) return truth(op === 'ne')
  if (left === undefined || right === undefined) return UNKNOWN
  if (leftTerm.type !== 'decimal') {
    switch (op) {
      case 'eq':
        return truth(left === right)
      case 'ne':
        return truth(left !== right)
      case 'lt':
        return truth(left < right)
      case 'le':
        return truth(left <= right)
      case 'gt':
        return truth(left > right)
      case 'ge':
        return truth(left >= right)
      default:
        return op satisfies never
    }
  }
  const scale = Math.max(scaleOf(leftTerm), scaleOf(rightTerm))
  const a = boundsOf(left, scale - scaleOf(leftTerm))!
  const b = boundsOf(right, scale - scaleOf(rightTerm))!
  switch (op) {
    case 'lt':
      return a.hi < b.lo ? TRUE : a.lo >= b.hi ? FALSE : UNKNOWN
    case 'le':
      return a.hi <= b.lo ? TRUE : a.lo > b.hi ? FALSE : UNKNOWN
    case 'gt':
      return a.lo > b.hi ? TRUE : a.hi <= b.lo ? FALSE : UNKNOWN
    case 'ge':
      return a.lo >= b.hi ? TRUE : a.hi < b.lo ? FALSE : UNKNOWN
    case 'eq':
    case 'ne': {
      // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same size are the same number
      const same = a.lo == a.hi && b.lo == b.hi && a.lo == b.lo ? TRUE : a.hi < b.lo || a.lo > b.hi ? FALSE : UNKNOWN
      return op === 'eq' ? same : negate(same)
    }
    default:
      return op satisfies never
  }
}
