import { after, before, test } from 'node:test'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { startPostgres } from './support/postgres.ts'
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
