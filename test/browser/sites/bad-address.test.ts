import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTls } from 'node:https'
import { type AddressInfo, createServer as createTcp, type Server as TcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { InputError } from '../../../src/cli/errors.ts'
import { runPage } from '../../../src/cli/web-run.ts'
import { findBrowser } from '../../../src/collect/web/browser.ts'
import { type NoRun, runConsent } from '../../../src/collect/web/run.ts'
import { selfSigned } from './certificate.ts'

const browser = await findBrowser()

describe('addresses that lead to no page', { skip: browser ? false : 'no browser on this machine' }, () => {
  const servers: (Server | TcpServer)[] = []
  const listen = async (server: Server | TcpServer): Promise<number> => {
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  let plain = 0
  let tls = 0
  let broken = 0
  before(async () => {
    plain = await listen(
      createServer((request, response) => {
        const at = `:${plain}`
        const to = (location: string) => response.writeHead(302, { location }).end()
        if (request.url === '/private') to(`http://10.0.0.1${at}/inside?key=1`)
        else if (request.url === '/loop') to('/loop')
        else if (request.url === '/gone') to('http://nowhere.example/')
        else if (request.url === '/file')
          response.writeHead(200, { 'content-type': 'application/zip', 'content-disposition': 'attachment' }).end('PK')
        else if (request.url === '/empty') response.writeHead(204).end()
        else response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503</h1><p>服务器错误</p>')
      }),
    )
    tls = await listen(createTls(selfSigned('shop.example'), (_, response) => response.end('<h1>示例</h1>')))
    broken = await listen(
      createTcp((socket) => socket.once('data', () => socket.end('no tls here\n')).on('error', () => {})),
    )
  })
  after(() => {
    for (const server of servers) {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    }
  })

  const hosts = () =>
    new Map([
      ['shop.example', `127.0.0.1:${plain}`],
      ['secure.example', `127.0.0.1:${tls}`],
      ['shop.example.cn', `127.0.0.1:${tls}`],
      ['broken.example', `127.0.0.1:${broken}`],
      ['nowhere.example', '127.0.0.1:9'],
    ])
  for (const [address, code, what] of [
    ['https://secure.example/', 'tls', /secure\.example ERR_CERT_/],
    ['https://broken.example/', 'tls', /broken\.example ERR_SSL_/],
    ['http://shop.example/private', 'redirect', /^10\.0\.0\.1:\d+$/],
    ['http://shop.example/loop', 'redirects', /shop\.example/],
    ['http://shop.example/gone', 'connect', /nowhere\.example/],
    ['http://shop.example/file', 'download', /shop\.example/],
    ['http://shop.example/empty', 'answer', /ERR_ABORTED/],
  ] as const satisfies readonly (readonly [string, NoRun['code'], RegExp])[])
    it(`${address} is ${code}`, async () => {
      const made = await runConsent(address, { hosts: hosts() })
      assert.ok('code' in made, 'a run was made')
      assert.equal(made.code, code)
      assert.match(made.what, what)
    })

  it('a page that answers with an error is a run, with the reason', async () => {
    const made = await runConsent('http://shop.example/', { hosts: hosts() })
    assert.ok('run' in made)
  })

  it('is told in one line, and leaves nothing behind', async () => {
    const out = mkdtempSync(join(tmpdir(), 'guiju-bad-'))
    try {
      const told = await runPage(`https://127.0.0.1:${tls}/`, out, true).catch((error: unknown) => error)
      assert.ok(told instanceof InputError)
      assert.equal(told.code, 'web.tls')
      assert.match(told.text.zh, /证书.*ERR_CERT_/)
      assert.doesNotMatch(told.text.zh, /\n/)
      assert.deepEqual(readdirSync(out), [])
    } finally {
      rmSync(out, { recursive: true })
    }
  })
})
