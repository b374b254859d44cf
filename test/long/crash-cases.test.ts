import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fullDisk, killed, together } from '../support/case-crash.ts'

/** Rounds of two writers that are killed; GUIJU_CRASHES sets another number. */
const ROUNDS = Number(process.env['GUIJU_CRASHES'] ?? 12)

describe('cases under crashes, for longer', () => {
  it('ten writers at once', () => together(10, 10))
  it(`${ROUNDS} rounds of kill -9`, async () => {
    assert.ok((await killed(ROUNDS, Math.random)) > ROUNDS)
  })
  for (const blocks of [70, 96, 120, 200, 400]) it(`a disk that is full at ${blocks} KB`, () => fullDisk(blocks))
})
