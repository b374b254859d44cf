import assert from 'node:assert/strict'
import { it } from 'node:test'
import { warmUp } from '../../src/serve/warm-up.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

it('what is run before the first request asks the store and leaves nothing in it', async () => {
  const bench = await TestBench.open()
  try {
    await bench.workspace('main')
    await keepResult(bench.bench.db, 'main', sampleResult())
    const asked: string[] = []
    const { app } = bench
    const request = app.request.bind(app)
    app.request = (input, ...rest) => {
      asked.push(new URL(String(input)).pathname)
      return request(input, ...rest)
    }
    await warmUp(bench.bench, app, 2)
    assert.equal(asked.length, 0)
    await warmUp(bench.bench, app, 1)
    assert.ok(asked.includes('/sign-in') && asked.includes('/w/main'))
    for (const table of ['session', 'trail', 'job'] as const)
      assert.deepEqual(await bench.bench.db.selectFrom(table).selectAll().execute(), [])
  } finally {
    await bench.close()
  }
})
