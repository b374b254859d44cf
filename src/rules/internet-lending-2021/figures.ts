import { formatDecimal, type Minor, plus } from '../../facts/decimal.ts'
import { loan } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import type { BookFigures, JointFigures, LoanSum, RegionFigures } from '../../judge/book.ts'
import type { Context } from '../../judge/engine.ts'
import type { Answers } from '../../judge/sql/answers.ts'
import { type Figure, type Figures, readFigures } from '../../judge/sql/figures.ts'
import type { Plan } from '../../judge/sql/plan.ts'
import { FALSE, TRUE, UNKNOWN } from '../../judge/truth.ts'
import { evaluate } from '../../judge/walk.ts'
import share, { leastShareOfLoan as leastOfLoan } from './2-partner-share.ts'
import region from './5-region.ts'
import { jointInternetLoan } from './joint.ts'

const newBusiness = param('internet-lending.new-business')

/** What reports of a loan book draw: joint lending by bank and partner, and loans by bank and jurisdiction. */
export const lendingFigures: Figures = {
  sums: { amount: loan.amount.node, partnerAmount: loan.partnerAmount.node, balance: loan.balance.node },
  first: loan.issuedOn.node,
  kinds: { joint: jointInternetLoan(loan), earlier: loan.issuedOn.before(newBusiness) },
  across: {
    by: [{ of: loan.bankId.node }, { of: loan.borrowerRegion.node, region: true }, { of: loan.bank.region.node }],
    rule: region,
    sum: loan.balance.node,
  },
}

/** Ids of example loans kept with each line. */
const MOST_SAMPLES = 5

/** The figures of a book from the answers to its plan; none where the plan was made without. */
export function bookFigures(
  plan: Plan,
  answers: Answers,
  context: Context,
  mask: (id: string) => string,
): BookFigures | undefined {
  const { figured } = plan
  if (!figured || !answers.exposure_parts || !answers.jointBook_parts) return undefined
  const { code } = plan.coded
  const reader = { code, rules: [share], context, kinds: figured.kinds, columns: figured.columns }
  const across = readFigures(answers.across ?? [], { code: figured.across, rules: [region], context })
  const homes = new Map(across.map(({ names: [bank, , home] }) => [bank, home]))
  const leastOf = (bank: string) => leastShare(context, bank, homes.get(bank))
  const [partners, banks] = [answers.exposure_parts, answers.jointBook_parts].map((answer) => {
    const lines = Map.groupBy(readFigures(answer, reader), ({ names }) => JSON.stringify(names))
    return inOrder(lines)
      .map((of) => joint(of, leastOf, mask))
      .filter((one) => one !== undefined)
  })
  const places = Map.groupBy(across, ({ names }) => JSON.stringify(names))
  const regions = inOrder(places)
    .map((of) => inRegion(of, plan.layout.regionDigits, mask))
    .filter((one) => one !== undefined)
  return { partners: partners!, banks: banks!, regions }
}

/** The same on every engine, whatever it sorts by. */
const inOrder = (lines: ReadonlyMap<string, readonly Figure[]>): (readonly Figure[])[] =>
  [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, of]) => of)

const count = (of: readonly Figure[]) => of.reduce((n, one) => n + one.n, 0)
const masked = (of: readonly Figure[], mask: (id: string) => string) =>
  of
    .map((one) => one.least)
    .sort()
    .slice(0, MOST_SAMPLES)
    .map(mask)

/** Stricter values may hang on a bank or its place; without the place it is not known which. */
function leastShare({ env }: Context, bank: string, region: string | undefined): string | undefined {
  const value = evaluate(leastOfLoan.node, { loan: { issuedOn: env.asOf, bank: { bankId: bank, region } } }, env)
  return typeof value === 'number' || typeof value === 'bigint' ? formatDecimal(value, 2) : undefined
}

function joint(
  of: readonly Figure[],
  leastOf: (bank: string) => string | undefined,
  mask: (id: string) => string,
): JointFigures | undefined {
  const [bank = '?', partner] = of[0]!.names
  const at = of[0]!.names.length > 1
  const jointly = of.filter(({ kinds }) => kinds.joint === TRUE)
  const unsure = of.filter(
    ({ kinds }) => kinds.joint === UNKNOWN || (kinds.joint === TRUE && kinds.earlier === UNKNOWN),
  )
  if (jointly.length === 0 && unsure.length === 0) return undefined
  const least = leastOf(bank)
  const below = of.filter(({ outcomes }) => outcomes.get(share) === 'failed')
  const first = below
    .flatMap((one) => one.first ?? [])
    .sort()
    .at(0)
  return {
    bank,
    ...(at ? { partner: partner ?? '?' } : {}),
    fresh: sum(jointly.filter(({ kinds }) => kinds.earlier === FALSE)),
    earlier: sum(jointly.filter(({ kinds }) => kinds.earlier === TRUE)),
    unsure: count(unsure),
    ...(least === undefined ? {} : { least }),
    below: count(below),
    undecided: count(of.filter(({ outcomes }) => outcomes.get(share) === 'cantTell')),
    ...(first === undefined ? {} : { firstBelow: first }),
    samples: masked(below, mask),
  }
}

function sum(of: readonly Figure[]): LoanSum {
  const total = (name: string) =>
    formatDecimal(
      of.reduce((all: Minor, one) => plus(all, one.sums[name]?.total ?? 0), 0),
      2,
    )
  const lacking = (...names: readonly string[]) =>
    of.reduce((n, one) => n + one.n - Math.min(...names.map((name) => one.sums[name]?.known ?? 0)), 0)
  return {
    n: count(of),
    amount: total('amount'),
    partnerAmount: total('partnerAmount'),
    balance: total('balance'),
    unknown: lacking('amount', 'partnerAmount'),
    unknownBalance: lacking('balance'),
  }
}

/** Loans that section 5 reaches, or may reach. */
function inRegion(
  of: readonly Figure[],
  digits: number | undefined,
  mask: (id: string) => string,
): RegionFigures | undefined {
  const reached = of.filter(({ outcomes }) => outcomes.get(region) !== 'inapplicable')
  if (reached.length === 0) return undefined
  const [bank = '?', place = '?', home] = of[0]!.names
  const failed = reached.filter(({ outcomes }) => outcomes.get(region) === 'failed')
  return {
    bank,
    region: place,
    ...(home === undefined ? {} : { home: home.slice(0, digits) }),
    n: count(reached),
    outside: count(failed),
    undecided: count(reached.filter(({ outcomes }) => outcomes.get(region) === 'cantTell')),
    balance: formatDecimal(
      reached.reduce((all: Minor, one) => plus(all, one.sums.total?.total ?? 0), 0),
      2,
    ),
    samples: masked(failed, mask),
  }
}
