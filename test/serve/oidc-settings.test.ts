import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { InputError } from '../../src/cli/errors.ts'
import { outbound, Unreached } from '../../src/serve/oidc/outbound.ts'
import { doorsOf } from '../../src/serve/oidc/settings.ts'
import { TestBench } from '../support/bench.ts'
import { oidcDoors as doors, SECRET } from '../support/oidc-doors.ts'

describe('what a server is told of its provider', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-oidc-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const fails = (options: Parameters<typeof doorsOf>[0], code: string, env = {}) =>
    assert.throws(
      () => doorsOf(options, env),
      (error) => error instanceof InputError && error.code === code && !error.message.includes(SECRET),
      code,
    )

  it('is read from options, files and the environment', () => {
    assert.deepEqual(doorsOf({}, {}), { localAccounts: true })
    const rows =
      'name: 集团账号\nclaim: realm_access.roles\nrows:\n  - { value: auditors, workspace: main, role: viewer }\n'
    const found = doorsOf(
      { oidcIssuer: 'https://id.example/realms/x', localAccounts: false },
      {
        GUIJU_OIDC_CLIENT: 'guiju',
        GUIJU_OIDC_SECRET_FILE: file('secret', `${SECRET}\n`),
        GUIJU_OIDC_TABLE: file('table.yaml', rows),
        GUIJU_PUBLIC_URL: 'https://guiju.example/',
      },
    )
    assert.deepEqual(found, {
      publicOrigin: 'https://guiju.example',
      localAccounts: false,
      oidc: {
        issuer: 'https://id.example/realms/x',
        client: 'guiju',
        secret: SECRET,
        allowPrivate: false,
        name: { zh: '集团账号', en: '集团账号' },
        scope: 'openid profile',
        claim: 'realm_access.roles',
        rows: [{ value: 'auditors', workspace: 'main', role: 'viewer' }],
      },
    })
  })

  it('is refused in a line where it does not fit', () => {
    const oidcIssuer = 'https://id.example'
    fails({ localAccounts: false }, 'oidc.issuer')
    fails({ oidcClient: 'x' }, 'oidc.issuer')
    for (const bad of ['id.example', 'http://id.example', 'https://user:pass@id.example', 'https://id.example?x'])
      fails({ oidcIssuer: bad, oidcClient: 'x' }, 'oidc.address')
    fails({ oidcIssuer }, 'oidc.client')
    fails({ oidcIssuer, oidcClient: 'x', oidcSecretFile: file('empty', '\n') }, 'oidc.secret')
    fails({ oidcIssuer, oidcClient: 'x', oidcSecretFile: join(folder, 'none') }, 'file.missing')
    for (const [n, text] of [
      'rows: x',
      'rows: [{ value: a, workspace: main, role: audit-admin }]',
      'row: []',
      'a: [',
      'rows: &a [*a]',
    ].entries())
      fails({ oidcIssuer, oidcClient: 'x', oidcTable: file(`bad-${n}`, text) }, 'oidc.table')
    for (const bad of ['guiju.example', 'https://guiju.example/path', 'ftp://x'])
      fails({ publicUrl: bad }, 'public-url.invalid')
  })

  it('is asked at public addresses only, unless told', async () => {
    const ask = (address: string, resolve?: () => Promise<string[]>) =>
      outbound(resolve ? { resolve } : {})(address, {})
    const refuses = (code: string) => (error: unknown) => error instanceof Unreached && error.code === code
    for (const address of ['http://127.0.0.1:1/', 'http://[::1]:1/', 'https://10.0.0.1/', 'http://169.254.169.254/'])
      await assert.rejects(ask(address), refuses('private'), address)
    await assert.rejects(
      ask('https://id.example/', async () => ['192.168.0.1']),
      refuses('private'),
    )
    const bench = await TestBench.open({}, doors('http://127.0.0.1:1', { allowPrivate: false }))
    const answer = await bench.ask('GET', '/sign-in/oidc')
    assert.deepEqual([answer.status, /private/.test(answer.text)], [502, true])
    await bench.close()
    const down = await TestBench.open({}, doors('http://127.0.0.1:1'))
    const silent = await down.ask('GET', '/sign-in/oidc')
    assert.deepEqual([silent.status, /ECONNREFUSED/.test(silent.text)], [502, true], silent.text)
    await down.close()
  })
})
