import type { Derived } from '../../facts/derive.ts'
import { declarationOf } from '../../facts/entity.ts'
import type { Binder } from '../../facts/tree.ts'
import type { Dialect } from './dialect.ts'
import { Frame, type TableModel } from './frame.ts'
import { type Column, folded, gather } from './gather.ts'
import { joined, SqlError, type SqlPoint, type SqlTerm } from './print.ts'
import type { ScanFrame } from './scan.ts'

/** A table whose rows are grouped. */
export interface SourceModel {
  /** Its rows under an alias; `table` stands in for it with the same columns of its own. */
  readonly at: (alias: string, table?: string) => TableModel
  /** Columns of the table itself that a field turns on, and nothing else: what it is joined by, for a field of a link. */
  readonly own: (path: readonly string[]) => readonly string[]
}

/** Fields of the row a key names, joined to a query. */
export interface LinkModel {
  /** A field after what is made of it beforehand; undefined where no table gives it. */
  readonly ready: (name: string, make: (value: string) => string) => string | undefined
  readonly joins: readonly string[]
  readonly field: (path: readonly string[]) => SqlPoint | undefined
}

export interface DerivedOptions {
  readonly derived: Derived
  readonly source: SourceModel
  /** Whether the source may lack rows. */
  readonly open: boolean
  /** The link carried over, found by its key. */
  readonly link: (key: SqlPoint, alias: string) => LinkModel
  /** Table that holds the result of the scan. */
  readonly table: string
}

/** What a part of a key is: `facts/derive.ts` has the words. Less than `SHARED` is sure, up to it can be placed. */
const VALUE = 0
const ALONE = 1
const SHARED = 2
const SOME_VALUE = 3
const SOME_ALONE = 4
const EITHER = 5
const ANY_VALUE = 6
const ANY_ALONE = 7
const UNPLACED = 8
const OUTSIDE = 9

/**
 * Rows grouped from another table, with the same doubts as `group` has. What is asked of their members is gathered in
 * the one scan of the source; this reads its result, one row for each combination of the columns the key turns on.
 */
export class DerivedFrame extends Frame {
  readonly #options: DerivedOptions
  readonly #scan: ScanFrame
  readonly #columns = new Map<string, Column>()

  constructor(options: DerivedOptions, scan: ScanFrame) {
    const { derived } = options
    const { dialect, env } = scan.printer
    const model = new DerivedTable(options, dialect)
    super(derived.entity.name, model, dialect, env)
    model.render = () => this.#grouped()
    this.#options = options
    this.#scan = scan
  }

