import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dueList } from '../../src/cases/due.ts'
import { CaseError } from '../../src/cases/event.ts'
import { appendEvent, type Folded, openCase, replay, toFile } from '../../src/cases/fold.ts'
import type { Procedure } from '../../src/cases/procedure.ts'
import { inspection2018 } from '../../src/cases/procedures/inspection-2018.ts'
import { procedures } from '../../src/cases/registry.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import * as credit from './credit.ts'
import { breach, later, timeline } from './invariants.ts'
import { event, type Plain } from './support.ts'

const RUNS = Number(process.env['GUIJU_TRACE_RUNS'] ?? 150)

/** Every step of a lawful case, as it is and with what people get wrong. */
const LAWFUL: readonly Plain[] = [
  ...credit.heard,
  credit.objection,
  credit.waiver,
  credit.rejected,
  credit.decision,
  credit.publish,
  credit.share,
  credit.measure,
  credit.dispute,
  credit.upheld,
  credit.repairRequest,
  credit.repair,
]
const pool: readonly Plain[] = [
  ...LAWFUL,
  credit.but(credit.record, credit.SHOWN),
  credit.but(credit.publish, { desensitised: true, basisKind: 'regulation', basis: '某条例' }),
]
const mutation = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ drop: -1, change: undefined as PlainFacts | undefined }) },
  { weight: 1, arbitrary: fc.record({ drop: fc.nat(12), change: fc.constant(undefined) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      drop: fc.constant(-1),
      change: fc.constantFrom<PlainFacts>(
        { until: '2020-01-01' },
        { item: 'C2' },
        { item: 'C3' },
        { measure: 'M2' },
        { grade: 'minor' },
        { from: '2030-01-01' },
        { notice: 'none' },
        { of: 'none' },
        { basisKind: 'policy' },
        { desensitised: false },
      ),
    }),
  },
)
const step = fc.record({
  // Mostly the next step of a lawful case, else any.
  jump: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 2, arbitrary: fc.nat(pool.length - 1) }),
  skip: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  days: fc.oneof({ weight: 2, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(40) }),
  mutation,
})
type Choice = typeof step extends fc.Arbitrary<infer T> ? T : never

function walk(procedure: Procedure, facts: PlainFacts, choices: readonly Choice[]): Folded {
  let folded = openCase(procedure, facts)
  let at = 0
  let day = '2025-01-02'
  for (const { jump, skip, days, mutation: how } of choices) {
    at = jump < 0 ? at + skip : at
    const [type, , given = {}] = jump < 0 ? LAWFUL[at % LAWFUL.length]! : pool[jump]!
    if (jump < 0) at += 1
    day = later(day, days)
    const names = Object.keys(given)
    const kept = names.filter((_, i) => i !== how.drop)
    const fits = Object.entries(how.change ?? {}).filter(([name]) => names.includes(name))
    const data = { ...Object.fromEntries(kept.map((n) => [n, given[n]])), ...Object.fromEntries(fits) }
    try {
      folded = appendEvent(folded, event(procedure, [type, day, data]))
    } catch (error) {
      if (!(error instanceof CaseError)) throw error
    }
  }
  return folded
}

function noBreach(procedure: Procedure, runs: number): void {
  fc.assert(
    fc.property(
      fc.constantFrom(credit.FIRM, credit.PERSON),
      fc.array(step, { minLength: 1, maxLength: 28 }),
      (facts, choices) => {
        const folded = walk(procedure, facts, choices)
        const said = breach(folded)
        if (said !== undefined) throw new Error(`${said}\n${timeline(folded)}`)
      },
    ),
    { numRuns: runs, seed: 20_260_401 },
  )
}

