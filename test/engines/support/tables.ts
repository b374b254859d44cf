import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { judgeTables } from '../../../src/cli/check.ts'
import type { Engine as Target } from '../../../src/cli/ground.ts'
import { CELLS, convertText, textOf } from '../../../src/collect/table/cells.ts'
import { Duck } from '../../../src/collect/table/duck.ts'
import { type Field, field } from '../../../src/facts/entity.ts'
import { bare } from '../../support/bare-report.ts'
import { CELL_TEXTS } from '../../support/cell-texts.ts'
import { BANKS, type Book, book, LOAN_COLUMNS, LOANS } from '../../support/small-book.ts'
import type { Engine } from './engine.ts'

export { bare, type Judged } from '../../support/bare-report.ts'

/** An engine that `check` reaches at an address, and what a test gives its tables. */
export interface Server {
  readonly target: Target
  readonly engine: Engine
  /** Type of a column of texts. */
  readonly text: string
  /** What stands behind the columns of a table that is made. */
  readonly made: string
}

const plain = (value: string) => `'${value.replaceAll("'", "''").replaceAll('\n', '\\n')}'`

/** Puts the CSV files beside a mapping into tables of their names, empty cells as NULL; answers the mapping over them. */
export async function inTables(
  mapping: string,
  { engine, text, made, target }: Server,
  types: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = dirname(mapping)
  const { quote } = CELLS[target.name]
  const duck = await Duck.open()
  try {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
      const name = file.slice(0, -'.csv'.length)
      const found = await duck.rows(
        `SELECT * FROM read_csv('${join(folder, file)}', header = true, all_varchar = true)`,
      )
      const [head = ''] = readFileSync(join(folder, file), 'utf8').split(/\r?\n/)
      const columns = head.split(',')
      const cells = found.map((row) => columns.map((c) => (row[c] === null ? 'NULL' : plain(String(row[c])))))
      await engine.run(`DROP TABLE IF EXISTS ${quote(name)}`)
      await engine.run(
        `CREATE TABLE ${quote(name)} (${columns.map((c) => `${quote(c)} ${types[`${name}.${c}`] ?? text}`).join(', ')})${made}`,
      )
      if (cells.length > 0)
        await engine.run(`INSERT INTO ${quote(name)} VALUES ${cells.map((r) => `(${r.join(', ')})`).join(', ')}`)
    }
  } finally {
    await duck.close()
  }
  const over = join(folder, 'tables', basename(mapping))
  mkdirSync(dirname(over), { recursive: true })
  writeFileSync(over, readFileSync(mapping, 'utf8').replace(/from: (\w+)\*?\.csv/g, 'from: $1'))
  return over
}

const rows = (partner: string) =>
  `loan_no,bank,partner,amt,amt_partner,bal,reg,dt,role\nL1,B1,P1,100000000000,${partner},0,330106,2022-01-01,\n`
const units = 'asOf: 2023-07-01\nledger: internet\nunits: { amount: 万元, partnerAmount: 万元 }'

/** Books, right and wrong, each in a test of its own. */
export const BOOKS: readonly (readonly [what: string, book: Book])[] = [
  ['ten loans', {}],
  ['several days', { head: 'asOf: [2022-06-30, 2023-07-01]\nledger: internet' }],
  ['columns that are not mapped', { columns: LOAN_COLUMNS.replace('partnerAmount: amt_partner, ', '') }],
  ['a table that is not complete', { head: 'asOf: 2023-07-01\nledger: internet\nregionLevel: 4\ncomplete: false' }],
  ['regions by their whole text', { head: 'asOf: 2023-07-01\nledger: internet\nregionLevel: exact' }],
  ['10^15 in 万元', { loans: rows('30000000000'), head: units }],
  ['10^15 in 万元, a cent below', { loans: rows('29999999999.999999'), head: units }],
  ['10^15 in 万元, with too many digits', { loans: rows('29999999999.9999999'), head: units }],
  [
    'texts that stand for others',
    {
      loans: LOANS.replace('2022-01-01,', '2022-01-01,出资'),
      loanTable: `{ from: loans.csv, columns: { ${LOAN_COLUMNS} }, nulls: { partnerId: P4 }, values: { partnerRole: { 出资: funding } }, set: { maturesOn: 2024-01-01 } }`,
    },
  ],
  [
    'stricter local values',
    {
      head: 'asOf: 2023-07-01\nledger: internet\noverlays: [{ parameter: partner-share, value: 31%, cite: 某局通知, bank: B1 }]',
    },
  ],
  ['banks that are not in their table', { banks: BANKS.replace(/B3.*\n/, '') }],
  [
    'values that do not convert',
    { loans: LOANS.replace('1000.00,300.00', '1000.001,3OO').replace('2022-03-01', '2022-02-30') },
  ],
  [
    'keys twice, and rows without one',
    { loans: `${LOANS}L01,B1,P1,1,1,1,330106,2022-01-01,\n,B1,P1,1,1,1,330106,2022-01-01,\n` },
  ],
  ['amounts that cannot be', { loans: LOANS.replace('700.00', '-700.00').replace('299.99', '1000.01') }],
  ['choices that are none, and banks twice', { banks: `${BANKS.replace('trust', 'bank')}B1,local,1,1,1,false\n` }],
]

