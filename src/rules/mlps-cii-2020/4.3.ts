import { network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import {
  attested,
  CRITICAL,
  DAY,
  duty,
  fromLevel3OrCritical,
  LEVEL_2,
  LEVEL_3,
  neverDone,
  running,
  unlessPlanned,
} from './duty.ts'

const found = (more: object) => [{ id: 'f1', source: 'drill', ...more }]

const held = n.drills.some((d) => d.on.onOrBefore(asOf))
const HELD = { zh: '演练', en: 'drilled' }

export default [
  attested('4.3', 'plan', {
    reads: '制定网络安全应急预案',
    title: {
      zh: '有应急预案、事件报告制度和处置机制',
      en: 'There are an emergency plan, incident reporting and a response mechanism',
    },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.operator.emergencyPlan, n.operator.incidentReporting],
    remedy: {
      zh: '制定应急预案，建立事件报告制度和应急处置机制。',
      en: 'Write the plan and set up reporting and response.',
    },
  }),
  duty('4.3', 'drill', {
    reads: '定期开展应急演练',
    title: {
      zh: '第三级以上网络和关键信息基础设施定期应急演练',
      en: 'From level 3, and for critical infrastructure, drills are held regularly',
    },
    appliesWhen: all(running, fromLevel3OrCritical),
    requires: held,
    pending: unlessPlanned('drill', HELD),
    remedy: {
      zh: '制定演练计划，定期演练，留存方案、记录和总结。',
      en: 'Plan drills, hold them regularly, keep plan, record and review.',
    },
    reading: {
      zh: '规范只说“定期”，不按每年一次判断；从未演练、也没有尚未到期的演练计划的，才为不符合。',
      en: 'The text says regularly and sets no year: only a network that never had a drill, and has none planned, is a breach.',
    },
    leads: [
      neverDone(not(held), n.liveOn, HELD),
      {
        when: n.drills
          .latest((d) => d.on)
          .plus({ parameter: 'mlps.drill-interval' })
          .before(asOf),
        say: {
          zh: '最近一次演练距今已超过12个月（规范未定间隔，仅作提示）。',
          en: 'The last drill was more than twelve months ago (the text sets no interval; a hint only).',
        },
      },
    ],
    examples: [
      {
        name: 'long ago, but held',
        facts: { ...LEVEL_3, drills: [{ id: 'd', on: '2022-06-01' }] },
        expect: 'passed',
        on: DAY,
      },
      { name: 'never, and not planned', facts: { ...LEVEL_3, drills: [], plans: [] }, expect: 'failed', on: DAY },
      { name: 'never, plans not told', facts: { ...LEVEL_3, drills: [] }, expect: 'cantTell', on: DAY },
      {
        name: 'critical infrastructure, never',
        facts: { ...CRITICAL, level: 2, drills: [], plans: [] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'list open', facts: LEVEL_3, expect: 'cantTell', on: DAY },
      {
        name: 'only planned',
        facts: {
          ...LEVEL_3,
          drills: [{ id: 'd', on: '2026-12-01' }],
          plans: [{ id: 'p', kind: 'drill', dueOn: '2026-12-01' }],
        },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'level 2', facts: { ...LEVEL_2, drills: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
  duty('4.3', 'correction', {
    reads: '针对应急演练中发现的突出问题',
    title: { zh: '演练发现的问题在整改期限内完成整改', en: 'What drills showed is corrected by its due day' },
    appliesWhen: all(
      running,
      fromLevel3OrCritical,
      n.findings.some((f) => f.source.is('drill')),
    ),
    requires: n.findings.every((f) =>
      any(not(f.source.is('drill')), not(f.dueOn.before(asOf)), f.fixedOn.onOrBefore(asOf)),
    ),
    remedy: { zh: '完成整改并复演。', en: 'Correct it and drill again.' },
    examples: [
      {
        name: 'corrected',
        facts: { ...LEVEL_3, findings: found({ dueOn: '2026-03-01', fixedOn: '2026-02-01' }) },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'overdue',
        facts: { ...LEVEL_3, findings: found({ dueOn: '2026-03-01', fixedOn: null }) },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'not said',
        facts: { ...LEVEL_3, findings: found({ dueOn: '2026-03-01' }) },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'nothing shown', facts: { ...LEVEL_3, findings: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
  attested('4.3', 'cooperation', {
    title: {
      zh: '配合公安机关每年的监督检查和演习',
      en: 'The operator cooperates with the yearly inspections and exercises of the police',
    },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.operator.cooperates],
    remedy: { zh: '配合监督检查、比武演习并留存记录。', en: 'Cooperate and keep records.' },
  }),
]
