import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Ten loans of three banks in CSV; what is expected of them stands in `ten-loans.ts`. */
export const LOANS = `loan_no,bank,partner,amt,amt_partner,bal,reg,dt,role
L01,B1,P1,1000.00,300.00,700.00,330106,2022-01-01,
L02,B1,P2,1000.00,299.99,300.00,330106,2022-03-01,
L03,B1,P3,2000.00,1.00,400.00,330106,2021-12-31,
L04,B1,P3,2000.00,,600.00,330206,2022-03-01,
L05,B1,P4,2000.00,900.00,1000.01,330106,2022-03-01,
L06,B1,,500.00,,500.00,110105,2022/3/1,
L07,B1,P1,100.00,0.00,0.00,330106,20220301,funding
L08,B2,P5,1000.00,500.00,,330106,2022-03-01,
L09,B3,P5,100.00,0.00,50.00,330106,2022-03-01,
L10,B3,P3,1000.00,500.00,10.00,330106,2022-03-01,
`
export const BANKS = `id,kind,reg,cap,total,exempt
B1,local,330100,4000.00,10000.00,false
B2,national,110000,4000.00,10000.00,false
B3,trust,110000,,,
`
export const PARTNERS = 'p,g\nP1,G\nP2,G\nP3,\nP4,\nP5,\n'
export const LOAN_COLUMNS =
  'loanId: loan_no, bankId: bank, partnerId: partner, amount: amt, partnerAmount: amt_partner, balance: bal, borrowerRegion: reg, issuedOn: dt, partnerRole: role'

export interface Book {
  readonly loans?: string
  readonly banks?: string
  readonly head?: string
  readonly columns?: string
  readonly loanTable?: string
}

/** A mapping with its three CSV files in a folder of its own; answers its path. */
export function book({
  loans = LOANS,
  banks = BANKS,
  head = 'asOf: 2023-07-01\nledger: internet\nregionLevel: 4',
  columns = LOAN_COLUMNS,
  loanTable,
}: Book = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-book-'))
  writeFileSync(join(folder, 'loans.csv'), loans)
  writeFileSync(join(folder, 'banks.csv'), banks)
  writeFileSync(join(folder, 'partners.csv'), PARTNERS)
  writeFileSync(
    join(folder, 'book.yaml'),
    `facts: loan-book
${head}
tables:
  loan: ${loanTable ?? `{ from: loans*.csv, columns: { ${columns} } }`}
  bank: { from: banks.csv, columns: { bankId: id, kind: kind, region: reg, netTier1Capital: cap, totalLoans: total, onlineOnlyExempt: exempt } }
  partner: { from: partners.csv, columns: { partnerId: p, groupId: g } }
`,
  )
  return join(folder, 'book.yaml')
}
