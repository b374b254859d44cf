import assert from 'node:assert/strict'
import { judgeTables } from '../../src/cli/check.ts'
import { mappingOf } from '../../src/cli/mapping.ts'
import { lendingPlan } from '../../src/cli/plan.ts'
import type { Mapping } from '../../src/collect/table/mapping.ts'
import type { LendingPlan, PlanItem } from '../../src/judge/book.ts'
import type { Result } from '../../src/judge/result.ts'
import { book } from './small-book.ts'

export const HEAD = 'loan_no,bank,partner,amt,amt_partner,bal,reg,dt,role,mat\n'
export const COLUMNS =
  'loanId: loan_no, bankId: bank, partnerId: partner, amount: amt, partnerAmount: amt_partner, balance: bal, borrowerRegion: reg, issuedOn: dt, partnerRole: role, maturesOn: mat'
/** A loan of B1, whose capital is 4000.00: one partner may have 1000.00. */
export const loan = (
  id: string,
  partner: string,
  balance: string,
  matures: string,
  issued = '2022-03-01',
  funded = '900.00',
) => `${id},B1,${partner},2000.00,${funded},${balance},330106,${issued},,${matures}\n`

/** The plan of a book of such loans. */
export async function planned(
  loans: string,
  head = 'asOf: 2023-07-01\nledger: internet\nregionLevel: 4',
): Promise<LendingPlan> {
  const file = book({ loans: HEAD + loans, columns: COLUMNS, head })
  const result = (await judgeTables(file, undefined, '0')) as Result
  const mapping = (await mappingOf(file)) as Mapping
  const plan = await lendingPlan(result.results.at(-1)!, mapping, file, { name: 'duckdb' })
  assert.ok('items' in plan)
  return plan
}
export const third = (plan: LendingPlan): PlanItem | undefined => plan.items.find((one) => one.section === 3)
