import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { aggregates } from '../../src/serve/aggregate.ts'
import { THREAD_LIMITS, Threads } from '../../src/serve/threads.ts'
import { keepResult, lastAndFirst } from '../../src/store/state/results.ts'
import { trailOf } from '../../src/store/state/trail.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { planInput } from '../support/draw.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const appOf = (id: string) => ({
  ...sampleApp(),
  subject: { ...sampleApp().subject, id: `app.android:${id}`, name: id },
})

describe('a report compiled in the workbench', () => {
  let bench: TestBench
  let owner: Person
  let viewer: Person
  const draws = { ofThese: '', ofOthers: '', waiting: '' }

  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
    owner = await bench.person('owner', { main: 'owner' })
    viewer = await bench.person('viewer', { main: 'viewer' })
    for (const id of ['a', 'b', 'c']) await keepResult(bench.bench.db, 'main', sampleResult([appOf(id)]))
    await keepResult(bench.bench.db, 'main', { ...sampleResult([appOf('a')]), asOf: '2026-11-30' })
    draws.ofThese = await drawn('d1', ['app.android:a', 'app.android:b', 'app.android:c'])
    draws.ofOthers = await drawn('d2', ['x', 'y', 'z'])
    draws.waiting = await drawn('d3', ['app.android:a', 'app.android:b', 'app.android:c'], false)
  })
  after(() => bench.close())

  async function drawn(id: string, subjects: readonly string[], revealed = true): Promise<string> {
    const at = '2026-01-01T00:00:00.000Z'
    const {
      inspectors: _,
      perSubject: __,
      ...plan
    } = planInput({
      id,
      tiers: { t: { ratio: '2/3' } },
      subjects: subjects.map((one) => ({ id: one, tier: 't' })),
      substitutes: { subjects: 0 },
      randomness: { ...(planInput()['randomness'] as object), at: '2026-01-02T21:15:00+08:00' },
    }) as Record<string, unknown>
    const record = await bench.bench.draws.commit('main', plan, { at, on: '2026-01-01' })
    if (!revealed) return record.commitment
    const values = { red: [28, 3, 11, 17, 22, 31], blue: [9] }
    await bench.bench.draws.reveal('main', record, values, { at, on: '2026-01-03' })
    return record.commitment
  }
  const put = async (name: string, text: string): Promise<string> =>
    (await bench.ask('POST', `/api/workspaces/main/artifacts?name=${encodeURIComponent(name)}`, owner, text)).json
      .sha256
  const compile = (asked: Record<string, string>, by = owner) =>
    bench.ask('GET', `/api/workspaces/main/aggregate?${new URLSearchParams({ format: 'json', ...asked })}`, by)

  it('takes a revealed draw as the proof of its sample, and says why another is none', async () => {
    const { json } = await compile({ draw: draws.ofThese })
    assert.equal(json.sample.examined.length, 2)
    assert.equal(json.subjects.length, 2)
    assert.ok(json.provisions.some((p: { interval?: object }) => p.interval))
    for (const [draw, words] of [
      [draws.ofOthers, /no result is of a subject of the draw d2/],
      [draws.waiting, /d3 has no result of its draw yet/],
    ] as const) {
      const answer = await compile({ draw })
      assert.equal(answer.status, 422)
      assert.match(answer.json.error.en, words)
    }
    assert.equal((await compile({ draw: 'a'.repeat(64) })).status, 404)
  })

  it('reads a survey and a table on the subjects, and says row and column of what is wrong', async () => {
    const subjects = await put('对象.csv', '对象,地区,类别\napp.android:a,广东,银行\napp.android:b,福建,银行\n')
    const survey = await put('问卷.csv', 'question,answer,count,share,asked\nq,yes,1,9.0%,10370\n')
    const { json } = await compile({ subjects, survey })
    assert.deepEqual(json.regions, ['广东', '福建'])
    assert.equal(json.survey[0].faults.length, 1)
    for (const [name, text, words, as] of [
      ['a.csv', 'id,region\napp.android:a,x\n,y\n', /a\.csv, row 3, column “id” is empty/, 'subjects'],
      [
        'b.csv',
        'id\napp.android:a\napp.android:a\n',
        /b\.csv, row 3, column “id” repeats “app\.android:a”/,
        'subjects',
      ],
      ['c.csv', 'id\nnobody\n', /c\.csv names no subject of these results/, 'subjects'],
      ['d.csv', 'name\nx\n', /d\.csv lacks the column id: it has name/, 'subjects'],
      ['e.csv', 'question,answer\nq,\n', /e\.csv, row 2, column “answer” is empty/, 'survey'],
      ['f.csv', 'question,answer\n,yes\n', /f\.csv, row 2, column “question” is empty/, 'survey'],
      ['g.xlsx', 'PK\u0003\u0004 no workbook', /g\.xlsx/, 'survey'],
    ] as const) {
      const answer = await compile({ [as]: await put(name, text) })
      assert.equal(answer.status, 422, answer.text)
      assert.match(answer.json.error.en, words)
      assert.doesNotMatch(answer.json.error.en, /\n/)
    }
  })

  it('knows no table whose bytes are lost', async () => {
    const lost = await put('lost.csv', 'id\napp.android:a\n')
    assert.equal((await compile({ subjects: lost })).status, 200)
    await bench.bench.blobs.remove(lost)
    assert.equal((await compile({ subjects: lost })).status, 404)
  })

  it('counts the results of a day', async () => {
    const until = async (day: string) => (await compile({ day })).json
    assert.equal((await until('2026-11-29')).until, '2026-11-23')
    assert.equal((await until('2026-11-30')).until, '2026-11-30')
    assert.match((await until('2020-01-01')).error.en, /no result fits/)
  })

  it('shows what it comes to, leads on to every form, and keeps the form as it was sent', async () => {
    const { text } = await bench.ask('GET', `/w/main/aggregate?go=yes&draw=${draws.ofThese}&title=T%22`, owner)
    for (const format of ['html', 'docx', 'pdf', 'xlsx', 'json', 'md'])
      assert.match(text, new RegExp(`format=${format}&`))
    assert.match(text, /value="T&quot;"/)
    const refused = await bench.ask('GET', `/w/main/aggregate?go=yes&draw=${draws.ofOthers}`, owner)
    assert.equal(refused.status, 200)
    assert.match(refused.text, /没有一个结果属于抽取 d2/)
    const seen = (await bench.ask('GET', '/w/main/aggregate?go=yes', viewer)).text
    assert.doesNotMatch(seen, /type="file"/)
    for (const format of ['html', 'docx', 'xlsx', 'md'])
      assert.equal((await compile({ format, draw: draws.ofThese })).status, 200, format)
  })

  it('answers others while one is compiled without end, and says what became of it', async (t) => {
    const own = bench.bench.aggregates
    t.after(() => (bench.bench.aggregates = own))
    const odd = new URL('../support/odd-thread.ts', import.meta.url)
    bench.bench.aggregates = new Threads(odd, { ...THREAD_LIMITS, time: 1000 })
    const order: string[] = []
    const stuck = compile({}).finally(() => order.push('stopped'))
    assert.equal((await bench.ask('GET', '/api/me', owner)).status, 200)
    order.push('answered')
    const { status, json } = await stuck
    assert.deepEqual(order, ['answered', 'stopped'])
    assert.equal(status, 422)
    assert.match(json.error.en, /longer than allowed/)
    const screen = await bench.ask('GET', '/w/main/aggregate?go=yes', owner)
    assert.equal(screen.status, 200)
    assert.match(screen.text, /汇总超过时间上限/)
    bench.bench.aggregates = aggregates({ ...THREAD_LIMITS, heap: 4 })
    const died = await compile({})
    assert.equal(died.status, 422)
    assert.match(died.json.error.en, /more memory than allowed/)
    bench.bench.aggregates = own
    assert.equal((await compile({})).status, 200)
  })

  it('is fed one subject at a time, whatever waits between them', async () => {
    const order: string[] = []
    const once = () => setImmediate(() => order.push('other'))
    const taken = await lastAndFirst(bench.bench.db, 'main', {}, { subjects: 9, characters: 1e9 }, () => {
      order.push('taken')
      once()
    })
    assert.equal(taken, 4)
    assert.ok(order.indexOf('other') < order.lastIndexOf('taken'), order.join(' '))
  })

  it('refuses a table that costs too much, and answers others meanwhile', async () => {
    const rows = `id\n${'x\n'.repeat(600_000)}`
    const [subjects, survey] = [await put('rows.csv', rows), await put('much.csv', 'x'.repeat(17 << 20))]
    const order: string[] = []
    const costly = compile({ subjects }).finally(() => order.push('refused'))
    assert.equal((await bench.ask('GET', '/api/me', owner)).status, 200)
    order.push('answered')
    const { status, json } = await costly
    assert.deepEqual(order, ['answered', 'refused'])
    assert.equal(status, 422)
    assert.match(json.error.en, /^rows\.csv is larger than 16 MB/)
    assert.match((await compile({ survey })).json.error.en, /^much\.csv is larger than 16 MB/)
  })

  it('knows no draw and no table of another workspace, and notes who saw who was drawn', async () => {
    const stranger = await bench.person('stranger', { other: 'owner' })
    const table = await put('x.csv', 'id\napp.android:a\n')
    await keepResult(bench.bench.db, 'other', sampleResult([appOf('a')]))
    for (const asked of [`draw=${draws.ofThese}`, `subjects=${table}`])
      assert.equal((await bench.ask('GET', `/api/workspaces/other/aggregate?${asked}`, stranger)).status, 404)
    const reads = async () =>
      (await trailOf(bench.bench.db, 'main', 1000)).filter((line) => line.action === 'aggregate read').length
    const before = await reads()
    await compile({})
    assert.equal(await reads(), before)
    await compile({ draw: draws.ofThese })
    await bench.ask('GET', `/w/main/aggregate?go=yes&draw=${draws.ofThese}`, owner)
    assert.equal(await reads(), before + 2)
  })
})

it('dated commitments stand as of the day asked, by their state', async () => {
  const bench = await TestBench.open()
  await bench.workspace('demo', { demo: true })
  const of = async (query: string) => (await bench.ask('GET', `/api/commitments?${query}`)).json
  const all = (await of('asOf=2021-06-01')).items as { until: string; state: string }[]
  for (const { until, state } of all) assert.equal(state, until < '2021-06-01' ? 'over' : 'running')
  assert.equal((await of('asOf=2021-06-01&state=over')).items.length, all.filter((c) => c.state === 'over').length)
  const { text } = await bench.ask('GET', '/w/demo/commitments?asOf=2021-06-01&state=over&lang=en')
  assert.equal(text.match(/<th scope="row"/g)?.length, all.filter((c) => c.state === 'over').length)
  const sheet = await bench.ask('GET', '/w/demo/commitments?asOf=2021-06-01&state=over&format=xlsx&lang=en')
  for (const { until, state } of all) assert.equal(sheet.text.includes(until), state === 'over', until)
  assert.equal((await bench.ask('GET', '/api/commitments?asOf=never')).status, 400)
  await bench.close()
})
