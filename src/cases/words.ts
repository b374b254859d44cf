import { type AnyEntity, type Entity, entity, type Fields, field, type Handle, handle } from '../facts/entity.ts'
import type { ListTerm } from '../facts/terms.ts'
import type { Text } from '../law/text.ts'

/** The words in which the guards of a procedure speak of its case: what is known of it, what has happened, what is proposed. */

type Lists = Readonly<Record<string, AnyEntity>>

/** What one kind of event says. */
export interface EventShape<F extends Fields = Fields, L extends Lists = Lists> {
  readonly title: Text
  readonly fields: F
  readonly lists?: L
}

const BASE = {
  id: field.text({ zh: '编号', en: 'id' }),
  on: field.date({ zh: '日期', en: 'day' }),
  by: field.text({ zh: '行为人', en: 'actor' }),
}
/** Names that every event has. */
export const ENVELOPE: readonly string[] = Object.keys(BASE)
/** Those of them that come from the event itself; `id` may be given in its data. */
export const RESERVED: readonly string[] = ['on', 'by']

const CASE = {
  id: field.text({ zh: '案号', en: 'case number' }),
  side: field.text({ zh: '建档一方', en: 'side that keeps the file' }),
}

type EventEntity<S extends EventShape> = Entity<
  typeof BASE & S['fields'],
  Record<never, never>,
  S extends { readonly lists: infer L extends Lists } ? L : Record<never, never>
>
type Shapes = Readonly<Record<string, EventShape>>

export interface Words<F extends Fields, S extends Shapes> {
  readonly entity: AnyEntity
  readonly events: { readonly [K in keyof S]: EventEntity<S[K]> }
  /** What is known of the case when it is opened. */
  readonly facts: Handle<Entity<typeof CASE & F>>
  /** Accepted and observed events so far, by kind. */
  readonly past: { readonly [K in keyof S]: ListTerm<Handle<EventEntity<S[K]>>> }
  /** The event that is proposed. */
  readonly now: { readonly [K in keyof S]: Handle<EventEntity<S[K]>> }
}

/** Names by which a tree knows the case and the proposed event. */
export const THE_CASE = 'case'
export const NOW = 'now'

export function words<const F extends Fields, const S extends Shapes>(declared: {
  readonly name: string
  readonly title: Text
  readonly facts: F
  readonly events: S
}): Words<F, S> {
  const events: Record<string, AnyEntity> = {}
  const now: Record<string, unknown> = {}
  for (const [type, shape] of Object.entries(declared.events)) {
    const of = entity({
      name: type,
      title: shape.title,
      key: 'id',
      fields: { ...BASE, ...shape.fields },
      lists: shape.lists ?? {},
    })
    events[type] = of
    now[type] = handle(of, NOW)
  }
  const of = entity({
    name: declared.name,
    title: declared.title,
    key: 'id',
    fields: { ...CASE, ...declared.facts },
    lists: events,
  })
  const all = handle(of, THE_CASE) as unknown
  return { entity: of, events, facts: all, past: all, now } as unknown as Words<F, S>
}
