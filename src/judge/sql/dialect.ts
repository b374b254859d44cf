import type { ValueType } from '../../facts/tree.ts'

export const DIALECTS = ['duckdb', 'postgres', 'clickhouse', 'spark'] as const
export type DialectName = (typeof DIALECTS)[number]

/** What one engine writes in its own way. Everything else is printed the same for all. */
export interface Dialect {
  readonly name: DialectName
  readonly quote: (name: string) => string
  readonly text: (value: string) => string
  readonly date: (day: string) => string
  /** An exact decimal from its plain writing: `"0.30"` with its digits after the point. */
  readonly decimal: (written: string, scale: number) => string
  /** NULL of a type: an engine must never guess it. */
  readonly nothing: (type: ValueType, scale: number) => string
  readonly addDays: (date: string, n: number) => string
  /** The last day of a shorter month where the day does not exist, as `addPeriod` has it. */
  readonly addMonths: (date: string, n: number) => string
  /** An exact product; an engine that keeps to the width of its factors is given room. */
  readonly times: (value: string, by: string, scale: number) => string
  /** Whether any row of a group has it; NULL over no rows. */
  readonly anyTrue: (condition: string) => string
  /** An exact sum; NULL over no values. */
  readonly sum: (value: string, scale: number) => string
  /** Texts in the order of their code points, whatever the database's collation. */
  readonly byCode: (text: string) => string
  /** The first characters of a text, never half of one. */
  readonly leading: (text: string, n: number) => string
  readonly integer: (value: string) => string
  /** The number that up to nine digits write; whatever comes of other texts is never looked at. */
  readonly number: (digits: string) => string
  /** A whole number, not below zero, divided by another; the rest is left out. */
  readonly quotient: (value: string, by: number) => string
  /** A truth as a 64-bit 0 or 1; NULL where it is unknown. */
  readonly truth: (condition: string) => string
  /** Keeps the rows of a query under a name for the session. */
  readonly keep: (table: string, query: string) => string
  /** Lets go of a table that was kept, and never of another of that name. */
  readonly drop: (table: string) => string
  /** Whether a text is a region code: 2, 4, or 6 to 12 digits. */
  readonly isRegionCode: (text: string) => string
  /** What must be set before a statement, so that overflow is an error and nothing loses digits. */
  readonly session: readonly string[]
}

const quoted = (mark: string) => (name: string) => mark + name.replaceAll(mark, mark + mark) + mark
const plainText = (value: string) => `'${value.replaceAll("'", "''")}'`
const digitsOf = (written: string) => written.replace(/[-.]/g, '').length
const REGION_CODE = "'^([0-9]{2}|[0-9]{4}|[0-9]{6,12})$'"
const sqlDate = (day: string) => `DATE '${day}'`
const widthFor = (written: string, scale: number) => Math.max(digitsOf(written), scale + 1)
const leftOf = (text: string, n: number) => `LEFT(${text}, ${n})`
const cast = (value: string, type: string) => `CAST(${value} AS ${type})`
const typed = (types: Readonly<Record<Exclude<ValueType, 'decimal'>, string>>, decimal: (scale: number) => string) =>
  function nothing(type: ValueType, scale: number): string {
    return cast('NULL', type === 'decimal' ? decimal(scale) : types[type])
  }

const duckdb: Dialect = {
  name: 'duckdb',
  quote: quoted('"'),
  text: plainText,
  date: sqlDate,
  decimal: (written, scale) => cast(plainText(written), `DECIMAL(${widthFor(written, scale)},${scale})`),
  nothing: typed({ boolean: 'BOOLEAN', text: 'VARCHAR', date: 'DATE' }, (scale) => `DECIMAL(38,${scale})`),
  addDays: (date, n) => `(${date} + ${n})`,
  addMonths: (date, n) => cast(`${date} + INTERVAL ${n} MONTH`, 'DATE'),
  times: (value, by, scale) => `(CAST(${value} AS DECIMAL(38,${scale})) * ${by})`,
  anyTrue: (condition) => `BOOL_OR(${condition})`,
  sum: (value) => `SUM(${value})`,
  byCode: (text) => text,
  leading: leftOf,
  integer: (value) => cast(value, 'BIGINT'),
  number: (digits) => `TRY_CAST(${digits} AS INTEGER)`,
  quotient: (value, by) => `(${value} // ${by})`,
  truth: (condition) => cast(condition, 'BIGINT'),
  keep: (table, query) => `CREATE OR REPLACE TEMP TABLE ${table} AS\n${query}`,
  drop: (table) => `DROP TABLE IF EXISTS temp.${table}`,
  // Answered once for each different text of a dictionary, which `regexp_matches` is not.
  isRegionCode: (text) => `regexp_full_match(${text}, ${REGION_CODE})`,
  session: [],
}

