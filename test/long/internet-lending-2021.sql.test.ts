import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { formatDecimal, type Minor } from '../../src/facts/decimal.ts'
import type { AnyEntity, Field, Fields } from '../../src/facts/entity.ts'
import {
  bankEntity,
  type LoanTables,
  loanBook,
  loanEntity,
  NONE_WITHOUT,
  partnerEntity,
} from '../../src/facts/lending.ts'
import { readRow } from '../../src/facts/read.ts'
import type { FactList, Row } from '../../src/facts/row.ts'
import type { BookFigures } from '../../src/judge/book.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { determineMany } from '../../src/judge/many.ts'
import type { Determination, Outcome } from '../../src/judge/result.ts'
import type { Rule } from '../../src/judge/rule.ts'
import { type Answer, determinations } from '../../src/judge/sql/answers.ts'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { Plan } from '../../src/judge/sql/plan.ts'
import { computedFields } from '../../src/judge/sql/region.ts'
import type { EntityTable } from '../../src/judge/sql/tables.ts'
import { loanBookRules } from '../../src/rules/internet-lending-2021/book.ts'
import { bookFigures } from '../../src/rules/internet-lending-2021/figures.ts'
import { TEN_LOANS_ON, tenLoanTables } from '../support/ten-loans.ts'

const dialect = dialects.duckdb
const LEVEL = 4

/** Writes a list as a table; a column exists when any row has a value or none there. */
async function load(connection: DuckDBConnection, of: AnyEntity, list: FactList): Promise<EntityTable> {
  const fields = Object.entries(of.fields as Fields)
  const columns = fields.filter(([name, field]) => name === of.key || mapped(list, name, field))
  const type = (field: Field) =>
    ({ boolean: 'BOOLEAN', text: 'VARCHAR', date: 'DATE', decimal: `DECIMAL(38,${field.scale ?? 0})` })[field.type]
  const cell = (value: Row[string], field: Field): string => {
    if (value === undefined || value === null) return 'NULL'
    if (field.type === 'decimal')
      return dialect.decimal(formatDecimal(value as Minor, field.scale ?? 0), field.scale ?? 0)
    if (field.type === 'boolean') return value === true ? 'TRUE' : 'FALSE'
    return field.type === 'date' ? dialect.date(String(value)) : dialect.text(String(value))
  }
  await connection.run(
    `CREATE OR REPLACE TABLE ${of.name} (place INTEGER${columns.length > 0 ? ', ' : ''}${columns.map(([n, f]) => `${dialect.quote(n)} ${type(f)}`).join(', ')})`,
  )
  const rows = list.rows.map((row, i) => `(${[i, ...columns.map(([n, f]) => cell(row[n], f))].join(', ')})`)
  if (rows.length > 0) await connection.run(`INSERT INTO ${of.name} VALUES ${rows.join(', ')}`)
  return { table: of.name, columns: new Set(columns.map(([n]) => n)) }
}

/** In a table every row has a value in a column, or an empty cell: none or unknown by the field alone. */
const mapped = (list: FactList, name: string, field: Field) =>
  field.optional ? list.rows.every((r) => r[name] !== undefined) : list.rows.some((r) => r[name] !== undefined)

async function judged(connection: DuckDBConnection, tables: LoanTables, on: string): Promise<Bare[]> {
  const env = lawOf(on)
  const [loan, bank, partner] = [
    await load(connection, loanEntity, tables.loan),
    await load(connection, bankEntity, tables.bank),
    await load(connection, partnerEntity, tables.partner),
  ]
  const layout = {
    tables: { ...loan, links: { bank, partner }, noneWithout: NONE_WITHOUT, computed: computedFields(LEVEL) },
    open: tables.loan.open,
    watches: [],
  }
  const plan = new Plan(loanBookRules, layout, env, dialect)
  for (const { name, sql } of plan.statements) {
    await connection.run(sql.replace('CREATE TABLE', 'CREATE OR REPLACE TABLE'))
    assert.ok(name)
  }
  const answers: Record<string, Answer> = {}
  for (const { name, sql } of plan.queries)
    answers[name] = (await connection.runAndReadAll(sql)).getRowObjectsJson() as Answer
  const showing = { artifact: 'loans', key: 'loanId', mask: (id: string) => id }
  const found = determinations(plan, answers, { env, applies: 'direct' }, showing).found
  figuresAgree(bookFigures(plan, answers, { env, applies: 'direct' }, showing.mask)!, found)
  return found.map(bare)
}

