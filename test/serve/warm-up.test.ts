import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it, type TestContext } from 'node:test'
import { warmUp } from '../../src/serve/warm-up.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

describe('what is run before the first request', () => {
  let bench: TestBench
  /** Paths that were asked for. */
  let asked: string[]
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    await keepResult(bench.bench.db, 'main', sampleResult())
  })
  beforeEach(() => {
    asked = []
  })
  after(() => bench.close())
  const listening = (t: TestContext, also: () => void = () => undefined) => {
    const { app } = bench
    const request = app.request.bind(app)
    t.mock.method(app, 'request', (...[input, ...rest]: Parameters<typeof request>) => {
      asked.push(new URL(String(input)).pathname)
      also()
      return request(input, ...rest)
    })
  }

  it('asks the store and leaves nothing in it', async (t) => {
    listening(t)
    await warmUp(bench.bench, bench.app, 2)
    assert.equal(asked.length, 0)
    await warmUp(bench.bench, bench.app, 1)
    assert.ok(asked.includes('/sign-in') && asked.includes('/w/main'))
    for (const table of ['session', 'trail', 'job'] as const)
      assert.deepEqual(await bench.bench.db.selectFrom(table).selectAll().execute(), [])
  })

  it('begins nothing more when its time is over', async (t) => {
    let now = 0
    t.mock.method(performance, 'now', () => now)
    listening(t, () => {
      now = 1e9
    })
    await warmUp(bench.bench, bench.app, 1)
    assert.deepEqual(asked, ['/sign-in'])
  })

  it('keeps no server from starting when it fails, and says so in a line', async (t) => {
    const said: string[] = []
    t.mock.method(process.stderr, 'write', (text: string) => said.push(text) > 0)
    listening(t, () => {
      throw new Error('disk I/O error')
    })
    await warmUp(bench.bench, bench.app, 1)
    assert.equal(said.length, 1)
    assert.match(said[0]!, /^guiju: .*disk I\/O error\n$/)
  })
})
