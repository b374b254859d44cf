import { test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { proveTrees } from '../engines/support/trees.ts'

const types = {
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  date: 'DATE',
  integer: 'INTEGER',
  decimal: (scale: number) => `DECIMAL(38,${scale})`,
}

test('DuckDB answers as the walker does', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const engine = {
    run: async (sql: string) => void (await connection.run(sql)),
    rows: async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjects(),
  }
  await proveTrees(engine, { dialect: dialects.duckdb, types, runs: 150, rows: 8, trees: 6, least: 100 })
})
