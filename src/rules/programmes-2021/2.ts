import { programme as p } from '../../facts/programmes.ts'
import { all } from '../../facts/terms.ts'
import { absent, absentExamples } from '../forbidden.ts'
import { duty, SHOWN, shown } from './duty.ts'

const talent = { ...SHOWN, kind: 'talent' }
const reality = { ...SHOWN, kind: 'reality' }
const drama = { ...SHOWN, kind: 'drama' }

export default [
  duty('2', 'idol-cultivation', {
    reads: '不得播出偶像养成类节目',
    title: { zh: '不播出偶像养成类节目', en: 'No idol-cultivation programmes are shown' },
    appliesWhen: shown,
    requires: p.kind.isNot('idol-cultivation'),
    remedy: { zh: '停播并下线偶像养成类节目。', en: 'Stop showing them and take them off line.' },
    reading: {
      zh: '以登记的节目类型为准；2021年9月2日起播出的才适用。',
      en: 'The registered kind counts; only what is shown from 2021-09-02 on is in scope.',
    },
    examples: [
      { name: 'another kind', facts: talent, expect: 'passed' },
      { name: 'idol cultivation', facts: { ...SHOWN, kind: 'idol-cultivation' }, expect: 'failed' },
      {
        name: 'on the day of the notice',
        facts: { kind: 'idol-cultivation', airedOn: '2021-09-02' },
        expect: 'failed',
      },
      {
        name: 'last shown the day before',
        facts: { kind: 'idol-cultivation', airedOn: '2021-09-01' },
        expect: 'inapplicable',
      },
      { name: 'never shown', facts: { kind: 'idol-cultivation', airedOn: null }, expect: 'inapplicable' },
      { name: 'kind not said', facts: SHOWN, expect: 'cantTell' },
      { name: 'day not said', facts: { kind: 'idol-cultivation' }, expect: 'cantTell' },
    ],
  }),
  duty('2', 'star-children', {
    reads: '不得播出明星子女参加的综艺娱乐及真人秀节目',
    title: {
      zh: '不播出明星子女参加的综艺娱乐、真人秀',
      en: 'No variety or reality programmes with children of stars are shown',
    },
    appliesWhen: all(shown, p.kind.among('variety', 'reality')),
    requires: absent([p.starChildren]),
    remedy: { zh: '停播并下线该节目。', en: 'Stop showing it and take it off line.' },
    reading: {
      zh: '只看节目层面的“是”或“否”，不收集也不保存任何姓名。',
      en: 'Only a yes or no for the programme is read; no names are collected or kept.',
    },
    examples: absentExamples([p.starChildren], reality, drama),
  }),
  duty('2', 'off-site', {
    reads: '不得设置场外投票、打榜、助力等环节和通道',
    title: {
      zh: '选秀类节目没有场外投票、打榜、助力',
      en: 'Talent programmes have no off-site votes, charts or boosts',
    },
    appliesWhen: all(shown, p.kind.is('talent')),
    requires: absent([p.offSiteVoting, p.offSiteCharts, p.offSiteBoosts]),
    remedy: { zh: '关闭场外投票、打榜、助力的环节和通道。', en: 'Close them.' },
    examples: absentExamples([p.offSiteVoting, p.offSiteCharts, p.offSiteBoosts], talent, drama),
  }),
  duty('2', 'paid-votes', {
    reads: '严禁引导、鼓励粉丝以购物、充会员等物质化手段变相花钱投票',
    title: { zh: '选秀类节目不引导花钱投票', en: 'Talent programmes lead nobody to pay for votes' },
    appliesWhen: all(shown, p.kind.is('talent')),
    requires: absent([p.paidVote, p.purchaseVote]),
    remedy: { zh: '取消以购物、充会员等换取投票。', en: 'Stop giving votes for purchases or memberships.' },
    examples: absentExamples([p.paidVote, p.purchaseVote], talent, drama),
  }),
]
