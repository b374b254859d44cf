import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type Served, serve } from '../../src/serve/serve.ts'

const PASSWORD = 'a-password-of-the-journey-9431'
const OTHER = 'another-password-of-it-5177'

describe('what nobody but its owner may know', () => {
  const store = mkdtempSync(join(tmpdir(), 'guiju-secrets-'))
  let served: Served
  let logged = ''
  const unhook: (() => void)[] = []
  before(async () => {
    for (const stream of [process.stdout, process.stderr]) {
      const own = stream.write.bind(stream)
      stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
        logged += String(chunk)
        return own(chunk, ...rest)
      }) as typeof stream.write
      unhook.push(() => {
        stream.write = own
      })
    }
    served = await serve({ port: '0', store })
  })
  let ended = false
  const end = async () => {
    if (!ended) await served.close()
    ended = true
  }
  after(async () => {
    for (const undo of unhook) undo()
    await end()
    rmSync(store, { recursive: true, force: true })
  })

  it('is in no log, no trail and no file after a whole journey, not even where something broke', async () => {
    const secrets: string[] = [PASSWORD, OTHER, new URL(served.link).searchParams.get('once')!]
    const { db } = served.bench
    let by: Record<string, string> = {}
    const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = by) => {
      const answer = await fetch(served.address + path, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        redirect: 'manual',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const cookie = /^guiju_session=([\w-]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
      if (cookie) {
        secrets.push(cookie)
        by = { cookie: `guiju_session=${cookie}` }
        const me = await (await fetch(`${served.address}api/me`, { headers: by })).text()
        by = { ...by, 'x-guiju-csrf': /"csrf":"([^"]+)"/.exec(me)?.[1] ?? '' }
      }
      return { status: answer.status, text: await answer.text() }
    }
    assert.equal((await ask('GET', served.link.slice(served.address.length))).status, 303)
    assert.equal((await ask('PUT', 'api/me/password', { password: PASSWORD })).status, 204)
    assert.equal((await ask('DELETE', 'api/session')).status, 200)
    assert.equal((await ask('POST', 'api/session', { name: 'admin', password: OTHER }, {})).status, 401)
    // A password in the field of the name.
    assert.equal((await ask('POST', 'api/session', { name: OTHER, password: 'x' }, {})).status, 401)
    assert.equal((await ask('POST', 'api/session', { name: 'admin', password: PASSWORD }, {})).status, 204)
    const made = await ask('POST', 'api/workspaces/main/tokens', { name: 't', scopes: ['read', 'write'] })
    assert.equal(made.status, 201)
    const value = /"(guiju_[\w-]+)"/.exec(made.text)![1]!
    secrets.push(value)
    const token = { authorization: `Bearer ${value}` }
    assert.equal((await ask('GET', 'api/workspaces/main/subjects', undefined, token)).status, 200)
    assert.equal((await ask('POST', 'api/workspaces/main/jobs', { kind: 'audit', password: OTHER }, token)).status, 400)
    assert.equal((await ask('GET', `sign-in?once=${value}`)).status, 401)
    const member = await ask('POST', 'api/workspaces/main/members', { name: 'newcomer', role: 'viewer' })
    secrets.push(new URL((JSON.parse(member.text) as { link: string }).link).searchParams.get('once')!)
    await sql`alter table artifact rename to broken`.execute(db)
    assert.equal((await ask('GET', 'api/workspaces/main/artifacts')).status, 500)
    assert.equal((await ask('GET', 'api/workspaces/main/artifacts', undefined, token)).status, 500)
    await sql`alter table broken rename to artifact`.execute(db)
    assert.match(logged, /no such table/, 'the log was read')
    await end()

    const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
    assert.ok(files.some((f) => f.name === 'workbench.sqlite'))
    for (const secret of secrets) {
      assert.ok(secret.length > 20)
      assert.ok(!logged.includes(secret), 'the log tells a secret')
      for (const file of files)
        assert.ok(!readFileSync(join(file.parentPath, file.name)).includes(secret), `${file.name} holds a secret`)
    }
  })
})
