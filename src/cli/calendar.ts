import { addPeriod, addWorkdays } from '../law/calendar.ts'
import { isDay } from '../law/day.ts'
import { pick } from '../report/lang.ts'
import { InputError } from './errors.ts'
import { type CommonOptions, languageOf } from './options.ts'

/** `guiju calendar <date> +<n>wd`: the due date first, the days that were skipped or made up below. */
export function calendar(from: string, period: string, options: CommonOptions): void {
  const lang = languageOf(options, 'en')
  if (!isDay(from)) throw new InputError('day.invalid', { value: from })
  const match = /^\+?(\d{1,4})(wd|d|m)$/.exec(period)
  if (!match) throw new InputError('period.invalid', { value: period })
  const n = Number(match[1])
  const due =
    match[2] === 'wd' ? addWorkdays(from, n) : addPeriod(from, { n, unit: match[2] === 'd' ? 'day' : 'month' })
  const lines = [due.day + (due.provisional ? ' provisional' : '')]
  for (const { day, why } of [...due.skipped, ...due.madeUp].sort((a, b) => (a.day < b.day ? -1 : 1)))
    lines.push(`  ${day} ${pick(why, lang)}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
