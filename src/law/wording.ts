import type { Period } from './calendar.ts'
import type { Modality } from './instrument.ts'
import { chineseNumber } from './provisions.ts'

/** A stretch of a Chinese text that says what kind of norm it is. */
export interface Marked {
  readonly modality: Extract<Modality, 'must' | 'must-not' | 'may' | 'encouraged'>
  readonly start: number
  readonly end: number
}

/**
 * The set words of Chinese statutes. 不得低于 and the like are numbers and no prohibitions of themselves, yet stand for
 * one as drafted; 可以 inside 不可以 and 应 inside 应用、应急、相应 are no modal words.
 */
const WORDS =
  /(?<forbid>不得|禁止|严禁|不准|不可以)|(?<may>(?<!不)可以|有权)|(?<urge>鼓励|提倡|倡导|支持)|(?<must>应当|必须|(?<![相对反适响供感效])应(?=[在将按依对向为由予于与自及经把根建明严强充全完加])|须(?!知)|责令)/gu
const OF: Readonly<Record<string, Marked['modality']>> = {
  forbid: 'must-not',
  may: 'may',
  urge: 'encouraged',
  must: 'must',
}

/** Where a Chinese text commands, forbids, allows or encourages, by its set words alone. */
export const modalWords = (text: string): readonly Marked[] => marked(text, WORDS)

function marked(text: string, words: RegExp): Marked[] {
  return [...text.matchAll(words)].map((match) => {
    const [kind] = Object.entries(match.groups!).find(([, word]) => word !== undefined)!
    return { modality: OF[kind]!, start: match.index, end: match.index + match[0].length }
  })
}

const ENGLISH =
  /\b(?<forbid>(?:shall|may|must)\s+not|prohibited?|forbidden)\b|\b(?<may>may)\b|\b(?<urge>encouraged?)\b|\b(?<must>shall|must)\b/giu

/** Where an English translation commands, forbids, allows or encourages, by its set words alone. */
export const englishModalWords = (text: string): readonly Marked[] => marked(text, ENGLISH)

const WITHIN = /([〇零一二三四五六七八九十百千\d]{1,6})(个?工作日|日|天|个月|年|个?小时)(?=之?内|以内|内)/gu

/** Time limits that a Chinese text sets: 三个工作日内, 30日以内. Years are twelve months. */
export function limitsIn(text: string): readonly Period[] {
  return [...text.matchAll(WITHIN)].flatMap(([, digits, word]): Period[] => {
    const n = chineseNumber(digits!)
    if (n === undefined || n === 0) return []
    if (word!.endsWith('工作日')) return [{ n, unit: 'workday' }]
    if (word === '年') return [{ n: n * 12, unit: 'month' }]
    return [{ n, unit: word === '个月' ? 'month' : word!.endsWith('小时') ? 'hour' : 'day' }]
  })
}
