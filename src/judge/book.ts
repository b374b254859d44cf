import type { Outcome } from './result.ts'

/** Figures of a loan book beside its determinations. Amounts are texts in yuan, ids are masked. */

/** Loans together: how many, and what is known of their amounts. */
export interface LoanSum {
  readonly n: number
  readonly amount: string
  readonly partnerAmount: string
  /** The bank’s own share outstanding. */
  readonly balance: string
  /** Loans of which the amount or the partner’s part is not known, and those without a balance. */
  readonly unknown: number
  readonly unknownBalance: number
}

/** Internet loans that a bank funds jointly with one partner and its affiliates, or with all partners. */
export interface JointFigures {
  readonly bank: string
  /** Group of affiliates, or the partner where it has none; `?` where that is not known. Absent: all partners. */
  readonly partner?: string
  /** Issued from the day section 2 counts. */
  readonly fresh: LoanSum
  /** Issued before: they run off. */
  readonly earlier: LoanSum
  /** Loans of which it is not known whether they are joint, or when they were issued. */
  readonly unsure: number
  /** The least share that section 2 asks of this bank’s partners on the day judged. */
  readonly least?: string
  /** Loans in which the partner funds less than section 2 asks, and those that cannot be told. */
  readonly below: number
  readonly undecided: number
  /** Day the first of the loans below was issued. */
  readonly firstBelow?: string
  /** Example loans below. */
  readonly samples: readonly string[]
}

/** Internet loans of one bank to customers of one jurisdiction, as section 5 judges them. */
export interface RegionFigures {
  readonly bank: string
  readonly region: string
  /** Where the bank is registered. */
  readonly home?: string
  readonly n: number
  readonly outside: number
  readonly undecided: number
  readonly balance: string
  readonly samples: readonly string[]
}

export interface BookFigures {
  /** Those with the most loans; the first 500. */
  readonly partners: readonly JointFigures[]
  readonly banks: readonly JointFigures[]
  readonly regions: readonly RegionFigures[]
}

/** One day of a limit that is brought down. Amounts in yuan. */
export interface PlanStep {
  readonly day: string
  readonly left: string
  /** Capital, which is taken to stay; or all loans, which fall with what runs off. */
  readonly whole: string
}

/** One limit that is passed, and how it is kept again. */
export interface PlanItem {
  readonly section: 3 | 4
  readonly bank: string
  readonly partner?: string
  readonly now: string
  readonly whole: string
  readonly limit: string
  /** Balance of loans of which no day of maturity lies ahead. */
  readonly undated: string
  readonly steps: readonly PlanStep[]
  /** First day on which scheduled run-off alone brings it within the limit, judged again by the rule and found kept. */
  readonly metOn?: string
  /** Why no day is promised. */
  readonly open?: 'undated' | 'unknown' | 'judged'
  /** What the rules say on that day: with no new loans, and with as many as there is room for at the least share. */
  readonly judged?: { readonly without: Outcome; readonly withNew: Outcome; readonly newLoans: Outcome }
  readonly leastShare?: string
  /** Whether that day lies within the transition period. */
  readonly inTransition?: boolean
}

/** Signed loans that fall short run off as they mature; nothing else is done to them. */
export interface PlanRunOff {
  readonly section: 2 | 5
  readonly bank: string
  readonly partner?: string
  readonly n: number
  readonly balance: string
  readonly undated: number
  /** Day the last of them matures; none where one has no such day. */
  readonly lastOn?: string
}

export interface LendingPlan {
  readonly asOf: string
  readonly items: readonly PlanItem[]
  readonly runOff: readonly PlanRunOff[]
}
