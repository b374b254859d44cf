import type { Binder, Ref } from '../../facts/tree.ts'
import type { Environment } from '../environment.ts'
import type { Dialect } from './dialect.ts'
import { type Column, folded, gather, givenBy } from './gather.ts'
import { type Names, Printer, point, SqlError, type SqlPoint, type SqlTerm } from './print.ts'

/** Rows of one kind as a query has them. */
export interface TableModel {
  /** Table or subquery with its alias. */
  readonly main: string
  /** Joins of linked tables, each keeping every row. */
  readonly joins: readonly string[]
  /** A field reached by a path; undefined where nothing reports it. */
  readonly field: (path: readonly string[]) => SqlPoint | undefined
  /** What names a row; needed where it has lists. */
  readonly id?: string
  readonly list?: (path: readonly string[]) => ListModel | undefined
}

/** The rows of one list of all owners together. */
export interface ListModel {
  /** The rows under an alias: one table may stand in a query more than once. `owner` is the id of the row's owner. */
  readonly rows: (alias: string) => TableModel & { readonly owner: string }
  /** In the scope of the owner: whether rows may be missing; never NULL. Absent: the list is complete. */
  readonly open?: string
}

/** Table of the calendar: `day`, `n`, `due` — the `n`th working day after `day`. */
export const WORKDAYS = 'guiju_workdays'

/** How a frame stands inside another: as the rows of a list that the frame around it, or one further out, owns. */
interface Place {
  readonly frame: Frame
  readonly owner: Frame
  /** In the scope of the rows: the id of their owner. */
  readonly ownerId: string
}

/** Prints conditions over one table; what they ask of lists is gathered in subqueries that are joined to it. */
export class Frame implements Names {
  readonly printer: Printer
  readonly model: TableModel
  readonly #variables: Set<string>
  readonly #place: Place | undefined
  readonly #lists = new Map<string, ListQuery>()
  readonly #workdays = new Map<string, string>()
  /** The outermost frame whose rows are named in here. */
  #reach: Frame
  #count = 0

  constructor(
    variable: string,
    model: TableModel,
    dialect: Dialect,
    env: Environment,
    place?: Place,
    printer = (names: Names) => new Printer(dialect, env, names),
  ) {
    this.#variables = new Set([variable])
    this.model = model
    this.printer = printer(this)
    this.#place = place
    this.#reach = this
    if (place && place.owner !== place.frame) this.#reach = place.owner
  }

  /** Gives the rows of this frame another name. */
  also(variable: string): void {
    this.#variables.add(variable)
  }

  field(ref: Ref): SqlPoint | undefined {
    return this.#frameOf(ref.variable, ref.path.join('.')).model.field(ref.path)
  }

  gathered(node: Binder, at: string): SqlTerm {
    const owner = this.#frameOf(node.list.variable, at)
    const key = JSON.stringify([node.list.variable, ...node.list.path])
    let query = this.#lists.get(key)
    if (!query) {
      query = new ListQuery(this, owner, owner.model.list?.(node.list.path), `g${this.fresh()}`)
      this.#lists.set(key, query)
    }
    return query.add(node, at)
  }

  workdays(date: string, n: number): string {
    const key = `${n} ${date}`
    let alias = this.#workdays.get(key)
    if (alias === undefined) {
      alias = `w${this.fresh()}`
      this.#workdays.set(key, alias)
    }
    return `${alias}.due`
  }

