import { halfPlace, isShareOf } from '../../law/figures.ts'
import type { Text } from '../../law/text.ts'

/** One answer of a survey as its table states it. Numbers as printed. */
export interface SurveyRow {
  readonly line: number
  readonly question: string
  readonly answer: string
  /** People who gave it. */
  readonly count?: string
  /** Their share: `52.1%` or `0.521`. */
  readonly share?: string
  /** People asked the question. */
  readonly asked?: string
}

export interface SurveyAnswer {
  readonly answer: string
  readonly count: number | undefined
  readonly share: number | undefined
}

export interface SurveyQuestion {
  readonly question: string
  readonly asked: number | undefined
  readonly answers: readonly SurveyAnswer[]
  /** What in its figures does not fit together. */
  readonly faults: readonly Text[]
}

interface Share {
  readonly value: number
  /** Half of the last printed place. */
  readonly half: number
}

const SHARE = /^(\d{1,3}(?:\.\d{1,8})?)\s*[%％]$/
const PLAIN = /^([01](?:\.\d{1,10})?)$/
const COUNT = /^\d{1,3}(?:,\d{3})+$|^\d{1,12}$/

/** A share as printed; undefined for what is none. */
export function shareOf(text: string): Share | undefined {
  const percent = SHARE.exec(text.trim())?.[1]
  const number = percent ?? PLAIN.exec(text.trim())?.[1]
  if (number === undefined) return undefined
  const scale = percent === undefined ? 1 : 100
  const value = Number(number) / scale
  return value > 1 ? undefined : { value, half: halfPlace(number) / scale }
}

/** A number of people; undefined for what is none. */
export const countOf = (text: string): number | undefined =>
  COUNT.test(text.trim()) ? Number(text.replaceAll(',', '')) : undefined

/** Rows by question, in the order of the table, with what does not fit together. */
export function surveyOf(rows: readonly SurveyRow[]): readonly SurveyQuestion[] {
  const byQuestion = new Map<string, SurveyRow[]>()
  for (const row of rows) {
    const known = byQuestion.get(row.question)
    if (known) known.push(row)
    else byQuestion.set(row.question, [row])
  }
  return [...byQuestion].map(([question, own]) => questionOf(question, own))
}

function questionOf(question: string, rows: readonly SurveyRow[]): SurveyQuestion {
  const faults: Text[] = []
  const told = new Set(rows.flatMap((r) => (r.asked === undefined ? [] : [countOf(r.asked)])))
  if (told.size > 1)
    faults.push({
      zh: `各行的受访人数不同（${[...told].join('、')}）`,
      en: `the rows give different numbers of people asked (${[...told].join(', ')})`,
    })
  const [asked] = told.size === 1 ? told : [undefined]
  const answers = rows.map((row) => {
    const count = row.count === undefined ? undefined : countOf(row.count)
    const share = row.share === undefined ? undefined : shareOf(row.share)
    const at = { zh: `第 ${row.line} 行“${row.answer}”`, en: `line ${row.line} “${row.answer}”` }
    for (const [name, given, read] of [
      [{ zh: '人数', en: 'count' }, row.count, count],
      [{ zh: '比例', en: 'share' }, row.share, share],
    ] as const)
      if (given !== undefined && read === undefined)
        faults.push({
          zh: `${at.zh}的${name.zh}“${given}”不是数`,
          en: `${at.en}: the ${name.en} “${given}” is no number`,
        })
    if (count !== undefined && asked !== undefined && count > asked)
      faults.push({
        zh: `${at.zh}的人数 ${count} 多于受访人数 ${asked}`,
        en: `${at.en}: ${count} people answered, more than the ${asked} asked`,
      })
    else if (count !== undefined && asked !== undefined && asked > 0 && share) {
      const exact = count / asked
      if (Math.abs(exact - share.value) > share.half + 1e-9)
        faults.push({
          zh: `${at.zh}：${count} / ${asked} 是 ${(exact * 100).toFixed(2)}%，不是 ${row.share}`,
          en: `${at.en}: ${count} of ${asked} is ${(exact * 100).toFixed(2)}%, not ${row.share}`,
        })
    } else if (count === undefined && asked !== undefined && share && !isShareOf(share.value, share.half, asked))
      faults.push({
        zh: `${at.zh}：${asked} 人中没有一个整数能得到 ${row.share}`,
        en: `${at.en}: no whole number of ${asked} people is ${row.share}`,
      })
    return {
      answer: row.answer,
      count,
      share: share?.value ?? (count !== undefined && asked ? count / asked : undefined),
    }
  })
  return { question, asked, answers, faults }
}
