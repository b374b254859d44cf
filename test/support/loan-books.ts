import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Invented loan books as a bank would hand them over, written to a folder: tables as CSV with mappings beside them. */

const LOAN_COLUMNS = [
  'loanId',
  'bankId',
  'partnerId',
  'amount',
  'partnerAmount',
  'balance',
  'borrowerRegion',
  'issuedOn',
  'partnerRole',
  'internet',
] as const
type Cells = Readonly<Record<string, string>>

const line = (columns: readonly string[], cells: Cells) => `${columns.map((c) => cells[c] ?? '').join(',')}\n`
const csv = (columns: readonly string[], rows: readonly Cells[]) =>
  `${columns.join(',')}\n${rows.map((row) => line(columns, row)).join('')}`

interface Reading {
  readonly asOf: readonly string[]
  readonly without?: readonly string[]
  readonly regionLevel?: number | 'exact'
  readonly complete?: boolean
  readonly overlays?: string
  /** What stands for an unknown bank. */
  readonly noBank?: string
}

function mappingOf(
  tables: Readonly<Record<string, readonly string[]>>,
  { asOf, without = [], regionLevel, complete = true, overlays, noBank }: Reading,
): string {
  const table = ([name, columns]: readonly [string, readonly string[]]) =>
    `  ${name}: { from: ${name}s.csv, columns: { ${columns
      .filter((c) => !without.includes(c))
      .map((c) => `${c}: ${c}`)
      .join(', ')} }${name === 'loan' && noBank !== undefined ? `, nulls: { bankId: "${noBank}" }` : ''} }`
  return [
    'facts: loan-book',
    `asOf: [${asOf.join(', ')}]`,
    `complete: ${complete}`,
    ...(regionLevel === undefined ? [] : [`regionLevel: ${regionLevel}`]),
    ...(overlays === undefined ? [] : [`overlays: ${overlays}`]),
    'tables:',
    ...Object.entries(tables).map(table),
    '',
  ].join('\n')
}

async function write(
  folder: string,
  loans: Iterable<Cells>,
  banks: readonly Cells[],
  partners: readonly Cells[],
  readings: Readonly<Record<string, Reading>>,
): Promise<string[]> {
  const columns = (rows: readonly Cells[]) => Object.keys(rows[0]!)
  const tables = { loan: LOAN_COLUMNS, bank: columns(banks), partner: columns(partners) }
  await mkdir(folder, { recursive: true })
  function* lines() {
    yield `${LOAN_COLUMNS.join(',')}\n`
    let chunk: string[] = []
    for (const loan of loans) {
      chunk.push(line(LOAN_COLUMNS, loan))
      if (chunk.length === 4096) {
        yield chunk.join('')
        chunk = []
      }
    }
    yield chunk.join('')
  }
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'loans.csv')))
  await writeFile(join(folder, 'banks.csv'), csv(tables.bank, banks))
  await writeFile(join(folder, 'partners.csv'), csv(tables.partner, partners))
  const files: string[] = []
  for (const [name, reading] of Object.entries(readings)) {
    const file = join(folder, `${name}.yaml`)
    await writeFile(file, mappingOf(tables, reading))
    files.push(file)
  }
  return files
}

// Generated ----------------------------------------------------------------------------------------------------------

/** Numbers in [0, n), the same for the same seed. */
function draws(seed: number): (n: number) => number {
  let state = seed >>> 0
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n)
  }
}

