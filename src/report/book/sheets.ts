import { formatDecimal } from '../../facts/decimal.ts'
import type { JointFigures } from '../../judge/book.ts'
import type { Outcome, Result, SubjectResult } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import { pick, type ReportLang } from '../lang.ts'
import { shortVerdict } from '../verdict.ts'
import type { Cell, Formula, Sheet } from '../xlsx.ts'
import { combinationsOf } from './reasons.ts'
import { coursesOf } from './trend.ts'
import { nameOf, type Use, usesOf } from './use.ts'
import { BOOK_WORDS as W } from './words.ts'

/** Names of the sheets, short enough for the format; formulas refer to `singles`. */
const SHEETS = {
  about: { zh: '限额说明', en: 'Limits' },
  share: { zh: '第二条 出资比例', en: 'Section 2 share' },
  singles: { zh: '第三条 单一合作方', en: 'Section 3 one partner' },
  totals: { zh: '第四条 全部合作机构', en: 'Section 4 all partners' },
  regions: { zh: '第五条 辖区', en: 'Section 5 regions' },
  runOff: { zh: '存量业务', en: 'Run-off' },
  trend: { zh: '走势', en: 'Trend' },
  reasons: { zh: '原因', en: 'Reasons' },
} as const satisfies Readonly<Record<string, Text>>

const H = {
  day: { zh: '判断日', en: 'Day judged' },
  fresh: { zh: '新发放共同出资余额', en: 'Balance, new joint loans' },
  earlier: { zh: '存量共同出资余额', en: 'Balance, run-off' },
  undated: { zh: '发放日不详的余额', en: 'Balance, issue day unknown' },
  may: { zh: '可能计入的余额', en: 'Balance that may count' },
  other: { zh: '未列明合作方的余额', en: 'Balance with partners not listed' },
  sum: { zh: '本行余额合计', en: 'Bank’s balance' },
  capital: { zh: '一级资本净额', en: 'Net tier 1 capital' },
  loans: { zh: '全部贷款余额', en: 'All loans' },
  ratio: { zh: '占比', en: 'Share' },
  room: { zh: '剩余额度', en: 'Room left' },
  over: { zh: '按表内金额', en: 'By the cells' },
  amount: { zh: '贷款金额合计', en: 'Amounts' },
  partnerAmount: { zh: '合作方出资合计', en: 'Funded by the partner' },
  outsideShare: { zh: '辖区外占比', en: 'Share outside' },
  provision: { zh: '条款', en: 'Provision' },
  records: { zh: '记录数', en: 'Records' },
  met: { zh: '成立', en: 'Holds' },
  unmet: { zh: '不成立', en: 'Does not hold' },
  open: { zh: '不详', en: 'Not known' },
} as const satisfies Readonly<Record<string, Text>>

const BEYOND = { zh: '超出', en: 'beyond' } as const
const WITHIN = { zh: '未超出', en: 'within' } as const
const NOT_KNOWN = { zh: '不详', en: 'not known' } as const

const NOTES: readonly Text[] = [
  {
    zh: '自查结果，不是监管部门的认定。“结论”一栏由规则按精确金额判断；占比、余额合计、剩余额度由公式从表内金额重算。',
    en: 'A self-check, no finding of the regulator. The outcome is the rules’, on exact amounts; shares, sums and room left are formulas over the cells.',
  },
  {
    zh: '电子表格只保留15位有效数字：超过十万亿元的金额精确到分时，以结论为准。',
    en: 'A spreadsheet keeps 15 digits: for amounts above 10^13 yuan to the cent the outcome decides.',
  },
  {
    zh: '“可能计入”的余额来自合作方、出资额或者角色不详的贷款：它使占比只是下限。',
    en: 'A balance that may count is of loans whose partner, funding or role is not known: the share is then a lower bound.',
  },
]

/** `A`, `B`, … `Z`: the sheets here are narrower than 26 columns. */
const letter = (i: number): string => String.fromCharCode(65 + i)
const money = (text: string): Cell => ({ v: text, style: 'money' })
const percent = (f: string, v: number | string): Formula => ({ f, v, style: 'percent' })
const share = (part: string, whole: string): number | '' => (Number(whole) === 0 ? '' : Number(part) / Number(whole))
const cents = (text: string): bigint => BigInt(text.replace('.', ''))
const yuan = (of: bigint): string => formatDecimal(of, 2)
const minus = (a: string, ...others: readonly string[]): string =>
  yuan(others.reduce((left, one) => left - cents(one), cents(a)))

/** A sheet as it is filled: rows are told their number, as formulas need it. */
class Rows {
  readonly rows: Cell[][]
  constructor(head: readonly string[]) {
    this.rows = [[...head]]
  }
  add(make: (row: number) => Cell[]): void {
    this.rows.push(make(this.rows.length + 1))
  }
}

