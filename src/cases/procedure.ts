import type { AnyEntity } from '../facts/entity.ts'
import { always, type DateField, type DateTerm, type ListTerm } from '../facts/terms.ts'
import type { Condition, Term } from '../facts/tree.ts'
import { type Ref, ref } from '../law/ref.ts'
import { list, type Text } from '../law/text.ts'
import type { Counted } from './counted.ts'
import type { Guard } from './gate.ts'

/** A procedure: who may do what, when, on which provision. Data and condition trees, nothing else. */
export interface Procedure {
  readonly id: string
  readonly title: Text
  /** Ids of the instruments it follows. */
  readonly instruments: readonly string[]
  /** The case as facts: its own fields, and a list of events of each kind. */
  readonly entity: AnyEntity
  readonly sides: Readonly<Record<string, Text>>
  readonly roles: Readonly<Record<string, Role>>
  /** The side that keeps the whole record: for any other, a step that was not observed may still have been taken. */
  readonly keeper: string
  readonly states: Readonly<Record<string, Text>>
  readonly start: string
  readonly events: Readonly<Record<string, EventType>>
  readonly deadlines: readonly Deadline[]
  /** What a reader of the case must know about the law behind it from a day on. */
  readonly notes: readonly { readonly from?: string; readonly text: Text }[]
}

export interface Role {
  readonly title: Text
  readonly side: string
}

/** What roles are called, one after the other. */
export const rolesText = ({ roles }: Procedure, of: readonly string[]): Text => list(of.map((r) => roles[r]!.title))

export interface EventType {
  readonly title: Text
  /** Roles that may take the step. */
  readonly by: readonly string[]
  /** The provision that provides for the step. */
  readonly cites: Ref
  readonly guards: readonly Guard[]
  /** It takes effect by reaching the other side, who therefore knows of each one. */
  readonly served?: true
  /** The day by which it is to be met, reckoned when it is recorded. */
  readonly counted?: Counted
  /** State of the case after it. */
  readonly to?: string
}

/** What somebody owes by a day, for each event of a kind. */
export interface Deadline {
  readonly title: Text
  readonly cites: Ref
  /** Role that answers for it. */
  readonly who: string
  readonly each: string
  /** Which of them; the row is known by the name of its kind. */
  readonly where?: Condition
  /** Its last day; absent where the law asks for it in time and sets no day. */
  readonly due?: Term
  /** The kind of event that meets it, and which of them. */
  readonly met: { readonly by: string; readonly where: Condition }
}

/** A condition of a step. Without `protects` the step is refused while it does not hold. */
export const need = (cites: string, zh: string, en: string, condition: Condition): Guard => ({
  step: { zh, en },
  cites: ref(cites),
  condition,
})

/** A time limit on a step that protects the other side: lateness is recorded and never refuses it. */
export const limit = (cites: string, zh: string, en: string, condition: Condition): Guard => ({
  ...need(cites, zh, en, condition),
  protects: true,
})

/** What a row of a list offers. */
export type RowOf<L> = L extends ListTerm<infer H> ? H : never

/** Says a deadline with typed rows: what each event of a kind asks for, and which events of another kind meet it. */
export function deadlineOf<R extends object, K extends keyof R & string, M extends keyof R & string>(
  past: { readonly [T in keyof R]: ListTerm<R[T]> },
  each: K,
  met: M,
  say: (
    row: R[K],
    done: R[M],
  ) => {
    readonly title: Text
    readonly cites: string
    readonly who: string
    readonly where?: Condition
    readonly due?: DateTerm | DateField
    readonly met?: Condition
  },
): Deadline {
  const made = say(past[each].handle(each), past[met].handle(metName(each, met)))
  return {
    title: made.title,
    cites: ref(made.cites),
    who: made.who,
    each,
    ...(made.where ? { where: made.where } : {}),
    ...(made.due ? { due: made.due.node } : {}),
    met: { by: met, where: made.met ?? always },
  }
}

/** The name of the meeting event beside one of its own kind. */
export const metName = (each: string, met: string): string => (met === each ? 'other' : met)
