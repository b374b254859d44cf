import { network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import { attested, DAY, duty, FROM, LEVEL_2, running } from './duty.ts'

const found = (more: object) => [{ id: 'f1', source: 'assessment', foundOn: '2026-01-01', ...more }]

export default [
  attested('2.3', 'together', {
    reads: '同步规划、同步建设、同步使用',
    title: {
      zh: '安全措施与网络同步规划、建设、使用',
      en: 'Security is planned, built and used together with the network',
    },
    applies: all(n.liveOn.onOrAfter(FROM), running),
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: '2020-07-21' },
    records: [n.securityPlanned, n.securityBuilt, n.securityUsed],
    remedy: {
      zh: '补齐规划、建设、使用各阶段的安全设计、验收和启用记录，今后同步实施。',
      en: 'Complete the records of design, acceptance and use of security, and do all three together from now on.',
    },
  }),
  duty('2.3', 'correction', {
    reads: '等级测评过程中发现的问题隐患',
    title: { zh: '测评发现的问题在整改期限内完成整改', en: 'What assessments found is corrected by its due day' },
    appliesWhen: all(
      running,
      n.findings.some((f) => f.source.is('assessment')),
    ),
    requires: n.findings.every((f) =>
      any(not(f.source.is('assessment')), not(f.dueOn.before(asOf)), f.fixedOn.onOrBefore(asOf)),
    ),
    remedy: {
      zh: '按整改方案完成整改并留存前后证据。',
      en: 'Correct it under the plan and keep evidence from before and after.',
    },
    reading: {
      zh: '期限是运营者自己或主管机关定的整改期限；没有期限的不判为逾期。',
      en: 'The due day is the one the operator or an authority set; without one nothing is late.',
    },
    examples: [
      {
        name: 'corrected',
        facts: { ...LEVEL_2, findings: found({ dueOn: '2026-03-01', fixedOn: '2026-02-01' }) },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'overdue',
        facts: { ...LEVEL_2, findings: found({ dueOn: '2026-10-31', fixedOn: null }) },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'due today',
        facts: { ...LEVEL_2, findings: found({ dueOn: DAY, fixedOn: null }) },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'no due day',
        facts: { ...LEVEL_2, findings: found({ dueOn: null, fixedOn: null }) },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not said whether corrected',
        facts: { ...LEVEL_2, findings: found({ dueOn: '2026-03-01' }) },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'nothing found', facts: { ...LEVEL_2, findings: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
  attested('2.3', 'rules', {
    title: { zh: '健全并落实安全管理制度', en: 'Management rules exist and are followed' },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.operator.managementRules],
    remedy: {
      zh: '制定人员、教育培训、系统建设运维、机房、介质等制度并落实。',
      en: 'Write and follow rules on staff, training, building, operation, rooms and media.',
    },
  }),
]