/**
 * Sheets of loan books: the sums each limit is made of, formulas that recompute its share from them, and what the rules
 * said; rows of several days stand below each other. Of any table, the reasons in words. None for other subjects.
 */
export function bookSheets(result: Result, lang: ReportLang): Sheet[] {
  const say = (text: Text) => pick(text, lang)
  const books = result.results.filter((r) => r.book !== undefined)
  const verdict = (outcome: Outcome) => say(shortVerdict(outcome))
  const heads = (...texts: readonly Text[]) => new Rows(texts.map(say))
  const words = { beyond: quoted(say(BEYOND)), within: quoted(say(WITHIN)) }
  const titled = (name: keyof typeof SHEETS) => SHEETS[name][lang === 'en' ? 'en' : 'zh']
  const sheet = (name: keyof typeof SHEETS, { rows }: Rows, widths: readonly number[]): Sheet[] =>
    rows.length > 1 ? [{ name: titled(name), rows, widths }] : []

  const second = heads(
    H.day,
    W.bank,
    W.partner,
    W.loans,
    H.amount,
    H.partnerAmount,
    H.ratio,
    W.limit,
    W.below,
    W.undecided,
    W.firstIssued,
    W.samples,
    W.outcome,
  )
  const third = heads(
    H.day,
    W.bank,
    W.partner,
    H.fresh,
    H.earlier,
    H.undated,
    H.sum,
    H.may,
    H.capital,
    H.ratio,
    W.limit,
    H.room,
    H.over,
    W.outcome,
  )
  const fourth = heads(H.day, W.bank, H.sum, H.other, H.may, H.loans, H.ratio, W.limit, H.room, H.over, W.outcome)
  const fifth = heads(
    H.day,
    W.bank,
    W.region,
    W.home,
    W.loans,
    W.outside,
    W.undecided,
    H.outsideShare,
    W.balance,
    W.samples,
  )
  const off = heads(H.day, W.bank, W.partner, W.loans, W.balance)
  const why = heads(H.day, H.provision, W.outcome, H.records, H.met, H.unmet, H.open)
  for (const r of books) {
    const day = r.subject.version
    const figures = new Map(r.book!.partners.map((one) => [nameOf(one), one]))
    const uses = usesOf(r)
    for (const use of uses) {
      const of = figures.get(nameOf(use))
      if (use.section === 2 && of) second.add((n) => secondRow(n, day, use, of, verdict(use.outcome)))
      if (use.section === 3) third.add((n) => thirdRow(n, day, use, of, verdict(use.outcome), words, say(NOT_KNOWN)))
    }
    const listed = uses.filter((use) => use.section === 3)
    for (const use of uses)
      if (use.section === 4)
        fourth.add((n) =>
          fourthRow(n, day, use, listed, verdict(use.outcome), words, say(NOT_KNOWN), titled('singles')),
        )
    for (const one of r.book!.regions)
      fifth.add((n) => [
        day,
        one.bank,
        one.region,
        one.home ?? '',
        one.n,
        one.outside,
        one.undecided,
        percent(`IF(E${n}=0,"",F${n}/E${n})`, one.n === 0 ? '' : one.outside / one.n),
        money(one.balance),
        one.samples.join(' '),
      ])
    for (const one of r.book!.partners)
      if (one.earlier.n > 0)
        off.add(() => [day, one.bank, one.partner ?? '', one.earlier.n, money(one.earlier.balance)])
  }
  for (const r of result.results) for (const row of reasonRows(r, r.subject.version, verdict, say)) why.add(() => row)
  const about = heads(SHEETS.about)
  if (books.length > 0) for (const note of NOTES) about.add(() => [say(note)])
  return [
    ...sheet('about', about, [110]),
    ...sheet('share', second, [12, 12, 22, 9, 18, 18, 11, 9, 9, 11, 13, 30, 12]),
    ...sheet('singles', third, [12, 12, 22, 18, 18, 14, 18, 16, 18, 11, 9, 18, 10, 12]),
    ...sheet('totals', fourth, [12, 12, 18, 18, 16, 20, 11, 9, 20, 10, 12]),
    ...sheet('regions', fifth, [12, 12, 16, 14, 10, 10, 10, 11, 18, 30]),
    ...sheet('runOff', off, [12, 12, 22, 10, 18]),
    ...trendSheets(result, titled('trend'), say),
    ...sheet('reasons', why, [12, 26, 12, 10, 60, 60, 60]),
  ]
}

