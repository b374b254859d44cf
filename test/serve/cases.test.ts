import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { caseExportText, checkpointIn, verifyCaseProof } from '../../src/cases/ledger/case-export.ts'
import { casePlace, verifyKept } from '../../src/store/case-ledger.ts'
import { ledgerTools } from '../../src/store/ledger.ts'
import { sqlite } from '../../src/store/sqlite.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { NOTICE, TOO_FEW, WORD } from '../support/kept-case.ts'
import { changesOf } from '../support/tamper.ts'

const check = (text: string, compared = {}) => verifyCaseProof(text, ledgerTools, compared)

describe('cases of the workbench', () => {
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

  const api = (id: string, rest = '', ws = 'main') => `/api/workspaces/${ws}/cases/${encodeURIComponent(id)}${rest}`
  const post = (path: string, body: unknown, by = owner) => bench.ask('POST', path, by, body)
  const open = async (id: string, ws = 'main') => {
    const { status } = await post(`/api/workspaces/${ws}/cases`, { id, procedure: 'inspection-2018' })
    assert.equal(status, 201)
  }
  const take = async (id: string, ...events: object[]) => {
    const outcomes = []
    for (const event of events) outcomes.push((await post(api(id, '/events'), event)).json.outcome)
    return outcomes
  }
  /** A case with a refused step, an accepted one and one of the other side. */
  const three = async (id: string) => {
    await open(id)
    assert.deepEqual(await take(id, TOO_FEW, NOTICE, WORD), ['refused', 'done', 'observed'])
  }
  const exported = async (id: string, since?: string) =>
    (await post(api(id, '/exports'), since === undefined ? {} : { since })).text
  const listed = async (id: string) =>
    (await bench.ask('GET', '/api/workspaces/main/cases', owner)).json.items.find((c: { id: string }) => c.id === id)

  it('stand in the signed ledger, refused steps too, and their export, receipt and page verify', async () => {
    await three('甲-1')
    const text = await exported('甲-1')
    const { publicKey } = (await bench.ask('GET', '/api/ledger')).json
    const proof = check(text, { publicKey })!
    assert.deepEqual(proof.faults, [])
    assert.deepEqual(
      proof.standing!.file.events.map((e) => e.outcome),
      ['refused', 'done', 'observed'],
    )
    const receipt = (await bench.ask('GET', api('甲-1', '/receipt?events=e2'), viewer)).text
    assert.equal(check(receipt, { publicKey })!.ok, true)
    assert.ok(receipt.includes('张三') && !receipt.includes('letter.pdf'), 'a receipt holds no other step')
    const found = (await bench.ask('GET', api('甲-1', '/verification'), viewer)).json
    assert.deepEqual([found.ok, found.key], [true, publicKey])
    assert.equal((await bench.ask('GET', api('甲-1', '/receipt?events=e9'), viewer)).status, 404)
    const page = await bench.ask('GET', '/verify?lang=en')
    assert.equal(page.status, 200)
    assert.match(page.text, /<title>/)
    assert.doesNotMatch(page.text, /(src|href)="(?!#|data:)/, 'the page needs nothing from elsewhere')
  })

  it('are found by the command line under their workspace and id', async () => {
    await three('cli')
    const found = (await verifyKept(bench.folder, casePlace(bench.folder, 'main/cli')))!
    assert.deepEqual([found.faults, found.departs], [[], undefined])
    const byFile = casePlace(bench.folder, join(bench.folder, 'cases', 'main', 'cli.json'))
    assert.equal(byFile.about, 'main/cli')
  })

  it('lead on from an export or receipt given out before, and from no other log', async () => {
    await three('since')
    const first = await exported('since')
    await take('since', WORD)
    const second = await exported('since', first)
    assert.equal(check(second, { earlier: checkpointIn(first)! })!.ok, true)
    assert.equal((await post(api('since', '/exports'), { since: '{}' })).status, 400)
    const strange = await TestBench.open()
    await strange.workspace('main')
    const other = await strange.person('owner', { main: 'owner' })
    await strange.ask('POST', '/api/workspaces/main/cases', other, { id: 'x', procedure: 'finding' })
    const foreign = (await strange.ask('POST', api('x', '/exports'), other, {})).text
    assert.equal((await post(api('since', '/exports'), { since: foreign })).status, 400)
    await strange.close()
  })

  it('keep nothing of what was erased, in no file of the store, and still verify', async () => {
    await three('erased')
    await take('erased', { ...WORD, by: 'operator:赵钱孙李' })
    assert.equal((await post(api('erased', '/erasures'), { events: ['e4'] })).status, 400, 'a reason is given')
    assert.equal((await post(api('erased', '/erasures'), { reason: '期满' })).status, 400, 'and what')
    assert.equal((await post(api('erased', '/erasures'), { events: ['e4'], reason: '期满' }, viewer)).status, 403)
    const done = await post(api('erased', '/erasures'), { events: ['e4'], reason: '保存期限届满', on: '2026-11-28' })
    assert.deepEqual(done.json, { erased: 1 })
    for (const path of readdirSync(bench.folder, { recursive: true, withFileTypes: true }))
      if (path.isFile()) assert.ok(!readFileSync(join(path.parentPath, path.name)).includes('赵钱孙李'), path.name)
    const proof = check(await exported('erased'))!
    assert.deepEqual([proof.ok, proof.found.erased.length], [true, 1])
    assert.equal((await post(api('erased', '/erasures'), { events: ['e4'], reason: '再删' })).status, 409)
    assert.equal((await listed('erased')).steps, 4)
    assert.equal((await post(api('erased', '/erasures'), { all: true, reason: '保存期限届满' })).status, 200)
    const gone = await bench.ask('GET', api('erased'), owner)
    assert.deepEqual([gone.status, gone.json.error.code], [410, 'gone'])
    assert.equal((await post(api('erased', '/events'), WORD)).status, 410)
    assert.equal(await listed('erased'), undefined)
    assert.equal(check(await exported('erased'))!.ok, true)
  })

  it('record nothing of what is no event, and no id twice', async () => {
    await three('shape')
    for (const body of [
      { ...NOTICE, type: 'nothing' },
      { ...NOTICE, at: 'soon' },
      { ...NOTICE, data: { x: 1 } },
    ])
      assert.equal((await post(api('shape', '/events'), body)).status, 400)
    assert.equal((await listed('shape')).steps, 3)
    assert.equal((await post('/api/workspaces/main/cases', { id: 'shape', procedure: 'finding' })).status, 409)
    assert.equal((await post('/api/workspaces/main/cases', { id: '案'.repeat(90), procedure: 'finding' })).status, 400)
    assert.equal((await bench.ask('GET', api('none'), owner)).status, 404)
  })

  it('show it where file or ledger was changed, and take no further step', async () => {
    await three('changed')
    const path = join(bench.folder, 'cases', 'main', 'changed.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('张三', '李四'))
    assert.equal((await bench.ask('GET', api('changed', '/verification'), viewer)).json.ok, false)
    assert.equal((await post(api('changed', '/events'), WORD)).json.error.code, 'altered')
    assert.equal((await bench.ask('GET', api('changed'), owner)).status, 409)
    assert.match((await bench.ask('GET', '/w/main/cases/changed', owner)).text, /与签名的账本不符/)
    writeFileSync(path, text)
    const { DatabaseSync } = await sqlite()
    const db = new DatabaseSync(join(bench.folder, 'ledger', 'cases.sqlite'))
    const whole = db.prepare('select * from entry').all()
    const contents = db.prepare('select * from content').all()
    for (const change of [
      "update content set body = replace(body, '张三', '李四')",
      "update entry set at = '2025' || substr(at, 5) where about = 'main/changed' and turn = 2",
      "update entry set about = 'main/elsewhere' where about = 'main/changed' and turn = 1",
    ]) {
      db.exec(change)
      assert.equal((await bench.ask('GET', api('changed', '/verification'), viewer)).json.ok, false, change)
      for (const { idx, at, about } of whole)
        db.prepare('update entry set at = ?, about = ? where idx = ?').run(at!, about!, idx!)
      for (const { idx, body } of contents) db.prepare('update content set body = ? where idx = ?').run(body!, idx!)
    }
    db.close()
    assert.equal((await bench.ask('GET', api('changed', '/verification'), viewer)).json.ok, true)
    assert.match((await bench.ask('GET', '/w/main/cases/changed', owner)).text, /本案记录与签名的账本一致/)
  })

  it('are exported so that any value changed, taken out, added or moved is found', async () => {
    await three('tamper')
    await post(api('tamper', '/erasures'), { events: ['e1'], reason: '保存期限届满' })
    const first = await exported('tamper')
    const text = await exported('tamper', first)
    assert.equal(check(text)!.ok, true)
    let n = 0
    fc.assert(
      fc.property(changesOf(text), (changed) => {
        n += 1
        assert.notEqual(check(changed)?.ok, true)
      }),
      { numRuns: Number(process.env['GUIJU_TAMPER_RUNS'] ?? 150) },
    )
    assert.ok(n >= 150)
    const other = JSON.parse(text)
    assert.equal(check(caseExportText(other))!.ok, true, 'the same values in the same form are the same file')
  })

  it('are taken out of the reach of a workspace that is removed', async () => {
    await bench.workspace('gone')
    const one = await bench.person('owner-of-gone', { gone: 'owner' })
    await bench.ask('POST', '/api/workspaces/gone/cases', one, { id: 'x', procedure: 'inspection-2018' })
    await bench.ask('POST', '/api/workspaces/gone/cases/x/events', one, { ...NOTICE, by: 'organ:周吴郑王' })
    assert.equal((await bench.ask('DELETE', '/api/workspaces/gone', one)).status, 204)
    for (const name of readdirSync(join(bench.folder, 'ledger')))
      assert.ok(!readFileSync(join(bench.folder, 'ledger', name)).includes('周吴郑王'), name)
    const found = (await verifyKept(bench.folder, { ...casePlace(bench.folder, 'x'), about: 'gone/x' }))!
    assert.deepEqual(found.faults, [])
    assert.ok(found.standing!.gone)
  })

  it('of an earlier guiju, kept in the database, are brought into the ledger and shown as not gated by it', async () => {
    const events = [{ ...NOTICE, outcome: 'done' }]
    const body = { schema: 'guiju/case/1', procedure: 'inspection-2018', facts: { id: 'old', side: 'organ' }, events }
    const row = {
      workspace_id: 'main',
      id: 'old',
      procedure: 'inspection-2018',
      revision: 2,
      made_at: 1,
      changed_at: 2,
    }
    await bench.bench.db
      .insertInto('case_file')
      .values({ ...row, body: JSON.stringify(body) })
      .execute()
    for (const _ of [1, 2]) await bench.bench.cases.bring(bench.bench.db)
    assert.equal((await listed('old')).steps, 1)
    const proof = check(await exported('old'))!
    assert.deepEqual([proof.ok, proof.standing!.taken.map((t) => t.events)], [true, [1]])
    assert.deepEqual(await bench.bench.db.selectFrom('case_file').selectAll().execute(), [])
  })

  it('give what they owe as a calendar that other programs read', async () => {
    const asked = { type: 'request', at: '2026-09-18', by: 'user', data: { kind: 'deletion', evidence: ['a.png'] } }
    const { status: opened } = await post('/api/workspaces/main/cases', {
      id: '乙-2',
      procedure: 'app-rights',
      side: 'operator',
    })
    assert.equal(opened, 201)
    assert.deepEqual(await take('乙-2', asked), ['observed'])
    const at = '/api/workspaces/main/due?on=2026-09-21'
    const { items } = (await bench.ask('GET', at, viewer)).json
    const owed = items.find((d: { case: string }) => d.case === '乙-2')
    const { status, text, headers } = await bench.ask('GET', `${at}&format=ics&lang=zh`, viewer)
    assert.equal(status, 200)
    assert.match(headers.get('content-type')!, /^text\/calendar/)
    const entries = text.replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
    assert.equal(entries.length, items.length)
    const entry = entries.find((e) => e.includes('乙-2'))!
    assert.match(entry, new RegExp(`DTSTART;VALUE=DATE:${owed.due.replaceAll('-', '')}\\r\\n`))
    assert.ok(entry.includes(`SUMMARY:${owed.title.zh} · 乙-2`) && entry.includes(owed.why.zh), entry)
    assert.equal((await bench.ask('GET', `${at}&format=ics&lang=zh`, viewer)).text, text)
    assert.equal((await bench.ask('GET', `${at}&format=ics`)).status, 401)
  })

  it('of a demonstration are read by anybody and exported by who is signed in', async () => {
    await open('d', 'demo')
    assert.equal((await bench.ask('GET', api('d', '', 'demo'))).status, 200)
    assert.equal((await bench.ask('GET', api('d', '/verification', 'demo'))).json.ok, true)
    assert.equal((await bench.ask('POST', api('d', '/exports', 'demo'), undefined, {})).status, 401)
    assert.equal((await post(api('d', '/exports', 'demo'), {})).status, 200)
  })
})
