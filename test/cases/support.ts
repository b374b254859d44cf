import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appendEvent, type Folded, openCase, type Step } from '../../src/cases/fold.ts'
import type { Procedure } from '../../src/cases/procedure.ts'
import type { PlainFacts } from '../../src/facts/read.ts'

/** An event as a test writes it. */
export type Plain = readonly [type: string, at: string, data?: PlainFacts, by?: string]

/** An event of a procedure: by the first role that may take it, with evidence where the other side acts. */
export function event(procedure: Procedure, [type, at, data = {}, by = procedure.events[type]!.by[0]!]: Plain) {
  return { type, at, by, data: { evidence: ['file'], ...data } }
}

export function run(procedure: Procedure, facts: PlainFacts, events: readonly Plain[]): Folded {
  return events.reduce((folded, e) => appendEvent(folded, event(procedure, e)), openCase(procedure, facts))
}

/** The last step of a case. */
export const last = (folded: Folded): Step => folded.steps.at(-1)!

/** One rule: the step the gate refuses with that provision, and its lawful neighbour. */
export interface Ruling {
  readonly rule: string
  readonly cites: string
  readonly before: readonly Plain[]
  readonly refused: Plain
  readonly allowed: Plain
  /** What happens before the allowed step, where it is not the same. */
  readonly beforeAllowed?: readonly Plain[]
  /** The step is refused because it comes too early, until that day, or too late, since that day. */
  readonly early?: string
  readonly late?: string
  readonly facts?: PlainFacts
  /** Facts of the lawful neighbour, where it is they that differ. */
  readonly allowedFacts?: PlainFacts
}

/** One limit on a step that protects the other side: in time, and late by a day or more. */
export interface Lateness {
  readonly rule: string
  readonly cites: string
  readonly before: readonly Plain[]
  readonly inTime: Plain
  readonly late: Plain
}

/** Tests every rule of a table in both directions. */
export function rulings(procedure: Procedure, facts: PlainFacts, table: readonly Ruling[]): void {
  describe(`${procedure.id}: what the gate refuses, and the lawful neighbour`, () => {
    for (const one of table)
      it(one.rule, () => {
        const own = { ...facts, ...one.facts }
        const no = last(run(procedure, own, [...one.before, one.refused]))
        const shown = JSON.stringify(no.gate, null, 1)
        assert.equal(no.outcome, 'refused', `${one.refused[0]} was not refused`)
        assert.ok(no.gate.citations.includes(one.cites as never), `${one.cites} is not cited: ${shown}`)
        assert.equal(no.gate.tooEarlyUntil, one.early, shown)
        assert.equal(no.gate.tooLateSince, one.late, shown)
        if (!one.early && !one.late)
          assert.ok(
            no.gate.missing.some((m) => m.citation === one.cites && m.step.zh !== '' && m.step.en !== ''),
            shown,
          )
        const others = one.allowedFacts ? { ...facts, ...one.allowedFacts } : own
        const yes = last(run(procedure, others, [...(one.beforeAllowed ?? one.before), one.allowed]))
        assert.notEqual(yes.outcome, 'refused', JSON.stringify(yes.gate.missing, null, 1))
      })
  })
}

/** Tests that lateness is recorded with its provision, and refuses nothing. */
export function latenesses(procedure: Procedure, facts: PlainFacts, table: readonly Lateness[]): void {
  describe(`${procedure.id}: what is late, and never refused`, () => {
    for (const one of table)
      it(one.rule, () => {
        assert.equal(last(run(procedure, facts, [...one.before, one.inTime])).outcome, 'done')
        const late = last(run(procedure, facts, [...one.before, one.late]))
        assert.equal(late.outcome, 'late')
        assert.deepEqual(
          late.gate.late.map((l) => l.citation),
          [one.cites],
        )
      })
  })
}
