import type { Budget } from '../budget.ts'
import { squeeze } from '../document/characters.ts'
import type { Cell, Table } from '../document/document.ts'
import { labelled } from './labelled.ts'
import { namesThirdParty, type Role, rolesOf } from './labels.ts'
import type { Value } from './parties.ts'
import { simplified } from './traditional.ts'

export type TableKind = 'third-party' | 'permission' | 'collection' | 'other'

export interface TableRow {
  /** Number of the row in the table, from 1. */
  readonly row: number
  readonly values: readonly Value[]
}

export interface TableReading {
  readonly kind: TableKind
  readonly rows: readonly TableRow[]
}

/** Rows in which a header is looked for. */
const HEADER_WITHIN = 4
const OTHER: TableReading = { kind: 'other', rows: [] }

const cellText = (row: readonly Cell[], column: number): string => row[column]?.text ?? ''

interface Header {
  readonly row: number
  readonly columns: readonly (readonly Role[])[]
  readonly labels: readonly string[]
}

function findHeader(table: Table): Header | undefined {
  let best: Header | undefined
  let score = 1
  for (const [row, cells] of table.rows.slice(0, HEADER_WITHIN).entries()) {
    const columns = cells.map((cell) => rolesOf(cell.text))
    const filled = new Set(cells.map((cell) => cell.text).filter(Boolean)).size
    const roles = new Set(columns.flat().filter((role) => role !== 'number' && role !== 'other'))
    if (filled < 2 || roles.size < 2 || columns.filter((one) => one.length > 0).length * 2 < cells.length) continue
    if (roles.size > score) {
      best = { row, columns, labels: cells.map((cell) => cell.text) }
      score = roles.size
    }
  }
  const names = best ? nameColumn(table, best) : -1
  return best && names >= 0 ? { ...best, columns: best.columns.with(names, ['name']) } : best
}

const KNOWN: readonly Role[] = ['name', 'party', 'company', 'purpose', 'scene', 'items', 'means', 'permission', 'link']

/** Roles that a label inside a cell can give its words: the name is told by the column. */
const EMBEDDED: readonly Role[] = KNOWN.filter((role) => role !== 'name' && role !== 'party')

/** The column that holds SDK names under another title (功能类型, 类别). */
function nameColumn(table: Table, header: Header): number {
  if (header.columns.some((roles) => roles.includes('name'))) return -1
  const rows = table.rows.slice(header.row + 1)
  return header.columns.findIndex((roles, column) => {
    if (roles.includes('items') || roles.includes('link') || roles.includes('means')) return false
    const cells = rows.map((row) => cellText(row, column)).filter(Boolean)
    const names = cells.filter((text) => text.length <= 60 && /SDK/i.test(text) && !/[。；，]/.test(text))
    return cells.length > 0 && names.length * 2 > cells.length
  })
}

function kindOf(
  labels: readonly string[],
  roles: ReadonlySet<Role>,
  context: string,
  names: readonly string[],
): TableKind {
  const who = roles.has('name') || roles.has('company') || roles.has('party')
  const what =
    roles.has('purpose') || roles.has('scene') || roles.has('items') || roles.has('means') || roles.has('link')
  const third =
    labels.some(namesThirdParty) ||
    /第三方|三方|SDK|合作(?:方|伙伴)|供应商|共享清单/i.test(context) ||
    roles.has('company') ||
    names.filter((name) => /SDK|有限公司/i.test(name)).length * 2 > names.length
  if (who && what && third) return 'third-party'
  if (roles.has('permission') && !who && (roles.has('purpose') || roles.has('scene') || roles.has('items')))
    return 'permission'
  if (/权限/.test(context) && roles.has('name') && (roles.has('purpose') || roles.has('scene'))) return 'permission'
  if (roles.has('items') && (roles.has('purpose') || roles.has('scene') || roles.has('means'))) return 'collection'
  return 'other'
}

