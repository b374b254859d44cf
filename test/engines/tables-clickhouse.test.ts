import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { collected } from '../../src/cli/collect.ts'
import { compileCommand } from '../../src/cli/compile.ts'
import { InputError } from '../../src/cli/errors.ts'
import { engineOf } from '../../src/cli/ground.ts'
import { openClickHouse } from '../../src/collect/engine/clickhouse.ts'
import type { Session } from '../../src/collect/engine/session.ts'
import { bare } from '../support/bare-report.ts'
import { book } from '../support/small-book.ts'
import { PYTHON, startPython } from './support/python.ts'
import {
  BOOKS,
  INVENTORIES,
  inTables,
  inventory,
  proveBook,
  proveCells,
  proveInventory,
  type Server,
  unnamed,
} from './support/tables.ts'

const address = (port: string, password = 'sesame-1') => `clickhouse://default:${password}@127.0.0.1:${port}/default`

let started: Awaited<ReturnType<typeof startPython>>
let session: Session
let server: Server
before(async () => {
  started = await startPython('clickhouse-http.py', 'sesame-1')
  session = await openClickHouse(address(started.version), [])
  const target = { name: 'clickhouse', address: address(started.version) } as const
  server = { target, engine: session, text: 'Nullable(String)', made: ' ENGINE = MergeTree ORDER BY tuple()' }
})
after(() => started.stop())

describe('tables in ClickHouse, asked over HTTP', () => {
  it('have their cells read as DuckDB reads text', () => proveCells(server))
  for (const [what, of] of BOOKS) it(`are told as in files: ${what}`, () => proveBook(server, of))
  for (const name of INVENTORIES) it(`are told as in files: ${name}`, () => proveInventory(server, name))

  it('are told as in files where columns have types of their own', () =>
    proveBook(
      server,
      {},
      {
        'loans.loan_no': 'String',
        'loans.amt': 'Decimal(20,4)',
        'loans.amt_partner': 'Nullable(Float64)',
        'loans.bal': 'Nullable(Float32)',
        'loans.reg': 'LowCardinality(String)',
        'banks.exempt': 'Nullable(Bool)',
        'banks.cap': 'Nullable(Decimal(38,10))',
        'banks.kind': "Enum8('local' = 1, 'national' = 2, 'trust' = 3)",
      },
    ))

  it('are not reached with another password, which is told without it', async () => {
    const over = await inTables(book(), server)
    await assert.rejects(judgeTables(over, undefined, '0', engineOf(address(started.version, 'sesame-2'))), (error) => {
      assert.ok(error instanceof InputError)
      assert.match(error.text.en, /the user or password is not accepted/)
      return !/sesame/.test(error.text.en + error.text.zh)
    })
  })
})

describe('tables compiled for ClickHouse', () => {
  for (const [what, make] of [
    ['a loan book', () => book({ head: 'asOf: [2022-06-30, 2023-07-01]\nledger: internet\nregionLevel: 4' })],
    ['an account register', () => inventory('account-register over a platform')],
  ] as const)
    it(`are run and collected into the report that check gives: ${what}`, async () => {
      const mapping = make()
      const over = await inTables(mapping, server)
      const out = mkdtempSync(join(tmpdir(), 'guiju-work-'))
      assert.equal(await compileCommand(over, { dialect: 'clickhouse', out }, '0'), 0)
      const script = join(import.meta.dirname, 'support/clickhouse-script.py')
      const done = spawnSync(PYTHON, [script, dirname(mapping)], { cwd: out, encoding: 'utf8' })
      assert.equal(done.status, 0, done.stderr)
      const expected = await judgeTables(mapping, undefined, '0')
      assert.deepEqual(unnamed(bare(await collected(out, '0'), true)), unnamed(bare(expected, false)))
    })
})
