import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { openState } from '../../src/store/state/database.ts'
import { makeWorkspace, workspaceOf } from '../../src/store/state/people.ts'

describe('the thread that writes to a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-writer-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('reads go on meanwhile and see what was committed', async () => {
    const state = await openState(join(folder, 'a'))
    let seen: unknown = 'nothing'
    await state.db.transaction().execute(async (within) => {
      await makeWorkspace(within, { id: 'x', name: 'x' })
      seen = await workspaceOf(state.db, 'x')
      assert.equal((await workspaceOf(within, 'x'))?.name, 'x')
    })
    assert.equal(seen, undefined)
    assert.equal((await workspaceOf(state.db, 'x'))?.name, 'x')
    assert.equal(statSync(state.file!).mode & 0o777, 0o600)
    await state.close()
    await assert.rejects(makeWorkspace(state.db, { id: 'y', name: 'y' }))
  })

  it('what the database refuses comes back as its own error, and what comes next is done', async () => {
    const state = await openState(join(folder, 'b'))
    const twice = () =>
      state.db.insertInto('member').values({ workspace_id: 'x', account_id: 'a', role: 'viewer', since: 1 }).execute()
    await twice()
    await assert.rejects(twice(), { code: 'ERR_SQLITE_ERROR', errcode: 1555, message: /UNIQUE constraint/ })
    await makeWorkspace(state.db, { id: 'x', name: 'x' })
    assert.ok(await workspaceOf(state.db, 'x'))
    await state.close()
  })

  it('what is written after its end is refused, and closing ends', { timeout: 20_000 }, async () => {
    const threads: Worker[] = []
    const note = (thread: Worker) => threads.push(thread)
    process.on('worker', note)
    const state = await openState(join(folder, 'd')).finally(() => process.off('worker', note))
    const ended = Promise.all(threads.map((thread) => once(thread, 'exit')))
    const meanwhile = assert.rejects(
      state.db.transaction().execute((within) => {
        for (const thread of threads) void thread.terminate()
        return makeWorkspace(within, { id: 'x', name: 'x' })
      }),
    )
    assert.equal((await ended).length, 1)
    await meanwhile
    for (const id of ['y', 'z']) await assert.rejects(makeWorkspace(state.db, { id, name: id }), /closed/)
    assert.equal(await workspaceOf(state.db, 'x'), undefined)
    await state.close()
  })

  it('a file that is no database is refused', async () => {
    const file = join(folder, 'text')
    writeFileSync(file, 'this is a text and no database'.repeat(100))
    await assert.rejects(openState(folder, `sqlite:${file}`), { errcode: 26 })
  })

  it('a process that leaves the database open ends when all is written', async () => {
    const from = (path: string) => JSON.stringify(new URL(`../../src/store/state/${path}`, import.meta.url).href)
    const script = `import { openState } from ${from('database.ts')}
      import { makeWorkspace } from ${from('people.ts')}
      const { db } = await openState(${JSON.stringify(join(folder, 'c'))})
      void makeWorkspace(db, { id: 'x', name: 'x' })`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    const state = await openState(join(folder, 'c'))
    assert.ok(await workspaceOf(state.db, 'x'))
    await state.close()
  })
})
