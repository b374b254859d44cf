import type { Period } from '../law/calendar.ts'
import { isDay } from '../law/day.ts'
import { isRef } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { parseDecimal } from './decimal.ts'
import {
  COMPARATORS,
  type Comparator,
  type Condition,
  frozen,
  type Latest,
  type ListRef,
  type Literal,
  type ParameterTerm,
  type Ref,
  scaleOf,
  type Term,
  type ValueType,
} from './tree.ts'

/** A tree that is no condition. `where` is the path of the part at fault: `of.1.left.scale`. */
export class TreeError extends TypeError {
  readonly where: string
  constructor(where: string, message: string) {
    super(`${where || 'condition'}: ${message}`)
    this.name = 'TreeError'
    this.where = where
  }
}

/** Deeper or larger trees are refused: judging one walks its depth on the stack. */
export const MAX_DEPTH = 64
export const MAX_NODES = 20_000
const MAX_TEXT = 10_000
const MAX_SCALE = 18

/**
 * Reads a condition from JSON or checks a built one: shape, types, scales, names. Throws `TreeError` at the first fault.
 * The result is a frozen copy that shares nothing with the input. Whether its facts are declared is for `rule()`.
 */
export function parseCondition(json: unknown): Condition {
  return frozen(new Reader().condition(json, '', 0, []))
}

type Shape = Readonly<Record<string, unknown>>
/** Names of the rows a part of the tree can speak of, outermost first; the first is free: the root. */
type Bound = readonly string[]

const TYPES: readonly ValueType[] = ['boolean', 'text', 'decimal', 'date']
const UNITS: readonly Period['unit'][] = ['day', 'workday', 'month', 'hour']
const NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/

class Reader {
  #nodes = 0

  condition(json: unknown, where: string, depth: number, bound: Bound): Condition {
    const from = this.#node(json, where, depth)
    const term = (key: string) => this.#term(from[key], at(where, key), depth + 1, bound)
    const mark = marks(from, where)
    switch (from.kind) {
      case 'compare': {
        only(from, where, ['op', 'left', 'right'])
        const op = oneOf(COMPARATORS, from.op, at(where, 'op'))
        const [left, right] = [term('left'), term('right')]
        comparable(left, right, at(where, 'right'))
        if (op !== 'eq' && op !== 'ne') orderly(left, op, where)
        return { kind: 'compare', op, left, right, ...mark }
      }
      case 'among': {
        only(from, where, ['term', 'values'])
        const subject = term('term')
        const values = array(from.values, at(where, 'values')).map((value, i) => {
          const place = at(where, `values.${i}`)
          const literal = this.#term(value, place, depth + 1, bound)
          if (literal.kind !== 'literal') throw new TreeError(place, 'must be a literal')
          comparable(subject, literal, place)
          return literal
        })
        return { kind: 'among', term: subject, values, ...mark }
      }
      case 'between': {
        only(from, where, ['term', 'low', 'high'])
        const [subject, low, high] = [term('term'), term('low'), term('high')]
        comparable(subject, low, at(where, 'low'))
        comparable(subject, high, at(where, 'high'))
        orderly(subject, 'between', where)
        return { kind: 'between', term: subject, low, high, ...mark }
      }
      case 'exists': {
        only(from, where, ['term'])
        const subject = term('term')
        if (subject.kind !== 'ref' && subject.kind !== 'latest')
          throw new TreeError(at(where, 'term'), 'must be a field or a latest date')
        return { kind: 'exists', term: subject, ...mark }
      }
      case 'and':
      case 'or': {
        only(from, where, ['of'])
        const of = array(from.of, at(where, 'of')).map((part, i) =>
          this.condition(part, at(where, `of.${i}`), depth + 1, bound),
        )
        return { kind: from.kind, of, ...mark }
      }
      case 'not':
        only(from, where, ['of'])
        return { kind: 'not', of: this.condition(from.of, at(where, 'of'), depth + 1, bound), ...mark }
      case 'some':
      case 'every': {
        only(from, where, ['list', 'as', 'where'])
        const rows = binder(from, where, bound)
        const filter = this.condition(from.where, at(where, 'where'), depth + 1, [...bound, rows.as])
        return { kind: from.kind, ...rows, where: filter, ...mark }
      }
      default:
        throw new TreeError(at(where, 'kind'), `${shown(from.kind)} is no condition`)
    }
  }

