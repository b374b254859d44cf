import { codesOf, spellings } from '../../facts/choice.ts'
import type { Field } from '../../facts/entity.ts'
import type { Cells } from './cells.ts'

/** One column as DuckDB reads it into the type of its field. */
export interface Conversion {
  /** The value, NULL where the cell is empty or does not convert. */
  readonly value: string
  /** True where the cell holds something that does not convert; absent where every value does. */
  readonly bad?: string
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`
const WHOLE = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/
const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/
/** DuckDB makes a join of an IN of six texts or more: planned for each column, that costs more than the rows of most tables. */
export const among = (value: string, texts: readonly string[]): string =>
  `list_contains([${texts.map(text).join(', ')}], ${value})`
/** What a cell may say for yes and no, in small letters. */
export const YES = ['true', 't', '1', 'yes', 'y', '是']
export const NO = ['false', 'f', '0', 'no', 'n', '否']

/**
 * @param column the column, quoted
 * @param type its DuckDB type
 * @param nulls texts that stand for an empty cell
 * @param power amounts are in units of 10^power
 */
export function convert(
  field: Field,
  column: string,
  type: string,
  nulls: readonly string[],
  power: number,
): Conversion {
  const textual = type === 'VARCHAR'
  let raw = textual ? `NULLIF(TRIM(${column}), '')` : column
  const others = nulls.filter((n) => n.trim() !== '' || !textual)
  if (others.length > 0) {
    const shown = textual ? raw : `CAST(${column} AS VARCHAR)`
    raw = `CASE WHEN ${shown} IN (${others.map((n) => text(n.trim())).join(', ')}) THEN NULL ELSE ${raw} END`
  }
  switch (field.type) {
    case 'text':
      return textOf(field, textual ? raw : `CAST(${raw} AS VARCHAR)`)
    case 'boolean':
      return type === 'BOOLEAN' ? { value: raw } : guarded(raw, truthOf(`LOWER(CAST(${raw} AS VARCHAR))`))
    case 'date':
      return dateOf(raw, type)
    case 'decimal':
      return decimalOf(raw, type, (field.scale ?? 0) + power, field.scale ?? 0, power)
    default:
      return field.type satisfies never
  }
}

const guarded = (raw: string, value: string): Conversion => ({
  value,
  bad: `(${raw} IS NOT NULL AND ${value} IS NULL)`,
})

function textOf(field: Field, raw: string): Conversion {
  return field.choices ? guarded(raw, choiceIn(field, raw, { text, among })) : { value: raw }
}

/** The code of a cell: the code itself, or the words of one choice alone, in either language. */
export function choiceIn(field: Field, raw: string, { text, among }: Pick<Cells, 'text' | 'among'>): string {
  const codes = codesOf(field)
  const whens = [...spellings(field)].map(([word, code]) => ` WHEN LOWER(${raw}) = ${text(word)} THEN ${text(code)}`)
  return `CASE WHEN ${among(raw, codes)} THEN ${raw}${whens.join('')} END`
}

const truthOf = (raw: string) => `CASE WHEN ${among(raw, YES)} THEN TRUE WHEN ${among(raw, NO)} THEN FALSE END`

/** Days, and moments of days. */
function dateOf(raw: string, type: string): Conversion {
  if (type === 'DATE') return { value: raw }
  if (type.startsWith('TIMESTAMP')) return { value: `CAST(${raw} AS DATE)` }
  const written = `CAST(${raw} AS VARCHAR)`
  const value =
    `CASE WHEN regexp_full_match(${written}, '\\d{8}') THEN CAST(TRY_STRPTIME(${written}, '%Y%m%d') AS DATE) ` +
    `WHEN regexp_full_match(${written}, '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([ T]00:00(:00(\\.0+)?)?)?') ` +
    `THEN TRY_CAST(REPLACE(REPLACE(regexp_extract(${written}, '^[-/.0-9]+'), '/', '-'), '.', '-') AS DATE) END`
  return guarded(raw, value)
}

/** Exact: a value with more digits than the field keeps does not convert. `digits`: those a cell may have. */
function decimalOf(raw: string, type: string, digits: number, scale: number, power: number): Conversion {
  const scaled = (value: string) =>
    power === 0 ? value : `CAST(CAST(${value} AS DECIMAL(38,${digits})) * ${10 ** power} AS DECIMAL(18,${scale}))`
  if (type === 'VARCHAR') {
    const plain = `regexp_full_match(${raw}, '[+-]?\\d{1,31}(\\.\\d{0,${digits}}0*)?')`
    return guarded(raw, `CASE WHEN ${plain} THEN ${scaled(`TRY_CAST(${raw} AS DECIMAL(18,${digits}))`)} END`)
  }
  const [, , own] = DECIMAL.exec(type) ?? []
  if (power === 0 && own !== undefined && Number(own) <= scale) return { value: raw }
  // DuckDB scales a FLOAT as a FLOAT, and loses digits that its shortest text has.
  const exact = type === 'FLOAT' ? `CAST(${raw} AS VARCHAR)` : raw
  const cast = `TRY_CAST(${exact} AS DECIMAL(18,${digits}))`
  if (WHOLE.test(type)) return guarded(raw, scaled(cast))
  if (own !== undefined || type === 'DOUBLE' || type === 'FLOAT') {
    // A binary number stands for the decimal that it is nearest to.
    const back = own === undefined ? `CAST(${cast} AS ${type})` : cast
    return guarded(raw, scaled(`CASE WHEN ${back} = ${raw} THEN ${cast} END`))
  }
  return { value: 'CAST(NULL AS DECIMAL(18,2))', bad: `(${raw} IS NOT NULL)` }
}
