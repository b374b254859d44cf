import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { EDGE } from '../../src/cli/edge.ts'
import { type ReportFormat, render } from '../../src/report/render.ts'
import { workbook } from '../../src/report/xlsx.ts'
import { Threads } from '../../src/serve/threads.ts'
import { LARGE, workbookOf } from '../../src/serve/writing.ts'
import { bodyOf, keepResult, resultOf } from '../../src/store/state/results.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

describe('what is large is written in a thread', () => {
  let bench: TestBench
  let owner: Person
  const ids: Record<string, string> = {}
  /** Whose work was given to threads. */
  const apart: string[] = []
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' })
    for (const [name, evidence] of [
      ['small', 1],
      ['large', 3000],
    ] as const) {
      const one = sampleApp({ evidence })
      const result = sampleResult([{ ...one, subject: { ...one.subject, id: `app.android:${name}` } }])
      ids[name] = (await keepResult(bench.bench.db, 'main', result))[0]!.result
    }
    const { writers } = bench.bench
    const run = writers.run.bind(writers)
    writers.run = (of, feed) => {
      apart.push(of)
      return run(of, feed)
    }
  })
  after(() => bench.close())
  const ask = async (path: string) => {
    const before = apart.length
    const answer = await bench.ask('GET', path, owner)
    return { ...answer, apart: apart.length - before }
  }

  it('and comes out as it would here', async () => {
    const row = (await resultOf(bench.bench.db, 'main', ids['large']!))!
    assert.ok(row.body.length > LARGE.characters)
    for (const [format, as] of [
      ['html', 'html'],
      ['md', 'md'],
      ['sarif', 'sarif'],
      ['oscal', 'oscal'],
      ['poam', 'oscal'],
    ] as const satisfies readonly (readonly [string, ReportFormat])[]) {
      const files = await render(bodyOf(row), as, 'en', EDGE)
      const got = await ask(`/api/workspaces/main/results/${row.id}?format=${format}&lang=en`)
      assert.deepEqual([got.status, got.apart], [200, 1], format)
      assert.equal(got.text, files[format === 'poam' ? 1 : 0]!.content, format)
    }
    for (const format of ['xlsx', 'docx']) {
      const got = await ask(`/api/workspaces/main/results/${row.id}?format=${format}`)
      assert.deepEqual([got.status, got.apart, got.text.slice(0, 2)], [200, 1, 'PK'], format)
    }
    const page = await ask(`/w/main/results/${row.id}?lang=en`)
    assert.deepEqual([page.status, page.apart], [200, 1])
    assert.match(page.text, /^<!doctype html>[\s\S]+<\/html>\s*$/i)
    assert.ok(page.text.includes(`results/${row.id}`))
  })

  it('and what is small is not', async () => {
    for (const path of [
      `/api/workspaces/main/results/${ids['small']}?format=html`,
      `/w/main/results/${ids['small']}`,
      `/api/workspaces/main/results/${ids['large']}`,
    ]) {
      const got = await ask(path)
      assert.deepEqual([got.status, got.apart], [200, 0], path)
    }
  })

  it('a workbook of many rows, too', async () => {
    const sheets = (n: number) => [{ name: 'a', rows: Array.from({ length: n }, (_, at) => [at, 'x']) }]
    for (const [rows, threads] of [
      [LARGE.rows, 0],
      [LARGE.rows + 1, 1],
    ] as const) {
      const before = apart.length
      assert.deepEqual(await workbookOf(bench.bench, 'main', sheets(rows)), workbook(sheets(rows)))
      assert.equal(apart.length - before, threads)
    }
  })

  it('and one that is not written in time is refused in both languages, on a page and of a file', async () => {
    const { writers } = bench.bench
    bench.bench.writers = new Threads(new URL('../support/odd-thread.ts', import.meta.url), {
      at: 2,
      waiting: 2,
      time: 1,
      heap: 64,
      spare: false,
    })
    try {
      const file = await ask(`/api/workspaces/main/results/${ids['large']}?format=html`)
      assert.deepEqual([file.status, file.json.error.code], [422, 'refused'])
      assert.match(file.json.error.zh, /时间上限/)
      const page = await ask(`/w/main/results/${ids['large']}?lang=en`)
      assert.equal(page.status, 422)
      assert.match(page.text, /too much to be written in the time allowed/)
    } finally {
      bench.bench.writers = writers
    }
  })
})
