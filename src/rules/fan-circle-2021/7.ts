import { campaign as c, salesPage as p, site } from '../../facts/fan-circle.ts'
import { all } from '../../facts/terms.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { absent, absentExamples } from '../forbidden.ts'
import { duty } from './duty.ts'

const selling = { live: true, starProduct: true }
const other = { live: true, starProduct: false }
const onSale = all(p.live.isTrue(), p.starProduct.isTrue())

export default [
  duty('7', 'rules', {
    reads: '制定细化规则',
    title: { zh: '制定销售环节细化规则', en: 'Detailed rules for sales exist' },
    subject: site,
    requires: onRecord([site.salesRules]),
    remedy: { zh: '制定销售环节的细化规则。', en: 'Write them.' },
    examples: recordExamples([site.salesRules], {}),
  }),
  duty('7', 'displayed-spending', {
    reads: '在销售环节不得显示粉丝个人购买量、贡献值等数据',
    title: { zh: '不显示粉丝个人购买量、贡献值', en: 'What single fans bought or contributed is not shown' },
    subject: p,
    appliesWhen: onSale,
    requires: absent([p.showsPurchases, p.showsContribution]),
    remedy: { zh: '去掉个人购买量、贡献值的显示。', en: 'Stop showing it.' },
    examples: absentExamples([p.showsPurchases, p.showsContribution], selling, other),
  }),
  duty('7', 'ranked-spending', {
    reads: '不得对粉丝个人购买产品的数量或金额进行排行',
    title: { zh: '不对个人购买数量、金额排行', en: 'Fans are not ranked by what they buy' },
    subject: p,
    appliesWhen: onSale,
    requires: absent([p.ranksPurchases]),
    remedy: { zh: '取消购买排行。', en: 'Remove the ranking.' },
    examples: absentExamples([p.ranksPurchases], selling, other),
  }),
  duty('7', 'campaigns', {
    reads: '不得设置任务解锁、定制福利、限时PK等刺激粉丝消费的营销活动',
    title: {
      zh: '没有任务解锁、定制福利、限时PK的营销活动',
      en: 'No campaigns with unlocking by tasks, custom benefits or timed contests',
    },
    subject: c,
    appliesWhen: all(c.live.isTrue(), c.starProduct.isTrue()),
    requires: absent([c.taskUnlock, c.customBenefit, c.timedContest]),
    remedy: { zh: '下线此类营销活动。', en: 'Take such campaigns off line.' },
    examples: absentExamples([c.taskUnlock, c.customBenefit, c.timedContest], selling, other),
  }),
]
