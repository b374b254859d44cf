import { checkDerived, type Derived } from '../../facts/derive.ts'
import { type Binder, type Condition, nodes, type Ref } from '../../facts/tree.ts'
import type { Environment } from '../environment.ts'
import type { SourceModel } from './derived.ts'
import type { Dialect } from './dialect.ts'
import { Frame, type TableModel } from './frame.ts'
import { type Column, type Fold, folded, type Gathering, givenBy } from './gather.ts'
import { type About, Printer, SqlError, type SqlPoint, type SqlTerm } from './print.ts'

/** Something to be counted in passing: rows that cannot be what they say. */
export interface Watch {
  readonly name: string
  /** Over the rows of the scan. */
  readonly condition: string
}

/**
 * The one pass over a table: what its own rules say of each row, and what the tables derived from it gather. Names of
 * the derived rows can be read from their members as well: all rows of a group have the same.
 *
 * Rows are asked as little as can be: the pass groups them by the columns that derived rows are grouped by and by the
 * bare tests that conditions are made up of, and everything else is made of the groups, `p`, of which there are few.
 */
export class ScanFrame extends Frame {
  readonly #source: SourceModel
  readonly #groups: TableModel
  readonly #ofGroups: Printer
  readonly #derived = new Map<string, Derived>()
  readonly #keys = new Set<string>()
  readonly #asked = new Map<string, string>()
  /** Values with the test that is NULL where they are. */
  readonly #known = new Map<string, string>()
  /** Tests that hold where values are all NULL. */
  readonly #gone = new Map<string, readonly string[]>()
  readonly #folds = new Map<string, string>()
  readonly #columns: Column[] = []

