import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addDays } from '../../src/law/day.ts'
import { routes } from '../../src/serve/api/routes.ts'
import { prepare } from '../../src/serve/jobs/prepare.ts'
import { outbound, Unreached } from '../../src/serve/oidc/outbound.ts'
import type { Route } from '../../src/serve/route.ts'
import { today } from '../../src/serve/today.ts'
import { keepAttestation } from '../../src/store/state/attestations.ts'
import { brokenAt } from '../../src/store/state/trail.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { planInput } from '../support/draw.ts'
import { NOTICE } from '../support/kept-case.ts'
import { hasSecurityHeaders } from '../support/route-fuzz.ts'
import { sampleResult } from '../support/sample-result.ts'

/** In every name and text of the other workspace: it is read nowhere else. */
const THEIRS = 'of-theirs-alone'
const LATER = new Date(Date.now() + 864e5).toISOString()
const MEGABYTE = 2 ** 20

describe('every route, asked by who means harm', () => {
  let bench: TestBench
  let owner: Person
  /** Ids of the other workspace, of every kind there is. */
  let theirs: readonly string[]

  before(async () => {
    bench = await TestBench.open({ upload: 10_000 })
    for (const ws of ['main', 'theirs']) await bench.workspace(ws)
    owner = await bench.person('owner', { main: 'owner' }, true)
    const other = await bench.person(THEIRS, { theirs: 'owner' })
    const make = async (path: string, body: unknown) => {
      const answer = await bench.ask('POST', `/api/workspaces/theirs${path}`, other, body)
      assert.ok(answer.status < 300, `${path}: ${answer.text}`)
      return answer.json
    }
    const { sha256 } = await make('/artifacts?name=x', THEIRS)
    const job = await make('/jobs', { kind: 'audit', target: { artifact: sha256 } })
    const result = sampleResult()
    const [one] = result.results
    const named = { ...result, results: [{ ...one!, subject: { ...one!.subject, name: THEIRS } }] }
    const [kept] = (await make('/results', named)).items
    const { rule } = one!.determinations.find((d) => d.outcome === 'failed')!
    const until = addDays(today(), 20)
    const exception = await make(`/results/${kept.result}/exceptions`, { rule, basis: THEIRS, reason: THEIRS, until })
    await keepAttestation(bench.bench.db, {
      workspace_id: 'theirs',
      subject_id: kept.subject,
      result_id: kept.result,
      job_id: job.id,
      account_id: other.account,
      by_name: THEIRS,
      on_day: today(),
      answers: {},
      evidence: [{ sha256, name: THEIRS }],
    })
    await make('/cases', { id: THEIRS, procedure: 'inspection-2018' })
    await make(`/cases/${THEIRS}/events`, NOTICE)
    const planned = planInput({ id: THEIRS, randomness: { ...(planInput()['randomness'] as object), at: LATER } })
    const draw = await make('/draws', { plan: JSON.stringify(planned) })
    const token = await make('/tokens', { name: THEIRS, scopes: ['read'] })
    theirs = [sha256, job.id, kept.subject, kept.result, THEIRS, draw.id, token.id, other.account, exception.id]
  })
  after(() => bench.close())

  const changes = (of: Route) => of.method !== 'get'
  const asked = (of: Route, path: string, body?: unknown, headers = {}) =>
    bench.ask(of.method.toUpperCase(), path, owner, changes(of) ? (body ?? {}) : undefined, headers)
  const ID = /\{(?!ws\})\w+\}/
  const pathOf = (of: Route, id: string, second = id) =>
    of.path
      .replace(ID, () => id)
      .replace(ID, () => second)
      .replace('{ws}', 'main')
  const named = routes.filter((of) => ID.test(of.path))

  it('finds nothing of another workspace by its ids', async () => {
    const known = routes.filter((of) => of.path.includes('{ws}') && ID.test(of.path))
    assert.ok(known.length > 35)
    for (const of of known)
      for (const id of theirs)
        for (const second of ID.test(pathOf(of, id, '{second}')) ? theirs : [id]) {
          const { status, text } = await asked(of, pathOf(of, id, second))
          const where = `${of.method} ${of.path} ${id} ${second}`
          assert.ok(status >= 400 && status < 500, `${where}: ${status}`)
          assert.ok(!text.includes(THEIRS), where)
        }
    for (const path of ['subjects/:id', 'results/:id', 'jobs/:id', 'cases/:id', 'draws/:id'])
      for (const id of theirs) {
        const page = await bench.ask('GET', `/w/main/${path.replace(':id', id)}`, owner)
        assert.equal(page.status, 404, `${path} ${id}`)
        assert.ok(!page.text.includes(THEIRS))
      }
    for (const table of ['artifact', 'attestation', 'exception', 'draw', 'token'] as const) {
      const left = await bench.bench.db.selectFrom(table).selectAll().where('workspace_id', '=', 'theirs').execute()
      assert.ok(left.length > 0, table)
      for (const row of left)
        for (const at of ['withdrawn_at', 'revoked_at']) assert.equal(Object(row)[at] ?? null, null)
    }
  })

  it('takes an id of a path for an id, whatever it looks like', async () => {
    assert.ok(named.length > 35)
    for (const of of named)
      for (const value of [
        '..',
        '%2e%2e',
        '..%2f..%2f..%2fetc%2fpasswd',
        '..%5c..%5cx',
        'a%00b',
        'x%0d%0aset-cookie:%20a=b',
        '%ff',
        '%f0%9f%92%a9',
        `${'a'.repeat(121)}`,
        '__proto__',
        'constructor',
        '-1',
        '1e309',
      ]) {
        const answer = await asked(of, pathOf(of, value))
        const where = `${of.method} ${of.path} ${value}`
        // A step up is another address before it is here.
        assert.ok(
          answer.status < 500 && (answer.status >= 400 || /^(?:\.|%2e)/.test(value)),
          `${where}: ${answer.status}`,
        )
        assert.equal(answer.headers.get('set-cookie'), null, where)
        hasSecurityHeaders(answer.headers, where)
        assert.doesNotMatch(answer.text, /root:|node_modules|\.ts:\d|SQLITE/, where)
      }
  })

  it('takes JSON alone, of a size, where JSON is asked for', async () => {
    const bodied = routes.filter((of) => of.body && of.path !== '/api/session')
    assert.ok(bodied.length > 20)
    for (const of of bodied) {
      const path = pathOf(of, 'nothing')
      for (const [body, headers, wanted] of [
        ['{}', { 'content-type': 'text/plain' }, [415]],
        ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }, [415]],
        ['{"', { 'content-type': 'application/json' }, [400]],
        [new Uint8Array([0xff, 0xfe, 0x7b]), { 'content-type': 'application/json' }, [400]],
        ['[['.repeat(20_000), { 'content-type': 'application/json' }, [400, 413]],
        ['{}', { 'content-type': 'application/json', 'content-length': String((of.limit ?? MEGABYTE) + 1) }, [413]],
        ['[]', { 'content-type': 'application/json' }, [400, 404, 422]],
        ['1e999', { 'content-type': 'application/json' }, [400, 404, 422]],
        ['{"__proto__":{"name":"x"},"constructor":1}', { 'content-type': 'application/json' }, [400, 404, 422]],
      ] as const) {
        const answer = await asked(of, path, body, headers)
        const where = `${of.method} ${of.path} ${String(body).slice(0, 20)}`
        assert.ok((wanted as readonly number[]).includes(answer.status), `${where}: ${answer.status} ${answer.text}`)
        assert.ok(answer.json.error.zh && answer.json.error.en, where)
      }
    }
  })

  it('keeps texts that are none, and the trail holds', async () => {
    const { db } = bench.bench
    for (const name of ['\ud800', 'a\u0000b', '\udfff\ud800', `${'𠮷'.repeat(30)}\ud842`, '\u202e\u0007']) {
      for (const [method, path, body] of [
        ['POST', '/tokens', { name, scopes: ['read'] }],
        ['PATCH', '', { name }],
        ['POST', '/cases', { id: name, procedure: 'inspection-2018' }],
        ['POST', '/jobs', { kind: 'audit', target: { url: 'https://example.invalid/' }, consentAt: name }],
      ] as const) {
        const { status, text } = await bench.ask(method, `/api/workspaces/main${path}`, owner, body)
        assert.ok(status < 500, `${method} ${path} ${JSON.stringify(name)}: ${text}`)
      }
      const found = await bench.ask(
        'GET',
        `/api/workspaces/main/subjects?q=${encodeURIComponent(name.toWellFormed())}`,
        owner,
      )
      assert.equal(found.status, 200, JSON.stringify(name))
    }
    assert.equal(await brokenAt(db, 'main'), undefined, 'nobody makes the trail look changed')
    const result = sampleResult()
    const [one] = result.results
    for (const name of ['a\u0000b', '\ud800', 'x'.repeat(100_000)]) {
      const odd = { ...result, results: [{ ...one!, subject: { ...one!.subject, name, id: `app.android:${name}` } }] }
      const { status, text } = await bench.ask('POST', '/api/workspaces/main/results', owner, odd)
      assert.ok(status < 500, text.slice(0, 200))
    }
  })

  it('keeps an upload under a name that a disk and a header take', async () => {
    const { db, blobs } = bench.bench
    for (const [n, name] of [
      `${'案'.repeat(290)}.apk`,
      `a${'𠮷'.repeat(90)}`,
      `${'𠮷'.repeat(145)}.apk`,
      '.',
      '\ud800.apk',
    ].entries()) {
      const put = await bench.ask(
        'POST',
        `/api/workspaces/main/artifacts?name=${encodeURIComponent(name.toWellFormed())}`,
        owner,
        `${n}`,
      )
      assert.equal(put.status, 201, put.text)
      const { sha256, name: kept } = put.json
      assert.ok(Buffer.byteLength(kept) <= 220 && kept.isWellFormed(), kept)
      const got = await bench.ask('GET', `/api/workspaces/main/artifacts/${sha256}`, owner)
      assert.equal(got.status, 200, name)
      await prepare(
        db,
        blobs,
        'main',
        { kind: 'audit', target: { artifact: sha256 } },
        `${bench.folder}/laid-${n}`,
        bench.folder,
      )
    }
  })

  it('starts no job with an address or an option it does not take from a stranger', async () => {
    const { sha256 } = (await bench.ask('POST', '/api/workspaces/main/artifacts?name=x', owner, 'x')).json
    const start = (input: object) => bench.ask('POST', '/api/workspaces/main/jobs', owner, { kind: 'audit', ...input })
    for (const url of [
      'file:///etc/passwd',
      'ftp://example.com/',
      'gopher://127.0.0.1:70/',
      'javascript:alert(1)',
      'http://user:secret@example.com/',
      'http://user@127.0.0.1/',
      '//127.0.0.1/',
      'x',
    ]) {
      assert.equal((await start({ target: { url } })).status, 400, url)
      assert.equal((await start({ target: { artifact: sha256 }, policy: { url } })).status, 400, url)
    }
    for (const more of [
      { allowPrivate: true },
      { store: '/' },
      { out: '/tmp' },
      { with: ['/etc/passwd'] },
      { log: ['../x'] },
    ])
      assert.equal((await start({ target: { artifact: sha256 }, ...more })).status, 400, JSON.stringify(more))
    for (const path of ['../x', '/etc/passwd', 'a/../../x', 'a//b', '.', 'C:\\x', 'a\u0000'])
      assert.equal(
        (await start({ kind: 'check', mapping: sha256, tables: { [path]: sha256 } })).status,
        400,
        JSON.stringify(path),
      )
  })

  it('asks no private address for whoever signs in, by whatever name the provider calls it', async () => {
    const ask = outbound({})
    for (const address of [
      'http://127.0.0.1/token',
      'https://[::1]/jwks',
      'https://[::ffff:10.0.0.1]/',
      'https://[64:ff9b::7f00:1]/',
      'http://2130706433/',
      'http://0x7f.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://100.64.0.1/',
      'https://localhost/',
    ])
      await assert.rejects(
        ask(address, {}),
        (error) => error instanceof Unreached && /private|dns/.test(error.code),
        address,
      )
  })
})
