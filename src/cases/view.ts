import { lawOf } from '../judge/environment.ts'
import type { Text } from '../law/text.ts'
import { type DueItem, dueList } from './due.ts'
import { type Outcome, roleOf } from './event.ts'
import { drift, type Folded, type Step, without } from './fold.ts'
import { gate, type Missing, type Why, whyOf } from './gate.ts'
import { NOW, THE_CASE } from './words.ts'

/** A case as one side reads it on a day. Both sides read the same steps, provisions and clocks. */
export interface CaseView {
  readonly schema: 'guiju/case-status/1'
  readonly procedure: string
  readonly title: Text
  readonly asOf: string
  readonly side: string
  readonly state: { readonly id: string; readonly title: Text }
  readonly steps: readonly ViewedStep[]
  readonly due: readonly (DueItem & { readonly yours: boolean })[]
  /** What still stands between this side and each step it may take. */
  readonly next: readonly {
    readonly type: string
    readonly title: Text
    readonly missing: readonly Missing[]
    readonly tooEarlyUntil: string | null
  }[]
  readonly notes: readonly Text[]
}

export interface ViewedStep extends Why {
  readonly id: string
  readonly type: string
  readonly title: Text
  readonly at: string
  readonly day: string
  readonly by: string
  readonly yours: boolean
  readonly outcome: Outcome
  /** The outcome it was recorded with, where that is another one. */
  readonly recorded?: Outcome
}

/** The view of a side on a day; steps after that day are left out of no view, clocks are read on it. */
export function viewOf(folded: Folded, side: string, asOf: string): CaseView {
  const { procedure, state } = folded
  const changed = new Set(drift(folded))
  const sideOf = (by: string) => procedure.roles[roleOf(by)]?.side
  return {
    schema: 'guiju/case-status/1',
    procedure: procedure.id,
    title: procedure.title,
    asOf,
    side,
    state: { id: state, title: procedure.states[state]! },
    steps: folded.steps.map((step) => viewed(step, folded, sideOf(step.event.by) === side, changed.has(step))),
    due: dueList(folded, asOf).map((item) => ({ ...item, yours: sideOf(item.who) === side })),
    next: Object.entries(procedure.events)
      .filter(([, { by }]) => by.some((role) => sideOf(role) === side))
      .map(([type, { title, guards }]) => {
        const found = gate(
          guards,
          { [THE_CASE]: folded.row, [NOW]: { ...without(procedure.entity.lists[type]), on: asOf } },
          lawOf(asOf),
        )
        return { type, title, missing: found.missing, tooEarlyUntil: found.tooEarlyUntil ?? null }
      }),
    notes: procedure.notes.filter(({ from }) => from === undefined || from <= asOf).map(({ text }) => text),
  }
}

function viewed(step: Step, { procedure }: Folded, yours: boolean, changed: boolean): ViewedStep {
  const { event, gate } = step
  return {
    id: step.id,
    type: event.type,
    title: procedure.events[event.type]!.title,
    at: event.at,
    day: step.day,
    by: event.by,
    yours,
    outcome: step.outcome,
    ...whyOf(gate),
    ...(changed ? { recorded: event.outcome! } : {}),
  }
}
