import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readRow } from '../../src/facts/read.ts'
import { determine } from '../../src/judge/engine.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { networkRules } from '../../src/rules/mlps-cii-2020/operator.ts'

const DAY = '2026-11-01'
const judge = (facts: Record<string, unknown>, on = DAY) => {
  const row = readRow(networkRules[0]!.subject, facts)
  return new Map(
    networkRules.map((rule) => {
      const found = determine(rule, { shown: row, all: row }, { env: lawOf(on), applies: 'by-reference' })
      return [rule.id.slice(rule.id.indexOf('#') + 1), found]
    }),
  )
}
const leads = (facts: Record<string, unknown>, rule: string) =>
  judge(facts)
    .get(rule)!
    .leads.map((l) => l.what.zh)

it('every operator’s provision of the opinions has a rule, each id once', () => {
  const places = new Set(networkRules.map((r) => r.cites.split('#')[1]))
  const owed = ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '3.1', '3.2', '3.3', '3.4', '3.5']
  assert.deepEqual([...places], [...owed, '4.1', '4.2', '4.3', '4.4', '4.5', '5.1', '5.2', '5.3'])
  assert.equal(new Set(networkRules.map((r) => r.id)).size, networkRules.length)
})

it('a network of which nothing is known is judged by nothing', () => {
  for (const [id, { outcome, needs }] of judge({ id: 'n' })) {
    assert.equal(outcome, 'cantTell', id)
    assert.ok(needs.length > 0, id)
  }
})

it('without a notice no duty of critical infrastructure is judged, at any level', () => {
  const found = judge({ id: 'n', liveOn: '2021-01-01', retiredOn: null, level: 4, ciiNotifiedOn: null })
  for (const [id, { outcome }] of found) if (id.startsWith('3.')) assert.equal(outcome, 'inapplicable', id)
})

it('the level 4 interval of the older rule conflicts and is a lead, never a breach', () => {
  const four = {
    id: 'n',
    liveOn: '2021-01-01',
    retiredOn: null,
    level: 4,
    gradedOn: '2021-01-01',
    assessments: [{ id: 'a', kind: 'mlps', qualified: true, on: '2026-04-30' }],
  }
  assert.equal(judge(four).get('2.2-yearly')?.outcome, 'passed')
  assert.match(leads(four, '2.2-yearly').join(), /半年.*不一致/)
  assert.deepEqual(leads({ ...four, level: 3 }, '2.2-yearly'), [])
})

it('filing clocks that differ are shown beside the answer', () => {
  const filed = { id: 'n', liveOn: '2021-01-01', retiredOn: null, level: 3, gradedOn: '2021-01-01' }
  const late = { ...filed, filedOn: '2021-03-01' }
  assert.equal(judge(late).get('2.1-filing')?.outcome, 'passed')
  assert.match(leads(late, '2.1-filing').join(), /30日/)
  assert.match(leads({ ...filed, filedOn: '2021-01-25' }, '2.1-filing').join(), /10个工作日.*从未生效/)
  assert.match(leads({ ...filed, filedOn: '2021-01-05', certificateUntil: '2026-12-01' }, '2.1-filing').join(), /证明/)
  assert.deepEqual(leads({ ...filed, filedOn: '2021-01-05', certificateUntil: null }, '2.1-filing'), [])
})

it('a drill long ago is a hint', () => {
  const drilled = { id: 'n', liveOn: '2021-01-01', retiredOn: null, level: 3, drills: [{ id: 'd', on: '2025-10-31' }] }
  assert.equal(judge(drilled).get('4.3-drill')?.outcome, 'passed')
  assert.match(leads(drilled, '4.3-drill').join(), /12个月/)
})
