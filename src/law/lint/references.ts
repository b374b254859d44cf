import { romanNumber } from '../english.ts'
import { chineseNumber } from '../provisions.ts'
import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'

type Unit = 'article' | 'paragraph' | 'item'
interface Part {
  readonly unit: Unit
  readonly n: number
  readonly start: number
  readonly end: number
}
/** A reference to a provision as printed: 第五十九条第一款, Article 59 Paragraph I. */
interface Printed {
  readonly parts: readonly Part[]
  readonly start: number
  readonly end: number
}

const N = '[〇零一二三四五六七八九十百千\\d]{1,8}'
const ZH = new RegExp(
  `第(${N})条(?:第(${N})款)?(?:第(${N})项)?|第(${N})款(?:第(${N})项)?|第(${N})(?:至|到)(${N})项`,
  'gu',
)
const UNITS = { 条: 'article', 款: 'paragraph', 项: 'item' } as const

/** References of a Chinese text; the label at its start is none. */
export function zhReferences(zh: string): readonly Printed[] {
  return [...zh.matchAll(ZH)].flatMap((m) => {
    if (m.index === 0 && /^第.{1,8}条(?:\s|$)/u.test(zh)) return []
    const parts = [...m[0].matchAll(new RegExp(`(?:第|至|到)(${N})([条款项]?)`, 'gu'))].flatMap((p, _, all): Part[] => {
      const n = chineseNumber(p[1]!)
      const unit = UNITS[(p[2] || all.at(-1)![2]) as keyof typeof UNITS]
      return n === undefined || !unit
        ? []
        : [{ unit, n, start: m.index + p.index, end: m.index + p.index + p[0].length }]
    })
    return parts.length > 0 ? [{ parts, start: m.index, end: m.index + m[0].length }] : []
  })
}

const EN_PART =
  /\b(articles?|art\.|paragraphs?|para\.|items?|sub-?paragraphs?|points?|sub-?items?|clauses?)\s+\(?([IVXL]+|\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\)?(?:\s*(?:to|-|–)\s*\(?([IVXL]+|\d{1,4})\)?)?/gi
const WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const enUnit = (word: string): Unit => (/^art/i.test(word) ? 'article' : /^para/i.test(word) ? 'paragraph' : 'item')
const enNumber = (word: string): number => {
  const at = WORDS.indexOf(word.toLowerCase())
  return at > 0 ? at : /^\d/.test(word) ? Number(word) : (romanNumber(word) ?? 0)
}

/** Every unit with a number that an English text names, the label at its start left out. */
export function enReferences(en: string): readonly Part[] {
  return [...en.matchAll(EN_PART)].flatMap((m): Part[] => {
    if (m.index === 0) return []
    const [unit, start, end] = [enUnit(m[1]!), m.index, m.index + m[0].length]
    const last = m[3] ? [{ unit, n: enNumber(m[3]), start, end }] : []
    return [{ unit, n: enNumber(m[2]!), start, end }, ...last]
  })
}

const NAME: Readonly<Record<Unit, { zh: string; en: string }>> = {
  article: { zh: '条', en: 'article' },
  paragraph: { zh: '款', en: 'paragraph' },
  item: { zh: '项', en: 'item' },
}

/** References that name another unit or another number. */
export function referenceFindings(pair: Pair): Found[] {
  const { zh, en } = pair
  const found: Found[] = []
  const right = enReferences(en)
  const used = new Set<Part>()
  for (const { parts } of zhReferences(zh)) {
    for (const part of parts) {
      const free = right.filter((r) => !used.has(r))
      const fit =
        free.find((r) => r.unit === part.unit && r.n === part.n) ??
        free.find((r) => r.n === part.n && (r.unit === 'article') === (part.unit === 'article')) ??
        free.find((r) => r.unit === part.unit)
      if (fit) used.add(fit)
      if (fit && fit.unit === part.unit && fit.n === part.n) continue
      const text = zh.slice(part.start, part.end)
      const other = fit && en.slice(fit.start, fit.end)
      found.push({
        kind: 'reference',
        severity: 'norm',
        zh: span(zh, part.start, part.end),
        en: fit ? span(en, fit.start, fit.end) : null,
        message: !fit
          ? { zh: `英文缺少对“${text}”的引用`, en: `The reference ${text} is not in the English` }
          : fit.n === part.n
            ? {
                zh: `引用单位不同：“${text}”是${NAME[part.unit].zh}，英文写作“${other}”`,
                en: `Another unit: ${text} is an ${NAME[part.unit].en}, printed as ${other}`.replace(
                  'an paragraph',
                  'a paragraph',
                ),
              }
            : { zh: `引用编号不同：“${text}”，英文“${other}”`, en: `Another number: ${text}, printed as ${other}` },
      })
    }
  }
  return found
}
