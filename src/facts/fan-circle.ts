import { oneOf } from './choice.ts'
import { entity, field, type Handle, handle } from './entity.ts'

/**
 * A site’s own inventories of what it offers around stars: rankings, functions, sales pages, campaigns and fan accounts,
 * and what it has in place. Products are judged, never fans and never what they say.
 */

const yes = (zh: string, en: string) => field.boolean({ zh, en })
const live = yes('在线', 'on line')
const share = (zh: string, en: string) =>
  field.decimal(
    { zh, en },
    {
      scale: 2,
      minimum: 0,
      optional: true,
      how: {
        zh: '填写百分数（如 40 表示40%）；调整前没有该榜单的，“调整前”留空',
        en: 'give the percentage (40 for 40 %); leave “before” empty where the ranking did not exist then',
      },
    },
  )

export const RANKED = {
  star: { zh: '明星艺人个人', en: 'one star' },
  'star-group': { zh: '明星组合', en: 'group of stars' },
  work: { zh: '音乐影视等作品', en: 'work' },
  other: { zh: '与明星无关', en: 'not about stars' },
} as const
export const VOTING = {
  none: { zh: '不能投票', en: 'cannot vote' },
  limited: { zh: '有限制', en: 'limited' },
  unlimited: { zh: '没有任何限制', en: 'no limit at all' },
} as const

export const rankingEntity = entity({
  name: 'ranking',
  title: { zh: '榜单', en: 'ranking' },
  key: 'rankingId',
  fields: {
    rankingId: field.text({ zh: '榜单编号', en: 'ranking id' }),
    name: field.text({ zh: '榜单名称', en: 'name of the ranking' }),
    live,
    ranks: field.choice({ zh: '排行对象', en: 'what is ranked' }, RANKED, {
      how: oneOf({ zh: '填写排行对象', en: 'say what is ranked' }, RANKED),
    }),
    showsNames: yes('显示明星艺人姓名等个人标识', 'shows names or other marks of stars'),
    interactionWeight: share('签到、点赞、评论等权重（现行）', 'weight of check-ins, likes and comments now'),
    interactionWeightBefore: share(
      '签到、点赞、评论等权重（调整前）',
      'weight of check-ins, likes and comments before',
    ),
    qualityWeight: share('作品导向、专业评价等权重（现行）', 'weight of orientation and expert judgement now'),
    qualityWeightBefore: share(
      '作品导向、专业评价等权重（调整前）',
      'weight of orientation and expert judgement before',
    ),
  },
})
export const ranking: Handle<typeof rankingEntity> = handle(rankingEntity)

export const featureEntity = entity({
  name: 'feature',
  title: { zh: '产品功能', en: 'product feature' },
  key: 'featureId',
  fields: {
    featureId: field.text({ zh: '功能编号', en: 'feature id' }),
    name: field.text({ zh: '功能名称', en: 'name of the feature' }),
    live,
    votePushing: yes('诱导粉丝打榜', 'leads fans to push rankings'),
    paidCheckIn: yes('付费签到', 'check-ins for money'),
    memberCheckIn: yes('充值会员等方式增加签到次数', 'more check-ins for members'),
    onlineVariety: yes('属于网络综艺节目的功能', 'belongs to an online variety programme'),
    paidVote: yes('花钱买投票', 'votes for money'),
    purchaseVote: yes('引导、鼓励以购物、充会员等物质化手段投票', 'leads users to vote by purchases or memberships'),
    minorsTip: yes('未成年人可以打赏', 'minors can tip'),
    minorsSpend: yes('未成年人可以应援消费', 'minors can spend to support stars'),
    minorsManage: yes('未成年人可以担任群主或管理者', 'minors can own or manage groups'),
    minorsVote: field.choice({ zh: '未成年人投票打榜的限制', en: 'limits on minors’ votes for rankings' }, VOTING, {
      how: {
        zh: '填写未成年人能否投票：不能投票、有限制，或者没有任何限制',
        en: 'say whether minors cannot vote, are limited, or have no limit at all',
      },
    }),
    minorsGather: yes('组织未成年人开展线上集会', 'organises online gatherings of minors'),
  },
})
export const feature: Handle<typeof featureEntity> = handle(featureEntity)

export const salesPageEntity = entity({
  name: 'salesPage',
  title: { zh: '销售页面', en: 'sales page' },
  key: 'pageId',
  fields: {
    pageId: field.text({ zh: '页面编号', en: 'page id' }),
    live,
    starProduct: yes('销售明星艺人专辑或其他作品、产品', 'sells works or products of stars'),
    showsPurchases: yes('显示粉丝个人购买量', 'shows what single fans bought'),
    showsContribution: yes('显示粉丝个人贡献值', 'shows what single fans contributed'),
    ranksPurchases: yes('对粉丝个人购买数量或金额排行', 'ranks single fans by number or amount'),
  },
})
export const salesPage: Handle<typeof salesPageEntity> = handle(salesPageEntity)

export const campaignEntity = entity({
  name: 'campaign',
  title: { zh: '营销活动', en: 'campaign' },
  key: 'campaignId',
  fields: {
    campaignId: field.text({ zh: '活动编号', en: 'campaign id' }),
    live,
    starProduct: yes('涉及明星艺人作品、产品', 'concerns works or products of stars'),
    taskUnlock: yes('任务解锁', 'unlocking by tasks'),
    customBenefit: yes('定制福利', 'custom benefits'),
    timedContest: yes('限时PK', 'timed contests'),
    fundRaising: yes('应援集资', 'raises money to support a star'),
  },
})
export const campaign: Handle<typeof campaignEntity> = handle(campaignEntity)

export const fanAccountEntity = entity({
  name: 'fanAccount',
  title: { zh: '粉丝团、后援会账号', en: 'fan club account' },
  key: 'accountId',
  fields: {
    accountId: field.text({ zh: '账号编号', en: 'account id' }),
    live,
    authorised: yes('经明星经纪公司（工作室）授权或认证', 'authorised or certified by the star’s agency'),
    maintained: yes('由经纪公司（工作室）负责日常维护和监督', 'maintained and supervised by the agency'),
  },
})
export const fanAccount: Handle<typeof fanAccountEntity> = handle(fanAccountEntity)

export const siteEntity = entity({
  name: 'site',
  title: { zh: '网站平台', en: 'site' },
  key: 'siteId',
  fields: {
    siteId: field.text({ zh: '网站编号', en: 'site id' }),
    agencyRegistration: yes('经纪公司网上运营规范写明账号注册认证', 'rules for agencies cover registration'),
    agencyContent: yes('经纪公司网上运营规范写明内容发布', 'rules for agencies cover content'),
    agencyPromotion: yes('经纪公司网上运营规范写明商业推广', 'rules for agencies cover promotion'),
    agencyCrisis: yes('经纪公司网上运营规范写明危机公关', 'rules for agencies cover crisis relations'),
    agencyFans: yes('经纪公司网上运营规范写明粉丝管理', 'rules for agencies cover fans'),
    salesRules: yes('制定销售环节细化规则', 'detailed rules for sales'),
    minorsRules: yes(
      '明确粉丝团、后援会线上活动不得影响未成年人学习休息',
      'rules say that online activities may not disturb minors’ study and rest',
    ),
    fundRaisingCleared: yes(
      '有及时发现、清理违规应援集资信息的机制',
      'a mechanism finds and clears unlawful fund-raising',
    ),
  },
})
export const site: Handle<typeof siteEntity> = handle(siteEntity)
