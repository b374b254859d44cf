import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { Blobs } from '../../src/store/state/blobs.ts'
import { openState } from '../../src/store/state/database.ts'
import { newDatabase } from '../support/bench.ts'
import { killAtRandom } from '../support/kill.ts'

/** Seconds during which servers and jobs are killed at random; then all that is left is done. */
const SECONDS = Number(process.env['GUIJU_KILL_SECONDS'] ?? 20)
const JOBS = Number(process.env['GUIJU_KILL_JOBS'] ?? 12)

it('kills of server and jobs at any moment lose no job and double none', {
  timeout: (SECONDS + 300) * 1000,
}, async (t) => {
  const store = mkdtempSync(join(tmpdir(), 'guiju-kill-'))
  const made = await newDatabase()
  const database = made.address.startsWith('postgres') ? made.address : undefined
  const state = await openState(store, database)
  const serve = ['serve', '--port', '0', '--store', store, ...(database ? ['--database', database] : [])]
  try {
    const found = await killAtRandom({
      state,
      blobs: new Blobs(store),
      commands: [serve],
      seconds: SECONDS,
      jobs: JOBS,
    })
    t.diagnostic(JSON.stringify(found))
  } finally {
    await state.close()
    await made.drop()
    rmSync(store, { recursive: true, force: true })
  }
})
