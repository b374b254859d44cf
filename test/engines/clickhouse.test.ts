import { after, before, test } from 'node:test'
import { dialects } from '../../src/judge/sql/dialect.ts'
import type { Making } from '../support/sql-tables.ts'
import { judgeIn, testBooks } from './support/books.ts'
import { startPython } from './support/python.ts'
import { inTables, type Server } from './support/tables.ts'
import { proveTrees } from './support/trees.ts'

let started: Awaited<ReturnType<typeof startPython>>
before(async () => {
  started = await startPython('clickhouse.py')
})
after(() => started.stop())

const types = {
  boolean: 'Nullable(Bool)',
  text: 'Nullable(String)',
  date: 'Nullable(Date32)',
  integer: 'Int32',
  decimal: (scale: number) => `Nullable(Decimal(38,${scale}))`,
  flag: 'Bool',
}

const inMemory: Making = ({ name, columns, values }) => [
  [
    `CREATE TABLE ${name} (${columns.map((c) => c.join(' ')).join(', ')}) ENGINE = Memory`,
    ...(values.length > 0 ? [`INSERT INTO ${name} VALUES ${values.join(', ')}`] : []),
  ],
  [`DROP TABLE IF EXISTS ${name}`],
]

test('ClickHouse answers as the walker does', async () => {
  await proveTrees(started.engine, {
    dialect: dialects.clickhouse,
    types,
    make: inMemory,
    runs: 150,
    rows: 8,
    trees: 6,
  })
})

const columns = {
  'loans.amount': 'Nullable(Decimal(20,2))',
  'loans.balance': 'Nullable(Decimal(18,2))',
  'loans.issuedOn': 'Nullable(Date32)',
  'loans.internet': 'Nullable(Bool)',
  'banks.totalLoans': 'Nullable(Decimal(38,2))',
}
testBooks(
  'ClickHouse',
  async (file) => {
    const { engine } = started
    const made = ' ENGINE = MergeTree ORDER BY tuple()'
    const target = { name: 'clickhouse', address: '' } as const
    const server: Server = { target, engine, text: 'Nullable(String)', made }
    const described = async (table: readonly string[]) =>
      (await engine.rows(`DESCRIBE TABLE ${table.join('.')}`)).map(({ name }) => String(name))
    return judgeIn('clickhouse', engine, described, await inTables(file, server, columns))
  },
  2000,
)
