import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { chunksOf, jsonOf } from '../../src/serve/body.ts'
import { ApiError } from '../../src/serve/error.ts'
import { serve } from '../../src/serve/serve.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

const LIMIT = 100_000

describe('what a hostile client gets', () => {
  let bench: TestBench
  let owner: Person
  before(async () => {
    bench = await TestBench.open({ upload: LIMIT, uploads: 2 })
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' }, true)
  })
  after(() => bench.close())
  const upload = (name: string, body: unknown, headers = {}) =>
    bench.ask('POST', `/api/workspaces/main/artifacts?name=${encodeURIComponent(name)}`, owner, body, headers)
  const left = () => {
    const folder = join(bench.folder, 'artifacts')
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).length
  }
  /** A body of unknown length, chunk by chunk. */
  const stream = (bytes: number) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let sent = 0; sent < bytes; sent += 10_000) controller.enqueue(randomBytes(10_000))
        controller.close()
      },
    })

  it('an upload above the limit is refused, whatever it says of its length, and leaves nothing', async () => {
    assert.equal((await upload('ok', stream(LIMIT - 20_000))).status, 201)
    const before = left()
    assert.equal((await upload('long', stream(LIMIT + 10_000))).status, 413)
    assert.equal((await upload('said', 'x', { 'content-length': String(LIMIT + 1) })).status, 413)
    assert.equal((await upload('lied', stream(LIMIT + 10_000), { 'content-length': '5' })).status, 413)
    assert.equal(left(), before)
  })

  it('uploads that do not end hold no more than their places', async () => {
    let end: (() => void) | undefined
    const open = () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new Uint8Array(10))
          const before = end
          end = () => {
            before?.()
            controller.close()
          }
        },
      })
    const held = [upload('a', open()), upload('b', open())]
    while (bench.bench.uploading < 2) await new Promise((go) => setTimeout(go, 5))
    assert.equal((await upload('c', 'x')).status, 503)
    end?.()
    assert.deepEqual(
      (await Promise.all(held)).map((a) => a.status),
      [201, 201],
    )
    assert.equal((await upload('c', 'x')).status, 201)
  })

  it('a name is a name: no folder, no control, no header of its own', async () => {
    for (const name of [
      '../../etc/passwd',
      '..\\..\\x',
      '/abs',
      'a\u0000b',
      'x\r\nset-cookie: a=b',
      '\u202egnp.exe',
      '....',
      '<svg onload=1>',
    ]) {
      const { status, json } = await upload(name, randomBytes(20))
      assert.equal(status, 201, name)
      assert.match(json.name, /^[\p{L}\p{N} _()-][\p{L}\p{N} ._()-]*$/u)
      const got = await bench.ask('GET', `/api/workspaces/main/artifacts/${json.sha256}`, owner)
      assert.equal(got.headers.get('content-type'), 'application/octet-stream')
      assert.match(got.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''[\w.%()-]+$/)
      assert.equal(got.headers.get('set-cookie'), null)
    }
    for (const sha256 of ['../x', '..%2f..%2fworkbench.sqlite', 'A'.repeat(64), `${'a'.repeat(64)}%00`])
      assert.equal((await bench.ask('GET', `/api/workspaces/main/artifacts/${sha256}`, owner)).status, 404)
  })

  it('malformed JSON is an answer, never a fault', async () => {
    const post = (body: string, type = 'application/json') =>
      bench.ask('POST', '/api/workspaces/main/jobs', owner, body, { 'content-type': type })
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"kind":"audit"}',
      '{"__proto__":{"kind":"audit"}}',
      deep,
      '\ufffe',
      '{"kind":"audit","target":{"url":"http://x","artifact":"y"}}',
      '1e999',
    ])
      assert.equal((await post(body)).status, 400, body.slice(0, 40))
    assert.equal((await post('{}', 'text/plain')).status, 415)
    assert.equal((await post(`"${'x'.repeat(2 ** 20)}"`)).status, 413)
    assert.equal(
      (await bench.ask('POST', '/api/workspaces/main/results', owner, { schema: 'guiju/result/1' })).status,
      400,
    )
  })

  it('a body that stalls is ended', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(new TextEncoder().encode('{"a":')) })
    const request = new Request('http://x', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit)
    await assert.rejects(jsonOf(request, 1000, 30), (error) => error instanceof ApiError && error.code === 'slow')
  })

  it('a body that never stalls and never ends is ended too', async () => {
    let timer: ReturnType<typeof setInterval> | undefined
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        timer = setInterval(() => controller.enqueue(new Uint8Array(1)), 5)
      },
      cancel: () => clearInterval(timer),
    })
    const request = new Request('http://x', { method: 'POST', body, duplex: 'half' } as RequestInit)
    const all = async () => {
      for await (const chunk of chunksOf(request, 100)) assert.equal(chunk.length, 1)
    }
    await assert.rejects(all, (error) => error instanceof ApiError && error.code === 'slow')
    clearInterval(timer)
  })

  it('text of a query is text: no SQL, no pattern, no script', async () => {
    await keepResult(bench.bench.db, 'main', sampleResult())
    const find = async (q: string) =>
      (await bench.ask('GET', `/api/workspaces/main/subjects?q=${encodeURIComponent(q)}`, owner)).json.all
    assert.equal(await find('com.example'), 1)
    for (const q of ["' or 1=1 --", '%', '_', '\\', "'; drop table subject; --", 'com%example'])
      assert.equal(await find(q), 0, q)
    const page = await bench.ask(
      'GET',
      `/w/main/subjects?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
      owner,
    )
    assert.doesNotMatch(page.text, /<script>alert/)
  })

  it('an answer of the server tells nothing of its inside', async () => {
    const { text, status } = await bench.ask('GET', '/api/workspaces/main/cases/%F0%9F%92%A5', owner)
    assert.equal(status, 404)
    assert.doesNotMatch(text, /\/work|node_modules|at /)
  })

  it('a client that sends its head slowly, or none at all, is cut off, and others are served meanwhile', async () => {
    const served = await serve({ port: '0', store: join(bench.folder, 'served') })
    try {
      assert.ok(served.server.headersTimeout <= 10_000 && served.server.headersTimeout > 0)
      const { port } = new URL(served.address)
      const slow = Array.from({ length: 100 }, () => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nhost: 127'))
        socket.on('error', () => undefined)
        return socket
      })
      assert.equal((await fetch(`${served.address}api/health`)).status, 200)
      for (const socket of slow) socket.destroy()
      const raw = (text: string) =>
        new Promise<string>((resolve) => {
          let got = ''
          const socket = connect(Number(port), '127.0.0.1', () => socket.end(text))
          socket.on('data', (chunk) => (got += chunk))
          socket.on('close', () => resolve(got))
          socket.on('error', () => resolve(got))
        })
      assert.match(await raw('GET /\r\n\r\n'), /400|^$/)
      assert.match(await raw(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`), /431/)
      assert.match(await raw(`GET / HTTP/1.1\r\nhost: rebind.example\r\n\r\n`), /403/)
    } finally {
      await served.close()
    }
  })
})
