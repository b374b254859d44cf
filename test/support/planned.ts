import assert from 'node:assert/strict'
import { environmentOf, judgeTables, loanPlan, mappingOf } from '../../src/cli/check.ts'
import { groundOn, withEngine } from '../../src/cli/ground.ts'
import { asText } from '../../src/cli/work.ts'
import type { Mapping } from '../../src/collect/table/mapping.ts'
import type { LendingPlan, PlanItem } from '../../src/judge/book.ts'
import type { Result } from '../../src/judge/result.ts'
import { maturingQuery, planOf, readMaturing } from '../../src/rules/internet-lending-2021/plan.ts'
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
  const day = result.asOf
  const rows = await withEngine({ name: 'duckdb' }, async (session) => {
    const ground = await groundOn(session, 'duckdb', mapping, file, day)
    assert.ok('tables' in ground)
    for (const sql of ground.tables.flatMap((t) => t.make)) await session.run(sql)
    const query = maturingQuery(loanPlan(ground, day), ground.tongue.dialect)
    return session.rows(asText({ name: 'maturing', table: 'loan', ...query }, ground.tongue.cells))
  })
  return planOf(result.results.at(-1)!, readMaturing(rows), (on) => environmentOf(mapping, on))
}
export const third = (plan: LendingPlan): PlanItem | undefined => plan.items.find((one) => one.section === 3)
