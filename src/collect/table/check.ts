import type { Text } from '../../law/text.ts'
import type { Duck } from './duck.ts'
import { type Loaded, shortName } from './load.ts'

/** First ids shown with a flaw. */
const MOST_IDS = 5
const name = (column: string) => `"${column.replaceAll('"', '""')}"`

/** What is wrong with a table that is kept: one line each. */
export async function checkKept(duck: Duck, { table, flaws, source }: Loaded): Promise<Text[]> {
  const key = `t.${name(source.entity.key)}`
  const columns = flaws.flatMap(({ condition }, i) => [
    `COUNT(*) FILTER (WHERE ${condition('t')}) AS n${i}`,
    `MIN(${key}, ${MOST_IDS}) FILTER (WHERE ${condition('t')}) AS i${i}`,
  ])
  const [row] = await duck.rows(`SELECT ${columns.join(', ')} FROM ${table} AS t`)
  const found = flaws.flatMap(({ say }, i) => {
    const n = Number(row?.[`n${i}`] ?? 0)
    const ids = row?.[`i${i}`]
    return n === 0 ? [] : [say(n, Array.isArray(ids) ? ids.map(String) : [])]
  })
  return found
}

/** Keys that stand on more than one row. Hashes first: they are small, and only where two meet are the keys compared. */
export async function checkUnique(duck: Duck, { table, source }: Loaded): Promise<Text[]> {
  const key = name(source.entity.key)
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE guiju_twice AS SELECT h FROM (SELECT hash(${key}) AS h FROM ${table} WHERE ${key} IS NOT NULL) GROUP BY h HAVING COUNT(*) > 1`,
  )
  const [suspects] = await duck.rows('SELECT COUNT(*) AS n FROM guiju_twice')
  if (Number(suspects?.n) === 0) return []
  const twice = await duck.rows(
    `SELECT COUNT(*) AS n, MIN(k, ${MOST_IDS}) AS ids FROM (SELECT ${key} AS k FROM ${table} WHERE hash(${key}) IN (SELECT h FROM guiju_twice) GROUP BY ${key} HAVING COUNT(*) > 1)`,
  )
  const n = Number(twice[0]?.n ?? 0)
  if (n === 0) return []
  const ids = (twice[0]?.ids as unknown[] | null)?.map(String) ?? []
  const column = source.columns[source.entity.key]!
  return [
    {
      zh: `${source.name}：主键“${column}”有 ${n} 个值重复${ids.length > 0 ? `，如 ${ids.join('、')}` : ''}`,
      en: `${source.name}: ${n} values of the key “${column}” stand on more than one row${ids.length > 0 ? `, such as ${ids.join(', ')}` : ''}`,
    },
  ]
}

/** Rows that name a row another table does not have: they stay unknown there, and are told. */
export async function orphans(
  duck: Duck,
  parts: string,
  loaded: readonly Loaded[],
): Promise<{ text: Text; artifact: string }[]> {
  const found: { text: Text; artifact: string }[] = []
  const [main, ...others] = loaded
  for (const other of others) {
    const { key } = other.source.entity
    if (!main?.columns.has(key)) continue
    const rows = await duck.rows(
      `SELECT SUM(p.n) AS n, COUNT(DISTINCT p.${name(key)}) AS keys, MIN(p.${name(key)}, ${MOST_IDS}) AS ids FROM (SELECT ${name(key)}, SUM(n) AS n FROM ${parts} WHERE ${name(key)} IS NOT NULL GROUP BY ALL) AS p LEFT JOIN ${other.table} AS o ON o.${name(key)} = p.${name(key)} WHERE o.${name(key)} IS NULL`,
    )
    const n = Number(rows[0]?.n ?? 0)
    if (n === 0) continue
    const ids = (rows[0]?.ids as unknown[] | null)?.map(String) ?? []
    found.push({
      artifact: shortName(main),
      text: {
        zh: `${main.source.name} 有 ${n} 行的 ${key} 在 ${other.source.name} 表中找不到（${rows[0]?.keys} 个，如 ${ids.join('、')}）：按不详处理`,
        en: `${n} rows of ${main.source.name} name a ${key} that ${other.source.name} does not have (${rows[0]?.keys} of them, such as ${ids.join(', ')}): taken as unknown`,
      },
    })
  }
  return found
}
