import assert from 'node:assert/strict'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { DrawError } from '../../src/cases/draw/draw-error.ts'
import { verifyDraw } from '../../src/cases/draw/verify.ts'
import { leftText } from '../../src/serve/draws.ts'
import { serve } from '../../src/serve/serve.ts'
import { commitKept, DrawKept, drawsIn, workspaceDraws } from '../../src/store/draw-log.ts'
import { LogApart, ledgerTools } from '../../src/store/ledger.ts'
import { sha256 } from '../../src/store/sha256.ts'
import { openState } from '../../src/store/state/database.ts'
import { StateDraws } from '../../src/store/state/draws.ts'
import { makeWorkspace } from '../../src/store/state/people.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { balls, planInput } from '../support/draw.ts'

describe('draws of the workbench', () => {
  let bench: TestBench
  let owner: Person
  let viewer: Person
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
    owner = await bench.person('owner', { main: 'owner', other: 'owner' })
    viewer = await bench.person('viewer', { main: 'viewer' })
  })
  after(() => bench.close())
  const api = (rest = '', ws = 'main') => `/api/workspaces/${ws}/draws${rest}`
  const untold = (...left: readonly unknown[]) => assert.fail(String(left))
  const later = new Date(Date.now() + 864e5).toISOString()
  const plan = (id: string, at = later) =>
    JSON.stringify(planInput({ id, randomness: { ...(planInput()['randomness'] as object), at } }))
  const commit = (body: unknown, by = owner, ws = 'main') => bench.ask('POST', api('', ws), by, body)

  it('commits once, refuses a reveal before its time, and tells a viewer only what is published', async () => {
    const made = await commit({ plan: plan('d-1') })
    assert.equal(made.status, 201, made.text)
    const id = made.json.id as string
    assert.match(id, /^[0-9a-f]{64}$/)
    const again = await commit({ plan: plan('d-1') })
    assert.deepEqual([again.status, /只能承诺一次/.test(again.json.error.zh)], [422, true])
    const early = await bench.ask('POST', api(`/${id}/reveal`), owner, { values: balls })
    assert.equal(early.status, 422)
    assert.match(early.json.error.en, /published at/)
    const [mine, theirs] = await Promise.all([owner, viewer].map((by) => bench.ask('GET', api(`/${id}`), by)))
    assert.ok(mine!.json.salt)
    assert.equal(theirs!.json.salt, undefined)
    assert.doesNotMatch(theirs!.text, /9144A0001/)
    assert.equal((await commit({ plan: plan('d-2') }, viewer)).status, 403)
    for (const bad of ['{', 'a: &x [*x, *x]', '{}', plan('late', '2020-01-01T00:00:00Z')])
      assert.ok([400, 422].includes((await commit({ plan: bad })).status), bad)
    // Another workspace has a log of its own: nothing is told of what stands in this one.
    assert.equal((await commit({ plan: plan('d-1') }, owner, 'other')).status, 201)
    assert.equal((await bench.ask('GET', api(`/${id}`, 'other'), owner)).status, 404)
  })

  it('draws once, and what it hands out verifies', async () => {
    const { draws } = bench.bench
    const at = new Date().toISOString()
    const record = await draws.commit('main', planInput({ id: 'past' }), { at, on: '2026-11-20' })
    const id = record.commitment
    const revealed = await bench.ask('POST', api(`/${id}/reveal`), owner, { values: balls })
    if (at < '2026-12-01T13:15:00.000Z') {
      assert.equal(revealed.status, 422)
      await draws.reveal('main', record, balls, { at, on: '2026-12-02' })
    }
    const file = await bench.ask('GET', api(`/${id}`), viewer)
    assert.equal(file.json.stage, 'revealed')
    const verification = (await bench.ask('GET', api(`/${id}/verification`), viewer)).json
    assert.deepEqual([verification.ok, verification.checks.filter((c: { ok: boolean }) => !c.ok)], [true, []])
    assert.match((await bench.ask('GET', api(`/${id}/page`), viewer)).text, /^<!doctype html>/)
    const page = await bench.ask('GET', `/w/main/draws/${id}`, viewer)
    assert.equal(page.status, 200)
    for (const { subject } of file.json.reveal.result.tiers.flatMap((t: { drawn: { subject: string }[] }) => t.drawn))
      assert.ok(page.text.includes(subject))
    const twice = await bench.ask('POST', api(`/${id}/reveal`), owner, { values: { ...balls, blue: [1] } })
    assert.equal(twice.status, 422)
  })

  it('are seen, drawn and committed to on every server of the database, in one log', async () => {
    const { db } = bench.bench
    await bench.workspace('shared')
    const folders = ['a', 'b', 'c'].map((name) => join(bench.folder, name))
    const [a, b, c] = folders.map((folder) => new StateDraws(db, folder)) as [StateDraws, StateDraws, StateDraws]
    const at = new Date().toISOString()
    const before = { at, on: '2026-11-20' }
    const after = { at, on: '2026-12-02' }
    const first = await a.commit('shared', planInput({ id: 's-1' }), before)
    assert.deepEqual(
      (await b.list('shared')).map((r) => r.plan.id),
      ['s-1'],
    )
    const drawn = await b.reveal('shared', (await b.of('shared', first.commitment))!, balls, after)
    assert.equal((await a.of('shared', first.commitment))!.stage, 'revealed')
    const second = await a.commit('shared', planInput({ id: 's-2' }), before)
    assert.equal(second.log!.entries.length, 3)
    for (const one of [a, b, c]) await assert.rejects(one.commit('shared', planInput({ id: 's-1' }), before), DrawKept)
    for (const record of [drawn, second]) {
      const found = await verifyDraw(record, sha256, undefined, ledgerTools)
      assert.deepEqual(
        found.checks.filter((one) => !one.ok),
        [],
      )
    }
    const once = await Promise.allSettled([a, b].map((one) => one.commit('shared', planInput({ id: 's-3' }), before)))
    assert.deepEqual(once.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await c.list('shared')).length, 3)
  })

  it('that were written before an interruption, or by an earlier guiju, are brought into the database', async () => {
    const { db } = bench.bench
    await bench.workspace('alone')
    const [store, apart] = [join(bench.folder, 'd'), join(bench.folder, 'e')]
    const before = { at: new Date().toISOString(), on: '2026-11-20' }
    const kept = await commitKept(store, workspaceDraws(store, 'alone'), planInput({ id: 'o-1' }), before)
    const draws = new StateDraws(db, store)
    assert.deepEqual(await draws.list('alone'), [])
    await draws.bring(untold)
    assert.equal((await draws.of('alone', kept.commitment))!.salt, kept.salt)
    // A server that began a log of its own meanwhile is told so, and what is in the database stays.
    await commitKept(apart, workspaceDraws(apart, 'alone'), planInput({ id: 'o-2' }), before)
    await assert.rejects(new StateDraws(db, apart).commit('alone', planInput({ id: 'o-3' }), before), LogApart)
    assert.equal((await draws.list('alone')).length, 1)
  })

  it('that cannot be brought stay as they are and are named, and those of the other workspaces are brought', async () => {
    const { db } = bench.bench
    const [first, second] = [join(bench.folder, 'f'), join(bench.folder, 'g')]
    const before = { at: new Date().toISOString(), on: '2026-11-20' }
    for (const ws of ['two-logs', 'harmed', 'well']) {
      await bench.workspace(ws)
      await commitKept(first, workspaceDraws(first, ws), planInput({ id: 'b-1' }), before)
      if (ws !== 'well') await new StateDraws(db, first).bring(untold)
      await commitKept(second, workspaceDraws(second, ws), planInput({ id: 'b-2' }), before)
    }
    await db.updateTable('draw').set({ body: '{"schema":"other"}' }).where('workspace_id', '=', 'harmed').execute()
    // Without its log, it is the draw that is found wrong.
    await db.deleteFrom('draw_log').where('workspace_id', '=', 'harmed').execute()
    const left: string[] = []
    await new StateDraws(db, second).bring((place, ws, error) => {
      assert.equal((error as Error).constructor, ws === 'two-logs' ? LogApart : DrawError)
      left.push(ws)
      const line = leftText(place, ws, error)
      assert.ok(line.includes(` ${ws} `) && line.includes(place.folder) && !line.includes('\n'), line)
      assert.match(line, /: .*restore a backup \/ .*从备份恢复$/)
    })
    assert.deepEqual(left.sort(), ['harmed', 'two-logs'])
    assert.deepEqual(
      (await bench.bench.draws.list('well')).map((r) => r.plan.id),
      ['b-2'],
    )
    for (const ws of left) assert.equal((await drawsIn(workspaceDraws(second, ws))).length, 1)
  })

  it('that cannot be brought keep no server from starting', async (t) => {
    const [store, elsewhere] = [join(bench.folder, 'k'), join(bench.folder, 'l')]
    const before = { at: new Date().toISOString(), on: '2026-11-20' }
    const state = await openState(store)
    await makeWorkspace(state.db, { id: 'two-logs', name: 'two-logs' })
    await new StateDraws(state.db, elsewhere).commit('two-logs', planInput({ id: 'k-1' }), before)
    await state.close()
    await commitKept(store, workspaceDraws(store, 'two-logs'), planInput({ id: 'k-2' }), before)
    const said: string[] = []
    t.mock.method(process.stderr, 'write', (text: string) => said.push(text) > 0)
    const served = await serve({ port: '0', store })
    await served.close()
    assert.equal(said.length, 1)
    assert.match(said[0]!, /^guiju: the draws of workspace two-logs .*\n$/)
  })

  it('of one server are written once on another, however often it draws after', async () => {
    const { db } = bench.bench
    await bench.workspace('often')
    const [a, b] = ['h', 'i'].map((name) => new StateDraws(db, join(bench.folder, name))) as [StateDraws, StateDraws]
    const before = { at: new Date().toISOString(), on: '2026-11-20' }
    const first = await a.commit('often', planInput({ id: 'w-1' }), before)
    await b.commit('often', planInput({ id: 'w-2' }), before)
    const { folder } = workspaceDraws(join(bench.folder, 'i'), 'often')
    const file = () => statSync(join(folder, `${first.commitment}.json`))
    const { ino } = file()
    await b.commit('often', planInput({ id: 'w-3' }), before)
    assert.equal(file().ino, ino)
    await a.reveal('often', first, balls, { ...before, on: '2026-12-02' })
    await b.commit('often', planInput({ id: 'w-4' }), before)
    assert.notEqual(file().ino, ino)
  })

  it('go with their workspace', async () => {
    const place = workspaceDraws(bench.folder, 'other')
    assert.equal((await bench.ask('GET', api('', 'other'), owner)).json.items.length, 1)
    assert.equal((await bench.ask('DELETE', '/api/workspaces/other', owner)).status, 204)
    assert.equal(existsSync(place.folder), false)
    assert.deepEqual(await bench.bench.draws.list('other'), [])
  })

  it('do not come back from a server that did not see their workspace go', async () => {
    const { db } = bench.bench
    const store = join(bench.folder, 'j')
    const there = new StateDraws(db, store)
    const before = { at: new Date().toISOString(), on: '2026-11-20' }
    for (const ws of ['apart', 'joint']) await bench.workspace(ws, { separated: ws === 'apart' })
    const roles = { apart: 'system-admin', joint: 'owner' } as const
    const system = await bench.person('system', roles)
    await bench.person('audit', { apart: 'audit-admin' })
    const places = ['apart', 'joint', 'unknown'].map((ws) => workspaceDraws(store, ws))
    await commitKept(store, places[2]!, planInput({ id: 'u-1' }), before)
    for (const ws of ['apart', 'joint']) {
      await there.commit(ws, planInput({ id: 'r-1' }), before)
      assert.equal((await bench.ask('DELETE', `/api/workspaces/${ws}`, system)).status, 204)
      assert.deepEqual(await there.list(ws), [])
      await assert.rejects(there.commit(ws, planInput({ id: 'r-2' }), before), DrawError)
    }
    assert.deepEqual(
      await db.selectFrom('draw_log').select('body').where('workspace_id', 'in', ['apart', 'joint']).execute(),
      [],
    )
    await there.bring(untold)
    // A workspace this database never had may be one of another.
    assert.deepEqual(
      places.map(({ folder }) => existsSync(folder)),
      [false, false, true],
    )
    assert.ok(!readdirSync(join(store, 'ledger')).some((name) => /^draws-(?:apart|joint)/.test(name)))
    for (const ws of ['apart', 'joint']) assert.deepEqual(await there.list(ws), [])
  })
})