describe('no trace reaches what the law forbids', () => {
  it('of random credit cases', () => noBreach(credit.procedure, RUNS))

  it('and a gate with a hole is found, with a shrunk timeline', () => {
    const { decision } = credit.procedure.events
    const holed: Procedure = {
      ...credit.procedure,
      events: { ...credit.procedure.events, decision: { ...decision!, guards: [] } },
    }
    assert.throws(
      () => noBreach(holed, 400),
      (error: Error) => {
        const shown = `${error.message}\n${(error.cause as Error | undefined)?.message ?? ''}`
        assert.match(shown, /decision .* without a determination/)
        assert.match(shown, /\d{4}-\d\d-\d\d {2}\S+ +decision +authority +done/)
        return true
      },
    )
  })

  it('of any order of ten steps, to the seventh', () => {
    const ten = [
      ...credit.known.slice(2),
      credit.notice,
      credit.delivery,
      credit.objection,
      credit.rejected,
      credit.waiver,
      credit.decision,
    ]
    const base = [credit.catalogue, credit.measures].reduce(
      (folded, e) => appendEvent(folded, event(credit.procedure, e)),
      openCase(credit.procedure, credit.FIRM),
    )
    let seen = 0
    let decided = 0
    const search = (folded: Folded, left: readonly Plain[], depth: number): void => {
      seen += 1
      const said = breach(folded)
      assert.equal(said, undefined, `${said}\n${timeline(folded)}`)
      if (folded.state === 'listed') decided += 1
      if (depth === 0) return
      for (const e of left) {
        const next = appendEvent(folded, event(credit.procedure, credit.but(e, {}, '2025-03-05')))
        // A refused step changes nothing: what follows it follows without it.
        if (next.steps.at(-1)!.outcome !== 'refused')
          search(
            next,
            left.filter((other) => other !== e),
            depth - 1,
          )
      }
    }
    search(base, ten, 7)
    assert.ok(seen > 1000 && decided > 0, `${seen} states, ${decided} decided`)
  })

  it('of inspections, in any order to the sixth step', () => {
    const steps: readonly Plain[] = [
      ['notice', '2026-09-08', { organLevel: 'county', department: 'network-security', placeCompetent: true }],
      ['inspection', '2026-09-08', { officers: 2, cardShown: true, noticeShown: true }],
      ['record', '2026-09-08', { of: 'on-site', officersSigned: 2, operatorSigned: true }],
      ['order', '2026-09-08', { until: '2026-09-08', minor: true }],
      ['request', '2026-09-08', { written: true }],
      ['reinspection', '2026-09-08', {}],
      ['feedback', '2026-09-08', {}],
      ['archive', '2026-09-08', {}],
    ]
    const needs: Record<string, string> = {
      inspection: 'notice',
      record: 'inspection',
      order: 'record',
      reinspection: 'order',
      feedback: 'reinspection',
      archive: 'record',
    }
    let seen = 0
    const search = (folded: Folded, left: readonly Plain[], depth: number): void => {
      seen += 1
      const taken = folded.steps.map((s) => s.event.type)
      for (const [i, type] of taken.entries())
        assert.ok(!needs[type] || taken.slice(0, i).includes(needs[type]), timeline(folded))
      if (depth === 0) return
      for (const e of left) {
        const next = appendEvent(folded, event(inspection2018, e))
        if (next.steps.at(-1)!.outcome !== 'refused')
          search(
            next,
            left.filter((other) => other !== e),
            depth - 1,
          )
      }
    }
    search(openCase(inspection2018, { side: 'organ' }), steps, 6)
    assert.ok(seen > 20)
  })
})

describe('the same file is the same case', () => {
  const plain = (folded: Folded) => JSON.stringify([folded.state, folded.steps, folded.row])

  it('read again from its file', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (choices) => {
        const folded = walk(credit.procedure, credit.FIRM, choices)
        const again = replay(credit.procedure, JSON.parse(JSON.stringify(toFile(folded))))
        assert.equal(again.state, folded.state)
        assert.deepEqual(
          again.steps.map((s) => [s.id, s.outcome, s.gate]),
          folded.steps.map((s) => [s.id, s.outcome, s.gate]),
        )
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  it('whatever the clock and the zone of the machine', (t) => {
    const zone = process.env['TZ']
    const made = () => {
      const folded = LAWFUL.reduce(
        (f, e) => appendEvent(f, event(credit.procedure, e)),
        openCase(credit.procedure, credit.FIRM),
      )
      return plain(folded) + JSON.stringify(dueList(folded, '2026-04-01'))
    }
    const first = made()
    t.mock.timers.enable({ apis: ['Date'], now: Date.parse('1999-12-31T23:59:59Z') })
    try {
      for (const other of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu']) {
        process.env['TZ'] = other
        assert.equal(made(), first, other)
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})

describe('every procedure', () => {
  for (const procedure of procedures)
    it(`${procedure.id} is whole`, () => {
      const lists = Object.keys(procedure.entity.lists).sort()
      assert.deepEqual(Object.keys(procedure.events).sort(), lists, 'an event for each list of the case')
      for (const [type, { by, to, guards, title }] of Object.entries(procedure.events)) {
        assert.ok(title.zh && title.en, type)
        for (const role of by) assert.ok(procedure.roles[role], `${type}: ${role}`)
        if (to) assert.ok(procedure.states[to], `${type}: ${to}`)
        for (const { step: said } of guards) assert.ok(said.zh && said.en, type)
      }
      for (const { each, met, who } of procedure.deadlines)
        assert.ok(procedure.events[each] && procedure.events[met.by] && procedure.roles[who], `${each} ${met.by}`)
      assert.doesNotThrow(() => JSON.stringify(procedure.events))
    })
})
