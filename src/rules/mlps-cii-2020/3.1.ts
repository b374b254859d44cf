import type { Handle } from '../../facts/entity.ts'
import { type changeEntity, network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { CRITICAL, critical, DAY, duty, LEVEL_3, LONG } from './duty.ts'

type Change = Handle<typeof changeEntity>
const owed = (c: Change): Condition => all(c.mayAffect.isTrue(), c.on.onOrBefore(asOf))
const unreported = (c: Change): Condition => all(owed(c), not(c.reportedOn.onOrBefore(asOf)))
const change = { id: 'c1', on: '2026-03-01', mayAffect: true }

export default [
  duty('3.1', 'change', {
    reads: '较大变化，可能影响其认定结果',
    title: {
      zh: '可能影响认定结果的较大变化已报告保护工作部门',
      en: 'Major changes that may affect the identification were reported',
    },
    appliesWhen: all(critical, n.changes.some(owed)),
    requires: n.changes.every((c) => any(not(owed(c)), c.reportedOn.onOrBefore(asOf))),
    pending: {
      while: not(
        n.changes.some((c) =>
          all(
            unreported(c),
            n.changes.some((d) => all(d.on.after(c.on), d.reportedOn.onOrBefore(asOf)), 'later'),
          ),
        ),
      ),
      need: {
        fact: 'change.reportedOn',
        how: { zh: '报告后填写日期并附回执', en: 'give the day and the receipt once it is reported' },
      },
      say: {
        zh: '“及时”未定天数：更晚的变化都已报告而它仍未报告的，才为不符合。',
        en: 'No days are set for “in time”: only a change still not reported when a later one was is a breach.',
      },
    },
    leads: [
      {
        when: n.changes.some((c) => all(unreported(c), c.on.plus(LONG).before(asOf))),
        say: {
          zh: '有较大变化超过30日仍未报告（天数为规矩自定，仅作提示）。',
          en: 'A major change is more than 30 days old and was not reported (the number is Guiju’s own; a hint only).',
        },
      },
    ],
    remedy: {
      zh: '把相关情况报告保护工作部门，由其重新认定。',
      en: 'Report the change to the protection department, which identifies anew.',
    },
    reading: {
      zh: '是否为关键信息基础设施只看保护工作部门的通知；“及时”未定天数，更晚的变化已报告而它仍未报告的，才为不符合。',
      en: 'Only the notice of the protection department makes it critical infrastructure; no days are set, and only a change still not reported when a later one was is a breach.',
    },
    examples: [
      {
        name: 'reported',
        facts: { ...CRITICAL, changes: [{ ...change, reportedOn: '2026-03-10' }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not reported, though a later one was',
        facts: {
          ...CRITICAL,
          changes: [
            { ...change, reportedOn: null },
            { id: 'c2', on: '2026-06-01', mayAffect: true, reportedOn: '2026-06-02' },
          ],
        },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...CRITICAL, changes: [change] }, expect: 'cantTell', on: DAY },
      {
        name: 'not reported yet',
        facts: { ...CRITICAL, changes: [{ ...change, reportedOn: null }] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'retired since',
        facts: { ...CRITICAL, retiredOn: '2026-09-01', changes: [{ ...change, reportedOn: null }] },
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