const postgres: Dialect = {
  name: 'postgres',
  quote: quoted('"'),
  // Escapes are read the same whatever standard_conforming_strings says.
  text: (value) =>
    value.includes('\\') ? ` E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : plainText(value),
  date: sqlDate,
  decimal: (written) => cast(plainText(written), 'NUMERIC'),
  nothing: typed({ boolean: 'BOOLEAN', text: 'TEXT', date: 'DATE' }, () => 'NUMERIC'),
  addDays: (date, n) => `(${date} + ${n})`,
  addMonths: (date, n) => cast(`${date} + INTERVAL '${n} month'`, 'DATE'),
  times: (value, by) => `(${value} * ${by})`,
  anyTrue: (condition) => `BOOL_OR(${condition})`,
  sum: (value) => `SUM(${cast(value, 'NUMERIC')})`,
  byCode: (text) => `${text} COLLATE "C"`,
  leading: leftOf,
  integer: (value) => cast(value, 'BIGINT'),
  number: (digits) => cast(digits, 'INTEGER'),
  quotient: (value, by) => `(${value} / ${by})`,
  truth: (condition) => cast(cast(condition, 'INTEGER'), 'BIGINT'),
  keep: (table, query) => `CREATE TEMP TABLE ${table} AS\n${query}`,
  drop: (table) => `DROP TABLE IF EXISTS pg_temp.${table}`,
  isRegionCode: (text) => `(${text} ~ ${REGION_CODE})`,
  session: [],
}

const clickhouse: Dialect = {
  name: 'clickhouse',
  quote: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  date: (day) => `toDate32('${day}')`,
  decimal: (written, scale) => `toDecimal256('${written}', ${scale})`,
  nothing: typed(
    { boolean: 'Nullable(Bool)', text: 'Nullable(String)', date: 'Nullable(Date32)' },
    (scale) => `Nullable(Decimal(76,${scale}))`,
  ),
  addDays: (date, n) => `addDays(${date}, ${n})`,
  addMonths: (date, n) => `addMonths(${date}, ${n})`,
  times: (value, by) => `(${value} * ${by})`,
  anyTrue: (condition) => `maxOrNull(${condition})`,
  sum: (value, scale) => `sumOrNull(${cast(value, `Nullable(Decimal(76,${scale}))`)})`,
  byCode: (text) => text,
  leading: (text, n) => `leftUTF8(${text}, ${n})`,
  integer: (value) => cast(value, 'Int64'),
  number: (digits) => `toInt32OrNull(${digits})`,
  quotient: (value, by) => `intDiv(${value}, ${by})`,
  truth: (condition) => cast(condition, 'Nullable(Int64)'),
  keep: (table, query) => `CREATE TEMPORARY TABLE ${table} AS\n${query}`,
  drop: (table) => `DROP TEMPORARY TABLE IF EXISTS ${table}`,
  isRegionCode: (text) => `match(${text}, ${REGION_CODE})`,
  session: ['SET join_use_nulls = 1', 'SET decimal_check_overflow = 1', 'SET cast_keep_nullable = 1'],
}

const spark: Dialect = {
  name: 'spark',
  quote: quoted('`'),
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  date: sqlDate,
  decimal: (written, scale) => cast(plainText(written), `DECIMAL(${widthFor(written, scale)},${scale})`),
  nothing: typed({ boolean: 'BOOLEAN', text: 'STRING', date: 'DATE' }, (scale) => `DECIMAL(38,${scale})`),
  addDays: (date, n) => `date_add(${date}, ${n})`,
  addMonths: (date, n) => `add_months(${date}, ${n})`,
  times: (value, by) => `(${value} * ${by})`,
  anyTrue: (condition) => `bool_or(${condition})`,
  // A sum has ten digits more than its values and never more than 38: wide values are summed as they are.
  sum: (value) => `SUM(${value})`,
  byCode: (text) => text,
  leading: leftOf,
  integer: (value) => cast(value, 'BIGINT'),
  number: (digits) => `TRY_CAST(${digits} AS INTEGER)`,
  quotient: (value, by) => `(${value} DIV ${by})`,
  truth: (condition) => cast(condition, 'BIGINT'),
  keep: (table, query) => `CACHE TABLE ${table} AS\n${query}`,
  drop: (table) => `DROP VIEW IF EXISTS ${table}`,
  isRegionCode: (text) => `(${text} RLIKE ${REGION_CODE})`,
  // Without the last, Spark 4 compares a fraction with DECIMAL(38,0) after rounding it to a whole number.
  session: [
    'SET spark.sql.ansi.enabled = true',
    'SET spark.sql.decimalOperations.allowPrecisionLoss = false',
    'SET spark.sql.legacy.decimal.retainFractionDigitsOnTruncate = true',
  ],
}

export const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb, postgres, clickhouse, spark }
