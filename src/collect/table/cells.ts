import type { Field } from '../../facts/entity.ts'
import { among, type Conversion, choiceIn, NO, YES } from './convert.ts'

export type EngineName = 'duckdb' | 'postgres' | 'clickhouse' | 'spark'

/** What people call the engines. */
export const TITLES: Readonly<Record<EngineName, string>> = {
  duckdb: 'DuckDB',
  postgres: 'PostgreSQL',
  clickhouse: 'ClickHouse',
  spark: 'Spark',
}

/** What one engine writes in its own way when cells of columns whose types are not known before are read as text. */
export interface Cells {
  readonly engine: EngineName
  readonly quote: (name: string) => string
  readonly text: (value: string) => string
  /** Whether a text is one of several. */
  readonly among: (value: string, texts: readonly string[]) => string
  /** Any value as text; NULL stays. */
  readonly shown: (value: string) => string
  /** Name of a value's type. */
  readonly typeOf: (value: string) => string
  /** Names of binary numbers and of moments, as `typeOf` has them. */
  readonly floats: string
  readonly moments: string
  /** Whether a text has a form; a form is a regular expression over the whole text, in what all engines share. */
  readonly matches: (text: string, form: string) => string
  /** What the one group of a form takes of a text that has it. */
  readonly extract: (text: string, form: string) => string
  /** A text that is a plain number of at most 18 digits, so many after the point. */
  readonly decimal: (text: string, scale: number) => string
  /** The number as the field keeps it, exact. */
  readonly kept: (value: string, scale: number) => string
  /** The text of a binary number written out; it may be in powers of ten. */
  readonly writtenOut: (text: string) => string
  /** The day of a text in the form YYYY-MM-DD; NULL where there is no such day. */
  readonly day: (text: string) => string
  /** A day of ours. */
  readonly date: (day: string) => string
  /** The day a number of days after another. */
  readonly addDays: (day: string, n: string) => string
  /** A number as a whole one; it is one, and small. */
  readonly whole: (value: string) => string
  /** Texts that are compared and ordered by their code points. */
  readonly byCode: (text: string) => string
  readonly nothing: (type: Field['type']) => string
  readonly digest: (text: string) => string
  /** One digest over all texts of a group in their order. */
  readonly digestOfAll: (text: string) => string
}

const cast = (value: string, type: string) => `CAST(${value} AS ${type})`
const plainText = (value: string) => `'${value.replaceAll("'", "''")}'`
const escaped = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const quoted = (mark: string) => (name: string) => mark + name.replaceAll(mark, mark + mark) + mark
const inList =
  (text: Cells['text']): Cells['among'] =>
  (value, texts) =>
    `${value} IN (${texts.map(text).join(', ')})`
const sqlDate = (day: string) => `DATE '${day}'`
const whole = (form: string) => `^(?:${form})$`
const typed =
  (types: Readonly<Record<Field['type'], string>>): Cells['nothing'] =>
  (type) =>
    cast('NULL', types[type])

const duckdb: Cells = {
  engine: 'duckdb',
  quote: quoted('"'),
  text: plainText,
  among,
  shown: (value) => cast(value, 'VARCHAR'),
  typeOf: (value) => `typeof(${value})`,
  floats: 'DOUBLE|FLOAT',
  moments: 'TIMESTAMP.*',
  matches: (text, form) => `regexp_full_match(${text}, ${plainText(form)})`,
  extract: (text, form) => `regexp_extract(${text}, ${plainText(whole(form))}, 1)`,
  decimal: (text, scale) => `TRY_CAST(${text} AS DECIMAL(18,${scale}))`,
  kept: (value, scale) => cast(value, `DECIMAL(18,${scale})`),
  writtenOut: (text) => cast(`TRY_CAST(${text} AS DECIMAL(38,6))`, 'VARCHAR'),
  day: (text) => `TRY_CAST(${text} AS DATE)`,
  date: sqlDate,
  addDays: (day, n) => `(${day} + CAST(${n} AS INTEGER))`,
  whole: (value) => cast(value, 'INTEGER'),
  byCode: (text) => text,
  nothing: typed({ boolean: 'BOOLEAN', text: 'VARCHAR', date: 'DATE', decimal: 'DECIMAL(18,2)' }),
  digest: (text) => `md5(${text})`,
  digestOfAll: (text) => `md5(COALESCE(string_agg(${text}, '' ORDER BY ${text}), ''))`,
}

/** `text` has this form already. PostgreSQL has no cast that may fail: what is cast has been looked at before. */
function postgresDay(text: string): string {
  const part = (from: number, n: number) => cast(`SUBSTRING(${text}, ${from}, ${n})`, 'INTEGER')
  const day = `(make_date(${part(1, 4)}, ${part(6, 2)}, 1) + (${part(9, 2)} - 1))`
  const likely = `(${text} ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' AND ${text} !~ '^0000')`
  return `CASE WHEN ${likely} THEN CASE WHEN to_char(${day}, 'MM') = SUBSTRING(${text}, 6, 2) THEN ${day} END END`
}

