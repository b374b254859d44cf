import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readRow } from '../../src/facts/read.ts'
import { nodes } from '../../src/facts/tree.ts'
import { determine } from '../../src/judge/engine.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { determineMany } from '../../src/judge/many.ts'
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
    levelSince: '2021-01-01',
    assessments: [{ id: 'a', kind: 'mlps', qualified: true, on: '2026-04-30' }],
  }
  assert.equal(judge(four).get('2.2-yearly')?.outcome, 'passed')
  assert.match(leads(four, '2.2-yearly').join(), /半年.*不一致/)
  assert.deepEqual(leads({ ...four, level: 3 }, '2.2-yearly'), [])
})

it('filing clocks that differ are shown beside the answer', () => {
  const filed = { id: 'n', liveOn: '2021-01-01', retiredOn: null, level: 3, levelSince: '2021-01-01' }
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

it('a number that is not the instrument’s own never makes a breach: every literal period in a condition is gone', () => {
  for (const rule of networkRules)
    for (const condition of [rule.appliesWhen, rule.requires, ...(rule.pending ? [rule.pending.while] : [])])
      for (const node of nodes(condition))
        if (node.kind === 'after') assert.ok('parameter' in node.period, `${rule.id} reckons with a literal period`)
})

it('what waits for another time is a lead with its measure, and a plan that is not known keeps it open', () => {
  const never = { id: 'n', liveOn: '2021-01-01', retiredOn: null, level: 3, ciiNotifiedOn: null, drills: [] }
  const open = judge(never).get('4.3-drill')!
  assert.equal(open.outcome, 'cantTell')
  assert.ok(open.needs.some((n) => n.fact === 'network.plans'))
  assert.match(open.leads.map((l) => l.what.zh).join(), /已满12个月/)
  assert.equal(judge({ ...never, plans: [] }).get('4.3-drill')?.outcome, 'failed')
  const ahead = judge({ ...never, plans: [{ id: 'p', kind: 'drill', dueOn: DAY }] }).get('4.3-drill')!
  assert.equal(ahead.outcome, 'cantTell')
  assert.equal(
    judge({ ...never, plans: [{ id: 'p', kind: 'drill', dueOn: '2026-10-31' }] }).get('4.3-drill')?.outcome,
    'failed',
  )
})

it('many rows hold a breach back as one does', () => {
  const rule = networkRules.find((r) => r.id.endsWith('2.1-filing'))!
  const at = (liveOn: string) =>
    readRow(rule.subject, { id: liveOn, level: 2, liveOn, retiredOn: null, levelSince: liveOn, filedOn: null })
  const found = determineMany(rule, [at('2026-10-20'), at('2020-10-20')], { env: lawOf(DAY), applies: 'by-reference' })
  assert.deepEqual([found.counts?.failed, found.counts?.cantTell], [1, 1])
})
