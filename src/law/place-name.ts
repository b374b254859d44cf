import type { Numbering } from './instrument.ts'
import { parsePlace } from './ref.ts'
import type { Text } from './text.ts'

const DIGITS = '零一二三四五六七八九'

/** 21 as 二十一, 105 as 一百零五. For numbers from 1 to 9999. */
export function chineseNumeral(n: number): string {
  if (n < 20 && n >= 10) return `十${n === 10 ? '' : DIGITS[n - 10]}`
  let text = ''
  for (const [scale, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
  ] as const) {
    const digit = Math.floor(n / scale) % 10
    if (digit > 0) text += DIGITS[digit]! + name
    else if (text !== '' && !text.endsWith('零') && n % scale > 0) text += '零'
  }
  return text + (n % 10 > 0 ? DIGITS[n % 10]! : '')
}

/** What the steps of a part of a law are called: chapter and section, under a book where there are three. */
const units = (steps: number, at: number): readonly [string, string] =>
  (
    [
      ['编', 'book'],
      ['章', 'chapter'],
      ['节', 'section'],
    ] as const
  )[at + (steps > 2 ? 0 : 1)] ?? ['段', 'paragraph']

/**
 * How a place is cited in words: 第十九条第三款 and `article 19 paragraph 3`; 第三项第1种情形 has no set form, so numbered
 * groups and lists are cited by their numbers. Undefined for what is no place.
 */
export function placeName(place: string, numbering: Numbering): Text | undefined {
  const steps = parsePlace(place)
  if (!steps) return undefined
  const zh: string[] = []
  const en: string[] = []
  for (const [i, { kind, n }] of steps.entries()) {
    const han = chineseNumeral(n)
    if (kind === 'article') {
      zh.push(`第${han}条`)
      en.push(`article ${n}`)
    } else if (kind !== 'paragraph' && steps[0]?.kind === 'part' && numbering === 'articles') {
      const [unit, name] = units(steps.length, i)
      zh.push(`第${han}${unit}`)
      en.push(`${name} ${n}`)
    } else if (kind === 'part') {
      zh.push(numbering === 'list' ? '附件' : `第${han}部分`)
      en.push(numbering === 'list' ? 'annex' : `part ${n}`)
    } else if (kind === 'paragraph') {
      const within = steps[i - 1]?.kind === 'article' || steps.some((s) => s.kind === 'article')
      zh.push(within ? `第${han}款` : `第${han}段`)
      en.push(`paragraph ${n}`)
    } else if (i === 0) {
      zh.push(numbering === 'opinions' ? `第（${han}）条` : numbering === 'list' ? `第${han}条` : `第${han}部分`)
      en.push(numbering === 'opinions' || numbering === 'list' ? `section ${n}` : `part ${n}`)
    } else {
      const item = steps.some((s) => s.kind === 'article')
      zh.push(item ? `第${han}项` : numbering === 'sections' ? `第（${han}）节` : `第${n}项`)
      en.push(item ? `item ${n}` : numbering === 'sections' ? `section ${n}` : `item ${n}`)
    }
  }
  return { zh: zh.join(''), en: en.join(' ') }
}
