import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { LOCKED_FOR, makeLink, TRIES } from '../../src/store/state/people.ts'
import { HOST, type Person, TestBench } from '../support/bench.ts'

describe('signing in', () => {
  let bench: TestBench
  let person: Person
  const PASSWORD = 'correct horse battery'
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    person = await bench.person('Li.Lei', { main: 'owner' }, true)
    await bench.password(person.account, PASSWORD)
  })
  after(() => bench.close())
  const signIn = (name: string, password: string) => bench.ask('POST', '/api/session', undefined, { name, password })
  const cookieOf = (answer: { headers: Headers }) => answer.headers.get('set-cookie') ?? ''

  it('gives a cookie no script reads and no other site sends', async () => {
    const answer = await signIn('li.lei', PASSWORD)
    assert.equal(answer.status, 204)
    assert.match(cookieOf(answer), /^guiju_session=[\w-]{43}; .*HttpOnly; SameSite=Strict/)
    const by = { headers: { cookie: cookieOf(answer).split(';')[0]! } }
    const me = (await bench.ask('GET', '/api/me', by)).json
    assert.equal(me.name, 'li.lei')
    assert.equal(me.workspaces[0].role, 'owner')
  })

  it('says the same of a wrong password and of a name that is not there', async () => {
    const [wrong, none] = [await signIn('li.lei', 'x'), await signIn('nobody', 'x')]
    assert.deepEqual([wrong.status, wrong.text], [none.status, none.text])
    assert.equal(wrong.status, 401)
  })

  it('locks an account after too many wrong passwords, even for the right one, and for a while', async () => {
    const victim = await bench.person('victim')
    await bench.password(victim.account, PASSWORD)
    for (let n = 0; n < TRIES; n += 1) assert.equal((await signIn('victim', 'x')).status, 401)
    assert.equal((await signIn('victim', PASSWORD)).status, 429)
    await bench.bench.db
      .updateTable('account')
      .set((q) => ({ locked_until: q('locked_until', '-', LOCKED_FOR) }))
      .where('id', '=', victim.account)
      .execute()
    assert.equal((await signIn('victim', PASSWORD)).status, 204)
  })

  it('ends every other session when the password changes', async () => {
    const [here, there] = [await bench.session(person.account), await bench.session(person.account)]
    const put = (current: string) =>
      bench.ask('PUT', '/api/me/password', { headers: here }, { current, password: `${PASSWORD}!` })
    assert.equal((await put('wrong')).status, 401)
    const answer = await put(PASSWORD)
    assert.equal(answer.status, 204)
    for (const headers of [here, there]) assert.equal((await bench.ask('GET', '/api/me', { headers })).json.name, null)
    const fresh = { headers: { cookie: cookieOf(answer).split(';')[0]! } }
    assert.equal((await bench.ask('GET', '/api/me', fresh)).json.name, 'li.lei')
  })

  it('a link signs in once', async () => {
    const once = await makeLink(bench.bench.db, person.account)
    const first = await bench.ask('GET', `/sign-in?once=${once}`)
    assert.equal(first.status, 303)
    assert.match(cookieOf(first), /guiju_session=/)
    assert.equal((await bench.ask('GET', `/sign-in?once=${once}`)).status, 401)
    assert.equal((await bench.ask('GET', '/sign-in?once=nonsense')).status, 401)
  })

  it('keeps no secret in the clear', async () => {
    const { db } = bench.bench
    const { cookie } = await bench.session(person.account)
    const rows = JSON.stringify([
      await db.selectFrom('session').selectAll().execute(),
      await db.selectFrom('account').selectAll().execute(),
      await db.selectFrom('link').selectAll().execute(),
      await db.selectFrom('trail').selectAll().execute(),
    ])
    assert.ok(!rows.includes(cookie!.slice('guiju_session='.length)))
    assert.ok(!rows.includes(PASSWORD))
    assert.match(rows, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('answers under its own address only, and to no other page', async () => {
    for (const headers of [
      { host: 'evil.example' },
      { host: `${HOST}.evil.example` },
      { origin: 'http://evil.example' },
      { origin: 'null' },
    ]) {
      const answer = await bench.ask('GET', '/api/health', undefined, undefined, headers)
      assert.equal(answer.status, 403, JSON.stringify(headers))
    }
    const own = await bench.ask('GET', '/api/health', undefined, undefined, { origin: `http://${HOST}` })
    assert.equal(own.status, 200)
    assert.equal(own.headers.get('x-frame-options'), 'DENY')
    assert.equal(own.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(own.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(own.headers.get('access-control-allow-origin'), null)
  })
})