const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`

function secondRow(n: number, day: string, use: Use, of: JointFigures, outcome: string): Cell[] {
  const { fresh } = of
  const known = fresh.unknown === 0
  return [
    day,
    use.bank,
    use.partner ?? '',
    fresh.n,
    money(fresh.amount),
    money(fresh.partnerAmount),
    known ? percent(`IF(E${n}=0,"",F${n}/E${n})`, share(fresh.partnerAmount, fresh.amount)) : '',
    use.limit === undefined ? '' : { v: use.limit, style: 'percent' },
    of.below,
    of.undecided,
    of.firstBelow ?? '',
    of.samples.join(' '),
    outcome,
  ]
}

interface Said {
  readonly beyond: string
  readonly within: string
}

/** Share, limit, room left and whether the cells go beyond the limit; `at` are the columns of part and whole. */
function limited(
  n: number,
  use: Use,
  part: number,
  whole: number,
  limit: number,
  words: Said,
  unknown: string,
): Cell[] {
  const [p, w, l] = [part, whole, limit].map((i) => `${letter(i)}${n}`)
  if (use.part === undefined || use.whole === undefined || use.limit === undefined)
    return ['', use.limit === undefined ? '' : { v: use.limit, style: 'percent' }, '', unknown]
  const room = Number(use.whole) * Number(use.limit) - Number(use.part)
  return [
    percent(`IF(${w}=0,"",${p}/${w})`, share(use.part, use.whole)),
    { v: use.limit, style: 'percent' },
    { f: `${w}*${l}-${p}`, v: room, style: 'money' },
    {
      f: `IF(${p}>ROUND(${w}*${l},4),${words.beyond},${words.within})`,
      v: use.over ? words.beyond.slice(1, -1) : words.within.slice(1, -1),
    },
  ]
}

function thirdRow(
  n: number,
  day: string,
  use: Use,
  of: JointFigures | undefined,
  outcome: string,
  words: Said,
  unknown: string,
): Cell[] {
  const part = use.part ?? '0.00'
  const [fresh, earlier] = [of?.fresh.balance ?? '0.00', of?.earlier.balance ?? '0.00']
  return [
    day,
    use.bank,
    use.partner ?? '',
    money(fresh),
    money(earlier),
    money(minus(part, fresh, earlier)),
    { f: `D${n}+E${n}+F${n}`, v: Number(part), style: 'money' },
    use.most === undefined || use.part === undefined ? unknown : money(minus(use.most, use.part)),
    use.whole === undefined ? '' : money(use.whole),
    ...limited(n, use, 6, 8, 10, words, unknown),
    outcome,
  ]
}

/** The balance of all partners: those listed for section 3, and what is not. */
function fourthRow(
  n: number,
  day: string,
  use: Use,
  listed: readonly Use[],
  outcome: string,
  words: Said,
  unknown: string,
  singles: string,
): Cell[] {
  const part = use.part ?? '0.00'
  const own = listed.filter((one) => one.bank === use.bank).reduce((sum, one) => sum + cents(one.part ?? '0.00'), 0n)
  const from = `'${singles.replaceAll("'", "''")}'!`
  return [
    day,
    use.bank,
    {
      f: `SUMIFS(${from}G:G,${from}A:A,A${n},${from}B:B,B${n})+D${n}`,
      v: Number(part),
      style: 'money',
    },
    money(yuan(cents(part) - own)),
    use.most === undefined || use.part === undefined ? unknown : money(minus(use.most, use.part)),
    use.whole === undefined ? '' : money(use.whole),
    ...limited(n, use, 2, 5, 7, words, unknown),
    outcome,
  ]
}

function trendSheets(result: Result, title: string, say: (text: Text) => string): Sheet[] {
  return coursesOf(result.results).map(({ name, days, trends }) => ({
    name: `${title} ${name}`,
    widths: [8, 12, 22, ...days.map(() => 13), 13, 13, 13],
    rows: [
      [W.section, W.bank, W.partner].map(say).concat(days, [W.firstOver, W.firstFailed, W.firstIssued].map(say)),
      ...trends.map((one): Cell[] => [
        one.section,
        one.bank,
        one.partner ?? say(W.all),
        ...one.points.map(
          ({ use }): Cell => (use?.share === undefined ? '' : { v: String(use.share / 1_000_000), style: 'percent' }),
        ),
        one.firstOver ?? '',
        one.firstFailed ?? '',
        one.firstIssued ?? '',
      ]),
    ],
  }))
}

/** Each combination of answers with what held, what did not and what is not known. */
function reasonRows(
  r: SubjectResult,
  day: string,
  verdict: (outcome: Outcome) => string,
  say: (text: Text) => string,
): Cell[][] {
  return r.determinations.flatMap((d) => {
    const all = [...(d.leaves?.applies ?? []), ...(d.leaves?.requires ?? [])]
    return combinationsOf(d).map(({ outcome, signs, n }): Cell[] => {
      const those = (sign: string) =>
        all
          .filter((_, i) => signs[i] === sign)
          .map(say)
          .join('\n')
      return [day, d.rule, verdict(outcome), n, those('+'), those('-'), those('?')]
    })
  })
}
