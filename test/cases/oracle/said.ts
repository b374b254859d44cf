import type { Folded, Step } from '../../../src/cases/fold.ts'

/**
 * What the law asks of a step, said in plain code over what was said and done before it, and not through the guards:
 * the gate is held to it, trace by trace.
 */
export interface Oracle {
  /** Why the law forbids the step of the side that keeps the file; undefined where it may be taken. */
  forbids(step: Said, before: readonly Said[], facts: Data): string | undefined
  /** The last day on which a step that protects the other side is in time; undefined where there is none. */
  due?(step: Said, before: readonly Said[], facts: Data): string | undefined
}

// biome-ignore lint/suspicious/noExplicitAny: what an event says, unread
export type Data = Readonly<Record<string, any>>

/** A step that stands: taken, or observed of the other side. */
export interface Said {
  readonly id: string
  readonly type: string
  readonly day: string
  readonly role: string
  readonly data: Data
}

export const saidOf = ({ id, day, event }: Step): Said => ({
  id,
  type: event.type,
  day,
  role: event.by.split(':')[0]!,
  data: event.data,
})

/** The steps that stand before a place. */
export const standing = (folded: Folded, upTo = folded.steps.length): Said[] =>
  folded.steps
    .slice(0, upTo)
    .filter((s) => s.outcome !== 'refused')
    .map(saidOf)

export const has = (value: unknown): boolean => value !== undefined && value !== null
/** Certainly not so: said to be false, or not to be at all. */
export const isNot = (value: unknown): boolean => value === false || value === null
/** A circumstance that counts only where it is said. */
export const without = (value: unknown): boolean => value !== true
export const among = (value: unknown, ...of: readonly string[]): boolean => of.includes(value as string)
export const onOrAfter = (day: unknown, other: string): boolean => typeof day === 'string' && day >= other

export const all = (before: readonly Said[], type: string): readonly Said[] => before.filter((s) => s.type === type)
/** The event of a kind with an id. */
export const named = (before: readonly Said[], type: string, id: unknown): Said | undefined =>
  all(before, type).find((s) => s.id === id)

/** Asks for one thing after another; the first that is not so is the reason. */
export const lacks = (...asked: readonly (readonly [boolean, string])[]): string | undefined =>
  asked.find(([holds]) => !holds)?.[1]

/** Who may take a step at all, and none dated before the last one of the same side. */
export function misplaced(
  step: Said,
  before: readonly (Said & { readonly mode?: string })[],
  roles: Readonly<Record<string, readonly string[]>>,
  own: readonly string[],
): string | undefined {
  if (!roles[step.type]!.includes(step.role)) return `${step.role} may not take it`
  const last = before.filter((s) => own.includes(s.role)).at(-1)
  return last && last.day > step.day ? 'dated back' : undefined
}
