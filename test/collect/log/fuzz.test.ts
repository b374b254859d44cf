import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzLogs } from '../../support/log-fuzz.ts'

test('damaged logs of every kind are read or refused, never thrown on', async () => {
  assert.ok((await fuzzLogs(200, 7)) > 40)
})