  #term(json: unknown, where: string, depth: number, bound: Bound): Term {
    const from = this.#node(json, where, depth)
    const inner = (key: string) => this.#term(from[key], at(where, key), depth + 1, bound)
    switch (from.kind) {
      case 'ref':
        return ref(from, where)
      case 'literal':
        return literal(from, where)
      case 'parameter':
        return this.#parameter(from, where, depth, bound)
      case 'today':
      case 'asOf':
        only(from, where, ['type'])
        typed(from, where, 'date')
        return { kind: from.kind, type: 'date' }
      case 'plus': {
        only(from, where, ['type', 'terms'])
        typed(from, where, 'decimal')
        const terms = array(from.terms, at(where, 'terms')).map((part, i) => {
          const place = at(where, `terms.${i}`)
          return ofType(this.#term(part, place, depth + 1, bound), 'decimal', place)
        })
        if (terms.length === 0) throw new TreeError(at(where, 'terms'), 'must not be empty')
        return { kind: 'plus', type: 'decimal', terms }
      }
      case 'times': {
        only(from, where, ['type', 'term', 'by'])
        typed(from, where, 'decimal')
        const by = ofType(inner('by'), 'decimal', at(where, 'by'))
        if (by.kind !== 'parameter' && by.kind !== 'literal')
          throw new TreeError(at(where, 'by'), 'must be a number of the law or a literal')
        const times: Term = {
          kind: 'times',
          type: 'decimal',
          term: ofType(inner('term'), 'decimal', at(where, 'term')),
          by,
        }
        if (scaleOf(times) > 2 * MAX_SCALE)
          throw new TreeError(where, `keeps more than ${2 * MAX_SCALE} digits after the point`)
        return times
      }
      case 'after':
        only(from, where, ['type', 'date', 'period'])
        typed(from, where, 'date')
        return {
          kind: 'after',
          type: 'date',
          date: ofType(inner('date'), 'date', at(where, 'date')),
          period: period(from.period, at(where, 'period')),
        }
      case 'count': {
        only(from, where, ['type', 'list', 'as', 'where'])
        typed(from, where, 'decimal')
        const rows = binder(from, where, bound)
        return { kind: 'count', type: 'decimal', ...rows, ...this.#filter(from, where, depth, [...bound, rows.as]) }
      }
      case 'sum':
      case 'latest': {
        only(from, where, ['type', 'list', 'as', 'of', 'where'])
        const type = from.kind === 'sum' ? 'decimal' : 'date'
        typed(from, where, type)
        const rows = binder(from, where, bound)
        const inside = [...bound, rows.as]
        const of = ofType(this.#term(from.of, at(where, 'of'), depth + 1, inside), type, at(where, 'of'))
        const filter = this.#filter(from, where, depth, inside)
        return from.kind === 'sum'
          ? { kind: 'sum', type: 'decimal', ...rows, of, ...filter }
          : ({ kind: 'latest', type: 'date', ...rows, of, ...filter } satisfies Latest)
      }
      default:
        throw new TreeError(at(where, 'kind'), `${shown(from.kind)} is no value`)
    }
  }

  #filter(from: Shape, where: string, depth: number, bound: Bound): { readonly where?: Condition } {
    if (from.where === undefined) return {}
    return { where: this.condition(from.where, at(where, 'where'), depth + 1, bound) }
  }

  #parameter(from: Shape, where: string, depth: number, bound: Bound): ParameterTerm {
    only(from, where, ['type', 'id', 'scale', 'on', 'keys'])
    const type = oneOf(['decimal', 'date'] as const, from.type, at(where, 'type'))
    const place = at(where, 'on')
    const on = from.on === undefined ? undefined : ofType(this.#term(from.on, place, depth + 1, bound), 'date', place)
    const keys =
      from.keys === undefined
        ? undefined
        : Object.fromEntries(
            Object.entries(shape(from.keys, at(where, 'keys'))).map(([key, part]) => {
              const inside = at(where, `keys.${key}`)
              return [name(key, inside), ofType(this.#term(part, inside, depth + 1, bound), 'text', inside)]
            }),
          )
    return {
      kind: 'parameter',
      id: text(from.id, at(where, 'id'), 120),
      type,
      ...scaleOfType(from, where, type),
      ...(on === undefined ? {} : { on }),
      ...(keys === undefined ? {} : { keys }),
    }
  }

  #node(json: unknown, where: string, depth: number): Shape {
    if (depth > MAX_DEPTH) throw new TreeError(where, `is deeper than ${MAX_DEPTH} levels`)
    if (++this.#nodes > MAX_NODES) throw new TreeError(where, `the tree has more than ${MAX_NODES} parts`)
    return shape(json, where)
  }
}

const at = (where: string, key: string): string => (where === '' ? key : `${where}.${key}`)

function shape(json: unknown, where: string): Shape {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new TreeError(where, `must be an object, not ${shown(json)}`)
  return json as Shape
}

/** Refuses keys a node does not have: a misspelt `where` would otherwise be dropped. */
function only(from: Shape, where: string, keys: readonly string[]): void {
  for (const key of Object.keys(from))
    if (key !== 'kind' && key !== 'cites' && key !== 'say' && !keys.includes(key))
      throw new TreeError(at(where, key.slice(0, 40)), `${shown(from.kind)} has no such part`)
  if ('cites' in from || 'say' in from)
    if (!['compare', 'among', 'between', 'exists', 'and', 'or', 'not', 'some', 'every'].includes(String(from.kind)))
      throw new TreeError(where, 'only a condition can cite or say something')
}

function marks(from: Shape, where: string): { readonly cites?: string; readonly say?: Text } {
  const { cites, say } = from
  if (cites !== undefined && (typeof cites !== 'string' || !isRef(cites)))
    throw new TreeError(at(where, 'cites'), `${shown(cites)} is no reference in the form <instrument>#<place>`)
  return {
    ...(cites === undefined ? {} : { cites: cites as string }),
    ...(say === undefined ? {} : { say: bothLanguages(say, at(where, 'say')) }),
  }
}

function bothLanguages(json: unknown, where: string): Text {
  const from = shape(json, where)
  only({ ...from, kind: 'say' }, where, ['zh', 'en'])
  return { zh: text(from.zh, at(where, 'zh'), MAX_TEXT), en: text(from.en, at(where, 'en'), MAX_TEXT) }
}

function ref(from: Shape, where: string): Ref {
  only(from, where, ['type', 'variable', 'path', 'scale', 'minimum'])
  const type = oneOf(TYPES, from.type, at(where, 'type'))
  const { minimum } = from
  if (minimum !== undefined && (type !== 'decimal' || !Number.isSafeInteger(minimum)))
    throw new TreeError(at(where, 'minimum'), 'must be a whole number on a decimal')
  return {
    kind: 'ref',
    variable: name(from.variable, at(where, 'variable')),
    path: path(from.path, at(where, 'path')),
    type,
    ...scaleOfType(from, where, type),
    ...(minimum === undefined ? {} : { minimum: minimum as number }),
  }
}

function literal(from: Shape, where: string): Literal {
  only(from, where, ['type', 'value', 'scale'])
  const type = oneOf(TYPES, from.type, at(where, 'type'))
  const { value } = from
  const place = at(where, 'value')
  const scale = scaleOfType(from, where, type)
  if (type === 'boolean' ? typeof value !== 'boolean' : typeof value !== 'string')
    throw new TreeError(place, `${shown(value)} is no ${type} literal`)
  if (type === 'date' && !isDay(value as string)) throw new TreeError(place, `${shown(value)} is no day YYYY-MM-DD`)
  if (type === 'decimal' && parseDecimal(value as string, scale.scale ?? 0) === undefined)
    throw new TreeError(place, `${shown(value)} is no plain decimal with ${scale.scale ?? 0} digits after the point`)
  if (type === 'text') text(value, place, MAX_TEXT)
  return { kind: 'literal', type, value: value as boolean | string, ...scale }
}

function scaleOfType(from: Shape, where: string, type: ValueType): { readonly scale?: number } {
  const { scale } = from
  if (scale === undefined) return {}
  if (type !== 'decimal' || !Number.isInteger(scale) || (scale as number) < 0 || (scale as number) > MAX_SCALE)
    throw new TreeError(at(where, 'scale'), `must be a whole number from 0 to ${MAX_SCALE} on a decimal`)
  return { scale: scale as number }
}

function binder(from: Shape, where: string, bound: Bound): { readonly list: ListRef; readonly as: string } {
  const place = at(where, 'list')
  const list = shape(from.list, place)
  only({ ...list, kind: 'list' }, place, ['variable', 'path'])
  const as = name(from.as, at(where, 'as'))
  const read = { variable: name(list.variable, at(place, 'variable')), path: path(list.path, at(place, 'path')) }
  if (bound.includes(as)) throw new TreeError(at(where, 'as'), `rows around it are already called ${shown(as)}`)
  return { list: read, as }
}

function period(json: unknown, where: string): Period | { readonly parameter: string } {
  const from = shape(json, where)
  if ('parameter' in from) {
    only({ ...from, kind: 'period' }, where, ['parameter'])
    return { parameter: text(from.parameter, at(where, 'parameter'), 120) }
  }
  only({ ...from, kind: 'period' }, where, ['n', 'unit'])
  const { n } = from
  if (!Number.isInteger(n) || (n as number) < 0 || (n as number) > 10_000)
    throw new TreeError(at(where, 'n'), 'must be a whole number from 0 to 10000')
  return { n: n as number, unit: oneOf(UNITS, from.unit, at(where, 'unit')) }
}

function path(json: unknown, where: string): readonly string[] {
  const names = array(json, where).map((part, i) => name(part, at(where, String(i))))
  if (names.length === 0 || names.length > 16) throw new TreeError(where, 'must have 1 to 16 names')
  return names
}

/** Names of rows and facts; none that every JavaScript object already has. */
function name(json: unknown, where: string): string {
  if (typeof json !== 'string' || !NAME.test(json) || json in Object.prototype)
    throw new TreeError(where, `${shown(json)} is no name`)
  return json
}

function text(json: unknown, where: string, most: number): string {
  if (typeof json !== 'string' || json.length > most || !json.isWellFormed() || json.includes('\0'))
    throw new TreeError(where, `must be a text of at most ${most} characters`)
  return json
}

function array(json: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new TreeError(where, `must be a list, not ${shown(json)}`)
  if (json.length > MAX_NODES) throw new TreeError(where, `has more than ${MAX_NODES} parts`)
  return json
}

function oneOf<T extends string>(of: readonly T[], json: unknown, where: string): T {
  if (!of.includes(json as T)) throw new TreeError(where, `${shown(json)} is none of ${of.join(', ')}`)
  return json as T
}

function typed(from: Shape, where: string, type: ValueType): void {
  if (from.type !== type) throw new TreeError(at(where, 'type'), `must be "${type}", not ${shown(from.type)}`)
}

function ofType<T extends Term>(term: T, type: ValueType, where: string): T {
  if (term.type !== type) throw new TreeError(where, `must be a ${type}, not a ${term.type}`)
  return term
}

function comparable(left: Term, right: Term, where: string): void {
  if (left.type !== right.type) throw new TreeError(where, `a ${left.type} cannot be compared with a ${right.type}`)
}

function orderly(term: Term, op: Comparator | 'between', where: string): void {
  if (term.type !== 'decimal' && term.type !== 'date')
    throw new TreeError(where, `${op} needs numbers or dates, not a ${term.type}`)
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  const written = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value)
  return written.slice(0, 60)
}
