import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOne, auditResult } from '../../src/cli/audit.ts'
import { keepPictures } from '../../src/serve/jobs/pictures.ts'
import { bodyOf, keepResult, resultOf } from '../../src/store/state/results.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { NOTICE, TOO_FEW } from '../support/kept-case.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const CREDIT = JSON.parse(readFileSync(new URL('../../examples/cases/credit.json', import.meta.url), 'utf8')) as {
  facts: object
  events: { type: string; at: string; by: string; data: object }[]
}

describe('papers of the workbench', () => {
  let bench: TestBench
  let owner: Person
  const get = (path: string) => bench.ask('GET', `/api/workspaces/main${path}`, owner)
  const post = (path: string, body: unknown) => bench.ask('POST', `/api/workspaces/main${path}`, owner, body)
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' })
  })
  after(() => bench.close())

  it('a result is a Word file, and the rectification report compares it with the one before', async () => {
    const app = sampleApp()
    const first = sampleResult([app])
    const [a] = await keepResult(bench.bench.db, 'main', first)
    assert.equal((await get(`/results/${a!.result}/rectification`)).status, 404)
    const better = { ...app, determinations: app.determinations.map((d) => ({ ...d, outcome: 'passed' as const })) }
    const counts = { failed: 0, passed: app.determinations.length, cantTell: 0, inapplicable: 0, untested: 0 }
    await new Promise((resolve) => setTimeout(resolve, 5))
    const [b] = await keepResult(bench.bench.db, 'main', { ...first, results: [{ ...better, summary: counts }] })
    assert.notEqual(bodyOf((await resultOf(bench.bench.db, 'main', b!.result))!).results[0]!.summary.passed, 0)
    const docx = await get(`/results/${b!.result}?format=docx`)
    assert.deepEqual([docx.status, docx.text.slice(0, 2)], [200, 'PK'])
    assert.match(docx.headers.get('content-type') ?? '', /wordprocessingml/)
    const html = await get(`/results/${b!.result}/rectification?format=html`)
    assert.match(html.text, /已整改/)
    assert.equal((await get(`/results/${a!.result}/rectification?since=nothing`)).status, 404)
    assert.equal((await get('/aggregate?format=docx')).text.slice(0, 2), 'PK')
  })

  it('a case gives its explanation and its documents, and says what a document lacks', async () => {
    assert.equal((await post('/cases', { id: '信用-1', procedure: 'credit-case', facts: CREDIT.facts })).status, 201)
    for (const { type, at, by, data } of CREDIT.events) await post('/cases/信用-1/events', { type, at, by, data })
    const told = await get('/cases/信用-1/explanation?format=html&lang=both')
    assert.equal(told.status, 200, told.text.slice(0, 200))
    assert.match(told.text, /某食品有限公司/)
    const { items } = (await get('/cases/信用-1/documents')).json as {
      items: { type: string; events: string[]; steps: string[] }[]
    }
    const made = items.filter((d) => d.steps.length > 0)
    assert.ok(made.length > 0)
    const [one] = made
    const document = await get(`/cases/信用-1/documents/${one!.type}?format=docx&event=${one!.steps[0]}`)
    assert.ok([200, 422].includes(document.status), document.text.slice(0, 200))
    const unmade = items.find((d) => d.steps.length === 0)!
    const refused = await get(`/cases/信用-1/documents/${unmade.type}?format=html`)
    assert.equal(refused.status, 422)
    assert.match(refused.json.error.zh, /不能制作《.+》，缺少/)
    assert.equal((await get('/cases/信用-1/documents/no-such')).status, 404)
    assert.equal((await get(`/cases/信用-1/documents/${one!.type}?event=nothing`)).status, 404)
  })

  it('a step that was not taken gives a draft of its document, and is not recorded by it', async () => {
    await post('/cases', { id: '草稿', procedure: 'credit-case', facts: CREDIT.facts })
    const at = CREDIT.events.findIndex((e) => e.type === 'notice')
    const [notice, ...taken] = CREDIT.events
      .slice(0, at + 1)
      .map(({ type, at, by, data }) => ({ type, at, by, data }))
      .reverse()
    for (const one of taken.reverse()) await post('/cases/草稿/events', one)
    const before = (await get('/cases/草稿/file')).json.events.length
    const type = 'listing-notice'
    const named = '?format=html&lang=zh&issuer=示例局&number=1'
    const draft = await post(`/cases/草稿/drafts/${type}${named}`, notice)
    assert.equal(draft.status, 200, draft.text.slice(0, 300))
    assert.match(draft.text, /草稿/)
    assert.equal((await get('/cases/草稿/file')).json.events.length, before)
    const { status, json } = await post(`/cases/草稿/drafts/${type}${named}`, { ...notice, data: {} })
    assert.equal(status, 422)
    assert.match(json.error.zh, /缺少/)
    assert.equal((await post('/cases/草稿/drafts/no-such', notice)).status, 404)
    assert.equal((await post(`/cases/草稿/drafts/${type}`, { type: 'x', by: 'y' })).status, 400)
  })

  it('a document of an inspection is served by the step it is made from', async () => {
    await post('/cases', { id: '检查', procedure: 'inspection-2018' })
    for (const event of [TOO_FEW, NOTICE]) await post('/cases/检查/events', event)
    const { items } = (await get('/cases/检查/documents')).json as { items: { type: string; steps: string[] }[] }
    const notice =
      items.find((d) => d.type.includes('notice') && d.steps.length > 0) ?? items.find((d) => d.steps.length > 0)!
    const answer = await get(
      `/cases/检查/documents/${notice.type}?format=html&event=${notice.steps[0]}&issuer=示例支队`,
    )
    assert.ok(answer.status === 200 || answer.status === 422, answer.text.slice(0, 300))
  })

  it('shows the pictures a result speaks of, and no other upload', async () => {
    const folder = fileURLToPath(new URL('../../examples/site/', import.meta.url))
    const one = await auditOne(join(folder, 'shop.run'), {}, '2026-11-01')
    const result = auditResult([one], '2026-11-01', 'test')
    const { db, blobs } = bench.bench
    await keepPictures({ db, blobs }, { workspace: 'main', account: owner.account }, result, folder)
    const [kept] = await keepResult(db, 'main', result)
    const [shot] = one.run!.shots
    const picture = await get(`/results/${kept!.result}/pictures/${shot!.sha256}`)
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/jpeg'])
    const other = await bench.ask('POST', '/api/workspaces/main/artifacts?name=a.jpg', owner, new Uint8Array(9), {
      'content-type': 'application/octet-stream',
    })
    assert.equal((await get(`/results/${kept!.result}/pictures/${other.json.sha256}`)).status, 404)
    const lists = await get(`/results/${kept!.result}?format=lists`)
    assert.deepEqual([lists.status, lists.text.slice(0, 2)], [200, 'PK'])
    // A result that says another digest than its picture has gets none.
    const lying = { ...one, run: { ...one.run!, shots: [{ ...shot!, sha256: 'f'.repeat(64) }] } }
    await keepPictures(
      { db, blobs },
      { workspace: 'main', account: owner.account },
      { ...result, results: [lying] },
      folder,
    )
    assert.equal(await blobs.has('f'.repeat(64)), false)
  })

  it('finds subjects, cases and provisions by a few letters, in either language', async () => {
    const found = async (q: string) =>
      (
        (await get(`/places?q=${encodeURIComponent(q)}`)).json.items as {
          kind: string
          title: { zh: string }
          href: string
        }[]
      ).map((p) => `${p.kind} ${p.href}`)
    assert.ok((await found('信用-1')).some((p) => p.startsWith('case ')))
    assert.ok((await found('app-pi-2019#2.1')).some((p) => p.includes('provision=app-pi-2019%232.1')))
    assert.ok((await found('未逐一列出')).some((p) => p.includes('app-pi-2019%232.1')))
    assert.deepEqual(await found('no such thing at all'), [])
    assert.ok((await found('')).some((p) => p.startsWith('subject ')))
  })
})
