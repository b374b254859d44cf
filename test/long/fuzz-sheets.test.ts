import assert from 'node:assert/strict'
import { it } from 'node:test'
import { damaged } from '../support/sheet-fuzz.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_SHEETS'] ?? 4_000)

it(`${RUNS} damaged workbooks are read or refused`, { timeout: 5 * 60_000 }, () => {
  const read = damaged(1_000, RUNS)
  assert.ok(read > 0 && read < RUNS, String(read))
})
