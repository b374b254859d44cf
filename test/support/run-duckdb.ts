import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** Runs the script of a compiled folder in DuckDB, as `duckdb < run.sql` does in that folder. */
export async function runDuckdb(folder: string): Promise<void> {
  const before = process.cwd()
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  process.chdir(folder)
  try {
    await connection.run(readFileSync(join(folder, 'run.sql'), 'utf8'))
  } finally {
    process.chdir(before)
    connection.closeSync()
  }
}
