import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { collected } from '../../src/cli/collect.ts'
import { compileCommand } from '../../src/cli/compile.ts'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { bare } from '../support/bare-report.ts'
import { book } from '../support/small-book.ts'
import type { Making } from '../support/sql-tables.ts'
import { judgeIn, testBooks } from './support/books.ts'
import { startPython } from './support/python.ts'
import { proveTrees } from './support/trees.ts'

/** Two executors, each a process of its own: what is planned here is sent there as code. */
const MASTER = process.env.GUIJU_TEST_SPARK ?? 'local-cluster[2,1,1024]'

let started: Awaited<ReturnType<typeof startPython>>
before(async () => {
  started = await startPython('spark.py', MASTER)
})
after(() => started.stop())

const types = {
  boolean: 'BOOLEAN',
  text: 'STRING',
  date: 'DATE',
  integer: 'INT',
  decimal: (scale: number) => `DECIMAL(38,${scale})`,
}

const asView: Making = ({ name, columns, values }) => {
  const cells = columns.map(([column, type], i) => `CAST(col${i + 1} AS ${type}) AS ${column}`)
  const none = `(SELECT ${columns.map((_, i) => `NULL AS col${i + 1}`).join(', ')}) WHERE FALSE`
  const rows = values.length > 0 ? `VALUES ${values.join(', ')}` : none
  return [[`CREATE OR REPLACE TEMPORARY VIEW ${name} AS SELECT ${cells.join(', ')} FROM ${rows}`], []]
}

// To compile what runs once costs more than running it: most trees are interpreted; books are compiled.
for (const [how, wholeStage, factoryMode, runs, least] of [
  ['interpreted', false, 'NO_CODEGEN', 24, 15],
  ['compiled', true, 'FALLBACK', 8, 0],
] as const)
  test(`Spark answers as the walker does, ${how}`, async () => {
    const { engine } = started
    await engine.run(`SET spark.sql.codegen.wholeStage = ${wholeStage}`)
    await engine.run(`SET spark.sql.codegen.factoryMode = ${factoryMode}`)
    await proveTrees(engine, { dialect: dialects.spark, types, make: asView, runs, rows: 8, trees: 4, least })
  })

/** The files are read in place, so the book may be large: a million loans take minutes. */
const LOANS = Number(process.env.GUIJU_TEST_LOANS ?? 2000)
testBooks('Spark', (file) => judgeIn('spark', started.engine, async () => undefined, file), LOANS, ['2023-07-01'])

test('a loan book compiled for Spark is run over its files and collected into the report that check gives', async () => {
  const mapping = book()
  const { folder, script } = started
  assert.equal(await compileCommand(mapping, { dialect: 'spark', out: folder }, '0'), 0)
  await script('run.sql')
  assert.deepEqual(bare(await collected(folder, '0'), true), bare(await judgeTables(mapping, undefined, '0'), false))
})
