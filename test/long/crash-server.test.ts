import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clients, serverFull, serverKilled } from '../support/server-crash.ts'

/** Rounds of a server that is killed while clients write; GUIJU_CRASHES sets another number. */
const ROUNDS = Number(process.env['GUIJU_CRASHES'] ?? 2)

describe('cases of the workbench under clients at once, kill -9 and a full disk', () => {
  it('keep what several clients and a command line record at once', () => clients(4, 8))
  it(`keep what was acknowledged before ${ROUNDS} kills, and show nothing half-written`, async () => {
    await serverKilled(ROUNDS, Math.random)
    assert.ok(ROUNDS > 0)
  })
  it('keep what was acknowledged before the disk was full', () => serverFull(300))
})
