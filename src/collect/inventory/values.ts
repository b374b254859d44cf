import { codeOf, offered } from '../../facts/choice.ts'
import type { AnyEntity, Field, Fields } from '../../facts/entity.ts'
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

/** Other words people write for a choice, besides the codes and the words it is declared with, by entity and field. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'operator.kind': { 中央国家机关: 'central-body', 央企: 'central-enterprise' },
  'network.kind': {
    网络设施: 'network-facility',
    云平台: 'cloud-platform',
    移动互联: 'mobile',
    工控系统: 'industrial-control',
    大数据: 'big-data',
  },
  'assessment.kind': { 等保测评: 'mlps', 密评: 'cryptography', 关基检测评估: 'cii' },
  'assessment.stage': { 规划: 'planning', 建设: 'building', 运行: 'operation' },
  'plan.kind': { 演练: 'drill' },
  'service.kind': {
    云: 'cloud',
    接入: 'access',
    数据中心: 'data-centre',
    域名: 'domain',
    信息服务: 'information',
    公共上网: 'public-access',
  },
  'finding.severity': {
    危急: 'critical',
    高危: 'high',
    高风险: 'high',
    中危: 'medium',
    中风险: 'medium',
    低危: 'low',
    低风险: 'low',
  },
}
/** Words for the choices of a field of an entity. */
export const wordsFor = (of: AnyEntity, field: string): Readonly<Record<string, string>> =>
  WORDS[`${of.name}.${field}`] ?? {}

const LEVELS = ['一', '二', '三', '四', '五']
/** `三级`, `第3级`, `三级（S3A3）`, and `S3A2G3` alone. */
const LEVEL = /^(?:第?([一二三四五1-5])级)?\(?(?:S([1-5])A([1-5])(?:G([1-5]))?)?\)?$/i

/** The level a text says, the higher of what is protected; undefined where it says none, or two that differ. */
function levelIn(text: string): number | undefined {
  const [, word, information, service, general] = LEVEL.exec(text) ?? []
  const said = [
    word === undefined ? undefined : LEVELS.indexOf(word) + 1 || Number(word),
    information && service ? Math.max(Number(information), Number(service)) : undefined,
    general === undefined ? undefined : Number(general),
  ].filter((n) => n !== undefined)
  return new Set(said).size === 1 ? said[0] : undefined
}

/** What stands for an empty cell. */
const DASH = /^[-—–―/\\]{1,3}$/
/** Whether a cell or key says nothing. */
export const isEmpty = (given: unknown): boolean => {
  if (typeof given !== 'string') return given === undefined || given === null
  const written = given.normalize('NFKC').trim()
  return written === '' || DASH.test(written)
}

export interface ValueProblem {
  readonly problem: Text
}
export const isProblem = (value: unknown): value is ValueProblem =>
  typeof value === 'object' && value !== null && 'problem' in value

/**
 * A value as a person writes it: yes and no in either language, days in any usual form, words for choices. `null` is
 * none; an empty cell is unknown, and none only where the field is optional and stands in a table.
 */
export function scalarOf(
  field: Field,
  given: unknown,
  emptyIsNone: boolean,
  words: Readonly<Record<string, string>> = {},
): Scalar | null | undefined | ValueProblem {
  if (given === null) return null
  if (isEmpty(given)) return given !== undefined && emptyIsNone && field.optional ? null : undefined
  const written = typeof given === 'string' ? given.normalize('NFKC').trim() : given
  if (typeof written === 'string' && UNKNOWN.has(written.toLowerCase())) return undefined
  if (field.type !== 'boolean' && typeof written === 'string' && NONE.test(written)) return null
  const plain = converted(field, written, words)
  try {
    return readScalar(field, plain, '')
  } catch (error) {
    if (!(error instanceof FactError)) throw error
    return { problem: refusal(field, written) }
  }
}

