import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ROLES, type Role, rightsOf } from '../../src/serve/access.ts'
import { routes } from '../../src/serve/api/routes.ts'
import type { Route } from '../../src/serve/route.ts'
import { makeToken } from '../../src/store/state/people.ts'
import { type Person, TestBench } from '../support/bench.ts'

/** Every route, asked by everybody, of every workspace: who may not is told so, whatever id, body or size they send. */
describe('who may do what', () => {
  let bench: TestBench
  const people = new Map<Role, Person>()
  let stranger: Person
  let operator: Person
  const WORKSPACES = ['plain', 'apart', 'demo'] as const

  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('plain')
    await bench.workspace('apart', { separated: true })
    await bench.workspace('demo', { demo: true })
    await bench.workspace('other')
    for (const role of ROLES) people.set(role, await bench.person(role, { plain: role, apart: role, demo: role }))
    // Roles in another workspace help nobody here.
    stranger = await bench.person('stranger', { other: 'owner' })
    operator = await bench.person('operator', { other: 'owner' }, true)
  })
  after(() => bench.close())

  const changes = (of: Route) => of.method !== 'get'
  const pathOf = (of: Route, ws: string) =>
    of.path
      .replace('{ws}', ws)
      .replace('{sha256}', 'a'.repeat(64))
      .replace(/\{\w+\}/g, 'nothing')
  /** What nobody may send; a route that looks at it before the rights of who asks would say so. */
  const NONSENSE = '{"'
  const ask = (of: Route, ws: string, by: Pick<Person, 'headers'> | undefined) =>
    bench.ask(of.method.toUpperCase(), pathOf(of, ws), by, changes(of) ? NONSENSE : undefined)
  const isAllowed = (status: number) => status !== 401 && status !== 403

  const may = (of: Route, role: Role | undefined, ws: (typeof WORKSPACES)[number]): boolean => {
    const rights = new Set([...rightsOf(role, ws === 'apart'), ...(ws === 'demo' ? (['read'] as const) : [])])
    if (of.needs === 'member') return role !== undefined || ws === 'demo'
    return (rights as ReadonlySet<string>).has(of.needs)
  }
  const scoped = routes.filter((of) => of.path.includes('{ws}'))

  for (const ws of WORKSPACES)
    it(`in ${ws} each role does what it may, and nothing else`, async () => {
      for (const of of scoped) {
        for (const [role, person] of people) {
          if (of.method === 'delete' && of.path === '/api/workspaces/{ws}' && may(of, role, ws)) continue
          const { status } = await ask(of, ws, person)
          // Lists of people and tokens of a demonstration, and tokens that are not one's own, are refused further in.
          if (may(of, role, ws))
            assert.ok(isAllowed(status) || of.needs === 'member', `${role} ${of.method} ${of.path}: ${status}`)
          else assert.equal(status, 403, `${role} ${of.method} ${of.path}`)
        }
      }
    })

  it('a stranger and an operator have no right in a workspace that is not theirs, real or not', async () => {
    for (const of of scoped)
      for (const ws of ['plain', 'apart', 'no-such-workspace', 'other.', '..'])
        for (const person of [stranger, operator])
          assert.ok([403, 404].includes((await ask(of, ws, person)).status), `${of.method} ${of.path} ${ws}`)
    for (const of of scoped)
      assert.deepEqual(
        [(await ask(of, 'plain', stranger)).text, 403],
        [(await ask(of, 'no-such-workspace', stranger)).text, 403],
        'a workspace that is not theirs looks like one that is not there',
      )
  })

  it('nobody changes anything without signing in, and reads only what is public or a demonstration', async () => {
    for (const of of routes) {
      for (const ws of of.path.includes('{ws}') ? [...WORKSPACES, 'no-such-workspace'] : ['']) {
        const { status } = await ask(of, ws, undefined)
        const open = of.needs === 'public' || (ws === 'demo' && !changes(of) && ['read', 'member'].includes(of.needs))
        if (open)
          assert.ok(
            of.path === '/api/session' || isAllowed(status) || of.needs === 'member',
            `${of.method} ${of.path} ${ws}: ${status}`,
          )
        else assert.equal(status, 401, `${of.method} ${of.path} ${ws}`)
      }
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      assert.equal((await bench.ask(method, '/api/no/such/route')).status, 401)
  })

  it('a session changes nothing without the token of its pages', async () => {
    const owner = people.get('owner')!
    for (const of of routes.filter((r) => changes(r) && r.needs !== 'public'))
      for (const csrf of [{}, { 'x-guiju-csrf': 'x' }]) {
        const by = { headers: { cookie: owner.headers['cookie']!, ...csrf } }
        const answer = await ask(of, 'plain', by)
        assert.equal(answer.status, 403, `${of.method} ${of.path}`)
      }
  })

  it('only an operator makes workspaces', async () => {
    const make = (by: Person) => bench.ask('POST', '/api/workspaces', by, { name: 'new' })
    assert.equal((await make(people.get('owner')!)).status, 403)
    assert.equal((await make(operator)).status, 201)
  })

  it('a token does what its scopes and its account may, in its workspace alone', async () => {
    const owner = people.get('owner')!
    const tokens = await Promise.all(
      [['read'], ['read', 'write'], ['trail']].map(async (scopes) => {
        const { value } = await makeToken(bench.bench.db, {
          workspace: 'plain',
          account: owner.account,
          name: 't',
          scopes,
          days: 1,
        })
        return { scopes, by: { headers: { authorization: `Bearer ${value}` } } }
      }),
    )
    for (const of of routes.filter((r) => r.needs !== 'public'))
      for (const { scopes, by } of tokens) {
        const { status } = await ask(of, 'plain', by)
        if (!scopes.includes(of.needs) && of.needs !== 'member')
          assert.equal(status, 403, `${scopes.join()} ${of.method} ${of.path}`)
        if (of.path.includes('{ws}'))
          assert.ok(
            [401, 403].includes((await ask(of, 'apart', by)).status),
            `${of.method} ${of.path} in another workspace`,
          )
      }
  })

  it('ids of another workspace are not there', async () => {
    const owner = people.get('owner')!
    const { link } = (await bench.ask('POST', '/api/workspaces/plain/members', owner, { name: 'newcomer' })).json
    assert.match(link, /\/sign-in\?once=/)
    for (const [method, path] of [
      ['PATCH', `/api/workspaces/plain/members/${stranger.account}`],
      ['DELETE', `/api/workspaces/plain/members/${stranger.account}`],
    ] as const)
      assert.equal((await bench.ask(method, path, owner, { role: 'viewer' })).status, 404)
  })

  it('where the three administrators are apart, each keeps to their own and nobody raises themselves', async () => {
    const [owner, system, security, audit] = (['owner', 'system-admin', 'security-admin', 'audit-admin'] as const).map(
      (r) => people.get(r)!,
    )
    const added = await bench.ask('POST', '/api/workspaces/apart/members', system!, { name: 'clerk', role: 'owner' })
    assert.equal(added.status, 201)
    const rolesNow = async () =>
      Object.fromEntries(
        (await bench.ask('GET', '/api/workspaces/apart/members', audit!)).json.items.map(
          (m: { name: string; role: string }) => [m.name, m.role],
        ),
      )
    assert.equal((await rolesNow()).clerk, 'pending', 'who opens an account does not say what it may do')
    const give = (by: Person, account: string, role: string) =>
      bench.ask('PATCH', `/api/workspaces/apart/members/${account}`, by, { role })
    assert.equal((await give(system!, added.json.account, 'owner')).status, 403)
    assert.equal((await give(security!, added.json.account, 'member')).status, 204)
    assert.equal((await give(security!, security!.account, 'owner')).status, 403)
    for (const by of [owner!, system!, security!])
      assert.equal((await bench.ask('GET', '/api/workspaces/apart/trail', by)).status, 403)
    const trail = (await bench.ask('GET', '/api/workspaces/apart/trail', audit!)).json
    assert.equal(trail.brokenAt, null)
    assert.ok(trail.items.some((l: { action: string }) => l.action === 'role given'))
    assert.equal((await bench.ask('DELETE', '/api/workspaces/apart', audit!)).status, 403)
  })

  it('the trail is never changed, and a change from outside is found', async () => {
    const { db } = bench.bench
    await assert.rejects(db.updateTable('trail').set({ actor: 'x' }).execute(), /never changed/)
    await assert.rejects(db.deleteFrom('trail').execute(), /never changed/)
  })
})
