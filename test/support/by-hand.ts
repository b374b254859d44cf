import { codesOf, labelOf } from '../../src/facts/choice.ts'
import type { AnyEntity, Field } from '../../src/facts/entity.ts'
import { networkEntity, operatorEntity } from '../../src/facts/network.ts'
import type { Cell, Sheet } from '../../src/report/xlsx.ts'
import { fortyInventory } from './forty-networks.ts'

/**
 * The made-up operator as people fill a workbook by hand: titles over the table, headings in their own words, days, levels
 * and answers written now one way, now another, dashes and blanks.
 */

/** What people write above a column instead of the field's own title. */
const HEADS: Readonly<Record<string, string>> = {
  'network.name': '系统名称',
  'network.level': '等级',
  'network.gradedOn': '定级时间',
  'network.liveOn': '上线时间',
  'network.filedOn': '备案时间',
  'network.certificateUntil': '备案证明有效期至',
  'network.retiredOn': '停用时间',
  'network.monitored': '是否已纳入安全监测',
  'assessment.on': '出具报告时间',
  'assessment.assessor': '测评机构',
  'assessment.kind': '测评类型',
  'assessment.passed': '是否通过测评',
  'finding.foundOn': '发现时间',
  'finding.dueOn': '整改时限',
  'finding.fixedOn': '整改完成时间',
  'drill.on': '演练时间',
}
const NUMERALS = ['', '一', '二', '三', '四', '五']
const DAYS: readonly ((day: string) => Cell)[] = [
  (day) => day,
  (day) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
  (day) => `${day.slice(0, 4)}/${Number(day.slice(5, 7))}/${Number(day.slice(8))}`,
  (day) => Date.parse(day) / 86_400_000 + 25_569,
  (day) => day.replaceAll('-', '.'),
]
const YES = ['是', '有', '√', '已', '是 ']
const NO = ['否', '无', '×', '没有', '未']
const LEVELS: readonly ((level: number) => string)[] = [
  (n) => `${NUMERALS[n]}级`,
  (n) => `第${NUMERALS[n]}级`,
  (n) => `${n}级`,
  (n) => `S${n}A${n}`,
  (n) => `第${NUMERALS[n]}级（S${n}A${Math.max(1, n - 1)}G${n}）`,
  (n) => String(n),
]

function cellOf(of: AnyEntity, name: string, value: unknown, turn: number): Cell {
  const field = (of.fields as Record<string, Field>)[name]!
  const pick = <T>(ways: readonly T[]): T => ways[turn % ways.length]!
  if (value === undefined || value === '') return ''
  if (value === null) return field.optional ? pick(['', '—', '无', '-']) : pick(['无', '没有'])
  if (field.type === 'boolean') return pick(value === true ? YES : NO)
  if (field.type === 'date') return pick(DAYS)(String(value))
  if (name === 'level') return pick(LEVELS)(Number(value))
  if (field.choices && codesOf(field).includes(String(value))) return labelOf(field, String(value))!.zh
  return String(value)
}

type Plain = Readonly<Record<string, unknown>>
interface Forty {
  readonly operator: Plain
  readonly networks: readonly (Plain & { readonly name: string })[]
}

const headOf = (of: AnyEntity, name: string) =>
  HEADS[`${of.name}.${name}`] ?? (of.fields as Record<string, Field>)[name]!.title.zh

/** A sheet of rows under a title and a line of who filled it in; only what some row says has a column. */
function sheetOf(name: string, of: AnyEntity, rows: readonly { readonly of?: string; readonly row: Plain }[]): Sheet {
  const fields = Object.keys(of.fields).filter((field) => field !== 'id' && rows.some(({ row }) => field in row))
  const belongs = rows.some((one) => one.of !== undefined)
  return {
    name,
    rows: [
      [`示例单位${name}一览表`],
      ['填表人：张三', '', '填表日期：2026年11月1日'],
      ['序号', ...(belongs ? ['系统名称'] : []), ...fields.map((field) => headOf(of, field))],
      ...rows.map(({ of: network, row }, i) => [
        i + 1,
        ...(belongs ? [network ?? ''] : []),
        ...fields.map((field, j) => cellOf(of, field, row[field], i + j)),
      ]),
    ],
  }
}

const SHEETS: Readonly<Record<string, string>> = {
  assessments: '测评或检测',
  findings: '问题隐患',
  drills: '应急演练',
  incidents: '网络安全事件或威胁',
  suppliers: '设计、建设、运维或者技术服务方',
  products: '网络产品和服务',
  people: '关键岗位人员',
  changes: '关键信息基础设施的变化',
  plans: '计划和预案',
}

/** Names of the networks whose lists a sheet cannot say: those that are not complete, or not known. */
export const notByHand = (): ReadonlySet<string> =>
  new Set(
    (JSON.parse(fortyInventory()) as Forty).networks
      .filter((one) => Object.keys(SHEETS).some((list) => !Array.isArray(one[list])))
      .map((one) => one.name),
  )

export function sheetsByHand(): Sheet[] {
  const { operator, networks } = JSON.parse(fortyInventory()) as Forty
  const entities = networkEntity.lists as Record<string, AnyEntity>
  const own = Object.keys(operatorEntity.fields).filter((name) => name in operator)
  return [
    { name: '填表说明', rows: [['请如实填写']] },
    {
      name: '网络运营者',
      rows: own.map((name, i) => [headOf(operatorEntity, name), cellOf(operatorEntity, name, operator[name], i)]),
    },
    sheetOf(
      '网络',
      networkEntity,
      networks.map((row) => ({ row: { retiredOn: null, ciiNotifiedOn: null, ...row } })),
    ),
    ...Object.entries(SHEETS).map(([list, name]) =>
      sheetOf(
        name,
        entities[list]!,
        networks.flatMap((one) =>
          Array.isArray(one[list]) ? (one[list] as Plain[]).map((row) => ({ of: one.name, row })) : [],
        ),
      ),
    ),
  ]
}
