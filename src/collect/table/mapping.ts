import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { codeOf, offered } from '../../facts/choice.ts'
import { parseDecimal } from '../../facts/decimal.ts'
import type { AnyEntity, Field, Fields } from '../../facts/entity.ts'
import { REGION_LEVELS, type RegionLevel } from '../../facts/lending.ts'
import type { Scalar } from '../../facts/row.ts'
import { TABLE_KINDS, type TableKind, type TableKindOf } from '../../facts/tables.ts'
import { isDay } from '../../law/day.ts'
import { PARAMETER_IDS } from '../../law/parameter.ts'
import { ownText, type Text } from '../../law/text.ts'
import { brokenYaml } from '../broken-yaml.ts'
import { nearest } from '../nearest.ts'

/** Powers of ten of the units amounts may be written in. */
const UNITS: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 }

/** Where the rows of one entity are, and how their columns are to be read. */
export interface TableSource {
  readonly name: string
  readonly entity: AnyEntity
  /** Absolute paths or glob patterns; `{asOf}` stands for the day judged. */
  readonly from: readonly string[]
  /** The same as the mapping has it: what an engine is asked for. */
  readonly written: readonly string[]
  /** Sheet of a workbook; default: its first. */
  readonly sheet?: string
  /** Column by field. */
  readonly columns: Readonly<Record<string, string>>
  /** Texts that stand for an empty cell, by field. */
  readonly nulls: Readonly<Record<string, readonly string[]>>
  /** Power of ten of the unit, by field. */
  readonly units: Readonly<Record<string, number>>
  /** What the texts of a column stand for, by field; `*` for all others. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** One value for every row, by field. */
  readonly set: Readonly<Record<string, string>>
  readonly complete: boolean
}

/** A stricter value of a local regulator. */
export interface Overlay {
  readonly parameter: string
  readonly value: string
  readonly from?: string
  readonly until?: string
  readonly region?: string
  readonly bank?: string
  readonly cite: string
}

/** What a person says, with where it can be looked up. */
export interface Attested {
  readonly field: string
  readonly answer: Scalar | null
  readonly evidence: readonly string[]
}

export interface Mapping {
  readonly facts: TableKind
  /** Days judged, in order; empty where the mapping names none. */
  readonly asOf: readonly string[]
  readonly tables: readonly TableSource[]
  readonly ledger?: 'internet'
  readonly regionLevel?: RegionLevel
  readonly overlays: readonly Overlay[]
  readonly attested: readonly Attested[]
}

export type MappingRead =
  | { readonly mapping: Mapping; readonly problems: readonly [] }
  | { readonly mapping?: undefined; readonly problems: readonly Text[] }

const oneOrMore = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const nulls = z.record(z.string(), z.union([z.string(), z.array(z.union([z.string(), z.number()]))]))
const units = z.record(z.string(), z.enum(Object.keys(UNITS)))
const scalar = z.union([z.string(), z.number(), z.boolean()])
const table = z.strictObject({
  from: oneOrMore,
  sheet: z.string().optional(),
  columns: z.record(z.string(), z.string().min(1)),
  nulls: nulls.optional(),
  units: units.optional(),
  values: z.record(z.string(), z.record(z.string(), scalar)).optional(),
  set: z.record(z.string(), scalar).optional(),
  complete: z.boolean().optional(),
})
const day = z
  .string()
  .refine(isDay, { params: { text: { zh: '不是 YYYY-MM-DD 形式的日期', en: 'is no day in the form YYYY-MM-DD' } } })
const overlay = z.strictObject({
  parameter: z.string(),
  value: z.union([z.string(), z.number()]),
  from: day.optional(),
  until: day.optional(),
  region: z.union([z.string(), z.number()]).optional(),
  bank: z.union([z.string(), z.number()]).optional(),
  cite: z.string().min(1),
})
/** What a file to check may hold; networks have a reader of their own. */
const KINDS = [...Object.keys(TABLE_KINDS), 'network']
const schema = z.strictObject({
  facts: z.custom<TableKind>((kind) => typeof kind === 'string' && Object.hasOwn(TABLE_KINDS, kind), {
    params: { text: { zh: `应为${KINDS.join('、')}之一`, en: `must be one of ${KINDS.join(', ')}` } },
  }),
  asOf: z.union([day, z.array(day).min(1)]).optional(),
  tables: z.record(z.string(), table),
  nulls: nulls.optional(),
  units: units.optional(),
  complete: z.boolean().optional(),
  ledger: z.literal('internet').optional(),
  regionLevel: z.literal([...REGION_LEVELS, ...REGION_LEVELS.map(String)] as unknown as ['exact']).optional(),
  overlays: z.array(overlay).optional(),
  attest: z.record(z.string(), z.strictObject({ answer: scalar.nullable(), evidence: oneOrMore })).optional(),
})

