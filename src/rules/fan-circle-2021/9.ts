import { feature as f, site } from '../../facts/fan-circle.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { absent, absentExamples } from '../forbidden.ts'
import { duty } from './duty.ts'

const live = { live: true }
const off = { live: false }

export default [
  duty('9', 'tips', {
    reads: '严禁未成年人打赏',
    title: { zh: '未成年人不能打赏', en: 'Minors cannot tip' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: absent([f.minorsTip]),
    remedy: { zh: '对未成年人关闭打赏。', en: 'Close tipping to minors.' },
    examples: absentExamples([f.minorsTip], live, off),
  }),
  duty('9', 'spending', {
    reads: '严禁未成年人应援消费',
    title: { zh: '未成年人不能应援消费', en: 'Minors cannot spend to support stars' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: absent([f.minorsSpend]),
    remedy: { zh: '对未成年人关闭应援消费。', en: 'Close such spending to minors.' },
    examples: absentExamples([f.minorsSpend], live, off),
  }),
  duty('9', 'managers', {
    reads: '不得由未成年人担任相关群主或管理者',
    title: { zh: '未成年人不担任群主或管理者', en: 'Minors do not own or manage groups' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: absent([f.minorsManage]),
    remedy: { zh: '更换未成年群主、管理者，并在设置环节限制。', en: 'Replace them, and bar minors from these roles.' },
    examples: absentExamples([f.minorsManage], live, off),
  }),
  duty('9', 'voting', {
    reads: '限制未成年人投票打榜',
    title: { zh: '未成年人投票打榜受限制', en: 'Minors’ votes for rankings are limited' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: f.minorsVote.among('none', 'limited'),
    remedy: { zh: '设置未成年人投票打榜的限制。', en: 'Set a limit.' },
    reading: {
      zh: '条文是“限制”，不是禁止：有任何限制即可，完全没有限制的才为不符合。',
      en: 'The text says “limited”, not banned: any limit will do, only none at all is a breach.',
    },
    examples: [
      { name: 'cannot vote', facts: { live: true, minorsVote: 'none' }, expect: 'passed' },
      { name: 'a limit', facts: { live: true, minorsVote: 'limited' }, expect: 'passed' },
      { name: 'no limit', facts: { live: true, minorsVote: 'unlimited' }, expect: 'failed' },
      { name: 'not said', facts: { live: true }, expect: 'cantTell' },
      { name: 'off line', facts: { live: false, minorsVote: 'unlimited' }, expect: 'inapplicable' },
    ],
  }),
  duty('9', 'gatherings', {
    reads: '不得组织未成年人开展各种线上集会',
    title: { zh: '不组织未成年人线上集会', en: 'No online gatherings of minors are organised' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: absent([f.minorsGather]),
    remedy: { zh: '停止组织，并禁止粉丝团、后援会组织。', en: 'Stop it, and bar fan clubs from it.' },
    examples: absentExamples([f.minorsGather], live, off),
  }),
  duty('9', 'study-and-rest', {
    reads: '不得影响未成年人正常学习、休息',
    title: { zh: '规则写明线上活动不得影响未成年人学习休息', en: 'Rules protect minors’ study and rest' },
    subject: site,
    requires: onRecord([site.minorsRules]),
    remedy: { zh: '在规则中写明。', en: 'State it in the rules.' },
    reading: {
      zh: '只核对规则是否写明；某次活动是否影响由人核实。',
      en: 'Only whether the rules say so; whether an activity did is for a person.',
    },
    examples: recordExamples([site.minorsRules], {}),
  }),
]
