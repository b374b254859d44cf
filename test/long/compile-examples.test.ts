import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { collected } from '../../src/cli/collect.ts'
import { compileCommand } from '../../src/cli/compile.ts'
import { bare } from '../support/bare-report.ts'
import { runDuckdb } from '../support/run-duckdb.ts'

const examples = new URL('../../examples/', import.meta.url).pathname

describe('an example compiled for DuckDB, run and collected', () => {
  for (const name of [
    'loans/loans',
    'tables/account-register/mapping',
    'tables/product/mapping',
    'tables/programme/mapping',
  ])
    it(`comes to the report of check: ${name}`, async () => {
      const mapping = join(examples, `${name}.yaml`)
      const out = mkdtempSync(join(tmpdir(), 'guiju-work-'))
      assert.equal(await compileCommand(mapping, { dialect: 'duckdb', out }, '0'), 0)
      await runDuckdb(out)
      assert.deepEqual(bare(await collected(out, '0'), true), bare(await judgeTables(mapping, undefined, '0'), false))
    })
})