const KEYS = ['facts', 'asOf', 'tables', 'nulls', 'units', 'complete', 'ledger', 'regionLevel', 'overlays', 'attest']
const TABLE_KEYS = ['from', 'sheet', 'columns', 'nulls', 'units', 'values', 'set', 'complete']
const ATTEST_KEYS = ['answer', 'evidence']
const OVERLAY_KEYS = ['parameter', 'value', 'from', 'until', 'region', 'bank', 'cite']
/** A mapping is written by hand. */
const MOST_CHARACTERS = 1 << 20

/** Reads a mapping: everything that is wrong with it, one line each, or the mapping with paths resolved. */
export function readMapping(text: string, file: string): MappingRead {
  if (text.length > MOST_CHARACTERS)
    return { problems: [{ zh: '映射文件超过 1 MB', en: 'the mapping is larger than 1 MB' }] }
  const document = parseDocument(text, { maxAliasCount: 20, version: '1.2' } as Parameters<typeof parseDocument>[1])
  const broken = brokenYaml(document)
  if (broken) return { problems: [broken] }
  const plain = plainOf(document)
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return { problems: [NO_MAPPING] }
  const parsed = schema.safeParse(plain, { error: z.locales.zhCN().localeError })
  if (!parsed.success) {
    const english = schema.safeParse(plain, { error: z.locales.en().localeError }).error?.issues ?? []
    return { problems: parsed.error.issues.slice(0, 20).flatMap((issue, i) => told(issue, english[i]!, plain)) }
  }
  return settled(parsed.data, dirname(resolve(file)))
}

function plainOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 })
  } catch {
    return undefined
  }
}

const NO_MAPPING: Text = {
  zh: '不是映射文件：请写明 facts、asOf 和 tables（见 guiju facts template loan-book）',
  en: 'it is no mapping: give facts, asOf and tables (see guiju facts template loan-book)',
}

type Issue = z.core.$ZodIssue

function told(zh: Issue, en: Issue, read: object): Text[] {
  const at = zh.path.map(String).join('.')
  if (zh.code === 'unrecognized_keys') {
    const known =
      zh.path[0] === 'tables'
        ? TABLE_KEYS
        : zh.path[0] === 'overlays'
          ? OVERLAY_KEYS
          : zh.path[0] === 'attest'
            ? ATTEST_KEYS
            : KEYS
    return zh.keys.map((key) => unknownName(at === '' ? key : `${at}.${key}`, nearest(key, known), known))
  }
  const own = ownText(zh)
  if (!own && at !== '' && isMissing(read, zh.path)) return [{ zh: `缺少 ${at}`, en: `${at} is missing` }]
  const where = at === '' ? 'mapping' : at
  return [{ zh: `${where}：${own?.zh ?? zh.message}`, en: `${where}: ${own?.en ?? en.message}` }]
}

const isMissing = (read: object, path: readonly PropertyKey[]): boolean =>
  path.reduce((at: unknown, name) => (at as Record<PropertyKey, unknown> | undefined)?.[name], read) === undefined

const unknownName = (at: string, near: string | undefined, known: readonly string[]): Text => ({
  zh: `不认识 ${at}${near ? `，是否为 ${near}？` : `：可用 ${known.join('、')}`}`,
  en: `${at} is not known${near ? `: did you mean ${near}?` : `: use ${known.join(', ')}`}`,
})

