import { ceilDivide, formatDecimal, type Minor, parseDecimal, settle } from '../../facts/decimal.ts'
import { loan, loanEntity } from '../../facts/lending.ts'
import type { Row } from '../../facts/row.ts'
import type { LendingPlan, PlanItem, PlanRunOff, PlanStep } from '../../judge/book.ts'
import { determine } from '../../judge/engine.ts'
import type { Environment } from '../../judge/environment.ts'
import type { Measured, SubjectResult } from '../../judge/result.ts'
import type { Rule } from '../../judge/rule.ts'
import { Frame } from '../../judge/sql/frame.ts'
import type { Plan } from '../../judge/sql/plan.ts'
import { entityTable } from '../../judge/sql/tables.ts'
import { evaluate } from '../../judge/walk.ts'
import share, { leastShareOfLoan } from './2-partner-share.ts'
import single from './3-single-partner.ts'
import total from './4-all-partners.ts'
import region from './5-region.ts'
import { jointInternetLoan } from './joint.ts'
import { transition } from './transition.ts'

/**
 * How a book that is over its limits comes back within them. The only levers: no new business or less of it, loans
 * running off on the days they mature, and a higher share of the partner in new loans. Nothing is called in early, and
 * no signed loan is written anew.
 */

/** Balances by bank, partner group and day of maturity. */
export interface Maturing {
  readonly bank: string
  readonly partner: string
  /** Where the bank is registered. */
  readonly home?: string
  readonly day?: string
  readonly joint: boolean
  /** Below the share of section 2, and outside the region of section 5. */
  readonly below: boolean
  readonly outside: boolean
  readonly n: number
  readonly balance: Minor
}

const COLUMNS = ['bank', 'partner', 'home', 'day', 'joint', 'below', 'outside', 'n', 'balance'] as const

/** Asks for what matures when, of the loans a plan speaks of. */
export function maturingQuery({ layout, env }: Plan, dialect: Parameters<typeof entityTable>[2]) {
  const frame = new Frame(loanEntity.name, entityTable(loanEntity, layout.tables, dialect).at('m'), dialect, env)
  const field = (of: { readonly node: Parameters<Frame['field']>[0] }) => frame.field(of.node)
  const print = (condition: Rule['requires'], at: string) => frame.printer.condition(condition, at)
  const broken = (rule: Rule) =>
    `CASE WHEN ${print(rule.appliesWhen, `${rule.id}.appliesWhen`)} AND NOT ${print(rule.requires, `${rule.id}.requires`)} THEN 1 ELSE 0 END`
  const text = (of: Parameters<typeof field>[0]) => field(of)?.value ?? dialect.nothing('text', 0)
  const group = field(loan.partner.groupId)
  const partner = text(loan.partnerId)
  const named = group
    ? `CASE WHEN ${group.value} IS NOT NULL THEN ${group.value} WHEN ${group.none ?? 'FALSE'} THEN ${partner} ELSE CONCAT(${partner}, '?') END`
    : `CONCAT(${partner}, '?')`
  const balance = field(loan.balance)?.value ?? dialect.nothing('decimal', 2)
  const values = [
    text(loan.bankId),
    named,
    text(loan.bank.region),
    field(loan.maturesOn)?.value ?? dialect.nothing('date', 0),
    `CASE WHEN ${print(jointInternetLoan(loan), 'joint')} THEN 1 ELSE 0 END`,
    broken(share),
    broken(region),
  ]
  const each = values.map((value, i) => `${value} AS ${COLUMNS[i]}`)
  const rows = `SELECT ${each.join(', ')}, ${balance} AS balance\nFROM ${frame.from()}`
  const names = COLUMNS.slice(0, 7).map((name) => `q.${name}`)
  return {
    columns: COLUMNS,
    sql: `SELECT ${names.join(', ')}, COUNT(*) AS n, ${dialect.sum('q.balance', 2)} AS balance FROM (${rows}) AS q WHERE q.joint = 1 OR q.outside = 1 GROUP BY ${names.join(', ')}`,
  }
}

