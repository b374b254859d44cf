import { network as n } from '../../facts/network.ts'
import { all, asOf, not } from '../../facts/terms.ts'
import { attested, DAY, duty, FROM, fromLevel, LEVEL_2, LEVEL_3, neverDone, running, unlessPlanned } from './duty.ts'

const done = (stage: string, on: string) => [{ id: 'c', kind: 'cryptography', stage, on }]
const assessed = n.assessments.some((a) =>
  all(a.kind.is('cryptography'), a.stage.is('operation'), a.on.onOrBefore(asOf)),
)
const ASSESSED = { zh: '在运行阶段评估', en: 'assessed in operation' }
const fresh = { ...LEVEL_3, designedOn: '2024-06-01', levelSince: '2024-05-01', liveOn: '2025-02-01' }

export default [
  attested('2.6', 'use', {
    reads: '正确、有效采用密码技术',
    title: {
      zh: '第三级以上网络正确有效采用密码技术，使用合规密码产品和服务',
      en: 'From level 3 cryptography is used, with conforming products',
    },
    applies: all(running, fromLevel(3)),
    of: LEVEL_3,
    outside: LEVEL_2,
    records: [n.cryptographyUsed],
    remedy: {
      zh: '按密码应用方案改造，使用符合要求的密码产品和服务。',
      en: 'Follow a cryptography plan and use conforming products and services.',
    },
  }),
  duty('2.6', 'planning', {
    reads: '在网络规划、建设和运行阶段',
    title: {
      zh: '新建第三级以上网络在规划阶段做密码应用安全性评估',
      en: 'A new network from level 3 has its cryptography assessed while planned',
    },
    appliesWhen: all(
      fromLevel(3),
      n.liveOn.onOrBefore(asOf),
      n.designedOn.onOrAfter(FROM),
      n.levelSince.onOrBefore(n.liveOn),
    ),
    requires: n.assessments.some((a) =>
      all(a.kind.is('cryptography'), a.stage.among('planning', 'building'), a.on.onOrBefore(n.liveOn)),
    ),
    remedy: {
      zh: '补做密码应用方案评估；今后在规划、建设阶段同步评估。',
      en: 'Have the cryptography plan assessed now; in future assess while planning and building.',
    },
    reading: {
      zh: '规划或者建设阶段的任一次评估即可，从宽认定。',
      en: 'One assessment while planning or building is enough: the reading is lenient.',
    },
    examples: [
      {
        name: 'while planned',
        facts: { ...fresh, assessments: done('planning', '2024-05-01') },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'only in operation',
        facts: { ...fresh, assessments: done('operation', '2025-06-01') },
        expect: 'failed',
        on: DAY,
      },
      { name: 'list open', facts: fresh, expect: 'cantTell', on: DAY },
      {
        name: 'designed before the opinions',
        facts: { ...fresh, designedOn: '2020-07-21', assessments: [] },
        expect: 'inapplicable',
        on: DAY,
      },
      {
        name: 'level 2 when it went live',
        facts: { ...fresh, levelSince: '2026-02-01', assessments: [] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
  duty('2.6', 'operation', {
    reads: '同步开展密码应用安全性评估',
    title: {
      zh: '第三级以上网络运行阶段做过密码应用安全性评估',
      en: 'From level 3 cryptography was assessed in operation',
    },
    appliesWhen: all(running, fromLevel(3)),
    requires: assessed,
    pending: unlessPlanned('cryptography', ASSESSED),
    leads: [neverDone(not(assessed), n.liveOn, ASSESSED)],
    remedy: {
      zh: '与等级测评同步委托开展密码应用安全性评估。',
      en: 'Have cryptography assessed together with the level assessment.',
    },
    reading: {
      zh: '从未评估、也没有尚未到期的计划的，才为不符合。',
      en: 'Only a network never assessed, and with no assessment planned, is a breach.',
    },
    examples: [
      {
        name: 'assessed',
        facts: { ...LEVEL_3, assessments: done('operation', '2026-01-01') },
        expect: 'passed',
        on: DAY,
      },
      { name: 'never, and not planned', facts: { ...LEVEL_3, assessments: [], plans: [] }, expect: 'failed', on: DAY },
      {
        name: 'stage not said',
        facts: { ...LEVEL_3, assessments: [{ id: 'c', kind: 'cryptography', on: '2026-01-01' }] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'planned',
        facts: { ...LEVEL_3, assessments: [], plans: [{ id: 'p', kind: 'cryptography', dueOn: '2027-01-01' }] },
        expect: 'cantTell',
        on: DAY,
      },
    ],
  }),
]
