import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Guard, gate } from '../../src/cases/gate.ts'
import { inspectionGuards } from '../../src/cases/inspection-2018.ts'
import { type InspectionEvent, inspectionEntity } from '../../src/facts/inspection.ts'
import { readRow } from '../../src/facts/read.ts'
import { all, any, asOf, today } from '../../src/facts/terms.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { ref } from '../../src/law/ref.ts'
import { same } from '../../src/law/text.ts'

type Event = { kind: InspectionEvent; on: string; until?: string | null }
const ask = (act: InspectionEvent, on: string, events: readonly Event[], open = false) => {
  const row = readRow(inspectionEntity, { events: { rows: events, open } })
  return gate(inspectionGuards[act] ?? [], { inspection: row }, lawOf(on))
}
const art = (place: string) => `inspection-2018#${place}`
const citations = (found: ReturnType<typeof gate>) => found.missing.map((m) => m.citation)

/** An inspection of six events: notice, inspection, order until 30 September, request, re-inspection, feedback. */
const notice: Event = { kind: 'notice', on: '2026-09-07' }
const inspected: Event = { kind: 'inspection', on: '2026-09-08' }
const ordered: Event = { kind: 'order', on: '2026-09-10', until: '2026-09-30' }
const requested: Event = { kind: 'request', on: '2026-09-18' }
const reinspected: Event = { kind: 'reinspection', on: '2026-09-22' }
const upTo = (n: number) => [notice, inspected, ordered, requested, reinspected].slice(0, n)

describe('an inspection of six events', () => {
  it('goes through, each act in its turn', () => {
    const acts: [InspectionEvent, string][] = [
      ['notice', '2026-09-07'],
      ['inspection', '2026-09-08'],
      ['order', '2026-09-10'],
      ['request', '2026-09-18'],
      ['reinspection', '2026-09-22'],
      ['feedback', '2026-09-25'],
    ]
    for (const [i, [act, on]] of acts.entries()) {
      const found = ask(act, on, upTo(i))
      assert.deepEqual(found, { allowed: true, missing: [], late: [], unsettled: [], citations: [] }, act)
    }
  })

  it('refuses each act while the step before it is missing, citing the provision', () => {
    assert.deepEqual(citations(ask('inspection', '2026-09-08', [])), [art('art14')])
    assert.deepEqual(citations(ask('order', '2026-09-10', [notice])), [art('art18.p1')])
    const early = ask('reinspection', '2026-09-22', [notice, inspected])
    assert.equal(early.allowed, false)
    assert.deepEqual(citations(early), [art('art19.p1'), art('art19.p3'), art('art19.p2')])
    assert.equal(early.missing[0]!.step.zh, '责令限期整改，并载明整改期限')
    assert.deepEqual(citations(ask('feedback', '2026-09-25', upTo(4))), [art('art19.p3')])
    assert.equal(ask('feedback', '2026-09-25', upTo(4)).tooEarlyUntil, undefined)
  })

  it('takes an order without a set time for no order', () => {
    const found = ask('reinspection', '2026-10-01', [{ kind: 'order', on: '2026-09-10', until: null }])
    assert.equal(found.allowed, false)
    assert.equal(citations(found)[0], art('art19.p1'))
  })
})

