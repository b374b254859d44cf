import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { SubjectResult } from '../../src/judge/result.ts'
import { addDays } from '../../src/law/day.ts'
import { endingExceptions } from '../../src/serve/exceptions.ts'
import { today } from '../../src/serve/today.ts'
import { dump } from '../../src/store/state/backup.ts'
import { keepResult, removeSubject } from '../../src/store/state/results.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

describe('exceptions', () => {
  let bench: TestBench
  let owner: Person
  let viewer: Person
  let stranger: Person
  let kept: { subject: string; result: string }
  const app = sampleApp()
  const failed = app.determinations.find((d) => d.outcome === 'failed')!
  const passed = app.determinations.find((d) => d.outcome === 'passed')!
  const keep = async (one: SubjectResult) => (await keepResult(bench.bench.db, 'main', sampleResult([one])))[0]!
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    await bench.workspace('other')
    owner = await bench.person('owner', { main: 'owner' })
    viewer = await bench.person('viewer', { main: 'viewer' })
    stranger = await bench.person('stranger', { other: 'owner' })
    kept = await keep(app)
  })
  after(() => bench.close())

  const until = addDays(today(), 20)
  const asked = { rule: failed.rule, basis: '个人信息保护法第十三条', reason: '合同所必需', until }
  const record = (body: object = asked, by = owner) =>
    bench.ask('POST', `/api/workspaces/main/results/${kept.result}/exceptions`, by, body)
  const listed = async () =>
    (await bench.ask('GET', `/api/workspaces/main/subjects/${kept.subject}/exceptions`, viewer)).json.items
  const withdraw = (id: string, by = owner, { ws = 'main', subject = kept.subject } = {}) =>
    bench.ask('DELETE', `/api/workspaces/${ws}/subjects/${subject}/exceptions/${id}`, by)
  const trail = async () =>
    (await bench.bench.db.selectFrom('trail').select('action').where('workspace_id', '=', 'main').execute()).map(
      ({ action }) => action,
    )

  it('hold until their day, say what allows them, change no outcome, and stay on record when withdrawn', async () => {
    const made = await record()
    assert.equal(made.status, 201, made.text)
    const [one] = await listed()
    assert.deepEqual(
      [one.state, one.basis, one.until, one.maker, one.provision],
      ['holds', asked.basis, until, 'owner', failed.provision],
    )
    const { results } = (await bench.ask('GET', `/api/workspaces/main/results/${kept.result}`, viewer)).json
    assert.equal(results[0].determinations.find((d: { rule: string }) => d.rule === failed.rule).outcome, 'failed')
    const page = await bench.ask('GET', `/w/main/results/${kept.result}`, viewer)
    assert.equal(page.status, 200)
    assert.ok(page.text.includes(asked.basis))
    for (const [day, shown] of [
      [today(), 1],
      [until, 1],
      [addDays(until, 1), 0],
    ] as const)
      assert.equal((await endingExceptions(bench.bench, 'main', day, addDays(day, 30))).length, shown, day)
    assert.equal((await withdraw(made.json.id, viewer)).status, 403)
    assert.equal((await withdraw(made.json.id, stranger, { ws: 'other' })).status, 404)
    const another = await keep({ ...app, subject: { ...app.subject, id: 'app.android:com.example.other' } })
    assert.equal((await withdraw(made.json.id, owner, another)).status, 404)
    assert.equal((await listed())[0].state, 'holds')
    assert.equal((await withdraw(made.json.id)).status, 204)
    assert.equal((await withdraw(made.json.id)).status, 404)
    const [after] = await listed()
    assert.deepEqual([after.state, after.withdrawn.by], ['withdrawn', 'owner'])
    assert.deepEqual((await endingExceptions(bench.bench, 'main', today(), until)).length, 0)
    assert.ok((await trail()).includes('exception recorded') && (await trail()).includes('exception withdrawn'))
  })

  it('are needed no longer when a newer result finds nothing, and again when it does', async () => {
    const made = await record()
    const without = app.determinations.map((d) => (d.rule === failed.rule ? { ...d, outcome: 'cantTell' as const } : d))
    await keep({ ...app, determinations: without })
    const state = async () => (await listed()).find((e: { id: string }) => e.id === made.json.id).state
    assert.equal(await state(), 'settled')
    await keep(app)
    assert.equal(await state(), 'holds')
  })

  it('that hold are listed by their end, however many are settled before them', async () => {
    const other = app.determinations.find((d) => d.outcome === 'failed' && d.rule !== failed.rule)!
    const none = app.determinations.map((d) => (d.rule === other.rule ? { ...d, outcome: 'passed' as const } : d))
    const sooner = addDays(today(), 10)
    for (let n = 0; n < 51; n += 1)
      assert.equal((await record({ ...asked, rule: other.rule, until: sooner })).status, 201)
    const ending = () => endingExceptions(bench.bench, 'main', today(), until)
    assert.deepEqual(new Set((await ending()).map((e) => e.until)), new Set([sooner]))
    await keep({ ...app, determinations: none })
    const found = await ending()
    assert.ok(found.length > 0)
    for (const one of found) assert.deepEqual([one.rule, one.until, one.state], [failed.rule, until, 'holds'])
    kept = await keep(app)
  })

  it('are refused for what is no finding, for days out of reach, without a basis, and to who may not write', async () => {
    const days = [addDays(today(), -1), addDays(today(), 367), '2026-02-30']
    assert.deepEqual(
      await Promise.all(days.map(async (day) => (await record({ ...asked, until: day })).status)),
      [422, 422, 400],
    )
    assert.equal((await record({ ...asked, rule: passed.rule })).status, 422)
    assert.equal((await record({ ...asked, rule: 'no-such' })).status, 404)
    assert.equal((await record({ ...asked, basis: ' ' })).status, 400)
    assert.equal((await record({ ...asked, evidence: ['a'.repeat(64)] })).status, 404)
    assert.deepEqual([(await record(asked, viewer)).status, (await record(asked, stranger)).status], [403, 403])
  })

  it('are carried by a backup and go with their subject', async () => {
    await record()
    const rows = async () => (await dump(bench.bench.db)).text.split('\n').filter((l) => l.startsWith('["exception"'))
    assert.ok((await rows()).length > 0)
    assert.ok(await removeSubject(bench.bench.db, 'main', kept.subject))
    assert.deepEqual(await rows(), [])
  })
})
