import { chineseNumber } from '../provisions.ts'
import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'
import type { Word } from './words.ts'

/** How a number cuts: `gt` more than, `ge` or more, `lt` less than, `le` or less, `near` nearly, `about`. */
type Cut = 'gt' | 'ge' | 'lt' | 'le' | 'near' | 'about'

interface Quantity {
  readonly values: readonly number[]
  readonly start: number
  readonly end: number
  readonly percent: boolean
  readonly cut?: { readonly cut: Cut; readonly start: number; readonly end: number }
  /** Printed with a point or comma where English has none. */
  readonly odd?: boolean
}

const HAN = '〇零一二两三四五六七八九十百千'
const CLASSIFIER = '(?:个|名|人|次|年|月|日|天|项|级|倍|元|种|家|类|方面|周|小时|分钟|部|件|款|条|份|位|届)'
const ZH_NUMBER = new RegExp(
  `(第)?(?:(\\d+(?:\\.\\d+)?)|([${HAN}]{1,8})(?=(?:多|余)?[万亿]?(?:多|余)?${CLASSIFIER}))((?:多|余)?)([万亿]?)((?:多|余)?)\\s*([%％‰]?)`,
  'gu',
)
const BEFORE: readonly (readonly [RegExp, Cut])[] = [
  [/(?:不低于|不少于|不得少于|不得低于|至少|不小于)$/u, 'ge'],
  [/(?:不超过|不得超过|不高于|不得高于|不多于|至多|最多|不大于)$/u, 'le'],
  [/(?:多于|超过|大于|高于|超出)$/u, 'gt'],
  [/(?:少于|低于|小于|不足|不满|未满)$/u, 'lt'],
  [/(?:近|接近)$/u, 'near'],
  [/(?:约|大约)$/u, 'about'],
]
const AFTER: readonly (readonly [RegExp, Cut])[] = [
  [/^[^，。；、,;]{0,4}?以上/u, 'ge'],
  [/^[^，。；、,;]{0,4}?以下/u, 'le'],
  [/^[^，。；、,;]{0,5}?以内/u, 'le'],
]

/** Numbers of a Chinese text that count, measure or date something; those of labels and references are left out. */
export function zhQuantities(zh: string, skip: (at: number) => boolean): readonly Quantity[] {
  const found: Quantity[] = []
  for (const m of zh.matchAll(ZH_NUMBER)) {
    const [all, , digits, han, more1, scale, more2, sign] = m
    const start = m.index
    const end = start + all.trimEnd().length
    if (skip(start)) continue
    if (digits && /[A-Za-z\d.〔［[(（]/.test(zh[start - 1] ?? '') && /[〕］\])）]/.test(zh[end] ?? '')) continue
    const base = digits ? Number(digits) : chineseNumber(han!.replaceAll('两', '二'))
    if (base === undefined || (han && base < 2 && !scale)) continue
    if (zh[end] === '月' || (zh[end] === '日' && zh.slice(0, start).endsWith('月'))) continue
    const value = base * (scale === '万' ? 1e4 : scale === '亿' ? 1e8 : 1)
    const percent = sign === '%' || sign === '％' || zh.slice(0, start).endsWith('百分之')
    const lead = zh.slice(Math.max(0, start - 6), start).replace(/百分之$/u, '')
    const tail = zh.slice(end, end + 10)
    const before = BEFORE.find(
      ([form, cut]) => form.test(lead) && !(cut === 'near' && /^[个]?[年月日天]/u.test(zh.slice(end))),
    )
    const after = AFTER.find(([form]) => form.test(tail))
    const more = more1 || more2
    const at = start - (percent && sign === '' ? 3 : 0)
    const cut = before
      ? { cut: before[1], start: at - before[0].exec(lead)![0].length, end }
      : after
        ? { cut: after[1], start, end: end + after[0].exec(tail)![0].length }
        : more
          ? { cut: 'gt' as const, start, end }
          : undefined
    found.push({ values: [value], start: at, end, percent, ...(cut ? { cut } : {}) })
  }
  return found
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth'.split(
    ' ',
  )
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 }

