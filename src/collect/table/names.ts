import type { Answered, Step } from './check.ts'
import type { Making, Seen } from './register.ts'
import type { Loaded } from './shape.ts'

/**
 * Account names that look alike, found without comparing all pairs: names are brought to a bare form, and those that
 * share it, or differ by one sign, meet in blocks of equal hashes. A block larger than `MOST_IN_BLOCK` says nothing about
 * any one of its names and is only counted.
 */

type Mask = (id: string) => string

const MOST_IN_BLOCK = 40
const MOST_SHOWN = 10
/** Shorter names differ by one sign from many that have nothing to do with them. */
const SHORTEST = 5

const FULL_WIDTH = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('')
const HALF_WIDTH = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('')
/** Signs of other scripts that read as Latin letters, and digits that do. */
const ALIKE = 'аеорсухіѕԁһӏοανρτικ01'
const AS_LATIN = 'aeopcyxisdhlovvptikol'
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** The bare form of a name: one width and case, no signs, no words that only claim standing. */
function bare(column: string): string {
  const plain = `lower(translate(nfc_normalize(${column}), ${quoted(FULL_WIDTH)}, ${quoted(HALF_WIDTH)}))`
  const letters = `regexp_replace(translate(${plain}, ${quoted(ALIKE)}, ${quoted(AS_LATIN)}), '[^\\p{L}\\p{N}]+', '', 'g')`
  return `regexp_replace(${letters}, '(.{2,}?)(官方账号|官方号|官方|公众号|服务号|订阅号|旗舰店|official)+$', '\\1')`
}

/**
 * Looks for pairs of names worth a look: one of a closed account beside one that is kept, or of two owners. Only DuckDB
 * has what brings a name to its bare form the same way everywhere; other engines are not asked.
 */
export function nameSteps(account: Loaded, { cells, keep, drop }: Making): Step[] {
  if (!account.columns.has('name') || cells.engine !== 'duckdb') return []
  const of = (column: string) => (account.columns.has(column) ? `t."${column}"` : 'CAST(NULL AS VARCHAR)')
  const names = `SELECT * FROM (SELECT t."accountId" AS id, ${of('ownerId')} AS owner, t."name" AS name, ${bare('t."name"')} AS bare,
COALESCE(${of('status')} = 'closed', FALSE) AS closed, COALESCE(${of('closureBasis')} IN ('law', 'agreement'), FALSE) AS barred
FROM ${account.table} AS t WHERE t."name" IS NOT NULL) AS q WHERE bare <> ''`
  const worth = `((a.closed AND a.barred AND NOT b.closed) OR (b.closed AND b.barred AND NOT a.closed) OR (NOT a.closed AND NOT b.closed AND a.owner <> b.owner))`
  const signs = `SELECT id, CAST(-1 AS BIGINT) AS cut, hash(bare) AS h FROM guiju_names
UNION ALL SELECT id, i AS cut, hash(substr(bare, 1, i - 1) || substr(bare, i + 1)) AS h FROM (SELECT id, bare, unnest(range(1, length(bare) + 1)) AS i FROM guiju_names WHERE length(bare) >= ${SHORTEST})`
  const within = `(SELECT s.* FROM guiju_signs AS s JOIN guiju_blocks AS b ON b.h = s.h WHERE b.n <= ${MOST_IN_BLOCK})`
  const pairs = `SELECT DISTINCT x.id AS one, y.id AS other FROM ${within} AS x JOIN ${within} AS y ON x.h = y.h AND x.id < y.id
WHERE x.cut = -1 OR y.cut = -1 OR abs(x.cut - y.cut) <= 1`
  const shown = `SELECT *, COUNT(*) OVER (PARTITION BY gone) AS n FROM (SELECT a.id AS one, b.id AS other, a.name AS name, b.name AS named, (a.closed OR b.closed) AS gone, ROW_NUMBER() OVER (PARTITION BY (a.closed OR b.closed) ORDER BY a.id, b.id) AS place
FROM guiju_pairs AS p JOIN guiju_names AS a ON a.id = p.one JOIN guiju_names AS b ON b.id = p.other WHERE ${worth}) AS q QUALIFY place <= ${MOST_SHOWN}`
  const told = (name: string, query: string): Step => ({ name, sql: keep(name, query), table: 'account' })
  return [
    told('guiju_names', names),
    told('guiju_signs', signs),
    told('guiju_blocks', 'SELECT h, COUNT(*) AS n FROM guiju_signs GROUP BY h HAVING COUNT(*) > 1'),
    told('guiju_pairs', pairs),
    {
      name: 'similar_names',
      table: 'account',
      columns: ['gone', 'place', 'one', 'other', 'name', 'named', 'n'],
      sql: shown,
    },
    {
      name: 'crowded_names',
      table: 'account',
      columns: ['n'],
      sql: `SELECT COUNT(*) AS n FROM guiju_blocks WHERE n > ${MOST_IN_BLOCK}`,
    },
    ...['guiju_names', 'guiju_signs', 'guiju_blocks', 'guiju_pairs'].map((name) => ({
      name: `drop ${name}`,
      table: 'account',
      sql: drop(name),
    })),
  ]
}

