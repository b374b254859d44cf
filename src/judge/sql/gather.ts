import { formatDecimal } from '../../facts/decimal.ts'
import { type Binder, scaleOf } from '../../facts/tree.ts'
import { leastOf } from '../walk.ts'
import type { Dialect } from './dialect.ts'
import { joined, type Printer, type SqlTerm, under } from './print.ts'

/** How rows of a group are put together, and groups of groups the same way. */
export type Fold = 'any' | 'count' | 'sum' | 'max' | 'min'

/** What one row gives to a fold: by the first case that holds, else `otherwise`; none: nothing. */
export interface Given {
  readonly cases: readonly (readonly [when: string, then: string | undefined])[]
  readonly otherwise: string | undefined
}

/** A fold of what the rows of a list give. */
export interface Gathering {
  readonly fold: Fold
  readonly given: Given
  readonly scale: number
}

/** One column gathered over the rows of a list. */
export interface Column {
  readonly name: string
  readonly fold: Fold
  /** Over one row. */
  readonly value: string
  readonly scale: number
}

/** What a row gives as SQL; `print` puts something else in the place of a value. */
export function givenBy({ cases, otherwise }: Given, print = (value: string | undefined) => value): string {
  const rest = print(otherwise)
  if (cases.length === 0) return rest ?? 'NULL'
  const when = cases.map(([test, then]) => `WHEN ${test} THEN ${print(then) ?? 'NULL'} `)
  return `CASE ${when.join('')}${rest === undefined ? '' : `ELSE ${rest} `}END`
}

/** Prints a fold over rows; over groups already folded, with `again`, what was counted is summed. */
export function folded(dialect: Dialect, { fold, value, scale }: Omit<Column, 'name'>, again = false): string {
  switch (fold) {
    case 'any':
      return dialect.anyTrue(value)
    case 'count':
      return again ? dialect.integer(`SUM(${value})`) : `COUNT(${value})`
    case 'sum':
      return dialect.sum(value, scale)
    case 'max':
      return `MAX(${value})`
    case 'min':
      return `MIN(${value})`
    default:
      return fold satisfies never
  }
}

/** What a list gives a condition: the columns to gather over its rows, and what they mean for the row that owns it. */
export interface Gathered {
  readonly columns: readonly Gathering[]
  /** In the owner's scope, from the names of the columns there. `open`: the list may lack rows; never NULL. */
  readonly mean: (columns: readonly string[], open: string | undefined) => SqlTerm
}

/** A list nobody collected: no rows, and any may be missing. */
export const UNSEEN_LIST = 'TRUE'

export function gather(node: Binder, printer: Printer, at: string): Gathered {
  const where = node.where ? printer.condition(node.where, under(at, 'where')) : 'TRUE'
  switch (node.kind) {
    case 'some':
    case 'every':
      return quantified(node.kind, where)
    case 'count':
      return counted(where, printer.dialect)
    case 'sum': {
      const of = printer.term(node.of, under(at, 'of'))
      return summed(where, of, leastOf(node.of), scaleOf(node), printer)
    }
    case 'latest':
      return latest(where, printer.term(node.of, under(at, 'of')), printer)
    default:
      return node satisfies never
  }
}

const gathering = (fold: Fold, cases: Given['cases'], otherwise: string | undefined, scale = 0): Gathering => ({
  fold,
  given: { cases, otherwise },
  scale,
})
const or = (...parts: readonly (string | undefined)[]) =>
  joined(
    'OR',
    parts.filter((p) => p !== undefined),
    'FALSE',
  )

/** Certainly true and certainly false need one row that shows it; the rest turns on rows that are unsure or missing. */
function quantified(kind: 'some' | 'every', where: string): Gathered {
  const [shown, answer, rest] = kind === 'some' ? [where, 'TRUE', 'FALSE'] : [`(NOT ${where})`, 'FALSE', 'TRUE']
  return {
    columns: [gathering('any', [], shown), gathering('any', [], `(${where}) IS NULL`)],
    mean: ([decided, unsure], open) => ({
      form: 'point',
      value: `CASE WHEN ${decided} THEN ${answer} WHEN ${or(unsure, open)} THEN NULL ELSE ${rest} END`,
    }),
  }
}

