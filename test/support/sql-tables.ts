import { formatDecimal, type Minor } from '../../src/facts/decimal.ts'
import type { AnyEntity, Field, Fields } from '../../src/facts/entity.ts'
import { type FactList, isList, isRow, type Row } from '../../src/facts/row.ts'
import { type Condition, nodes } from '../../src/facts/tree.ts'
import type { Environment } from '../../src/judge/environment.ts'
import type { Dialect } from '../../src/judge/sql/dialect.ts'
import { Frame, type ListModel, type TableModel, WORKDAYS } from '../../src/judge/sql/frame.ts'
import { TRUE, type Truth } from '../../src/judge/truth.ts'

/** Rows of a random entity laid out as tables of an engine, and conditions asked of them. */

/** What an engine calls its column types. */
export interface ColumnTypes {
  readonly boolean: string
  readonly text: string
  readonly date: string
  readonly integer: string
  readonly decimal: (scale: number) => string
  /** A boolean that is never NULL, where the engine tells the two apart. */
  readonly flag?: string
}

export interface Table {
  readonly name: string
  readonly columns: readonly (readonly [name: string, type: string])[]
  readonly values: string[]
}

/** How an engine is given the rows of a table: the statements that make it, and those that take it away. */
export type Making = (table: Table) => readonly [make: readonly string[], drop: readonly string[]]

const asTable: Making = ({ name, columns, values }) => [
  [
    `CREATE TABLE ${name} (${columns.map((c) => c.join(' ')).join(', ')})`,
    ...(values.length > 0 ? [`INSERT INTO ${name} VALUES ${values.join(', ')}`] : []),
  ],
  [`DROP TABLE IF EXISTS ${name}`],
]

/** Statements that make the tables, and the query that judges every condition over every row, in order of the rows. */
export function sqlOf(
  entity: AnyEntity,
  rows: readonly Row[],
  conditions: readonly Condition[],
  env: Environment,
  dialect: Dialect,
  types: ColumnTypes,
  make: Making = asTable,
): { readonly setup: readonly string[]; readonly drop: readonly string[]; readonly query: string } {
  const tables: Table[] = []
  const layout = lay(entity, 't', rows, [], dialect, types, tables)
  const frame = new Frame(entity.name, layout('t'), dialect, env)
  const columns = conditions.map((c, i) => `${frame.printer.condition(c, '')} AS r${i}`)
  const query = `SELECT t.id AS id, ${columns.join(', ')} FROM ${frame.from()} ORDER BY t.id`
  const due = workdayRows(rows, conditions, env).map(
    ([day, n, to]) => `(${dialect.date(day)}, ${n}, ${dialect.date(to)})`,
  )
  const calendar = {
    name: WORKDAYS,
    columns: [
      ['day', types.date],
      ['n', types.integer],
      ['due', types.date],
    ] as const,
    values: due,
  }
  const made = [...tables, calendar].map(make)
  return { setup: made.flatMap(([how]) => how), drop: made.flatMap(([, away]) => away), query }
}