describe('re-inspection', () => {
  const without = [notice, inspected, ordered]
  const withRequest = [...without, requested]

  it('is too early while the correction period runs', () => {
    for (const day of ['2026-09-10', '2026-09-30']) {
      const found = ask('reinspection', day, without)
      assert.equal(found.allowed, false)
      assert.equal(found.tooEarlyUntil, '2026-10-01')
      assert.deepEqual(found.missing, [], 'nothing to do but wait')
      assert.deepEqual(found.citations, [art('art19.p3'), art('art19.p2')])
    }
    assert.equal(ask('reinspection', '2026-10-01', without).allowed, true)
  })

  it('is in time until the third working day, over the National Day holiday', () => {
    assert.deepEqual(ask('reinspection', '2026-10-10', without).late, [])
    const late = ask('reinspection', '2026-10-11', without)
    assert.equal(late.allowed, true, 'a late protective step is never refused')
    assert.equal(late.tooLateSince, '2026-10-11')
    assert.deepEqual(late.late, [
      { step: inspectionGuards.reinspection![2]!.step, citation: art('art19.p3'), since: '2026-10-11', days: 1 },
    ])
    assert.equal(ask('reinspection', '2026-10-20', without).late[0]!.days, 10)
  })

  it('may follow a request received within the period at once, and is then due from its receipt', () => {
    assert.equal(ask('reinspection', '2026-09-18', withRequest).allowed, true)
    assert.deepEqual(ask('reinspection', '2026-09-22', withRequest).late, [], 'Sunday 20 September is worked')
    assert.equal(ask('reinspection', '2026-09-23', withRequest).tooLateSince, '2026-09-23')
  })

  it('is not brought forward by a request after the period', () => {
    const after: Event[] = [...without, { kind: 'request', on: '2026-10-08' }]
    assert.equal(ask('reinspection', '2026-10-11', after).tooLateSince, '2026-10-11')
    assert.equal(ask('reinspection', '2026-09-29', after).tooEarlyUntil, '2026-10-01')
  })

  it('has no limit that can be told where the law of the day sets none', () => {
    const found = ask('reinspection', '2026-10-20', [notice, inspected, { ...ordered, until: '2026-10-12' }])
    assert.equal(found.allowed, true)
    assert.deepEqual(found.late, [])
    assert.deepEqual(
      found.unsettled.map((u) => u.citation),
      [art('art19.p3')],
    )
  })

  it('is not shown lawful by a case file that may lack events, unless it shows the steps', () => {
    assert.equal(ask('order', '2026-09-10', [notice, inspected], true).allowed, true)
    assert.equal(ask('reinspection', '2026-10-01', without, true).allowed, false)
  })
})

describe('working days of the golden cases', () => {
  for (const [start, due, late] of [
    ['2026-09-30', '2026-10-10', '2026-10-11'],
    ['2026-02-13', '2026-02-25', '2026-02-26'],
    ['2026-09-18', '2026-09-22', '2026-09-23'],
    ['2026-09-24', '2026-09-30', '2026-10-01'],
    ['2026-04-30', '2026-05-08', '2026-05-09'],
  ] as const)
    it(`feedback on a re-inspection of ${start} is due on ${due}`, () => {
      const events: Event[] = [{ kind: 'reinspection', on: start }]
      assert.equal(ask('feedback', due, events).tooLateSince, undefined)
      assert.equal(ask('feedback', late, events).tooLateSince, late)
      assert.equal(ask('feedback', late, events).allowed, true)
    })
})

describe('the gate', () => {
  const guard = (condition: Guard['condition'], protects = false): Guard => ({
    step: same('step'),
    cites: ref('inspection-2018#art19'),
    condition,
    ...(protects ? { protects } : {}),
  })
  const on = (day: string, ...guards: Guard[]) => gate(guards, {}, lawOf(day))

  it('names the first day on which every guard holds', () => {
    const found = on('2026-03-01', guard(today.onOrAfter('2026-03-10')), guard(today.onOrAfter('2026-03-15')))
    assert.equal(found.tooEarlyUntil, '2026-03-15')
  })

  it('looks for a day after a gap', () => {
    const gap = guard(any(today.before('2026-03-05'), today.onOrAfter('2026-03-20')))
    assert.equal(on('2026-03-04', gap).allowed, true)
    assert.equal(on('2026-03-05', gap).tooEarlyUntil, '2026-03-20')
    assert.equal(on('2026-03-01', gap, guard(today.onOrAfter('2026-03-07'))).tooEarlyUntil, '2026-03-20')
  })

  it('refuses an adverse step that is late', () => {
    const found = on('2026-03-11', guard(today.onOrBefore('2026-03-10')))
    assert.equal(found.allowed, false)
    assert.equal(found.tooLateSince, '2026-03-11')
    assert.deepEqual(found.missing, [])
    assert.deepEqual(found.late, [])
  })

  it('reports guards whose days never meet as missing', () => {
    const found = on('2026-03-01', guard(today.onOrBefore('2026-03-10')), guard(today.onOrAfter('2026-03-15')))
    assert.equal(found.allowed, false)
    assert.equal(found.tooEarlyUntil, undefined)
    assert.equal(found.missing.length, 1)
  })

  it('warns where a deadline reaches days that are not announced', () => {
    const found = on('2026-12-30', guard(today.onOrBefore(asOf.plus({ n: 3, unit: 'workday' })), true))
    assert.equal(found.allowed, true)
    assert.match(found.caution!.zh, /2026-12-31以后的放假安排未收入日历/)
    assert.equal(on('2026-03-02', guard(today.onOrBefore(asOf.plus({ n: 3, unit: 'workday' })))).caution, undefined)
  })

  it('lets a step without guards pass', () => assert.equal(on('2026-03-01', guard(all())).allowed, true))
})
