import { network as n } from '../../facts/network.ts'
import { all, asOf, not, today } from '../../facts/terms.ts'
import type { Pending } from '../../judge/rule.ts'
import { DAY, duty, FILING, FROM, fromLevel, LEVEL_2, RUNS, running } from './duty.ts'

const owed = all(running, fromLevel(2))
/** The longest time any text gives. */
const withinTime = (fact: string): Pending => ({
  while: not(all(n.liveOn.plus(FILING).before(asOf), n.levelSince.plus(FILING).before(asOf))),
  need: {
    fact,
    how: { zh: '办理完成后填写日期并附回执', en: 'give the day and the receipt once it is done' },
  },
  say: {
    zh: '意见未定期限，2007年办法的30日自定级和投入运行起可能尚未届满：',
    en: 'The opinions set no time, and the 30 days of the Measures of 2007, from grading and from going live, may still run:',
  },
})
const filed = { ...LEVEL_2, levelSince: '2021-01-01' }
const GRACE_READING = {
  zh: '意见未定备案期限：2007年办法为30日，2018年征求意见稿为10个工作日；自定级和投入运行均满30日前未备案的，不判为不符合。',
  en: 'The opinions set no time to file; the Measures of 2007 say 30 days, the draft of 2018 ten working days: what is not filed is no breach until 30 days after both grading and going live.',
}