const KINDS = ['local', 'local', 'local', 'local', 'national', 'foreign-branch', 'trust', 'consumer-finance', '']
const HOMES = ['330100', '330200', '110000', '440300', '3301', '浙江']
const REGIONS = ['330106', '330109', '330206', '110105', '440305', '330000', '浙江', '']
/** Ids that collations order otherwise than by their code points. */
const PREFIXES = ['GX-', 'gx-', '贷', 'g_']
const DAYS = ['2021-12-31', '2022-01-01', '2021-06-30', '2022-03-15', '2023-02-28']
const LARGE = 10n ** 17n
const cents = (n: bigint) => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`

function* loansOf(n: number, banks: number, partners: number): Generator<Cells> {
  const draw = draws(n)
  const pick = <T>(of: readonly T[]): T => of[draw(of.length)]!
  const seldom = (one: string, other: string, of: number) => (draw(of) === 0 ? one : other)
  for (let i = 0; i < n; i++) {
    const at = draw(banks)
    // One bank in ten has lent 10^15 yuan in all.
    const amount =
      at % 10 === 7
        ? LARGE / BigInt(Math.ceil(n / banks)) + BigInt(draw(1_000_000))
        : BigInt(1000 + draw(900_000)) * 1000n
    const least = (amount * 30n + 99n) / 100n
    const funded = pick([least, least, least - 1n, (amount * BigInt(draw(100))) / 100n, amount / 2n, 0n])
    const joint = draw(10) < 6
    yield {
      loanId: `${PREFIXES[i % PREFIXES.length]}${String(i).padStart(9, '0')}`,
      bankId: seldom('B99', seldom('B--', `B${String(at).padStart(2, '0')}`, 200), 200),
      partnerId: joint ? seldom('P99', `P${String(draw(partners)).padStart(2, '0')}`, 300) : '',
      amount: seldom('', cents(amount), 150),
      partnerAmount: joint ? seldom('', cents(funded), 40) : '',
      balance: seldom(at % 2 === 0 ? '0.00' : '', cents(((amount - funded) * BigInt(draw(101))) / 100n), 400),
      borrowerRegion: pick(REGIONS),
      issuedOn: seldom('', pick(DAYS), 200),
      partnerRole: pick(['', 'funding', 'marketing', 'guarantee']),
      internet: seldom('', seldom('false', 'true', 6), 100),
    }
  }
}

/**
 * A book of `n` loans, the same for the same `n`: values on both sides of every limit, unknown cells, keys that no table
 * has, amounts of 10^15. Answers the files of its mappings: `whole` maps every column, `bare` few of them, and some banks are unknown.
 */
export function writeGeneratedBook(folder: string, n: number, asOf: readonly string[]): Promise<string[]> {
  const [banks, partners] = [20, 40]
  const draw = draws(7)
  const each = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))
  const name = (kind: string, i: number) => `${kind}${String(i).padStart(2, '0')}`
  // Loans are of about 4,500,000.00 yuan; three in five are joint, and of these about a third of it still owed.
  const owed = (bank: number) => (bank % 10 === 7 ? LARGE : 450_000_000n * BigInt(Math.ceil(n / banks)))
  const bankRows = each(banks, (i): Cells => {
    const share = (percent: number) => cents((owed(i) * BigInt(percent)) / 100n)
    return {
      bankId: name('B', i),
      kind: KINDS[i % KINDS.length]!,
      region: HOMES[i % HOMES.length]!,
      onlineOnlyExempt: ['false', 'false', 'true', ''][draw(4)]!,
      netTier1Capital: i % 9 === 8 ? '' : share(2 + draw(12)),
      totalLoans: i % 7 === 6 ? '' : share(12 + draw(70)),
    }
  })
  const partnerRows = each(
    partners,
    (i): Cells => ({ partnerId: name('P', i), groupId: i % 3 === 0 ? '' : name(i % 2 === 0 ? 'G' : 'g', i % 11) }),
  )
  const overlays =
    '[{ parameter: internet-lending.partner-share, value: "0.35", from: 2022-03-01, region: "330100", cite: 甲局 1 号 }, { parameter: internet-lending.single-partner, value: "0.20", bank: B01, cite: 乙局 2 号 }]'
  return write(folder, loansOf(n, banks, partners), bankRows, partnerRows, {
    whole: { asOf, regionLevel: 4, overlays },
    bare: {
      asOf,
      without: ['groupId', 'partnerRole', 'onlineOnlyExempt'],
      complete: false,
      regionLevel: 'exact',
      noBank: 'B--',
    },
  })
}

// Boundaries ---------------------------------------------------------------------------------------------------------

const SIDES = { below: '-0.01', at: '0', above: '0.01' } as const

/**
 * Each limit met exactly, a cent below it and a cent above, in small loans and at 10^15, on the last day before new rules
 * and on the first: what each rule must say, by outcome. Judged after the transition period.
 */
export async function writeBoundaryBook(
  folder: string,
): Promise<{ readonly file: string; readonly expected: Expected }> {
  const loans: Cells[] = []
  const banks: Cells[] = []
  const add = (loan: Cells) =>
    loans.push({
      loanId: `L${String(loans.length).padStart(3, '0')}`,
      internet: 'true',
      issuedOn: '2022-01-01',
      borrowerRegion: '330106',
      ...loan,
    })
  const plus = (whole: string, by: string) => cents(BigInt(whole) * 100n + BigInt(Math.round(Number(by) * 100)))
  for (const size of ['1000', '1000000000000000']) {
    for (const [side, by] of Object.entries(SIDES)) {
      const bank = `${size.length}-${side}`
      const part = (percent: bigint) => String((BigInt(size) * percent) / 100n)
      // A quarter of four times the size is the size; half of twice the size is the size.
      banks.push({
        bankId: bank,
        kind: 'local',
        region: '330100',
        onlineOnlyExempt: 'false',
        netTier1Capital: `${BigInt(size) * 4n}.00`,
        totalLoans: `${BigInt(size) * 2n}.00`,
      })
      for (const issuedOn of ['2021-12-31', '2022-01-01'])
        add({
          bankId: bank,
          partnerId: 'P1',
          issuedOn,
          amount: `${size}.00`,
          partnerAmount: plus(part(30n), by),
          balance: '0.00',
        })
      add({
        bankId: bank,
        partnerId: 'P1',
        amount: `${BigInt(size) * 3n}.00`,
        partnerAmount: `${BigInt(size)}.00`,
        balance: plus(size, by),
      })
      for (const issuedOn of ['2021-12-31', '2022-01-01'])
        add({ bankId: bank, issuedOn, amount: '1.00', balance: '1.00', borrowerRegion: '330206' })
    }
  }
  const [file] = await write(folder, loans, banks, [{ partnerId: 'P1', groupId: '' }], {
    boundaries: { asOf: ['2023-07-01'], regionLevel: 4 },
  })
  return {
    file: file!,
    expected: {
      // Of the two sizes: one cent below is short, at and above are not, and a third is enough; the day before is outside.
      'internet-lending-2021#2': { failed: 2, passed: 4 + 6, inapplicable: 6 + 12, cantTell: 0, untested: 0 },
      'internet-lending-2021#3': { failed: 2, passed: 4, inapplicable: 0, cantTell: 0, untested: 0 },
      'internet-lending-2021#4': { failed: 2, passed: 4, inapplicable: 0, cantTell: 0, untested: 0 },
      // Another city from the first day on; the same city, on either side of the limits, twelve times.
      'internet-lending-2021#5': { failed: 6, passed: 12, inapplicable: 12, cantTell: 0, untested: 0 },
    },
  }
}

export type Expected = Readonly<Record<string, Readonly<Record<string, number>>>>
