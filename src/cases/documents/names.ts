import { maskName } from '../../facts/personal.ts'
import type { Text } from '../../law/text.ts'
import { actorName, roleOf } from '../event.ts'
import type { Folded } from '../fold.ts'

/** Persons named in the case: its subject, where that is a person, and whoever acted for the other side. */
export function namesIn({ procedure, facts, steps }: Folded): readonly string[] {
  const subject = facts['kind'] === 'person' && typeof facts['subject'] === 'string' ? [facts['subject']] : []
  const actors = steps.flatMap(({ event: { by } }) => {
    const role = procedure.roles[roleOf(by)]
    return role && role.side !== procedure.keeper ? [actorName(by)] : []
  })
  return [...new Set([...subject, ...actors])].filter((n) => n.length > 1).sort((a, b) => b.length - a.length)
}

/** A text with each of the names masked. */
export const hide = ({ zh, en }: Text, names: readonly string[]): Text => {
  const masked = (text: string) => names.reduce((at, name) => at.replaceAll(name, maskName(name)), text)
  return { zh: masked(zh), en: masked(en) }
}

/** Every text of a paper, changed. */
export function mapTexts<T>(value: T, change: (text: Text) => Text): T {
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change)) as T
  if (typeof value !== 'object' || value === null) return value
  const { zh, en } = value as { zh?: unknown; en?: unknown }
  if (typeof zh === 'string' && typeof en === 'string') return change({ zh, en }) as T
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)])) as T
}
