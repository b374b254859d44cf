import type { Text } from '../law/text.ts'
import type { AnyEntity } from './entity.ts'
import { type FactList, holder, type Row, type Scalar } from './row.ts'

/** One part of the key a derived entity is grouped by. */
export interface GroupKey {
  /** Field of the derived entity that holds the value. */
  readonly name: string
  /** Where the source row has it. */
  readonly path: readonly string[]
  /** Stands in where the value is none: a partner without a group is a group of its own. */
  readonly alone?: readonly string[]
}

/** An entity that nobody reports: rows of another entity, grouped. */
export interface Derived {
  readonly entity: AnyEntity
  readonly source: AnyEntity
  /** Link carried over from the source row, if any. */
  readonly link?: string
  readonly by: readonly GroupKey[]
  /** List of the derived entity that holds its source rows. */
  readonly list: string
}

const UNPLACED: Text = {
  zh: '有行缺少分组所需的信息，可能属于本组',
  en: 'rows that lack the grouping facts may belong to this group',
}

interface Place {
  /** Known key parts in order; undefined where unknown. */
  readonly parts: readonly (string | undefined)[]
  readonly values: readonly (Scalar | null | undefined)[]
  /** No group at all: a key part is none and has no stand-in. */
  readonly outside: boolean
}

/**
 * Groups rows. A row whose key is not fully known forms a provisional group with the rows that share its stand-in, and
 * keeps every group open that it might belong to: over such a group a breach can be shown but no compliance.
 */
export function group(of: Derived, source: FactList): FactList {
  const groups = new Map<string, { row: Record<string, Row[string]>; members: Row[]; open: Text[]; place: Place }>()
  const loose: Place[] = []
  for (const row of source.rows) {
    const place = placeOf(of, row)
    if (place.outside) continue
    const unknown = place.parts.some((p) => p === undefined)
    if (unknown) loose.push(place)
    const standIns = of.by.map((key, i) => place.parts[i] ?? `?${String(key.alone && read(row, key.alone))}`)
    const id = JSON.stringify(standIns)
    let one = groups.get(id)
    if (!one) {
      const fields = Object.fromEntries(of.by.map((key, i) => [key.name, place.values[i]]))
      const link = of.link === undefined ? {} : { [of.link]: row[of.link] }
      one = { row: { ...fields, ...link }, members: [], open: unknown ? [UNPLACED] : [], place }
      groups.set(id, one)
    }
    one.members.push(row)
  }
  const rows = [...groups.values()].map(({ row, members, open, place }) => {
    const may = open.length === 0 && loose.some((other) => couldMatch(other, place))
    return { ...row, [of.list]: { rows: members, open: [...source.open, ...open, ...(may ? [UNPLACED] : [])] } } as Row
  })
  return { rows, open: source.open }
}

function placeOf(of: Derived, row: Row): Place {
  const parts: (string | undefined)[] = []
  const values: (Scalar | null | undefined)[] = []
  let outside = false
  for (const key of of.by) {
    const value = read(row, key.path)
    values.push(value)
    if (value === undefined) parts.push(undefined)
    else if (value !== null) parts.push(`=${value}`)
    else {
      const alone = key.alone ? read(row, key.alone) : null
      if (alone === null) outside = true
      parts.push(alone === undefined || alone === null ? undefined : `alone ${alone}`)
    }
  }
  return { parts, values, outside }
}

/** A part that stands alone has no affiliates, so a row with an unknown part cannot join it. */
const couldMatch = (loose: Place, place: Place): boolean =>
  place.parts.every((part, i) => {
    const other = loose.parts[i]
    return other === undefined ? !part?.startsWith('alone ') : other === part
  })

function read(row: Row, path: readonly string[]): Scalar | null | undefined {
  const at = holder(row, path)
  return at ? (at[path.at(-1)!] as Scalar | null | undefined) : at
}
