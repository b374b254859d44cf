import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dueList } from '../../src/cases/due.ts'
import { CaseError } from '../../src/cases/event.ts'
import { consider, type Folded, openCase, replay, take, toFile } from '../../src/cases/fold.ts'
import { procedures } from '../../src/cases/registry.ts'
import { viewOf } from '../../src/cases/view.ts'
import { timeline } from './invariants.ts'
import { BASES } from './oracle/bases.ts'
import { type Base, editsOf, holed, parts, prefixes } from './oracle/edits.ts'
import { saidOf, standing } from './oracle/said.ts'
import { event, type Plain, run } from './support.ts'

/** The gate is held to the law said in plain code. Short here; `test/long` takes every edit, and every guard out. */
const RUNS = Number(process.env['GUIJU_TRACE_RUNS'] ?? 12)

/** Traces near a lawful one: some things of it otherwise. A counter-example shrinks to the fewest of them. */
function near(base: Base, runs: number): void {
  const edits = editsOf(base)
  const one = fc.nat(edits.length - 1).map((i) => edits[i]!)
  fc.assert(
    fc.property(fc.array(one, { maxLength: 3 }), (chosen) => {
      let events = base.events
      let facts = base.facts
      for (const { from, make, facts: known } of chosen) {
        if (from >= events.length) continue
        events = make(events)
        if (known) facts = known(facts)
      }
      const said = parts(base, facts, events)
      if (said !== undefined) throw new Error(`${said}\n${chosen.map((e) => e.what).join('; ')}`)
    }),
    { numRuns: runs, seed: 20_261_128 },
  )
}

describe('the gate allows what the law allows, and nothing else', () => {
  for (const base of BASES) {
    it(`${base.name}: lawful as it is`, () => {
      const folded = run(base.procedure, base.facts, base.events)
      assert.deepEqual(
        folded.steps
          .filter((s) => !['done', 'observed'].includes(s.outcome))
          .map((s) => [s.event.type, s.gate.missing]),
        [],
      )
      assert.equal(parts(base, base.facts, base.events), undefined)
    })
    it(`${base.name}: and near it`, () => near(base, RUNS))
  }

  it('every step of every procedure is in one of them', () => {
    const taken = new Set(BASES.flatMap((b) => b.events.map(([type]) => `${b.procedure.id} ${type}`)))
    const steps = procedures.flatMap((p) => Object.keys(p.events).map((type) => `${p.id} ${type}`))
    assert.deepEqual(
      steps.filter((s) => !taken.has(s)),
      [],
    )
  })

  for (const [name, type, guard] of [
    ['account reports', 'answer', 0],
    ['app rights', 'answer', 1],
    ['regulator’s notice', 'report', 1],
    ['finding, of the auditor', 'close', 1],
    ['inspection on site', 'inspection', 5],
    ['credit: objections waived', 'decision', 9],
  ] as const)
    it(`${name}: a hole in the gate is found, and shown as a timeline`, () => {
      const base = BASES.find((b) => b.name === name)!
      assert.throws(
        () => near({ ...base, procedure: holed(base.procedure, type, guard) }, 20_000),
        (error: Error) => {
          const shown = `${error.message}\n${(error.cause as Error | undefined)?.message ?? ''}`
          assert.match(shown, new RegExp(`${type} went through`))
          assert.match(shown, new RegExp(`\\d{4}-\\d\\d-\\d\\d {2}\\S+ +${type} +\\w+ +done`))
          return true
        },
      )
    })
})

/** What may happen in any order on one day: the steps of a base, and each with one thing wrong. */
function alphabet(base: Base, day: string): Plain[] {
  const wrong = editsOf(base).filter((e) => / = (false|null)$/.test(e.what))
  const first = new Map<string, Plain>()
  for (const edit of wrong) {
    const changed = edit.make(base.events)[edit.from]!
    const key = `${changed[0]} ${changed[2]?.['id'] ?? edit.from}`
    if (!first.has(key)) first.set(key, [changed[0], day, { ...changed[2], id: `w${edit.from}` }])
  }
  return [...base.events.map(([type, , data = {}]): Plain => [type, day, data]), ...first.values()]
}

describe('no order of steps, to a depth, parts the gate from the law', () => {
  for (const [name, depth] of [
    ['account reports', 4],
    ['app rights', 3],
    ['regulator’s notice', 5],
    ['finding, of the auditor', 3],
    ['finding, of the owner', 5],
  ] as const)
    it(`${name}, to the step ${depth}`, () => {
      const base = BASES.find((b) => b.name === name)!
      const { procedure, oracle, facts } = base
      let seen = 0
      const search = (folded: Folded, left: readonly Plain[], steps: number): void => {
        for (const one of left) {
          let step: ReturnType<typeof consider>
          try {
            step = consider(folded, event(procedure, one))
          } catch (error) {
            assert.ok(error instanceof CaseError)
            continue
          }
          seen += 1
          const wrong = step.mode === 'act' ? oracle.forbids(saidOf(step), standing(folded), facts) : undefined
          assert.equal(step.outcome === 'refused', wrong !== undefined, `${wrong}\n${timeline(take(folded, step))}`)
          // A refused step changes nothing: what follows it follows without it.
          if (step.outcome !== 'refused' && steps > 1)
            search(
              take(folded, step),
              left.filter((other) => other !== one),
              steps - 1,
            )
        }
      }
      search(openCase(procedure, facts), alphabet(base, '2026-09-10'), depth)
      assert.ok(seen > 60, `${seen}`)
    })
})

describe('the same file is the same case', () => {
  const shown = (folded: Folded) =>
    JSON.stringify([
      folded.state,
      folded.steps,
      folded.row,
      dueList(folded, '2026-10-15'),
      viewOf(folded, String(folded.facts['side']), '2026-10-15'),
    ])

  it('read again from its file, step by step or as a whole', () => {
    for (const base of BASES) {
      const folded = prefixes(base).at(-1)!
      const again = replay(base.procedure, JSON.parse(JSON.stringify(toFile(folded))))
      const bare = (one: Folded) => [one.state, one.row, one.steps.map((s) => [s.id, s.day, s.mode, s.outcome, s.gate])]
      assert.deepEqual(JSON.parse(JSON.stringify(bare(again))), JSON.parse(JSON.stringify(bare(folded))), base.name)
    }
  })

  it('whatever the clock and the zone of the machine, and however a moment is written', (t) => {
    const zone = process.env['TZ']
    /** Midnight in Beijing, said from elsewhere. */
    const moved = BASES.map((base) => ({
      ...base,
      events: base.events.map(([type, day, ...rest]) => {
        const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
        return [type, `${before}T16:00:00Z`, ...rest] as unknown as Plain
      }),
    }))
    const all = (bases: readonly Base[]) => bases.map((b) => shown(run(b.procedure, b.facts, b.events)))
    const days = (bases: readonly Base[]) =>
      bases.map((b) => run(b.procedure, b.facts, b.events).steps.map((s) => [s.day, s.outcome, s.gate]))
    const first = all(BASES)
    assert.deepEqual(days(moved), days(BASES))
    t.mock.timers.enable({ apis: ['Date'], now: Date.parse('1999-12-31T23:59:59Z') })
    try {
      for (const other of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu']) {
        process.env['TZ'] = other
        assert.deepEqual(all(BASES), first, other)
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})
