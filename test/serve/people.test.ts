import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '../../src/serve/api/routes.ts'
import { agentOf } from '../../src/serve/session-cookie.ts'
import { accountFor, type Followed, followGroups } from '../../src/store/state/identities.ts'
import {
  disableAccount,
  enableAccount,
  LastOfRole,
  makeLink,
  makeToken,
  roleIn,
  setMember,
} from '../../src/store/state/people.ts'
import { type Person, TestBench } from '../support/bench.ts'

describe('disabling accounts', () => {
  let bench: TestBench
  let owner: Person
  let operator: Person
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
    await bench.workspace('apart', { separated: true })
    owner = await bench.person('owner', { main: 'owner' })
    await bench.person('other-owner', { other: 'owner' })
    operator = await bench.person('operator', { main: 'viewer' }, true)
  })
  after(() => bench.close())

  const set = (by: Pick<Person, 'headers'>, account: string, disabled: boolean, ws = 'main') =>
    bench.ask('PUT', `/api/workspaces/${ws}/members/${account}/disabled`, by, { disabled })
  const sees = async (by: Pick<Person, 'headers'>, ws = 'main') =>
    (await bench.ask('GET', `/api/workspaces/${ws}/subjects`, by)).status
  const trailOf = async (ws: string) =>
    (await bench.bench.db.selectFrom('trail').selectAll().where('workspace_id', '=', ws).execute()).map(
      (l) => `${l.actor} ${l.action} ${l.object}`,
    )

  it('ends every session, token and link at once, for good, and is on the trail of each workspace', async () => {
    const clerk = await bench.person('clerk', { main: 'member' })
    const { db } = bench.bench
    const token = await makeToken(db, {
      workspace: 'main',
      account: clerk.account,
      name: 't',
      scopes: ['read'],
      days: 1,
    })
    const bearer = { headers: { authorization: `Bearer ${token.value}` } }
    const link = await makeLink(db, clerk.account)
    assert.deepEqual([await sees(clerk), await sees(bearer)], [200, 200])
    assert.equal((await set(owner, clerk.account, true)).status, 204)
    assert.deepEqual([await sees(clerk), await sees(bearer)], [401, 401])
    assert.equal((await bench.ask('GET', `/sign-in?once=${link}`)).status, 401)
    assert.ok((await trailOf('main')).includes('owner account disabled clerk'))
    assert.ok((await trailOf('')).includes('owner account disabled clerk'))
    const page = await bench.ask('GET', '/w/main/admin?lang=en', owner)
    assert.match(page.text, /clerk[\s\S]{0,200}Disabled/)
    assert.equal((await set(owner, clerk.account, false)).status, 204)
    assert.deepEqual([await sees(clerk), await sees(bearer)], [401, 401], 'what ended stays ended')
    assert.equal((await bench.ask('GET', `/sign-in?once=${link}`)).status, 401)
    assert.equal(await sees({ headers: await bench.session(clerk.account) }), 200)
    assert.ok((await trailOf('main')).includes('owner account enabled clerk'))
  })

  it('is refused for oneself, an operator, and an account that works where one has no say', async () => {
    assert.equal((await set(owner, owner.account, true)).status, 403)
    assert.equal((await set(owner, operator.account, true)).status, 403)
    const shared = await bench.person('shared', { main: 'member', other: 'member' })
    const refused = await set(owner, shared.account, true)
    assert.deepEqual([refused.status, refused.json.error.code], [409, 'elsewhere'])
    assert.equal(await sees(shared), 200)
    const stranger = await bench.person('stranger', { other: 'member' })
    assert.equal((await set(owner, stranger.account, true)).status, 404)
    const disable = (by: Person, account: string) =>
      bench.ask('PUT', `/api/accounts/${account}/disabled`, by, { disabled: true })
    assert.equal((await disable(owner, shared.account)).status, 403)
    assert.equal((await disable(operator, operator.account)).status, 403)
    assert.equal((await disable(operator, 'nobody')).status, 404)
    assert.equal((await disable(operator, shared.account)).status, 204)
    assert.equal(await sees(shared), 401)
    for (const ws of ['main', 'other']) assert.ok((await trailOf(ws)).includes('operator account disabled shared'))
  })

  it('by an operator is undone by an operator alone, also where somebody disabled the account before', async () => {
    const one = await bench.person('one', { main: 'member' })
    const byOperator = (disabled: boolean) =>
      bench.ask('PUT', `/api/accounts/${one.account}/disabled`, operator, { disabled })
    for (const before of [false, true]) {
      if (before) assert.equal((await set(owner, one.account, true)).status, 204)
      assert.equal((await byOperator(true)).status, 204)
      // Nor is it made the owner's by being done again.
      assert.equal((await set(owner, one.account, true)).status, 204)
      const refused = await set(owner, one.account, false)
      assert.deepEqual([refused.status, refused.json.error.code], [409, 'held'])
      const { items } = (await bench.ask('GET', '/api/workspaces/main/members', owner)).json
      assert.equal(items.find((m: { account: string }) => m.account === one.account).disabled, true)
      assert.equal(await sees({ headers: await bench.session(one.account) }), 401)
      assert.equal((await byOperator(false)).status, 204)
      assert.equal(await sees({ headers: await bench.session(one.account) }), 200)
    }
    assert.equal((await set(owner, one.account, true)).status, 204)
    assert.equal((await set(owner, one.account, false)).status, 204)
  })

  it('leaves no workspace without an administrator who can act, and no server without an operator', async () => {
    const disable = (account: string) =>
      bench.ask('PUT', `/api/accounts/${account}/disabled`, operator, { disabled: true })
    assert.equal((await disable(owner.account)).status, 409)
    const second = await bench.person('second', { main: 'owner' })
    assert.equal((await set(second, owner.account, true)).status, 204)
    // The other owner is there, and cannot act.
    for (const answer of [
      await bench.ask('DELETE', `/api/workspaces/main/members/${second.account}`, second),
      await bench.ask('PATCH', `/api/workspaces/main/members/${second.account}`, second, { role: 'viewer' }),
      await disable(second.account),
    ])
      assert.deepEqual([answer.status, answer.json.error.code], [409, 'last'])
    assert.equal(await sees(second), 200, 'a refused change ends no session')
    assert.equal((await set(second, owner.account, false)).status, 204)
    await assert.rejects(disableAccount(bench.bench.db, operator.account, 'operator'), LastOfRole)
  })

  it('two who disable one another at once are not both disabled', async () => {
    await bench.workspace('race')
    const [a, b] = [await bench.person('race-a', { race: 'owner' }), await bench.person('race-b', { race: 'owner' })]
    const answers = await Promise.all([set(a, b.account, true, 'race'), set(b, a.account, true, 'race')])
    const disabled = await bench.bench.db
      .selectFrom('account')
      .select('name')
      .where('name', 'like', 'race-%')
      .where('disabled', '=', 1)
      .execute()
    assert.equal(disabled.length, 1, JSON.stringify(answers.map((one) => one.status)))
  })

  it('two operators of no common workspace who disable one another at once are not both disabled', async () => {
    const { db } = bench.bench
    for (const ws of ['far-a', 'far-b']) await bench.workspace(ws)
    const pair = await Promise.all(['a', 'b'].map((n) => bench.person(`far-${n}`, { [`far-${n}`]: 'member' }, true)))
    const ids = pair.map((one) => one.account)
    await db.updateTable('account').set({ operator: 0 }).where('id', 'not in', ids).execute()
    for (let round = 0; round < 8; round += 1) {
      const ended = await Promise.allSettled(ids.map((id) => disableAccount(db, id, 'operator')))
      assert.deepEqual(ended.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
      for (const one of ended) if (one.status === 'rejected') assert.ok(one.reason instanceof LastOfRole)
      await Promise.all(ids.map((id) => enableAccount(db, id, 'operator')))
    }
    await db.updateTable('account').set({ operator: 1 }).where('id', '=', operator.account).execute()
  })

  it('of the three administrators the one for the system may, and erases no trace by it', async () => {
    const [system, security, audit] = await Promise.all(
      (['system-admin', 'security-admin', 'audit-admin'] as const).map((role) => bench.person(role, { apart: role })),
    )
    const clerk = await bench.person('apart-clerk', { apart: 'member' })
    for (const by of [security!, audit!, clerk]) assert.equal((await set(by, clerk.account, true, 'apart')).status, 403)
    for (const other of [security!, audit!]) {
      const answer = await set(system!, other.account, true, 'apart')
      assert.deepEqual([answer.status, answer.json.error.code], [409, 'last'])
    }
    assert.equal((await set(system!, clerk.account, true, 'apart')).status, 204)
    const { items, brokenAt } = (await bench.ask('GET', '/api/workspaces/apart/trail', audit!)).json
    assert.equal(brokenAt, null)
    assert.ok(
      items.some((l: { action: string; object: string }) => l.action === 'account disabled' && l.object === clerk.name),
    )
  })

  it('routes of operators are closed to everybody else', async () => {
    const token = await makeToken(bench.bench.db, {
      workspace: 'main',
      account: operator.account,
      name: 't',
      scopes: ['read'],
      days: 1,
    })
    const found = routes.filter((of) => of.needs === 'operator')
    assert.ok(found.length >= 3)
    for (const of of found)
      for (const by of [
        { headers: await bench.session(owner.account) },
        { headers: { authorization: `Bearer ${token.value}` } },
      ]) {
        const body = of.method === 'get' ? undefined : '{"'
        const path = of.path.replace(/\{\w+\}/g, 'nothing')
        assert.equal((await bench.ask(of.method.toUpperCase(), path, by, body)).status, 403, path)
      }
  })
})

