import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { pathIn } from '../../src/serve/oidc/flow.ts'
import { roleIn, setMember } from '../../src/store/state/people.ts'
import { type Answered, HOST, TestBench } from '../support/bench.ts'
import { browse, IdentityProvider, type Member, type Twist } from '../support/identity-provider.ts'
import { oidcDoors as doors, SECRET } from '../support/oidc-doors.ts'

const BACK = `http://${HOST}/sign-in/oidc/back`

/** What a browser has after it was sent to the provider and back, before this server answers. */
interface Came {
  readonly path: string
  readonly headers: Record<string, string>
}

const cookieOf = (answer: Answered, name: string): string | undefined =>
  new RegExp(`${name}=[\\w-]+`).exec(answer.headers.getSetCookie().join('\n'))?.[0]

describe('signing in at an identity provider', () => {
  let provider: IdentityProvider
  let bench: TestBench
  let people = 0

  before(async () => {
    provider = await IdentityProvider.open({ back: BACK, out: `http://${HOST}/` })
    bench = await TestBench.open({}, doors(provider.issuer))
    await bench.workspace('main')
    await bench.workspace('apart', { separated: true })
  })
  after(async () => {
    await bench.close()
    provider.close()
  })
  beforeEach(() => {
    provider.twist = undefined
    newMember()
  })

  function newMember(of: Record<string, unknown> = {}): Member {
    people += 1
    provider.member = { sub: `u-${people}`, preferred_username: `han.${people}`, groups: ['staff'], ...of }
    return provider.member
  }

  /** To the provider and back. */
  async function go(on = bench, start = '/sign-in/oidc'): Promise<Came> {
    const sent = await on.ask('GET', start)
    assert.equal(sent.status, 303, sent.text)
    const found = await browse(sent.headers.get('location')!, provider.issuer)
    assert.ok('location' in found && found.location.startsWith(BACK), JSON.stringify(found))
    return {
      path: found.location.slice(`http://${HOST}`.length),
      headers: { cookie: cookieOf(sent, 'guiju_sign_in')! },
    }
  }
  const land = (came: Came, on = bench) => on.ask('GET', came.path, came)
  const me = async (answer: Answered, on = bench) =>
    (await on.ask('GET', '/api/me', { headers: { cookie: cookieOf(answer, 'guiju_session')! } })).json
  const trail = async () =>
    (
      await bench.bench.db.selectFrom('trail').selectAll().where('workspace_id', '=', '').orderBy('position').execute()
    ).map((l) => `${l.actor} ${l.action} ${l.object}`)
  const refusedFor = async (answer: Answered, why: string) => {
    assert.equal(answer.status, 401, answer.text)
    assert.equal(cookieOf(answer, 'guiju_session'), undefined)
    const last = (await trail()).at(-1)!
    assert.equal(last, `nobody sign-in by oidc refused ${why}`)
  }

  it('opens a session, gives the roles of the table, and says who vouches', async () => {
    const { preferred_username: name } = newMember()
    const sent = await bench.ask('GET', '/sign-in/oidc?to=/w/main/subjects')
    const asked = new URL(sent.headers.get('location')!).searchParams
    assert.equal(asked.get('code_challenge_method'), 'S256')
    assert.match(sent.headers.getSetCookie()[0]!, /HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i)
    for (const key of ['state', 'nonce', 'code_challenge']) assert.match(asked.get(key)!, /^[\w-]{43}$/)
    const answer = await land(await go(bench, '/sign-in/oidc?to=/w/main/subjects'))
    assert.equal(answer.status, 200)
    assert.match(answer.text, /http-equiv="refresh" content="0;url=\/w\/main\/subjects"/)
    assert.match(answer.headers.getSetCookie().join('\n'), /guiju_session=[\w-]{43};.*SameSite=Strict/)
    const who = await me(answer)
    assert.equal(who.name, name)
    assert.equal(who.hasPassword, false)
    const cookie = cookieOf(answer, 'guiju_session')!
    const own = { headers: { cookie, 'x-guiju-csrf': who.csrf } }
    const set = await bench.ask('PUT', '/api/me/password', own, { password: 'correct horse battery' })
    assert.deepEqual([set.status, set.json.error.code], [403, 'vouched'], 'whom the provider no longer lets in')
    assert.deepEqual(
      who.workspaces.map((w: { id: string; role: string }) => [w.id, w.role]),
      [
        ['main', 'member'],
        ['apart', 'pending'],
      ],
      'where the three administrators are apart, no table gives a role',
    )
    const owner = await bench.person(`owner-${name}`, { main: 'owner' })
    const members = (await bench.ask('GET', '/api/workspaces/main/members', owner)).json.items
    assert.equal(members.find((m: { name: string }) => m.name === name).issuer, provider.issuer)
    assert.equal(members.find((m: { name: string }) => m.name === owner.name).issuer, null)
    assert.ok((await trail()).includes(`${name} sign-in by oidc ${provider.issuer}`))
  })

  it('leads the same person to the same account, whatever they are called by then, with the roles of the groups of now', async () => {
    const first = await me(await land(await go()))
    const roles = (who: { workspaces: { id: string; role: string }[] }) => who.workspaces.map((w) => [w.id, w.role])
    const signIn = async (groups: string[] | undefined, more = {}) => {
      provider.member = { ...provider.member, preferred_username: 'someone.else', groups, ...more } as Member
      return land(await go())
    }
    const again = await me(await signIn(['chiefs']))
    assert.equal(again.name, first.name)
    assert.deepEqual(roles(again), [['main', 'owner']])
    const open = await signIn(['staff'])
    assert.deepEqual(roles(await me(open)), [
      ['main', 'member'],
      ['apart', 'pending'],
    ])
    await bench.person(`owner-${first.name}`, { main: 'owner' })
    await signIn(['nobody'])
    assert.deepEqual(roles(await me(open)), [], 'a session of before holds the rights of now')
    const { db } = bench.bench
    const account = (
      await db.selectFrom('account').select('id').where('name', '=', first.name).executeTakeFirstOrThrow()
    ).id
    await setMember(db, 'main', account, 'viewer')
    assert.deepEqual(roles(await me(await signIn(['chiefs']))), [['main', 'viewer']], 'an administrator said so')
    const lines = await db.selectFrom('trail').selectAll().where('workspace_id', '=', 'main').execute()
    for (const action of ['member by oidc', 'role by oidc', 'member withdrawn by oidc'])
      assert.ok(
        lines.some((l) => l.action === action && l.object.startsWith(first.name)),
        action,
      )
  })

  it('lets those wait whom the table does not name, until an administrator admits them', async () => {
    const { preferred_username: name } = newMember({ groups: ['guests'] })
    const answer = await land(await go())
    const by = { headers: { cookie: cookieOf(answer, 'guiju_session')! } }
    assert.deepEqual((await me(answer)).workspaces, [])
    assert.match((await bench.ask('GET', '/', by)).text, /把账号名告诉管理员/)
    assert.equal((await bench.ask('GET', '/api/workspaces/main/subjects', by)).status, 403)
    const owner = await bench.person(`owner-${name}`, { main: 'owner' })
    const operator = await bench.person(`operator-${name}`, { main: 'owner' }, true)
    assert.equal((await bench.ask('GET', '/api/waiting', owner)).status, 403)
    assert.doesNotMatch((await bench.ask('GET', '/w/main/admin', owner)).text, new RegExp(`id="waiting"|>${name}<`))
    const { items } = (await bench.ask('GET', '/api/waiting', operator)).json
    assert.ok(
      items.some((one: { name: string; issuer: string }) => one.name === name && one.issuer === provider.issuer),
    )
    assert.match((await bench.ask('GET', '/w/main/admin', operator)).text, new RegExp(`id="waiting"[^]*>${name}<`))
    const made = await bench.ask('POST', '/api/workspaces/main/members', owner, { name, role: 'viewer' })
    assert.deepEqual([made.status, made.json.link], [201, null])
    assert.equal((await me(answer)).workspaces[0].role, 'viewer')
    const left = (await bench.ask('GET', '/api/waiting', operator)).json.items
    assert.ok(!left.some((one: { name: string }) => one.name === name))
  })

  it('links no account by its name or an address, verified or not', async () => {
    const local = await bench.person('li.lei@corp.example', { main: 'owner' }, true)
    newMember({ preferred_username: local.name, email: local.name, email_verified: true, groups: [] })
    const who = await me(await land(await go()))
    assert.equal(who.name, `${local.name}.2`)
    assert.equal(who.operator, false)
    assert.deepEqual(who.workspaces, [])
  })

  it('adds an identity to the account of who is signed in to both, and to one account only', async () => {
    const local = await bench.person('wei.hua', { main: 'member' })
    const link = async (by: typeof local) => {
      const sent = await bench.ask('POST', '/api/me/identities', by)
      assert.equal(sent.status, 201)
      const found = await browse(sent.json.to, provider.issuer)
      assert.ok('location' in found)
      return land({
        path: found.location.slice(`http://${HOST}`.length),
        headers: { cookie: cookieOf(sent, 'guiju_sign_in')! },
      })
    }
    assert.equal((await me(await link(local))).name, 'wei.hua')
    assert.equal((await me(await land(await go()))).name, 'wei.hua')
    assert.equal((await bench.ask('GET', '/api/me/identities', local)).json.items[0].issuer, provider.issuer)
    const other = await bench.person('other', { main: 'member' })
    await refusedFor(await link(other), 'taken')
  })

  it('refuses another state, a browser that did not ask, and an answer that comes twice', async () => {
    const came = await go()
    const other = await go()
    await refusedFor(await land({ path: came.path, headers: other.headers }), 'state')
    await refusedFor(await land({ path: came.path, headers: {} }), 'state')
    await refusedFor(await land({ ...came, path: came.path.replace(/state=[^&]+/, 'state=x') }), 'state')
    assert.equal((await land(came)).status, 200)
    await refusedFor(await land(came), 'expired')
    // The code itself is spent too: under a sign-in of its own it leads nowhere.
    const code = new URLSearchParams(came.path.split('?')[1]).get('code')!
    await refusedFor(await land({ ...other, path: other.path.replace(/code=[^&]+/, `code=${code}`) }), 'invalid_grant')
  })

  it('refuses one that took too long', async () => {
    const came = await go()
    await bench.bench.db.updateTable('flow').set({ ends_at: 1 }).execute()
    await refusedFor(await land(came), 'expired')
  })

  it('tells what the provider refused, and a person who said no', async () => {
    const { path, headers } = await go()
    const state = new URLSearchParams(path.split('?')[1]).get('state')
    await refusedFor(
      await land({ path: `/sign-in/oidc/back?error=access_denied&state=${state}&iss=${provider.issuer}`, headers }),
      'access_denied',
    )
    const second = await go()
    await refusedFor(
      await land({ ...second, path: second.path.replace(/iss=[^&]+/, 'iss=https://evil.example') }),
      'unexpected iss issuer response parameter value',
    )
  })

  const now = () => Math.floor(Date.now() / 1000)
  const HOSTILE: readonly (readonly [string, string, Twist])[] = [
    ['a nonce of another sign-in', 'nonce', { claims: { nonce: 'x' } }],
    ['no nonce', 'jwt nonce nonce claim missing', { claims: { nonce: undefined } }],
    ['another issuer', 'iss', { claims: { iss: 'https://evil.example' } }],
    ['another audience', 'aud', { claims: { aud: 'somebody-else' } }],
    ['an audience of several, for another', 'azp', { claims: { aud: ['guiju', 'x'], azp: 'x' } }],
    ['an end that has passed', 'exp', { claims: { exp: now() - 120, iat: now() - 600 } }],
    ['a start to come', 'nbf', { claims: { nbf: now() + 600 } }],
    ['no signature', 'unexpected jwt alg header parameter', { header: { alg: 'none' }, how: 'unsigned' }],
    [
      'a signature of the shared secret',
      'unexpected jwt alg header parameter',
      { header: { alg: 'HS256' }, how: 'secret' },
    ],
    ['a signature cut off', 'jwt signature verification failed', { how: 'unsigned' }],
    [
      'changed claims under the old signature',
      'jwt signature verification failed',
      { claims: { sub: 'u-1' }, how: 'leave' },
    ],
    ['a key nobody vouches for', 'jwt signature verification failed', { how: 'other key' }],
    ['a key that is not named', 'key_selection_failed', { header: { kid: 'nobody' } }],
  ]
  for (const [what, why, twist] of HOSTILE)
    it(`refuses an ID token with ${what}`, async () => {
      provider.twist = twist
      await refusedFor(await land(await go()), why)
    })

  it('takes one that is as old as clocks may differ', async () => {
    provider.twist = { claims: { exp: now() - 10 } }
    assert.equal((await land(await go())).status, 200)
  })

  it('takes keys of now at once, and no longer those that were withdrawn', async () => {
    assert.equal((await land(await go())).status, 200)
    provider.rotate()
    assert.equal((await land(await go())).status, 200)
    provider.twist = { header: { kid: 'rsa-1' } }
    await refusedFor(await land(await go()), 'key_selection_failed')
  })

  it('signs in with ES256 too, and asks for claims the ID token does not hold', async () => {
    const other = await TestBench.open({}, doors(provider.issuer, { client: 'guiju-es' }))
    try {
      await other.workspace('main')
      await other.workspace('apart', { separated: true })
      provider.inToken = false
      provider.reconfigure()
      const { preferred_username: name } = newMember({ groups: ['chiefs'] })
      const who = await me(await land(await go(other), other), other)
      assert.deepEqual([who.name, who.workspaces[0].role], [name, 'owner'])
    } finally {
      provider.inToken = true
      provider.reconfigure()
      await other.close()
    }
  })

  it('refuses an account that was disabled', async () => {
    const { name } = await me(await land(await go()))
    await bench.bench.db.updateTable('account').set({ disabled: 1 }).where('name', '=', name).execute()
    await refusedFor(await land(await go()), 'disabled')
  })

  it('leads to no other site', async () => {
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/a"onload=',
      'javascript:x',
      '/x\r\ny',
      '',
    ])
      assert.equal(pathIn(to), '/', to)
    const answer = await land(await go(bench, `/sign-in/oidc?to=${encodeURIComponent('//evil.example/')}`))
    assert.match(answer.text, /content="0;url=\/"/)
    assert.ok(!answer.text.includes('evil'))
  })

  it('ends the session of the provider with its own', async () => {
    const jar = new Map<string, string>()
    const sent = await bench.ask('GET', '/sign-in/oidc')
    const found = await browse(sent.headers.get('location')!, provider.issuer, jar)
    assert.ok('location' in found)
    const answer = await land({
      path: found.location.slice(`http://${HOST}`.length),
      headers: { cookie: cookieOf(sent, 'guiju_sign_in')! },
    })
    const cookie = cookieOf(answer, 'guiju_session')!
    const { csrf } = (await bench.ask('GET', '/api/me', { headers: { cookie } })).json
    const held = await bench.bench.db
      .selectFrom('session')
      .select('id_token')
      .where('id_token', 'is not', null)
      .execute()
    assert.ok(held.length > 0 && held.every((s) => !s.id_token!.startsWith('ey')), 'the ID token is sealed')
    const out = await bench.ask('DELETE', '/api/session', { headers: { cookie, 'x-guiju-csrf': csrf } })
    assert.equal(out.status, 200)
    const to = new URL(out.json.to)
    assert.ok(to.href.startsWith(`${provider.issuer}/session/end?`))
    assert.equal(to.searchParams.get('post_logout_redirect_uri'), `http://${HOST}/`)
    const page = await browse(to.href, provider.issuer, jar)
    assert.ok('page' in page && page.status === 200, JSON.stringify(page))
    assert.equal((await bench.ask('GET', '/api/me', { headers: { cookie } })).json.name, null)
  })

  it('offers it on the page to sign in, in both languages, and comes back by one address', async () => {
    const page = (await bench.ask('GET', '/sign-in?to=/w/main/cases')).text
    for (const part of ['企业账号', 'Company account', '/sign-in/oidc?to=%2Fw%2Fmain%2Fcases', 'name="password"'])
      assert.ok(page.includes(part), part)
    const port = HOST.split(':')[1]
    const other = await bench.ask('GET', '/sign-in/oidc?to=/', undefined, undefined, { host: `localhost:${port}` })
    assert.equal(other.headers.get('location'), `http://${HOST}/sign-in/oidc?to=/`)
  })

  it('keeps the secret to itself', async () => {
    const rows = JSON.stringify(await bench.bench.db.selectFrom('trail').selectAll().execute())
    assert.ok(!rows.includes(SECRET))
  })
})

