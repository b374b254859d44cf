import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, mock } from 'node:test'
import { documentsOf } from '../../src/cases/documents/registry.ts'
import { trailCommand } from '../../src/cli/state.ts'
import type { Result } from '../../src/judge/result.ts'
import { addDays } from '../../src/law/day.ts'
import { TRAIL_WORDS } from '../../src/report/bench/trail-words.ts'
import { ROLES, type Role, rightsOf } from '../../src/serve/access.ts'
import { routes } from '../../src/serve/api/routes.ts'
import { route } from '../../src/serve/route.ts'
import { SCREENS } from '../../src/serve/screens.ts'
import { openState } from '../../src/store/state/database.ts'
import type { TrailRow } from '../../src/store/state/tables.ts'
import { brokenAt, record, SERVER } from '../../src/store/state/trail.ts'
import { newDatabase, type Person, TestBench } from '../support/bench.ts'
import { commanded } from '../support/command.ts'
import { balls, planInput } from '../support/draw.ts'
import { NOTICE, WORD } from '../support/kept-case.ts'
import { sampleResult } from '../support/sample-result.ts'

const WS = '/api/workspaces/{ws}'
/** Reads that show nothing of people: organisations, counts, names of files, what a provision asks. */
const OF_NOBODY = new Set([
  WS,
  `${WS}/subjects`,
  `${WS}/subjects/{id}/results`,
  // Who answers for a fact stands in the evidence of the result, too.
  `${WS}/subjects/{id}/attestations`,
  `${WS}/subjects/{id}/exceptions`,
  `${WS}/provisions`,
  `${WS}/determinations`,
  `${WS}/places`,
  `${WS}/artifacts`,
  `${WS}/jobs`,
  `${WS}/jobs/{id}`,
  `${WS}/jobs/{id}/events`,
  `${WS}/cases`,
  `${WS}/cases/{id}/documents`,
  `${WS}/cases/{id}/verification`,
  `${WS}/due`,
  `${WS}/results/{id}/pictures/{sha256}`,
  `${WS}/draws`,
  `${WS}/draws/{id}/announcement`,
  `${WS}/draws/{id}/verification`,
])
/** Noted by the route itself. */
const NOTES_ITSELF = new Set([`${WS}/tasks`, `${WS}/aggregate`, `${WS}/artifacts/{sha256}`, `${WS}/trail/export`])
/** Noted by what makes them. */
const SCREENS_NOTED = new Set(['tasks', 'aggregate'])
const SCREENS_OF_NOBODY = new Set([
  'commitments',
  'home',
  'subjects',
  'subjects/:id',
  'provisions',
  'start',
  'inventory',
  'jobs',
  'jobs/:id',
  'cases',
  'draws',
  'coverage',
  'calendar',
])

const register = (): Result => {
  const result = sampleResult()
  const [one] = result.results
  return {
    ...result,
    results: [{ ...one!, subject: { ...one!.subject, kind: 'account-register', id: 'account-register:x' } }],
  }
}