describe('sessions of one’s own', () => {
  let bench: TestBench
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
  })
  after(() => bench.close())

  it('are listed, and ended one by one or all others', async () => {
    const person = await bench.person('somebody', { main: 'viewer' })
    const other = await bench.person('other', { main: 'viewer' })
    const more = await Promise.all([1, 2].map(() => bench.session(person.account)))
    const list = async (by: Pick<Person, 'headers'> = person) =>
      (await bench.ask('GET', '/api/me/sessions', by)).json.items as { id: string; current: boolean }[]
    assert.deepEqual((await list()).map((s) => s.current).sort(), [false, false, true])
    const [theirs] = await list(other)
    assert.equal((await bench.ask('DELETE', `/api/me/sessions/${theirs!.id}`, person)).status, 404)
    assert.equal((await list(other)).length, 1)
    const one = (await list({ headers: more[0]! })).find((s) => s.current)!
    assert.equal((await bench.ask('DELETE', `/api/me/sessions/${one.id}`, person)).status, 204)
    assert.equal((await bench.ask('GET', '/api/me/sessions', { headers: more[0]! })).status, 401)
    assert.equal((await bench.ask('DELETE', '/api/me/sessions', person)).status, 204)
    assert.deepEqual(
      (await list()).map((s) => s.current),
      [true],
    )
    assert.equal((await bench.ask('GET', '/api/me/sessions', { headers: more[1]! })).status, 401)
  })

  it('are known again by browser and system, and by nothing else a browser tells', () => {
    const told = {
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0':
        'Edge · Windows',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15':
        'Safari · macOS',
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36': 'Chrome · Android',
      ['x'.repeat(10_000)]: '',
    }
    for (const [agent, name] of Object.entries(told)) assert.equal(agentOf(agent), name)
  })
})