/** Figures are of the same rows as the outcomes. */
function figuresAgree({ banks, partners, regions }: BookFigures, found: readonly Determination[]): void {
  const counted = (section: number, outcome: Outcome) =>
    found.find((d) => d.rule === `internet-lending-2021#${section}`)!.counts![outcome]
  const total = <T>(of: readonly T[], n: (one: T) => number) => of.reduce((sum, one) => sum + n(one), 0)
  assert.equal(
    total(banks, (b) => b.below),
    counted(2, 'failed'),
  )
  assert.equal(
    total(banks, (b) => b.undecided),
    counted(2, 'cantTell'),
  )
  assert.equal(
    total(regions, (r) => r.outside),
    counted(5, 'failed'),
  )
  assert.equal(
    total(regions, (r) => r.undecided),
    counted(5, 'cantTell'),
  )
  for (const { bank, fresh, earlier } of banks) {
    const own = partners.filter((one) => one.bank === bank)
    assert.ok(total(own, (one) => one.fresh.n + one.earlier.n) <= fresh.n + earlier.n)
  }
  for (const one of found.find((d) => d.rule === 'internet-lending-2021#4')?.measured ?? []) {
    const bank = banks.find(({ bank: id }) => id === one.id)
    if (!bank || bank.bank === '?' || one.atLeast === undefined) continue
    const cents = (text: string) => BigInt(text.replace('.', ''))
    assert.ok(cents(bank.fresh.balance) + cents(bank.earlier.balance) <= cents(one.atLeast), one.id)
  }
}

/** What both ways must agree in. */
type Bare = Pick<Determination, 'rule' | 'outcome' | 'counts' | 'reasons'>
const bare = ({ rule, outcome, counts, reasons }: Determination): Bare => ({
  rule,
  outcome,
  counts: counts!,
  reasons: reasons!,
})

/** The same answers, row by row. */
function walked(tables: LoanTables, on: string): Bare[] {
  const context = { env: lawOf(on), applies: 'direct' } as const
  const book = loanBook(tables, LEVEL)
  const over = (rules: readonly Rule[], list: FactList) => rules.map((rule) => bare(determineMany(rule, list, context)))
  const [single, all] = loanBookRules.derived
  return [
    ...over(loanBookRules.rules, book.loans),
    ...over(single!.rules, book.exposures),
    ...over(all!.rules, book.jointBooks),
  ]
}

/** Where a column is wholly missing, tables have it unknown; where it is there, an empty optional cell is none. */
function asTables(tables: LoanTables): LoanTables {
  const settle = (of: AnyEntity, list: FactList): FactList => ({
    ...list,
    rows: list.rows.map((row) =>
      Object.fromEntries(
        Object.entries(of.fields as Fields).flatMap(([name, field]) =>
          mapped(list, name, field) && row[name] !== undefined ? [[name, row[name]]] : [],
        ),
      ),
    ),
  })
  return {
    loan: settle(loanEntity, tables.loan),
    bank: settle(bankEntity, tables.bank),
    partner: settle(partnerEntity, tables.partner),
  }
}

describe('the lending rules in DuckDB', () => {
  it('judge the ten loans and their exposures row by row and in one pass alike', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    // The group of P4 is not reported: it stands in no partner table, which is how a table says so.
    const partner = { ...tenLoanTables.partner, rows: tenLoanTables.partner.rows.filter((p) => p.partnerId !== 'P4') }
    const tables = { ...tenLoanTables, partner }
    const found = await judged(connection, tables, TEN_LOANS_ON)
    assert.deepEqual(found, walked(tables, TEN_LOANS_ON))
    assert.equal(found.find((one) => one.rule === 'internet-lending-2021#3')?.counts?.failed, 1)
  })
})

