import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { addDays } from '../../src/law/day.ts'
import { keepArtifact } from '../../src/store/state/artifacts.ts'
import type { BlobStore } from '../../src/store/state/blobs.ts'
import type { State } from '../../src/store/state/database.ts'
import { addJob } from '../../src/store/state/jobs.ts'
import { makeWorkspace } from '../../src/store/state/people.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const example = fileURLToPath(new URL('../../examples/early/early.apk', import.meta.url))
const CUT = 0.2
/** Kills without which a run shows nothing: a quick machine goes on until it has as many. */
const LEAST = 4
/** Milliseconds after which a process that is idle is killed, at least and by chance more. */
const LIFE = { least: 1500, more: 10_000 }
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms))

export interface Killing {
  readonly state: State
  readonly blobs: BlobStore
  /** Arguments of each process that takes up jobs. */
  readonly commands: readonly (readonly string[])[]
  readonly env?: Readonly<Record<string, string>>
  /** Seconds at least during which processes and their jobs are killed; then all that is left is done. */
  readonly seconds: number
  /** Jobs that wait at once, until the killing is over. */
  readonly jobs: number
}

/** What was done and came of it. */
export interface Killed {
  readonly processes: number
  readonly children: number
  readonly jobs: number
  /** How often jobs were taken up in all: more than there are, by those that were cut off. */
  readonly attempts: number
  readonly lost: number
  readonly doubles: number
}

/** Kills processes and jobs at any moment: no job is lost and none comes to a second result. */
export async function killAtRandom({ state: { db }, blobs, commands, env, seconds, jobs }: Killing): Promise<Killed> {
  await makeWorkspace(db, { id: 'main', name: 'main' })
  const { sha256, bytes } = await blobs.write(
    (async function* () {
      yield readFileSync(example)
    })(),
    1e9,
  )
  await keepArtifact(db, { workspace_id: 'main', sha256, name: 'early.apk', bytes, account_id: 'x' })
  const days: string[] = []
  /** Adds jobs until as many as asked for are to be done, each on a day of its own: so each comes to a result of its own. */
  const fill = async () => {
    for (let open = await toDo(db); open < jobs; open++) {
      const on = addDays('2026-01-01', days.length)
      days.push(on)
      await addJob(db, {
        workspace: 'main',
        account: 'x',
        kind: 'audit',
        input: { kind: 'audit', target: { artifact: sha256 }, on },
      })
    }
  }
  await fill()
  const start = (command: readonly string[]): ChildProcess =>
    spawn(process.execPath, [main, ...command], { stdio: 'ignore', env: { ...process.env, ...env } })
  const end = async (process: ChildProcess) => {
    if (process.exitCode !== null || process.signalCode !== null) return
    const ended = new Promise((go) => process.once('exit', go))
    process.kill('SIGKILL')
    await ended
  }
  const running = commands.map(start)
  /** A process lives long enough, by chance, to take up a job: one that never does proves nothing. */
  const lifeOf = () => Date.now() + LIFE.least + Math.random() * LIFE.more
  const until = commands.map(lifeOf)
  const kills = { processes: 0, children: 0 }
  try {
    const over = Date.now() + seconds * 1000
    while (Date.now() < over || kills.processes + kills.children < LEAST) {
      await fill()
      await pause(200 + Math.random() * 1000)
      const at = Math.floor(Math.random() * commands.length)
      const job = childOf(running[at]!.pid!)
      const chance = Math.random()
      // Whoever is at work is cut off in two of five times, itself or its job; who is not, when its time is over.
      if (job === undefined || chance < CUT) {
        if (job === undefined && Date.now() < until[at]!) continue
        await end(running[at]!)
        running[at] = start(commands[at]!)
        until[at] = lifeOf()
        kills.processes += 1
      } else if (chance < 2 * CUT)
        try {
          process.kill(job, 'SIGKILL')
          kills.children += 1
        } catch {
          // It ended meanwhile.
        }
    }
    while ((await toDo(db)) > 0) await pause(300)
    const rows = await db.selectFrom('job').selectAll().execute()
    assert.deepEqual(
      rows.map((j) => j.state),
      days.map(() => 'done'),
      JSON.stringify(rows.map((j) => j.error)),
    )
    const results = await db.selectFrom('result').select(['as_of', 'job_id']).execute()
    assert.deepEqual(results.map((r) => r.as_of).sort(), days, `after ${JSON.stringify(kills)}`)
    const done = new Set(results.map((r) => r.job_id)).size
    assert.equal(done, days.length)
    const attempts = rows.reduce((sum, j) => sum + j.attempt, 0)
    return { ...kills, jobs: days.length, attempts, lost: days.length - done, doubles: results.length - done }
  } finally {
    await Promise.all(running.map(end))
  }
}

async function toDo(db: State['db']): Promise<number> {
  return (await db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()).length
}

/** A process the given one started. */
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
