/**
 * Writes the example loan books under `examples/loans/`: each with its mapping, its tables and, row by row, what every
 * rule over it is expected to come to and why. `--check` fails where one is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '../../src/judge/result.ts'

type Cell = string | undefined
type Cells = Readonly<Record<string, Cell>>
type Outcomes = Readonly<Record<string, Outcome>>

interface Expected {
  readonly because: string
  readonly expect: Outcomes
}
export interface ExampleLoan extends Expected {
  readonly id: string
  readonly cells: Cells
}
export interface ExampleBook {
  readonly folder: string
  readonly what: string
  /** Lines of the mapping before its tables. */
  readonly head: readonly string[]
  readonly days: readonly string[]
  /** Columns of the loans that the mapping names; the others stay out. */
  readonly columns: readonly string[]
  readonly loans: readonly ExampleLoan[]
  readonly banks: readonly Cells[]
  readonly partners: readonly Cells[]
  /** By bank and partner group, and by bank: what sections 3 and 4 come to on the last day. */
  readonly exposures?: Readonly<Record<string, Expected>>
  readonly jointBooks?: Readonly<Record<string, Expected>>
  /** The one line that refuses the book. */
  readonly refused?: RegExp
}

const LOAN_COLUMNS = [
  'bankId',
  'partnerId',
  'amount',
  'partnerAmount',
  'balance',
  'borrowerRegion',
  'issuedOn',
  'partnerRole',
  'maturesOn',
]
const ONLINE: Cells = {
  bankId: 'HZ',
  partnerId: 'P1',
  amount: '1000.00',
  partnerAmount: '300.00',
  balance: '1.00',
  borrowerRegion: '330106',
  issuedOn: '2022-01-01',
}
const loan = (id: string, because: string, cells: Cells, expect: Outcomes = {}): ExampleLoan => ({
  id,
  because,
  cells: { ...ONLINE, ...cells },
  expect: { '2': 'passed', '5': 'passed', ...expect },
})
const OUTSIDE: Outcomes = { '5': 'inapplicable' }

