import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { openClickHouse } from '../../../src/collect/engine/clickhouse.ts'
import { EngineError } from '../../../src/collect/engine/session.ts'

interface Asked {
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly sql: string
}

/** A stand-in for ClickHouse's HTTP interface: answers as told, and keeps what it was asked. */
async function withStub(
  answer: (sql: string) => readonly [status: number, body: string],
  use: (port: number, asked: Asked[]) => Promise<void>,
): Promise<void> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let sql = ''
    for await (const part of request) sql += part
    asked.push({ query: new URL(request.url!, 'http://stub').searchParams, headers: request.headers, sql })
    const [status, body] = answer(sql)
    response.writeHead(status).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await use((server.address() as AddressInfo).port, asked)
  } finally {
    server.close()
  }
}

const refusal = (what: EngineError['what'], says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof EngineError, String(error))
  assert.equal(error.what, what)
  assert.match(error.why.en, says)
  return !/sesame/.test(error.why.en + error.why.zh)
}

describe('a session in ClickHouse', () => {
  it('is one session, sends user and password as headers and statements as they are', () =>
    withStub(
      (sql) => [200, sql.startsWith('SELECT') ? '{"a":"1"}\n{"a":null}\n' : ''],
      async (port, asked) => {
        const session = await openClickHouse(`clickhouse://ann:sesame%2F1@127.0.0.1:${port}/books`, ['SET x = 1'])
        await session.run('CREATE TEMPORARY TABLE t AS SELECT 1')
        assert.deepEqual(await session.rows('SELECT “甲”'), [{ a: '1' }, { a: null }])
        assert.deepEqual(
          asked.map((one) => one.sql),
          ['SET x = 1', 'CREATE TEMPORARY TABLE t AS SELECT 1', 'SELECT “甲”'],
        )
        assert.equal(new Set(asked.map((one) => one.query.get('session_id'))).size, 1)
        for (const { query, headers } of asked) {
          assert.equal(query.get('database'), 'books')
          assert.equal(query.get('default_format'), 'JSONEachRow')
          assert.equal(headers['x-clickhouse-user'], 'ann')
          assert.equal(headers['x-clickhouse-key'], 'sesame/1')
        }
        assert.ok(!asked.some((one) => [...one.query.values()].some((value) => value.includes('sesame'))))
      },
    ))

  it('tells what is refused in one line, by ClickHouse’s own codes', async () => {
    const says: readonly (readonly [string, EngineError['what'], RegExp])[] = [
      [
        'Code: 516. DB::Exception: ann: Authentication failed: password sesame-1 (AUTHENTICATION_FAILED)',
        'unreachable',
        /not accepted/,
      ],
      ['Code: 81. DB::Exception: Database books does not exist. (UNKNOWN_DATABASE)', 'unreachable', /no such database/],
      [
        'Code: 241. DB::Exception: Memory limit exceeded for sesame-1\nand more (version 26.9)',
        'refused',
        /^Code: 241\. DB::Exception: Memory limit exceeded for …$/,
      ],
    ]
    for (const [body, what, line] of says)
      await withStub(
        () => [500, body],
        (port) =>
          assert.rejects(
            openClickHouse(`clickhouse://ann:sesame-1@127.0.0.1:${port}/books`, ['SET x = 1']),
            refusal(what, line),
          ),
      )
  })

  it('takes a statement that ClickHouse cannot read for a fault of ours', () =>
    withStub(
      () => [400, 'Code: 62. DB::Exception: Syntax error: failed at position 1'],
      async (port) => {
        const session = await openClickHouse(`clickhouse://127.0.0.1:${port}`, [])
        await assert.rejects(session.run('SELEKT'), (error) => !(error instanceof EngineError))
      },
    ))

  it('says that a table is not there, and what is', () =>
    withStub(
      (sql) =>
        sql.startsWith('SHOW')
          ? [200, '{"name":"loans"}\n']
          : sql.includes('`loans`')
            ? [200, '{"name":"id","type":"String"}\n']
            : [404, 'Code: 60. DB::Exception: Table default.loan does not exist. (UNKNOWN_TABLE)'],
      async (port) => {
        const session = await openClickHouse(`clickhouse://127.0.0.1:${port}`, [])
        assert.deepEqual(await session.columnsOf(['books', 'loans']), ['id'])
        assert.equal(await session.columnsOf(['loan']), undefined)
        assert.deepEqual(await session.tables(), ['loans'])
      },
    ))

  it('knows what is not ClickHouse, and a port where nothing is', async () => {
    await withStub(
      () => [200, '<html>'],
      async (port) => {
        const session = await openClickHouse(`clickhouse://127.0.0.1:${port}`, [])
        await assert.rejects(session.rows('SELECT 1'), refusal('unreachable', /not the HTTP interface/))
      },
    )
    await assert.rejects(
      openClickHouse('clickhouse://ann:sesame@127.0.0.1:1/books', ['SET x = 1']),
      refusal('unreachable', /nothing listens/),
    )
  })
})
