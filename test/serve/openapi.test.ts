import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { routes } from '../../src/serve/api/routes.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

let bench: TestBench
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document
let document: any
before(async () => {
  bench = await TestBench.open()
  await bench.workspace('demo', { demo: true })
  document = (await bench.ask('GET', '/openapi.json')).json
})
after(() => bench.close())

it('lists every route once, each with its rights, and every reference leads somewhere', () => {
  assert.equal(document.openapi, '3.1.0')
  const listed = Object.entries(document.paths).flatMap(([path, of]) =>
    Object.keys(of as object).map((method) => `${method} ${path}`),
  )
  assert.deepEqual(listed.sort(), routes.map((r) => `${r.method} ${r.path}`).sort())
  const ids = new Set(
    listed.map((l) => l.split(' ')).map(([method, path]) => document.paths[path!][method!].operationId),
  )
  assert.equal(ids.size, listed.length)
  for (const [, ref] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    assert.ok(document.components.schemas[ref!], ref)
  assert.doesNotMatch(JSON.stringify(document), /\$defs/)
})

it('says what is answered: answers fit their schemas', async () => {
  const kept = await keepResult(bench.bench.db, 'demo', sampleResult())
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'doc', ...document })
  const { subject, result } = kept[0]!
  for (const [path, at] of [
    ['/api/health', '/api/health'],
    ['/api/me', '/api/me'],
    ['/api/workspaces', '/api/workspaces'],
    ['/api/procedures', '/api/procedures'],
    ['/api/laws', '/api/laws'],
    ['/api/laws/{id}/{ref}', '/api/laws/app-pi-2019/3.1'],
    ['/api/commitments', '/api/commitments?asOf=2026-11-01&state=over'],
    ['/api/calendar', '/api/calendar?from=2026-09-28&n=3&unit=workday'],
    ['/api/workspaces/{ws}', '/api/workspaces/demo'],
    ['/api/workspaces/{ws}/subjects', '/api/workspaces/demo/subjects?outcome=failed'],
    ['/api/workspaces/{ws}/subjects/{id}/results', `/api/workspaces/demo/subjects/${subject}/results`],
    ['/api/workspaces/{ws}/subjects/{id}/exceptions', `/api/workspaces/demo/subjects/${subject}/exceptions`],
    ['/api/workspaces/{ws}/results/{id}', `/api/workspaces/demo/results/${result}`],
    ['/api/workspaces/{ws}/results/{id}/changes', `/api/workspaces/demo/results/${result}/changes`],
    ['/api/workspaces/{ws}/provisions', '/api/workspaces/demo/provisions'],
    [
      '/api/workspaces/{ws}/determinations',
      '/api/workspaces/demo/determinations?provision=app-pi-2019%233.1&outcome=failed',
    ],
    ['/api/workspaces/{ws}/tasks', '/api/workspaces/demo/tasks?kind=rerun'],
    ['/api/workspaces/{ws}/jobs', '/api/workspaces/demo/jobs'],
    ['/api/workspaces/{ws}/cases', '/api/workspaces/demo/cases'],
    ['/api/workspaces/{ws}/due', '/api/workspaces/demo/due'],
  ] as const) {
    const answer = await bench.ask('GET', at)
    assert.equal(answer.status, 200, `${at}: ${answer.text.slice(0, 300)}`)
    const pointer = `doc#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/get/responses/200/content/application~1json/schema`
    const fits = ajv.getSchema(pointer)!
    assert.ok(fits(answer.json), `${at}: ${JSON.stringify(fits.errors?.slice(0, 3))}`)
  }
})

it('gives a result and the compiled report in every form', async () => {
  const [kept] = await keepResult(bench.bench.db, 'demo', sampleResult())
  for (const format of ['json', 'html', 'md', 'sarif', 'xlsx', 'oscal', 'poam', 'docx']) {
    const answer = await bench.ask('GET', `/api/workspaces/demo/results/${kept!.result}?format=${format}`)
    assert.equal(answer.status, 200, `${format}: ${answer.text.slice(0, 200)}`)
  }
  for (const format of ['html', 'md', 'xlsx', 'json'])
    assert.equal((await bench.ask('GET', `/api/workspaces/demo/aggregate?format=${format}`)).status, 200, format)
  const { json } = await bench.ask('GET', '/api/workspaces/demo/aggregate?format=json&kind=app.ios')
  assert.ok(json.error || json.subjects.every((s: { kind: string }) => s.kind === 'app.ios'))
})
