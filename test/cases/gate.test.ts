import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Guard, gate } from '../../src/cases/gate.ts'
import { all, any, asOf, today } from '../../src/facts/terms.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { ref } from '../../src/law/ref.ts'
import { same } from '../../src/law/text.ts'

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
