import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { tasksOf } from '../../src/report/tasks.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { trailOf } from '../../src/store/state/trail.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'

describe('tasks over all subjects', () => {
  let bench: TestBench
  let owner: Person
  const app = sampleApp()
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' })
    await keepResult(bench.bench.db, 'main', sampleResult([app]))
  })
  after(() => bench.close())
  const ask = (query: string) => bench.ask('GET', `/api/workspaces/main/tasks${query}`, owner)
  const reads = async () =>
    (await trailOf(bench.bench.db, 'main', 100)).filter((line) => line.action === 'tasks read').length

  it('lists them with what they are about, narrows them, and counts what it lists', async () => {
    const { json } = await ask('?most=200')
    const want = tasksOf(app)
    assert.equal(json.all, want.length)
    assert.deepEqual(
      json.items.map((t: { say: object }) => t.say),
      want.map((t) => t.say),
    )
    const [first] = json.items
    assert.equal(first.role, 'app-operator')
    assert.deepEqual(
      first.provisions,
      want[0]!.settles.map((d) => d.provision),
    )
    const { json: leads } = await ask('?kind=verify')
    assert.equal(leads.all, want.filter((t) => t.kind === 'verify').length)
    for (const bad of ['?kind=nothing', '?most=0', '?of=x', '?dated=no'])
      assert.equal((await ask(bad)).status, 400, bad)
  })

  it('a task leaves the list with a newer result that settles it, and comes back with the older one', async () => {
    const settled = {
      ...app,
      determinations: app.determinations.map((d) => ({ ...d, outcome: 'passed' as const, needs: [], leads: [] })),
    }
    await keepResult(bench.bench.db, 'main', sampleResult([settled]))
    assert.equal((await ask('')).json.all, 0)
    await keepResult(bench.bench.db, 'main', sampleResult([app]))
    assert.equal((await ask('')).json.all, tasksOf(app).length)
  })

  it('has a page whose labels are read in either language, and whose counts narrow it', async () => {
    const { text } = await bench.ask('GET', '/w/main/tasks?role=app-operator', owner)
    const facets = /<nav class="facets" aria-label="各类待办 Tasks by kind">.*?<\/nav>/s.exec(text)?.[0] ?? ''
    assert.match(facets, /href="[^"]*\/tasks\?role=app-operator" aria-current="true"/)
    assert.match(facets, /href="[^"]*\/tasks\?role=app-operator&amp;kind=rerun"/)
  })

  it('hands out the rows as a workbook', async () => {
    const answer = await ask('?format=xlsx&kind=rerun&lang=en')
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-disposition') ?? '', /tasks\.xlsx/)
    assert.match(answer.text, /Record a run/)
    assert.doesNotMatch(answer.text, /Look into a lead/)
  })

  it('notes who saw leads about people, and nothing else', async () => {
    const [first, ...rest] = sampleLoanBook().determinations
    const lead = { what: { zh: '某户余额', en: 'a balance' }, evidence: [] }
    const book = { ...sampleLoanBook(), determinations: [{ ...first!, leads: [lead] }, ...rest] }
    await keepResult(bench.bench.db, 'main', sampleResult([book]))
    const before = await reads()
    await ask('?of=app.android')
    await bench.ask('GET', '/w/main/tasks?kind=rerun', owner)
    assert.equal(await reads(), before)
    await ask('?of=loan-book')
    await bench.ask('GET', '/w/main/tasks?kind=verify', owner)
    assert.equal(await reads(), before + 2)
  })

  it('a screen keeps to the filters it knows, and its numbers open to their rows', async () => {
    const { text } = await bench.ask('GET', '/w/main/tasks?kind=nothing&lang=en', owner)
    const [, path, n] = /<a href="(\/w\/main\/tasks\?kind=rerun)"[^>]*>.*?<b>(\d+)<\/b>/.exec(text)!
    const rows = (await bench.ask('GET', path!, owner)).text.match(/<th scope="row" class="says">/g)!
    assert.equal(rows.length, Number(n))
  })
})
