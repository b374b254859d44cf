import { formatDecimal, type Minor } from '../../facts/decimal.ts'
import {
  type After,
  type Binder,
  type Comparator,
  type Condition,
  type Literal,
  nodes,
  type ParameterTerm,
  type Ref,
  scaleOf,
  type Term,
  type ValueType,
} from '../../facts/tree.ts'
import type { Period } from '../../law/calendar.ts'
import { type Environment, type ParameterEntry, RECKONED_FROM, RECKONED_UNTIL } from '../environment.ts'
import { evaluate, literalValue } from '../walk.ts'
import type { Dialect } from './dialect.ts'

/**
 * Prints conditions as SQL. A condition is a boolean that is NULL where the walker says unknown; engines combine such
 * booleans as Kleene does. NULL is never turned into false.
 */

/** `value` is NULL where it is unknown or none; `none` is never NULL, and absent where the term cannot be none. */
export interface SqlPoint {
  readonly form: 'point'
  readonly value: string
  readonly none?: string
  /** Values that are all NULL in just those rows where it is none. */
  readonly noneIf?: readonly string[]
}
/** A number known to lie between two bounds; NULL is no bound. */
export interface SqlBounds {
  readonly form: 'bounds'
  readonly lo: string
  readonly hi: string
  readonly none?: string
}
export type SqlTerm = SqlPoint | SqlBounds

/** Where the names of a tree stand in the query around it. */
export interface Names {
  /** A field; undefined where no column has it: it is unknown in every row. */
  field(ref: Ref): SqlPoint | undefined
  /** What a list gives: `some` and `every` as a point, numbers as bounds, the latest date as a point. */
  gathered(node: Binder, at: string): SqlTerm
  /** The day `n` working days after a date of the row. */
  workdays(date: string, n: number): string
}

/** What is known of a test. */
export interface About {
  /** The value that is NULL in just those rows where the test is. */
  readonly of?: string
  /** The test that holds where this one fails, and fails where it holds. */
  readonly opposite?: string
}

/** A tree that an engine cannot be asked. `where` is the path of the node. */
export class SqlError extends Error {
  readonly where: string
  constructor(where: string, message: string) {
    super(`${where || 'condition'}: ${message}`)
    this.name = 'SqlError'
    this.where = where
  }
}

export const OPERATORS: Readonly<Record<Comparator, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

const OPPOSITES: Readonly<Record<Comparator, Comparator>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  le: 'gt',
  gt: 'le',
}

export class Printer {
  readonly dialect: Dialect
  readonly env: Environment
  readonly names: Names

  constructor(dialect: Dialect, env: Environment, names: Names) {
    this.dialect = dialect
    this.env = env
    this.names = names
  }

