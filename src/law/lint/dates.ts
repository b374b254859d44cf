import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const ZH_DATE = /(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|(?=[上中下]旬)|(?![份\d]))/gu
const EN_DATE = new RegExp(
  `(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+)?\\b(${MONTHS.map((m) => `${m}|${m.slice(0, 3)}\\.`).join('|')})\\b(?:\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d))?(?:,?\\s+(\\d{4}))?`,
  'gi',
)

interface Day {
  readonly month: number
  readonly day?: number
  readonly year?: number
  readonly start: number
  readonly end: number
}

const zhDates = (zh: string): Day[] =>
  [...zh.matchAll(ZH_DATE)].map((m) => ({
    month: Number(m[2]),
    ...(m[3] ? { day: Number(m[3]) } : {}),
    ...(m[1] ? { year: Number(m[1]) } : {}),
    start: m.index,
    end: m.index + m[0].length,
  }))

const enDates = (en: string): Day[] =>
  [...en.matchAll(EN_DATE)].flatMap((m) => {
    const month = MONTHS.findIndex((name) => name.startsWith(m[2]!.toLowerCase().replace('.', '').slice(0, 3))) + 1
    const day = m[1] ?? m[3]
    if (/^may$/i.test(m[2]!) && (m[2] === 'may' || (!day && !m[4]))) return []
    const at = m.index + m[0].length
    return [
      { month, ...(day ? { day: Number(day) } : {}), ...(m[4] ? { year: Number(m[4]) } : {}), start: m.index, end: at },
    ]
  })

/** Months and days that differ. */
export function dateFindings(pair: Pair): Found[] {
  const { zh, en } = pair
  const left = zhDates(zh)
  const right = enDates(en)
  const used = new Set<Day>()
  const found: Found[] = []
  const agrees = (a: Day, b: Day) =>
    a.month === b.month && (a.day === undefined || b.day === a.day) && (!a.year || !b.year || a.year === b.year)
  const open = left.filter((a) => {
    const b = right.find((other) => !used.has(other) && agrees(a, other)) ?? right.find((other) => agrees(a, other))
    if (b) used.add(b)
    return !b
  })
  for (const a of open) {
    const b = right.find((other) => !used.has(other))
    if (b) used.add(b)
    const text = zh.slice(a.start, a.end)
    found.push({
      kind: 'date',
      severity: 'norm',
      zh: span(zh, a.start, a.end),
      en: b ? span(en, b.start, b.end) : null,
      message: b
        ? {
            zh: `日期不同：“${text}”，英文“${en.slice(b.start, b.end)}”`,
            en: `Another date: ${text}, ${en.slice(b.start, b.end)}`,
          }
        : { zh: `英文缺少日期“${text}”`, en: `The date ${text} is not in the English` },
    })
  }
  return found
}