describe('who was shown what of people', () => {
  let bench: TestBench
  let owner: Person
  let viewer: Person
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    await bench.workspace('demo', { demo: true })
    owner = await bench.person('owner', { main: 'owner', demo: 'owner' })
    viewer = await bench.person('viewer', { main: 'viewer' })
  })
  after(() => bench.close())
  const api = (rest: string, ws = 'main') => `/api/workspaces/${ws}${rest}`
  const lines = async (ws = 'main') =>
    (
      await bench.bench.db.selectFrom('trail').selectAll().where('workspace_id', '=', ws).orderBy('position').execute()
    ).map((l) => `${l.actor} ${l.action} ${l.object}`.trim())
  /** What the trail says of a request that is done. */
  const said = async (path: string, by: Person, status = 200): Promise<string[]> => {
    const from = (await lines()).length
    assert.equal((await bench.ask('GET', path, by)).status, status, path)
    return (await lines()).slice(from)
  }
  const imported = async (of: Result) => {
    const answer = await bench.ask('POST', api('/results'), owner, of)
    assert.equal(answer.status, 201, answer.text)
    return answer.json.items[0].result as string
  }

  it('is decided for every route and screen', () => {
    for (const of of routes.filter((r) => r.method === 'get' && r.path.includes('{ws}')))
      assert.equal(
        [of.shows !== undefined, OF_NOBODY.has(of.path), NOTES_ITSELF.has(of.path)].filter(Boolean).length,
        1,
        of.path,
      )
    for (const [path, { shows }] of Object.entries(SCREENS))
      assert.notEqual(shows !== undefined || SCREENS_NOTED.has(path), SCREENS_OF_NOBODY.has(path), path)
  })

  it('keeps no answer that shows something of people: nobody would be noted', () => {
    const of = { method: 'get', path: WS, needs: 'read', answer: { status: 200 }, run: async () => ({}) } as const
    const summary = { zh: '甲', en: 'a' }
    const shows = { action: 'accounts read' } as const
    for (const one of [{ kept: true }, { shows }] as const) assert.ok(route({ ...of, summary, ...one }))
    assert.throws(() => route({ ...of, summary, kept: true, shows }), TypeError)
  })

  it('has words in both languages for every action', () => {
    const said = globSync('src/serve/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\.(?:note|noted|noteSelf)\([^'`]*'([a-z -]+)'/g)].map(([, of]) => of!),
    )
    const shown = [...routes, ...Object.values(SCREENS)].flatMap(({ shows }) => shows?.action ?? [])
    assert.ok(said.length > 20)
    for (const action of [...said, ...shown])
      if (!action.endsWith('refused')) assert.ok(Object.hasOwn(TRAIL_WORDS, action), action)
  })

  it('is noted for cases, by page and by route, with who and which and nothing of what they say', async () => {
    await bench.ask('POST', api('/cases'), owner, { id: 'a-1', procedure: 'inspection-2018' })
    for (const event of [NOTICE, WORD]) await bench.ask('POST', api('/cases/a-1/events'), owner, event)
    assert.deepEqual(await said(api('/cases/a-1'), viewer), ['viewer case read a-1'])
    assert.deepEqual(await said('/w/main/cases/a-1', viewer), ['viewer case read a-1'])
    assert.deepEqual(await said(api('/cases/a-1/file'), viewer), ['viewer case file read a-1'])
    assert.deepEqual(await said(api('/cases/a-1/receipt?events=e1'), viewer), ['viewer receipt made a-1'])
    assert.deepEqual(await said(api('/cases/a-1/explanation?format=html'), viewer), ['viewer case explained a-1 html'])
    assert.deepEqual(await said(api('/cases'), viewer), [])
    assert.deepEqual(await said(api('/cases/none'), viewer, 404), [], 'what is not there was shown to nobody')
    assert.ok(!(await lines()).join('\n').includes('张三'))
  })

  it('is noted for results about people, in every form, and not for those about products', async () => {
    const [app, people] = [await imported(sampleResult()), await imported(register())]
    assert.deepEqual(await said(api(`/results/${app}`), viewer), [])
    assert.deepEqual(await said(api(`/results/${people}`), viewer), [`viewer result read ${people}`])
    assert.deepEqual(await said(api(`/results/${people}?format=xlsx`), viewer), [`viewer result read ${people} xlsx`])
    assert.deepEqual(await said(`/w/main/results/${people}`, viewer), [`viewer result read ${people}`])
    assert.deepEqual(await said(api(`/results/${people}/changes`), viewer), [`viewer results compared ${people}`])
  })

  it('is noted for accounts, uploads and the trail itself', async () => {
    const up = await bench.ask('POST', api('/artifacts?name=register.csv'), owner, 'a,b\n')
    assert.deepEqual(await said(api(`/artifacts/${up.json.sha256}`), owner), [`owner downloaded ${up.json.sha256}`])
    assert.deepEqual(await said(api('/members'), viewer), ['viewer accounts read'])
    assert.deepEqual(await said('/w/main/admin', viewer), ['viewer accounts read'])
    assert.deepEqual(await said(api('/trail'), owner), ['owner trail read'])
    assert.deepEqual(await said(api('/trail'), viewer, 403), [])
  })

  it('is not noted for demonstrations, which are about nobody', async () => {
    await bench.ask('POST', api('/cases', 'demo'), owner, { id: 'd', procedure: 'inspection-2018' })
    const from = (await lines('demo')).length
    assert.equal((await bench.ask('GET', api('/cases/d', 'demo'))).status, 200)
    assert.equal((await lines('demo')).length, from)
  })

  it('shows nothing where it cannot be noted', async () => {
    const { bench: inner } = bench
    const note = inner.note.bind(inner)
    inner.note = () => Promise.reject(new Error('the disk is full'))
    const quiet = mock.method(process.stderr, 'write', () => true)
    try {
      const answer = await bench.ask('GET', api('/cases/a-1'), viewer)
      assert.equal(answer.status, 500)
      assert.ok(!answer.text.includes('notice'))
    } finally {
      inner.note = note
      quiet.mock.restore()
    }
  })

  it('is written in order, however many are shown something at once', async () => {
    const { db } = bench.bench
    const from = (await lines()).length
    await Promise.all(Array.from({ length: 40 }, () => bench.ask('GET', api('/members'), viewer)))
    assert.equal((await lines()).length, from + 40)
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        record(db, { workspace: n % 2 === 0 ? 'even' : 'odd', actor: 'x', action: String(n) }),
      ),
    )
    for (const ws of ['main', 'even', 'odd']) assert.equal(await brokenAt(db, ws), undefined, ws)
    assert.equal(await brokenAt(db, 'even', 10), undefined)
    assert.deepEqual((await lines('odd')).length, 150)
  })

  it('is exported whole: by lines that anybody can hold against one another, or as a table', async () => {
    const answer = await bench.ask('GET', api('/trail/export'), owner)
    assert.match(answer.headers.get('content-disposition')!, /trail-main\.jsonl/)
    const rows = answer.text
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l) as TrailRow)
    const end = rows.pop() as unknown
    assert.deepEqual(end, { lines: rows.length, brokenAt: null })
    let before = ''
    for (const { position, at, actor, action, object, hash } of rows) {
      const text = JSON.stringify([before, 'main', position, at, actor, action, object])
      assert.equal(createHash('sha256').update(text).digest('hex'), hash)
      before = hash
    }
    assert.equal(rows.at(-1)!.action, 'trail exported')
    await record(bench.bench.db, { workspace: 'main', actor: '=1+1', action: 'a "quoted" word', object: '@x' })
    const csv = (await bench.ask('GET', api('/trail/export?format=csv'), owner)).text
    assert.match(csv, /"'=1\+1","a ""quoted"" word","'@x",[0-9a-f]{64}\r\n/)
    assert.match(csv, /"owner","trail exported","csv"/)
  })

  it('shows what was changed from outside, from the line it was changed in', async () => {
    const { db } = bench.bench
    await db
      .insertInto('trail')
      .values({ workspace_id: 'odd', position: 151, at: 1, actor: 'x', action: 'y', object: '', hash: 'z' })
      .execute()
    await record(db, { workspace: 'odd', actor: 'x', action: 'later' })
    assert.equal(await brokenAt(db, 'odd'), 151)
    assert.equal(await brokenAt(db, 'odd', 5), 151)
    assert.equal(await brokenAt(db, 'odd', 1), undefined)
  })

  it('says who signed in and out, in the workspaces they are in', async () => {
    const person = await bench.person('wang', { main: 'viewer' })
    await bench.password(person.account, 'correct horse battery')
    const from = (await lines()).length
    await bench.ask('POST', '/api/session', undefined, { name: 'wang', password: 'correct horse battery' })
    await bench.ask('DELETE', '/api/session', { headers: await bench.session(person.account) })
    assert.deepEqual((await lines()).slice(from), ['wang sign-in', 'wang sign-out'])
  })
})

describe('guiju trail', () => {
  it('prints the trail of the server or of a workspace, says so in it, and refuses what is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-trail-'))
    const made = await newDatabase()
    const database = made.address.startsWith('postgres') ? made.address : `sqlite:${join(folder, 'state.sqlite')}`
    const state = await openState(folder, database)
    try {
      await record(state.db, { workspace: SERVER, actor: 'nobody', action: 'sign-in wrong', object: 'admin' })
      await record(state.db, { workspace: 'main', actor: 'owner', action: 'case read', object: 'a-1' })
      const run = (of: string | undefined, format?: string) =>
        commanded(async () => {
          await trailCommand(of, { store: folder, database, ...(format === undefined ? {} : { format }) })
          return 0
        })
      const server = await run(undefined)
      const said = server.stdout
        .trimEnd()
        .split('\n')
        .map((l) => JSON.parse(l) as Partial<TrailRow>)
      assert.deepEqual(
        said.slice(0, -1).map((l) => `${l.actor} ${l.action}`),
        ['nobody sign-in wrong', 'local trail exported'],
      )
      assert.deepEqual(said.at(-1), { lines: 2, brokenAt: null })
      assert.match((await run('main', 'csv')).stdout, /"owner","case read","a-1"/)
      for (const wrong of [await run('none'), await run('main', 'pdf')]) {
        assert.equal(wrong.status, 2)
        assert.match(wrong.stderr, /^guiju: [^\n]+\n$/)
      }
    } finally {
      await state.close()
      await made.drop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('where the three administrators are apart', () => {
  const ACTS = ['write', 'accounts', 'roles', 'system']

  it('no role has both a right to act and the right to the trail', () => {
    for (const role of ROLES) {
      const rights: readonly string[] = rightsOf(role, true)
      assert.ok(!(rights.includes('trail') && rights.some((r) => ACTS.includes(r))), role)
    }
  })

  it('no role can act without a trace, nor take a trace away, by any route', async () => {
    const bench = await TestBench.open()
    const { db } = bench.bench
    await bench.workspace('apart', { separated: true })
    const people = new Map<Role, Person>()
    for (const role of ROLES) people.set(role, await bench.person(role, { apart: role }))
    const audit = people.get('audit-admin')!
    const trail = () =>
      db.selectFrom('trail').selectAll().where('workspace_id', '=', 'apart').orderBy('position').execute()
    const covered = new Set<string>()
    /** Asks; what is done must have left a line of who did it, and every line before stands as it was. */
    const act = async (method: string, path: string, by: Person, body?: unknown) => {
      const before = await trail()
      const of = routes.find(
        (r) =>
          r.method === method.toLowerCase() &&
          new RegExp(`^${r.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0]!),
      )!
      covered.add(`${of.method} ${of.path}`)
      const answer = await bench.ask(method, path, by, body)
      const rows = await trail()
      assert.deepEqual(rows.slice(0, before.length), before, `${by.name} ${method} ${path}`)
      assert.equal(await brokenAt(db, 'apart'), undefined)
      // These keep nothing.
      const done = answer.status < 300 && !/\/(?:inventory|sdk-corrections)$/.test(path)
      if (done)
        assert.ok(
          rows.slice(before.length).some((r) => r.actor === by.name),
          `${by.name} ${method} ${path}`,
        )
      return answer
    }
    const ws = '/api/workspaces/apart'
    for (const [role, by] of people) {
      const up = await act('POST', `${ws}/artifacts?name=a.apk`, by, `of ${role}`)
      const sha256 = up.json?.sha256 ?? 'a'.repeat(64)
      const job = await act('POST', `${ws}/jobs`, by, { kind: 'audit', target: { artifact: sha256 } })
      await act('DELETE', `${ws}/jobs/${job.json?.id ?? 'x'}`, by)
      await act('DELETE', `${ws}/artifacts/${sha256}`, by)
      await act('POST', `${ws}/inventory`, by, { text: 'x' })
      const kept = await act('POST', `${ws}/results`, by, sampleResult())
      const result = kept.json?.items?.[0]?.result ?? 'x'
      const { rule } = sampleResult().results[0]!.determinations[0]!
      const said = { rule, by: 'x', reasons: 'x', proof: 'x' }
      const disputed = await act('POST', `${ws}/results/${result}/disputes`, by, said)
      assert.equal(disputed.status, kept.status === 201 ? 201 : 403, disputed.text)
      const until = new Date().toISOString().slice(0, 10)
      const finding = sampleResult().results[0]!.determinations.find((d) => d.outcome === 'failed')!
      const excepting = { rule: finding.rule, basis: 'x', reason: 'x', until: addDays(until, 9) }
      const excepted = await act('POST', `${ws}/results/${result}/exceptions`, by, excepting)
      assert.equal(excepted.status, kept.status === 201 ? 201 : 403, excepted.text)
      const of = `${ws}/subjects/${kept.json?.items?.[0]?.subject ?? 'x'}`
      const withdrawn = await act('DELETE', `${of}/exceptions/${excepted.json?.id ?? 'x'}`, by)
      assert.equal(withdrawn.status, kept.status === 201 ? 204 : 403, withdrawn.text)
      const sdk = { sdk: 'x', part: 'missing', shouldBe: 'x', source: 'x' }
      await act('POST', `${ws}/results/${result}/sdk-corrections`, by, sdk)
      const attested = { by: 'x', on: '2026-11-01', answers: { packed: true } }
      await act('POST', `${ws}/results/${result}/attestations`, by, attested)
      const at = new Date(Date.now() + 864e5).toISOString()
      const plan = planInput({ id: role, randomness: { ...(planInput()['randomness'] as object), at } })
      const drawn = await act('POST', `${ws}/draws`, by, { plan: JSON.stringify(plan) })
      await act('POST', `${ws}/draws/${drawn.json?.id ?? 'x'}/reveal`, by, { values: balls })
      await act('DELETE', of, by)
      await act('POST', `${ws}/cases`, by, { id: role, procedure: 'inspection-2018' })
      await act('POST', `${ws}/cases/${role}/events`, by, NOTICE)
      const [paper] = documentsOf('inspection-2018')
      await act('POST', `${ws}/cases/${role}/drafts/${paper!.id}`, by, WORD)
      await act('POST', `${ws}/cases/${role}/exports`, by, {})
      await act('POST', `${ws}/cases/${role}/erasures`, by, { all: true, reason: 'x' })
      await act('PATCH', ws, by, { name: `of ${role}` })
      const added = await act('POST', `${ws}/members`, by, { name: `by.${role}` })
      for (const one of people.values()) {
        const raised = await act('PATCH', `${ws}/members/${one.account}`, by, { role: 'audit-admin' })
        if (one === by) assert.notEqual(raised.status, 204, `${role} raises themselves`)
        if (raised.status === 204) await act('PATCH', `${ws}/members/${one.account}`, by, { role: one.name as Role })
        if (one !== by && ['system-admin', 'security-admin', 'audit-admin'].includes(one.name)) {
          assert.notEqual((await act('DELETE', `${ws}/members/${one.account}`, by)).status, 204, `${role} ${one.name}`)
          const other = await act('PATCH', `${ws}/members/${one.account}`, by, { role: 'viewer' })
          assert.notEqual(other.status, 204, `${role} takes ${one.name} away`)
          const shut = await act('PUT', `${ws}/members/${one.account}/disabled`, by, { disabled: true })
          assert.notEqual(shut.status, 204, `${role} shuts ${one.name} out`)
        }
      }
      for (const disabled of [true, false])
        await act('PUT', `${ws}/members/${added.json?.account ?? people.get('viewer')!.account}/disabled`, by, {
          disabled,
        })
      if (added.status === 201) await act('DELETE', `${ws}/members/${added.json.account}`, by)
      const token = await act('POST', `${ws}/tokens`, by, { name: 't', scopes: ['read'] })
      await act('DELETE', `${ws}/tokens/${token.json?.id ?? 'x'}`, by)
      assert.equal((await bench.ask('GET', `${ws}/trail`, by)).status, role === 'audit-admin' ? 200 : 403)
      assert.equal((await bench.ask('GET', `${ws}/trail/export`, by)).status, role === 'audit-admin' ? 200 : 403)
    }
    // What remains is to remove everything: who may do that cannot remove who sees it.
    for (const [role, by] of people)
      if (role !== 'system-admin') assert.equal((await act('DELETE', ws, by)).status, 403, role)
    assert.equal((await act('DELETE', ws, people.get('system-admin')!)).status, 204)
    const left = await bench.ask('GET', `${ws}/trail`, audit)
    assert.equal(left.json.items.find((l: TrailRow) => l.action === 'workspace removed').actor, 'system-admin')
    assert.equal(left.json.brokenAt, null)
    for (const [role, by] of people)
      if (role !== 'audit-admin') assert.equal((await bench.ask('GET', `${ws}/members`, by)).status, 403, role)
    const changes = routes
      .filter((r) => r.method !== 'get' && r.path.includes('{ws}'))
      .map((r) => `${r.method} ${r.path}`)
    assert.deepEqual([...covered].sort(), changes.sort(), 'every route that changes something was tried')
    await bench.close()
  })
})
