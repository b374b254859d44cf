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

/** Words people write for choices, besides the codes themselves. */
const WORDS: Readonly<Record<string, string>> = {
  中央和国家机关: 'central-body',
  中央国家机关: 'central-body',
  中央企业: 'central-enterprise',
  央企: 'central-enterprise',
  其他: 'other',
  自然年: 'calendar-year',
  十二个月: 'twelve-months',
  信息系统: 'information-system',
  通信网络设施: 'network-facility',
  网络设施: 'network-facility',
  云平台: 'cloud-platform',
  云计算平台: 'cloud-platform',
  移动互联: 'mobile',
  物联网: 'iot',
  工业控制系统: 'industrial-control',
  工控系统: 'industrial-control',
  大数据: 'big-data',
  数据资源: 'data-resource',
  等级测评: 'mlps',
  等保测评: 'mlps',
  检测评估: 'test',
  渗透测试: 'test',
  自查: 'self-check',
  密码应用安全性评估: 'cryptography',
  密评: 'cryptography',
  关基检测评估: 'cii',
  规划: 'planning',
  建设: 'building',
  运行: 'operation',
  测评: 'assessment',
  演练: 'drill',
  主管机关: 'authority',
  扫描: 'scan',
  应急预案: 'emergency',
  备案: 'filing',
  整改: 'correction',
  攻击: 'attack',
  事件: 'incident',
  威胁: 'threat',
  预警: 'warning',
  个人信息: 'personal',
  重要数据: 'important',
  核心数据: 'core',
  云: 'cloud',
  托管: 'hosting',
  运维: 'operation',
  开发: 'development',
  接入: 'access',
  数据中心: 'data-centre',
  内容分发: 'content-delivery',
  域名: 'domain',
  信息服务: 'information',
  公共上网: 'public-access',
  严重: 'critical',
  高: 'high',
  中: 'medium',
  低: 'low',
  提示: 'info',
  符合: 'met',
  部分符合: 'partly',
  不符合: 'not',
  不适用: 'not-applicable',
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
      const word = Object.hasOwn(WORDS, written) ? WORDS[written]! : written.toLowerCase()
      return field.choices.includes(word) ? word : written
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
            zh: `“${given}”不在可选值中：可用 ${field.choices.join('、')}`,
            en: `“${given}” is not known: use ${field.choices.join(', ')}`,
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