const BOUNDARIES: ExampleBook = {
  folder: 'boundaries',
  what: '30 %, 25 %, 50 % and 2021-12-31/2022-01-01, a cent and a day on either side, after the transition period',
  head: ['ledger: internet', 'regionLevel: 4'],
  days: ['2023-07-01'],
  columns: LOAN_COLUMNS,
  loans: [
    loan('S1', 'exactly 30 %', {}),
    loan('S2', 'one cent above 30 %', { partnerAmount: '300.01' }),
    loan('S3', 'one cent below 30 %', { partnerAmount: '299.99' }, { '2': 'failed' }),
    loan(
      'S4',
      'issued the day before: runs off',
      { partnerAmount: '1.00', issuedOn: '2021-12-31' },
      { '2': 'inapplicable', '5': 'inapplicable' },
    ),
    loan('S5', 'the same on the first day', { partnerAmount: '1.00', issuedOn: '2022-01-01' }, { '2': 'failed' }),
    loan('S6', 'a funder that put in nothing', { partnerAmount: '0.00', partnerRole: 'funding' }, { '2': 'failed' }),
    loan(
      'S7',
      'put in nothing, markets only',
      { partnerAmount: '0.00', partnerRole: 'marketing' },
      { '2': 'inapplicable' },
    ),
    loan('S8', 'put in nothing, its role not reported', { partnerAmount: '0', partnerId: 'P8' }, { '2': 'cantTell' }),
    loan('S9', 'the bank alone', { partnerId: '', partnerAmount: '' }, { '2': 'inapplicable' }),
    loan('S10', 'what the partner put in is not reported', { partnerAmount: '', partnerId: 'P8' }, { '2': 'cantTell' }),
    loan('S11', 'a loan of nothing: 30 % of nothing is met', {
      amount: '0.00',
      partnerAmount: '0.00',
      partnerRole: 'funding',
      balance: '0.00',
    }),
    loan('R1', 'another city of the same province', { borrowerRegion: '330206' }, { '5': 'failed' }),
    loan(
      'R2',
      'another city, issued the day before',
      { borrowerRegion: '330206', issuedOn: '2021-12-31' },
      { '2': 'inapplicable', '5': 'inapplicable' },
    ),
    loan('R3', 'a code that names the province only', { borrowerRegion: '330000' }, { '5': 'cantTell' }),
    loan('R4', 'no region reported', { borrowerRegion: '' }, { '5': 'cantTell' }),
    loan('R5', 'another province', { borrowerRegion: '31' }, { '5': 'failed' }),
    ...(['at', 'over', 'under'] as const).flatMap((side) => {
      const cents = { at: '00', over: '01', under: '00' }[side]
      const first = side === 'under' ? '149.99' : `150.${cents}`
      return [
        loan(`C-${side}-1`, `25 %, ${side}`, { bankId: `C-${side}`, partnerId: 'P2', balance: '100.00' }, OUTSIDE),
        loan(
          `C-${side}-2`,
          `25 %, ${side}, an affiliate`,
          { bankId: `C-${side}`, partnerId: 'P3', balance: first },
          OUTSIDE,
        ),
      ]
    }),
    ...(['at', 'over'] as const).flatMap((side) => [
      loan(`F-${side}-1`, `50 %, ${side}`, { bankId: `F-${side}`, partnerId: 'P4', balance: '200.00' }, OUTSIDE),
      loan(
        `F-${side}-2`,
        `50 %, ${side}`,
        { bankId: `F-${side}`, partnerId: 'P5', balance: side === 'at' ? '300.00' : '300.01' },
        OUTSIDE,
      ),
    ]),
    loan('G1', 'a partner whose group is not reported', { bankId: 'GAP', partnerId: 'P9', balance: '250.01' }, OUTSIDE),
    loan('G2', 'another such', { bankId: 'GAP', partnerId: 'P10', balance: '1.00' }, OUTSIDE),
  ],
  banks: [
    {
      bankId: 'HZ',
      kind: 'local',
      region: '330100',
      netTier1Capital: '1000000.00',
      totalLoans: '1000000.00',
      onlineOnlyExempt: 'false',
    },
    ...['C-at', 'C-over', 'C-under', 'F-at', 'F-over', 'GAP'].map((bankId) => ({
      bankId,
      kind: 'national',
      region: '110000',
      netTier1Capital: bankId.startsWith('F') ? '1000000.00' : '1000.00',
      totalLoans: bankId.startsWith('F') ? '1000.00' : '1000000.00',
      onlineOnlyExempt: 'false',
    })),
  ],
  // P9 and P10 stand in no row: their groups are not reported.
  partners: [
    ...['P1', 'P4', 'P5', 'P8'].map((partnerId) => ({ partnerId, groupId: '' })),
    { partnerId: 'P2', groupId: 'G' },
    { partnerId: 'P3', groupId: 'G' },
  ],
  exposures: {
    'HZ/P1': { because: 'far below', expect: { '3': 'passed' } },
    'HZ/P8': { because: 'two loans at most count, far below', expect: { '3': 'passed' } },
    'C-at/G': { because: '100.00 and 150.00 of 1000.00: exactly 25 %', expect: { '3': 'passed' } },
    'C-over/G': { because: 'one cent above 25 %', expect: { '3': 'failed' } },
    'C-under/G': { because: 'one cent below 25 %', expect: { '3': 'passed' } },
    'F-at/P4': { because: 'far below', expect: { '3': 'passed' } },
    'F-at/P5': { because: 'far below', expect: { '3': 'passed' } },
    'F-over/P4': { because: 'far below', expect: { '3': 'passed' } },
    'F-over/P5': { because: 'far below', expect: { '3': 'passed' } },
    'GAP/P9?': { because: 'above alone, whatever its group', expect: { '3': 'failed' } },
    'GAP/P10?': { because: 'below alone, but P9 may be an affiliate', expect: { '3': 'cantTell' } },
  },
  jointBooks: {
    HZ: { because: 'far below', expect: { '4': 'passed' } },
    'C-at': { because: 'far below', expect: { '4': 'passed' } },
    'C-over': { because: 'far below', expect: { '4': 'passed' } },
    'C-under': { because: 'far below', expect: { '4': 'passed' } },
    'F-at': { because: '200.00 and 300.00 of 1000.00: exactly 50 %', expect: { '4': 'passed' } },
    'F-over': { because: 'one cent above 50 %', expect: { '4': 'failed' } },
    GAP: { because: 'far below', expect: { '4': 'passed' } },
  },
}

