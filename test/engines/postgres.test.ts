import { after, before, test } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { testBooks } from './support/books.ts'
import { startPostgres } from './support/postgres.ts'
import { inTables, type Server } from './support/tables.ts'
import { proveTrees } from './support/trees.ts'

let started: Awaited<ReturnType<typeof startPostgres>>
before(async () => {
  started = await startPostgres()
})
after(() => started.stop())

const types = {
  boolean: 'BOOLEAN',
  text: 'TEXT',
  date: 'DATE',
  integer: 'INTEGER',
  decimal: (scale: number) => `NUMERIC(38,${scale})`,
}

test('PostgreSQL answers as the walker does', async () => {
  await proveTrees(started.engine, { dialect: dialects.postgres, types, runs: 150, rows: 8, trees: 6 })
})

const columns = {
  'loans.amount': 'NUMERIC(20,2)',
  'loans.balance': 'NUMERIC(18,2)',
  'loans.issuedOn': 'DATE',
  'loans.internet': 'BOOLEAN',
  'banks.totalLoans': 'NUMERIC',
}
testBooks(
  'PostgreSQL',
  async (file) => {
    const { address, engine } = started
    const server: Server = { target: { name: 'postgres', address }, engine, text: 'TEXT', made: '' }
    return judgeTables(await inTables(file, server, columns), undefined, '0', server.target)
  },
  2000,
)