const postgresText = (value: string) => (value.includes('\\') ? ` E${escaped(value)}` : plainText(value))
const postgres: Cells = {
  engine: 'postgres',
  quote: quoted('"'),
  text: postgresText,
  among: inList(postgresText),
  shown: (value) => cast(value, 'TEXT'),
  typeOf: (value) => `CAST(pg_typeof(${value}) AS TEXT)`,
  floats: 'real|double precision',
  moments: 'timestamp.*',
  matches: (text, form) => `(${text} ~ ${plainText(whole(form))})`,
  extract: (text, form) => `SUBSTRING(${text} FROM ${plainText(whole(form))})`,
  decimal: (text, scale) => cast(text, `NUMERIC(18,${scale})`),
  kept: (value, scale) => cast(value, `NUMERIC(18,${scale})`),
  writtenOut: (text) => `CASE WHEN ${text} ~ '^[-+.0-9eE]+$' THEN CAST(CAST(${text} AS NUMERIC) AS TEXT) END`,
  day: postgresDay,
  date: sqlDate,
  addDays: (day, n) => `(${day} + CAST(${n} AS INTEGER))`,
  whole: (value) => cast(value, 'INTEGER'),
  byCode: (text) => `(${text}) COLLATE "C"`,
  nothing: typed({ boolean: 'BOOLEAN', text: 'TEXT', date: 'DATE', decimal: 'NUMERIC' }),
  digest: (text) => `md5(${text})`,
  digestOfAll: (text) => `md5(COALESCE(string_agg(${text}, '' ORDER BY ${text} COLLATE "C"), ''))`,
}

const clickhouse: Cells = {
  engine: 'clickhouse',
  quote: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: escaped,
  among: inList(escaped),
  shown: (value) => cast(value, 'Nullable(String)'),
  typeOf: (value) => `toTypeName(${value})`,
  floats: '(Nullable\\(|LowCardinality\\()*Float(32|64)\\)*',
  moments: '(Nullable\\(|LowCardinality\\()*DateTime.*',
  matches: (text, form) => `match(${text}, ${escaped(whole(form))})`,
  extract: (text, form) => `extract(${text}, ${escaped(whole(form))})`,
  decimal: (text, scale) => `toDecimal64OrNull(${text}, ${scale})`,
  kept: (value, scale) => cast(value, `Nullable(Decimal(18,${scale}))`),
  writtenOut: (text) => text,
  day: (text) => `CASE WHEN toString(toDate32OrNull(${text})) = ${text} THEN toDate32OrNull(${text}) END`,
  date: (day) => `toDate32('${day}')`,
  addDays: (day, n) => `addDays(${day}, ${n})`,
  whole: (value) => cast(value, 'Nullable(Int32)'),
  byCode: (text) => text,
  nothing: typed({
    boolean: 'Nullable(Bool)',
    text: 'Nullable(String)',
    date: 'Nullable(Date32)',
    decimal: 'Nullable(Decimal(18,2))',
  }),
  digest: (text) => `lower(hex(MD5(${text})))`,
  digestOfAll: (text) => `lower(hex(MD5(arrayStringConcat(arraySort(groupArray(${text}))))))`,
}

const spark: Cells = {
  engine: 'spark',
  quote: quoted('`'),
  text: escaped,
  among: inList(escaped),
  shown: (value) => cast(value, 'STRING'),
  typeOf: (value) => `typeof(${value})`,
  floats: 'double|float',
  moments: 'timestamp.*',
  // In Java `$` also stands before a last line break.
  matches: (text, form) => `(${text} RLIKE ${escaped(`^(?:${form})\\z`)})`,
  extract: (text, form) => `regexp_extract(${text}, ${escaped(`^(?:${form})\\z`)}, 1)`,
  decimal: (text, scale) => `TRY_CAST(${text} AS DECIMAL(18,${scale}))`,
  kept: (value, scale) => cast(value, `DECIMAL(18,${scale})`),
  writtenOut: (text) => cast(`TRY_CAST(${text} AS DECIMAL(38,6))`, 'STRING'),
  day: (text) => `TRY_CAST(${text} AS DATE)`,
  date: sqlDate,
  addDays: (day, n) => `date_add(${day}, CAST(${n} AS INT))`,
  whole: (value) => cast(value, 'INT'),
  byCode: (text) => text,
  nothing: typed({ boolean: 'BOOLEAN', text: 'STRING', date: 'DATE', decimal: 'DECIMAL(18,2)' }),
  digest: (text) => `md5(${text})`,
  digestOfAll: (text) => `md5(array_join(sort_array(collect_list(${text})), ''))`,
}

export const CELLS: Readonly<Record<EngineName, Cells>> = { duckdb, postgres, clickhouse, spark }

const COMPACT = '[0-9]{8}'
const SPACED = '[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([ T]00:00(:00([.]0+)?)?)?'
const TAIL = '(?:[ T].*)?'

