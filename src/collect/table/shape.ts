import { offered } from '../../facts/choice.ts'
import type { Field, Fields } from '../../facts/entity.ts'
import { EXEMPTION } from '../../facts/lending.ts'
import type { Text } from '../../law/text.ts'
import { nearest } from '../nearest.ts'
import type { Conversion } from './convert.ts'
import type { Mapping, TableSource } from './mapping.ts'

/** A table as an engine has it: columns by field, and what to watch for while reading it. */
export interface Loaded {
  readonly source: TableSource
  /** Files or tables its rows stand in, as people call them. */
  readonly places: readonly string[]
  /** Files that were read here; none where an engine has the rows. */
  readonly paths: readonly string[]
  /** Its name, or a query in brackets. */
  readonly table: string
  /** Statements that make it, in order. */
  readonly make: readonly string[]
  readonly columns: ReadonlySet<string>
  readonly flaws: readonly Flaw[]
}

/** Something rows may have wrong: a condition over an alias, and the line that says so. */
export interface Flaw {
  readonly name: string
  readonly condition: (alias: string) => string
  readonly say: (n: number, ids: readonly string[]) => Text
}

/** How an engine keeps the rows of a query under a name. */
export type Keep = (table: string, query: string) => string

export const shortName = ({ places }: Pick<Loaded, 'places'>): string =>
  places.length === 1 ? places[0]! : `${places[0]} +${places.length - 1}`

/** What a table's columns are read as. */
export interface Reading {
  readonly quote: (name: string) => string
  readonly nothing: (type: Field['type']) => string
  readonly column: (key: string, field: Field, column: string) => Conversion
  readonly constant: (key: string, field: Field, written: string) => Conversion
}

/** What to select of a table's rows, and what they may have wrong. */
export function shape(
  mapping: Mapping,
  source: TableSource,
  { quote, nothing, column, constant }: Reading,
): { readonly selected: readonly string[]; readonly columns: ReadonlySet<string>; readonly flaws: readonly Flaw[] } {
  const fields = source.entity.fields as Fields
  const values = new Map<string, string>()
  const flags: string[] = []
  const flaws: Flaw[] = []
  const flag = (of: string, condition: string, name: string, say: Flaw['say']) => {
    flags.push(`${condition} AS ${quote(`bad ${of}`)}`)
    flaws.push({ name, condition: (alias) => `${alias}.${quote(`bad ${of}`)}`, say })
  }
  for (const [key, from] of Object.entries(source.columns)) {
    const field = fields[key]!
    const { value, bad } = column(key, field, from)
    values.set(key, value)
    if (bad !== undefined) flag(key, bad, `bad_${key}`, noValue(source, from, field))
    if (field.minimum !== undefined)
      flaws.push({
        name: `low_${key}`,
        condition: (alias) => `${alias}.${quote(key)} < ${field.minimum}`,
        say: tooLow(source, from, field.minimum),
      })
  }
  for (const [key, written] of Object.entries(source.set)) {
    const { value, bad } = constant(key, fields[key]!, written)
    values.set(key, value)
    if (bad !== undefined) flag(key, bad, `bad_${key}`, noValue(source, `set.${key}`, fields[key]!))
  }
  if (source.name === 'loan' && mapping.ledger === 'internet' && !values.has('internet')) values.set('internet', 'TRUE')
  if (source.name === 'bank' && EXEMPTION.some((part) => values.has(part))) {
    const whole = `(${EXEMPTION.map((part) => values.get(part) ?? nothing('boolean')).join(' AND ')})`
    const own = values.get('onlineOnlyExempt')
    values.set('onlineOnlyExempt', own === undefined ? whole : `(${own} AND ${whole})`)
    if (own !== undefined) flag('exemption', `(${own} AND NOT ${whole})`, 'bad_exemption', notExempt)
  }
  const { key } = source.entity
  flaws.push({ name: 'no_key', condition: (alias) => `${alias}.${quote(key)} IS NULL`, say: noKey(source) })
  if (values.has('partnerAmount') && values.has('amount'))
    flaws.push({
      name: 'partner_above',
      condition: (alias) => `${alias}.${quote('partnerAmount')} > ${alias}.${quote('amount')}`,
      say: partnerAbove(source),
    })
  const selected = [...[...values].map(([name, value]) => `${value} AS ${quote(name)}`), ...flags]
  return { selected, columns: new Set(values.keys()), flaws }
}

export const such = (ids: readonly string[]): Text =>
  ids.length === 0 ? { zh: '', en: '' } : { zh: `，如 ${ids.join('、')}`, en: `, such as ${ids.join(', ')}` }

const EXPECTED: Readonly<Record<Field['type'], Text>> = {
  text: { zh: '可用的取值', en: 'a value that is allowed' },
  boolean: { zh: '是否', en: 'a yes or no' },
  date: { zh: '日期', en: 'a day' },
  decimal: { zh: '金额或数值', en: 'a number' },
}

const noValue =
  (source: TableSource, column: string, field: Field) =>
  (n: number, ids: readonly string[]): Text => {
    const allowed = (lang: keyof Text) => (field.choices ? ` ${offered(field, lang).join('|')}` : '')
    const what: Text =
      field.type === 'decimal'
        ? {
            zh: `，最多 ${field.scale ?? 0} 位小数，不含千分位`,
            en: ` with at most ${field.scale ?? 0} decimals${field.unit === 'CNY' ? ' of the yuan' : ''} and no thousands separators`,
          }
        : { zh: allowed('zh'), en: allowed('en') }
    return {
      zh: `${source.name}：“${column}”列有 ${n} 行不是${EXPECTED[field.type].zh}${what.zh}${such(ids).zh}`,
      en: `${source.name}: ${n} rows of “${column}” are no ${EXPECTED[field.type].en.replace(/^an? /, '')}${what.en}${such(ids).en}`,
    }
  }

const tooLow =
  (source: TableSource, column: string, minimum: number) =>
  (n: number, ids: readonly string[]): Text => ({
    zh: `${source.name}：“${column}”列有 ${n} 行小于 ${minimum}${such(ids).zh}`,
    en: `${source.name}: ${n} rows of “${column}” are below ${minimum}${such(ids).en}`,
  })

const noKey =
  (source: TableSource) =>
  (n: number): Text => {
    const column = source.columns[source.entity.key]!
    return {
      zh: `${source.name}：主键“${column}”有 ${n} 行为空`,
      en: `${source.name}: the key “${column}” is empty in ${n} rows`,
    }
  }

const partnerAbove =
  (source: TableSource) =>
  (n: number, ids: readonly string[]): Text => ({
    zh: `${source.name}：${n} 笔的合作方出资额大于贷款金额${such(ids).zh}`,
    en: `${source.name}: in ${n} loans the partner’s amount is above the amount of the loan${such(ids).en}`,
  })

/** An exemption that a bank table breaks down needs all of its conditions: one that is not given leaves it unknown. */
const notExempt: Flaw['say'] = (n, ids) => ({
  zh: `bank：${n} 家银行列为豁免，但所列条件并不全部具备${such(ids).zh}`,
  en: `bank: ${n} banks are listed as exempt while a condition of it is not met${such(ids).en}`,
})

export function noColumn(source: TableSource, field: string, column: string, known: readonly string[]): Text {
  const near = nearest(column, known)
  const some = known.slice(0, 12).join(', ')
  return {
    zh: `${source.name}.${field}：没有“${column}”这一列${near ? `，是否为“${near}”？` : `，有 ${some}`}`,
    en: `${source.name}.${field}: there is no column “${column}”${near ? `: did you mean “${near}”?` : `; there are ${some}`}`,
  }
}