/** The numbers a word may be read as. */
export function numbersOf(word: string): readonly number[] {
  const head = word.split('-')[0]!
  if (ONES.includes(head)) return [ONES.indexOf(head)]
  if (TENS.includes(head)) {
    const one = word.split('-')[1] ?? ''
    const at = Math.max(ONES.indexOf(one), ORDINALS.indexOf(one))
    return [(TENS.indexOf(head) + 2) * 10 + Math.max(0, at)]
  }
  if (ORDINALS.includes(head)) return [ORDINALS.indexOf(head)]
  if (head === 'dozen') return [12]
  const digits = /^(\d+)(?:st|nd|rd|th)?$/.exec(head)
  return digits ? [Number(digits[1])] : []
}

const EN_DIGITS = /\d+(?:[.,]\d+)*/g

/** Numbers of an English text, with every way in which they can be read. */
export function enQuantities(en: string, words: readonly Word[], skip: (at: number) => boolean): readonly Quantity[] {
  const found: Quantity[] = []
  const add = (values: readonly number[], start: number, end: number, odd = false) => {
    const rest = en.slice(end)
    const scale = /^[\s-](hundred|thousand|million|billion)\b/i.exec(rest)
    const to = end + (scale?.[0].length ?? 0)
    const factor = scale ? SCALES[scale[1]!.toLowerCase()]! : 1
    const percent = /^\s*(?:%|percent|per cent|percentage)/i.test(en.slice(to))
    const cut = enCut(en, start, to)
    found.push({ values: values.map((v) => v * factor), start, end: to, percent, odd, ...(cut ? { cut } : {}) })
  }
  for (const m of en.matchAll(EN_DIGITS)) {
    if (skip(m.index)) continue
    const text = m[0]
    const values: number[] = []
    let odd = false
    if (/^\d{1,3}(?:,\d{3})+$/.test(text)) values.push(Number(text.replaceAll(',', '')))
    else if (/^\d{1,3}\.\d{3}$/.test(text)) {
      values.push(Number(text), Number(text.replace('.', '')))
      odd = true
    } else if (/^\d+,\d{1,2}$/.test(text)) {
      values.push(Number(text.replace(',', '.')))
      odd = true
    } else values.push(Number(text))
    add(values, m.index, m.index + text.length, odd)
  }
  for (const word of words) {
    if (/^\d/.test(word.lower) || skip(word.start)) continue
    const values = numbersOf(word.lower)
    if (values.length > 0) add(values, word.start, word.end)
  }
  return found.sort((a, b) => a.start - b.start)
}

