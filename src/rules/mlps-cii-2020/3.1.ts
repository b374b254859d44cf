import { network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import { CRITICAL, critical, DAY, duty, GRACE, LEVEL_3 } from './duty.ts'

const change = { id: 'c1', on: '2026-03-01', mayAffect: true }

export default [
  duty('3.1', 'change', {
    reads: '较大变化，可能影响其认定结果',
    title: {
      zh: '可能影响认定结果的较大变化已报告保护工作部门',
      en: 'Major changes that may affect the identification were reported',
    },
    appliesWhen: all(
      critical,
      n.changes.some((c) => all(c.mayAffect.isTrue(), c.on.plus(GRACE).before(asOf))),
    ),
    requires: n.changes.every((c) =>
      any(not(c.mayAffect.isTrue()), not(c.on.plus(GRACE).before(asOf)), c.reportedOn.onOrBefore(asOf)),
    ),
    remedy: {
      zh: '把相关情况报告保护工作部门，由其重新认定。',
      en: 'Report the change to the protection department, which identifies anew.',
    },
    reading: {
      zh: '是否为关键信息基础设施只看保护工作部门的通知；“及时”未定天数，变化未满30日的不作判断。',
      en: 'Only the notice of the protection department makes it critical infrastructure; no days are set, and a change of the last 30 days is not judged.',
    },
    examples: [
      {
        name: 'reported',
        facts: { ...CRITICAL, changes: [{ ...change, reportedOn: '2026-03-10' }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not reported',
        facts: { ...CRITICAL, changes: [{ ...change, reportedOn: null }] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...CRITICAL, changes: [change] }, expect: 'cantTell', on: DAY },
      {
        name: 'thirty days ago',
        facts: { ...CRITICAL, changes: [{ ...change, on: '2026-10-02', reportedOn: null }] },
        expect: 'inapplicable',
        on: DAY,
      },
      {
        name: 'never notified',
        facts: { ...LEVEL_3, changes: [{ ...change, reportedOn: null }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