describe('roles that follow the groups of an identity', () => {
  let bench: TestBench
  let account: string
  const identity = { issuer: 'https://id.example', subject: 'u-1', name: 'han' }
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other', 'third']) await bench.workspace(ws)
    await bench.workspace('apart', { separated: true })
    await bench.workspace('demo', { demo: true })
    for (const ws of ['main', 'other', 'third']) await bench.person(`owner-${ws}`, { [ws]: 'owner' })
    account = (await accountFor(bench.bench.db, identity)).id
  })
  after(() => bench.close())
  const follow = async (...roles: (readonly [workspace: string, role: string])[]): Promise<string[]> =>
    (
      await followGroups(
        bench.bench.db,
        account,
        identity,
        roles.map(([workspace, role]) => ({ workspace, role })),
      )
    ).map(({ workspace, did, role }: Followed) => `${workspace} ${did} ${role}`)
  const held = (ws: string) => roleIn(bench.bench.db, ws, account)

  it('are given, changed and withdrawn, and sessions hold them at once', async () => {
    const by = { headers: await bench.session(account) }
    const write = async () => (await bench.ask('POST', '/api/workspaces/main/artifacts?name=x', by, 'x')).status
    assert.equal(await write(), 403)
    assert.deepEqual(await follow(['main', 'member'], ['apart', 'owner'], ['demo', 'owner'], ['none', 'owner']), [
      'main given member',
      'apart given pending',
    ])
    assert.equal(await write(), 201)
    assert.deepEqual(await follow(['main', 'member'], ['apart', 'owner']), [])
    assert.deepEqual(await follow(['main', 'viewer']), ['main changed viewer', 'apart withdrawn pending'])
    assert.equal(await write(), 403)
    assert.deepEqual(await follow(), ['main withdrawn viewer'])
    assert.equal((await bench.ask('GET', '/api/workspaces/main', by)).status, 403)
  })

  it('what an administrator gave, changed or took away stays so', async () => {
    const owner = await bench.person('chief', { main: 'owner', other: 'owner', third: 'owner' })
    const { db } = bench.bench
    await setMember(db, 'third', account, 'viewer')
    await follow(['main', 'member'], ['other', 'member'], ['third', 'owner'])
    assert.deepEqual([await held('main'), await held('other'), await held('third')], ['member', 'member', 'viewer'])
    await bench.ask('PATCH', `/api/workspaces/main/members/${account}`, owner, { role: 'viewer' })
    await bench.ask('DELETE', `/api/workspaces/other/members/${account}`, owner)
    assert.deepEqual(await follow(['main', 'owner'], ['other', 'member'], ['third', 'owner']), [])
    assert.deepEqual([await held('main'), await held('other'), await held('third')], ['viewer', undefined, 'viewer'])
    assert.deepEqual(await follow(), [])
    assert.equal(await held('main'), 'viewer')
    const again = await bench.ask('POST', '/api/workspaces/other/members', owner, { name: 'han', role: 'viewer' })
    assert.equal(again.status, 201)
    await bench.ask('DELETE', `/api/workspaces/main/members/${account}`, owner)
    assert.deepEqual(await follow(['main', 'member']), [], 'who was removed is not brought back by a group')
  })

  it('a group that goes takes no workspace its last owner', async () => {
    const { db } = bench.bench
    await bench.workspace('alone')
    assert.deepEqual(await follow(['alone', 'owner']), ['alone given owner'])
    assert.deepEqual(await follow(), ['alone kept '])
    assert.equal(await held('alone'), 'owner')
    const { id } = await accountFor(db, { issuer: identity.issuer, subject: 'u-2', name: 'li' })
    await setMember(db, 'alone', id, 'owner')
    assert.deepEqual(await follow(), ['alone withdrawn owner'])
  })

  it('of two identities of an account each changes its own', async () => {
    const { db } = bench.bench
    assert.deepEqual(await follow(['alone', 'viewer']), ['alone given viewer'])
    assert.deepEqual(await followGroups(db, account, { ...identity, subject: 'u-3' }, []), [])
    assert.equal(await held('alone'), 'viewer')
  })
})

