import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { collected } from '../../src/cli/collect.ts'
import { compileCommand } from '../../src/cli/compile.ts'
import { bare } from '../support/bare-report.ts'
import { book } from '../support/small-book.ts'
import { PYTHON } from './support/python.ts'

it('a loan book compiled for Spark is run over its files and collected into the report that check gives', async () => {
  const mapping = book()
  const out = mkdtempSync(join(tmpdir(), 'guiju-work-'))
  assert.equal(await compileCommand(mapping, { dialect: 'spark', out }, '0'), 0)
  const done = spawnSync(PYTHON, [join(import.meta.dirname, 'support/spark-script.py')], { cwd: out, encoding: 'utf8' })
  assert.equal(done.status, 0, done.stderr.slice(-2000))
  assert.deepEqual(bare(await collected(out, '0'), true), bare(await judgeTables(mapping, undefined, '0'), false))
})
