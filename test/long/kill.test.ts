import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Blobs, keepArtifact } from '../../src/store/state/artifacts.ts'
import { openState } from '../../src/store/state/database.ts'
import { addJob } from '../../src/store/state/jobs.ts'
import { makeWorkspace } from '../../src/store/state/people.ts'
import { newDatabase } from '../support/bench.ts'

/** Seconds during which servers and jobs are killed at random; then all that is left is done. */
const SECONDS = Number(process.env['GUIJU_KILL_SECONDS'] ?? 20)
const JOBS = Number(process.env['GUIJU_KILL_JOBS'] ?? 12)
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const example = fileURLToPath(new URL('../../examples/early/early.apk', import.meta.url))
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms))

it('kills of server and jobs at any moment lose no job and double none', {
  timeout: (SECONDS + 300) * 1000,
}, async () => {
  const store = mkdtempSync(join(tmpdir(), 'guiju-kill-'))
  const made = await newDatabase()
  const database = made.address.startsWith('postgres') ? made.address : undefined
  const state = await openState(store, database)
  const { db } = state
  const blobs = new Blobs(store)
  await makeWorkspace(db, { id: 'main', name: 'main' })
  const { sha256, bytes } = await blobs.write(
    (async function* () {
      yield readFileSync(example)
    })(),
    1e9,
  )
  await keepArtifact(db, { workspace_id: 'main', sha256, name: 'early.apk', bytes, account_id: 'x' })
  // Each on a day of its own, so that each comes to a result of its own.
  const days = Array.from({ length: JOBS }, (_, n) => `2026-10-${String(n + 1).padStart(2, '0')}`)
  for (const on of days)
    await addJob(db, {
      workspace: 'main',
      account: 'x',
      kind: 'audit',
      input: { kind: 'audit', target: { artifact: sha256 }, on },
    })

  const start = (): ChildProcess =>
    spawn(
      process.execPath,
      [main, 'serve', '--port', '0', '--store', store, ...(database ? ['--database', database] : [])],
      { stdio: 'ignore' },
    )
  let server = start()
  const until = Date.now() + SECONDS * 1000
  let kills = 0
  while (Date.now() < until) {
    await pause(300 + Math.random() * 2500)
    const job = Math.random() < 0.4 ? childOf(server.pid!) : undefined
    if (job === undefined) {
      server.kill('SIGKILL')
      await new Promise((go) => server.once('exit', go))
      server = start()
    } else
      try {
        process.kill(job, 'SIGKILL')
      } catch {
        continue
      }
    kills += 1
  }
  try {
    for (let left = 1; left > 0; await pause(300))
      left = (await db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()).length
    const jobs = await db.selectFrom('job').selectAll().execute()
    assert.deepEqual(
      jobs.map((j) => j.state),
      days.map(() => 'done'),
      JSON.stringify(jobs.map((j) => j.error)),
    )
    const results = await db.selectFrom('result').select(['as_of', 'job_id']).execute()
    assert.deepEqual(results.map((r) => r.as_of).sort(), days, `after ${kills} kills`)
    assert.equal(new Set(results.map((r) => r.job_id)).size, JOBS)
    assert.ok(kills > 3)
  } finally {
    server.kill('SIGKILL')
    await new Promise((go) => server.once('exit', go))
    await state.close()
    await made.drop()
    rmSync(store, { recursive: true, force: true })
  }
})

/** A process the server started. */
function childOf(parent: number): number | undefined {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent) return Number(name)
    } catch {
      // It ended meanwhile.
    }
  }
  return undefined
}
