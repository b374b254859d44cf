import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { consider } from '../../src/cases/fold.ts'
import { procedures } from '../../src/cases/registry.ts'
import { holed } from './oracle/edits.ts'
import { SENTENCES, TABLES } from './rules.ts'
import { event, latenesses, run } from './support.ts'

for (const { procedure, facts, late } of TABLES) if (late) latenesses(procedure, facts, late)

describe('the table of rules', () => {
  const names = TABLES.flatMap(({ procedure, refused, late = [] }) =>
    [...refused, ...late].map(({ rule }) => `${procedure.id}: ${rule}`),
  )

  it('has rulings for every sentence, and a sentence for every ruling', () => {
    for (const { sentence, rulings = [], test } of SENTENCES) {
      for (const pattern of rulings)
        assert.ok(
          names.some((n) => pattern.test(n)),
          `${sentence}: ${pattern}`,
        )
      if (test) assert.ok(existsSync(new URL(`../../${test}`, import.meta.url)), `${sentence}: ${test}`)
      assert.ok(rulings.length > 0 || test, sentence)
    }
    const known = SENTENCES.flatMap(({ rulings = [] }) => rulings)
    assert.deepEqual(
      names.filter((n) => !known.some((pattern) => pattern.test(n))),
      [],
    )
    assert.equal(new Set(SENTENCES.map((s) => s.sentence)).size, SENTENCES.length)
  })

  it('has for every guard of every procedure a step that it names as missing, and that says nothing of it without', () => {
    const said = new Set<string>()
    for (const { procedure, facts, refused, late = [] } of TABLES) {
      for (const one of refused) {
        const [type] = one.refused
        const isSaid = (_: unknown, i: number) => said.has(`${procedure.id} ${type} ${i}`)
        if (procedure.events[type]!.guards.every(isSaid)) continue
        const before = run(procedure, { ...facts, ...one.facts }, one.before)
        const proposed = event(procedure, one.refused)
        const { gate } = consider(before, proposed)
        for (const [i, guard] of procedure.events[type]!.guards.entries()) {
          if (guard.protects || said.has(`${procedure.id} ${type} ${i}`)) continue
          const without = consider({ ...before, procedure: holed(procedure, type, i) }, proposed).gate
          const shown = (of: typeof gate) => JSON.stringify([of.missing, of.tooEarlyUntil, of.tooLateSince])
          if (shown(gate) !== shown(without) && gate.citations.some((c) => c === guard.cites))
            said.add(`${procedure.id} ${type} ${i}`)
        }
      }
      for (const one of late) {
        const [type] = one.late
        const before = run(procedure, facts, one.before)
        for (const [i, guard] of procedure.events[type]!.guards.entries())
          if (
            guard.protects &&
            consider({ ...before, procedure: holed(procedure, type, i) }, event(procedure, one.late)).outcome === 'done'
          )
            said.add(`${procedure.id} ${type} ${i}`)
      }
    }
    const silent = procedures.flatMap((p) =>
      Object.entries(p.events).flatMap(([type, { guards }]) =>
        guards.flatMap((g, i) => (said.has(`${p.id} ${type} ${i}`) ? [] : [`${p.id} ${type} ${i}: ${g.step.en}`])),
      ),
    )
    assert.deepEqual(silent, [])
  })
})
