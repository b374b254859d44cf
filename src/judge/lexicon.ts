import type { Comparator, Term } from '../facts/tree.ts'
import { scaleOf } from '../facts/tree.ts'
import type { Period } from '../law/calendar.ts'
import type { Text } from '../law/text.ts'

/** The words conditions are told in: one comparator, one word, as the law uses it. */
export type Words = Readonly<Record<Comparator, Text>>

/** Amounts and shares. 超过, 低于 leave the number out, 不超过, 不低于 take it in (Civil Code art. 1259). */
const AMOUNT: Words = {
  eq: { zh: '等于', en: 'equals' },
  ne: { zh: '不等于', en: 'does not equal' },
  lt: { zh: '低于', en: 'is less than' },
  le: { zh: '不超过', en: 'is at most' },
  gt: { zh: '超过', en: 'is more than' },
  ge: { zh: '不低于', en: 'is at least' },
}
/** Whole numbers of things. */
const NUMBER: Words = {
  ...AMOUNT,
  lt: { zh: '少于', en: 'is less than' },
  le: { zh: '不多于', en: 'is at most' },
  gt: { zh: '多于', en: 'is more than' },
  ge: { zh: '不少于', en: 'is at least' },
}
const DAY: Words = {
  eq: { zh: '为', en: 'is' },
  ne: { zh: '不为', en: 'is not' },
  lt: { zh: '早于', en: 'is before' },
  le: { zh: '不晚于', en: 'is no later than' },
  gt: { zh: '晚于', en: 'is after' },
  ge: { zh: '不早于', en: 'is no earlier than' },
}

/** The words for a comparison of two terms. */
export function wordsFor(left: Term, right: Term): Words {
  if (left.type !== 'decimal') return DAY
  return scaleOf(left) === 0 && scaleOf(right) === 0 ? NUMBER : AMOUNT
}

export const OPPOSITE: Readonly<Record<Comparator, Comparator>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  gt: 'le',
  le: 'gt',
}

const LENGTH: Readonly<Record<Period['unit'], Text>> = {
  day: { zh: '日', en: 'days' },
  workday: { zh: '个工作日', en: 'working days' },
  month: { zh: '个月', en: 'months' },
  hour: { zh: '小时', en: 'hours' },
}

export const both = (zh: string, en: string): Text => ({ zh, en })
export const join = (texts: readonly Text[], zh: string, en: string): Text =>
  both(texts.map((t) => t.zh).join(zh), texts.map((t) => t.en).join(en))

/** `15个工作日`, `15 working days`. */
export function length({ n, unit }: Period): Text {
  const { zh, en } = LENGTH[unit]
  return both(`${n}${zh}`, `${n} ${n === 1 ? en.slice(0, -1) : en}`)
}

/** The last day of a period after a day. */
export function dayAfter(day: Text, period: Period): Text {
  const { n, unit } = period
  const long = length(period)
  if (unit === 'day') return both(`${day.zh}后第${n}日`, `the ${ordinal(n)} day after ${day.en}`)
  if (unit === 'workday') return both(`${day.zh}后第${long.zh}`, `the ${ordinal(n)} working day after ${day.en}`)
  return both(`${day.zh}后${long.zh}届满之日`, `the end of ${long.en} after ${day.en}`)
}

function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}

/** `2022年1月1日`; the English form stays `2022-01-01`. */
export function dayText(day: string): Text {
  const [year, month, date] = day.split('-').map(Number)
  return both(`${year}年${month}月${date}日`, day)
}

/** `a loan`, `an SDK`. */
export function withArticle(noun: string): string {
  const first = noun.split(/[\s-]/)[0]!
  const spelled = /^[A-Z]{2,}s?$/.test(first)
  const vowel = spelled ? /^[AEFHILMNORSX]/.test(first) : /^[aeio]|^u(?!ni|se|sa)/i.test(first)
  return `${vowel ? 'an' : 'a'} ${noun}`
}