function counted(where: string, dialect: Dialect): Gathered {
  return {
    columns: [gathering('count', [[where, '1']], undefined), gathering('count', [[`NOT ${where}`, undefined]], '1')],
    mean: ([sure, may], open) => ({
      form: 'bounds',
      lo: dialect.integer(`COALESCE(${sure}, 0)`),
      hi: unless(open, dialect.integer(`COALESCE(${may}, 0)`)),
    }),
  }
}

const unless = (open: string | undefined, value: string) =>
  open === undefined ? value : `CASE WHEN ${open} THEN NULL ELSE ${value} END`

/** What is surely in, and what may be: an unknown part lies between its least value and no bound at all. */
function summed(where: string, of: SqlTerm, least: number, scale: number, printer: Printer): Gathered {
  const { dialect } = printer
  const zero = dialect.decimal(formatDecimal(0, scale), scale)
  const never: Given['cases'] = of.none === undefined ? [] : [[printer.asked(of.none), undefined]]
  const no = `NOT ${where}`
  const { lo, hi } = of.form === 'bounds' ? of : { lo: of.value, hi: of.value }
  const out = (value: string, far: string) =>
    gathering(
      'sum',
      [...never, [where, value], [no, undefined]],
      `CASE WHEN ${value} ${far} ${zero} THEN ${value} END`,
      scale,
    )
  // A part that cannot be below zero adds at least nothing, known or not.
  const bounded = least >= 0 && of.form === 'point'
  const floor = atLeast(lo, hi, least, of.form, dialect, scale)
  const columns = [
    bounded ? gathering('sum', [[where, lo]], undefined, scale) : out(floor, '<'),
    bounded ? gathering('sum', [[no, undefined]], hi, scale) : out(hi, '>'),
    endless(where, of.none, hi, printer),
    ...(bounded ? [] : [endless(where, of.none, floor, printer)]),
  ]
  return {
    columns,
    mean: ([low, high, up, down], open) => ({
      form: 'bounds',
      lo: unlessAny([down, least < 0 ? open : undefined], `COALESCE(${low}, ${zero})`),
      hi: unlessAny([up, open], `COALESCE(${high}, ${zero})`),
    }),
  }
}

/** Whether something that may count is not known. */
function endless(where: string, none: string | undefined, value: string, printer: Printer): Gathering {
  const not = none === undefined ? `NOT ${where}` : `${printer.asked(none)} OR NOT ${where}`
  return gathering('any', [[not, 'FALSE']], printer.missing(value))
}

/** The lower bound of a part; where nothing is known of it, its least value if it has one. */
function atLeast(
  lo: string,
  hi: string,
  least: number,
  form: SqlTerm['form'],
  dialect: Dialect,
  scale: number,
): string {
  if (!Number.isFinite(least)) return lo
  const floor = dialect.decimal(formatDecimal(least, scale), scale)
  return form === 'point'
    ? `COALESCE(${lo}, ${floor})`
    : `CASE WHEN ${lo} IS NULL AND ${hi} IS NULL THEN ${floor} ELSE ${lo} END`
}

const unlessAny = (flags: readonly (string | undefined)[], value: string) =>
  flags.every((f) => f === undefined) ? value : `CASE WHEN ${or(...flags)} THEN NULL ELSE ${value} END`

/** The latest certain date, unless a row that may count has a later one or a date that is unknown. */
function latest(where: string, of: SqlTerm, printer: Printer): Gathered {
  if (of.form === 'bounds') throw new TypeError('a number is no date')
  return {
    columns: [
      gathering('max', [[where, of.value]], undefined),
      gathering('max', [[`${where} OR NOT ${where}`, undefined]], of.value),
      endless(where, of.none, of.value, printer),
    ],
    mean: ([sure, may, unsure], open) => ({
      form: 'point',
      value: `CASE WHEN ${or(open, unsure, `${may} > ${sure}`)} THEN NULL ELSE ${sure} END`,
      none: `(${open === undefined ? '' : `NOT ${open} AND `}NOT COALESCE(${unsure}, FALSE) AND ${sure} IS NULL AND ${may} IS NULL)`,
    }),
  }
}
