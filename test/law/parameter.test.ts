import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDay } from '../../src/law/day.ts'
import {
  dateOn,
  decimalOn,
  integerOn,
  isParameterId,
  PARAMETER_IDS,
  parameter,
  parameterOn,
  periodOn,
  valueOn,
} from '../../src/law/parameter.ts'
import { isRef } from '../../src/law/ref.ts'

test('the numbers of the law', () => {
  assert.equal(integerOn('app-pi.policy-clicks', '2026-01-01'), 4)
  assert.deepEqual(periodOn('app-pi.answer-limit', '2026-01-01'), { n: 15, unit: 'workday' })
  assert.deepEqual(periodOn('app-pi.reprompt-hours', '2026-01-01'), { n: 48, unit: 'hour' })
  assert.deepEqual(periodOn('inspection.reinspect', '2026-09-30'), { n: 3, unit: 'workday' })
  assert.deepEqual(periodOn('inspection.feedback', '2018-11-01'), { n: 3, unit: 'workday' })
  assert.equal(decimalOn('internet-lending.single-partner', '2022-03-31'), '0.25')
  assert.equal(decimalOn('internet-lending.all-partners', '2022-03-31'), '0.50')
  assert.equal(dateOn('internet-lending.new-business', '2022-03-31'), '2022-01-01')
})

test('a number holds from its first to its last day', () => {
  assert.equal(decimalOn('internet-lending.partner-share', '2021-12-31'), undefined)
  assert.equal(decimalOn('internet-lending.partner-share', '2022-01-01'), '0.30')
  assert.equal(periodOn('inspection.reinspect', '2018-10-31'), undefined)
  assert.equal(periodOn('inspection.reinspect', '2026-10-01'), undefined)
  assert.equal(dateOn('internet-lending.transition-until', '2022-07-11'), '2022-07-12')
  assert.equal(dateOn('internet-lending.transition-until', '2022-07-12'), '2023-06-30')
  assert.equal(parameterOn('internet-lending.transition-until', '2023-01-01')?.verified, false)
})

test('keyed entries come first, then the latest day', () => {
  const base = { cite: 'x', verified: true }
  const values = [
    { ...base, from: '2020-01-01', value: '1' },
    { ...base, from: '2022-01-01', value: '2' },
    { ...base, from: '2021-01-01', until: '2021-12-31', value: '3', region: '33' },
    { ...base, from: '2021-06-01', value: '4', region: '33', bank: 'b1' },
  ]
  const on = (day: string, keys?: { region?: string; bank?: string }) => valueOn(values, day, keys)?.value
  assert.equal(on('2019-12-31'), undefined)
  assert.equal(on('2020-01-01'), '1')
  assert.equal(on('2021-12-31'), '1')
  assert.equal(on('2022-01-01'), '2')
  assert.equal(on('2021-03-01', { region: '33' }), '3')
  assert.equal(on('2022-03-01', { region: '33' }), '2')
  assert.equal(on('2021-07-01', { region: '33', bank: 'b1' }), '4')
  assert.equal(on('2021-07-01', { region: '33', bank: 'b2' }), '3')
  assert.equal(on('2021-07-01', { bank: 'b1' }), '1')
  assert.throws(() => on('2021-02-30'), RangeError)
})

test('asking for another type is an error of the caller', () => {
  assert.throws(() => decimalOn('app-pi.policy-clicks', '2026-01-01'), TypeError)
  assert.throws(() => periodOn('internet-lending.partner-share', '2026-01-01'), TypeError)
  assert.throws(() => integerOn('app-pi.answer-limit', '2026-01-01'), TypeError)
  assert.throws(() => dateOn('app-pi.answer-limit', '2026-01-01'), TypeError)
})

test('ids from data are checked', () => {
  assert.equal(isParameterId('app-pi.answer-limit'), true)
  assert.equal(isParameterId('app-pi.answer-limits'), false)
  assert.equal(isParameterId('toString'), false)
  // @ts-expect-error a wrong id does not compile
  assert.throws(() => parameterOn('app-pi.answer-limits', '2026-01-01'))
})

const UNITS = ['day', 'workday', 'month', 'hour']

for (const id of PARAMETER_IDS) {
  test(`${id} is well formed`, () => {
    const p = parameter(id)
    assert.match(id, /^[a-z0-9-]+\.[a-z0-9-]+$/)
    assert.ok(p.title.zh && p.title.en)
    assert.ok(['instrument', 'tc260', 'guiju', 'other'].includes(p.origin))
    assert.ok(isRef(p.cites))
    assert.ok(isDay(p.checkedOn))
    assert.ok(p.values.length > 0)
    for (const v of p.values) {
      assert.ok(isDay(v.from))
      if (v.until !== undefined) assert.ok(isDay(v.until) && v.from <= v.until)
      assert.ok(v.cite)
      assert.equal(typeof v.verified, 'boolean')
      if (!v.verified) assert.ok(v.note?.zh && v.note.en, 'an unverified value says what is open')
    }
    switch (p.type) {
      case 'decimal':
        for (const v of p.values) {
          assert.match(v.value, /^(?:0|[1-9]\d*)\.\d+$/)
          assert.equal(v.value.split('.')[1]?.length, p.scale)
        }
        break
      case 'integer':
        for (const v of p.values) assert.ok(Number.isSafeInteger(v.value) && v.value > 0)
        break
      case 'period':
        for (const v of p.values) assert.ok(Number.isSafeInteger(v.value.n) && UNITS.includes(v.value.unit))
        break
      case 'date':
        for (const v of p.values) assert.ok(isDay(v.value))
        break
      default:
        assert.fail(`unknown type ${(p satisfies never as { type: string }).type}`)
    }
  })
}