/** The report over tables of an engine is the one that DuckDB gives over the same rows in files. */
export async function proveBook(server: Server, of: Book, types?: Readonly<Record<string, string>>): Promise<void> {
  const mapping = book(of)
  const over = await inTables(mapping, server, types)
  const expected = await judgeTables(mapping, undefined, '0')
  const found = await judgeTables(over, undefined, '0', server.target)
  assert.deepEqual(bare(found, true), bare(expected, false))
}

const EXAMPLES = join(import.meta.dirname, '../../../examples/tables')

/** Examples of registers and inventories, with the platform in a table too. */
export const INVENTORIES = ['programme', 'product', 'account-register', 'account-register over a platform'] as const

/** The mapping of an example in a folder of its own. */
export function inventory(name: (typeof INVENTORIES)[number]): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-inventory-'))
  cpSync(join(EXAMPLES, name.split(' ')[0]!), folder, { recursive: true })
  const mapping = join(folder, 'mapping.yaml')
  if (!name.endsWith('platform')) return mapping
  writeFileSync(join(folder, 'platform.csv'), 'id,cap,days,appeals,unit\nP,2,15,5,workday\n')
  writeFileSync(join(folder, 'followerCount.csv'), 'id,account,day,n\n1,A01,2020-10-01,10\n2,A01,2020-11-01,5000\n')
  const given = `  platform: { from: platform.csv, columns: { platformId: id, accountCap: cap, complaintDays: days, appealDays: appeals, limitUnit: unit } }
  followerCount: { from: followerCount.csv, columns: { countId: id, accountId: account, on: day, followers: n } }
`
  const [tables = ''] = readFileSync(mapping, 'utf8').split('attest:')
  writeFileSync(mapping, tables + given)
  return mapping
}

/** As `proveBook`; only DuckDB looks for names that are alike, and the others say so. */
export async function proveInventory(server: Server, name: (typeof INVENTORIES)[number]): Promise<void> {
  const mapping = inventory(name)
  const over = await inTables(mapping, server)
  const expected = await judgeTables(mapping, undefined, '0')
  const found = await judgeTables(over, undefined, '0', server.target)
  assert.deepEqual(unnamed(bare(found, true)), unnamed(bare(expected, false)))
}

export const unnamed = (report: unknown): unknown =>
  JSON.parse(JSON.stringify(report), (key, value) =>
    key === 'leads' || key === 'limits'
      ? value.filter(
          (one: { what?: { en: string }; en?: string }) => !/^(?:Account n|N)ames /.test(one.what?.en ?? one.en ?? ''),
        )
      : value,
  )

const title = { zh: '列', en: 'column' }
const FIELDS: readonly Field[] = [
  field.text(title),
  field.choice(title, { local: { zh: '本地', en: 'local one' }, national: { zh: '全国', en: 'national one' } }),
  field.boolean(title),
  field.date(title),
  field.decimal(title, { scale: 2 }),
  field.decimal(title),
]

/** Cells of text are read as DuckDB reads them. */
export async function proveCells({ engine, text, made, target }: Server): Promise<void> {
  const duck = await Duck.open()
  const tables = [
    [duck, CELLS.duckdb, 'VARCHAR', ''],
    [engine, CELLS[target.name], text, made],
  ] as const
  try {
    for (const [one, , type, own] of tables) {
      await one.run(`CREATE TABLE cells (i INTEGER, v ${type})${own}`)
      await one.run(
        `INSERT INTO cells VALUES ${CELL_TEXTS.map((t, i) => `(${i}, ${one === duck ? `'${t}'` : `${t.includes('\n') && target.name === 'postgres' ? 'E' : ''}${plain(t)}`})`).join(', ')}`,
      )
    }
    for (const of of FIELDS)
      for (const power of of.type === 'decimal' ? [0, 4] : [0]) {
        const [expected, found] = await Promise.all(
          tables.map(async ([one, cells]) => {
            const cell = { text: textOf(cells, 'r.v', ['NA', '-']), type: cells.typeOf('r.v') }
            const { value, bad = 'FALSE' } = convertText(cells, of, cell, power)
            const flag = `CASE WHEN ${bad} THEN 'bad' END`
            return one.rows(`SELECT ${cells.shown(`(${value})`)} AS v, ${flag} AS b FROM cells AS r ORDER BY i`)
          }),
        )
        for (const [i, shown] of CELL_TEXTS.entries())
          assert.deepEqual(
            [plainly(found![i]!.v, of), found![i]!.b],
            [plainly(expected![i]!.v, of), expected![i]!.b],
            `${of.type} ${of.scale ?? ''} 10^${power}: ${JSON.stringify(shown)}`,
          )
      }
    await engine.run('DROP TABLE cells')
  } finally {
    await duck.close()
  }
}

/** Decimals may be written with or without zeros at their end. */
const plainly = (value: unknown, of: Field) =>
  of.type === 'decimal' && typeof value === 'string' ? value.replace(/\.0*$|(\.\d*?)0+$/, '$1') : value
