import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { SCREENS } from '../../src/serve/screens.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { planInput } from '../support/draw.ts'
import { sampleResult } from '../support/sample-result.ts'
import { webBuilt } from '../support/web.ts'

const LATER = new Date(Date.now() + 864e5).toISOString()
const EVIL = '<img src=x onerror=alert(1)>"\'\u202e'

describe('the screens of the workbench', () => {
  let bench: TestBench
  let owner: Person
  let paths: string[]

  before(async () => {
    await webBuilt()
    bench = await TestBench.open()
    await bench.workspace('main')
    await bench.workspace('demo', { demo: true })
    owner = await bench.person('owner', { main: 'owner', demo: 'owner' }, true)
    const result = sampleResult()
    const [first] = result.results
    const named = (name: string, asOf: string) => ({
      ...result,
      asOf,
      results: [{ ...first!, subject: { ...first!.subject, name, version: EVIL } }],
    })
    await keepResult(bench.bench.db, 'main', named(EVIL, '2026-11-01'))
    const [kept] = await keepResult(bench.bench.db, 'main', named(EVIL, '2026-11-02'))
    const history = (await bench.ask('GET', `/api/workspaces/main/subjects/${kept!.subject}/results`, owner)).json.items
    const { sha256 } = (
      await bench.ask('POST', `/api/workspaces/main/artifacts?name=${encodeURIComponent(EVIL)}`, owner, 'x')
    ).json
    const job = (
      await bench.ask('POST', '/api/workspaces/main/jobs', owner, { kind: 'audit', target: { artifact: sha256 } })
    ).json
    await bench.ask('POST', '/api/workspaces/main/cases', owner, { id: 'c-1', procedure: 'inspection-2018' })
    await bench.ask('POST', '/api/workspaces/main/cases/c-1/events', owner, {
      type: 'inspection',
      at: '2026-09-08',
      by: `organ:${EVIL}`,
    })
    await bench.ask('POST', '/api/workspaces/main/tokens', owner, { name: EVIL, scopes: ['read'] })
    await bench.ask('POST', '/api/workspaces', owner, { name: EVIL })
    await bench.person(EVIL, { main: 'viewer' })
    const planned = planInput({ id: 'd-1', randomness: { ...(planInput()['randomness'] as object), at: LATER } })
    const draw = await bench.ask('POST', '/api/workspaces/main/draws', owner, { plan: JSON.stringify(planned) })
    const real: Readonly<Record<string, string>> = {
      'subjects/:id': `subjects/${kept!.subject}`,
      'results/:id': `results/${kept!.result}`,
      'jobs/:id': `jobs/${job.id}`,
      'cases/:id': 'cases/c-1',
      'draws/:id': `draws/${draw.json.id}`,
      compare: `compare?before=${history[1].id}&after=${history[0].id}`,
      provisions: 'provisions?provision=app-pi-2019%233.1&outcome=failed',
      subjects: `subjects?q=${encodeURIComponent(EVIL.slice(0, 8))}`,
      calendar: 'calendar?from=2026-09-28&n=5&unit=workday',
      home: '',
    }
    paths = [
      ...Object.keys(SCREENS).map((path) => `/w/main/${real[path] ?? path}`.replace(/\/$/, '')),
      '/account',
      '/sign-in',
      '/w/none',
    ]
  })
  after(() => bench.close())

  it('are whole in both languages, run no stranger’s text, and load nothing from outside', async () => {
    for (const path of paths) {
      const answer = await bench.ask('GET', path, owner)
      assert.equal(answer.status, path === '/w/none' ? 403 : 200, `${path}: ${answer.text.slice(0, 200)}`)
      const { text } = answer
      assert.doesNotMatch(text, /<img|onerror=alert\(1\)>"/, path)
      assert.doesNotMatch(text, /undefined|\[object|NaN/, path)
      assert.doesNotMatch(
        text.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|data-[\w-]+="[^"]*"/g, ''),
        /\{(n|day|who|from|to|all)\}/,
        path,
      )
      assert.match(text, /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/, path)
      assert.doesNotMatch(text, /(src|href)="(https?:)?\/\//, path)
      assert.equal(text.match(/<h1/g)?.length, 1, path)
      assert.ok(gzipSync(text).length < 150_000, `${path}: ${gzipSync(text).length} bytes`)
      const [zh, en] = ['zh', 'en'].map((lang) => text.match(new RegExp(`<span lang="${lang}"`, 'g'))?.length)
      assert.equal(zh, en, path)
    }
  })

  it('give each table they show as a workbook, with the filters and rights of the page', async () => {
    const without = new Set(['results/:id', 'start', 'inventory', 'jobs/:id', 'draws/:id', 'tasks', 'aggregate'])
    let found = 0
    for (const path of paths.filter((p) => p.startsWith('/w/main'))) {
      const page = await bench.ask('GET', path, owner)
      const link = /<a href="(\?[^"]*format=xlsx[^"]*)" data-file/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
      const screen = path
        .slice('/w/main/'.length)
        .split('?')[0]!
        .replace(/^((?:results|jobs|draws)\/).+$/, '$1:id')
      // A table with rows in it is never without: what has its files otherwise, or none, is named.
      const rows = page.text.match(/<table class="list"[\s\S]*?<tbody><tr/) !== null
      if (!without.has(screen)) assert.equal(link !== undefined, rows || screen === 'calendar', path)
      if (link === undefined) continue
      found += 1
      const file = await bench.ask('GET', path.split('?')[0] + link, owner)
      assert.equal(file.status, 200, `${path} ${link}`)
      assert.match(file.headers.get('content-disposition') ?? '', /^attachment; .*\.xlsx$/)
      assert.match(file.text, /^PK[\s\S]*<sheetData>/)
      assert.doesNotMatch(file.text, /<f>/, 'text is text')
      assert.equal((await bench.ask('GET', path.split('?')[0] + link)).status, 401)
    }
    assert.ok(found > 9, `${found}`)
    const read = async (path: string) => (await bench.ask('GET', path, owner)).text
    assert.match(await read('/w/main/coverage?format=xlsx&lang=en'), /app-pi-2019|Instrument/)
    assert.match(await read('/w/main/draws?format=xlsx&lang=en'), /d-1[\s\S]*Committed/)
    assert.equal((await bench.ask('GET', '/w/main/start?format=xlsx', owner)).status, 404)
  })

  it('show nobody but a demonstration, and change with the rights of who looks', async () => {
    for (const path of paths.filter((p) => p.startsWith('/w/main')))
      assert.equal((await bench.ask('GET', path)).status, 401, path)
    const anonymous = await bench.ask('GET', '/w/demo')
    assert.equal(anonymous.status, 200)
    assert.doesNotMatch(anonymous.text, /data-send=/)
    assert.equal((await bench.ask('GET', '/w/demo/start')).status, 401)
    assert.equal((await bench.ask('GET', '/w/demo/admin')).status, 401)
    assert.match((await bench.ask('GET', '/w/demo', owner)).text, /data-send="DELETE \/api\/workspaces\/demo"/)
    const viewer = await bench.person('viewer', { main: 'viewer' })
    const forms = (await bench.ask('GET', '/w/main/cases/c-1', viewer)).text.matchAll(/data-send="([^"]+)"/g)
    assert.deepEqual(
      [...forms].map(([, to]) => to),
      ['POST /api/workspaces/main/cases/c-1/exports'],
    )
    assert.equal((await bench.ask('GET', '/w/main/start', viewer)).status, 403)
  })

  it('speak the language that was chosen last', async () => {
    const asked = async (headers: Record<string, string>, query = '') =>
      /<html lang="([^"]+)"/.exec((await bench.ask('GET', `/sign-in${query}`, { headers })).text)?.[1]
    assert.equal(await asked({}), 'zh-CN')
    assert.equal(await asked({ 'accept-language': 'en-GB,en;q=0.9' }), 'en')
    assert.equal(await asked({ cookie: 'guiju_lang=en' }), 'en')
    assert.equal(await asked({ cookie: 'guiju_lang=en' }, '?lang=zh'), 'zh-CN')
  })

  it('go with one click: the demonstration is removed with all it holds', async () => {
    await keepResult(bench.bench.db, 'demo', sampleResult())
    assert.equal((await bench.ask('DELETE', '/api/workspaces/demo', owner)).status, 204)
    assert.equal((await bench.ask('GET', '/w/demo')).status, 401)
    const left = await bench.bench.db.selectFrom('result').select('id').where('workspace_id', '=', 'demo').execute()
    assert.equal(left.length, 0)
  })
})