/** One table per kind of row; every field is a value and whether it is none. Links lie flat in their row. */
function lay(
  of: AnyEntity,
  name: string,
  rows: readonly Row[],
  owners: readonly number[],
  dialect: Dialect,
  types: ColumnTypes,
  into: Table[],
): (alias: string) => TableModel & { owner: string } {
  const q = dialect.quote
  const fields: { readonly path: readonly string[]; readonly field: Field }[] = []
  const lists: { readonly path: readonly string[]; readonly element: AnyEntity }[] = []
  const visit = (entity: AnyEntity, path: readonly string[]): void => {
    for (const [key, field] of Object.entries(entity.fields as Fields)) fields.push({ path: [...path, key], field })
    for (const [key, element] of Object.entries(entity.lists as Record<string, AnyEntity>))
      lists.push({ path: [...path, key], element })
    for (const [key, target] of Object.entries(entity.links as Record<string, AnyEntity>)) visit(target, [...path, key])
  }
  visit(of, [])
  const column = (path: readonly string[], what: string) => q(`${path.join('_')}_${what}`)
  const columns: Table['columns'] = [
    ['id', types.integer],
    ...(into.length > 0 ? [['owner', types.integer] as const] : []),
    ...fields.flatMap(({ path, field }) => [
      [column(path, 'v'), field.type === 'decimal' ? types.decimal(field.scale ?? 0) : types[field.type]] as const,
      [column(path, 'none'), types.flag ?? types.boolean] as const,
    ]),
    ...lists.map(({ path }) => [column(path, 'open'), types.flag ?? types.boolean] as const),
  ]
  const table: Table = { name, columns, values: [] }
  into.push(table)
  const inner = lists.map(() => ({ rows: [] as Row[], owners: [] as number[] }))
  for (const [id, row] of rows.entries()) {
    const cells = fields.flatMap(({ path, field }) => {
      const value = at(row, path)
      return [
        value === undefined || value === null || typeof value === 'object' ? 'NULL' : written(field, value, dialect),
        bool(value === null),
      ]
    })
    const open = lists.map(({ path }, i) => {
      const list = at(row, path)
      if (list === null) return bool(false)
      const found: FactList | undefined = isList(list as Row[string]) ? (list as FactList) : undefined
      for (const one of found?.rows ?? []) {
        inner[i]!.rows.push(one)
        inner[i]!.owners.push(id)
      }
      return bool(found === undefined || found.open.length > 0)
    })
    table.values.push(`(${[id, ...(into[0] === table ? [] : [owners[id]]), ...cells, ...open].join(', ')})`)
  }
  const children = lists.map(({ path, element }, i) => {
    const { rows: elements, owners: parents } = inner[i]!
    return lay(element, `${name}_${path.join('_')}`, elements, parents, dialect, types, into)
  })
  return (alias) => ({
    main: `${name} AS ${alias}`,
    joins: [],
    id: `${alias}.id`,
    owner: `${alias}.owner`,
    field: (path) => ({
      form: 'point',
      value: `${alias}.${column(path, 'v')}`,
      none: `${alias}.${column(path, 'none')}`,
    }),
    list: (path): ListModel | undefined => {
      const found = lists.findIndex((l) => l.path.join('.') === path.join('.'))
      return found < 0 ? undefined : { rows: children[found]!, open: `${alias}.${column(path, 'open')}` }
    },
  })
}

const bool = (value: boolean) => (value ? 'TRUE' : 'FALSE')

function written(field: Field, value: boolean | string | Minor, dialect: Dialect): string {
  switch (field.type) {
    case 'boolean':
      return bool(value === true)
    case 'text':
      return dialect.text(String(value))
    case 'date':
      return dialect.date(String(value))
    case 'decimal':
      return dialect.decimal(formatDecimal(value as Minor, field.scale ?? 0), field.scale ?? 0)
    default:
      return field.type satisfies never
  }
}

function at(row: Row, path: readonly string[]): Row[string] {
  let value: Row[string] = row
  for (const name of path) {
    if (value === null || value === undefined) return value
    value = isRow(value) ? value[name] : undefined
  }
  return value
}

/** The working days the conditions can ask for: from every day that a row, a tree or another period gives. */
function workdayRows(
  rows: readonly Row[],
  conditions: readonly Condition[],
  env: Environment,
): [string, number, string][] {
  const counts = new Set<number>()
  const days = new Set<string>([env.asOf, env.today])
  const spans = new Set<string>()
  const see = (value: unknown): void => {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) days.add(value)
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) see(part)
  }
  see(rows)
  for (const condition of conditions)
    for (const node of nodes(condition)) {
      if (node.kind === 'literal') see(node.value)
      if (node.kind === 'parameter') for (const v of env.parameter(node.id).values) see(v.value)
      if (node.kind !== 'after') continue
      const periods =
        'parameter' in node.period ? env.parameter(node.period.parameter).values.map((v) => v.value) : [node.period]
      for (const period of periods)
        if (typeof period === 'object') {
          spans.add(JSON.stringify(period))
          if (period.unit === 'workday') counts.add(period.n)
        }
    }
  // Periods after periods, as deep as the trees nest them.
  for (let depth = 0; depth < 3; depth++)
    for (const day of Array.from(days))
      for (const span of spans) {
        const later = env.after(day, JSON.parse(span))
        if (later !== undefined) days.add(later)
      }
  return [...days].flatMap((day) =>
    [...counts].flatMap((n): [string, number, string][] => {
      const due = env.after(day, { n, unit: 'workday' })
      return due === undefined ? [] : [[day, n, due]]
    }),
  )
}

/** A boolean of an engine as the truth it stands for. */
export const truthOf = (value: unknown): Truth => {
  if (value === null || value === undefined) return 1
  return value === true || value === 1 || value === 'true' || value === 't' || value === '1' ? TRUE : 0
}
