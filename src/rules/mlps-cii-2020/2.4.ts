import { network as n } from '../../facts/network.ts'
import { all, asOf } from '../../facts/terms.ts'
import { attested, DAY, duty, FIRST_YEAR, LEVEL_2, running } from './duty.ts'

export default [
  attested('2.4', 'responsibility', {
    reads: '网络安全责任制',
    title: { zh: '落实网络安全责任制和责任追究制度', en: 'A system of responsibility and liability is in place' },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.operator.responsibilitySystem],
    remedy: {
      zh: '明确各部门和岗位的责任边界，建立责任追究制度。',
      en: 'Set the responsibility of each body and post, and how failings are answered for.',
    },
  }),
  duty('2.4', 'self-check', {
    reads: '定期组织专门力量开展网络安全自查和检测评估',
    title: { zh: '定期开展自查', en: 'The operator checks itself regularly' },
    appliesWhen: all(running, n.liveOn.plus(FIRST_YEAR).before(asOf)),
    requires: n.assessments.some((a) => all(a.kind.is('self-check'), a.on.onOrBefore(asOf))),
    remedy: {
      zh: '制定自查计划，定期自查并留存记录。',
      en: 'Plan self-checks, hold them regularly and keep the records.',
    },
    reading: {
      zh: '“定期”未定间隔：运行满一年从未自查的，才为不符合。',
      en: 'No interval is set: only a network never checked a year after going live is a breach.',
    },
    examples: [
      {
        name: 'checked',
        facts: { ...LEVEL_2, assessments: [{ id: 's', kind: 'self-check', on: '2026-05-01' }] },
        expect: 'passed',
        on: DAY,
      },
      { name: 'never', facts: { ...LEVEL_2, assessments: [] }, expect: 'failed', on: DAY },
      { name: 'list open', facts: LEVEL_2, expect: 'cantTell', on: DAY },
      {
        name: 'in its first year',
        facts: { ...LEVEL_2, liveOn: '2025-11-01', assessments: [] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