const ids = (...of: string[]) => fc.constantFrom(...of)
const amounts = fc.constantFrom('0.00', '1.00', '29.99', '30.00', '30.01', '100.00', '1000000000000000.01')
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 20 })
/** A loan of which everything is known, to be varied. */
const KNOWN = {
  bankId: 'B1',
  partnerId: 'P1',
  amount: '100.00',
  partnerAmount: '30.00',
  balance: '29.99',
  issuedOn: '2022-01-01',
  partnerRole: 'funding',
  internet: true,
  borrowerRegion: '330106',
}
const present = (of: object) => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined))
const books: fc.Arbitrary<LoanTables> = fc
  .record({
    loan: fc.array(
      fc.record(
        {
          bankId: maybe(ids('B1', 'B2')),
          partnerId: fc.option(ids('P1', 'P2', 'P3', 'P4', 'P9'), { nil: null, freq: 5 }),
          amount: maybe(amounts),
          partnerAmount: maybe(amounts),
          balance: maybe(amounts),
          issuedOn: maybe(ids('2021-12-31', '2022-01-01', '2023-05-05')),
          partnerRole: maybe(ids('funding', 'marketing')),
          internet: maybe(fc.constantFrom(true, true, false)),
          borrowerRegion: maybe(ids('330106', '330000', '330200', '110105', '浙江')),
        },
        { requiredKeys: [] },
      ),
      { minLength: 1, maxLength: 8 },
    ),
    withPartner: fc.boolean(),
    bank: fc.subarray(['B1', 'B2']),
    capital: maybe(ids('100.00', '119.96', '400.00')),
    totalLoans: maybe(ids('59.98', '59.97', '400.00')),
    kind: maybe(ids('local', 'local', 'national', 'trust')),
    region: maybe(ids('330100', '330000', '11')),
    exempt: maybe(fc.constantFrom(false, false, true)),
    partner: fc.subarray(['P1', 'P2', 'P3', 'P4']),
    groups: fc.array(fc.option(ids('G', 'P1', 'H'), { nil: null }), { minLength: 4, maxLength: 4 }),
    withGroups: fc.boolean(),
    open: fc.constantFrom(false, false, false, true),
    known: fc.boolean(),
  })
  .map(
    ({
      loan,
      withPartner,
      bank,
      capital,
      totalLoans,
      kind,
      region,
      exempt,
      partner,
      groups,
      withGroups,
      open,
      known,
    }) => ({
      loan: {
        rows: loan.map((l, i) => {
          const { partnerId, ...rest } = known ? { ...KNOWN, ...present(l) } : l
          return readRow(loanEntity, {
            ...rest,
            loanId: `L${i}`,
            ...((withPartner || known) && partnerId !== undefined ? { partnerId } : {}),
          })
        }),
        open: open ? [{ zh: '缺', en: 'missing' }] : [],
      },
      bank: {
        rows: (known ? ['B1', 'B2'] : bank).map((bankId) =>
          readRow(bankEntity, {
            bankId,
            netTier1Capital: known ? (capital ?? '119.96') : capital,
            totalLoans,
            kind,
            region,
            onlineOnlyExempt: exempt,
          }),
        ),
        open: [],
      },
      partner: {
        rows: (known ? ['P1', 'P2', 'P3', 'P4', 'P9'] : partner).map((partnerId, i) =>
          readRow(partnerEntity, { partnerId, ...(withGroups || known ? { groupId: groups[i] ?? null } : {}) }),
        ),
        open: [],
      },
    }),
  )
  .map(asTables)

test('random books give the walker’s answers, unknown groups, banks and ledgers included', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(books, fc.constantFrom('2022-06-30', '2023-07-01'), async (tables, on) => {
      const expected = walked(tables, on)
      assert.deepEqual(await judged(connection, tables, on), expected)
      for (const { rule, counts } of expected)
        for (const [outcome, n] of Object.entries(counts!)) if (n > 0) seen.add(`${rule} ${outcome}`)
    }),
    { numRuns: 50, seed: 20_220_101 },
  )
  for (const rule of [2, 3, 4, 5])
    for (const outcome of ['failed', 'passed', 'cantTell', 'inapplicable'])
      assert.ok(seen.has(`internet-lending-2021#${rule} ${outcome}`), `${rule} ${outcome} comes up, of ${[...seen]}`)
})
