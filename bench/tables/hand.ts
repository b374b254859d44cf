/**
 * The answers of the lending rules by hand, as a careful analyst would write them for one book: one scan groups the
 * loans by bank, partner and the few facts the rules ask, small sums over those groups give outcomes, reasons, first
 * ids, limits and what is not known, and one row for each reason is fetched to show why. Nothing is general: the days,
 * the shares, the digits of a region and what a missing cell means are written out.
 */
const DAY = '2023-09-30'
/** Four digits of a code as a number, NULL where the text is no code. */
const region = (code: string) =>
  `CASE WHEN regexp_full_match(${code}, '^([0-9]{2}|[0-9]{4}|[0-9]{6,12})$') THEN TRY_CAST(LEFT(${code} || '0000', 4) AS INTEGER) END`
const home = `CASE WHEN l.place = b.place THEN TRUE WHEN l.place // 100 <> b.place // 100 THEN CASE WHEN l.place // 100 > 0 AND b.place // 100 > 0 THEN FALSE END
WHEN l.place % 100 > 0 AND b.place % 100 > 0 THEN FALSE END`

const groups = (figures: boolean) => `SELECT l."bankId", l."partnerId", l.internet, l."partnerAmount" > 0 AS funded,
l."partnerAmount" = 0 AS nothing, l."partnerRole" = 'funding' AS funder, l."issuedOn" >= DATE '2022-01-01' AS fresh,
l."issuedOn" > DATE '${DAY}' AS later, l."partnerAmount" >= CAST('0.30' AS DECIMAL(3,2)) * CAST(l.amount AS DECIMAL(38,2)) AS enough,
${home} AS home, l.balance IS NULL AS endless, COUNT(*) AS n, MIN(l."loanId") AS least, SUM(l.balance) AS balance${
  figures
    ? `,
SUM(l.amount) AS amount, COUNT(l.amount) AS amounts, SUM(l."partnerAmount") AS partner, MIN(l."issuedOn") AS first`
    : ''
}
FROM (SELECT *, ${region('"borrowerRegion"')} AS place FROM loans) AS l
LEFT JOIN (SELECT "bankId", ${region('region')} AS place FROM banks) AS b ON b."bankId" = l."bankId" GROUP BY ALL`

/** A partner amount that is not given is none only without a partner. */
const given = (test: string) => `CASE WHEN g."partnerId" IS NULL AND g.funded IS NULL THEN FALSE ELSE g.${test} END`
const outcome = (applies: string, requires: string) =>
  `CASE WHEN NOT ${applies} THEN 'inapplicable' WHEN ${requires} THEN 'passed' WHEN ${applies} AND NOT ${requires} THEN 'failed' ELSE 'cantTell' END`
const sign = (test: string) => `CASE WHEN ${test} THEN '+' WHEN NOT ${test} THEN '-' ELSE '?' END`
const signs = (tests: readonly string[]) => tests.map(sign).join(' || ')

const funds = `(funded OR ("partnerId" IS NOT NULL AND nothing AND funder))`
const joint = `(internet AND ${funds})`
const reached = `(internet AND fresh AND kind = 'local' AND NOT exempt)`
const byReference = `kind IN ('foreign-branch', 'trust', 'consumer-finance', 'auto-finance')`

const told = (rule: string) => `SELECT ${rule} AS outcome, r${rule} AS reason, SUM(n) AS n FROM hand GROUP BY ALL`
const first = (rule: string) =>
  `SELECT outcome, least FROM (SELECT ${rule} AS outcome, least, ROW_NUMBER() OVER (PARTITION BY ${rule} ORDER BY least) AS place FROM hand) AS q WHERE place <= 10`

