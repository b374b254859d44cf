import type { Text } from '../law/text.ts'
import type { AnyEntity } from './entity.ts'
import { type Doubt, doubt, type FactList, holder, type Row, type Scalar } from './row.ts'

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
  /** Link carried over from the source row; its key is one of the parts grouped by, so all members have the same. */
  readonly link?: string
  readonly by: readonly GroupKey[]
  /** List of the derived entity that holds its source rows. */
  readonly list: string
}

export const UNPLACED: Text = {
  zh: '有行缺少分组所需的信息，可能属于本组',
  en: 'rows that lack the grouping facts may belong to this group',
}

/** One part of a row's key, as far as it is known. */
interface Part {
  readonly value: Scalar | null | undefined
  readonly alone: Scalar | null | undefined
  /** The part itself, where nothing unknown could change it. */
  readonly sure?: string
  /** What it may prove to be; `=*` is any value, `alone *` any stand-in. */
  readonly may: readonly string[]
  /** Rows with the same stand-in are together whatever the value proves to be. */
  readonly shared?: string
  /** In no group at all: the value is none and nothing stands in. */
  readonly outside: boolean
}

interface Group {
  readonly parts: readonly Part[]
  readonly source: Row
  readonly members: Row[]
  readonly doubt?: Doubt
}

/**
 * Groups rows. Where a row's key is not fully known:
 * - with a stand-in for every unknown part, it forms a provisional group with the rows that share it (`doubt: same`);
 * - without, it cannot be put together with any row: one row without members (`doubt: absent`) stands for all such rows
 *   with the same known parts, and the derived list is open.
 * Both keep every group open that such a row might belong to: over an open group a breach can be shown, but no
 * compliance. A key field of the derived entity that is not grouped by is filled with the parts joined by `/`.
 */
export function group(of: Derived, source: FactList): FactList {
  checkDerived(of)
  const groups = new Map<string, Group>()
  const loose = new Set<string>()
  let unplaced = false
  for (const row of source.rows) {
    const parts = of.by.map((key) => partOf(key, row))
    if (parts.some((p) => p.outside)) continue
    const sure = parts.every((p) => p.sure !== undefined)
    const placed = parts.every((p) => p.sure !== undefined || p.shared !== undefined)
    if (!sure) for (const pattern of combinations(parts.map((p) => p.may))) loose.add(pattern)
    if (!placed) unplaced = true
    const id = JSON.stringify(parts.map((p) => p.sure ?? (placed ? p.shared : '?')))
    let one = groups.get(id)
    if (!one) {
      one = { parts, source: row, members: [], ...(sure ? {} : { doubt: placed ? 'same' : 'absent' }) }
      groups.set(id, one)
    }
    if (placed) one.members.push(row)
  }
  const open = unplaced ? [...source.open, UNPLACED] : source.open
  return { rows: [...groups.values()].map((one) => derivedRow(of, one, loose, source.open)), open }
}

function derivedRow(of: Derived, one: Group, loose: ReadonlySet<string>, open: readonly Text[]): Row {
  const { parts, members } = one
  const joinable =
    one.doubt !== undefined ||
    combinations(parts.map((p) => [p.sure!, p.sure!.startsWith('=') ? '=*' : 'alone *'])).some((c) => loose.has(c))
  const row: Record<string | symbol, Row[string] | Doubt> = {}
  if (!of.by.some((key) => key.name === of.entity.key))
    row[of.entity.key] = parts.map((p) => written(p, one.doubt)).join('/')
  for (const [i, key] of of.by.entries()) {
    const { sure, value } = parts[i]!
    row[key.name] = sure === undefined ? undefined : value
    if (key.path[0] === of.link) row[of.link!] = sure === undefined ? undefined : one.source[of.link!]
  }
  row[of.list] = { rows: members, open: joinable ? [...open, UNPLACED] : open }
  if (one.doubt) row[doubt] = one.doubt
  return row as Row
}

/** The groups a derivation rests on. Throws `TypeError` where its link could differ between the rows of one group. */
export function checkDerived(of: Derived): void {
  if (of.link === undefined) return
  const key = (of.source.links[of.link] as AnyEntity | undefined)?.key
  if (!of.by.some(({ path }) => path.length === 2 && path[0] === of.link && path[1] === key))
    throw new TypeError(`${of.entity.name}: groups with a link to ${of.link} must be grouped by ${of.link}.${key}`)
}

function partOf(key: GroupKey, row: Row): Part {
  const value = read(row, key.path)
  const alone = key.alone ? read(row, key.alone) : null
  if (value !== undefined && value !== null) {
    const sure = `=${value}`
    return { value, alone, sure, may: [sure], outside: false }
  }
  if (value === null) {
    if (alone === null) return { value, alone, may: [], outside: true }
    if (alone === undefined) return { value, alone, may: ['alone *'], outside: false }
    const sure = `alone ${alone}`
    return { value, alone, sure, may: [sure], outside: false }
  }
  if (alone === null) return { value, alone, may: ['=*'], outside: false }
  if (alone === undefined) return { value, alone, may: ['=*', 'alone *'], outside: false }
  return { value, alone, may: ['=*', `alone ${alone}`], shared: `?=${alone}`, outside: false }
}

/** How a part reads in the key of a derived row; where rows could not be put together, what is not sure is `?`. */
function written({ sure, value, alone }: Part, why: Doubt | undefined): string {
  if (sure !== undefined) return String(value ?? alone)
  return why === 'absent' ? '?' : `${alone}?`
}

/** Every way to take one of each, as one text. */
function combinations(options: readonly (readonly string[])[]): string[] {
  let found: string[][] = [[]]
  for (const choices of options) found = found.flatMap((head) => choices.map((one) => [...head, one]))
  return found.map((parts) => JSON.stringify(parts))
}

function read(row: Row, path: readonly string[]): Scalar | null | undefined {
  const at = holder(row, path)
  return at ? (at[path.at(-1)!] as Scalar | null | undefined) : at
}