  override gathered(node: Binder, at: string): SqlTerm {
    const { derived, open } = this.#options
    if (node.list.variable !== derived.entity.name || node.list.path.join('.') !== derived.list)
      throw new SqlError(at, `${derived.entity.name} has no list ${node.list.path.join('.')}`)
    this.#scan.also(node.as)
    const { columns, mean } = gather(node, this.#scan.printer, at)
    const names = columns.map((column) => {
      const kept = this.#scan.keep(column)
      this.#columns.set(kept.name, kept)
      return `e.${kept.name}`
    })
    return mean(names, open ? 'TRUE' : 'e.open')
  }

  /**
   * What the pass left of each row and combination of answers: the texts `k0`, … that name the row, how many, the least
   * id and the columns kept. Only of the `most` rows with the most members.
   */
  parts(columns: readonly Column[], most: number): string {
    const { derived, source, table } = this.#options
    const { dialect } = this.printer
    const model = source.at('s', table)
    const each = (print: (i: number) => string) => derived.by.map((_, i) => print(i))
    const names = each((i) => `k${i}`)
    const own = derived.by.flatMap((key, i) => partOf(key.path, key.alone, model, i, dialect, 'p', 'q'))
    const placed = each((i) => `p${i} <= ${SHARED}`).join(' AND ')
    const shown = each(
      (i) =>
        `CASE WHEN p${i} = ${SHARED} AND ${placed} THEN CONCAT(q${i}, '?') WHEN p${i} < ${SHARED} THEN q${i} ELSE '?' END AS k${i}`,
    )
    const kept = columns.map((c) => c.name)
    const rows = `SELECT ${[...own, 's.code AS code', 's.n AS n', 's.least AS least', ...kept.map((c) => `s.${c} AS ${c}`)].join(', ')} FROM ${[model.main, ...model.joins].join(' ')}`
    const inside = each((i) => `p${i} <> ${OUTSIDE}`).join(' AND ')
    const named = `SELECT ${[...shown, 'code', 'n', 'least', ...kept].join(', ')} FROM (${rows}) AS a WHERE ${inside}`
    const folds = columns.map((c) => `${folded(dialect, { ...c, value: c.name }, true)} AS ${c.name}`)
    const grouped = `SELECT ${[...names, 'code', 'SUM(n) AS n', 'MIN(least) AS least', ...folds].join(', ')} FROM (${named}) AS b GROUP BY ${[...names, 'code'].join(', ')}`
    return fullest(grouped, names, ['code', 'n', 'least', ...kept], most, dialect)
  }

  #grouped(): string {
    const { derived, source, open, table } = this.#options
    const { dialect } = this.printer
    const model = source.at('s', table)
    const n = derived.by.length
    const each = (print: (i: number) => string) => Array.from({ length: n }, (_, i) => print(i))
    const parts = derived.by.flatMap((key, i) => partOf(key.path, key.alone, model, i, dialect))
    const gathered = [...this.#columns.values()]
    const columns = gathered.map((c) => c.name)
    const placed = each((i) => `k${i} <= ${SHARED}`).join(' AND ')
    const kept = (i: number) => `k${i} < ${SHARED} OR (${placed})`
    const folds = gathered.map(
      ({ name, fold, scale }) =>
        `${folded(dialect, { fold, scale, value: `CASE WHEN ${placed} THEN ${name} END` }, true)} AS ${name}`,
    )
    const options = each((i) => `CROSS JOIN (SELECT 0 AS o UNION ALL SELECT 1 AS o) AS o${i}`).join(' ')
    const offered = each((i) => `(o${i}.o = 0 OR k${i} IN (${SHARED}, ${EITHER}))`).join(' AND ')
    const may = each(
      (i) =>
        `CASE WHEN k${i} < ${SHARED} THEN k${i} WHEN k${i} = ${SHARED} AND o${i}.o = 1 THEN ${ALONE} ` +
        `WHEN k${i} = ${SOME_ALONE} OR (k${i} = ${EITHER} AND o${i}.o = 1) THEN ${ANY_ALONE} ELSE ${ANY_VALUE} END AS t${i}, ` +
        `CASE WHEN k${i} < ${SHARED} OR (k${i} = ${SHARED} AND o${i}.o = 1) THEN v${i} ELSE '' END AS w${i}`,
    )
    const asked = each(
      (i) =>
        `CASE WHEN o${i}.o = 0 THEN j${i} ELSE j${i} + ${ANY_VALUE} END AS t${i}, CASE WHEN o${i}.o = 0 THEN u${i} ELSE '' END AS w${i}`,
    )
    const sure = each((i) => `j${i} < ${SHARED}`).join(' AND ')
    const groups = each((i) => `j${i}, u${i}`)
    const doubt = `CASE WHEN ${sure} THEN 0 WHEN ${each((i) => `g.j${i} <= ${SHARED}`).join(' AND ')} THEN 1 ELSE 2 END`
    const shown = each(
      (i) =>
        `CASE WHEN g.j${i} = ${UNPLACED} THEN '?' WHEN g.j${i} = ${SHARED} THEN CONCAT(g.u${i}, '?') ELSE g.u${i} END`,
    )
    const name = shown.length === 1 ? shown[0]! : `CONCAT(${shown.join(", '/', ")})`
    return `WITH p AS (SELECT * FROM (SELECT ${[...parts, ...columns].join(', ')} FROM ${[model.main, ...model.joins].join(' ')}) AS q WHERE ${each((i) => `k${i} <> ${OUTSIDE}`).join(' AND ')}),
g AS (SELECT ${[...groups, ...folds].join(', ')} FROM (SELECT ${[...each((i) => `CASE WHEN ${kept(i)} THEN k${i} ELSE ${UNPLACED} END AS j${i}, CASE WHEN ${kept(i)} THEN v${i} END AS u${i}`), ...each((i) => `k${i}`), ...columns].join(', ')} FROM p) AS q GROUP BY ${groups.join(', ')}),
loose AS (SELECT DISTINCT ${may.join(', ')} FROM p ${options} WHERE NOT (${each((i) => `k${i} < ${SHARED}`).join(' AND ')}) AND ${offered}),
hit AS (SELECT DISTINCT ${each((i) => `j${i} AS h${i}, u${i} AS x${i}`).join(', ')} FROM (SELECT ${[...groups, ...asked].join(', ')} FROM g ${options} WHERE ${sure}) AS a JOIN loose ON ${each((i) => `loose.t${i} = a.t${i} AND loose.w${i} = a.w${i}`).join(' AND ')})
SELECT ${[...each((i) => `g.j${i} AS j${i}, g.u${i} AS u${i}`), ...columns.map((c) => `g.${c} AS ${c}`)].join(', ')}, ${name} AS name, ${doubt} AS doubt, ${open ? 'TRUE' : `(${doubt} > 0 OR hit.h0 IS NOT NULL)`} AS open FROM g LEFT JOIN hit ON ${each((i) => `hit.h${i} = g.j${i} AND hit.x${i} = g.u${i}`).join(' AND ')}`
  }
}

/** The grouped rows as a table; its query is made when the conditions have said what they gather. */
class DerivedTable implements TableModel {
  render: () => string = () => ''
  readonly id = 'e.name'
  readonly joins: readonly string[]
  readonly #derived: Derived
  readonly #link: LinkModel | undefined

