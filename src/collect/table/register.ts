import type { Text } from '../../law/text.ts'
import type { Session } from '../engine/session.ts'
import type { Loaded } from './shape.ts'

/**
 * What an account register makes up from its own tables: the platform of rows that name none, names of closed accounts
 * that were registered again, and the day an answer is due by the platform’s published limit.
 */

/** Id of the platform where a register has one only. */
export const ONLY_PLATFORM = 'platform'

const name = (column: string) => `"${column.replaceAll('"', '""')}"`
const missing = (type: string) => `CAST(NULL AS ${type})`
/** A column under an alias, or nothing known where the table has none. */
const read = (table: Loaded, alias: string, column: string, type: string) =>
  table.columns.has(column) ? `${alias}.${name(column)}` : missing(type)

/** The day a number of days or working days after another; undefined where no calendar tells. */
export type Later = (day: string, n: number, unit: 'day' | 'workday') => string | undefined

/** The tables with what they make up. A column that the mapping gives itself is left as it is. */
export async function madeUp(duck: Session, tables: readonly Loaded[], later: Later): Promise<Loaded[]> {
  const platforms = tables.find((one) => one.source.name === 'platform')
  const found: Loaded[] = []
  for (const table of tables) {
    let one = table
    const { fields } = one.source.entity as { fields: Readonly<Record<string, unknown>> }
    if ('platformId' in fields && !one.columns.has('platformId') && one !== platforms)
      one = await added(duck, one, 'platformId', await onlyPlatform(duck, platforms))
    if (one.source.name === 'account' && one.columns.has('verifiedOn')) one = await verified(duck, one)
    if (one.source.name === 'account' && !one.columns.has('reusesClosedName')) one = await closedNames(duck, one)
    if (one.source.name === 'complaint' && !one.columns.has('dueOn')) one = await dueDays(duck, one, platforms, later)
    found.push(one)
  }
  return found
}

/** The id of the one platform there is; without a table of them, or with several rows, a name that stands for it. */
async function onlyPlatform(duck: Session, platforms: Loaded | undefined): Promise<string> {
  if (!platforms) return `'${ONLY_PLATFORM}'`
  const rows = await duck.rows(`SELECT "platformId" AS id FROM ${platforms.table} LIMIT 2`)
  return rows.length === 1 ? `'${String(rows[0]!.id).replaceAll("'", "''")}'` : missing('VARCHAR')
}

/** Whether identity was verified: a day says so; without a column of its own, no day says it was not. */
function verified(duck: Session, table: Loaded): Promise<Loaded> {
  const dated = 't."verifiedOn" IS NOT NULL'
  return table.columns.has('identityVerified')
    ? replaced(duck, table, 'identityVerified', `COALESCE(t."identityVerified", CASE WHEN ${dated} THEN TRUE END)`)
    : added(duck, table, 'identityVerified', dated)
}

async function replaced(duck: Session, table: Loaded, column: string, value: string): Promise<Loaded> {
  const made = `${table.table}_${column}`
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${made} AS SELECT t.* REPLACE (${value} AS ${name(column)}) FROM ${table.table} AS t`,
  )
  await duck.run(`DROP TABLE ${table.table}`)
  return { ...table, table: made }
}

async function added(duck: Session, table: Loaded, column: string, value: string): Promise<Loaded> {
  const made = `${table.table}_${column}`
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${made} AS SELECT t.*, ${value} AS ${name(column)} FROM ${table.table} AS t`,
  )
  await duck.run(`DROP TABLE ${table.table}`)
  return { ...table, table: made, columns: new Set([...table.columns, column]) }
}

/**
 * Whether an account has the name of one that was closed by law or agreement before it was registered. Unknown where a
 * namesake’s status, reason or day, or the account’s own day, is not known, and where the register is not complete.
 */