function settled(read: z.infer<typeof schema>, folder: string): MappingRead {
  const problems: Text[] = []
  const { tables: kinds, required, attested: answered }: TableKindOf = TABLE_KINDS[read.facts]
  const names = Object.keys(kinds)
  for (const name of required)
    if (!Object.hasOwn(read.tables, name))
      problems.push({ zh: `tables 缺少 ${name} 表`, en: `tables lacks the table ${name}` })
  if (required.length === 0 && Object.keys(read.tables).length === 0 && read.attest === undefined)
    problems.push({ zh: `tables 至少要有一张表：${names.join('、')}`, en: `tables needs a table: ${names.join(', ')}` })
  const tables = Object.entries(read.tables).flatMap(([name, own]): TableSource[] => {
    const entity = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (!entity) {
      problems.push(unknownName(`tables.${name}`, nearest(name, names), names))
      return []
    }
    const fields = entity.fields as Fields
    const fieldNames = Object.keys(fields)
    const check = (part: string, keys: readonly string[]) => {
      for (const key of keys)
        if (!Object.hasOwn(fields, key))
          problems.push(unknownName(`tables.${name}.${part}.${key}`, nearest(key, fieldNames), fieldNames))
    }
    check('columns', Object.keys(own.columns))
    check('nulls', Object.keys(own.nulls ?? {}))
    check('units', Object.keys(own.units ?? {}))
    check('values', Object.keys(own.values ?? {}))
    check('set', Object.keys(own.set ?? {}))
    for (const key of Object.keys(own.set ?? {}))
      if (Object.hasOwn(own.columns, key))
        problems.push({
          zh: `tables.${name}：${key} 不能既有列又在 set 中`,
          en: `tables.${name}: ${key} has a column and stands under set too`,
        })
    if (!Object.hasOwn(own.columns, entity.key))
      problems.push({
        zh: `tables.${name}.columns 缺少主键 ${entity.key}`,
        en: `tables.${name}.columns lacks the key ${entity.key}`,
      })
    return [
      {
        name,
        entity,
        from: [own.from].flat().map((path) => placed(path, folder)),
        written: [own.from].flat(),
        ...(own.sheet === undefined ? {} : { sheet: own.sheet }),
        columns: own.columns,
        nulls: mapValues({ ...ofTable(read.nulls, name, fields), ...own.nulls }, (v) => [v].flat().map(String)),
        units: powers({ ...ofTable(read.units, name, fields), ...own.units }, name, fields, problems),
        values: mapValues(own.values ?? {}, (to) => mapValues(to, String)),
        set: mapValues(own.set ?? {}, String),
        complete: own.complete ?? read.complete ?? true,
      },
    ]
  })
  const everywhere = { ...read.nulls, ...read.units }
  for (const key of Object.keys(everywhere))
    if (!Object.entries(kinds).some(([name, of]) => key in ofTable({ [key]: 1 }, name, of.fields as Fields, true)))
      problems.push(
        unknownName(key, undefined, [
          ...new Set(Object.values(kinds).flatMap((of) => Object.keys(of.fields as Fields))),
        ]),
      )
  const overlays = (read.overlays ?? []).flatMap((one, i) => overlayOf(one, i, problems))
  const attested = attestedOf(read.attest ?? {}, answered, problems)
  if (problems.length > 0) return { problems }
  const level =
    read.regionLevel === undefined || String(read.regionLevel) === 'exact' ? read.regionLevel : Number(read.regionLevel)
  return {
    mapping: {
      facts: read.facts,
      asOf: [...new Set([read.asOf ?? []].flat())].sort(),
      tables: names.flatMap((name) => tables.filter((t) => t.name === name)),
      ...(read.ledger === undefined ? {} : { ledger: read.ledger }),
      ...(level === undefined ? {} : { regionLevel: level as RegionLevel }),
      overlays,
      attested,
    },
    problems: [],
  }
}