  condition(node: Condition, at: string): string {
    switch (node.kind) {
      case 'compare': {
        const [left, right] = [this.term(node.left, under(at, 'left')), this.term(node.right, under(at, 'right'))]
        const test = this.#test(node.op, node.left, left, right)
        const none = anyNone([left, right]).none
        const about: About = {
          ...(left.form === 'point' && node.right.kind === 'literal' ? { of: left.value } : {}),
          opposite: this.#test(OPPOSITES[node.op], node.left, left, right),
        }
        if (node.op !== 'ne' || none === undefined) return this.#given(none, test, about)
        return `(${this.asked(none)} OR ${this.asked(test, about)})`
      }
      case 'among': {
        const value = this.term(node.term, under(at, 'term'))
        const one = (literal: Literal) => `(${this.#test('eq', node.term, value, this.#literal(literal))})`
        const about = value.form === 'point' && node.values.length > 0 ? { of: value.value } : {}
        return this.#given(value.none, joined('OR', node.values.map(one), 'FALSE'), about)
      }
      case 'between': {
        const value = this.term(node.term, under(at, 'term'))
        const [low, high] = [this.term(node.low, under(at, 'low')), this.term(node.high, under(at, 'high'))]
        const ends = [this.#test('ge', node.term, value, low), this.#test('le', node.term, value, high)]
        const inside = ends.map((end) => `(${end})`)
        return this.#given(anyNone([value, low, high]).none, joined('AND', inside, 'TRUE'))
      }
      case 'exists': {
        const found = this.term(node.term, under(at, 'term'))
        if (found.form === 'bounds') throw new SqlError(at, 'exists() takes a field or a latest date')
        const known = `CASE WHEN NOT ${this.missing(found.value)} THEN TRUE END`
        return found.none === undefined ? known : `(NOT ${this.asked(found.none)} AND ${known})`
      }
      case 'and':
        return joined(
          'AND',
          node.of.map((part, i) => this.condition(part, under(at, `of.${i}`))),
          'TRUE',
        )
      case 'or':
        return joined(
          'OR',
          node.of.map((part, i) => this.condition(part, under(at, `of.${i}`))),
          'FALSE',
        )
      case 'not':
        return `(NOT ${this.condition(node.of, under(at, 'of'))})`
      case 'some':
      case 'every': {
        const found = this.names.gathered(node, at)
        if (found.form !== 'point') throw new SqlError(at, 'a quantifier is no number')
        return this.asked(found.value)
      }
      default:
        return node satisfies never
    }
  }

  /** Something asked of a row itself, of which conditions are made up; another printer may have it answered before. */
  asked(test: string, _about?: About): string {
    return test
  }

  /** Whether a value of a row is NULL. */
  missing(value: string): string {
    return this.asked(`(${value} IS NULL)`)
  }

  term(term: Term, at: string): SqlTerm {
    switch (term.kind) {
      case 'ref':
        return this.names.field(term) ?? point(this.dialect.nothing(term.type, term.scale ?? 0))
      case 'literal':
        return this.#literal(term)
      case 'parameter':
        return point(this.#parameter(term, at))
      case 'today':
        return point(this.dialect.date(this.env.today))
      case 'asOf':
        return point(this.dialect.date(this.env.asOf))
      case 'plus':
        return this.#plus(term.terms.map((part, i) => this.term(part, under(at, `terms.${i}`))))
      case 'times':
        return this.#times(
          this.term(term.term, under(at, 'term')),
          this.term(term.by, under(at, 'by')),
          scaleOf(term.term),
          scaleOf(term),
        )
      case 'after':
        return this.#after(term, at)
      case 'count':
      case 'sum':
      case 'latest':
        return this.names.gathered(term, at)
      default:
        return term satisfies never
    }
  }

  #literal(literal: Literal): SqlPoint {
    if (literal.type !== 'decimal') return point(this.#constant(literal.type, literal.value, 0))
    return point(this.#constant('decimal', literalValue(literal), literal.scale ?? 0))
  }

  #constant(type: ValueType, value: boolean | string | Minor, scale: number): string {
    switch (type) {
      case 'boolean':
        return value === true ? 'TRUE' : 'FALSE'
      case 'text':
        return this.dialect.text(String(value))
      case 'date':
        return this.dialect.date(String(value))
      case 'decimal':
        return this.dialect.decimal(formatDecimal(value as Minor, scale), scale)
      default:
        return type satisfies never
    }
  }

  /** The entries in order of rank; a key that is unknown and would decide leaves the number unknown. */
  #parameter(term: ParameterTerm, at: string): string {
    const table = this.env.parameter(term.id)
    const nothing = this.dialect.nothing(term.type, table.scale)
    const day = term.on ? this.term(term.on, under(at, 'on')) : undefined
    if (day?.form === 'bounds') throw new SqlError(under(at, 'on'), 'a number is no day')
    if (day?.value === this.dialect.nothing('date', 0)) return nothing
    const keys = Object.fromEntries(
      Object.entries(term.keys ?? {}).map(([name, key]) => {
        const found = this.term(key, under(at, `keys.${name}`))
        if (found.form === 'bounds') throw new SqlError(under(at, `keys.${name}`), 'a number is no key')
        return [name, found]
      }),
    )
    const cases: string[] = []
    let otherwise = nothing
    for (const entry of table.values) {
      if (Object.keys(entry.keys ?? {}).some((name) => !(name in keys))) continue
      const tests = [...this.#onDay(entry, day?.value), ...this.#ofKeys(entry, keys)]
      if (tests.includes('FALSE')) continue
      const value = typeof entry.value === 'object' ? entry.value.n : entry.value
      const shown = this.#constant(term.type, value, table.scale)
      if (tests.length === 0) {
        otherwise = shown
        break
      }
      const test = tests.join(' AND ')
      cases.push(`WHEN ${test} THEN ${shown}`)
      // Days and keys that are known decide; where only an unknown key stands between, nothing is known.
      if (entry.keys) cases.push(`WHEN (${test}) IS NULL THEN NULL`)
    }
    if (cases.length === 0) return otherwise
    return `CASE ${cases.join(' ')} ${otherwise === nothing ? '' : `ELSE ${otherwise} `}END`
  }

  #onDay({ from, until }: ParameterEntry, day: string | undefined): string[] {
    if (day === undefined) {
      const { asOf } = this.env
      return from > asOf || (until !== undefined && until < asOf) ? ['FALSE'] : []
    }
    const tests = [`${day} >= ${this.dialect.date(from)}`]
    if (until !== undefined) tests.push(`${day} <= ${this.dialect.date(until)}`)
    return tests
  }