/** What a cell says as text, its type, and with it whether it is a number or a moment of its own type. */
export interface Shown {
  /** A text, trimmed; NULL where the cell is empty or stands for nothing. */
  readonly text: string
  /** Name of the column's type; absent where the text is ours. */
  readonly type?: string
}

/** The text of a column, with texts that stand for an empty cell taken out. */
export function textOf(cells: Cells, column: string, nulls: readonly string[]): string {
  const text = `NULLIF(TRIM(${cells.shown(column)}), '')`
  const others = nulls.map((one) => one.trim()).filter((one) => one !== '')
  return others.length === 0
    ? text
    : `CASE WHEN ${text} IN (${others.map(cells.text).join(', ')}) THEN NULL ELSE ${text} END`
}

/** A column whose texts stand for others; `*` for those that are not listed. */
export function meaning(cells: Cells, column: string, values: Readonly<Record<string, string>>): string {
  const shown = `NULLIF(TRIM(${cells.shown(column)}), '')`
  const { '*': others, ...listed } = values
  const cases = Object.entries(listed).map(
    ([from, to]) => `WHEN ${shown} = ${cells.text(from.trim())} THEN ${cells.text(to)}`,
  )
  return `CASE WHEN ${shown} IS NULL THEN NULL ${cases.join(' ')} ELSE ${others === undefined ? shown : cells.text(others)} END`
}

/**
 * A cell, shown as text, as the type of its field, by the rules `convert` has for what DuckDB reads: the value is NULL
 * where the cell is empty or does not convert, and no digit is lost.
 * @param power amounts are in units of 10^power
 */
export function convertText(cells: Cells, field: Field, { text, type }: Shown, power: number): Conversion {
  switch (field.type) {
    case 'text':
      return choiceOf(cells, field, text)
    case 'boolean': {
      const low = `LOWER(${text})`
      return guarded(text, `CASE WHEN ${cells.among(low, YES)} THEN TRUE WHEN ${cells.among(low, NO)} THEN FALSE END`)
    }
    case 'date':
      return guarded(text, dayOf(cells, text, type))
    case 'decimal':
      return guarded(text, decimalOf(cells, field.scale ?? 0, text, type, power))
    default:
      return field.type satisfies never
  }
}

const guarded = (text: string, value: string): Conversion => ({
  value,
  bad: `(${text} IS NOT NULL AND ${value} IS NULL)`,
})

function choiceOf(cells: Cells, field: Field, text: string): Conversion {
  if (!field.choices) return { value: cells.byCode(text) }
  return guarded(text, cells.byCode(choiceIn(field, text, cells)))
}

/** Days, and moments of days: of a text only those at midnight, of a moment of its own type any. */
function dayOf(cells: Cells, text: string, type: string | undefined): string {
  const two = (form: string) => `LPAD(${cells.extract(text, form)}, 2, '0')`
  const spaced = `CONCAT(SUBSTRING(${text}, 1, 4), '-', ${two(`[0-9]{4}[-/.]([0-9]{1,2})[-/.][0-9]{1,2}${TAIL}`)}, '-', ${two(`[0-9]{4}[-/.][0-9]{1,2}[-/.]([0-9]{1,2})${TAIL}`)})`
  const compact = `CONCAT(SUBSTRING(${text}, 1, 4), '-', SUBSTRING(${text}, 5, 2), '-', SUBSTRING(${text}, 7, 2))`
  const own =
    type === undefined
      ? ''
      : `WHEN ${cells.matches(type, cells.moments)} THEN ${cells.day(`SUBSTRING(${text}, 1, 10)`)} `
  return `CASE ${own}WHEN ${cells.matches(text, COMPACT)} THEN ${cells.day(compact)} WHEN ${cells.matches(text, SPACED)} THEN ${cells.day(spaced)} END`
}

/** Exact: a text with more digits than the field keeps does not convert. */
function decimalOf(cells: Cells, scale: number, text: string, type: string | undefined, power: number): string {
  const digits = scale + power
  const form = `[+-]?0*[0-9]{1,${18 - digits}}([.][0-9]{0,${digits}}0*)?`
  const number = (shown: string) => {
    const plain = cells.decimal(`REPLACE(${shown}, '+', '')`, digits)
    const value = power === 0 ? plain : cells.kept(`${wide(cells, plain, digits)} * ${10 ** power}`, scale)
    return `CASE WHEN ${cells.matches(shown, form)} THEN ${value} END`
  }
  if (type === undefined) return number(text)
  const float = `(${cells.matches(type, cells.floats)} AND ${cells.matches(text, '.*[eE].*')})`
  return `CASE WHEN ${float} THEN ${number(cells.writtenOut(text))} ELSE ${number(text)} END`
}

/** Room for a product. */
function wide(cells: Cells, value: string, scale: number): string {
  switch (cells.engine) {
    case 'postgres':
      return value
    case 'clickhouse':
      return cast(value, `Nullable(Decimal(38,${scale}))`)
    default:
      return cast(value, `DECIMAL(${cells.engine === 'spark' ? 27 : 38},${scale})`)
  }
}
