import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Served, serve } from '../../src/serve/serve.ts'
import { openInLedger, workspacePlace } from '../../src/store/case-ledger.ts'
import { openState, type State } from '../../src/store/state/database.ts'
import {
  closeSession,
  makeAccount,
  makeToken,
  makeWorkspace,
  openSession,
  setMember,
} from '../../src/store/state/people.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { sha256 } from '../../src/store/state/secret.ts'
import { newDatabase } from '../support/bench.ts'
import { emptyCase, NOTICE, propose } from '../support/kept-case.ts'
import { sampleResult } from '../support/sample-result.ts'

/** What is kept in memory of a database holds as long as nothing is written, by whatever process. */
describe('what was read before', () => {
  const store = mkdtempSync(join(tmpdir(), 'guiju-unchanged-'))
  let served: Served
  /** Another process, as it were: a connection of its own. */
  let other: State
  let account: string
  let drop: () => Promise<void>
  before(async () => {
    const made = await newDatabase()
    drop = made.drop
    const database = made.address.startsWith('postgres') ? made.address : undefined
    served = await serve({ port: '0', store, ...(database ? { database } : {}) })
    other = await openState(store, database)
    account = (await makeAccount(other.db, 'somebody'))!.id
    await makeWorkspace(other.db, { id: 'mine', name: 'mine' })
    await setMember(other.db, 'mine', account, 'viewer')
  })
  after(async () => {
    await other.close()
    await served.close()
    await drop()
    rmSync(store, { recursive: true, force: true })
  })
  const ask = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(served.address + path, { headers })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
  const list = 'api/workspaces/mine/subjects'

  for (const [where, db] of [
    ['here', () => served.bench.db],
    ['elsewhere', () => other.db],
  ] as const)
    it(`a right that is taken away ${where} is gone with the next request`, async () => {
      const { value } = await openSession(db(), account)
      const by = { cookie: `guiju_session=${value}` }
      for (let n = 0; n < 3; n += 1) assert.equal((await ask(list, by)).status, 200)
      await db().deleteFrom('member').where('account_id', '=', account).execute()
      assert.equal((await ask(list, by)).status, 403)
      await setMember(db(), 'mine', account, 'viewer')
      assert.equal((await ask(list, by)).status, 200)
      await db().updateTable('account').set({ disabled: 1 }).where('id', '=', account).execute()
      assert.equal((await ask(list, by)).status, 401)
      await db().updateTable('account').set({ disabled: 0 }).where('id', '=', account).execute()
      assert.equal((await ask(list, by)).status, 200)
      await closeSession(db(), sha256(value))
      assert.equal((await ask(list, by)).status, 401)
      const token = await makeToken(db(), { workspace: 'mine', account, name: 't', scopes: ['read'], days: 1 })
      const bearer = { authorization: `Bearer ${token.value}` }
      assert.equal((await ask(list, bearer)).status, 200)
      await db().updateTable('token').set({ revoked_at: 1 }).where('id', '=', token.id).execute()
      assert.equal((await ask(list, bearer)).status, 401)
    })

  it('a result, a count and a case that were written elsewhere are there with the next request', async () => {
    const { value } = await openSession(other.db, account)
    const by = { cookie: `guiju_session=${value}` }
    const json = async (path: string) => JSON.parse((await ask(`api/workspaces/mine/${path}`, by)).text)
    assert.equal((await json('subjects')).all, 0)
    assert.deepEqual((await json('provisions')).items, [])
    const [kept] = await keepResult(other.db, 'mine', sampleResult())
    assert.equal((await json('subjects')).all, 1)
    assert.equal((await json('subjects?q=com.example')).all, 1)
    assert.ok((await json('provisions')).items.length > 0)
    const first = await ask(`api/workspaces/mine/results/${kept!.result}`, by)
    const etag = first.headers.get('etag')!
    const again = await ask(`api/workspaces/mine/results/${kept!.result}`, { ...by, 'if-none-match': etag })
    assert.deepEqual([again.status, again.text], [304, ''])
    assert.equal(sha256(first.text), etag.slice(1, -1))
    assert.equal((await json('cases')).items.length, 0)
    const place = workspacePlace(store, 'mine', 'one')
    await openInLedger(store, place, emptyCase('one'))
    assert.equal((await json('cases')).items[0].steps, 0)
    await propose(store, place, NOTICE)
    assert.equal((await json('cases')).items[0].steps, 1)
  })
})
