import type { Session } from '../engine/session.ts'
import type { Seen } from './register.ts'
import type { Loaded } from './shape.ts'

/**
 * Account names that look alike, found without comparing all pairs: names are brought to a bare form, and those that
 * share it, or differ by one sign, meet in blocks of equal hashes. A block larger than `MOST_IN_BLOCK` says nothing about
 * any one of its names and is only counted.
 */

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

/** Pairs of names worth a look: one of a closed account beside one that is kept, or of two owners. */
export async function similarNames(duck: Session, account: Loaded, mask: (id: string) => string): Promise<Seen[]> {
  if (!account.columns.has('name')) return []
  const of = (column: string) => (account.columns.has(column) ? `t."${column}"` : 'CAST(NULL AS VARCHAR)')
  await duck.run(`CREATE OR REPLACE TEMP TABLE guiju_names AS SELECT * FROM (SELECT t."accountId" AS id, ${of('ownerId')} AS owner, t."name" AS name, ${bare('t."name"')} AS bare,
COALESCE(${of('status')} = 'closed', FALSE) AS closed, COALESCE(${of('closureBasis')} IN ('law', 'agreement'), FALSE) AS barred
FROM ${account.table} AS t WHERE t."name" IS NOT NULL) AS q WHERE bare <> ''`)
  const worth = `((a.closed AND a.barred AND NOT b.closed) OR (b.closed AND b.barred AND NOT a.closed) OR (NOT a.closed AND NOT b.closed AND a.owner <> b.owner))`
  await duck.run(`CREATE OR REPLACE TEMP TABLE guiju_signs AS
SELECT id, CAST(-1 AS BIGINT) AS cut, hash(bare) AS h FROM guiju_names
UNION ALL SELECT id, i AS cut, hash(substr(bare, 1, i - 1) || substr(bare, i + 1)) AS h FROM (SELECT id, bare, unnest(range(1, length(bare) + 1)) AS i FROM guiju_names WHERE length(bare) >= ${SHORTEST})`)
  await duck.run(
    'CREATE OR REPLACE TEMP TABLE guiju_blocks AS SELECT h, COUNT(*) AS n FROM guiju_signs GROUP BY h HAVING COUNT(*) > 1',
  )
  await duck.run(`CREATE OR REPLACE TEMP TABLE guiju_pairs AS SELECT DISTINCT x.id AS one, y.id AS other FROM (SELECT s.* FROM guiju_signs AS s JOIN guiju_blocks AS b ON b.h = s.h WHERE b.n <= ${MOST_IN_BLOCK}) AS x
JOIN (SELECT s.* FROM guiju_signs AS s JOIN guiju_blocks AS b ON b.h = s.h WHERE b.n <= ${MOST_IN_BLOCK}) AS y ON x.h = y.h AND x.id < y.id
WHERE x.cut = -1 OR y.cut = -1 OR abs(x.cut - y.cut) <= 1`)
  const pairs =
    await duck.rows(`SELECT *, COUNT(*) OVER (PARTITION BY gone) AS n FROM (SELECT a.id AS one, b.id AS other, a.name AS name, b.name AS named, (a.closed OR b.closed) AS gone, ROW_NUMBER() OVER (PARTITION BY (a.closed OR b.closed) ORDER BY a.id, b.id) AS place
FROM guiju_pairs AS p JOIN guiju_names AS a ON a.id = p.one JOIN guiju_names AS b ON b.id = p.other WHERE ${worth}) AS q QUALIFY place <= ${MOST_SHOWN} ORDER BY gone, place`)
  const [crowded] = await duck.rows(`SELECT COUNT(*) AS n FROM guiju_blocks WHERE n > ${MOST_IN_BLOCK}`)
  for (const table of ['guiju_names', 'guiju_signs', 'guiju_blocks', 'guiju_pairs'])
    await duck.run(`DROP TABLE ${table}`)
  const key = account.source.columns.accountId ?? 'accountId'
  const many = Number(crowded?.n ?? 0)
  const more =
    many === 0
      ? { zh: '', en: '' }
      : { zh: `；另有 ${many} 组名称过于常见，未列`, en: `; ${many} groups of very common names are left out` }
  return [true, false].flatMap((gone): Seen[] => {
    const those = pairs.filter((row) => row.gone === gone)
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

/** Follower counts that jump or collapse between two counts of one account. The measure is Guiju’s own: leads only. */
export async function followerJumps(
  duck: Session,
  tables: readonly Loaded[],
  mask: (id: string) => string,
): Promise<Seen[]> {
  const [account, counts] = ['account', 'followerCount'].map((name) => tables.find((t) => t.source.name === name))
  const sources: string[] = []
  if (account?.columns.has('followers') && account.columns.has('followersBefore'))
    sources.push(
      `SELECT "accountId" AS id, "followersBefore" AS before, "followers" AS after, '' AS counted FROM ${account.table}`,
    )
  if (counts?.columns.has('accountId') && counts.columns.has('on') && counts.columns.has('followers'))
    sources.push(
      `SELECT "accountId" AS id, LAG("followers") OVER (PARTITION BY "accountId" ORDER BY "on") AS before, "followers" AS after, CAST("on" AS VARCHAR) AS counted FROM ${counts.table} WHERE "followers" IS NOT NULL`,
    )
  if (sources.length === 0) return []
  const rows = await duck.rows(
    `SELECT *, COUNT(*) OVER () AS n FROM (SELECT * FROM (${sources.join(' UNION ALL ')}) AS c WHERE before IS NOT NULL AND after IS NOT NULL AND abs(after - before) >= ${LEAST_CHANGE} AND (after >= ${TIMES} * before OR before >= ${TIMES} * after)) AS j ORDER BY abs(after - before) DESC, id, counted LIMIT ${MOST_SHOWN}`,
  )
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
        excerpt: `${row.before} → ${row.after}`,
      })),
    },
  ]
}