const GAPS: ExampleBook = {
  folder: 'no-column',
  what: 'the ledger has no column for what the partner put in: nothing is passed, and the rows are counted',
  head: ['ledger: internet', 'regionLevel: 4'],
  days: ['2023-07-01'],
  columns: ['bankId', 'partnerId', 'amount', 'balance', 'borrowerRegion', 'issuedOn'],
  loans: [
    ...[1, 2, 3].map((n) => loan(`N${n}`, 'not known what the partner put in', {}, { '2': 'cantTell' })),
    loan('N4', 'the bank alone: nothing to be known', { partnerId: '' }, { '2': 'inapplicable' }),
    loan('N5', 'runs off', { issuedOn: '2021-12-31' }, { '2': 'inapplicable', '5': 'inapplicable' }),
  ],
  banks: BOUNDARIES.banks.slice(0, 1).map((bank) => ({ ...bank, netTier1Capital: '8.00', totalLoans: '4.00' })),
  partners: [{ partnerId: 'P1', groupId: '' }],
  exposures: {
    'HZ/P1': {
      because: 'at most 4.00, which 25 % of 8.00 does not allow: it turns on what is joint',
      expect: { '3': 'cantTell' },
    },
  },
  jointBooks: { HZ: { because: 'the same of 50 % of 4.00', expect: { '4': 'cantTell' } } },
}

const CENTS: ExampleBook = {
  folder: 'cents',
  what: 'amounts of 10^15 yuan, exact to the cent',
  head: ['ledger: internet', 'regionLevel: 4'],
  days: ['2023-07-01'],
  columns: LOAN_COLUMNS,
  loans: [
    loan(
      'T1',
      'exactly 30 % of 10^15',
      {
        amount: '1000000000000000.00',
        partnerAmount: '300000000000000.00',
        bankId: 'AT',
        balance: '250000000000000.00',
      },
      OUTSIDE,
    ),
    loan(
      'T2',
      'one cent below',
      { amount: '1000000000000000.00', partnerAmount: '299999999999999.99', bankId: 'AT', balance: '0.00' },
      { ...OUTSIDE, '2': 'failed' },
    ),
    loan(
      'T3',
      'one cent of the loan more',
      {
        amount: '1000000000000000.01',
        partnerAmount: '300000000000000.00',
        bankId: 'OVER',
        balance: '250000000000000.01',
      },
      { ...OUTSIDE, '2': 'failed' },
    ),
    loan(
      'T4',
      'and of the partner’s part',
      {
        amount: '1000000000000000.01',
        partnerAmount: '300000000000000.01',
        bankId: 'OVER',
        balance: '250000000000000.00',
      },
      OUTSIDE,
    ),
  ],
  banks: [
    {
      bankId: 'AT',
      kind: 'national',
      region: '110000',
      netTier1Capital: '1000000000000000.00',
      totalLoans: '500000000000000.00',
      onlineOnlyExempt: 'false',
    },
    {
      bankId: 'OVER',
      kind: 'national',
      region: '110000',
      netTier1Capital: '2000000000000000.03',
      totalLoans: '1000000000000000.01',
      onlineOnlyExempt: 'false',
    },
  ],
  partners: [{ partnerId: 'P1', groupId: '' }],
  exposures: {
    'AT/P1': { because: 'exactly 25 %', expect: { '3': 'passed' } },
    'OVER/P1': { because: '500000000000000.01 of 500000000000000.0075', expect: { '3': 'failed' } },
  },
  jointBooks: {
    AT: { because: 'exactly 50 %', expect: { '4': 'passed' } },
    OVER: { because: '500000000000000.01 of 500000000000000.005', expect: { '4': 'failed' } },
  },
}

const LOOSER: ExampleBook = {
  ...CENTS,
  folder: 'looser',
  what: 'a local value that is looser than the notice is refused: section 7 allows stricter ones only',
  head: ['ledger: internet', 'overlays:', '  - { parameter: partner-share, value: 29%, cite: 虚构的地方通知 }'],
  refused: /looser than the 0\.30 of the notice/,
}