export const hand = (figures: boolean) =>
  ({
    statement: `CREATE OR REPLACE TEMP TABLE hand AS SELECT *, ${outcome(`(${joint} AND fresh)`, 'enough')} AS o2, ${outcome(reached, 'home')} AS o5, ${joint} AS joint,
${signs(['internet', 'funded', '("partnerId" IS NOT NULL)', 'nothing', 'funder', 'fresh'])} || '|' || ${sign('enough')} AS ro2,
${signs(['internet', 'fresh', "(kind = 'local')", 'exempt'])} || '|' || ${sign('home')} AS ro5
FROM (SELECT g.* REPLACE (${given('funded')} AS funded, ${given('nothing')} AS nothing, ${given('enough')} AS enough), g.funded IS NULL AS unfunded, b.kind, b."onlineOnlyExempt" AS exempt
FROM (${groups(figures)}) AS g LEFT JOIN banks AS b ON b."bankId" = g."bankId") AS q`,
    told: { '2': told('o2'), '5': told('o5') },
    first: { '2': first('o2'), '5': first('o5') },
    limits: {
      '3': limited(
        ['h."bankId"', 'COALESCE(p."groupId", h."partnerId")'],
        'h."partnerId" IS NOT NULL',
        '"netTier1Capital"',
        '0.25',
      ),
      '4': limited(['h."bankId"'], 'TRUE', '"totalLoans"', '0.50'),
    },
    others: [
      `SELECT SUM(n) FILTER (WHERE later) AS later, SUM(n) FILTER (WHERE internet AND NOT fresh) AS earlier, SUM(n) FILTER (WHERE ${byReference}) AS by_reference,
SUM(n) FILTER (WHERE joint IS NULL AND internet IS NULL) AS internet, SUM(n) FILTER (WHERE joint IS NULL AND unfunded) AS partner_amount,
SUM(n) FILTER (WHERE joint IS NULL AND funder IS NULL) AS role, SUM(n) FILTER (WHERE joint IS NOT FALSE AND endless) AS balance FROM hand`,
      `SELECT l.*, b.* FROM loans AS l LEFT JOIN banks AS b ON b."bankId" = l."bankId" WHERE l."loanId" IN (SELECT MIN(least) FROM hand GROUP BY o2, ro2, o5, ro5)`,
      ...(figures ? [...pictured, regions] : []),
    ],
  }) as const

function limited(by: readonly string[], where: string, base: string, limit: string): string {
  const most = `CAST('${limit}' AS DECIMAL(3,2)) * CAST(b.${base} AS DECIMAL(38,2))`
  const grouped = by.map((one, i) => `${one} AS k${i}`)
  return `SELECT CONCAT_WS('/', ${by.map((_, i) => `k${i}`).join(', ')}) AS name, lo, CASE WHEN NOT endless THEN hi END AS hi, base, CASE WHEN sure AND lo > most THEN 'failed' WHEN (sure OR may) AND hi <= most AND NOT endless THEN 'passed'
WHEN sure OR may THEN 'cantTell' ELSE 'inapplicable' END AS outcome FROM
(SELECT g.*, b.${base} AS base, ${most} AS most FROM (SELECT ${grouped.join(', ')}, BOOL_OR(COALESCE(h.joint, FALSE)) AS sure, BOOL_OR(h.joint IS NULL) AS may,
COALESCE(SUM(h.balance) FILTER (WHERE h.joint), 0) AS lo, COALESCE(SUM(h.balance) FILTER (WHERE h.joint IS NOT FALSE), 0) AS hi, BOOL_OR(h.joint IS NOT FALSE AND h.endless) AS endless
FROM hand AS h LEFT JOIN partners AS p ON p."partnerId" = h."partnerId" WHERE ${where} GROUP BY ALL) AS g
JOIN banks AS b ON b."bankId" = g.k0) AS r`
}

/** What reports draw: joint lending by bank and partner, and by bank. */
const pictured = [['h."bankId"', 'COALESCE(p."groupId", h."partnerId")'], ['h."bankId"']].map(
  (by) =>
    `SELECT ${by.map((one, i) => `${one} AS k${i}`).join(', ')}, joint, fresh, o2, SUM(n) AS n, MIN(least) AS least, SUM(amount) AS amount, SUM(amounts) AS amounts, SUM(partner) AS partner,
SUM(n) FILTER (WHERE NOT unfunded) AS partners, SUM(balance) AS balance, SUM(n) FILTER (WHERE NOT endless) AS balances, MIN(first) AS first FROM hand AS h LEFT JOIN partners AS p ON p."partnerId" = h."partnerId" GROUP BY ALL`,
)

/** Loans by bank and region: of another grain than the groups, so counted by itself. */
const regions = `SELECT g.*, ${outcome(reached, 'home')} AS o5 FROM (SELECT l."bankId", LEFT(l."borrowerRegion", 4) AS region, ANY_VALUE(b.home) AS own, l.internet, l."issuedOn" >= DATE '2022-01-01' AS fresh, ${home} AS home,
ANY_VALUE(b.kind) AS kind, ANY_VALUE(b.exempt) AS exempt, COUNT(*) AS n, MIN(l."loanId") AS least, SUM(l.balance) AS balance
FROM (SELECT *, ${region('"borrowerRegion"')} AS place FROM loans) AS l
LEFT JOIN (SELECT "bankId", kind, region AS home, "onlineOnlyExempt" AS exempt, ${region('region')} AS place FROM banks) AS b ON b."bankId" = l."bankId" GROUP BY ALL) AS g`