describe('a server without local accounts, behind a proxy', () => {
  it('takes no password, makes no account, and sends cookies over the encrypted address alone', async () => {
    const provider = await IdentityProvider.open({
      back: 'https://guiju.example/sign-in/oidc/back',
      out: 'https://guiju.example/',
    })
    const of = doors(provider.issuer, { rows: [{ value: 'staff', workspace: 'main', role: 'owner' }] })
    const bench = await TestBench.open({}, { ...of, localAccounts: false, publicOrigin: 'https://guiju.example' })
    const host = { host: 'guiju.example' }
    try {
      await bench.workspace('main')
      const local = await bench.person('local', { main: 'owner' }, true)
      await bench.password(local.account, 'correct horse battery')
      const signIn = await bench.ask(
        'POST',
        '/api/session',
        undefined,
        { name: 'local', password: 'correct horse battery' },
        host,
      )
      assert.deepEqual([signIn.status, signIn.json.error.code], [403, 'local-off'])
      const by = { headers: await bench.session(local.account) }
      assert.equal((await bench.ask('PUT', '/api/me/password', by, { password: 'correct horse battery' })).status, 403)
      assert.equal((await bench.ask('POST', '/api/workspaces/main/members', by, { name: 'new' })).status, 403)
      const apart = { name: 'x', separated: { security: 'a', audit: 'b' } }
      assert.equal((await bench.ask('POST', '/api/workspaces', by, apart)).status, 403)
      assert.ok(!(await bench.ask('GET', '/sign-in')).text.includes('name="password"'))

      assert.equal(
        (await bench.ask('GET', '/sign-in/oidc')).headers.get('location'),
        'https://guiju.example/sign-in/oidc',
      )
      const sent = await bench.ask('GET', '/sign-in/oidc', undefined, undefined, host)
      assert.match(sent.headers.get('set-cookie')!, /; Secure/)
      const found = await browse(sent.headers.get('location')!, provider.issuer)
      assert.ok('location' in found)
      const path = found.location.slice('https://guiju.example'.length)
      const answer = await bench.ask(
        'GET',
        path,
        { headers: { cookie: cookieOf(sent, 'guiju_sign_in')! } },
        undefined,
        host,
      )
      assert.equal(answer.status, 200, answer.text)
      assert.match(answer.headers.getSetCookie().join('\n'), /guiju_session=.*Secure/)
      const wrong = { ...host, origin: 'http://guiju.example' }
      assert.equal((await bench.ask('GET', '/api/health', undefined, undefined, wrong)).status, 403)
      assert.equal(
        (await bench.ask('GET', '/api/health', undefined, undefined, { ...host, origin: 'https://guiju.example' }))
          .status,
        200,
      )
      const account = await bench.bench.db.selectFrom('identity').select('account_id').executeTakeFirstOrThrow()
      assert.equal(await roleIn(bench.bench.db, 'main', account.account_id), 'owner')
    } finally {
      await bench.close()
      provider.close()
    }
  })
})
