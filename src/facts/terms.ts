import type { Period } from '../law/calendar.ts'
import { isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'
import { parseDecimal } from './decimal.ts'
import {
  type After,
  type AsOf,
  type Binder,
  type Comparator,
  type Condition,
  frozen,
  type Latest,
  type ListRef,
  type Literal,
  nodes,
  type ParameterTerm,
  parts,
  type Ref,
  type Term,
  type Today,
} from './tree.ts'

/** Typed words over the nodes of a condition tree: `loan.amount.atLeast(…)`. Each builds data and nothing else. */
const compare = (op: Comparator, left: Term, right: Term): Condition => frozen({ kind: 'compare', op, left, right })

const text = (value: string): Literal => ({ kind: 'literal', type: 'text', value })
const date = (value: string): Literal => {
  if (!isDay(value)) throw new TypeError(`not a day in the form YYYY-MM-DD: ${value}`)
  return { kind: 'literal', type: 'date', value }
}
const boolean = (value: boolean): Literal => ({ kind: 'literal', type: 'boolean', value })

/** A decimal literal: `30`, `"0.30"`. */
export function decimal(value: string | number): Literal {
  const written = String(value)
  const scale = written.split('.')[1]?.length ?? 0
  if (parseDecimal(written, scale) === undefined) throw new TypeError(`not a plain decimal: ${written}`)
  return { kind: 'literal', type: 'decimal', value: written, scale }
}

export class BooleanTerm {
  readonly node: Ref
  constructor(node: Ref) {
    this.node = node
  }
  isTrue(): Condition {
    return compare('eq', this.node, boolean(true))
  }
  isFalse(): Condition {
    return compare('eq', this.node, boolean(false))
  }
  exists(): Condition {
    return frozen({ kind: 'exists', term: this.node })
  }
}

export class TextTerm<Choice extends string = string> {
  readonly node: Ref
  constructor(node: Ref) {
    this.node = node
  }
  is(value: Choice | TextTerm<Choice>): Condition {
    return compare('eq', this.node, value instanceof TextTerm ? value.node : text(value))
  }
  isNot(value: Choice | TextTerm<Choice>): Condition {
    return compare('ne', this.node, value instanceof TextTerm ? value.node : text(value))
  }
  among(...values: Choice[]): Condition {
    return frozen({ kind: 'among', term: this.node, values: values.map(text) })
  }
  exists(): Condition {
    return frozen({ kind: 'exists', term: this.node })
  }
}

type DecimalLike = DecimalTerm | number | string
const decimalNode = (value: DecimalLike): Term => (value instanceof DecimalTerm ? value.node : decimal(value))

export class DecimalTerm<N extends Term = Term> {
  readonly node: N
  constructor(node: N) {
    this.node = node
  }
  is(value: DecimalLike): Condition {
    return compare('eq', this.node, decimalNode(value))
  }
  isNot(value: DecimalLike): Condition {
    return compare('ne', this.node, decimalNode(value))
  }
  lessThan(value: DecimalLike): Condition {
    return compare('lt', this.node, decimalNode(value))
  }
  atMost(value: DecimalLike): Condition {
    return compare('le', this.node, decimalNode(value))
  }
  moreThan(value: DecimalLike): Condition {
    return compare('gt', this.node, decimalNode(value))
  }
  atLeast(value: DecimalLike): Condition {
    return compare('ge', this.node, decimalNode(value))
  }
  between(low: DecimalLike, high: DecimalLike): Condition {
    return frozen({ kind: 'between', term: this.node, low: decimalNode(low), high: decimalNode(high) })
  }
  plus(...others: DecimalLike[]): DecimalTerm {
    return new DecimalTerm(frozen({ kind: 'plus', type: 'decimal', terms: [this.node, ...others.map(decimalNode)] }))
  }
  times(by: ParameterWord | number | string): DecimalTerm {
    const factor = by instanceof ParameterWord ? by.node : decimal(by)
    return new DecimalTerm(frozen({ kind: 'times', type: 'decimal', term: this.node, by: factor }))
  }
}

/** A decimal field, which can also be asked whether it exists. */
export class DecimalField extends DecimalTerm<Ref> {
  exists(): Condition {
    return frozen({ kind: 'exists', term: this.node })
  }
}

type DateLike = DateTerm | ParameterWord | string
const dateNode = (value: DateLike): Term => (typeof value === 'string' ? date(value) : value.node)

export class DateTerm<N extends Term = Term> {
  readonly node: N
  constructor(node: N) {
    this.node = node
  }
  is(value: DateLike): Condition {
    return compare('eq', this.node, dateNode(value))
  }
  before(value: DateLike): Condition {
    return compare('lt', this.node, dateNode(value))
  }
  onOrBefore(value: DateLike): Condition {
    return compare('le', this.node, dateNode(value))
  }
  after(value: DateLike): Condition {
    return compare('gt', this.node, dateNode(value))
  }
  onOrAfter(value: DateLike): Condition {
    return compare('ge', this.node, dateNode(value))
  }
  between(first: DateLike, last: DateLike): Condition {
    return frozen({ kind: 'between', term: this.node, low: dateNode(first), high: dateNode(last) })
  }
  /** The day that lies a period later; the start day does not count. */
  plus(period: Period | { readonly parameter: string }): DateTerm<After> {
    return new DateTerm(frozen({ kind: 'after', type: 'date', date: this.node, period }))
  }
}

export class DateField extends DateTerm<Ref> {
  exists(): Condition {
    return frozen({ kind: 'exists', term: this.node })
  }
}

export class LatestTerm extends DateTerm<Latest> {
  exists(): Condition {
    return frozen({ kind: 'exists', term: this.node })
  }
}

/** A dated number of the law. */
export class ParameterWord {
  readonly node: ParameterTerm
  constructor(node: ParameterTerm) {
    this.node = frozen(node)
  }
  /** The day whose value counts; default: the day of judgement. */
  on(day: DateTerm): ParameterWord {
    return new ParameterWord({ ...this.node, on: day.node })
  }
  /** Keys of local or individual values. */
  for(keys: Readonly<Record<string, TextTerm>>): ParameterWord {
    return new ParameterWord({
      ...this.node,
      keys: Object.fromEntries(Object.entries(keys).map(([k, t]) => [k, t.node])),
    })
  }
  /** The share of an amount: `param('…partner-share').of(loan.amount)`. */
  of(amount: DecimalTerm): DecimalTerm {
    return amount.times(this)
  }
  /** The number itself. */
  value(): DecimalTerm {
    return new DecimalTerm(this.node)
  }
}

export const today = new DateTerm<Today>(frozen({ kind: 'today', type: 'date' }))
export const asOf = new DateTerm<AsOf>(frozen({ kind: 'asOf', type: 'date' }))

/** A list of rows of one entity. `H` is what a row of it offers. Nested lists of one entity need names of their own. */
export class ListTerm<H> {
  readonly list: ListRef
  readonly element: string
  readonly handle: (variable: string) => H
  constructor(list: ListRef, element: string, handle: (variable: string) => H) {
    this.list = list
    this.element = element
    this.handle = handle
  }
  some(where: (row: H) => Condition, as = this.element): Condition {
    return binding({ kind: 'some', list: this.list, as, where: where(this.handle(as)) })
  }
  every(where: (row: H) => Condition, as = this.element): Condition {
    return binding({ kind: 'every', list: this.list, as, where: where(this.handle(as)) })
  }
  none(where: (row: H) => Condition, as = this.element): Condition {
    return not(this.some(where, as))
  }
  count(where?: (row: H) => Condition, as = this.element): DecimalTerm {
    const filter = where ? { where: where(this.handle(as)) } : {}
    return new DecimalTerm(binding({ kind: 'count', type: 'decimal', list: this.list, as, ...filter }))
  }
  sum(of: (row: H) => DecimalTerm, where?: (row: H) => Condition, as = this.element): DecimalTerm {
    const row = this.handle(as)
    const filter = where ? { where: where(row) } : {}
    return new DecimalTerm(binding({ kind: 'sum', type: 'decimal', list: this.list, as, of: of(row).node, ...filter }))
  }
  latest(of: (row: H) => DateTerm, where?: (row: H) => Condition, as = this.element): LatestTerm {
    const row = this.handle(as)
    const filter = where ? { where: where(row) } : {}
    return new LatestTerm(binding({ kind: 'latest', type: 'date', list: this.list, as, of: of(row).node, ...filter }))
  }
}

/** Freezes a node that names its rows, unless a part of it names other rows the same: they could not be told apart. */
function binding<N extends Binder>(node: N): N {
  for (const [, part] of parts(node))
    for (const inner of nodes(part))
      if ('list' in inner && inner.as === node.as)
        throw new TypeError(`nested rows are both called "${node.as}": name the inner ones, some(…, 'other')`)
  return frozen(node)
}

export const all = (...of: Condition[]): Condition => frozen({ kind: 'and', of })
export const any = (...of: Condition[]): Condition => frozen({ kind: 'or', of })
export const not = (of: Condition): Condition => frozen({ kind: 'not', of })
/** Holds whatever the facts are. */
export const always: Condition = all()

/** Gives a part of a condition its provision and its own words. */
export function named(condition: Condition, mark: { readonly cites?: string; readonly say?: Text }): Condition {
  return frozen({ ...condition, ...mark })
}
