import type { LendingPlan, PlanItem } from '../../judge/book.ts'
import type { Text } from '../../law/text.ts'
import { pick, type ReportLang } from '../lang.ts'
import { shortVerdict } from '../verdict.ts'
import { type Cell, type Sheet, workbook } from '../xlsx.ts'
import { BOOK_WORDS as W } from './words.ts'

const P = {
  about: { zh: '说明', en: 'About' },
  plan: { zh: '整改计划', en: 'Plan' },
  steps: { zh: '压降与新增空间', en: 'Run-off and room' },
  runOff: { zh: '存量结清', en: 'Run-off of signed loans' },
  now: { zh: '本行余额（元）', en: 'Bank’s balance (CNY)' },
  whole: { zh: '基数（元）', en: 'Whole (CNY)' },
  excess: { zh: '超出（元）', en: 'Excess (CNY)' },
  undated: { zh: '其中无到期安排（元）', en: 'Of it without a day of maturity ahead (CNY)' },
  metOn: { zh: '按计划达标日', en: 'Kept from' },
  inTransition: { zh: '在过渡期内', en: 'In the transition period' },
  without: { zh: '复核：停止新增', en: 'Judged again: no new loans' },
  withNew: { zh: '复核：按空间新增', en: 'Judged again: new loans up to the room' },
  levers: { zh: '措施', en: 'Levers' },
  day: { zh: '季末', en: 'Quarter-end' },
  left: { zh: '到期后余额（元）', en: 'Left after maturities (CNY)' },
  over: { zh: '仍超出（元）', en: 'Still over (CNY)' },
  room: { zh: '本行新增余额上限（元）', en: 'Room for the bank’s new balance (CNY)' },
  share: {
    zh: '新发放贷款合作方出资比例（可改，不低于限额）',
    en: 'Partner’s share of new loans (change it, never below the floor)',
  },
  lending: { zh: '可新发放总额（元）', en: 'New lending it allows (CNY)' },
  undatedLoans: { zh: '无到期安排（笔）', en: 'Without a day of maturity ahead (loans)' },
  lastOn: { zh: '最后到期日', en: 'Last day of maturity' },
  action: { zh: '处理', en: 'What is done' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
} as const satisfies Readonly<Record<string, Text>>

const OPEN: Readonly<Record<NonNullable<PlanItem['open']>, Text>> = {
  undated: {
    zh: '不承诺日期：已有到期安排的余额全部到期后仍超出，或者没有 maturesOn',
    en: 'no day is promised: it stays over when all that has a day of maturity has run off, or maturesOn is not given',
  },
  unknown: {
    zh: '不承诺日期：部分贷款的合作方、出资或余额不详，先补齐',
    en: 'no day is promised: partner, funding or balance of some loans is not known; supply them first',
  },
  judged: {
    zh: '不承诺日期：按同一规则复核，该日尚不能判定符合',
    en: 'no day is promised: judged again by the same rules, the limit is not found kept on that day',
  },
}

const STOP: Text = {
  zh: '达标前停止新发放；达标后新增余额不超过“压降与新增空间”所列上限；提高新发放贷款的合作方出资比例可在同一空间内多放款。同一银行的新增还须同时在第四条的空间之内。',
  en: 'No new loans until the limit is kept; then new balance within the room listed; a higher partner share lets more be lent in the same room. New loans of a bank must keep within the room of section 4 too.',
}
const RUN: Readonly<Record<2 | 5, Text>> = {
  2: {
    zh: '已签贷款不改签、不提前收回，到期结清；新发放贷款逐笔达到出资比例下限。',
    en: 'Signed loans are neither written anew nor called in; they run off. Each new loan keeps to the least share.',
  },
  5: {
    zh: '已发放的辖区外贷款不提前收回，到期结清；停止向辖区外客户新发放。',
    en: 'Loans outside the region are not called in; they run off. No new ones outside the region.',
  },
}

const NOTES: readonly Text[] = [
  {
    zh: '本表是测算，不是监管部门同意的整改计划。只用三种措施：停止或限制新增、按到期日自然压降、提高新发放贷款的合作方出资比例；不提前收回，不改签已签贷款。',
    en: 'A calculation, no plan a regulator has agreed to. Three levers only: no new loans or less of them, run-off as loans mature, a higher partner share in new loans. Nothing is called in early, no signed loan is written anew.',
  },
  {
    zh: '每个达标日都按当日的规则重新判断过（停止新增、按空间新增各一次），判为符合才列出。没有到期日（maturesOn）的余额不计入压降，不为它承诺日期；已过到期日仍有余额的，同样不计。',
    en: 'Each day is listed only where the rules, judged again under the law of that day with no new loans and with new loans up to the room, found the limit kept. Balance without maturesOn does not run off here and no day is promised for it; nor for loans past their day.',
  },
  {
    zh: '假定：到期日收回全部余额，到期前不减少；一级资本净额不变；全部贷款余额随共同出资贷款到期同额减少，随新增同额增加，其余不变。“一级资本净额”“全部贷款余额”见“基数”。',
    en: 'Taken: the whole balance comes back on the day of maturity and none before; net tier 1 capital stays; all loans fall by what runs off and rise by what is new, the rest stays.',
  },
]

const money = (v: string): Cell => ({ v, style: 'money' })
const share = (v: string): Cell => ({ v, style: 'percent' })

/** The rectification plan as a workbook: what is over, when it is kept again, quarter by quarter, and what is done. */
export function planWorkbook(plan: LendingPlan, name: string, lang: ReportLang): Uint8Array<ArrayBuffer> {
  const say = (text: Text) => pick(text, lang)
  const titled = (text: Text) => text[lang === 'en' ? 'en' : 'zh']
  const steps: Cell[][] = [
    [W.section, W.bank, W.partner, P.day, P.left, P.whole, W.limit, P.over, P.room, P.share, P.lending].map(say),
  ]
  for (const item of plan.items) for (const one of stepRows(item, steps.length + 1)) steps.push(one)
  const sheets: Sheet[] = [
    {
      name: titled(P.about),
      widths: [120],
      rows: [
        [`${name} ${plan.asOf}`],
        ...NOTES.map((note) => [say(note)]),
        ...(plan.items.length === 0
          ? [[say({ zh: '第三条、第四条没有超出限额的行。', en: 'Nothing is over the limits of sections 3 and 4.' })]]
          : []),
      ],
    },
    {
      name: titled(P.plan),
      widths: [8, 12, 20, 18, 20, 9, 10, 18, 18, 16, 12, 14, 14, 70],
      rows: [
        [
          W.section,
          W.bank,
          W.partner,
          P.now,
          P.whole,
          W.limit,
          W.share,
          P.excess,
          P.undated,
          P.metOn,
          P.inTransition,
          P.without,
          P.withNew,
          P.levers,
        ].map(say),
        ...plan.items.map((item, i) => planRow(item, i + 2, say)),
      ],
    },
    { name: titled(P.steps), widths: [8, 12, 20, 13, 20, 20, 9, 18, 20, 16, 20], rows: steps },
    {
      name: titled(P.runOff),
      widths: [8, 12, 20, 10, 20, 14, 14, 70],
      rows: [
        [W.section, W.bank, W.partner, W.loans, W.balance, P.undatedLoans, P.lastOn, P.action].map(say),
        ...plan.runOff.map((one): Cell[] => [
          one.section,
          one.bank,
          one.partner ?? '',
          one.n,
          money(one.balance),
          one.undated,
          one.lastOn ?? say({ zh: '不承诺', en: 'not promised' }),
          say(RUN[one.section]),
        ]),
      ],
    },
  ]
  return workbook(sheets)
}

function planRow(item: PlanItem, n: number, say: (text: Text) => string): Cell[] {
  const { now, whole, limit, judged } = item
  return [
    item.section,
    item.bank,
    item.partner ?? say(W.all),
    money(now),
    money(whole),
    share(limit),
    { f: `IF(E${n}=0,"",D${n}/E${n})`, v: Number(whole) === 0 ? '' : Number(now) / Number(whole), style: 'percent' },
    { f: `MAX(0,D${n}-E${n}*F${n})`, v: Math.max(0, Number(now) - Number(whole) * Number(limit)), style: 'money' },
    money(item.undated),
    item.metOn ?? say(OPEN[item.open ?? 'undated']),
    item.inTransition === undefined ? '' : say(item.inTransition ? P.yes : P.no),
    judged ? say(shortVerdict(judged.without)) : '',
    judged ? say(shortVerdict(judged.withNew)) : '',
    say(STOP),
  ]
}

/** New loans add to all loans too: the room of section 4 is a share of what they make of it. */
function stepRows(item: PlanItem, from: number): Cell[][] {
  const limit = Number(item.limit)
  const least = item.leastShare ?? '0.30'
  return item.steps.map(({ day, left, whole }, i): Cell[] => {
    const n = from + i
    const free = Math.max(0, Number(whole) * limit - Number(left))
    const room = item.section === 3 ? free : free / (1 - limit)
    const more = item.section === 3 ? '' : `/(1-G${n})`
    return [
      item.section,
      item.bank,
      item.partner ?? '',
      day,
      money(left),
      money(whole),
      share(item.limit),
      { f: `MAX(0,E${n}-F${n}*G${n})`, v: Math.max(0, Number(left) - Number(whole) * limit), style: 'money' },
      { f: `MAX(0,F${n}*G${n}-E${n})${more}`, v: room, style: 'money' },
      share(least),
      { f: `I${n}/(1-J${n})`, v: room / (1 - Number(least)), style: 'money' },
    ]
  })
}