/** What a person answers, each in the type of its field. */
function attestedOf(
  read: NonNullable<z.infer<typeof schema>['attest']>,
  of: AnyEntity | undefined,
  problems: Text[],
): Attested[] {
  const fields = (of?.fields ?? {}) as Fields
  const known = Object.keys(fields).filter((name) => name !== of?.key)
  return Object.entries(read).flatMap(([name, { answer, evidence }]): Attested[] => {
    const field = known.includes(name) ? fields[name] : undefined
    if (!field) {
      problems.push(unknownName(`attest.${name}`, nearest(name, known), known))
      return []
    }
    const value = answered(field, answer)
    if (value === undefined) {
      const asked = (lang: keyof Text) => (field.choices ? offered(field, lang).join('|') : ANSWERS[field.type])
      problems.push({
        zh: `attest.${name}.answer 应为 ${asked('zh')}${field.optional ? '，没有的写 null' : ''}`,
        en: `attest.${name}.answer must be ${asked('en')}${field.optional ? ', or null where there is none' : ''}`,
      })
      return []
    }
    return [{ field: name, answer: value, evidence: [evidence].flat() }]
  })
}

const ANSWERS: Readonly<Record<Field['type'], string>> = {
  boolean: 'true|false',
  decimal: '0, 1, 2 …',
  text: '"…"',
  date: 'YYYY-MM-DD',
}

function answered(field: Field, answer: string | number | boolean | null): Scalar | null | undefined {
  if (answer === null) return field.optional ? null : undefined
  switch (field.type) {
    case 'boolean':
      return typeof answer === 'boolean' ? answer : undefined
    case 'decimal': {
      const value = typeof answer === 'boolean' ? undefined : parseDecimal(String(answer), field.scale ?? 0)
      return value !== undefined && (field.minimum === undefined || value >= field.minimum) ? value : undefined
    }
    case 'date':
      return typeof answer === 'string' && isDay(answer) ? answer : undefined
    case 'text':
      return typeof answer !== 'string' ? undefined : field.choices ? codeOf(field, answer) : answer
    default:
      return field.type satisfies never
  }
}

const placed = (path: string, folder: string): string =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(path) ? path : resolve(folder, path)

/** Settings for all tables that speak of a field of this one: `amount` or `loan.amount`. */
function ofTable<T>(
  of: Readonly<Record<string, T>> | undefined,
  name: string,
  fields: Fields,
  whole = false,
): Record<string, T> {
  const found: Record<string, T> = {}
  for (const [key, value] of Object.entries(of ?? {})) {
    const own = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : key
    if (Object.hasOwn(fields, own)) found[whole ? key : own] = value
  }
  return found
}

const mapValues = <A, B>(of: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]))

function powers(
  of: Readonly<Record<string, string>>,
  table: string,
  fields: Fields,
  problems: Text[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(of).flatMap(([name, unit]) => {
      const field: Field | undefined = fields[name]
      if (!field) return []
      if (field.unit !== 'CNY') {
        problems.push({
          zh: `${table}.${name} 不是金额，不能有单位`,
          en: `${table}.${name} is no amount and has no unit`,
        })
        return []
      }
      return [[name, UNITS[unit]!]]
    }),
  )
}

function overlayOf(one: z.infer<typeof overlay>, i: number, problems: Text[]): Overlay[] {
  const known = PARAMETER_IDS.filter((id) => id.startsWith('internet-lending.'))
  const id = known.find((k) => k === one.parameter || k === `internet-lending.${one.parameter}`)
  if (!id) {
    problems.push(
      unknownName(
        `overlays.${i}.parameter ${one.parameter}`,
        nearest(`internet-lending.${one.parameter.replace(/^internet-lending\./, '')}`, known),
        known,
      ),
    )
    return []
  }
  const value = decimalOf(String(one.value))
  if (value === undefined) {
    problems.push({
      zh: `overlays.${i}.value ${one.value}：请写成 0.35 或 35%`,
      en: `overlays.${i}.value ${one.value}: write it like 0.35 or 35%`,
    })
    return []
  }
  const { from, until, region, bank, cite } = one
  return [
    {
      parameter: id,
      value,
      cite,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(region === undefined ? {} : { region: String(region) }),
      ...(bank === undefined ? {} : { bank: String(bank) }),
    },
  ]
}

/** `35%` or `0.35` as a plain decimal. */
function decimalOf(written: string): string | undefined {
  const percent = /^(\d{1,3})\s*[%％]$/.exec(written)?.[1]?.padStart(3, '0')
  if (percent !== undefined) return `${Number(percent.slice(0, -2))}.${percent.slice(-2)}`
  return /^\d(?:\.\d{1,2}0*)?$/.test(written) ? written : undefined
}
