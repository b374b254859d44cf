import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { judgeTables } from '../../src/cli/check.ts'
import { collected } from '../../src/cli/collect.ts'
import { compile, compileCommand, idOf, type Manifest } from '../../src/cli/compile.ts'
import { InputError } from '../../src/cli/errors.ts'
import { DIALECTS } from '../../src/judge/sql/dialect.ts'
import { bare } from '../support/bare-report.ts'
import { runDuckdb } from '../support/run-duckdb.ts'
import { type Book, book, LOANS } from '../support/small-book.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'guiju-work-'))

async function compiled(of: Book, run = true): Promise<{ readonly mapping: string; readonly out: string }> {
  const mapping = book(of)
  const out = folder()
  assert.equal(await compileCommand(mapping, { dialect: 'duckdb', out }, '0'), 0)
  if (run) await runDuckdb(out)
  return { mapping, out }
}

const refusal = (code: string, says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error))
  assert.equal(error.code, code)
  assert.match(error.text.en, says)
  assert.doesNotMatch(error.text.zh, /\n/)
  return true
}

describe('a check that is compiled, run and collected', () => {
  it('comes to the report of check, whatever the days', async () => {
    const { mapping, out } = await compiled({
      head: 'asOf: [2022-06-30, 2023-07-01]\nledger: internet\nregionLevel: 4',
    })
    const expected = bare(await judgeTables(mapping, undefined, '0'), false)
    const found = await collected(out, '0')
    assert.deepEqual(bare(found, true), expected)
    assert.ok('results' in found)
    assert.deepEqual(
      found.results.map(({ subject }) => subject.inputs.map((i) => i.name)),
      [['book.yaml'], ['book.yaml']],
    )
    assert.match(found.results[0]!.limits.at(-1)!.en, /^Computed by DuckDB where the rows are \(loan: loans\*\.csv; /)
    assert.deepEqual(await collected(out, '0'), found)
  })

  it('says what is wrong with the tables as check does', async () => {
    const { mapping, out } = await compiled({
      loans: `${LOANS.replace('700.00', '-1')}L01,B1,P1,x,1,1,330106,2022-01-01,\n`,
    })
    const expected = await judgeTables(mapping, undefined, '0')
    assert.ok('problems' in expected && expected.problems.length === 3)
    assert.deepEqual(await collected(out, '0'), expected)
  })

  it('is run and collected by commands', async () => {
    const mapping = book()
    const main = new URL('../../src/cli/main.ts', import.meta.url).pathname
    const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })
    const out = folder()
    const done = run('compile', mapping, '--dialect', 'duckdb', '--out', out, '--on', '2023-06-30')
    assert.equal(done.status, 0, done.stderr)
    assert.equal(run('collect', out).status, 2)
    await runDuckdb(out)
    const told = run('collect', out, '--format', 'json')
    assert.equal(told.status, 1, told.stderr)
    assert.equal(JSON.parse(told.stdout).asOf, '2023-06-30')
  })

  for (const dialect of DIALECTS)
    it(`is written for ${dialect}, twice alike, with its commands in both languages`, async () => {
      const mapping = book({ loanTable: '{ from: risk.loans, columns: { loanId: loan_no } }' })
      const text = readFileSync(mapping, 'utf8').replaceAll('.csv', '')
      const order = { text, file: mapping, dialect, on: undefined, version: '0' }
      const [one, other] = [await compile(order), await compile(order)]
      assert.ok('script' in one && 'script' in other)
      assert.equal(one.script, other.script)
      assert.match(one.script, /["`]risk["`]\.["`]loans["`]/)
      assert.ok(one.manifest.results.length > 10)
    })
})

describe('what cannot be compiled is one line', () => {
  const said = async (of: Book, dialect: (typeof DIALECTS)[number]) => {
    const mapping = book(of)
    const found = await compile({
      text: readFileSync(mapping, 'utf8'),
      file: mapping,
      dialect,
      on: undefined,
      version: '0',
    })
    assert.ok('problems' in found)
    return found.problems.map((p) => p.en)
  }
  it('files for an engine that has tables', async () => {
    const [line] = await said({}, 'postgres')
    assert.match(line!, /^loan: loans\*\.csv is nothing PostgreSQL has: let from name a table \(schema\.table\)$/)
  })
  it('a workbook', async () => {
    const [line] = await said({ loanTable: '{ from: loans.xlsx, columns: { loanId: loan_no } }' }, 'spark')
    assert.match(line!, /or csv or parquet files$/)
  })
  it('an unknown dialect, an inventory, or a folder that has results', async () => {
    await assert.rejects(
      compileCommand(book(), { dialect: 'oracle', out: folder() }, '0'),
      refusal('dialect.unknown', /use duckdb, postgres/),
    )
    const inventory = fileURLToPath(new URL('../../examples/networks/inventory.yaml', import.meta.url))
    await assert.rejects(
      compileCommand(inventory, { dialect: 'duckdb', out: folder() }, '0'),
      refusal('compile.inventory', /run guiju check on it$/),
    )
    const { mapping, out } = await compiled({})
    await assert.rejects(
      compileCommand(mapping, { dialect: 'duckdb', out }, '0'),
      refusal('work.used', /has results already/),
    )
  })
})

describe('results that cannot be read are one line', () => {
  let whole: string
  let other: string
  before(async () => {
    whole = (await compiled({})).out
    other = (await compiled({ head: 'asOf: 2023-06-30\nledger: internet\nregionLevel: 4' })).out
  })
  const changed = (change: (out: string) => void): string => {
    const out = folder()
    cpSync(whole, out, { recursive: true })
    change(out)
    return out
  }
  const codes = (out: string) => join(out, 'results/2023-07-01-codes.jsonl')
  const cases: readonly (readonly [string, (out: string) => void, string, RegExp])[] = [
    [
      'no folder of ours',
      (out) => rmSync(join(out, 'manifest.json')),
      'work.none',
      /is no folder that guiju compile wrote/,
    ],
    ['not run', (out) => rmSync(join(out, 'results/seal.jsonl')), 'work.unrun', /seal\.jsonl is not there/],
    ['a result is missing', (out) => rmSync(codes(out)), 'work.unrun', /codes\.jsonl is not there/],
    [
      'a result is cut off at a line',
      (out) => writeFileSync(codes(out), readFileSync(codes(out), 'utf8').replace(/\n[^\n]+\n$/, '\n')),
      'work.result',
      /codes\.jsonl cannot be used \(it has \d+ of \d+ rows\)/,
    ],
    [
      'a result is cut off within a line',
      (out) => writeFileSync(codes(out), readFileSync(codes(out), 'utf8').slice(0, -20)),
      'work.result',
      /line \d+ is cut off/,
    ],
    [
      'a result was changed',
      (out) => writeFileSync(codes(out), readFileSync(codes(out), 'utf8').replace(/"n":"1"/, '"n":"2"')),
      'work.result',
      /it was changed, or is of another run/,
    ],
    [
      'a result has more rows',
      (out) => appendFileSync(codes(out), readFileSync(codes(out), 'utf8')),
      'work.result',
      /of \d+ rows/,
    ],
    [
      'a result holds something else',
      (out) => writeFileSync(codes(out), '[1]\n'),
      'work.result',
      /other columns|no answer/,
    ],
    ['a result is no text', (out) => writeFileSync(codes(out), Buffer.from([0xff, 0xfe])), 'work.result', /no UTF-8/],
    [
      'results are of another folder',
      (out) => cpSync(join(other, 'results/seal.jsonl'), join(out, 'results/seal.jsonl')),
      'work.foreign',
      /another compilation/,
    ],
    [
      'one result is of another folder',
      (out) =>
        cpSync(join(other, 'results/2023-06-30-examples.jsonl'), join(out, 'results/2023-07-01-exposure_rows.jsonl')),
      'work.result',
      /other columns/,
    ],
    [
      'the script was changed',
      (out) => appendFileSync(join(out, 'run.sql'), '-- \n'),
      'work.changed',
      /run\.sql was changed/,
    ],
    [
      'the manifest was changed',
      (out) => edit(out, (m) => ({ ...m, days: ['2023-07-02'] })),
      'work.changed',
      /manifest\.json was changed/,
    ],
    ['the manifest is broken', (out) => writeFileSync(join(out, 'manifest.json'), '{'), 'work.changed', /is not whole/],
    [
      'the rules are others',
      (out) => edit(out, (m) => signed({ ...m, tool: { ...m.tool, rules: '0'.repeat(64), version: '0.0.9' } })),
      'work.other',
      /another version \(0\.0\.9\)/,
    ],
  ]
  for (const [what, change, code, says] of cases)
    it(what, () => assert.rejects(collected(changed(change), '0'), refusal(code, says)))

  it('the script need not be there', async () => {
    assert.ok(
      'results' in
        (await collected(
          changed((out) => rmSync(join(out, 'run.sql'))),
          '0',
        )),
    )
    assert.ok(existsSync(join(whole, 'README.md')))
  })
})

const signed = (manifest: Manifest): Manifest => ({ ...manifest, id: idOf(manifest) })
function edit(out: string, change: (manifest: Manifest) => Manifest): void {
  const name = join(out, 'manifest.json')
  writeFileSync(name, JSON.stringify(change(JSON.parse(readFileSync(name, 'utf8')) as Manifest)))
}