export const readMaturing = (rows: readonly Readonly<Record<string, unknown>>[]): Maturing[] =>
  rows.map((row): Maturing => {
    const given = (name: string) => (row[name] === null || row[name] === undefined ? undefined : String(row[name]))
    const [home, day] = [given('home'), given('day')]
    return {
      bank: given('bank') ?? '?',
      partner: given('partner') ?? '?',
      ...(home === undefined ? {} : { home }),
      ...(day === undefined ? {} : { day: day.slice(0, 10) }),
      joint: given('joint') === '1',
      below: given('below') === '1',
      outside: given('outside') === '1',
      n: Number(row.n),
      balance: minor(given('balance') ?? '0'),
    }
  })

const minor = (text: string): Minor => parseDecimal(text, 2) ?? 0
const big = (of: Minor): bigint => BigInt(of)
const yuan = (of: bigint): string => formatDecimal(of, 2)

/** Quarter-ends a schedule lists where no day is promised, and at most. */
const SOME_QUARTERS = 8
const MOST_QUARTERS = 40

/**
 * The plan of a book judged on one day. Each day it names was judged again by the same rules under the law of that day.
 * @param lawOn the law of a day with the local values of the mapping
 */
export function planOf(
  result: SubjectResult,
  maturing: readonly Maturing[],
  lawOn: (day: string) => Environment,
): LendingPlan {
  const asOf = result.subject.version
  const measured = (rule: Rule) => result.determinations.find((d) => d.rule === rule.id)?.measured ?? []
  const jointly = maturing.filter((one) => one.joint)
  const items = [
    ...measured(single).flatMap((m) =>
      itemOf(
        3,
        m,
        jointly.filter((one) => `${one.bank}/${one.partner}` === m.id),
        asOf,
        lawOn,
      ),
    ),
    ...measured(total).flatMap((m) =>
      itemOf(
        4,
        m,
        jointly.filter((one) => one.bank === m.id),
        asOf,
        lawOn,
      ),
    ),
  ]
  return { asOf, items, runOff: [...runOffOf(2, maturing, asOf), ...runOffOf(5, maturing, asOf)] }
}

/** Whether part is at most the share `limit` (hundredths) of whole. */
const within = (part: bigint, whole: bigint, limit: bigint): boolean => part * 100n <= whole * limit

function itemOf(
  section: 3 | 4,
  { id, atLeast, atMost, of, limit: written }: Measured,
  own: readonly Maturing[],
  asOf: string,
  lawOn: (day: string) => Environment,
): PlanItem[] {
  if (atLeast === undefined || of === undefined || written === undefined) return []
  const [now, whole, limit] = [big(minor(atLeast)), big(minor(of)), big(parseDecimal(written, 2) ?? 0)]
  if (within(now, whole, limit)) return []
  const ahead = new Map<string, bigint>()
  for (const { day, balance } of own)
    if (day !== undefined && day > asOf) ahead.set(day, (ahead.get(day) ?? 0n) + big(balance))
  const days = [...ahead.keys()].sort()
  const dated = [...ahead.values()].reduce((a, b) => a + b, 0n)
  const leftOn = (on: string) => now - days.filter((d) => d <= on).reduce((sum, d) => sum + ahead.get(d)!, 0n)
  const wholeOn = (on: string) => (section === 3 ? whole : whole - (now - leftOn(on)))
  const first = days.find((d) => within(leftOn(d), wholeOn(d), limit))
  const [{ bank, partner, home } = { bank: id, partner: '', home: undefined }] = own
  const step = (day: string): PlanStep => ({ day, left: yuan(leftOn(day)), whole: yuan(wholeOn(day)) })
  const quarters = quarterEnds(asOf, first)
  const item: PlanItem = {
    section,
    bank,
    ...(section === 3 ? { partner } : {}),
    now: yuan(now),
    whole: yuan(whole),
    limit: written,
    undated: yuan(now - dated),
    steps: quarters.map(step),
  }
  if (atMost !== atLeast) return [{ ...item, open: 'unknown' }]
  if (first === undefined) return [{ ...item, open: 'undated' }]
  const env = lawOn(first)
  const where = { bankId: bank, ...(home === undefined ? {} : { region: home }) }
  const least = evaluate(leastShareOfLoan.node, { loan: { issuedOn: first, bank: where } }, env)
  if (typeof least !== 'number') return [{ ...item, open: 'judged' }]
  const room = roomOf(section, leftOn(first), wholeOn(first), limit)
  const old = { ...JOINT, issuedOn: asOf, balance: settle(leftOn(first)) }
  const fresh = newLoan(room, least, first)
  const wholeAfter = section === 3 ? wholeOn(first) : wholeOn(first) + room
  const rowOf = (loans: readonly Row[], base: bigint): Row => ({
    ...(section === 3 ? { exposureId: id, groupId: partner } : { jointBookId: id }),
    bankId: bank,
    bank: { ...where, ...(section === 3 ? { netTier1Capital: settle(base) } : { totalLoans: settle(base) }) },
    loans: { rows: loans, open: [] },
  })
  const judge = (rule: Rule, row: Row) => determine(rule, { shown: row, all: row }, { env, applies: 'direct' }).outcome
  const rule = section === 3 ? single : total
  const judged = {
    without: judge(rule, rowOf([old], wholeOn(first))),
    withNew: judge(rule, rowOf([old, fresh], wholeAfter)),
    newLoans: judge(share, { ...fresh, loanId: 'new', bank: where }),
  }
  const until = evaluate(transition.until.node, {}, lawOn(asOf))
  // New loans issued before section 2 counts are outside it.
  const sound = judged.newLoans === 'passed' || judged.newLoans === 'inapplicable'
  const kept = judged.without === 'passed' && judged.withNew === 'passed' && sound
  return [
    {
      ...item,
      judged,
      leastShare: formatDecimal(least, 2),
      ...(kept ? { metOn: first } : { open: 'judged' as const }),
      ...(kept && typeof until === 'string' ? { inTransition: first <= until } : {}),
    },
  ]
}

