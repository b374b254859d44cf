import { feature as f } from '../../facts/fan-circle.ts'
import { programme as p } from '../../facts/programmes.ts'
import { all } from '../../facts/terms.ts'
import { absent, absentExamples } from '../forbidden.ts'
import { duty, FROM } from './duty.ts'

const reads = '不得设置“花钱买投票”功能，严禁引导、鼓励网民采取购物、充会员等物质化手段为选手投票'
const title = {
  zh: '网络综艺没有“花钱买投票”，不引导以物质化手段投票',
  en: 'Online variety programmes sell no votes and lead nobody to vote by spending',
}
const remedy = {
  zh: '下线花钱买投票功能，停止以购物、充会员等换取投票。',
  en: 'Remove paid votes, and stop giving votes for purchases or memberships.',
}

/** Functions of a site. */
export const features = [
  duty('8', 'feature', {
    reads,
    title,
    subject: f,
    appliesWhen: all(f.live.isTrue(), f.onlineVariety.isTrue()),
    requires: absent([f.paidVote, f.purchaseVote]),
    remedy,
    examples: absentExamples(
      [f.paidVote, f.purchaseVote],
      { live: true, onlineVariety: true },
      { live: true, onlineVariety: false },
    ),
  }),
]

const shown = { online: true, kind: 'variety', airedOn: '2021-09-10' }

/** Programmes. */
export const programmes = [
  duty('8', 'programme', {
    reads,
    title,
    subject: p,
    appliesWhen: all(
      p.online.isTrue(),
      p.kind.among('variety', 'reality', 'talent', 'idol-cultivation'),
      p.airedOn.onOrAfter(FROM),
    ),
    requires: absent([p.paidVote, p.purchaseVote]),
    remedy,
    examples: [
      ...absentExamples([p.paidVote, p.purchaseVote], shown, { ...shown, online: false }),
      {
        name: 'last shown the day before the notice',
        facts: { ...shown, airedOn: '2021-08-24', paidVote: true },
        expect: 'inapplicable',
      },
      { name: 'a drama', facts: { ...shown, kind: 'drama', paidVote: true }, expect: 'inapplicable' },
    ],
  }),
]