  #ofKeys(entry: ParameterEntry, keys: Readonly<Record<string, SqlPoint>>): string[] {
    return Object.entries(entry.keys ?? {}).map(([name, wanted]) => {
      const { value, none } = keys[name]!
      const same = `${value} = ${this.dialect.text(wanted)}`
      return none === undefined ? `(${same})` : `(NOT ${none} AND ${same})`
    })
  }

  #plus(terms: readonly SqlTerm[]): SqlTerm {
    const none = anyNone(terms)
    if (terms.every((t) => t.form === 'point'))
      return { ...point(`(${terms.map((t) => t.value).join(' + ') || this.dialect.decimal('0', 0)})`), ...none }
    const ends = terms.map(boundsOf)
    const known = ends.map(({ lo, hi }) => `(${lo} IS NOT NULL OR ${hi} IS NOT NULL)`).join(' AND ')
    const add = (key: 'lo' | 'hi') => `CASE WHEN ${known} THEN ${ends.map((b) => b[key]).join(' + ')} END`
    return { form: 'bounds', lo: add('lo'), hi: add('hi'), ...none }
  }

  /** `scale` is that of the term, `whole` that of the product. */
  #times(term: SqlTerm, by: SqlTerm, scale: number, whole: number): SqlTerm {
    if (by.form === 'bounds') throw new SqlError('', 'a factor is a number of the law')
    const none = term.none === undefined ? {} : { none: term.none }
    if (term.form === 'point') return { ...point(this.dialect.times(term.value, by.value, scale)), ...none }
    const zero = this.dialect.decimal(formatDecimal(0, whole), whole)
    const end = (less: string, more: string) =>
      `CASE WHEN ${term.lo} IS NULL AND ${term.hi} IS NULL THEN NULL ` +
      `WHEN ${by.value} = ${zero} THEN ${zero} WHEN ${by.value} > ${zero} THEN ${this.dialect.times(less, by.value, scale)} ` +
      `WHEN ${by.value} < ${zero} THEN ${this.dialect.times(more, by.value, scale)} END`
    return { form: 'bounds', lo: end(term.lo, term.hi), hi: end(term.hi, term.lo), ...none }
  }

  /** What is the same in every row is reckoned here: engines may not join the calendar on a constant. */
  #after(term: After, at: string): SqlPoint {
    const nothing = this.dialect.nothing('date', 0)
    if (!turnsOnRows(term)) {
      const day = evaluate(term, {}, this.env)
      return point(typeof day === 'string' ? this.dialect.date(day) : nothing)
    }
    const date = this.term(term.date, under(at, 'date'))
    if (date.form === 'bounds') throw new SqlError(under(at, 'date'), 'a number is no day')
    if (date.value === nothing) return date
    let end: string
    if ('parameter' in term.period) {
      const cases = this.env.parameter(term.period.parameter).values.map((entry) => {
        if (typeof entry.value !== 'object' || entry.keys)
          throw new SqlError(at, 'a period has neither keys nor other types')
        return `WHEN ${this.#onDay(entry, date.value).join(' AND ')} THEN ${this.#later(date.value, entry.value)}`
      })
      end = cases.length === 0 ? nothing : `CASE ${cases.join(' ')} ELSE ${nothing} END`
    } else end = this.#later(date.value, term.period)
    const reckoned = `${date.value} >= ${this.dialect.date(RECKONED_FROM)} AND ${date.value} <= ${this.dialect.date(RECKONED_UNTIL)}`
    const none = date.none === undefined ? {} : { none: date.none }
    return { ...point(`CASE WHEN ${reckoned} THEN ${end} ELSE ${nothing} END`), ...none }
  }

  #later(date: string, { n, unit }: Period): string {
    switch (unit) {
      case 'day':
        return this.dialect.addDays(date, n)
      case 'month':
        return this.dialect.addMonths(date, n)
      case 'hour':
        return this.dialect.addDays(date, Math.ceil(n / 24))
      case 'workday':
        return this.names.workdays(date, n)
      default:
        return unit satisfies never
    }
  }

  #test(op: Comparator, leftTerm: Term, left: SqlTerm, right: SqlTerm): string {
    return left.form === 'point' && right.form === 'point'
      ? this.#ordered(op, leftTerm, left.value, right.value)
      : compareBounds(op, boundsOf(left), boundsOf(right))
  }

  /** None satisfies no comparison, so it differs from everything. */
  #given(none: string | undefined, test: string, about?: About): string {
    const found = this.asked(test, about)
    return none === undefined ? `(${found})` : `(NOT ${this.asked(none)} AND ${found})`
  }

  #ordered(op: Comparator, leftTerm: Term, left: string, right: string): string {
    if (leftTerm.type === 'boolean' && op === 'eq') {
      if (right === 'TRUE') return left
      if (right === 'FALSE') return `NOT ${left}`
    }
    // Equal texts are equal in every collation; their order is not.
    const byCode = leftTerm.type === 'text' && op !== 'eq' && op !== 'ne'
    return `${byCode ? this.dialect.byCode(left) : left} ${OPERATORS[op]} ${right}`
  }
}

