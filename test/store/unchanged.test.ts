import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sqlite } from '../../src/store/sqlite.ts'
import { openState, type State, stateFile } from '../../src/store/state/database.ts'
import { makeWorkspace } from '../../src/store/state/people.ts'
import { Glance, inOneRequest, keepsUnchanged, Unchanged, unchanged } from '../../src/store/state/unchanged.ts'
import { newDatabase } from '../support/bench.ts'

/** Over a file, or on a PostgreSQL server. */
describe('what was read is read again only when something was written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-unchanged-'))
  let own: State
  let other: State
  let drop: () => Promise<void>
  let made = 0
  const read = () =>
    unchanged(own.db, 'workspaces', async () => {
      made += 1
      const rows = await own.db.selectFrom('workspace').select('id').orderBy('id').execute()
      return rows.map((row) => row.id).join(' ')
    })
  /** A server may have something of its own to write: then it is read once more. */
  const isKept = async () => {
    for (let n = 0; n < 100; n += 1) {
      const before = made
      await read()
      if (made === before) return
      await pause(20)
    }
    assert.fail('read again each time')
  }
  before(async () => {
    const database = await newDatabase()
    drop = database.drop
    const address = database.address.startsWith('postgres') ? database.address : undefined
    own = await openState(folder, address)
    other = await openState(folder, address)
  })
  after(async () => {
    await own.close()
    await other.close()
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('by this process or another, and not before it is committed', async () => {
    assert.equal(keepsUnchanged(own.db), true)
    assert.equal(await read(), '')
    await isKept()
    await makeWorkspace(own.db, { id: 'a', name: 'a' })
    assert.equal(await read(), 'a')
    await other.db.transaction().execute(async (within) => {
      await within.updateTable('workspace').set({ id: 'b' }).execute()
      for (let n = 0; n < 3; n += 1) assert.equal(await read(), 'a')
    })
    assert.equal(await read(), 'b')
    await isKept()
  })

  it('and within one request what it wrote itself is seen', async () => {
    await inOneRequest(async () => {
      assert.equal(await read(), 'b')
      await own.db.updateTable('workspace').set({ id: 'c' }).execute()
      assert.equal(await read(), 'c')
      await own.db.transaction().execute((within) => within.updateTable('workspace').set({ id: 'd' }).execute())
      assert.equal(await read(), 'd')
    })
  })

  it('whatever is read and written at once', async () => {
    let n = 0
    const writes = (async () => {
      for (; n < 40; n += 1)
        await other.db
          .updateTable('workspace')
          .set({ id: `n${n + 1}` })
          .execute()
    })()
    while (n < 40) {
      await pause(0)
      const least = n
      const [first, second] = await Promise.all([read(), inOneRequest(read)])
      for (const seen of [first, second]) if (least > 0) assert.ok(Number(seen.slice(1)) >= least, `${seen} ${least}`)
    }
    await writes
    assert.equal(await read(), 'n40')
  })
})

it('what another process has committed is read at once, also by who asked a moment before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-unchanged-file-'))
  const state = await openState(folder)
  const { DatabaseSync } = await sqlite()
  const other = new DatabaseSync(stateFile(folder))
  const read = () =>
    unchanged(state.db, 'names', async () => {
      const rows = await state.db.selectFrom('workspace').select('name').execute()
      return rows.map((row) => row.name).join(' ')
    })
  try {
    await makeWorkspace(state.db, { id: 'a', name: '0' })
    // No turn of the loop lies between the reads and the writes.
    for (let n = 1; n < 5; n += 1) {
      other.exec(`update workspace set name = '${n}'`)
      assert.equal(await read(), String(n))
      assert.equal(await read(), String(n))
    }
  } finally {
    other.close()
    await state.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('a database that has to be asked what it shows', () => {
  /** Each question is answered when the test says so. */
  const asked: ((shown: string) => void)[] = []
  const glance = new Glance(() => new Promise((tell) => asked.push(tell)))
  const turn = () => pause(0)

  it('is asked once for all who come while it has not yet been asked again', async () => {
    const first = glance.look(false)
    const [second, third] = [glance.look(false), glance.look(true)]
    await turn()
    assert.equal(asked.length, 1)
    asked[0]!('a')
    assert.equal(await first, 1)
    await turn()
    assert.equal(asked.length, 2)
    asked[1]!('b')
    assert.deepEqual(await Promise.all([second, third]), [2, 2])
  })

  it('is asked once within a request, until the request writes or looks anew', async () => {
    await inOneRequest(async () => {
      const before = asked.length
      const answer = async (shown: string) => {
        await turn()
        asked.at(-1)!(shown)
      }
      void answer('c')
      const version = await glance.look(false)
      assert.equal(await glance.look(false), version)
      assert.equal(asked.length, before + 1)
      glance.changes()
      void answer('d')
      assert.equal(await glance.look(false), version + 1)
      void answer('e')
      assert.equal(await glance.look(true), version + 2)
      assert.equal(asked.length, before + 3)
    })
  })

  it('and what it cannot tell stops nobody who asks later', async () => {
    let fails = true
    const broken = new Glance(async () => {
      if (fails) throw new Error('away')
      return 'here'
    })
    await assert.rejects(broken.look(false), /away/)
    fails = false
    assert.equal(await broken.look(false), 1)
  })
})

it('is read each time where it cannot be told whether anything was written', async () => {
  const blind = new Unchanged(() => Promise.reject(new Error('away')))
  let made = 0
  for (let n = 1; n < 4; n += 1)
    assert.equal(await blind.read('key', async () => (made += 1), Number.POSITIVE_INFINITY), n)
})

it('an older sight of the database neither clears what was kept nor is kept', async () => {
  let version = 2
  const kept = new Unchanged(() => version)
  const read = (made: string) => kept.read('key', async () => made, Number.POSITIVE_INFINITY)
  assert.equal(await read('new'), 'new')
  version = 1
  assert.equal(await read('old'), 'old')
  version = 2
  assert.equal(await read('other'), 'new')
})
