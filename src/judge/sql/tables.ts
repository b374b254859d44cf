import type { AnyEntity, Fields } from '../../facts/entity.ts'
import type { LinkModel, SourceModel } from './derived.ts'
import type { Dialect } from './dialect.ts'
import type { TableModel } from './frame.ts'
import { joined, type SqlPoint } from './print.ts'

/** A table whose columns bear the names of an entity's fields. A field without a column is unknown in every row. */
export interface EntityTable {
  readonly table: string
  readonly columns: ReadonlySet<string>
}

export interface EntityTables extends EntityTable {
  /** Tables of the entity's links, by link; rows are found by the key, which the entity has under the same name. */
  readonly links?: Readonly<Record<string, EntityTable>>
  /** Fields that are none where another is and they are not given: what a partner put in, where there is no partner. */
  readonly noneWithout?: Readonly<Record<string, string>>
  /** Fields that no column gives but others make up, those of links included. */
  readonly computed?: Readonly<Record<string, Computed>>
}

/** A field made up of others: where these stand, and the field from their points; undefined where one has no column. */
export interface Computed {
  readonly from: readonly (readonly string[])[]
  /** What is made of each of them beforehand: where its row is read, and of nothing else. */
  readonly ready?: (value: string, dialect: Dialect) => string
  readonly print: (values: readonly string[], dialect: Dialect) => string
}

/** An empty cell is none where the field is optional, else unknown. Keys of linked tables are unique. */
export function entityTable(of: AnyEntity, tables: EntityTables, dialect: Dialect): SourceModel {
  const linkOf = (name: string): AnyEntity | undefined => (of.links as Record<string, AnyEntity>)[name]
  const own = (path: readonly string[]): readonly string[] => {
    const [name = ''] = path
    const column = path.length > 1 ? linkOf(name)?.key : name
    if (column === undefined) return []
    const without = tables.noneWithout?.[column]
    const beside = without !== undefined && tables.columns.has(without) ? [without] : []
    if (tables.columns.has(column)) return [column, ...beside]
    return [...(tables.computed?.[column]?.from.flatMap(own) ?? []), ...beside]
  }
  return { at: (alias, table = tables.table) => modelAt(of, tables, dialect, alias, table), own }
}

function modelAt(of: AnyEntity, tables: EntityTables, dialect: Dialect, alias: string, table: string): TableModel {
  const used = new Map<string, LinkModel>()
  const own = (name: string): SqlPoint | undefined => {
    const made = tables.columns.has(name) ? undefined : tables.computed?.[name]
    if (made) {
      const values = made.from.flatMap((path) => readied(path, made) ?? [])
      return values.length < made.from.length ? undefined : { form: 'point', value: made.print(values, dialect) }
    }
    const found = column(of, tables, alias, name, dialect)
    const without = tables.noneWithout?.[name]
    if (without === undefined || !tables.columns.has(without)) return found
    const gone = `${alias}.${dialect.quote(without)} IS NULL`
    if (!found)
      return {
        form: 'point',
        value: dialect.nothing(fieldOf(of, name).type, fieldOf(of, name).scale ?? 0),
        none: `(${gone})`,
      }
    const noneIf = [`${alias}.${dialect.quote(without)}`, found.value]
    return { ...found, none: `(${gone} AND ${found.value} IS NULL)`, noneIf }
  }
  const prepared = new Map<string, string>()
  /** Where a field stands after what is made of it beforehand. */
  const readied = (path: readonly string[], { ready }: Computed): string | undefined => {
    const value = model.field(path)?.value
    if (!ready || value === undefined) return value
    const make = (text: string) => ready(text, dialect)
    const [name = '', linkedName] = path
    if (linkedName !== undefined) return used.get(name)?.ready(linkedName, make)
    return readyIn(prepared, name, make, alias, dialect)
  }
  const model: TableModel = {
    get main() {
      return `${withReady(table, prepared, dialect)} AS ${alias}`
    },
    get joins() {
      return [...used.values()].flatMap((link) => link.joins)
    },
    field(path) {
      const [name = '', ...rest] = path
      if (rest.length === 0) return own(name)
      const target = (of.links as Record<string, AnyEntity>)[name]
      const key = target && own(target.key)
      if (!target || !key) return undefined
      let link = used.get(name)
      if (!link) {
        link = linked(target, tables.links?.[name], key, `${alias}_${name}`, dialect)
        if (rest.length === 1 && rest[0] === target.key) return link.field(rest)
        used.set(name, link)
      }
      return link.field(rest)
    },
  }
  return model
}

/** A column made of another one of its table; where it stands. */
function readyIn(
  prepared: Map<string, string>,
  name: string,
  make: (value: string) => string,
  alias: string,
  dialect: Dialect,
): string {
  prepared.set(name, make(`t.${dialect.quote(name)}`))
  return `${alias}.${dialect.quote(`ready ${name}`)}`
}

/** A table with columns made of its own. */
function withReady(table: string, prepared: ReadonlyMap<string, string>, dialect: Dialect): string {
  if (prepared.size === 0) return table
  const made = [...prepared].map(([name, sql]) => `${sql} AS ${dialect.quote(`ready ${name}`)}`)
  return `(SELECT t.*, ${made.join(', ')} FROM ${table} AS t)`
}

/** The row of a linked table that a key names; one that the table does not have is known by its key alone. */
export function linked(
  target: AnyEntity,
  found: EntityTable | undefined,
  key: SqlPoint,
  alias: string,
  dialect: Dialect,
): LinkModel {
  const at = `${alias}.${dialect.quote(target.key)}`
  const prepared = new Map<string, string>()
  return {
    get joins() {
      return found ? [`LEFT JOIN ${withReady(found.table, prepared, dialect)} AS ${alias} ON ${at} = ${key.value}`] : []
    },
    ready: (name, make) => (found?.columns.has(name) ? readyIn(prepared, name, make, alias, dialect) : undefined),
    field(path) {
      const [name = '', ...rest] = path
      if (rest.length > 0) return undefined
      if (name === target.key) return key
      const own = found && column(target, found, alias, name, dialect)
      const value = own?.value ?? dialect.nothing(fieldOf(target, name).type, fieldOf(target, name).scale ?? 0)
      const none = [
        ...(key.none === undefined ? [] : [key.none]),
        ...(own?.none === undefined ? [] : [`(${at} IS NOT NULL AND ${own.none})`]),
      ]
      return { form: 'point', value, ...(none.length === 0 ? {} : { none: joined('OR', none, 'FALSE') }) }
    },
  }
}

const fieldOf = (of: AnyEntity, name: string) => (of.fields as Fields)[name]!

function column(
  of: AnyEntity,
  { columns }: EntityTable,
  alias: string,
  name: string,
  dialect: Dialect,
): SqlPoint | undefined {
  if (!columns.has(name)) return undefined
  const value = `${alias}.${dialect.quote(name)}`
  return { form: 'point', value, ...(fieldOf(of, name).optional ? { none: `(${value} IS NULL)` } : {}) }
}