function turnsOnRows(term: Term): boolean {
  for (const node of nodes(term)) if (node.kind === 'ref' || 'list' in node) return true
  return false
}

export const point = (value: string): SqlPoint => ({ form: 'point', value })

export const under = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`)

export const joined = (word: 'AND' | 'OR', parts: readonly string[], empty: string): string =>
  parts.length === 0 ? empty : parts.length === 1 ? parts[0]! : `(${parts.join(` ${word} `)})`

function anyNone(terms: readonly SqlTerm[]): { readonly none?: string } {
  const none = terms.flatMap((t) => t.none ?? [])
  return none.length === 0 ? {} : { none: joined('OR', none, 'FALSE') }
}

export const boundsOf = (term: SqlTerm): SqlBounds =>
  term.form === 'bounds' ? term : { form: 'bounds', lo: term.value, hi: term.value }

function compareBounds(op: Comparator, a: SqlBounds, b: SqlBounds): string {
  const [holds, fails] = boundTests(op, a, b)
  return `CASE WHEN ${holds} THEN TRUE WHEN ${fails} THEN FALSE END`
}

/** Tests for certainly true and certainly false; a bound that is missing makes neither true. */
function boundTests(op: Comparator, a: SqlBounds, b: SqlBounds): readonly [string, string] {
  switch (op) {
    case 'lt':
      return [`${a.hi} < ${b.lo}`, `${a.lo} >= ${b.hi}`]
    case 'le':
      return [`${a.hi} <= ${b.lo}`, `${a.lo} > ${b.hi}`]
    case 'gt':
      return [`${a.lo} > ${b.hi}`, `${a.hi} <= ${b.lo}`]
    case 'ge':
      return [`${a.lo} >= ${b.hi}`, `${a.hi} < ${b.lo}`]
    case 'eq':
      return [
        `${a.lo} = ${a.hi} AND ${b.lo} = ${b.hi} AND ${a.lo} = ${b.lo}`,
        `(${a.hi} < ${b.lo} OR ${a.lo} > ${b.hi})`,
      ]
    case 'ne': {
      const [same, apart] = boundTests('eq', a, b)
      return [apart, same]
    }
    default:
      return op satisfies never
  }
}
