import { labelOf } from '../facts/choice.ts'
import { formatDecimal, type Minor } from '../facts/decimal.ts'
import type { Field } from '../facts/entity.ts'
import { maskText } from '../facts/personal.ts'
import type { PlainFacts } from '../facts/read.ts'
import type { Scalar } from '../facts/row.ts'
import { length } from '../judge/lexicon.ts'
import { fill, same, type Text } from '../law/text.ts'
import type { DueItem } from './due.ts'
import { actorName, roleOf } from './event.ts'
import type { Missing } from './gate.ts'
import type { Procedure } from './procedure.ts'

/** How what a case holds is told: days, values, actors, terms. What is personal in it is masked. */

const T = {
  due: { zh: '{title}：最迟{day}', en: '{title}: by {day}' },
  counted: {
    zh: '（自{from}的次日起算，{period}{skipped}）',
    en: ' ({period} counted from the day after {from}{skipped})',
  },
  skipped: { zh: '，其间{n}天休息日、节假日不计', en: ', {n} days that do not count left out' },
} as const satisfies Readonly<Record<string, Text>>

const ENGLISH = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** `2026年9月7日`, `7 September 2026`. */
export function longDay(day: string): Text {
  const [year, month, date] = day.split('-').map(Number)
  return { zh: `${year}年${month}月${date}日`, en: ENGLISH.format(new Date(day)) }
}

/** A value as a document prints it. */
export function valueText(field: Field, value: Scalar): Text {
  switch (field.type) {
    case 'boolean':
      return value === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
    case 'date':
      return longDay(String(value))
    case 'decimal':
      return same(formatDecimal(value as Minor, field.scale ?? 0))
    case 'text':
      return labelOf(field, String(value)) ?? same(maskText(String(value)))
    default:
      return field.type satisfies never
  }
}

/** Who acted: the name that was given, else what the role is called. */
export function actorText(by: string, { roles }: Procedure): Text {
  const name = actorName(by)
  return name === '' ? roles[roleOf(by)]!.title : same(maskText(name))
}

/** Title of the procedure and the number of the case. */
export function caseName(facts: PlainFacts, { title }: Procedure): Text {
  const id = typeof facts['id'] === 'string' ? maskText(facts['id']) : ''
  return id === '' ? title : { zh: `${title.zh} ${id}`, en: `${title.en} ${id}` }
}

/** `先告知［credit-constraint-2020#7］` */
export const citedText = (text: Text, citation: string): Text => ({
  zh: `${text.zh}［${citation}］`,
  en: `${text.en} [${citation}]`,
})

/** What has to be done, with the provision that asks for it. */
export const askedText = ({ step, citation }: Missing): Text => citedText(step, citation)

/** What is owed by a day, with how the day is counted. */
export function termText({ title, due, from, period, explained }: DueItem): Text {
  const told = fill(T.due, { title, day: longDay(due!) })
  if (!from || !period) return told
  const n = explained?.skipped.length ?? 0
  const skipped = n > 0 ? fill(T.skipped, { n }) : ''
  const counted = fill(T.counted, { from: longDay(from), period: length(period), skipped })
  const caution = explained?.caution
  return {
    zh: `${told.zh}${counted.zh}${caution ? `（${caution.zh}）` : ''}`,
    en: `${told.en}${counted.en}${caution ? ` (${caution.en})` : ''}`,
  }
}
