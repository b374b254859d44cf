/**
 * The same counts by hand: one scan that groups by bank and partner, then small sums. Three values are kept apart by
 * their own conditions, which is what a careful analyst has to write for each rule.
 */
const share = 'l."partnerAmount" > 0'
/** TRUE, FALSE, or NULL where it cannot be told; a partner amount that is not given is none only without a partner. */
const joint = `(l.internet AND (${share} OR (l."partnerId" IS NOT NULL AND l."partnerAmount" = 0 AND l."partnerRole" = 'funding')))`
const known = `CASE WHEN l."partnerId" IS NULL AND l."partnerAmount" IS NULL THEN FALSE ELSE ${joint} END`
const fresh = `l."issuedOn" >= DATE '2022-01-01'`
const enough = `l."partnerAmount" >= CAST('0.30' AS DECIMAL(3,2)) * CAST(l.amount AS DECIMAL(38,2))`
const home = `CASE WHEN SUBSTR(l."borrowerRegion" || '000000', 1, 4) = '3301' THEN TRUE
WHEN SUBSTR(l."borrowerRegion", 1, 2) <> '33' THEN FALSE
WHEN SUBSTR(l."borrowerRegion" || '000000', 3, 2) = '00' THEN NULL ELSE FALSE END`
const reached = `(l.internet AND ${fresh} AND b.kind = 'local' AND NOT b."onlineOnlyExempt")`

const outcome = (applies: string, requires: string) =>
  `CASE WHEN NOT ${applies} THEN 3 WHEN ${requires} THEN 1 WHEN ${applies} AND NOT ${requires} THEN 0 ELSE 2 END`

export const HAND = {
  statements: [
    `CREATE OR REPLACE TEMP TABLE hand AS
SELECT q."bankId", q."partnerId", q.o2, q.o5, q.j, COUNT(*) AS n, MIN(q."loanId") AS least,
SUM(CASE WHEN q.j THEN q.balance END) AS lo,
SUM(CASE WHEN q.j OR q.j IS NULL THEN q.balance END) AS hi,
BOOL_OR((q.j OR q.j IS NULL) AND q.balance IS NULL) AS endless
FROM (SELECT l."bankId", l."partnerId", l."loanId", l.balance, ${known} AS j,
${outcome(`(${known} AND ${fresh})`, `(${enough})`)} AS o2, ${outcome(reached, `(${home})`)} AS o5
FROM loans AS l LEFT JOIN banks AS b ON b."bankId" = l."bankId") AS q GROUP BY ALL`,
  ],
  counts: {
    '2': counted('o2'),
    '5': counted('o5'),
    '3': limited(
      ['h."bankId"', 'COALESCE(p."groupId", h."partnerId")'],
      'h."partnerId" IS NOT NULL',
      '"netTier1Capital"',
      '0.25',
    ),
    '4': limited(['h."bankId"'], 'TRUE', '"totalLoans"', '0.50'),
  },
} as const

function counted(column: string): string {
  const n = (of: number) => `COALESCE(SUM(n) FILTER (WHERE ${column} = ${of}), 0)`
  return `SELECT ${n(0)} AS failed, ${n(1)} AS passed, ${n(2)} AS unsure, ${n(3)} AS outside FROM hand`
}

function limited(by: readonly string[], where: string, base: string, limit: string): string {
  const most = `CAST('${limit}' AS DECIMAL(3,2)) * CAST(b.${base} AS DECIMAL(38,2))`
  const grouped = by.map((one, i) => `${one} AS k${i}`)
  return `SELECT COUNT(*) FILTER (WHERE sure AND lo > most) AS failed, COUNT(*) FILTER (WHERE (sure OR may) AND hi <= most AND NOT endless) AS passed,
COUNT(*) FILTER (WHERE (sure OR may) AND NOT (sure AND lo > most) AND NOT (hi <= most AND NOT endless)) AS unsure,
COUNT(*) FILTER (WHERE NOT sure AND NOT may) AS outside FROM
(SELECT g.*, ${most} AS most FROM (SELECT ${grouped.join(', ')}, BOOL_OR(COALESCE(h.j, FALSE)) AS sure, BOOL_OR(h.j IS NULL) AS may,
COALESCE(SUM(h.lo), 0) AS lo, COALESCE(SUM(h.hi), 0) AS hi, BOOL_OR(h.endless) AS endless
FROM hand AS h LEFT JOIN partners AS p ON p."partnerId" = h."partnerId" WHERE ${where} GROUP BY ALL) AS g
JOIN banks AS b ON b."bankId" = g.k0) AS r`
}
