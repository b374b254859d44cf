import type { Derived } from '../../facts/derive.ts'
import type { Binder, Ref } from '../../facts/tree.ts'
import type { SourceModel } from './derived.ts'
import { Frame } from './frame.ts'
import { type Column, folded } from './gather.ts'
import { SqlError, type SqlPoint, type SqlTerm } from './print.ts'

/** Something to be counted in passing: rows that cannot be what they say. */
export interface Watch {
  readonly name: string
  /** Over the rows of the scan. */
  readonly condition: string
}

/**
 * The one pass over a table: what its own rules say of each row, and what the tables derived from it gather. Names of
 * the derived rows can be read from their members as well: all rows of a group have the same.
 */
export class ScanFrame extends Frame {
  readonly #derived = new Map<string, Derived>()
  readonly #keys = new Set<string>()
  readonly #columns: Column[] = []

  group(derived: Derived, source: SourceModel): void {
    this.#derived.set(derived.entity.name, derived)
    for (const key of derived.by)
      for (const path of [key.path, ...(key.alone ? [key.alone] : [])])
        for (const column of source.own(path)) this.#keys.add(column)
  }

  override field(ref: Ref): SqlPoint | undefined {
    const derived = this.#derived.get(ref.variable)
    if (!derived) return super.field(ref)
    const key = derived.by.find((one) => ref.path.length === 1 && one.name === ref.path[0])
    const path = key?.path ?? (ref.path[0] === derived.link ? ref.path : undefined)
    if (!path) throw new SqlError(ref.path.join('.'), `${derived.entity.name} has this only once its rows are grouped`)
    return this.model.field(path)
  }

  override gathered(node: Binder, at: string): SqlTerm {
    if (this.#derived.has(node.list.variable))
      throw new SqlError(at, `a list of ${node.list.variable} is asked for inside itself`)
    return super.gathered(node, at)
  }

  /** Has a column gathered, once for all who ask for it. */
  keep(column: Omit<Column, 'name'>): Column {
    const known = this.#columns.find((c) => c.fold === column.fold && c.value === column.value)
    if (known) return known
    const kept = { ...column, name: `c${this.#columns.length}` }
    this.#columns.push(kept)
    return kept
  }

  /**
   * The pass itself; call it last. One row for each combination of the grouped columns and `code`: how many rows, the
   * least id, what is gathered, and for each watch how many rows and the least id.
   */
  query(code: string, id: string, watches: readonly Watch[], spread = false): string {
    const { dialect } = this.printer
    const keys = [...this.#keys].map((k) => `s.${dialect.quote(k)}`)
    const columns = [
      ...keys,
      `${code} AS code`,
      'COUNT(*) AS n',
      `MIN(${dialect.byCode(id)}) AS least`,
      ...this.#columns.map((c) => `${folded(dialect, c)} AS ${c.name}`),
      ...watches.flatMap(({ name, condition }) => [
        `COUNT(CASE WHEN ${condition} THEN 1 END) AS ${name}`,
        `MIN(CASE WHEN ${condition} THEN ${dialect.byCode(id)} END) AS ${name}_least`,
      ]),
    ]
    const by = Array.from({ length: keys.length + 1 }, (_, i) => String(i + 1))
    if (spread) by.push(`RIGHT(${id}, 2)`)
    return `SELECT ${columns.join(', ')}\nFROM ${this.from()}\nGROUP BY ${by.join(', ')}`
  }
}
