import { feature as f, ranking as r } from '../../facts/fan-circle.ts'
import { all, any } from '../../facts/terms.ts'
import { absent, absentExamples } from '../forbidden.ts'
import { duty } from './duty.ts'

const works = { live: true, ranks: 'work', interactionWeightBefore: '60', qualityWeightBefore: '40' }
const live = { live: true }

export default [
  duty('2', 'weights', {
    reads: '降低签到、点赞、评论等指标权重，增加作品导向及专业性评价等指标权重',
    title: {
      zh: '作品排行降低互动指标权重，提高导向和专业评价权重',
      en: 'In rankings of works interaction weighs less and orientation and expert judgement more',
    },
    subject: r,
    appliesWhen: all(
      r.live.isTrue(),
      r.ranks.is('work'),
      r.interactionWeightBefore.exists(),
      r.qualityWeightBefore.exists(),
    ),
    requires: all(
      any(
        r.interactionWeight.lessThan(r.interactionWeightBefore),
        all(r.interactionWeight.is(0), r.interactionWeightBefore.is(0)),
      ),
      any(r.qualityWeight.moreThan(r.qualityWeightBefore), r.qualityWeightBefore.atLeast(100)),
    ),
    remedy: {
      zh: '下调签到、点赞、评论权重，上调作品导向和专业评价权重。',
      en: 'Lower the weight of check-ins, likes and comments, raise that of orientation and expert judgement.',
    },
    reading: {
      zh: '与通知之前的权重比较，降多少由平台定；通知之后新设、没有调整前权重的不适用。',
      en: 'Compared with the weights before the notice; how far is for the site. Rankings new since then have none and are out of scope.',
    },
    examples: [
      { name: 'both moved', facts: { ...works, interactionWeight: '59.99', qualityWeight: '40.01' }, expect: 'passed' },
      { name: 'as before', facts: { ...works, interactionWeight: '60', qualityWeight: '40' }, expect: 'failed' },
      {
        name: 'interaction heavier',
        facts: { ...works, interactionWeight: '60.01', qualityWeight: '50' },
        expect: 'failed',
      },
      {
        name: 'quality as before',
        facts: { ...works, interactionWeight: '30', qualityWeight: '40' },
        expect: 'failed',
      },
      {
        name: 'never counted interaction',
        facts: { ...works, interactionWeightBefore: '0', interactionWeight: '0', qualityWeight: '50' },
        expect: 'passed',
      },
      { name: 'now not said', facts: { ...works, qualityWeight: '50' }, expect: 'cantTell' },
      { name: 'new ranking', facts: { ...works, interactionWeightBefore: null }, expect: 'inapplicable' },
      { name: 'off line', facts: { ...works, live: false }, expect: 'inapplicable' },
    ],
  }),
  duty('2', 'vote-pushing', {
    reads: '不得设置诱导粉丝打榜的相关功能',
    title: { zh: '没有诱导粉丝打榜的功能', en: 'No functions that lead fans to push rankings' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: absent([f.votePushing]),
    remedy: { zh: '下线诱导打榜功能。', en: 'Take such functions off line.' },
    examples: absentExamples([f.votePushing], live, { live: false }),
  }),
  duty('2', 'check-ins', {
    reads: '不得设置付费签到功能或通过充值会员等方式增加签到次数',
    title: { zh: '没有付费签到，充会员不增加签到次数', en: 'No check-ins for money, no more of them for members' },
    subject: f,
    appliesWhen: f.live.isTrue(),
    requires: absent([f.paidCheckIn, f.memberCheckIn]),
    remedy: { zh: '取消付费签到和会员加签。', en: 'Remove paid check-ins and those for members.' },
    examples: absentExamples([f.paidCheckIn, f.memberCheckIn], live, { live: false }),
  }),
]
