import type { AnyEntity } from '../../facts/entity.ts'
import { same, type Text } from '../../law/text.ts'
import type { Procedure } from '../procedure.ts'
import type { Source } from './document.ts'

/** What a source is called, and where it stands in a case. */

export const ISSUER: Text = { zh: '制作机关（单位）名称', en: 'name of the issuing body' }

/** Kinds of earlier step a source reads. */
export function listsOf(source: Source): readonly string[] {
  if (source.from === 'other') return [source.list, ...listsOf(source.is)]
  if (source.from === 'last') return [source.list]
  if (source.from === 'called') return listsOf(source.is)
  return source.from === 'first' || source.from === 'each' ? source.of.flatMap(listsOf) : []
}

/** Where the case would hold it: `data.grounds`. */
export function whereOf(source: Source): string {
  switch (source.from) {
    case 'step':
      return `data.${source.field}`
    case 'case':
      return `facts.${source.field}`
    case 'row':
      return source.field
    case 'actor':
      return '--issuer'
    case 'called':
      return whereOf(source.is)
    case 'last':
      return `${source.list}.${source.field}`
    case 'other':
      return `${source.list}${source.rows ? `.${source.rows}` : ''}.${source.field}`
    case 'each':
    case 'first':
      return source.of[0] ? whereOf(source.of[0]) : ''
    default:
      return source satisfies never
  }
}

/** The name of what it holds. */
export function titleOf(source: Source, procedure: Procedure, event: string): Text {
  const lists = procedure.entity.lists as Record<string, AnyEntity>
  const titled = (of: AnyEntity | undefined, field: string): Text => of?.fields[field]?.title ?? same(field)
  switch (source.from) {
    case 'step':
      return titled(lists[event], source.field)
    case 'case':
      return titled(procedure.entity, source.field)
    case 'row':
      return same(source.field)
    case 'actor':
      return ISSUER
    case 'called':
      return titleOf(source.is, procedure, event)
    case 'last':
      return titled(lists[source.list], source.field)
    case 'other': {
      const of = lists[source.list]
      const inner = (of?.lists ?? {}) as Record<string, AnyEntity>
      return titled(source.rows ? inner[source.rows] : of, source.field)
    }
    case 'each':
    case 'first':
      return source.of[0] ? titleOf(source.of[0], procedure, event) : same('')
    default:
      return source satisfies never
  }
}