const EN_BEFORE: readonly (readonly [RegExp, Cut])[] = [
  [/\b(?:not|no|never)\s+(?:be\s+)?(?:less|fewer|lower|smaller)\s+than\s+(?:\w+\s+)?$/i, 'ge'],
  [/\b(?:at least|a minimum of|minimum of|at a minimum)\s+(?:\w+\s+)?$/i, 'ge'],
  [/\b(?:not|no)\s+(?:be\s+)?(?:more|higher|greater|longer|later)\s+than\s+(?:\w+\s+)?$/i, 'le'],
  [/\b(?:not|no|never)\s+(?:be\s+)?(?:exceed(?:ing)?|in excess of|over|above|surpass)\s+(?:\w+\s+)?$/i, 'le'],
  [/\b(?:within|up to|at most|a maximum of|maximum of|taken as limit)\s+(?:\w+\s+)?$/i, 'le'],
  [/\b(?:more|greater|higher|larger|longer)\s+than\s+(?:\w+\s+)?$/i, 'gt'],
  [/\b(?:over|exceed(?:s|ed|ing)?|in excess of|above|surpass\w*|upwards of)\s+(?:\w+\s+)?$/i, 'gt'],
  [/\b(?:less|fewer|lower|smaller)\s+than\s+(?:\w+\s+)?$/i, 'lt'],
  [/\b(?:below|under|not reached)\s+(?:\w+\s+)?$/i, 'lt'],
  [/\b(?:nearly|almost|close to|approach(?:es|ed|ing)?|just under)\s+(?:\w+\s+)?$/i, 'near'],
  [/\b(?:about|around|approximately|some|roughly|circa)\s+(?:\w+\s+)?$/i, 'about'],
]
const EN_AFTER: readonly (readonly [RegExp, Cut])[] = [
  [/^[\s-]*(?:[\w’'-]+\s+){0,2}?(?:or|and)\s+(?:more|higher|above|over|upward|greater|longer)\b/i, 'ge'],
  [/^[\s-]*(?:[\w’'-]+\s+){0,2}?(?:or|and)\s+(?:less|fewer|lower|below|under|shorter)\b/i, 'le'],
  [/^[\s-]*(?:[\w’'-]+\s+){0,2}?(?:at most|at the most|is taken as|are taken as)\b/i, 'le'],
]

function enCut(en: string, start: number, end: number): Quantity['cut'] {
  const lead = en.slice(Math.max(0, start - 40), start)
  const tail = en.slice(end, end + 40)
  const before = EN_BEFORE.find(([form]) => form.test(lead))
  if (before) return { cut: before[1], start: start - before[0].exec(lead)![0].length, end }
  const after = EN_AFTER.find(([form]) => form.test(tail))
  return after ? { cut: after[1], start, end: end + after[0].exec(tail)![0].length } : undefined
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((x) => b.some((y) => Math.abs(x - y) < 1e-6 * Math.max(1, x)))
const NEGATED = /\b(?:full|whole|entire)\b/i
/** A number may stand this many words from its place. */
const FAR = 30
/** In a text of no more words it may stand anywhere. */
const SHORT = 80

const CUT_ZH: Readonly<Record<Cut, string>> = {
  gt: '多于',
  ge: '不少于',
  lt: '少于',
  le: '不多于',
  near: '近',
  about: '约',
}
const CUT_EN: Readonly<Record<Cut, string>> = {
  gt: 'more than',
  ge: 'at least',
  lt: 'less than',
  le: 'at most',
  near: 'nearly',
  about: 'about',
}

/** Numbers that differ, are printed in another way than English prints them, or lost the word that says how they cut. */
export function numberFindings(pair: Pair, skipZh: (at: number) => boolean, skipEn: (at: number) => boolean): Found[] {
  const { zh, en, words } = pair
  const found: Found[] = []
  const left = zhQuantities(zh, skipZh)
  const right = [...enQuantities(en, words, skipEn)]
  const used = new Set<Quantity>()
  const wordAt = (at: number) => words.findIndex((w) => w.end > at)
  const off = (q: Quantity, r: Quantity) => Math.abs(pair.place(q.start) - wordAt(r.start))
  const far = Math.max(FAR + words.length * 0.1, Math.min(words.length + 1, SHORT))
  const open: Quantity[] = []
  for (const q of left) {
    const match = right
      .filter((r) => !used.has(r) && same(q.values, r.values) && off(q, r) < far)
      .sort((a, b) => off(q, a) - off(q, b))[0]
    if (!match) {
      open.push(q)
      continue
    }
    used.add(match)
    found.push(...shape(pair, q, match))
  }
  for (const q of open) {
    const digits = /\d/.test(zh.slice(q.start, q.end))
    const form = (r: Quantity) => (/\d/.test(en.slice(r.start, r.end)) === digits ? 0 : FAR)
    const other = right
      .filter((r) => !used.has(r) && off(q, r) < far && alike(q, r))
      .sort((a, b) => off(q, a) + form(a) - off(q, b) - form(b))[0]
    if (!other && !digits && !counts(zh, q)) continue
    if (!other && digits && right.some((r) => same(q.values, r.values))) continue
    if (other) used.add(other)
    const text = zh.slice(q.start, q.end)
    found.push({
      kind: 'number',
      severity: 'norm',
      zh: span(zh, q.start, q.end),
      en: other ? span(en, other.start, other.end) : null,
      message: other
        ? {
            zh: `数字不同：中文“${text}”，英文“${en.slice(other.start, other.end)}”`,
            en: `Another number: ${text} in Chinese, ${en.slice(other.start, other.end)} in English`,
          }
        : { zh: `英文缺少数字“${text}”`, en: `The number ${text} is not in the English` },
    })
  }
  return found
}

/** Three persons, bodies or days and more are a count of their own; two may be both, and a list may be counted by its items. */
const counts = (zh: string, q: Quantity): boolean =>
  q.values[0]! >= 3 && /^[\p{Script=Han}\d]{1,3}?(?:位|名|个工作日|日内|天内|年内)/u.test(zh.slice(q.start, q.end + 3))

/** A year stands for a year, and a small number for a small one. */
const alike = (q: Quantity, r: Quantity): boolean =>
  (q.values[0]! >= 1900 && q.values[0]! < 2100) === r.values.some((v) => v >= 1900 && v < 2100)

function shape(pair: Pair, q: Quantity, r: Quantity): Found[] {
  const { zh, en } = pair
  const found: Found[] = []
  const zhSpan = span(zh, q.start, q.end)
  if (
    r.odd &&
    !(
      Math.abs(r.values[0]! - q.values[0]!) < 1e-6 * q.values[0]! &&
      en[r.end - 1] !== '%' &&
      !/,/.test(en.slice(r.start, r.end))
    )
  ) {
    const text = en.slice(r.start, r.end)
    found.push({
      kind: 'number',
      severity: 'typo',
      zh: zhSpan,
      en: span(en, r.start, r.end),
      message: {
        zh: `英文数字的小数点或千位分隔写法有误：“${text}”`,
        en: `Decimal or thousands mark of another language: ${text}`,
      },
    })
  }
  if (q.percent) {
    const tail = en.slice(r.end, r.end + 14)
    const twice = /^\s*%\s*(?:percent|per cent)/i.exec(tail)
    if (twice || !r.percent) {
      const end = r.end + (twice?.[0].length ?? (/^[&@#$*]/.test(tail) ? 1 : 0))
      found.push({
        kind: 'unit',
        severity: 'typo',
        zh: zhSpan,
        en: span(en, r.start, end),
        message: twice
          ? { zh: '百分号与 percent 重复', en: 'The percent sign and the word percent are both there' }
          : { zh: '英文缺少百分号', en: 'The percent sign is not in the English' },
      })
    }
  }
  const [a, b] = [q.cut?.cut, r.cut?.cut]
  if (a && a !== b && !NEGATED.test(en.slice(r.end, r.end + 24)) && !loose(a, b)) {
    const at = r.cut ?? r
    found.push({
      kind: 'comparator',
      severity:
        a === 'near' || a === 'about' || !/[多余]/u.test(zh.slice(q.start, q.end)) === false ? 'meaning' : 'norm',
      zh: span(zh, q.cut!.start, q.cut!.end),
      en: span(en, at.start, at.end),
      message: {
        zh: `比较词不同：中文为“${CUT_ZH[a]}”，英文${b ? `为“${CUT_EN[b]}”` : '没有'}`,
        en: `Another comparison: “${CUT_EN[a]}” in Chinese, ${b ? `“${CUT_EN[b]}”` : 'none'} in English`,
      },
    })
  }
  return found
}

/** Nearly, about and less than are not told apart in prose; an upper limit may be said as a limit. */
const loose = (a: Cut, b: Cut | undefined): boolean =>
  (a === 'near' && (b === 'about' || b === 'lt')) || (a === 'about' && b === 'near') || (a === 'le' && b === 'lt')
