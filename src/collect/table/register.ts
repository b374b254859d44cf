import { calendarExceptions } from '../../law/calendar.ts'
import type { Text } from '../../law/text.ts'
import type { Cells } from './cells.ts'
import type { Step } from './check.ts'
import type { Keep, Loaded } from './shape.ts'

/**
 * What an account register makes up from its own tables: the platform of rows that name none, names of closed accounts
 * that were registered again, and the day an answer is due by the platform’s published limit.
 */

/** Id of the platform where a register has one only. */
export const ONLY_PLATFORM = 'platform'

/** How tables are made of tables: what is written, and what an engine is told to keep. */
export interface Making {
  readonly cells: Cells
  readonly keep: Keep
  readonly drop: (table: string) => string
}

/** Tables with what they make up, and the steps that make it. */
export interface Made {
  readonly tables: readonly Loaded[]
  readonly steps: readonly Step[]
}

/** A column that the mapping gives itself is left as it is. */
export function madeUp(tables: readonly Loaded[], making: Making): Made {
  const platforms = tables.find((one) => one.source.name === 'platform')
  const steps: Step[] = []
  const found = tables.map((table) => {
    let one = table
    const take = (made: Remade) => {
      steps.push(...made.steps)
      one = made.table
    }
    const { fields } = one.source.entity as { fields: Readonly<Record<string, unknown>> }
    const added = new Map<string, string>()
    if ('platformId' in fields && !one.columns.has('platformId') && one !== platforms)
      added.set('platformId', onlyPlatform(platforms, making.cells))
    if (one.source.name === 'account' && one.columns.has('verifiedOn'))
      added.set('identityVerified', verified(one, making.cells))
    if (added.size > 0) take(remade(one, 'made', added, [], making))
    if (one.source.name === 'account' && !one.columns.has('reusesClosedName')) take(closedNames(one, making))
    if (one.source.name === 'complaint' && !one.columns.has('dueOn')) take(dueDays(one, platforms, making))
    return one
  })
  return { tables: found, steps }
}

interface Remade {
  readonly table: Loaded
  readonly steps: readonly Step[]
}

/** The table again with columns added or replaced; `t` is its row, `joins` what else they read. */
function remade(
  table: Loaded,
  why: string,
  values: ReadonlyMap<string, string>,
  joins: readonly string[],
  { cells, keep, drop }: Making,
): Remade {
  const { quote } = cells
  const own = [...table.columns].filter((c) => !values.has(c)).map((c) => `t.${quote(c)} AS ${quote(c)}`)
  const made = [...values].map(([name, value]) => `${value} AS ${quote(name)}`)
  const name = `guiju_${table.source.name}_${why}`
  const query = `SELECT ${[...own, ...made].join(', ')} FROM ${[`${table.table} AS t`, ...joins].join('\n')}`
  return {
    table: { ...table, table: name, columns: new Set([...table.columns, ...values.keys()]) },
    steps: [
      { name, sql: keep(name, query), table: table.source.name },
      { name: `drop ${table.table}`, sql: drop(table.table), table: table.source.name },
    ],
  }
}

/** The id of the one platform there is; without a table of them, or with several rows, a name that stands for it. */
function onlyPlatform(platforms: Loaded | undefined, cells: Cells): string {
  if (!platforms) return cells.byCode(cells.shown(cells.text(ONLY_PLATFORM)))
  const id = `p.${cells.quote('platformId')}`
  return `(SELECT CASE WHEN COUNT(*) = 1 THEN MIN(${id}) END FROM ${platforms.table} AS p)`
}

/** Whether identity was verified: a day says so; without a column of its own, no day says it was not. */
function verified(table: Loaded, cells: Cells): string {
  const dated = `t.${cells.quote('verifiedOn')} IS NOT NULL`
  const own = `t.${cells.quote('identityVerified')}`
  return table.columns.has('identityVerified') ? `COALESCE(${own}, CASE WHEN ${dated} THEN TRUE END)` : `(${dated})`
}

/** Whether any row of a group has it; no engine's own fold over booleans is asked for. */
const any = (condition: string) => `(MAX(CASE WHEN ${condition} THEN 1 ELSE 0 END) = 1)`

/**
 * Whether an account has the name of one that was closed by law or agreement before it was registered. Unknown where a
 * namesake’s status, reason or day, or the account’s own day, is not known, and where the register is not complete.
 */
function closedNames(table: Loaded, making: Making): Remade {
  const { cells, keep } = making
  if (!table.columns.has('name') || !table.columns.has('status')) return { table, steps: [] }
  const of = (alias: string, column: string, type: 'date' | 'text' = 'date') =>
    table.columns.has(column) ? `${alias}.${cells.quote(column)}` : cells.nothing(type)
  const basis = of('b', 'closureBasis', 'text')
  const status = of('b', 'status', 'text')
  const name = of('b', 'name', 'text')
  const closedOn = of('b', 'closedOn')
  const sure = `(${status} = 'closed' AND ${basis} IN ('law', 'agreement'))`
  const may = `(COALESCE(${status}, 'closed') = 'closed' AND COALESCE(${basis}, 'law') IN ('law', 'agreement'))`
  const whole = `(${status} IS NOT NULL AND ${basis} IS NOT NULL AND ${closedOn} IS NOT NULL)`
  const closed = `SELECT ${name} AS n, MIN(CASE WHEN ${sure} THEN ${closedOn} END) AS since,
${any(`${may} AND NOT ${whole}`)} AS unsure,
COUNT(CASE WHEN ${may} AND ${status} IS NULL THEN 1 END) AS strangers
FROM ${table.table} AS b WHERE ${name} IS NOT NULL GROUP BY ${name} HAVING ${any(may)}`
  const registered = of('t', 'registeredOn')
  const rest = table.source.complete ? 'FALSE' : cells.nothing('boolean')
  const value = `CASE WHEN ${of('t', 'name')} IS NULL THEN NULL WHEN c.n IS NULL THEN ${rest}
WHEN c.since <= ${registered} THEN TRUE
WHEN c.since IS NOT NULL AND ${registered} IS NULL THEN NULL
WHEN c.unsure AND NOT (${of('t', 'status')} IS NULL AND c.strangers = 1 AND c.since IS NULL) THEN NULL ELSE ${rest} END`
  const names = remade(
    table,
    'names',
    new Map([['reusesClosedName', value]]),
    [`LEFT JOIN guiju_closed AS c ON c.n = ${of('t', 'name')}`],
    making,
  )
  const first = { name: 'guiju_closed', sql: keep('guiju_closed', closed), table: table.source.name }
  return { table: names.table, steps: [first, ...names.steps] }
}