it('a name that no account can have is answered in words, and described by its pattern', async () => {
  const bench = await TestBench.open()
  await bench.workspace('main')
  const owner = await bench.person('owner', { main: 'owner' })
  const ask = (name: string) => bench.ask('POST', '/api/workspaces/main/members', owner, { name, role: 'viewer' })
  for (const name of ['', '-a', 'a b', 'a/b', 'a'.repeat(61)]) {
    const { status, json } = await ask(name)
    assert.deepEqual([status, json.error.code], [400, 'shape'], name)
    assert.equal(
      json.error.zh,
      'body.name 不合要求：以字母、汉字或数字开头，至多60个字符，只用字母、汉字、数字和 . _ @ -',
    )
    assert.equal(
      json.error.en,
      'body.name does not fit: starts with a letter or digit, at most 60 of letters, digits and . _ @ -',
    )
  }
  for (const name of ['张三', ' a.b@c-d_e ', 'a'.repeat(60)]) assert.equal((await ask(name)).status, 201, name)
  const { paths } = (await bench.ask('GET', '/openapi.json')).json
  const { schema } = paths['/api/workspaces/{ws}/members'].post.requestBody.content['application/json']
  assert.deepEqual(schema.properties.name, { type: 'string', pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,59}$' })
  await bench.close()
})