  /** The FROM clause with everything that was asked of this frame. Call it last. */
  from(): string {
    const lines: string[] = []
    for (const frame of this.#chain()) {
      const { main, joins } = frame.model
      const { ownerId, owner } = frame.#place ?? {}
      lines.push(lines.length > 0 ? `JOIN ${main} ON ${ownerId} = ${owner!.model.id}` : main, ...joins)
    }
    for (const list of this.#lists.values()) lines.push(list.join())
    for (const [key, alias] of this.#workdays) {
      const cut = key.indexOf(' ')
      const on = `${alias}.day = ${key.slice(cut + 1)} AND ${alias}.n = ${key.slice(0, cut)}`
      lines.push(`LEFT JOIN ${WORKDAYS} AS ${alias} ON ${on}`)
    }
    return lines.filter((line) => line !== '').join('\n')
  }

  /** A number no other alias of the whole query has. */
  fresh(): number {
    return this.#place ? this.#place.frame.fresh() : this.#count++
  }

  /**
   * What gathered rows are grouped by and joined on: the row of the frame around. Where that frame's rows come from
   * further out, they stand beside several rows of the frames between, so those count too.
   */
  groupedBy(): readonly string[] {
    const { frame, ownerId } = this.#place!
    const around = this.#chain().slice(0, -1)
    if (around.length === 0) return [ownerId]
    const nested = around.slice(1).every((one) => one.#place!.owner === one.#place!.frame)
    return nested ? [frame.model.id!] : around.map((one) => one.model.id!)
  }

  /** This frame and those around it that are named, outermost first; a frame brings the owner of its rows. */
  #chain(): Frame[] {
    const around = this.#outward()
    let top = around.indexOf(this.#reach)
    for (let i = 0; i < top; i++) top = Math.max(top, around.indexOf(around[i]!.#place!.owner))
    return around.slice(0, top + 1).reverse()
  }

  /** This frame and all around it, innermost first. */
  #outward(): Frame[] {
    return this.#place ? [this, ...this.#place.frame.#outward()] : [this]
  }

  #frameOf(variable: string, at: string): Frame {
    const around = this.#outward()
    const found = around.findIndex((frame) => frame.#variables.has(variable))
    if (found < 0) throw new SqlError(at, `there are no rows called ${variable}`)
    const [frame, inner] = [around[found]!, around.slice(0, found + 1)]
    for (const one of inner) if (inner.includes(one.#reach)) one.#reach = frame
    return frame
  }
}

/** Everything conditions ask of one list, gathered in one pass over its rows. */
class ListQuery {
  readonly #frame: Frame
  readonly #owner: Frame
  readonly #list: ListModel | undefined
  readonly #alias: string
  readonly #columns: Column[] = []
  #rows: Frame | undefined

  constructor(frame: Frame, owner: Frame, list: ListModel | undefined, alias: string) {
    this.#frame = frame
    this.#owner = owner
    this.#list = list
    this.#alias = alias
  }

  add(node: Binder, at: string): SqlTerm {
    const { dialect, env } = this.#frame.printer
    const [frame, owner] = [this.#frame, this.#owner]
    if (!this.#list) {
      if (node.kind === 'latest') return point(dialect.nothing('date', 0))
      const nothing = new Frame(node.as, NO_TABLE, dialect, env, { frame, owner, ownerId: '' })
      const { columns, mean } = gather({ ...node, where: NEVER }, nothing.printer, at)
      return mean(
        columns.map(({ fold, scale }) => missing(dialect, fold, scale)),
        'TRUE',
      )
    }
    if (!this.#rows) {
      const rows = this.#list.rows(`t${frame.fresh()}`)
      this.#rows = new Frame(node.as, rows, dialect, env, { frame, owner, ownerId: rows.owner })
    }
    this.#rows.also(node.as)
    const { columns, mean } = gather(node, this.#rows.printer, at)
    const names = columns.map(({ fold, given, scale }) => {
      const value = givenBy(given)
      const known = this.#columns.find((c) => c.fold === fold && c.value === value)
      const name = known?.name ?? `c${this.#columns.length}`
      if (!known) this.#columns.push({ fold, value, scale, name })
      return `${this.#alias}.${name}`
    })
    return mean(names, this.#list.open)
  }

  join(): string {
    if (!this.#list || !this.#rows) return ''
    const { dialect } = this.#frame.printer
    const columns = this.#columns.map((c) => `${folded(dialect, c)} AS ${c.name}`)
    const by = this.#rows.groupedBy()
    const keys = by.map((id, i) => `${id} AS k${i}`)
    const query = `SELECT ${[...keys, ...columns].join(', ')} FROM ${this.#rows.from()} GROUP BY ${by.join(', ')}`
    const outer = by.length === 1 ? [this.#frame.model.id] : by
    return `LEFT JOIN (${query}) AS ${this.#alias} ON ${outer.map((id, i) => `${this.#alias}.k${i} = ${id}`).join(' AND ')}`
  }
}

const NO_TABLE: TableModel = { main: '', joins: [], field: () => undefined }
const NEVER = { kind: 'or', of: [] } as const
const missing = (dialect: Dialect, fold: Column['fold'], scale: number) =>
  fold === 'any'
    ? dialect.nothing('boolean', 0)
    : fold === 'max' || fold === 'min'
      ? dialect.nothing('date', 0)
      : dialect.nothing('decimal', scale)
