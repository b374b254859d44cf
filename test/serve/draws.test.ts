import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { verifyDraw } from '../../src/cases/draw/verify.ts'
import { commitKept, DrawKept, workspaceDraws } from '../../src/store/draw-log.ts'
import { LogApart, ledgerTools } from '../../src/store/ledger.ts'
import { sha256 } from '../../src/store/sha256.ts'
import { StateDraws } from '../../src/store/state/draws.ts'
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
    await draws.bring()
    assert.equal((await draws.of('alone', kept.commitment))!.salt, kept.salt)
    // A server that began a log of its own meanwhile is told so, and what is in the database stays.
    await commitKept(apart, workspaceDraws(apart, 'alone'), planInput({ id: 'o-2' }), before)
    await assert.rejects(new StateDraws(db, apart).commit('alone', planInput({ id: 'o-3' }), before), LogApart)
    assert.equal((await draws.list('alone')).length, 1)
  })

  it('go with their workspace', async () => {
    const place = workspaceDraws(bench.folder, 'other')
    assert.equal((await bench.ask('GET', api('', 'other'), owner)).json.items.length, 1)
    assert.equal((await bench.ask('DELETE', '/api/workspaces/other', owner)).status, 204)
    assert.equal(existsSync(place.folder), false)
    assert.deepEqual(await bench.bench.draws.list('other'), [])
  })
})
