import { network as n } from '../../facts/network.ts'
import { all, asOf, not } from '../../facts/terms.ts'
import { attested, DAY, duty, LEVEL_2, neverDone, running, unlessPlanned } from './duty.ts'

const checked = n.assessments.some((a) => all(a.kind.is('self-check'), a.on.onOrBefore(asOf)))
const CHECKED = { zh: '自查', en: 'checked' }

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
    appliesWhen: running,
    requires: checked,
    pending: unlessPlanned('self-check', CHECKED),
    leads: [neverDone(not(checked), n.liveOn, CHECKED)],
    remedy: {
      zh: '制定自查计划，定期自查并留存记录。',
      en: 'Plan self-checks, hold them regularly and keep the records.',
    },
    reading: {
      zh: '“定期”未定间隔：从未自查、也没有尚未到期的计划的，才为不符合。',
      en: 'No interval is set: only a network never checked, and with no check planned, is a breach.',
    },
    examples: [
      {
        name: 'checked',
        facts: { ...LEVEL_2, assessments: [{ id: 's', kind: 'self-check', on: '2026-05-01' }] },
        expect: 'passed',
        on: DAY,
      },
      { name: 'never, and not planned', facts: { ...LEVEL_2, assessments: [], plans: [] }, expect: 'failed', on: DAY },
      { name: 'never, plans not told', facts: { ...LEVEL_2, assessments: [] }, expect: 'cantTell', on: DAY },
      { name: 'list open', facts: LEVEL_2, expect: 'cantTell', on: DAY },
      {
        name: 'planned for today',
        facts: { ...LEVEL_2, assessments: [], plans: [{ id: 'p', kind: 'self-check', dueOn: DAY }] },
        expect: 'cantTell',
        on: DAY,
      },
    ],
  }),
]