  constructor({ derived, link }: DerivedOptions, dialect: Dialect) {
    this.#derived = derived
    for (const { path } of derived.by) {
      const declared = declarationOf(derived.source, path)
      if (declared?.field?.type !== 'text') throw new SqlError(path.join('.'), `${dialect.name} groups by texts only`)
    }
    const at = derived.by.findIndex((key) => key.path[0] === derived.link)
    this.#link = at < 0 ? undefined : link(keyField(at), 'l')
    this.joins = this.#link?.joins ?? []
  }

  get main(): string {
    return `(${this.render()}) AS e`
  }

  field(path: readonly string[]): SqlPoint | undefined {
    const { by, entity, link } = this.#derived
    if (path[0] === link) return this.#link?.field(path.slice(1))
    const at = by.findIndex((key) => key.name === path[0])
    if (at >= 0) return keyField(at)
    return path[0] === entity.key ? { form: 'point', value: 'e.name' } : undefined
  }
}

const keyField = (i: number): SqlPoint => ({
  form: 'point',
  value: `CASE WHEN e.j${i} = ${VALUE} THEN e.u${i} END`,
  none: `(e.j${i} = ${ALONE})`,
})

function partOf(
  path: readonly string[],
  alone: readonly string[] | undefined,
  model: TableModel,
  i: number,
  dialect: Dialect,
  kind = 'k',
  value = 'v',
): string[] {
  const nothing: SqlPoint = { form: 'point', value: dialect.nothing('text', 0) }
  const of = model.field(path) ?? nothing
  const beside: SqlPoint = alone ? (model.field(alone) ?? nothing) : { ...nothing, none: 'TRUE' }
  const standing = (none: number, unknown: number, known: number) =>
    `CASE ${beside.none === undefined ? '' : `WHEN ${beside.none} THEN ${none} `}WHEN ${beside.value} IS NULL THEN ${unknown} ELSE ${known} END`
  const ofNone = of.none === undefined ? '' : `WHEN ${of.none} THEN ${standing(OUTSIDE, SOME_ALONE, ALONE)} `
  return [
    `CASE WHEN ${of.value} IS NOT NULL THEN ${VALUE} ${ofNone}ELSE ${standing(SOME_VALUE, EITHER, SHARED)} END AS ${kind}${i}`,
    `${joined('AND', [`COALESCE(${of.value}, ${beside.value})`], '')} AS ${value}${i}`,
  ]
}

/** Rows of a query with a column `n`, of those names only that have the most of it. */
export function fullest(
  query: string,
  names: readonly string[],
  others: readonly string[],
  most: number,
  { byCode }: Dialect,
): string {
  const by = names.join(', ')
  const ordered = names.map(byCode).join(', ')
  const all = [...names, ...others].join(', ')
  return `SELECT ${all} FROM (SELECT ${all}, DENSE_RANK() OVER (ORDER BY members DESC, ${ordered}) AS place FROM (SELECT ${all}, SUM(n) OVER (PARTITION BY ${by}) AS members FROM (${query}) AS t) AS u) AS w WHERE place <= ${most} ORDER BY ${ordered}, code`
}
