/**
 * A job of many results is stored while subjects and results are read: how long each read waited.
 * `node bench/server/job.ts [subjects] [database]`, in a store of its own; reads are due every 20 ms.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readResult, writeResult } from '../../src/serve/jobs/result-file.ts'
import { openState } from '../../src/store/state/database.ts'
import { addJob, claimJob, completeJob } from '../../src/store/state/jobs.ts'
import { keepResult, resultOf } from '../../src/store/state/results.ts'
import { subjectsOf } from '../../src/store/state/subject-list.ts'
import { resultOf as made } from './fill.ts'

const [subjects = '2001', database] = process.argv.slice(2)
const EVERY = 20
const folder = mkdtempSync(join(tmpdir(), 'guiju-job-'))
const state = await openState(folder, database)
try {
  const { db } = state
  const path = join(folder, 'result.ndjson')
  const [first, ...rest] = Array.from({ length: Number(subjects) }, (_, n) => made(n))
  await writeResult(path, { ...first!, results: [first!, ...rest].flatMap((r) => r.results) })
  const [known] = await keepResult(db, 'main', made(Number(subjects)))
  await addJob(db, { workspace: 'main', account: 'a', kind: 'check', input: {} })
  const claim = { ...(await claimJob(db, 'bench'))!, owner: 'bench' }

  const took: number[] = []
  const reads: Promise<void>[] = []
  let ended = false
  const start = performance.now()
  const cpu = process.cpuUsage()
  const stored = completeJob(db, claim, readResult(path)).finally(() => {
    ended = true
  })
  for (let n = 0; !ended; n += 1) {
    const due = start + n * EVERY
    await pause(Math.max(0, due - performance.now()))
    reads.push(
      Promise.all([subjectsOf(db, 'main', { most: 50, from: 0 }), resultOf(db, 'main', known!.result)]).then(() => {
        took.push(performance.now() - due)
      }),
    )
  }
  await Promise.all([stored, ...reads])
  const { user, system } = process.cpuUsage(cpu)
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))]!.toFixed(1)
  console.log(
    `${subjects} results, ${(statSync(path).size / 2 ** 20).toFixed(0)} MB, stored in ${((performance.now() - start) / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor time); ${took.length} reads meanwhile: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; load ${loadavg()[0]!.toFixed(1)}`,
  )
} finally {
  await state.close()
  rmSync(folder, { recursive: true, force: true })
}
