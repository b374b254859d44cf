import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import type { Cells } from './cells.ts'
import { type Keep, type Loaded, shortName, such } from './shape.ts'

/** First ids shown with a flaw. */
const MOST_IDS = 5

/** Something an engine is told, or asked; rows are read in the order of the columns. */
export interface Step {
  /** Unique among what is asked. */
  readonly name: string
  readonly sql: string
  /** Columns of what is asked; none: a statement. */
  readonly columns?: readonly string[]
  /** Table that is to blame where an engine cannot read it. */
  readonly table: string
}

export type Answered = readonly Readonly<Record<string, unknown>>[]
type Mask = (id: string) => string

const COLUMNS = ['name', 'least', 'n'] as const

/** Looks for rows with flaws in a table that is kept: in one pass, for hardly any row has one. */
export function flawSteps({ table, flaws, source }: Loaded, cells: Cells, keep: Keep): Step[] {
  const key = `t.${cells.quote(source.entity.key)}`
  const marks = flaws.map(({ condition }, i) => `${condition('t')} AS b${i}`)
  const any = flaws.map(({ condition }) => condition('t')).join(' OR ')
  const flawed = `guiju_flawed_${source.name}`
  const each = flaws.map(
    ({ name }, i) =>
      `SELECT '${name}' AS name, k AS least, n FROM (SELECT k, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY k) AS place FROM ${flawed} WHERE b${i}) AS q${i} WHERE place <= ${MOST_IDS}`,
  )
  return [
    {
      name: flawed,
      table: source.name,
      sql: keep(flawed, `SELECT ${[`${key} AS k`, ...marks].join(', ')} FROM ${table} AS t WHERE ${any}`),
    },
    { name: `${source.name}_flaws`, table: source.name, columns: COLUMNS, sql: each.join('\nUNION ALL ') },
  ]
}

/** What rows of a table have wrong: one line for each kind of flaw. */
function flawsSaid({ flaws }: Loaded, answered: Answered | undefined, mask: Mask): Text[] {
  const found = Map.groupBy(answered ?? [], (row) => String(row.name))
  return flaws.flatMap(({ name, say }) => {
    const rows = found.get(name)
    return rows ? [say(Number(rows[0]!.n), idsIn(rows, mask))] : []
  })
}

const idsIn = (rows: Answered, mask: Mask): string[] =>
  rows.flatMap((row) => (row.least === null || row.least === undefined ? [] : [mask(String(row.least))]))

/**
 * Looks for keys that stand on more than one row. DuckDB compares hashes first: they are small, and only where two meet
 * are the keys compared.
 */
export function twiceSteps({ table, source }: Loaded, cells: Cells, keep: Keep): Step[] {
  const key = `t.${cells.quote(source.entity.key)}`
  const twice = (where: string) =>
    `SELECT ${key} AS k FROM ${table} AS t WHERE ${where} GROUP BY ${key} HAVING COUNT(*) > 1`
  const first = (query: string) =>
    `SELECT k AS least, n FROM (SELECT k, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY k) AS place FROM (${query}) AS d) AS q WHERE place <= ${MOST_IDS}`
  const ask = { name: `${source.name}_twice`, table: source.name, columns: ['least', 'n'] }
  if (cells.engine !== 'duckdb') return [{ ...ask, sql: first(twice(`${key} IS NOT NULL`)) }]
  const hashes = `guiju_twice_${source.name}`
  return [
    {
      name: hashes,
      table: source.name,
      sql: keep(
        hashes,
        `SELECT h FROM (SELECT hash(${key}) AS h FROM ${table} AS t WHERE ${key} IS NOT NULL) AS q GROUP BY h HAVING COUNT(*) > 1`,
      ),
    },
    { ...ask, sql: first(twice(`hash(${key}) IN (SELECT h FROM ${hashes})`)) },
  ]
}

function twiceSaid({ source }: Loaded, answered: Answered | undefined, mask: Mask): Text[] {
  const [first] = answered ?? []
  if (!first) return []
  const column = source.columns[source.entity.key]!
  const ids = such(idsIn(answered!, mask))
  return [
    {
      zh: `${source.name}：主键“${column}”有 ${first.n} 个值重复${ids.zh}`,
      en: `${source.name}: ${first.n} values of the key “${column}” stand on more than one row${ids.en}`,
    },
  ]
}

/**
 * Looks for rows that name a row another table does not have.
 * @param rows the table, or what stands for it, with a count `n` of rows
 */
export function orphanSteps(rows: string, main: Loaded, others: readonly Loaded[], cells: Cells): Step[] {
  return others.flatMap((other): Step[] => {
    const { key } = other.source.entity
    if (!main.columns.has(key)) return []
    const k = cells.quote(key)
    const named = `SELECT ${k} AS k, SUM(n) AS m FROM ${rows} AS a WHERE ${k} IS NOT NULL GROUP BY ${k}`
    const lost = `SELECT p.k AS k, p.m AS m FROM (${named}) AS p LEFT JOIN ${other.table} AS o ON o.${k} = p.k WHERE o.${k} IS NULL`
    return [
      {
        name: `${main.source.name}_without_${other.source.name}`,
        table: main.source.name,
        columns: ['least', 'ids', 'n'],
        sql: `SELECT k AS least, ids, n FROM (SELECT k, COUNT(*) OVER () AS ids, SUM(m) OVER () AS n, ROW_NUMBER() OVER (ORDER BY k) AS place FROM (${lost}) AS l) AS q WHERE place <= ${MOST_IDS}`,
      },
    ]
  })
}

/** Everything that is wrong with tables, one line each. `watched`: answers to what was watched for in a pass over the first. */
export function wrongIn(
  tables: readonly Loaded[],
  answers: Readonly<Record<string, Answered>>,
  mask: Mask,
  watched?: Answered,
): Text[] {
  return tables.flatMap((t, i) => [
    ...flawsSaid(t, i === 0 && watched ? watched : answers[`${t.source.name}_flaws`], mask),
    ...twiceSaid(t, answers[`${t.source.name}_twice`], mask),
  ])
}

/** Rows without what they name stay unknown there, and are told. */
export function orphansSaid(
  main: Loaded,
  others: readonly Loaded[],
  answers: Readonly<Record<string, Answered>>,
  mask: Mask,
): Problem[] {
  return others.flatMap((other): Problem[] => {
    const rows = answers[`${main.source.name}_without_${other.source.name}`]
    const [first] = rows ?? []
    if (!first) return []
    const { key } = other.source.entity
    const ids = idsIn(rows!, mask)
    return [
      {
        code: 'table.orphans',
        artifact: shortName(main),
        locator: main.source.name,
        message: {
          zh: `${main.source.name} 有 ${first.n} 行的 ${key} 在 ${other.source.name} 表中找不到（${first.ids} 个，如 ${ids.join('、')}）：按不详处理`,
          en: `${first.n} rows of ${main.source.name} name a ${key} that ${other.source.name} does not have (${first.ids} of them, such as ${ids.join(', ')}): taken as unknown`,
        },
      },
    ]
  })
}
