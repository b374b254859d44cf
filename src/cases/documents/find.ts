import type { AnyEntity, Field } from '../../facts/entity.ts'
import { maskText } from '../../facts/personal.ts'
import { type FactList, isList, type Row, type Scalar } from '../../facts/row.ts'
import { CLAUSES, list, same, type Text } from '../../law/text.ts'
import { actorName } from '../event.ts'
import type { Procedure } from '../procedure.ts'
import { actorText, valueText } from '../texts.ts'
import type { RowSource, Source, Value } from './document.ts'

/** Where the values of a document are looked for. */
export interface Place {
  readonly procedure: Procedure
  readonly event: string
  /** The case before the step, and the step. */
  readonly facts: Row
  readonly step: Row
  /** The row of a table. */
  readonly row?: Row
  /** Entity of that row, and its name. */
  readonly of?: AnyEntity
}

/** A value that was found, with the field it comes from. */
export interface Found {
  readonly field: Field
  /** `decision.until`; chooses the words of a choice. */
  readonly name: string
  readonly value: Scalar | null | undefined
}

/** An actor may be named as a body or as a person; only a body issues documents. */
const BODY =
  /(局|厅|部|委|办|院|公司|中心|队|所|处|会|政府|平台|商店|银行|科|室|社|网|大学)$|(Bureau|Department|Ministry|Commission|Administration|Office|Platform|Ltd\.?|Inc\.?|Company)$/
const NAME: Field = { type: 'text', title: { zh: '名称', en: 'name' } }
const BY: Field = { type: 'text', title: { zh: '行为人', en: 'actor' } }

/** The values of a source, in the order of the case: one, but for sources that read several rows. */
export function find(source: Source, at: Place): readonly Found[] {
  const lists = at.procedure.entity.lists as Record<string, AnyEntity>
  switch (source.from) {
    case 'step':
      return [read(lists[at.event]!, at.step, source.field, at.event)]
    case 'case':
      return [read(at.procedure.entity, at.facts, source.field, at.procedure.entity.name)]
    case 'row':
      return at.row && at.of ? [read(at.of, at.row, source.field, at.of.name)] : []
    case 'other': {
      const found = rowsFor(source, at)
      return found.rows.map((row) => read(found.of, row, source.field, found.of.name))
    }
    case 'actor': {
      const name = actorName(String(at.step['by'] ?? ''))
      return BODY.test(name) ? [{ field: NAME, name: 'actor', value: name }] : []
    }
    case 'called':
      return find(source.is, at)
    case 'last': {
      const row = rowsOf(at.facts, source.list).at(-1)
      return row ? [read(lists[source.list]!, row, source.field, source.list)] : []
    }
    case 'each':
      return source.of.flatMap((one) => find(one, at))
    case 'first': {
      for (const one of source.of) {
        const found = find(one, at)
        if (found.some(has)) return found
      }
      return source.of[0] ? find(source.of[0], at) : []
    }
    default:
      return source satisfies never
  }
}

export const has = ({ value }: Found): boolean => value !== undefined && value !== null && value !== ''

/** The rows a table or a value is taken from, and what they are. */
export function rowsFor(source: RowSource, at: Place): { readonly rows: readonly Row[]; readonly of: AnyEntity } {
  const entity = (at.procedure.entity.lists as Record<string, AnyEntity>)[source.list]!
  const wanted = find(source.is, at)
    .filter(has)
    .map((f) => f.value)
  const steps = rowsOf(at.facts, source.list)
  if (source.rows === undefined)
    return { rows: steps.filter((row) => wanted.includes(row[source.on] as Scalar)), of: entity }
  const of = (entity.lists as Record<string, AnyEntity>)[source.rows]!
  // Named by the id of the step, all its rows; by a field of their own, the rows that have it.
  const own = Object.hasOwn(of.fields, source.on)
  const rows = steps
    .filter((row) => own || wanted.includes(row['id'] as Scalar))
    .flatMap((row) => rowsOf(row, source.rows!))
  return { rows: own ? rows.filter((row) => wanted.includes(row[source.on] as Scalar)) : rows, of }
}

const rowsOf = (row: Row, list: string): readonly Row[] => {
  const found = row[list]
  return isList(found) ? (found as FactList).rows : []
}

function read(of: AnyEntity, row: Row, field: string, event: string): Found {
  const declared = (of.fields as Record<string, Field>)[field] ?? BY
  return { field: declared, name: `${event}.${field}`, value: row[field] as Scalar | null | undefined }
}

/** A value in words; undefined where there is none. Several are told one after the other. */
export function textOf(value: Pick<Value, 'source' | 'words'>, at: Place): Text | undefined {
  const told = find(value.source, at)
    .filter(has)
    .map((f) => (value.source.from === 'called' ? calledText(String(f.value), at) : wordsOf(f, value, at.procedure)))
  if (told.length === 0) return undefined
  return list([...new Map(told.map((t) => [t.zh, t])).values()], CLAUSES)
}

/** A step by its title and id; an id that no step has as it stands. */
function calledText(id: string, { procedure, facts }: Place): Text {
  const type = Object.keys(procedure.events).find((one) => rowsOf(facts, one).some((row) => row['id'] === id))
  const named = maskText(id)
  if (type === undefined) return same(named)
  const { zh, en } = procedure.events[type]!.title
  return { zh: `${zh}（${named}）`, en: `${en} (${named})` }
}

function wordsOf(found: Found, { words }: Pick<Value, 'words'>, procedure: Procedure): Text {
  if (found.name.endsWith('.by')) return actorText(String(found.value), procedure)
  return words?.[String(found.value)] ?? valueText(found.field, found.value as Scalar)
}
