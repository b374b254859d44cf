import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { HOST, TestBench } from '../support/bench.ts'

describe('what a page weighs on its way', () => {
  let bench: TestBench
  before(async () => {
    bench = await TestBench.open()
  })
  after(() => bench.close())
  const ask = async (path: string, accept: string) => {
    const answer = await bench.app.request(`http://${HOST}${path}`, {
      headers: { host: HOST, 'accept-encoding': accept, 'accept-language': 'zh' },
    })
    return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }

  it('a page is sent compressed to whoever takes it, and is the same page', async () => {
    const plain = await ask('/sign-in', 'identity')
    const sent = await ask('/sign-in', 'gzip, deflate, br')
    assert.equal(plain.headers.get('content-encoding'), null)
    assert.equal(sent.headers.get('content-encoding'), 'gzip')
    assert.match(sent.headers.get('vary') ?? '', /accept-encoding/i)
    assert.equal(sent.headers.get('x-frame-options'), 'DENY')
    assert.deepEqual(gunzipSync(sent.bytes), plain.bytes)
    assert.ok(sent.bytes.length < plain.bytes.length / 3)
  })

  it('an answer of the API is sent as it is', async () => {
    const sent = await ask('/openapi.json', 'gzip')
    assert.equal(sent.headers.get('content-encoding'), null)
  })
})