/** What the pairs come to. */
export function namesSeen(account: Loaded, answers: Readonly<Record<string, Answered>>, mask: Mask): Seen[] {
  const pairs = answers.similar_names ?? []
  const [crowded] = answers.crowded_names ?? []
  const key = account.source.columns.accountId ?? 'accountId'
  const many = Number(crowded?.n ?? 0)
  const more =
    many === 0
      ? { zh: '', en: '' }
      : { zh: `；另有 ${many} 组名称过于常见，未列`, en: `; ${many} groups of very common names are left out` }
  return [true, false].flatMap((gone): Seen[] => {
    const those = pairs.filter((row) => String(row.gone) === String(gone))
    const n = Number(those[0]?.n ?? 0)
    if (n === 0) return []
    const what = gone
      ? {
          zh: `与已依法依约关闭的账号名称相同或相近：${n} 对${more.zh}`,
          en: `Names equal or close to those of accounts closed by law or agreement: ${n} pairs${more.en}`,
        }
      : {
          zh: `不同主体的账号名称相同或相近，可能仿冒：${n} 对${more.zh}`,
          en: `Names of different owners equal or close to each other, possibly imitated: ${n} pairs${more.en}`,
        }
    return [
      {
        of: gone ? 'closed-names' : 'owners-names',
        what,
        places: those.map((row) => ({
          locator: `${key}=${mask(String(row.one))} / ${mask(String(row.other))}`,
          excerpt: `${mask(String(row.name))} / ${mask(String(row.named))}`,
        })),
      },
    ]
  })
}

/** Guiju’s own measure of an unusual change: at least so many followers, and at least so many times as many. */
const LEAST_CHANGE = 1000
const TIMES = 3

/** Looks for follower counts that jump or collapse between two counts of one account. */
export function followerSteps(tables: readonly Loaded[], { cells }: Making): Step[] {
  const { quote } = cells
  const [account, counts] = ['account', 'followerCount'].map((name) => tables.find((t) => t.source.name === name))
  const sources: string[] = []
  const id = `t.${quote('accountId')}`
  if (account?.columns.has('followers') && account.columns.has('followersBefore'))
    sources.push(
      `SELECT ${id} AS id, t.${quote('followersBefore')} AS earlier, t.${quote('followers')} AS later, '' AS counted FROM ${account.table} AS t`,
    )
  if (counts?.columns.has('accountId') && counts.columns.has('on') && counts.columns.has('followers')) {
    const last = `MIN(t.${quote('followers')}) OVER (PARTITION BY ${id} ORDER BY t.${quote('on')} ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING)`
    sources.push(
      `SELECT ${id} AS id, ${last} AS earlier, t.${quote('followers')} AS later, ${cells.shown(`t.${quote('on')}`)} AS counted FROM ${counts.table} AS t WHERE t.${quote('followers')} IS NOT NULL`,
    )
  }
  if (sources.length === 0) return []
  const jumps = `SELECT id, earlier, later, counted FROM (${sources.join(' UNION ALL ')}) AS c WHERE earlier IS NOT NULL AND later IS NOT NULL AND ABS(later - earlier) >= ${LEAST_CHANGE} AND (later >= ${TIMES} * earlier OR earlier >= ${TIMES} * later)`
  const ranked = `SELECT j.id AS id, j.earlier AS earlier, j.later AS later, j.counted AS counted, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY ABS(j.later - j.earlier) DESC, j.id, j.counted) AS place FROM (${jumps}) AS j`
  return [
    {
      name: 'follower_jumps',
      table: (counts ?? account)!.source.name,
      columns: ['place', 'id', 'earlier', 'later', 'counted', 'n'],
      sql: `SELECT * FROM (${ranked}) AS q WHERE place <= ${MOST_SHOWN}`,
    },
  ]
}

/** What the jumps come to. The measure is Guiju’s own: leads only. */
export function followersSeen(answers: Readonly<Record<string, Answered>>, mask: Mask): Seen[] {
  const rows = answers.follower_jumps ?? []
  if (rows.length === 0) return []
  const n = Number(rows[0]!.n)
  return [
    {
      of: 'followers',
      what: {
        zh: `关注数异常变动 ${n} 次（变动不少于${LEAST_CHANGE}且达${TIMES}倍，尺度由规矩自定，正常活动也会如此）`,
        en: `Unusual changes in followers: ${n} (at least ${LEAST_CHANGE} and ${TIMES} times as many or as few; the measure is Guiju’s own, ordinary events do so too)`,
      },
      places: rows.map((row) => ({
        locator: `accountId=${mask(String(row.id))}${row.counted === '' ? '' : ` ${row.counted}`}`,
        excerpt: `${whole(row.earlier)} → ${whole(row.later)}`,
      })),
    },
  ]
}

/** Engines write whole decimals with or without a point. */
const whole = (value: unknown) => String(value).replace(/\.0*$/, '')