/** Values of one cell: labelled parts under their own roles, the rest under the roles of the column. */
function valuesOf(cell: Cell, roles: readonly Role[], inherited: boolean): readonly Value[] {
  const carried = inherited ? { inherited } : {}
  const links = cell.links ? { links: cell.links } : {}
  if (roles.length === 0) return [{ role: 'unsorted', text: cell.text, ...carried }]
  const { lead, parts } = labelled(cell.text)
  const own = parts.filter((part) => part.value !== '' && part.roles.some((role) => EMBEDDED.includes(role)))
  if (own.length === 0 || (own.length === 1 && lead === '' && roles.includes(own[0]!.roles[0]!)))
    return roles.map((role) => ({ role, text: own.length === 1 ? own[0]!.value : cell.text, ...links, ...carried }))
  const values: Value[] = own.flatMap((part) =>
    part.roles.map((role) => ({ role, text: part.value, ...links, ...carried })),
  )
  if (lead !== '') for (const role of roles) values.push({ role, text: lead, ...carried })
  return values
}

const isRepeatedHeader = (row: readonly Cell[], header: Header): boolean =>
  row.length > 0 && row.every((cell, column) => cell.text === header.labels[column])

const isTitle = (row: readonly Cell[]): boolean => new Set(row.map((cell) => cell.text)).size === 1

function readRows(table: Table, header: Header, budget: Budget): readonly TableRow[] {
  const rows: TableRow[] = []
  const last: (Cell | undefined)[] = []
  const group = header.columns.findIndex((roles) => roles.length > 0 && !roles.includes('number'))
  for (const [index, row] of table.rows.entries()) {
    if (index <= header.row || isRepeatedHeader(row, header) || isTitle(row)) continue
    budget.steps(row.length)
    const values: Value[] = []
    let grouping = true
    for (const [column, roles] of header.columns.entries()) {
      const own = row[column]
      const empty = !own || own.text.trim() === ''
      // An empty cell at the left edge, under a filled one: the merging was lost.
      const carried = empty && grouping && column >= group && last[column] !== undefined && header.columns.length > 2
      if (!empty) {
        last[column] = own
        if (column >= group) grouping = false
      }
      const cell = carried ? last[column]! : own
      if (cell && cell.text !== '') values.push(...valuesOf(cell, roles, carried))
    }
    if (values.some((value) => value.inherited !== true)) rows.push({ row: index + 1, values })
  }
  return rows
}

/** A table that stands on its side: labels in the first column, one party per further column. */
function readSideways(table: Table): readonly TableRow[] | undefined {
  const labels = table.rows.map((row) => rolesOf(cellText(row, 0)))
  const known = labels.filter((roles) => roles.some((role) => KNOWN.includes(role)))
  if (known.length < 3 || known.length * 3 < table.rows.length * 2 || new Set(known.flat()).size < 2) return undefined
  const width = Math.max(...table.rows.map((row) => row.length))
  const rows: TableRow[] = []
  for (let column = 1; column < width; column += 1) {
    let values: Value[] = []
    let start = 1
    let seen = new Set<Role>()
    const close = () => {
      if (values.length > 0) rows.push({ row: start, values })
      values = []
      seen = new Set()
    }
    for (const [index, row] of table.rows.entries()) {
      const roles = labels[index]!
      // A role that comes again begins the next party.
      if (roles.some((role) => seen.has(role) && role !== 'link' && role !== 'other')) close()
      if (values.length === 0) start = index + 1
      for (const role of roles) seen.add(role)
      const cell = row[column]
      if (cell && cell.text !== '') values.push(...valuesOf(cell, roles, false))
    }
    close()
  }
  return rows
}

/**
 * Reads a table by its header. `context` is the caption, the section titles and the text right before the table.
 * @throws BudgetError
 */
export function readTable(table: Table, context: string, budget: Budget): TableReading {
  const around = simplified(squeeze(`${table.caption ?? ''} ${context}`))
  const header = findHeader(table)
  if (!header) {
    const rows = readSideways(table)
    if (!rows) return OTHER
    const labels = table.rows.map((row) => cellText(row, 0))
    const roles = new Set(rows.flatMap((row) => row.values.map((value) => value.role)))
    return { kind: kindOf(labels, roles, around, []), rows }
  }
  const rows = readRows(table, header, budget)
  const roles = new Set([...header.columns.flat(), ...rows.flatMap((row) => row.values.map((value) => value.role))])
  const names = rows.flatMap((row) => row.values.filter((value) => value.role === 'name').map((value) => value.text))
  return { kind: kindOf(header.labels, roles, around, names), rows }
}
