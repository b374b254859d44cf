import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fuzzLogs } from '../support/log-fuzz.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_LOGS'] ?? 2_000)

it(`${RUNS} damaged logs are read or refused`, { timeout: 10 * 60_000 }, async () => {
  assert.ok((await fuzzLogs(RUNS, 1)) > RUNS / 10)
})
