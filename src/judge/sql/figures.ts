import { type Minor, parseDecimal } from '../../facts/decimal.ts'
import type { AnyEntity } from '../../facts/entity.ts'
import type { Condition, Ref } from '../../facts/tree.ts'
import type { Context } from '../engine.ts'
import { outcomeOfRow } from '../many.ts'
import type { Outcome } from '../result.ts'
import type { Rule } from '../rule.ts'
import type { Truth } from '../truth.ts'
import type { Answer } from './answers.ts'
import { fullest, type SourceModel } from './derived.ts'
import type { Column } from './gather.ts'
import { boundsOf, type Printer } from './print.ts'
import { LeafCode } from './rules.ts'
import { ScanFrame } from './scan.ts'

/** What a report draws of a table beside its outcomes: figures of each derived row, and rows by texts of theirs. */
export interface Figures {
  /** Amounts that are summed, by name. */
  readonly sums: Readonly<Record<string, Ref>>
  /** The earliest of these days is kept. */
  readonly first: Ref
  /** Rows are told apart by these conditions, by name. */
  readonly kinds: Readonly<Record<string, Condition>>
  readonly across: Across
}

/** Rows by texts of theirs, judged by one rule. */
export interface Across {
  /** `region`: cut to the digits that make one jurisdiction. */
  readonly by: readonly { readonly of: Ref; readonly region?: true }[]
  readonly rule: Rule
  readonly sum: Ref
}

/** Names that figures are kept of: those with the most rows. */
const MOST_FIGURED = 500

/** Columns of the pass that figures are read from. */
export interface FigureColumns {
  readonly all: readonly Column[]
  readonly sums: ReadonlyMap<string, { readonly sum: Column; readonly known: Column; readonly scale: number }>
  readonly first: Column | undefined
}

/** Has the pass keep what figures need. */
export function keepFigures({ sums, first }: Figures, scan: ScanFrame): FigureColumns {
  const kept = new Map<string, { sum: Column; known: Column; scale: number }>()
  for (const [name, ref] of Object.entries(sums)) {
    const point = scan.field(ref)
    if (!point) continue
    const scale = ref.scale ?? 0
    const sum = scan.keep({ fold: 'sum', given: { cases: [], otherwise: point.value }, scale })
    kept.set(name, { sum, known: scan.keepKnown(point.value), scale })
  }
  const day = scan.field(first)
  const earliest = day && scan.keep({ fold: 'min', given: { cases: [], otherwise: day.value }, scale: 0 })
  const all = [...kept.values()].flatMap(({ sum, known }) => [sum, known])
  return { all: earliest ? [...all, earliest] : all, sums: kept, first: earliest }
}

/** Figures of the derived rows, from what the pass left. */
export const figuresOfParts = (parts: (columns: readonly Column[], most: number) => string, kept: FigureColumns) =>
  parts(kept.all, MOST_FIGURED)

/** Texts as `k0`, …; a text that no column gives is NULL. `digits`: those of a region code that make a jurisdiction. */
export function acrossQuery(
  { by, rule, sum }: Across,
  entity: AnyEntity,
  source: SourceModel,
  { dialect, env }: Printer,
  digits: number | undefined,
): { readonly code: LeafCode; readonly columns: readonly string[]; readonly sql: string } {
  const scan = new ScanFrame(entity.name, source, dialect, env)
  for (const { of, region } of by) if (!region) scan.groupBy(of.path)
  const code = new LeafCode([rule], scan)
  const texts = by.map(({ of, region }) => {
    if (!region) return boundsOf(scan.named(of)).lo
    const point = scan.field(of)
    if (!point) return dialect.nothing('text', 0)
    return scan.ask(digits === undefined ? point.value : dialect.leading(point.value, digits))
  })
  const total = scan.field(sum)
  const scale = sum.scale ?? 0
  const summed = total && scan.keep({ fold: 'sum', given: { cases: [], otherwise: total.value }, scale })
  const rows = scan.select(
    [
      ...texts.map((text, i) => `${text} AS k${i}`),
      `${code.sql(dialect.truth)} AS code`,
      'p.n AS n',
      'p.least AS least',
      `${summed ? summed.value : dialect.nothing('decimal', scale)} AS total`,
    ],
    `s.${dialect.quote(entity.key)}`,
  )
  const names = texts.map((_, i) => `k${i}`)
  const grouped = [...names, 'code'].join(', ')
  const folds = `${dialect.integer('SUM(n)')} AS n, MIN(least) AS least, ${dialect.sum('total', scale)} AS total`
  const query = `SELECT ${grouped}, ${folds} FROM (${rows}) AS r GROUP BY ${grouped}`
  const others = ['code', 'n', 'least', 'total']
  return { code, columns: [...names, ...others], sql: fullest(query, names, others, MOST_FIGURED, dialect) }
}

/** One line of figures: rows that are alike in their names and in every answer. */
export interface Figure {
  /** Texts that name the row; none: not known. */
  readonly names: readonly (string | undefined)[]
  readonly n: number
  readonly least: string
  readonly kinds: Readonly<Record<string, Truth>>
  readonly outcomes: ReadonlyMap<Rule, Outcome>
  /** What is known of each amount, and in how many rows it is. */
  readonly sums: Readonly<Record<string, { readonly total: Minor; readonly known: number }>>
  readonly first?: string
}

/** What a line of figures is read with. */
export interface FigureReader {
  readonly code: LeafCode
  readonly rules: readonly Rule[]
  readonly context: Context
  /** Places of the kinds beside the rules. */
  readonly kinds?: Readonly<Record<string, number>>
  readonly columns?: FigureColumns
}

export function readFigures(answer: Answer, { code: of, rules, context, kinds, columns }: FigureReader): Figure[] {
  return answer.map((row): Figure => {
    const code = BigInt(String(row.code))
    const outcomes = rules.map((rule): [Rule, Outcome] => {
      const { applies, requires } = of.read(rule, code)
      return [rule, outcomeOfRow(rule, context.env, applies, requires, false)]
    })
    const sums = columns
      ? [...columns.sums].map(([name, { sum, known, scale }]) => [
          name,
          { total: decimal(row[sum.name], scale), known: Number(row[known.name] ?? 0) },
        ])
      : [['total', { total: decimal(row.total, 2), known: Number(row.n) }]]
    const first = columns?.first === undefined ? undefined : row[columns.first.name]
    return {
      names: Object.keys(row)
        .filter((name) => /^k\d$/.test(name))
        .sort()
        .map((name) => (row[name] === null || row[name] === undefined ? undefined : String(row[name]))),
      n: Number(row.n),
      least: String(row.least),
      kinds: Object.fromEntries(Object.entries(kinds ?? {}).map(([name, at]) => [name, of.beside(at, code)])),
      outcomes: new Map(outcomes),
      sums: Object.fromEntries(sums),
      ...(first === null || first === undefined ? {} : { first: String(first).slice(0, 10) }),
    }
  })
}

const decimal = (value: unknown, scale: number): Minor =>
  value === null || value === undefined ? 0 : (parseDecimal(String(value), scale) ?? 0)
