import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Result } from '../../src/judge/result.ts'
import { openState, type State } from '../../src/store/state/database.ts'
import { addJob, claimJob, completeJob } from '../../src/store/state/jobs.ts'
import { makeWorkspace, removeWorkspace, WorkspaceGone } from '../../src/store/state/people.ts'
import { keepResult, keepResults } from '../../src/store/state/results.ts'
import { record } from '../../src/store/state/trail.ts'
import { newDatabase } from '../support/bench.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const TABLES = [
  'result',
  'subject',
  'determination',
  'standing',
  'tally',
  'task',
  'task_tally',
  'material',
  'job',
] as const
/** Long enough that a removal that does not wait is done. */
const A_WHILE = 250

const named = (id: string): Result =>
  sampleResult([{ ...sampleApp(), subject: { ...sampleApp().subject, id: `app.android:${id}`, name: id } }])

describe('what is written while its workspace is removed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-removal-'))
  let state: State
  let database: Awaited<ReturnType<typeof newDatabase>>
  let ws = ''
  let n = 0

  before(async () => {
    database = await newDatabase()
    state = await openState(folder, database.address.startsWith('postgres') ? database.address : undefined)
  })
  after(async () => {
    await state?.close()
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    ws = `w${n++}`
    await makeWorkspace(state.db, { id: ws, name: ws })
    await record(state.db, { workspace: ws, actor: 'test', action: 'workspace made', object: ws })
  })

  async function left(): Promise<string[]> {
    const found: string[] = []
    for (const table of TABLES) {
      const rows = await state.db.selectFrom(table).select('workspace_id').where('workspace_id', '=', ws).execute()
      if (rows.length > 0) found.push(table)
    }
    return found
  }
  const job = () => addJob(state.db, { workspace: ws, account: 'a', kind: 'audit', input: {} })
  async function claimed() {
    await job()
    return { ...(await claimJob(state.db, 'me'))!, owner: 'me' }
  }

  /** Results in the midst of which the workspace is removed. */
  function inTheMidst() {
    const removed = Promise.withResolvers<void>()
    async function* results() {
      yield named('a')
      removed.resolve(removeWorkspace(state.db, ws))
      await Promise.race([removed.promise, sleep(A_WHILE)])
      yield named('b')
    }
    return { results: results(), removed: removed.promise }
  }

  it('is gone with it where it came first', async () => {
    const { results, removed } = inTheMidst()
    assert.equal((await keepResults(state.db, ws, results)).length, 2)
    await removed
    assert.deepEqual(await left(), [])
  })

  it('is gone with it where a job ends meanwhile', async () => {
    await keepResult(state.db, ws, named('a'))
    const claim = await claimed()
    const { results, removed } = inTheMidst()
    assert.equal(await completeJob(state.db, claim, results), true)
    await removed
    assert.deepEqual(await left(), [])
  })

  it('is not written where the removal came first, or comes at the same moment', async () => {
    const claim = await claimed()
    const all = await Promise.allSettled([
      removeWorkspace(state.db, ws),
      keepResult(state.db, ws, named('a')),
      job(),
      completeJob(state.db, claim, [named('b')]),
    ])
    for (const one of all.slice(0, 3))
      assert.ok(one.status === 'fulfilled' || one.reason instanceof WorkspaceGone, String(Object.values(one)))
    assert.equal(all[3]!.status, 'fulfilled')
    assert.deepEqual(await left(), [])
    await assert.rejects(keepResult(state.db, ws, named('a')), WorkspaceGone)
    await assert.rejects(job(), WorkspaceGone)
    assert.equal(await completeJob(state.db, claim, [named('b')]), false)
    assert.deepEqual(await left(), [])
  })

  it('of others is not held up by it', async () => {
    const done: string[] = []
    async function* slow() {
      yield named('a')
      // The other is kept while this is not done, where the database has more than one writer.
      if (state.flavour === 'postgres') await keepResult(state.db, ws, named('b')).then(() => done.push('b'))
      yield named('c')
    }
    await keepResults(state.db, ws, slow())
    done.push('slow')
    assert.equal(done.at(-1), 'slow')
    assert.equal(done.length, state.flavour === 'postgres' ? 2 : 1)
  })
})
