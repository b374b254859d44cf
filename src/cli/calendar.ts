import { addPeriod, type Due, explainDay, type Period } from '../law/calendar.ts'
import { isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'
import { pick, type ReportLang } from '../report/lang.ts'
import { InputError } from './errors.ts'
import { languageOf } from './options.ts'

export interface CalendarOptions {
  readonly lang?: string
  readonly format?: string
}

const UNITS = { wd: 'workday', d: 'day', m: 'month' } as const
const START: Text = { zh: '起算日，不计入', en: 'the start, not counted' }
const REST: Text = { zh: '当日不是工作日', en: 'not a working day' }

/** `guiju calendar <date> +<n>wd`: the due date first, the days that were skipped or made up below. */
export function calendar(from: string, text: string, options: CalendarOptions): void {
  const lang = languageOf({ lang: options.lang ?? 'en' })
  const format = options.format ?? 'text'
  if (format !== 'text' && format !== 'json')
    throw new InputError('format.unknown', { value: format, known: 'text, json' })
  if (!isDay(from)) throw new InputError('date.invalid', { value: from })
  const match = /^([+-]?)(\d{1,4})(wd|d|m)$/.exec(text)
  if (!match) throw new InputError('period.invalid', { value: text })
  const n = Number(match[2])
  const period: Period = { n: match[1] === '-' && n > 0 ? -n : n, unit: UNITS[match[3] as keyof typeof UNITS] }
  let due: Due
  try {
    due = addPeriod(from, period)
  } catch (error) {
    if (error instanceof RangeError) throw new InputError('period.range', { from, value: text })
    throw error
  }
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'guiju/calendar/1', from, period, ...due }, null, 2)}\n`
      : print(from, period, due, lang),
  )
}

function print(from: string, period: Period, due: Due, lang: ReportLang): string {
  const lines = [due.day + (due.provisional ? ' provisional' : '')]
  if (due.caution) lines.push(`  ${pick(due.caution, lang)}`)
  if (period.unit === 'workday') {
    const { works, why } = explainDay(from)
    const words = period.n === 0 ? (works ? undefined : [why, REST]) : works ? undefined : [why, START]
    if (words) lines.push(`  ${from} ${words.map((word) => pick(word, lang)).join(lang === 'en' ? ', ' : '，')}`)
  }
  for (const { day, why } of [...due.skipped, ...due.madeUp].sort((a, b) => (a.day < b.day ? -1 : 1)))
    lines.push(`  ${day} ${pick(why, lang)}`)
  return `${lines.join('\n')}\n`
}