export default [
  duty('2.1', 'grading', {
    reads: '科学确定网络的安全保护等级',
    title: { zh: '运行中的网络已定级', en: 'Every running network is graded' },
    appliesWhen: running,
    requires: n.level.exists(),
    remedy: {
      zh: '按GB/T 22240-2020从业务信息安全和系统服务安全两方面定级，取较高者，经评审、核准后备案。',
      en: 'Grade it by GB/T 22240-2020 for information and service, take the higher level, have it reviewed and approved, and file it.',
    },
    examples: [
      { name: 'graded', facts: { ...RUNS, level: 1 }, expect: 'passed', on: DAY },
      { name: 'not graded', facts: { ...RUNS, level: null }, expect: 'failed', on: DAY },
      { name: 'level not said', facts: RUNS, expect: 'cantTell', on: DAY },
      { name: 'not live yet', facts: { ...RUNS, liveOn: null, level: null }, expect: 'inapplicable', on: DAY },
      { name: 'retired on the day', facts: { ...RUNS, retiredOn: DAY, level: null }, expect: 'inapplicable', on: DAY },
    ],
  }),
  duty('2.1', 'early', {
    reads: '规划设计阶段确定安全保护等级',
    title: { zh: '新建网络在规划设计阶段定级', en: 'A new network is graded while it is planned and designed' },
    appliesWhen: all(n.designedOn.onOrAfter(FROM), n.designedOn.onOrBefore(asOf)),
    requires: n.gradedOn.onOrBefore(n.designedOn),
    remedy: {
      zh: '今后在规划设计阶段先定级再设计安全方案；已错过的，补做定级并核对安全设计是否与等级相符。',
      en: 'Grade before the security design from now on; where missed, grade now and check the design against the level.',
    },
    reading: {
      zh: '以首次定级日期为准；后来重新定级的，填写首次定级日期。',
      en: 'The day of the first grading counts, also where the network was graded anew later.',
    },
    examples: [
      {
        name: 'on the day design ended',
        facts: { designedOn: '2022-03-01', gradedOn: '2022-03-01' },
        expect: 'passed',
        on: DAY,
      },
      { name: 'a day later', facts: { designedOn: '2022-03-01', gradedOn: '2022-03-02' }, expect: 'failed', on: DAY },
      { name: 'never', facts: { designedOn: '2022-03-01', gradedOn: null }, expect: 'failed', on: DAY },
      { name: 'grading day not said', facts: { designedOn: '2022-03-01' }, expect: 'cantTell', on: DAY },
      {
        name: 'designed before the opinions',
        facts: { designedOn: '2020-07-21', gradedOn: null },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
  duty('2.1', 'filing', {
    reads: '对第二级以上网络依法向公安机关备案',
    title: { zh: '第二级以上网络已向公安机关备案', en: 'Networks from level 2 are filed with the police' },
    appliesWhen: owed,
    requires: n.filedOn.onOrBefore(asOf),
    pending: withinTime('network.filedOn'),
    remedy: {
      zh: '向所在地公安机关提交备案表、定级报告等材料，取得备案证明。',
      en: 'Submit the filing form and grading report to the local police and obtain the certificate.',
    },
    reading: GRACE_READING,
    leads: [
      {
        when: all(
          n.filedOn.after(n.levelSince.plus({ parameter: 'mlps.filing' })),
          n.filedOn.after(n.liveOn.plus({ parameter: 'mlps.filing' })),
        ),
        say: {
          zh: '备案晚于定级和投入运行后30日（2007年办法，未核对原文）。',
          en: 'Filed more than 30 days after grading and going live (Measures of 2007, not compared with the text).',
        },
      },
      {
        when: all(
          n.filedOn.after(n.levelSince.plus({ parameter: 'mlps.filing-draft' })),
          not(n.filedOn.after(n.levelSince.plus({ parameter: 'mlps.filing' }))),
        ),
        say: {
          zh: '备案在定级后30日内，但晚于10个工作日：2007年办法与2018年征求意见稿的期限不一致，后者从未生效。',
          en: 'Filed within 30 days of grading but after ten working days: the Measures of 2007 and the draft of 2018 differ, and the draft never came into force.',
        },
      },
      {
        when: n.certificateUntil.before(today.plus({ parameter: 'mlps.certificate-notice' })),
        say: {
          zh: '备案证明已到期或者将在90日内到期，请按备案公安机关的要求更新。',
          en: 'The filing certificate has ended or ends within 90 days: renew it as the police who filed require.',
        },
      },
    ],
    examples: [
      { name: 'filed', facts: { ...filed, filedOn: '2021-02-01' }, expect: 'passed', on: DAY },
      { name: 'not filed', facts: { ...filed, filedOn: null }, expect: 'failed', on: DAY },
      { name: 'not said', facts: filed, expect: 'cantTell', on: DAY },
      { name: 'level 1', facts: { ...filed, level: 1, filedOn: null }, expect: 'inapplicable', on: DAY },
      { name: 'level not said', facts: { ...filed, level: undefined, filedOn: null }, expect: 'cantTell', on: DAY },
      {
        name: 'live for 30 days',
        facts: { ...filed, liveOn: '2026-10-02', filedOn: null },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'live for 31 days', facts: { ...filed, liveOn: '2026-10-01', filedOn: null }, expect: 'failed', on: DAY },
      {
        name: 'graded 30 days ago',
        facts: { ...filed, levelSince: '2026-10-02', filedOn: null },
        expect: 'cantTell',
        on: DAY,
      },
    ],
  }),
  duty('2.1', 'sector', {
    reads: '并向行业主管部门报备',
    title: {
      zh: '第二级以上网络已向行业主管部门报备',
      en: 'Networks from level 2 are reported to the sector department',
    },
    appliesWhen: all(owed, n.operator.sectorRegulator.exists()),
    requires: n.sectorOn.onOrBefore(asOf),
    pending: withinTime('network.sectorOn'),
    remedy: {
      zh: '把定级备案情况报行业主管部门，留存回执。',
      en: 'Report grading and filing to the department in charge of the sector and keep the receipt.',
    },
    reading: GRACE_READING,
    examples: [
      {
        name: 'reported',
        facts: { ...filed, operator: { sectorRegulator: '某部门' }, sectorOn: '2021-02-01' },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not reported',
        facts: { ...filed, operator: { sectorRegulator: '某部门' }, sectorOn: null },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...filed, operator: { sectorRegulator: '某部门' } }, expect: 'cantTell', on: DAY },
      {
        name: 'not said whether there is a department',
        facts: { ...filed, sectorOn: null },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'no such department',
        facts: { ...filed, operator: { sectorRegulator: null }, sectorOn: null },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
