import { bankEntity, type LoanTables, loanEntity, partnerEntity } from '../../src/facts/lending.ts'
import { readRow } from '../../src/facts/read.ts'
import type { Outcome } from '../../src/judge/result.ts'

/**
 * A loan book of ten loans on 2023-07-01, after the transition period. A quarter of the capital of B1 and B2 is 1000.00; that of B3 is not reported.
 * P1 and P2 belong to G, P3 and P5 to no group, the group of P4 is not reported.
 */
const banks = [
  { bankId: 'B1', netTier1Capital: '4000.00' },
  { bankId: 'B2', netTier1Capital: '4000.00' },
  { bankId: 'B3' },
]
const partners = [
  { partnerId: 'P1', groupId: 'G' },
  { partnerId: 'P2', groupId: 'G' },
  { partnerId: 'P3', groupId: null },
  { partnerId: 'P4' },
  { partnerId: 'P5', groupId: null },
]

interface Expected {
  readonly expect: Outcome
  readonly because: string
}
interface TenLoan extends Expected {
  readonly loan: Readonly<Record<string, string | boolean | null>>
}

const online = { internet: true, issuedOn: '2022-03-01' }
export const tenLoans: readonly TenLoan[] = [
  {
    loan: {
      ...online,
      loanId: 'L01',
      bankId: 'B1',
      partnerId: 'P1',
      amount: '1000.00',
      partnerAmount: '300.00',
      balance: '700.00',
      issuedOn: '2022-01-01',
    },
    expect: 'passed',
    because: 'exactly 30 %, issued on the first day',
  },
  {
    loan: {
      ...online,
      loanId: 'L02',
      bankId: 'B1',
      partnerId: 'P2',
      amount: '1000.00',
      partnerAmount: '299.99',
      balance: '300.00',
    },
    expect: 'failed',
    because: 'one cent below 30 %',
  },
  {
    loan: {
      ...online,
      loanId: 'L03',
      bankId: 'B1',
      partnerId: 'P3',
      amount: '2000.00',
      partnerAmount: '1.00',
      balance: '400.00',
      issuedOn: '2021-12-31',
    },
    expect: 'inapplicable',
    because: 'issued on the last day before: it runs off',
  },
  {
    loan: { ...online, loanId: 'L04', bankId: 'B1', partnerId: 'P3', amount: '2000.00', balance: '600.00' },
    expect: 'cantTell',
    because: 'what the partner put in is not reported',
  },
  {
    loan: {
      ...online,
      loanId: 'L05',
      bankId: 'B1',
      partnerId: 'P4',
      amount: '2000.00',
      partnerAmount: '900.00',
      balance: '1000.01',
    },
    expect: 'passed',
    because: '45 %; the group of the partner plays no part',
  },
  {
    loan: { ...online, loanId: 'L06', bankId: 'B1', partnerId: null, amount: '500.00', balance: '500.00' },
    expect: 'inapplicable',
    because: 'the bank lends alone',
  },
  {
    loan: {
      ...online,
      loanId: 'L07',
      bankId: 'B1',
      partnerId: 'P1',
      partnerRole: 'funding',
      amount: '100.00',
      partnerAmount: '0.00',
      balance: '0.00',
    },
    expect: 'failed',
    because: 'a funding partner put in nothing: its share is 0 %',
  },
  {
    loan: { ...online, loanId: 'L08', bankId: 'B2', partnerId: 'P5', amount: '1000.00', partnerAmount: '500.00' },
    expect: 'passed',
    because: '50 %; the balance plays no part',
  },
  {
    loan: {
      ...online,
      loanId: 'L09',
      bankId: 'B3',
      partnerId: 'P5',
      amount: '100.00',
      partnerAmount: '0.00',
      balance: '50.00',
    },
    expect: 'cantTell',
    because: 'the partner put in nothing and its role is not reported',
  },
  {
    loan: {
      ...online,
      loanId: 'L10',
      bankId: 'B3',
      partnerId: 'P3',
      amount: '1000.00',
      partnerAmount: '500.00',
      balance: '10.00',
    },
    expect: 'passed',
    because: '50 %; the capital plays no part',
  },
]

export const tenExposures: readonly (Expected & { readonly exposureId: string })[] = [
  {
    exposureId: 'B1/G',
    expect: 'cantTell',
    because: '700.00 + 300.00 + 0.00 is exactly 25 %, but P4 may be an affiliate',
  },
  { exposureId: 'B1/P3', expect: 'passed', because: '400.00 and at most 600.00 more: exactly 25 % if L04 is joint' },
  { exposureId: 'B1/P4?', expect: 'failed', because: 'P4 alone has 1000.01, whatever its group' },
  { exposureId: 'B2/P5', expect: 'cantTell', because: 'the balance of L08 is not reported' },
  { exposureId: 'B3/P5', expect: 'cantTell', because: 'neither the role nor the capital is reported' },
  { exposureId: 'B3/P3', expect: 'cantTell', because: 'the capital is not reported' },
]

export const tenLoanTables: LoanTables = {
  bank: { rows: banks.map((b) => readRow(bankEntity, b)), open: [] },
  partner: { rows: partners.map((p) => readRow(partnerEntity, p)), open: [] },
  loan: { rows: tenLoans.map(({ loan }) => readRow(loanEntity, loan)), open: [] },
}

export const TEN_LOANS_ON = '2023-07-01'