const QUARTERS: ExampleBook = {
  folder: 'quarters',
  what: 'three quarter-ends, the first in the transition period: a limit passed, earlier loans running off, maturities for a plan',
  head: ['ledger: internet', 'regionLevel: 4'],
  days: ['2023-06-30', '2023-09-30', '2023-12-31'],
  columns: LOAN_COLUMNS,
  loans: [
    loan(
      'Q1',
      'runs off until 2024-03-15',
      { partnerId: 'P2', issuedOn: '2021-06-01', partnerAmount: '1.00', balance: '120.00', maturesOn: '2024-03-15' },
      { '2': 'inapplicable', '5': 'inapplicable' },
    ),
    loan('Q2', 'new, at 30 %', { partnerId: 'P3', issuedOn: '2023-05-10', balance: '140.00', maturesOn: '2024-06-30' }),
    loan(
      'Q3',
      'new, below 30 %',
      { partnerId: 'P1', issuedOn: '2023-08-01', partnerAmount: '250.00', balance: '30.00', maturesOn: '2024-08-01' },
      { '2': 'failed' },
    ),
    loan(
      'Q4',
      'new, outside the city',
      { partnerId: 'P1', issuedOn: '2023-11-20', balance: '20.00', borrowerRegion: '330206', maturesOn: '2024-11-20' },
      { '5': 'failed' },
    ),
  ],
  banks: BOUNDARIES.banks.slice(0, 1).map((bank) => ({ ...bank, netTier1Capital: '1000.00', totalLoans: '5000.00' })),
  partners: BOUNDARIES.partners,
  exposures: {
    'HZ/G': {
      because: '260.00 of 1000.00 since the first quarter-end: undecided in the transition period, then beyond',
      expect: { '3': 'failed' },
    },
    'HZ/P1': { because: 'far below', expect: { '3': 'passed' } },
  },
  jointBooks: { HZ: { because: 'far below', expect: { '4': 'passed' } } },
}

export const BOOK_EXAMPLES: readonly ExampleBook[] = [BOUNDARIES, GAPS, CENTS, LOOSER, QUARTERS]

const root = fileURLToPath(new URL('../../examples/loans/', import.meta.url))

const table = (columns: readonly string[], rows: readonly Cells[]): string =>
  `${[columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(','))].join('\n')}\n`

/** The files of one book, by name. */
export function filesOf(one: ExampleBook): Map<string, string> {
  const several = one.days.length > 1
  const columns = ['loanId', ...one.columns]
  const files = new Map<string, string>()
  for (const day of one.days) {
    const rows = one.loans
      .filter(({ cells }) => !several || cells.issuedOn! <= day)
      .map(({ id, cells }) => ({ ...cells, loanId: id }))
    files.set(several ? `loans-${day}.csv` : 'loans.csv', table(columns, rows))
  }
  const bankColumns = ['bankId', 'kind', 'region', 'netTier1Capital', 'totalLoans', 'onlineOnlyExempt']
  files.set('banks.csv', table(bankColumns, one.banks))
  files.set('partners.csv', table(['partnerId', 'groupId'], one.partners))
  const mapped = (name: string, from: string, of: readonly string[]) => [
    `  ${name}:`,
    `    from: "${from}"`,
    '    columns:',
    ...of.map((column) => `      ${column}: ${column}`),
  ]
  files.set(
    'mapping.yaml',
    `${[
      `# An invented ledger: ${one.what}.`,
      'facts: loan-book',
      `asOf: ${several ? `[${one.days.join(', ')}]` : one.days[0]}`,
      ...one.head,
      'tables:',
      ...mapped('loan', several ? 'loans-{asOf}.csv' : 'loans.csv', columns),
      ...mapped('bank', 'banks.csv', bankColumns),
      ...mapped('partner', 'partners.csv', ['partnerId', 'groupId']),
    ].join('\n')}\n`,
  )
  const told = (of: Readonly<Record<string, Expected>> | undefined) =>
    Object.fromEntries(Object.entries(of ?? {}).map(([id, { because, expect }]) => [id, { because, outcomes: expect }]))
  const expectation = one.refused
    ? { refused: one.refused.source }
    : {
        loans: Object.fromEntries(one.loans.map(({ id, because, expect }) => [id, { because, outcomes: expect }])),
        exposures: told(one.exposures),
        jointBooks: told(one.jointBooks),
      }
  files.set('expectation.json', `${JSON.stringify({ what: one.what, ...expectation }, null, 2)}\n`)
  return files
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let stale = 0
  for (const one of BOOK_EXAMPLES)
    for (const [name, content] of filesOf(one)) {
      const path = join(root, one.folder, name)
      if (!process.argv.includes('--check')) {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, content)
      } else if (readFileSync(path, 'utf8') !== content) {
        stale++
        console.error(`${path} is stale`)
      }
    }
  process.exitCode = stale > 0 ? 1 : 0
}