const JOINT = { internet: true, partnerId: 'P', partnerAmount: 1 } as const

/** New balance of the bank’s own that keeps the limit; new loans add to all loans as well. Cut to the cent. */
function roomOf(section: 3 | 4, left: bigint, whole: bigint, limit: bigint): bigint {
  const free = whole * limit - left * 100n
  if (free <= 0n) return 0n
  return section === 3 ? free / 100n : limit >= 100n ? 0n : free / (100n - limit)
}

/** The largest new lending that leaves the bank a balance, at the least share of the partner. */
function newLoan(balance: bigint, least: number, day: string): Row {
  const amount = big(ceilDivide(balance * 100n, BigInt(100 - least)))
  return {
    ...JOINT,
    issuedOn: day,
    balance: settle(balance),
    amount: settle(amount),
    partnerAmount: settle(amount - balance),
  }
}

function quarterEnds(after: string, until: string | undefined): string[] {
  const found: string[] = []
  let [year, quarter] = [Number(after.slice(0, 4)), Math.ceil(Number(after.slice(5, 7)) / 3)]
  while (found.length < MOST_QUARTERS) {
    const day = `${year}-${['03-31', '06-30', '09-30', '12-31'][quarter - 1]}`
    if (day > after) found.push(day)
    const enough = until === undefined ? found.length >= SOME_QUARTERS : found.length > 0 && day >= until
    if (enough) break
    quarter = quarter === 4 ? 1 : quarter + 1
    if (quarter === 1) year++
  }
  return found
}

function runOffOf(section: 2 | 5, maturing: readonly Maturing[], asOf: string): PlanRunOff[] {
  const those = maturing.filter((one) => (section === 2 ? one.below : one.outside))
  const groups = Map.groupBy(those, ({ bank, partner }) => JSON.stringify(section === 2 ? [bank, partner] : [bank]))
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, of]): PlanRunOff => {
      const undated = of.filter(({ day }) => day === undefined || day <= asOf)
      const last = of
        .flatMap(({ day }) => day ?? [])
        .sort()
        .at(-1)
      return {
        section,
        bank: of[0]!.bank,
        ...(section === 2 ? { partner: of[0]!.partner } : {}),
        n: of.reduce((n, one) => n + one.n, 0),
        balance: yuan(of.reduce((sum, one) => sum + big(one.balance), 0n)),
        undated: undated.reduce((n, one) => n + one.n, 0),
        ...(undated.length === 0 && last !== undefined ? { lastOn: last } : {}),
      }
    })
}
