import { chinaDay, isDay } from '../../law/day.ts'
import { timeOf } from '../log/time.ts'

const pad = (n: string | number) => String(n).padStart(2, '0')

const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?/
const COMPACT = /^(20\d{2}|19\d{2})(\d{2})(\d{2})(?:\d{6})?$/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/
const EXCEL = /^(\d{5})(?:\.\d+)?$/

/**
 * The day in China that a written date names: `2026-11-01`, `2026/11/1`, `2026年11月1日`, `20261101`, with or without a
 * time, a spreadsheet's day number. Undefined where it is none, and for `01/02/2026`, which may be two days.
 */
export function dayIn(written: string): string | undefined {
  const text = written.normalize('NFKC').trim()
  if (/\d[Tt ]\d{1,2}:\d{2}.*(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text)) {
    const at = timeOf(text)
    return at === undefined ? undefined : chinaDay(at)
  }
  const forms = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
  if (forms) return valid(`${forms[1]}-${pad(forms[2]!)}-${pad(forms[3]!)}`)
  const last = YEAR_LAST.exec(text)
  if (last) {
    const [a, b] = [Number(last[1]), Number(last[2])]
    if (a !== b && a <= 12 && b <= 12) return undefined
    const [month, day] = a > 12 ? [b, a] : [a, b]
    return valid(`${last[3]}-${pad(month)}-${pad(day)}`)
  }
  const serial = EXCEL.exec(text)
  if (!serial) return undefined
  return valid(new Date((Number(serial[1]) - 25_569) * 86_400_000).toISOString().slice(0, 10))
}

const valid = (day: string): string | undefined => (isDay(day) ? day : undefined)
