import type { Handle } from '../../facts/entity.ts'
import { type assessmentEntity, network as n } from '../../facts/network.ts'
import { param } from '../../facts/param.ts'
import { all, any, asOf, named, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { DAY, duty, FROM, fromLevel, LEVEL_2, LEVEL_3, LONG, neverDone, running, unlessPlanned } from './duty.ts'

type Assessment = Handle<typeof assessmentEntity>
const byAssessor = (a: Assessment): Condition => all(a.kind.is('mlps'), a.qualified.isTrue(), a.on.onOrBefore(asOf))
const last = n.assessments.latest((a) => a.on, byAssessor)
const withinTwelveMonths = named(
  n.assessments.some((a) => all(byAssessor(a), a.on.plus({ parameter: 'mlps.assessment-interval' }).onOrAfter(asOf))),
  {
    say: { zh: '最近十二个月内有合规机构的等级测评', en: 'a qualified body assessed it within the last twelve months' },
  },
)

const LAST_YEAR = param('mlps.last-year')
const sinceLastYear = named(
  n.assessments.some((a) => all(byAssessor(a), a.on.onOrAfter(LAST_YEAR))),
  {
    say: {
      zh: '上一自然年以来有合规机构的等级测评',
      en: 'a qualified body assessed it since the start of last calendar year',
    },
  },
)
/**
 * Under way long enough for a year to be missed whichever way it is counted. The first calendar year that lies wholly
 * under the opinions is 2021.
 */
const ranAllLastYear = all(
  asOf.onOrAfter('2022-01-01'),
  n.liveOn.onOrBefore(LAST_YEAR),
  n.levelSince.onOrBefore(LAST_YEAR),
)

const sentToBoth = (a: Assessment): Condition =>
  all(a.toPoliceOn.onOrBefore(asOf), any(not(n.operator.sectorRegulator.exists()), a.toSectorOn.onOrBefore(asOf)))
const unsent = (a: Assessment): Condition =>
  all(a.kind.is('mlps'), a.on.onOrAfter(FROM), a.on.onOrBefore(asOf), not(sentToBoth(a)))
const followed = (a: Assessment): Condition =>
  n.assessments.some((b) => all(b.kind.is('mlps'), b.on.after(a.on), b.on.onOrBefore(asOf)), 'later')
const tested = n.assessments.some((a) => all(a.kind.among('mlps', 'test'), a.on.onOrBefore(asOf)))
const TESTED = { zh: '检测评估', en: 'tested' }

const one = (on: string, more = {}) => ({ id: on, kind: 'mlps', qualified: true, on, ...more })
const graded = { ...LEVEL_3, levelSince: '2021-01-01' }
const fresh = { ...LEVEL_3, liveOn: '2025-06-01', levelSince: '2025-01-01' }
const report = { toPoliceOn: '2026-02-01', toSectorOn: '2026-02-01' }
const sector = { sectorRegulator: '某部门' }

export default [
  duty('2.2', 'yearly', {
    reads: '每年开展一次网络安全等级测评',
    title: {
      zh: '第三级以上网络每年由合规机构开展一次等级测评',
      en: 'From level 3 a qualified body assesses the network once every year',
    },
    appliesWhen: all(
      running,
      fromLevel(3),
      named(ranAllLastYear, {
        say: { zh: '上一自然年全年按现等级运行', en: 'it ran at its level through the whole of last calendar year' },
      }),
    ),
    requires: any(withinTwelveMonths, all(n.operator.yearCounted.is('calendar-year'), sinceLastYear)),
    remedy: {
      zh: '委托符合国家有关规定的测评机构开展等级测评，此后每年一次。',
      en: 'Have a qualified body assess it, and every year from then on.',
    },
    reading: {
      zh: '“每年”按自然年和按十二个月两种算法都不满足的，才为不符合；只有一种不满足的，取决于备案公安机关的算法。',
      en: 'Only where neither a calendar year nor twelve months are met is it a breach; where one is, how the police who filed count decides.',
    },
    tell: () => ({
      zh: '最近十二个月内没有合规机构的等级测评，且上一自然年以来也没有，或者备案公安机关按十二个月计算',
      en: 'No qualified body assessed it within twelve months, and none since the start of last calendar year or the police who filed count twelve months',
    }),
    leads: [
      {
        when: all(n.level.is(4), last.plus({ parameter: 'mlps.assessment-level-4' }).before(asOf)),
        say: {
          zh: '第四级网络距上次测评已超过半年：2007年办法要求第四级每半年一次，2020年意见为每年一次，二者不一致，请向备案公安机关确认。',
          en: 'At level 4 more than half a year has passed: the Measures of 2007 ask for one every half year, the opinions of 2020 every year; the two differ, ask the police who filed.',
        },
      },
    ],
    examples: [
      {
        name: 'twelve months to the day',
        facts: { ...graded, assessments: [one('2025-11-01')] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'a day more, way of counting not known',
        facts: { ...graded, assessments: [one('2025-10-31')] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'a day more, calendar years',
        facts: { ...graded, operator: { yearCounted: 'calendar-year' }, assessments: [one('2025-10-31')] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'a day more, twelve months',
        facts: { ...graded, operator: { yearCounted: 'twelve-months' }, assessments: [one('2025-10-31')] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'first day of last year',
        facts: { ...graded, assessments: [one('2025-01-01')] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'the day before last year',
        facts: { ...graded, assessments: [one('2024-12-31')] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'never', facts: { ...graded, assessments: [] }, expect: 'failed', on: DAY },
      {
        name: 'list not complete',
        facts: { ...graded, assessments: { rows: [one('2024-12-31')], open: true } },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'assessor not qualified',
        facts: { ...graded, assessments: [one('2026-01-01', { qualified: false })] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'assessor not told',
        facts: { ...graded, assessments: [one('2026-01-01', { qualified: undefined })] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'a test is no assessment',
        facts: { ...graded, assessments: [one('2026-01-01', { kind: 'test' })] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'a report of tomorrow',
        facts: { ...graded, assessments: [one('2026-11-02')] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'live since last year', facts: { ...fresh, assessments: [] }, expect: 'inapplicable', on: DAY },
      {
        name: 'raised to level 3 this year',
        facts: { ...graded, levelSince: '2026-03-01', assessments: [] },
        expect: 'inapplicable',
        on: DAY,
      },
      { name: 'level 2', facts: { ...graded, level: 2, assessments: [] }, expect: 'inapplicable', on: DAY },
      {
        name: 'no calendar year has passed under the opinions',
        facts: { ...graded, liveOn: '2019-01-01', levelSince: '2019-01-01', assessments: [] },
        expect: 'inapplicable',
        on: '2021-12-31',
      },
      {
        name: 'the first calendar year has passed',
        facts: { ...graded, assessments: [] },
        expect: 'failed',
        on: '2022-01-01',
      },
    ],
  }),
  duty('2.2', 'before-live', {
    reads: '通过等级测评后投入运行',
    title: {
      zh: '新建第三级以上网络通过等级测评后才投入运行',
      en: 'A new network from level 3 goes live only after passing its assessment',
    },
    appliesWhen: all(
      fromLevel(3),
      n.liveOn.onOrAfter(FROM),
      n.liveOn.onOrBefore(asOf),
      n.levelSince.onOrBefore(n.liveOn),
    ),
    requires: n.assessments.some((a) => all(a.kind.is('mlps'), a.passed.isTrue(), a.on.onOrBefore(n.liveOn))),
    remedy: {
      zh: '尽快完成等级测评和整改；今后新建网络通过测评后再上线。',
      en: 'Complete the assessment and corrections soon; let new networks go live only after passing.',
    },
    examples: [
      {
        name: 'passed on the day',
        facts: { ...fresh, assessments: [one('2025-06-01', { passed: true })] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'passed a day later',
        facts: { ...fresh, assessments: [one('2025-06-02', { passed: true })] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'not passed',
        facts: { ...fresh, assessments: [one('2025-05-01', { passed: false })] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'result not said', facts: { ...fresh, assessments: [one('2025-05-01')] }, expect: 'cantTell', on: DAY },
      {
        name: 'raised to level 3 later',
        facts: { ...fresh, levelSince: '2026-01-01', assessments: [] },
        expect: 'inapplicable',
        on: DAY,
      },
      {
        name: 'live before the opinions',
        facts: { ...fresh, liveOn: '2020-07-21', assessments: [] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
  duty('2.2', 'report', {
    reads: '及时将等级测评报告提交受理备案的公安机关和行业主管部门',
    title: {
      zh: '等级测评报告已提交公安机关和行业主管部门',
      en: 'Assessment reports went to the police and the sector department',
    },
    appliesWhen: all(
      running,
      fromLevel(3),
      n.assessments.some((a) => all(a.kind.is('mlps'), a.on.onOrAfter(FROM), a.on.onOrBefore(asOf))),
    ),
    requires: n.assessments.every((a) =>
      any(not(a.kind.is('mlps')), a.on.before(FROM), a.on.after(asOf), sentToBoth(a)),
    ),
    pending: {
      while: not(n.assessments.some((a) => all(unsent(a), followed(a)))),
      need: {
        fact: 'assessment.toPoliceOn',
        how: { zh: '提交后填写日期并附回执', en: 'give the day and the receipt once the report is submitted' },
      },
      say: {
        zh: '“及时”未定天数：下一次测评之后仍未提交的，才为不符合。',
        en: 'No days are set for “in time”: only a report still not submitted after the next assessment is a breach.',
      },
    },
    leads: [
      {
        when: n.assessments.some((a) => all(unsent(a), a.on.plus(LONG).before(asOf))),
        say: {
          zh: '有测评报告出具超过30日仍未提交（天数为规矩自定，仅作提示）。',
          en: 'A report is more than 30 days old and was not submitted (the number is Guiju’s own; a hint only).',
        },
      },
    ],
    remedy: {
      zh: '把测评报告提交受理备案的公安机关和行业主管部门，留存回执。',
      en: 'Submit the reports to the police who filed and to the sector department, and keep the receipts.',
    },
    reading: {
      zh: '“及时”未定天数：到下一次测评仍未提交的，才为不符合；迟交只作提示。',
      en: 'No days are set for “in time”: only a report still not submitted by the next assessment is a breach.',
    },
    examples: [
      {
        name: 'both',
        facts: { ...graded, operator: sector, assessments: [one('2026-01-15', report)] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not to the police',
        facts: {
          ...graded,
          operator: sector,
          assessments: [one('2025-01-15', { ...report, toPoliceOn: null }), one('2026-01-15', report)],
        },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'not to the department',
        facts: {
          ...graded,
          operator: sector,
          assessments: [one('2025-01-15', { ...report, toSectorOn: null }), one('2026-01-15', report)],
        },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'no department',
        facts: {
          ...graded,
          operator: { sectorRegulator: null },
          assessments: [one('2026-01-15', { toPoliceOn: '2026-02-01' })],
        },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not said',
        facts: { ...graded, operator: sector, assessments: [one('2026-01-15')] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'the latest is not submitted yet',
        facts: { ...graded, operator: sector, assessments: [one('2026-10-02', { toPoliceOn: null })] },
        expect: 'cantTell',
        on: DAY,
      },
    ],
  }),
  duty('2.2', 'testing', {
    reads: '对已定级备案网络的安全性进行检测评估',
    title: { zh: '已定级备案的网络（含第二级）做过检测评估', en: 'Filed networks, level 2 included, have been tested' },
    appliesWhen: all(running, fromLevel(2), n.filedOn.onOrBefore(asOf)),
    requires: tested,
    pending: unlessPlanned('test', TESTED),
    leads: [neverDone(not(tested), n.filedOn, TESTED)],
    remedy: { zh: '开展检测评估并留存记录。', en: 'Have it tested and keep the records.' },
    reading: {
      zh: '未定间隔：从未检测评估、也没有尚未到期的计划的，才为不符合。',
      en: 'No interval is set: only a network never tested, and with no test planned, is a breach.',
    },
    examples: [
      {
        name: 'tested',
        facts: { ...LEVEL_2, filedOn: '2022-01-01', assessments: [one('2023-01-01', { kind: 'test' })] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'never, and not planned',
        facts: { ...LEVEL_2, filedOn: '2022-01-01', assessments: [], plans: [] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'never, plans not told',
        facts: { ...LEVEL_2, filedOn: '2022-01-01', assessments: [] },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'list open', facts: { ...LEVEL_2, filedOn: '2022-01-01' }, expect: 'cantTell', on: DAY },
      {
        name: 'planned',
        facts: {
          ...LEVEL_2,
          filedOn: '2025-11-01',
          assessments: [],
          plans: [{ id: 'p', kind: 'test', dueOn: '2026-12-01' }],
        },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'not filed', facts: { ...LEVEL_2, filedOn: null, assessments: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
  duty('2.2', 'agreement', {
    reads: '签署安全保密协议',
    title: { zh: '与测评机构签订安全保密协议', en: 'A security and secrecy agreement binds each assessor' },
    appliesWhen: all(
      running,
      n.assessments.some((a) => all(a.kind.is('mlps'), a.on.onOrAfter(FROM))),
    ),
    requires: n.assessments.every((a) => any(not(a.kind.is('mlps')), a.on.before(FROM), a.agreement.isTrue())),
    remedy: {
      zh: '与测评机构签订安全保密协议，并监督测评过程。',
      en: 'Sign the agreement with the assessor and supervise the work.',
    },
    examples: [
      {
        name: 'signed',
        facts: { ...graded, assessments: [one('2026-01-15', { agreement: true })] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not signed',
        facts: { ...graded, assessments: [one('2026-01-15', { agreement: false })] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...graded, assessments: [one('2026-01-15')] }, expect: 'cantTell', on: DAY },
      {
        name: 'before the opinions',
        facts: { ...graded, assessments: [one('2020-01-15', { agreement: false })] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