  constructor(variable: string, source: SourceModel, dialect: Dialect, env: Environment) {
    super(
      variable,
      source.at('s'),
      dialect,
      env,
      undefined,
      (names) => new RowPrinter(dialect, env, names as ScanFrame),
    )
    this.#source = source
    this.#groups = source.at('p', '')
    this.#ofGroups = new Printer(dialect, env, {
      field: (ref) => this.#groups.field(this.#pathOf(ref)),
      gathered: (_, at) => outside(at),
      workdays: (date) => outside(date),
    })
  }

  group(derived: Derived): void {
    checkDerived(derived)
    this.#derived.set(derived.entity.name, derived)
    for (const key of derived.by) {
      this.groupBy(key.path)
      if (key.alone) this.groupBy(key.alone)
    }
  }

  /** Keeps apart the rows that differ in what a field turns on. */
  groupBy(path: readonly string[]): void {
    for (const column of this.#source.own(path)) this.#keys.add(column)
  }

  override field(ref: Ref): SqlPoint | undefined {
    const found = this.#derived.has(ref.variable) ? this.model.field(this.#pathOf(ref)) : super.field(ref)
    if (found?.none !== undefined && found.noneIf) this.#gone.set(found.none, found.noneIf)
    return found
  }

  /** Where a field of a row, or of a derived row it belongs to, stands. */
  #pathOf({ variable, path }: Ref): readonly string[] {
    const derived = this.#derived.get(variable)
    if (!derived) return path
    const key = derived.by.find((one) => path.length === 1 && one.name === path[0])
    if (key) return key.path
    if (path[0] !== derived.link)
      throw new SqlError(path.join('.'), `${derived.entity.name} has this only once its rows are grouped`)
    return path
  }

  override gathered(node: Binder, at: string): SqlTerm {
    if (this.#derived.has(node.list.variable))
      throw new SqlError(at, `a list of ${node.list.variable} is asked for inside itself`)
    return super.gathered(node, at)
  }

  /** A condition that is the same in all rows of a group, over the groups; undefined where it may differ. */
  ofGroup(condition: Condition, at: string): string | undefined {
    for (const node of nodes(condition)) {
      if ('list' in node || node.kind === 'after') return undefined
      if (node.kind !== 'ref') continue
      if (!this.#source.own(this.#pathOf(node)).every((column) => this.#keys.has(column))) return undefined
    }
    return this.#ofGroups.condition(condition, at)
  }

  /** A field that rows are grouped by, over the groups. */
  named(ref: Ref): SqlTerm {
    return this.#ofGroups.term(ref, '')
  }

  /** Asks something of every row; where the answer stands in the groups. */
  ask(test: string, { of, opposite }: About = {}): string {
    const gone = this.#gone.get(test)
    if (gone) return `(${gone.map((value) => this.askMissing(value)).join(' AND ')})`
    const against = opposite === undefined ? undefined : this.#asked.get(opposite)
    if (against !== undefined && !this.#asked.has(test)) return `(NOT ${against})`
    const name = numbered(this.#asked, test, 'a')
    if (of !== undefined && !this.#known.has(of)) this.#known.set(of, name)
    return name
  }

  /** Whether a value is NULL. */
  askMissing(value: string): string {
    const { quote } = this.printer.dialect
    const key = [...this.#keys].find((one) => value === `s.${quote(one)}`)
    const test = key === undefined ? this.#known.get(value) : `p.${quote(key)}`
    return test === undefined ? this.ask(missing(value)) : `(${test} IS NULL)`
  }

  /** Has a column gathered, once for all who ask for it. */
  keep({ fold, given, scale }: Gathering): Column {
    switch (fold) {
      case 'any':
        return this.#keep(fold, givenBy(given), scale)
      case 'count':
        return this.#keep(
          fold,
          givenBy(given, (value) => (value === undefined ? '0' : 'p.n')),
          scale,
        )
      case 'sum':
      case 'max':
      case 'min': {
        const of = (value: string | undefined) => value && this.#fold(fold, value, scale)
        return this.#keep(fold, givenBy(given, of), scale)
      }
      default:
        return fold satisfies never
    }
  }

  /** Has the rows counted in which a value is not NULL. */
  keepKnown(value: string): Column {
    const asked = this.#known.has(value) || this.#asked.has(missing(value))
    return asked
      ? this.keep({ fold: 'count', given: { cases: [[this.askMissing(value), undefined]], otherwise: '1' }, scale: 0 })
      : this.#keep('count', this.#fold('count', value, 0), 0)
  }

  #fold = (fold: Fold, value: string, scale: number): string =>
    numbered(this.#folds, folded(this.printer.dialect, { fold, value, scale }), 's')

  #keep(fold: Fold, value: string, scale: number): Column {
    const known = this.#columns.find((c) => c.fold === fold && c.value === value)
    if (known) return known
    const kept = { fold, value, scale, name: `c${this.#columns.length}` }
    this.#columns.push(kept)
    return kept
  }

  /**
   * The pass itself; call it last. One row for each group: what it is grouped by, `code`, how many rows, the least id,
   * what is gathered, and for each watch how many rows and the least id.
   */
  query(code: string, id: string, watches: readonly Watch[], spread = false): string {
    const { dialect } = this.printer
    const seen = this.#watched(watches)
    const columns = [
      ...[...this.#keys].map((key) => `p.${dialect.quote(key)} AS ${dialect.quote(key)}`),
      `${code} AS code`,
      'p.n AS n',
      'p.least AS least',
      ...this.#columns.map((c) => `${c.value} AS ${c.name}`),
      ...seen,
    ]
    return this.select(columns, id, spread)
  }

  /** Columns over the groups: `p.n` rows, of which the least id is `p.least`. Call it last. */
  select(columns: readonly string[], id: string, spread = false): string {
    const { dialect } = this.printer
    const keys = [...this.#keys].map((key) => `s.${dialect.quote(key)} AS ${dialect.quote(key)}`)
    if (keys.length + this.#asked.size === 0) this.ask('TRUE')
    const named = (of: ReadonlyMap<string, string>) => [...of].map(([sql, name]) => `${sql} AS ${name.slice(2)}`)
    const groups = [...keys, ...named(this.#asked)]
    const folds = ['COUNT(*) AS n', `MIN(${dialect.byCode(id)}) AS least`, ...named(this.#folds)]
    const by = [...groups.map((_, i) => String(i + 1)), ...(spread ? [`RIGHT(${id}, 2)`] : [])]
    const pass = `SELECT ${[...groups, ...folds].join(', ')}\nFROM ${this.from()}\nGROUP BY ${by.join(', ')}`
    return [`SELECT ${columns.join(', ')}\nFROM (${pass}) AS p`, ...this.#groups.joins].join('\n')
  }

  /** Hardly any row has a fault: one text says which it has, and is empty in all others. */
  #watched(watches: readonly Watch[]): string[] {
    if (watches.length === 0) return []
    const marks = watches.map(({ condition }) => `CASE WHEN ${condition} THEN '1' ELSE '0' END`)
    const any = watches.map(({ condition }) => condition).join(' OR ')
    const faults = this.ask(`CASE WHEN ${any} THEN CONCAT(${marks.join(', ')}, '') ELSE '' END`)
    return watches.flatMap(({ name }, i) => {
      const has = `SUBSTRING(${faults}, ${i + 1}, 1) = '1'`
      return [`CASE WHEN ${has} THEN p.n ELSE 0 END AS ${name}`, `CASE WHEN ${has} THEN p.least END AS ${name}_least`]
    })
  }
}

/** Prints what differs from row to row as tests that the pass groups by, and all else over the groups. */
class RowPrinter extends Printer {
  readonly #scan: ScanFrame

  constructor(dialect: Dialect, env: Environment, scan: ScanFrame) {
    super(dialect, env, scan)
    this.#scan = scan
  }

  override condition(node: Condition, at: string): string {
    const leaf = node.kind !== 'and' && node.kind !== 'or' && node.kind !== 'not'
    return (leaf ? this.#scan.ofGroup(node, at) : undefined) ?? super.condition(node, at)
  }

  override asked(test: string, about?: About): string {
    return this.#scan.ask(test, about)
  }

  override missing(value: string): string {
    return this.#scan.askMissing(value)
  }
}

const missing = (value: string) => `(${value} IS NULL)`

function numbered(of: Map<string, string>, sql: string, letter: string): string {
  const known = of.get(sql)
  if (known !== undefined) return known
  const name = `p.${letter}${of.size}`
  of.set(sql, name)
  return name
}

function outside(at: string): never {
  throw new SqlError(at, 'this is asked of rows and not of groups')
}
