import { entity, field, type Handle, handle } from './entity.ts'

/** An inventory of programmes. What a programme is and does is read; no names of people are, and none are kept. */

const yes = (zh: string, en: string) => field.boolean({ zh, en })
export const PROGRAMME_KINDS = {
  'idol-cultivation': { zh: '偶像养成', en: 'idol cultivation' },
  talent: { zh: '选秀', en: 'talent show' },
  variety: { zh: '综艺娱乐', en: 'variety' },
  reality: { zh: '真人秀', en: 'reality' },
  drama: { zh: '剧集', en: 'drama' },
  other: { zh: '其他', en: 'other' },
} as const

export const programmeEntity = entity({
  name: 'programme',
  title: { zh: '节目', en: 'programme' },
  key: 'programmeId',
  fields: {
    programmeId: field.text({ zh: '节目编号', en: 'programme id' }),
    kind: field.choice({ zh: '节目类型', en: 'kind of programme' }, PROGRAMME_KINDS, {
      how: {
        zh: '填写节目类型：偶像养成、选秀、综艺娱乐、真人秀、剧集或者其他',
        en: 'give the kind: idol cultivation, talent show, variety, reality, drama, other',
      },
    }),
    online: yes('网络播出', 'shown on line'),
    airedOn: field.date(
      { zh: '最近播出日', en: 'day last shown' },
      {
        optional: true,
        how: {
          zh: '填写最近一次播出的日期，仍可点播的填判断日；从未播出的为空',
          en: 'give the day it was last shown, the day judged where it can still be watched; empty where it never was',
        },
      },
    ),
    starChildren: yes('有明星子女参加', 'children of stars take part'),
    offSiteVoting: yes('设置场外投票', 'has off-site voting'),
    offSiteCharts: yes('设置打榜', 'has vote-pushing'),
    offSiteBoosts: yes('设置助力', 'has boosts'),
    paidVote: yes('设置“花钱买投票”功能', 'votes can be bought'),
    purchaseVote: yes('引导、鼓励以购物、充会员等物质化手段投票', 'leads users to vote by purchases or memberships'),
    payCommitted: yes('已提交片酬告知承诺', 'the commitment on pay is filed'),
    presentersCertified: field.boolean(
      { zh: '主持人均持证上岗', en: 'all presenters hold the credential' },
      {
        optional: true,
        how: { zh: '填写是否均持证；没有主持人的为空', en: 'say whether all do; empty where there is none' },
      },
    ),
  },
})
export const programme: Handle<typeof programmeEntity> = handle(programmeEntity)