async function closedNames(duck: Session, table: Loaded): Promise<Loaded> {
  if (!table.columns.has('name') || !table.columns.has('status')) return table
  const of = (column: string, type = 'DATE') => read(table, 'b', column, type)
  const basis = of('closureBasis', 'VARCHAR')
  const named = `b."name" IS NOT NULL`
  const sure = `(b."status" = 'closed' AND ${basis} IN ('law', 'agreement'))`
  const may = `(COALESCE(b."status", 'closed') = 'closed' AND COALESCE(${basis}, 'law') IN ('law', 'agreement'))`
  const whole = `(b."status" IS NOT NULL AND ${basis} IS NOT NULL AND ${of('closedOn')} IS NOT NULL)`
  await duck.run(`CREATE OR REPLACE TEMP TABLE guiju_closed AS SELECT b."name" AS n,
MIN(CASE WHEN ${sure} THEN ${of('closedOn')} END) AS since,
BOOL_OR(${may} AND NOT ${whole}) AS unsure,
COUNT(CASE WHEN ${may} AND b."status" IS NULL THEN 1 END) AS strangers
FROM ${table.table} AS b WHERE ${named} GROUP BY 1 HAVING BOOL_OR(${may})`)
  const registered = read(table, 't', 'registeredOn', 'DATE')
  const rest = table.source.complete ? 'FALSE' : missing('BOOLEAN')
  const value = `CASE WHEN t."name" IS NULL THEN NULL WHEN c.n IS NULL THEN ${rest}
WHEN c.since <= ${registered} THEN TRUE
WHEN c.since IS NOT NULL AND ${registered} IS NULL THEN NULL
WHEN c.unsure AND NOT (t."status" IS NULL AND c.strangers = 1 AND c.since IS NULL) THEN NULL ELSE ${rest} END`
  const made = `${table.table}_names`
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${made} AS SELECT t.*, ${value} AS "reusesClosedName" FROM ${table.table} AS t LEFT JOIN guiju_closed AS c ON c.n = t."name"`,
  )
  await duck.run(`DROP TABLE ${table.table}`)
  await duck.run('DROP TABLE guiju_closed')
  return { ...table, table: made, columns: new Set([...table.columns, 'reusesClosedName']) }
}

/** The day an answer is due: the platform’s limit after the day received, which does not count. */
async function dueDays(duck: Session, table: Loaded, platforms: Loaded | undefined, later: Later): Promise<Loaded> {
  if (!platforms || !table.columns.has('receivedOn') || !table.columns.has('kind')) return table
  const limit = (column: string, type: string) => read(platforms, 'p', column, type)
  const limits = await duck.rows(
    `SELECT p."platformId" AS id, ${limit('complaintDays', 'DECIMAL(18,0)')} AS complaints, ${limit('appealDays', 'DECIMAL(18,0)')} AS appeals, ${limit('limitUnit', 'VARCHAR')} AS unit FROM ${platforms.table} AS p`,
  )
  const days = await duck.rows(`SELECT DISTINCT "receivedOn" AS day FROM ${table.table} WHERE "receivedOn" IS NOT NULL`)
  await duck.run('CREATE OR REPLACE TEMP TABLE guiju_due (platform VARCHAR, appeal BOOLEAN, day DATE, due DATE)')
  const values: string[] = []
  for (const row of limits)
    for (const appeal of [true, false]) {
      const written = appeal ? row.appeals : row.complaints
      if (written === null || written === undefined) continue
      for (const { day } of days) {
        const due = later(String(day).slice(0, 10), Number(written), row.unit === 'workday' ? 'workday' : 'day')
        if (due === undefined) continue
        const id = String(row.id).replaceAll("'", "''")
        values.push(`('${id}', ${appeal}, DATE '${String(day).slice(0, 10)}', DATE '${due}')`)
      }
    }
  for (let i = 0; i < values.length; i += 1000)
    await duck.run(`INSERT INTO guiju_due VALUES ${values.slice(i, i + 1000).join(', ')}`)
  const made = `${table.table}_due`
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${made} AS SELECT t.*, d.due AS "dueOn" FROM ${table.table} AS t LEFT JOIN guiju_due AS d ON d.platform = t."platformId" AND d.appeal = (t."kind" = 'appeal') AND d.day = t."receivedOn"`,
  )
  await duck.run(`DROP TABLE ${table.table}`)
  await duck.run('DROP TABLE guiju_due')
  return { ...table, table: made, columns: new Set([...table.columns, 'dueOn']) }
}

/** What was seen in a register that is no proof: how often, and the first of it. */
export interface Seen {
  readonly of: 'closed-names' | 'owners-names' | 'followers'
  readonly what: Text
  readonly places: readonly { readonly locator: string; readonly excerpt: string }[]
}
