import { codeOf, codesOf, isCode, offered } from '../../facts/choice.ts'
import type { Field, Fields } from '../../facts/entity.ts'
import { FactError, readScalar } from '../../facts/read.ts'
import type { Scalar } from '../../facts/row.ts'
import type { Text } from '../../law/text.ts'
import { nearest } from '../nearest.ts'
import { dayIn } from '../tickets/day.ts'

/** Names with what stands behind them, as YAML and JSON have them. */
export type Plain = Readonly<Record<string, unknown>>
export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const YES = new Set(['true', 'yes', 'y', '是', '有', '√', '✓', '✔', '已', '1'])
const NO = new Set(['false', 'no', 'n', '否', '无', '没有', '×', '✗', '未', '0'])
const UNKNOWN = new Set(['', '?', '？', '未知', '不详', '待定', 'unknown', 'n.a.', 'tbd'])
const NONE = /^(?:无|没有|none|null|未(?:备案|报备|报告|提交|定级|通知|完成|整改|处置|退役|停用|到期|上线|运行))$/i

/** Other words people write for choices, besides the codes and the words they are declared with. */
const WORDS: Readonly<Record<string, string>> = {
  中央国家机关: 'central-body',
  央企: 'central-enterprise',
  网络设施: 'network-facility',
  云平台: 'cloud-platform',
  移动互联: 'mobile',
  工控系统: 'industrial-control',
  大数据: 'big-data',
  等保测评: 'mlps',
  渗透测试: 'test',
  密评: 'cryptography',
  关基检测评估: 'cii',
  规划: 'planning',
  建设: 'building',
  运行: 'operation',
  演练: 'drill',
  云: 'cloud',
  接入: 'access',
  数据中心: 'data-centre',
  域名: 'domain',
  信息服务: 'information',
  公共上网: 'public-access',
}
const LEVELS = ['一', '二', '三', '四', '五']

export interface ValueProblem {
  readonly problem: Text
}
export const isProblem = (value: unknown): value is ValueProblem =>
  typeof value === 'object' && value !== null && 'problem' in value

/**
 * A value as a person writes it: yes and no in either language, days in any usual form, words for choices. `null` is
 * none; an empty cell is unknown, and none only where the field is optional and stands in a table.
 */
export function scalarOf(field: Field, given: unknown, emptyIsNone: boolean): Scalar | null | undefined | ValueProblem {
  if (given === null) return null
  if (given === undefined) return undefined
  const written = typeof given === 'string' ? given.normalize('NFKC').trim() : given
  if (written === '') return emptyIsNone && field.optional ? null : undefined
  if (typeof written === 'string' && UNKNOWN.has(written.toLowerCase())) return undefined
  if (field.type !== 'boolean' && typeof written === 'string' && NONE.test(written)) return null
  const plain = converted(field, written)
  try {
    return readScalar(field, plain, '')
  } catch (error) {
    if (!(error instanceof FactError)) throw error
    return { problem: refusal(field, written) }
  }
}

function converted(field: Field, written: unknown): unknown {
  switch (field.type) {
    case 'boolean': {
      const word = String(written).toLowerCase()
      return typeof written === 'boolean' ? written : YES.has(word) ? true : NO.has(word) ? false : written
    }
    case 'date':
      return typeof written === 'string' || typeof written === 'number' ? (dayIn(String(written)) ?? written) : written
    case 'decimal': {
      const level = typeof written === 'string' ? /^(?:第)?([一二三四五1-5])级$/.exec(written)?.[1] : undefined
      return level === undefined ? written : LEVELS.includes(level) ? LEVELS.indexOf(level) + 1 : Number(level)
    }
    case 'text': {
      if (typeof written === 'number') return String(written)
      if (!field.choices || typeof written !== 'string') return written
      const other = Object.hasOwn(WORDS, written) ? WORDS[written]! : ''
      return codeOf(field, written) ?? (isCode(field, other) ? other : written)
    }
    default:
      return field.type satisfies never
  }
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function refusal(field: Field, value: unknown): Text {
  const given = shown(value)
  switch (field.type) {
    case 'boolean':
      return {
        zh: `“${given}”不是是或否：请写 true 或 false`,
        en: `“${given}” is neither yes nor no: write true or false`,
      }
    case 'date':
      return { zh: `“${given}”不是日期：请写成 YYYY-MM-DD`, en: `“${given}” is no date: write YYYY-MM-DD` }
    case 'decimal':
      return field.minimum === undefined
        ? { zh: `“${given}”不是整数`, en: `“${given}” is no whole number` }
        : {
            zh: `“${given}”不是不小于${field.minimum}的整数`,
            en: `“${given}” is no whole number from ${field.minimum}`,
          }
    case 'text':
      return field.choices
        ? {
            zh: `“${given}”不在可选值中：可用 ${offered(field).join('、')}`,
            en: `“${given}” is not known: use ${codesOf(field).join(', ')}`,
          }
        : { zh: `“${given}”不是文字`, en: `“${given}” is no text` }
    default:
      return field.type satisfies never
  }
}

/** `networks[3].filedon is not known: did you mean filedOn?` */
export function unknownName(at: string, name: string, known: readonly string[]): Text {
  const near = nearest(name, known)
  const where = at === '' ? name : `${at}.${name}`
  return {
    zh: `不认识 ${where}${near ? `，是否为 ${near}？` : `：可用 ${known.join('、')}`}`,
    en: `${where} is not known${near ? `: did you mean ${near}?` : `: use ${known.join(', ')}`}`,
  }
}

/** A column title or a key, compared without blanks, width and case. */
export const plainTitle = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/\(.*?\)|（.*?）/g, '')
    .replace(/[\s_:.\-/]+/g, '')
    .toLowerCase()

/** Field by every title it goes under: its name, and its titles in both languages. */
export function titlesOf(fields: Fields): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, field] of Object.entries(fields))
    for (const title of [field.title.zh, field.title.en, name]) found.set(plainTitle(title), name)
  return found
}
