import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Result } from '../../src/judge/result.ts'
import { NoResult, readResult, writeResult } from '../../src/serve/jobs/result-file.ts'
import { openState, type State } from '../../src/store/state/database.ts'
import { addJob, type Claim, claimJob, completeJob, jobOf } from '../../src/store/state/jobs.ts'
import { subjectsOf } from '../../src/store/state/subject-list.ts'
import { newDatabase } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

const SUBJECTS = 60

/** What reads see, and how long they wait, while a job of many results ends. Counted in subjects, not in time. */
describe('a result of many subjects is stored in slices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-slices-'))
  const file = join(folder, 'result.ndjson')
  const sample = sampleResult()
  const many = {
    ...sample,
    results: Array.from({ length: SUBJECTS }, (_, n) => {
      const [one] = sample.results
      const name = `网络\u2028${n}`
      return { ...one!, subject: { ...one!.subject, id: `network:${n}`, kind: 'network' as const, name } }
    }),
  }
  let state: State
  let drop: () => Promise<void>
  before(async () => {
    const database = await newDatabase()
    drop = database.drop
    const onServer = database.address.startsWith('postgres')
    state = await openState(folder, onServer ? database.address : undefined)
    await writeResult(file, many)
  })
  after(async () => {
    await state.close()
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const claimed = async (): Promise<Claim> => {
    await addJob(state.db, { workspace: 'main', account: 'a', kind: 'check', input: {} })
    return { ...(await claimJob(state.db, 'me'))!, owner: 'me' }
  }

  /** Ends a job, and meanwhile reads again and again: what each read saw, and the most subjects stored between two. */
  async function watched(claim: Claim, results: AsyncIterable<Result>) {
    let given = 0
    let ended = false
    const counting = (async function* () {
      for await (const one of results) {
        given += 1
        yield one
      }
    })()
    const done = completeJob(state.db, claim, counting)
      .catch((error: Error) => error)
      .finally(() => {
        ended = true
      })
    const seen = new Set<number>()
    let most = 0
    let last = given
    while (!ended) {
      const { all } = await subjectsOf(state.db, 'main', { most: 1, from: 0 })
      if (!ended) seen.add(all)
      most = Math.max(most, given - last)
      last = given
      await new Promise((go) => setImmediate(go))
    }
    return { done: await done, seen, most, given }
  }

  it('and taken back whole when it fails in the midst', async () => {
    const claim = await claimed()
    const broken = (async function* () {
      for await (const one of readResult(file)) {
        if (one.results[0]!.subject.id === 'network:40') throw new NoResult('x')
        yield one
      }
    })()
    const { done, seen, given } = await watched(claim, broken)
    assert.ok(done instanceof NoResult)
    assert.equal(given, 40)
    assert.deepEqual([...seen], [0])
    assert.equal((await subjectsOf(state.db, 'main', { most: 1, from: 0 })).all, 0)
    assert.equal((await jobOf(state.db, 'main', claim.id))!.state, 'running')
    await completeJob(state.db, claim, [])
  })

  it('reads are answered after every few subjects, and see none of them until all are there', async () => {
    const { done, seen, most } = await watched(await claimed(), readResult(file))
    assert.equal(done, true)
    assert.deepEqual(
      [...seen].filter((n) => n !== SUBJECTS),
      [0],
    )
    // PostgreSQL answers a read in its own time; here nothing but the store itself could be in the way.
    if (state.flavour === 'sqlite') assert.ok(most <= 3, `${most} subjects were stored between two reads`)
    const { all, rows } = await subjectsOf(state.db, 'main', { most: 100, from: 0 })
    assert.equal(all, SUBJECTS)
    assert.ok(rows.every((r) => r.name.includes('\u2028')))
  })

  it('a file that was not written to its end is no result', async () => {
    const all: unknown[] = []
    await writeResult(file, { ...many, results: many.results.slice(0, 3) })
    for await (const one of readResult(file)) all.push(one)
    assert.equal(all.length, 3)
    truncateSync(file, statSync(file).size - 10)
    await assert.rejects(async () => {
      for await (const one of readResult(file)) all.push(one)
    }, NoResult)
  })
})