/** Days outside these are taken for typing errors: no answer is due from them. */
const FROM = '1900-01-01'
const UNTIL = '2199-12-31'
/** Longest limit reckoned with, in days or working days. */
const MOST_DAYS = 10_000

/** The day an answer is due: the platform’s limit after the day received, which does not count. */
function dueDays(table: Loaded, platforms: Loaded | undefined, making: Making): Remade {
  const { cells, keep } = making
  if (!platforms || !table.columns.has('receivedOn') || !table.columns.has('kind')) return { table, steps: [] }
  const limit = (column: string, type: 'decimal' | 'text') =>
    platforms.columns.has(column) ? `p.${cells.quote(column)}` : cells.nothing(type)
  const t = (column: string) => `t.${cells.quote(column)}`
  const asked = `CASE WHEN ${t('kind')} = 'appeal' THEN ${limit('appealDays', 'decimal')} WHEN ${t('kind')} IS NOT NULL THEN ${limit('complaintDays', 'decimal')} END`
  const within = `${t('receivedOn')} >= ${cells.date(FROM)} AND ${t('receivedOn')} <= ${cells.date(UNTIL)}`
  const key = cells.quote(table.source.entity.key)
  const terms = `SELECT ${t(table.source.entity.key)} AS id, ${t('receivedOn')} AS day, r.o AS o, CASE WHEN ${within} AND ${asked} >= 0 AND ${asked} <= ${MOST_DAYS} THEN ${cells.whole(asked)} END AS days, COALESCE(${limit('limitUnit', 'text')} = 'workday', FALSE) AS working
FROM ${table.table} AS t JOIN ${platforms.table} AS p ON p.${cells.quote('platformId')} = ${t('platformId')}
LEFT JOIN guiju_days AS r ON r.day = ${t('receivedOn')}`
  const due = `SELECT q.id AS id, MIN(CASE WHEN q.days = 0 THEN q.day WHEN q.working THEN w.day ELSE ${cells.addDays('q.day', 'q.days')} END) AS due
FROM (SELECT id, day, days, working, ${cells.whole('o + days')} AS target FROM (${terms}) AS x) AS q
LEFT JOIN (SELECT o, MIN(day) AS day FROM guiju_days WHERE works = 1 GROUP BY o) AS w ON w.o = q.target
GROUP BY q.id`
  const dated = remade(
    table,
    'due',
    new Map([['dueOn', 'd.due']]),
    [`LEFT JOIN guiju_due AS d ON d.id = t.${key}`],
    making,
  )
  const told = (name: string, query: string): Step => ({ name, sql: keep(name, query), table: table.source.name })
  return {
    table: dated.table,
    steps: [told('guiju_days', daysQuery(cells)), told('guiju_due', due), ...dated.steps],
  }
}

/** Last day reckoned, from the first on: long enough for the longest limit after the last day received. */
const DAYS = 125_000

/**
 * Every day from 1900 on: whether it is worked, and how many days up to it are. Days follow the week – the first is a
 * Monday – unless a notice says otherwise.
 */
function daysQuery(cells: Cells): string {
  const digits = Array.from({ length: 10 }, (_, d) => `SELECT ${d} AS d`).join(' UNION ALL ')
  const places = ['a', 'b', 'c', 'e', 'f', 'g']
  const number = places.map((at, i) => `${at}.d * ${10 ** i}`).join(' + ')
  const from = places.map((at) => `(${at === 'g' ? 'SELECT 0 AS d UNION ALL SELECT 1 AS d' : digits}) AS ${at}`)
  const numbers = `SELECT ${number} AS i FROM ${from.join(' CROSS JOIN ')}`
  const days = `SELECT i, ${cells.addDays(cells.date(FROM), 'i')} AS day FROM (${numbers}) AS n WHERE i < ${DAYS}`
  const named = calendarExceptions()
    .map(({ day, work }) => `SELECT ${cells.date(day)} AS day, ${work ? 1 : 0} AS works`)
    .join(' UNION ALL ')
  const works = `SELECT k.i AS i, k.day AS day, COALESCE(x.works, CASE WHEN k.i % 7 < 5 THEN 1 ELSE 0 END) AS works FROM (${days}) AS k LEFT JOIN (${named}) AS x ON x.day = k.day`
  return `SELECT day, works, ${cells.whole('SUM(works) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)')} AS o FROM (${works}) AS y`
}

/** What was seen in a register that is no proof: how often, and the first of it. */
export interface Seen {
  readonly of: 'closed-names' | 'owners-names' | 'followers'
  readonly what: Text
  readonly places: readonly { readonly locator: string; readonly excerpt: string }[]
}
