import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { isPublicAddress } from '../../../src/collect/fetch/addresses.ts'
import { type FetchOptions, fetchDocument } from '../../../src/collect/fetch/fetch.ts'

/** Runs with a server on loopback, and closes it whatever happens. */
async function serving<T>(handle: RequestListener, use: (base: string) => Promise<T>): Promise<T> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const local: FetchOptions = { allowPrivate: true }
const failing = async (address: string, options: FetchOptions = {}): Promise<string> => {
  const answer = await fetchDocument(address, options)
  assert.ok(!answer.ok, 'it was fetched')
  assert.match(answer.why.zh, /\p{Script=Han}/u)
  assert.ok(answer.why.en.length > 5)
  return answer.code
}

describe('addresses', () => {
  const refused = [
    '127.0.0.1',
    '127.8.8.8',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    '::127.0.0.1',
    '100::1',
    '',
    'example.cn',
    '127.1',
  ] // prettier-ignore
  const open = [
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '223.5.5.5',
    '2400:3200::1',
    '2606:4700::1111',
  ]
  for (const address of refused)
    test(`${address || '(empty)'} is refused`, () => assert.equal(isPublicAddress(address), false))
  for (const address of open) test(`${address} is public`, () => assert.equal(isPublicAddress(address), true))
})

describe('what is never connected to', () => {
  test('addresses that are not public, however they are written', () =>
    serving(
      () => assert.fail('a connection was made'),
      async (base) => {
        const { port } = new URL(base)
        for (const host of [
          '127.0.0.1',
          '127.1',
          '0x7f000001',
          '2130706433',
          '0177.0.0.1',
          '[::1]',
          '[::ffff:127.0.0.1]',
          '0.0.0.0',
          '10.0.0.1',
          '169.254.169.254',
        ])
          assert.equal(await failing(`http://${host}:${port}/`), 'private', host)
      },
    ))
  test('a name whose addresses are all private', async () => {
    const resolve = async () => ['10.0.0.1', '::1']
    assert.equal(await failing('http://intranet.example/', { resolve }), 'private')
  })
  test('a redirect to a private address, though the first was allowed', () => {
    let asked = 0
    return serving(
      (_, response) => {
        asked += 1
        response.writeHead(302, { location: 'http://other.example/secret' }).end()
      },
      async (base) => {
        const { port } = new URL(base)
        // The first name is let through by the resolver's word; loopback stands for a public host here.
        const resolve = async (host: string) => (host === 'first.example' ? ['127.0.0.1'] : ['192.168.0.1'])
        const first = await fetchDocument(`http://first.example:${port}/`, {
          ...local,
          resolve,
          limits: { redirects: 0 },
        })
        assert.ok(!first.ok && first.code === 'redirects')
        assert.equal(asked, 1)
        assert.equal(await failing(`http://first.example:${port}/`, { resolve }), 'private')
        assert.equal(asked, 1)
      },
    )
  })
  test('other schemes, addresses with credentials, and what is no address', async () => {
    for (const address of ['file:///etc/passwd', 'ftp://example.cn/a', 'data:text/html,a', 'javascript:1'])
      assert.equal(await failing(address), 'scheme', address)
    assert.equal(await failing('http://user:secret@example.cn/'), 'credentials')
    assert.equal(await failing('隐私政策'), 'url')
  })
  test('a redirect to another scheme', () =>
    serving(
      (_, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
      async (base) => assert.equal(await failing(base, local), 'scheme'),
    ))
})

test('a name is resolved once and the connection goes to the address that was checked', () =>
  serving(
    (_, response) => response.end('本机'),
    async (base) => {
      let times = 0
      const resolve = async () => {
        times += 1
        return times === 1 ? ['127.0.0.1'] : ['127.0.0.99']
      }
      const answer = await fetchDocument(`http://rebinding.example:${new URL(base).port}/`, { ...local, resolve })
      assert.ok(answer.ok)
      assert.equal(times, 1)
      assert.equal(answer.bytes.toString(), '本机')
    },
  ))

describe('a document', () => {
  test('comes with its final address, digest, type and character set', () =>
    serving(
      (request, response) => {
        assert.equal(request.headers.cookie, undefined)
        assert.equal(request.headers.referer, undefined)
        if (request.url === '/') response.writeHead(302, { location: '/a/../policy.html?v=2#top' }).end()
        else response.writeHead(200, { 'content-type': 'text/HTML; Charset="GBK"' }).end(Buffer.from([0xd2, 0xfe]))
      },
      async (base) => {
        const answer = await fetchDocument(`${base}/`, local)
        assert.ok(answer.ok)
        assert.equal(answer.url, `${base}/policy.html?v=2`)
        assert.deepEqual(answer.redirects, [`${base}/`])
        assert.equal(answer.type, 'text/html')
        assert.equal(answer.charset, 'GBK')
        assert.equal(
          answer.sha256,
          createHash('sha256')
            .update(Buffer.from([0xd2, 0xfe]))
            .digest('hex'),
        )
      },
    ))
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)
    test(`is undone from ${encoding}`, () =>
      serving(
        (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(pack('正文')),
        async (base) => {
          const answer = await fetchDocument(base, local)
          assert.ok(answer.ok && answer.bytes.toString() === '正文')
        },
      ))
})

describe('what a server can do wrong gives one code', () => {
  const cases: readonly (readonly [string, RequestListener, FetchOptions['limits']])[] = [
    ['status', (_, response) => response.writeHead(404).end('<h1>404</h1>'), {}],
    ['redirects', (_, response) => response.writeHead(302, { location: '/' }).end(), { redirects: 3 }],
    ['large', (_, response) => response.end(Buffer.alloc(5000)), { bytes: 1000 }],
    [
      'large',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1 << 20))),
      { bytes: 5000 },
    ],
    ['encoding', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'), {}],
    ['encoding', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(''), {}],
    ['time', () => {}, { ms: 150 }],
    ['time', (_, response) => response.write('一半'), { ms: 150 }],
    [
      'cut',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('a')
        setImmediate(() => response.destroy())
      },
      {},
    ],
    ['connect', (request) => request.socket.destroy(), {}],
    ['connect', (request) => request.socket.end('no http\r\n\r\n'), {}],
  ]
  for (const [code, handle, limits] of cases)
    test(code, () =>
      serving(handle, async (base) => assert.equal(await failing(base, { ...local, limits: limits ?? {} }), code)),
    )
  test('a name without address', async () => {
    const resolve = async () => {
      throw new Error('ENOTFOUND')
    }
    assert.equal(await failing('http://nowhere.example/', { resolve }), 'dns')
  })
  test('TLS where there is none', () =>
    serving(
      (_, response) => response.end(),
      async (base) => assert.equal(await failing(base.replace('http:', 'https:'), local), 'tls'),
    ))
})