function converted(field: Field, written: unknown, words: Readonly<Record<string, string>>): unknown {
  switch (field.type) {
    case 'boolean': {
      const word = String(written).toLowerCase()
      return typeof written === 'boolean' ? written : YES.has(word) ? true : NO.has(word) ? false : written
    }
    case 'date':
      return typeof written === 'string' || typeof written === 'number' ? (dayIn(String(written)) ?? written) : written
    case 'decimal':
      return typeof written === 'string' ? (levelIn(written.replaceAll(/\s/g, '')) ?? written) : written
    case 'text': {
      if (typeof written === 'number') return String(written)
      if (!field.choices || typeof written !== 'string') return written
      return codeOf(field, written) ?? (Object.hasOwn(words, written) ? words[written] : written)
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
            zh: `“${given}”不在可选值中：可用 ${offered(field, 'zh').join('、')}`,
            en: `“${given}” is not known: use ${offered(field, 'en').join(', ')}`,
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

/** Titles people give besides the field's own, by field. */
const TITLES: Readonly<Record<string, readonly string[]>> = {
  'network.id': ['系统编号', '信息系统编号'],
  'network.name': ['系统名称', '信息系统名称', '定级对象名称', '名称', '系统', '信息系统', '网络'],
  'network.kind': ['系统类型', '网络类型'],
  'network.level': ['等级', '系统等级', '保护等级', '定级等级', '安全等级', '等保等级'],
  'network.liveOn': ['上线日期', '投运日期', '投产日期', '投入使用日期'],
  'network.designedOn': ['设计完成日期', '规划设计日期'],
  'network.filedOn': ['备案日期', '公安备案日期'],
  'network.sectorOn': ['报备日期', '行业报备日期'],
  'network.certificateUntil': ['备案证明有效期至', '证明有效期至', '备案证明到期日期'],
  'network.retiredOn': ['停用日期', '下线日期', '停止使用日期'],
  'network.ciiNotifiedOn': ['关基通知日期', '认定关基日期'],
  // 测评日期 and 检测日期 are as often the days on site: what they mean is asked, not guessed.
  'assessment.on': ['出具报告日期', '报告出具日期'],
  'assessment.assessor': ['测评机构', '检测机构'],
  'assessment.kind': ['测评类型', '测评类别', '检测类型'],
  'assessment.passed': ['是否通过'],
  'finding.title': ['问题描述', '问题隐患', '漏洞名称'],
  'finding.dueOn': ['整改时限', '计划整改日期', '要求完成日期'],
  // 整改日期 is as often the day allowed.
  'finding.fixedOn': ['完成日期', '实际完成日期', '完成整改日期'],
  'finding.severity': ['风险等级', '危险等级', '问题等级'],
  'drill.on': ['日期'],
  'plan.title': ['计划名称', '预案名称'],
}

/** Field of an entity by every title it goes under: its name, its titles in both languages, and what people call it. */
export function titlesOf(of: AnyEntity): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const put = (name: string, { type }: Field, titles: readonly string[]) => {
    for (const title of titles.map(plainTitle)) {
      found.set(title, name)
      if (type === 'boolean') for (const asked of ['是否', '有无']) found.set(`${asked}${title}`, name)
    }
  }
  const fields = Object.entries(of.fields as Fields)
  for (const [name, field] of fields) put(name, field, TITLES[`${of.name}.${name}`] ?? [])
  for (const [name, field] of fields) put(name, field, [field.title.zh, field.title.en, name])
  return found
}

/** The field a title names; 时间 for 日期 changes nothing. */
export function fieldOf(titles: ReadonlyMap<string, string>, title: string): string | undefined {
  const plain = plainTitle(title)
  return titles.get(plain) ?? titles.get(plain.replace(/时间/, '日期'))
}

/** Rows before the head of a table: a title over all columns, who filled it in. */
const MOST_BEFORE = 8

/** Which row is the head: the first with more than one known title, or one below that has them all; else the first. */
export function headAt(rows: readonly (readonly string[])[], isTitle: (title: string) => boolean): number {
  const known = (cell: string) => cell.trim() !== '' && isTitle(cell)
  let at = Math.max(
    rows.slice(0, MOST_BEFORE).findIndex((cells) => cells.filter(known).length > 1),
    0,
  )
  // Titles merged over two rows stand in both: below them are those of single columns.
  const goesOn = (head: readonly string[], next: readonly string[] | undefined) =>
    next !== undefined && head.some(known) && head.every((cell, n) => !known(cell) || next[n] === cell)
  while (goesOn(rows[at] ?? [], rows[at + 1])) at += 1
  return at
}
