import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { collected } from '../../src/cli/collect.ts'
import { compileCommand } from '../../src/cli/compile.ts'
import { InputError } from '../../src/cli/errors.ts'
import { engineOf } from '../../src/cli/ground.ts'
import { book, LOAN_COLUMNS } from '../support/small-book.ts'
import { startPostgres } from './support/postgres.ts'
import {
  BOOKS,
  INVENTORIES,
  inTables,
  inventory,
  proveBook,
  proveCells,
  proveInventory,
  type Server,
} from './support/tables.ts'

let started: Awaited<ReturnType<typeof startPostgres>>
let server: Server
before(async () => {
  started = await startPostgres()
  server = { target: { name: 'postgres', address: started.address }, engine: started.engine, text: 'TEXT', made: '' }
})
after(() => started.stop())

const as = (credentials: string, database = 'postgres') => {
  const { host } = new URL(started.address)
  return engineOf(`postgres://${credentials}@${host}/${database}`)
}
async function refused(mapping: string, engine: ReturnType<typeof as>): Promise<string[]> {
  const found = await judgeTables(mapping, undefined, '0', engine)
  assert.ok('problems' in found, JSON.stringify(found))
  return found.problems.map((p) => p.en)
}

describe('a loan book in PostgreSQL', () => {
  it('has its cells read as DuckDB reads text', () => proveCells(server))
  for (const [what, of] of BOOKS) it(`is told as in files: ${what}`, () => proveBook(server, of))
  it('is told as in files where columns have types of their own', () =>
    proveBook(
      server,
      {},
      {
        'loans.amt': 'NUMERIC(20,4)',
        'loans.amt_partner': 'DOUBLE PRECISION',
        'loans.bal': 'REAL',
        'loans.reg': 'INTEGER',
        'loans.dt': 'TIMESTAMP',
        'banks.exempt': 'BOOLEAN',
        'banks.cap': 'DOUBLE PRECISION',
        'banks.kind': 'VARCHAR(20)',
      },
    ))

  it('leaves nothing behind, and a table that bears one of our names alone', async () => {
    const over = await inTables(book(), server)
    await started.engine.run('CREATE TABLE guiju_parts (mine INTEGER)')
    await proveBook(server, {})
    await judgeTables(over, undefined, '0', server.target)
    const left = await started.engine.rows("SELECT relname FROM pg_class WHERE relname LIKE 'guiju%'")
    assert.deepEqual(left, [{ relname: 'guiju_parts' }])
    await started.engine.run('DROP TABLE guiju_parts')
  })

  it('is read by a user who may only read', async () => {
    const over = await inTables(book(), server)
    await started.engine.run("CREATE ROLE reader LOGIN PASSWORD 'sesame-1'")
    await started.engine.run('GRANT SELECT ON loans, banks, partners TO reader')
    assert.ok('results' in (await judgeTables(over, undefined, '0', as('reader:sesame-1'))))
    await started.engine.run('REVOKE SELECT ON partners FROM reader')
    await assert.rejects(judgeTables(over, undefined, '0', as('reader:sesame-1')), (error) => {
      assert.ok(error instanceof InputError)
      assert.equal(error.code, 'engine.refused')
      assert.match(error.text.en, /permission denied for table partners/)
      return !/sesame/.test(error.text.en + error.text.zh)
    })
  })

  it('is not found under another name, which is told in one line', async () => {
    const over = await inTables(book({ columns: LOAN_COLUMNS.replace('balance: bal', 'balance: ball') }), server)
    assert.deepEqual(await refused(over, server.target), [
      'loan.balance: there is no column “ball”: did you mean “bal”?',
    ])
    const other = await inTables(book({ loanTable: '{ from: Loans, columns: { loanId: loan_no } }' }), server)
    assert.deepEqual(await refused(other, server.target), [
      'loan: the database has no table Loans: did you mean loans?',
    ])
    assert.deepEqual(await refused(book(), server.target).then((said) => said.map((line) => line.split(':')[0])), [
      'loan',
      'bank',
      'partner',
    ])
  })

  it('cannot be reached with an address that leads nowhere, which is told without it', async () => {
    const over = await inTables(book(), server)
    const nowhere = engineOf('postgres://someone:sesame-2@127.0.0.1:1/books')
    for (const [engine, why] of [
      [nowhere, /postgres:\/\/127\.0\.0\.1:1\/books cannot be used \(nothing listens there\)/],
      [as('guiju:sesame-2', 'none'), /there is no such database/],
      [as('nobody:sesame-2'), /the user or password is not accepted/],
    ] as const)
      await assert.rejects(judgeTables(over, undefined, '0', engine), (error) => {
        assert.ok(error instanceof InputError)
        assert.match(error.text.en, why)
        return !/sesame|someone/.test(error.text.en + error.text.zh)
      })
  })
})

describe('a register or inventory in PostgreSQL', () => {
  for (const name of INVENTORIES) it(`is told as in files: ${name}`, () => proveInventory(server, name))

  it('is compiled, run by psql and collected into the report that check gives', async () => {
    const over = await inTables(inventory('account-register over a platform'), server)
    const out = mkdtempSync(join(tmpdir(), 'guiju-work-'))
    assert.equal(await compileCommand(over, { dialect: 'postgres', out }, '0'), 0)
    const done = spawnSync('psql', ['-X', started.address, '-f', 'run.sql'], { cwd: out, encoding: 'utf8' })
    assert.deepEqual([done.status, done.stdout, done.stderr], [0, '', ''])
    assert.deepEqual(await collected(out, '0'), await judgeTables(over, undefined, '0', server.target))
  })
})

describe('a loan book compiled for PostgreSQL', () => {
  it('is run by psql and collected into the report that check gives', async () => {
    const over = await inTables(
      book({ head: 'asOf: [2022-06-30, 2023-07-01]\nledger: internet\nregionLevel: 4' }),
      server,
    )
    const expected = await judgeTables(over, undefined, '0', server.target)
    const out = mkdtempSync(join(tmpdir(), 'guiju-work-'))
    assert.equal(await compileCommand(over, { dialect: 'postgres', out }, '0'), 0)
    const done = spawnSync('psql', ['-X', started.address, '-f', 'run.sql'], { cwd: out, encoding: 'utf8' })
    assert.deepEqual([done.status, done.stdout, done.stderr], [0, '', ''])
    assert.deepEqual(await collected(out, '0'), expected)
    // Those of the session end with it, a moment after psql.
    const left = await started.engine.rows(
      "SELECT relname FROM pg_class WHERE relname LIKE 'guiju%' AND relpersistence <> 't'",
    )
    assert.deepEqual(left, [])
  })

  it('stops at the first fault, and is not taken for done', async () => {
    const over = await inTables(book(), server)
    const out = mkdtempSync(join(tmpdir(), 'guiju-work-'))
    await compileCommand(over, { dialect: 'postgres', out }, '0')
    await started.engine.run('ALTER TABLE partners RENAME COLUMN g TO grp')
    const done = spawnSync('psql', ['-X', started.address, '-f', 'run.sql'], { cwd: out, encoding: 'utf8' })
    assert.notEqual(done.status, 0)
    assert.match(done.stderr, /column r\.g does not exist/)
    await assert.rejects(collected(out, '0'), (error) => error instanceof InputError && error.code === 'work.unrun')
  })
})
