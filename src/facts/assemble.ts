import type { Text } from '../law/text.ts'
import type { AnyEntity } from './entity.ts'
import type { Evidence } from './evidence.ts'
import type { Cell, EntityFacts, ListFacts, Reading } from './reading.ts'
import { doubt, type FactList, provenance, type Row } from './row.ts'

/** The two views of a subject: `shown` holds only proven facts, `all` the indicated ones too. */
export interface Views {
  readonly shown: Row
  readonly all: Row
}

const DISPUTED: Text = { zh: '不同来源的证据相互矛盾，请核实', en: 'sources contradict each other; verify' }

/**
 * Joins what readers found about one subject. Rows with the same entity and id are one row; a shown value goes before
 * an indicated one; shown values and links that contradict each other leave the field or link unknown. A list is closed
 * only if every reader that owns it closed it, and one did; a reader that yields does not own it. A merely indicated row
 * may not exist: in the shown view it can neither show a breach nor, where it would not change the answer, hide that
 * there is none; a link to one is unknown there.
 */
export function assemble(readings: readonly Reading[], root: AnyEntity, id: string): Views {
  const rows = new Map<string, EntityFacts[]>()
  const lists = new Map<string, ListFacts[]>()
  for (const reading of readings) {
    for (const row of reading.entities) push(rows, `${row.entity}:${row.id}`, row)
    for (const list of reading.lists) push(lists, `${list.owner.entity}:${list.owner.id}`, list)
  }
  const proven = (of: AnyEntity, key: string) =>
    (rows.get(`${of.name}:${key}`) ?? []).some((r) => r.strength === 'shown')
  const onlyIndicated = (of: AnyEntity, key: string) => rows.has(`${of.name}:${key}`) && !proven(of, key)
  const build = (of: AnyEntity, key: string, view: keyof Views, depth: number): Row => {
    const parts = rows.get(`${of.name}:${key}`) ?? []
    const fields: Record<string, readonly Evidence[]> = {}
    const unknown: Record<string, Text> = Object.assign({}, ...parts.map((p) => p.unknown))
    const row: Record<string | symbol, unknown> = {}
    for (const name of Object.keys(of.fields)) {
      const cells = parts.flatMap((p) => p.cells[name] ?? []).filter((c) => view === 'all' || c.strength === 'shown')
      const cell = settle(cells)
      if (cell === 'disputed') unknown[name] = DISPUTED
      else if (cell) row[name] = cell.value
      const telling = typeof cell === 'object' ? cells.filter((c) => c.value === cell.value) : cells
      if (cells.length > 0) fields[name] = telling.flatMap((c) => c.evidence)
    }
    for (const [name, target] of Object.entries(of.links as Record<string, AnyEntity>)) {
      const ids = new Set(parts.flatMap((p) => (name in p.links ? [p.links[name]!] : [])))
      const [found] = ids
      if (ids.size > 1) unknown[name] = DISPUTED
      else if (found === null) row[name] = null
      else if (found !== undefined && depth < 8 && (view === 'all' || !onlyIndicated(target, found)))
        row[name] = build(target, found, view, depth + 1)
    }
    const owned = lists.get(`${of.name}:${key}`) ?? []
    for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>)) {
      const same = owned.filter((l) => l.list === name)
      if (same.length > 0 && depth < 8) row[name] = join(same, element, view, depth)
    }
    row[provenance] = { entity: of.name, id: key, evidence: parts.flatMap((p) => p.evidence), fields, unknown }
    return row as Row
  }
  const join = (parts: readonly ListFacts[], element: AnyEntity, view: keyof Views, depth: number): FactList => {
    const owners = parts.filter((p) => !p.yields)
    const open = (owners.length > 0 ? owners : parts).flatMap((p) => p.open ?? [])
    const ids = new Set(parts.flatMap((p) => p.rows))
    const kept: Row[] = []
    for (const one of ids) {
      const row = build(element, one, view, depth + 1)
      kept.push(view === 'shown' && !proven(element, one) ? { ...row, [doubt]: 'absent' } : row)
    }
    return { rows: kept, open }
  }
  return { shown: build(root, id, 'shown', 0), all: build(root, id, 'all', 0) }
}

function settle(cells: readonly Cell[]): Cell | 'disputed' | undefined {
  const best = cells.filter((c) => c.strength === 'shown')
  const pool = best.length > 0 ? best : cells
  const first = pool[0]
  if (!first) return undefined
  return pool.some((c) => c.value !== first.value) ? 'disputed' : first
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
