import assert from 'node:assert/strict'
import { createServer, get, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { Guard } from '../../../src/collect/web/guard.ts'

describe('the guard before the browser', () => {
  let origin: Server
  let port = 0
  const guards: Guard[] = []
  before(async () => {
    origin = createServer((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
      else if (request.url === '/large') response.end(Buffer.alloc(200_000))
      else response.end(`hello ${request.headers.host}`)
    })
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
    port = (origin.address() as AddressInfo).port
  })
  after(() => {
    for (const guard of guards) guard.close()
    origin.close()
    origin.closeAllConnections()
  })

  const open = async (options: Partial<ConstructorParameters<typeof Guard>[0]> = {}) => {
    const guard = new Guard({ allowPrivate: false, bytes: 1 << 20, ...options })
    guards.push(guard)
    return { guard, through: await guard.open() }
  }
  const ask = (through: number, url: string): Promise<{ status: number; text: string; refused: string | undefined }> =>
    new Promise((resolve, reject) => {
      const host = new URL(url).host
      get({ host: '127.0.0.1', port: through, path: url, headers: { host }, agent: false }, (answer) => {
        let text = ''
        answer.on('data', (piece) => {
          text += piece
        })
        const end = () =>
          resolve({
            status: answer.statusCode ?? 0,
            text,
            refused: answer.headers['x-guiju-refused'] as string | undefined,
          })
        answer.on('end', end)
        answer.on('error', end)
        answer.on('aborted', end)
      }).on('error', reject)
    })
  const tunnel = (through: number, target: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(through, '127.0.0.1', () =>
        socket.write(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n\r\n`),
      )
      socket.once('data', (data) => {
        socket.destroy()
        resolve(data.toString().split('\r\n')[0]!)
      })
    })

  it('refuses loopback, private, link-local and metadata addresses', async () => {
    const { guard, through } = await open()
    for (const url of [
      `http://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      'http://10.0.0.1/',
      'http://[::1]/',
      'http://169.254.169.254/',
      'http://a.localhost/',
    ])
      assert.deepEqual((await ask(through, url)).refused, 'private', url)
    assert.equal(guard.refused.get('127.0.0.1'), 'private')
    assert.match(await tunnel(through, `127.0.0.1:${port}`), /403/)
    assert.match(await tunnel(through, '[::ffff:10.0.0.1]:443'), /403/)
  })

  it('lets loopback through when allowed, and never link-local', async () => {
    const { through } = await open({ allowPrivate: true })
    assert.equal((await ask(through, `http://127.0.0.1:${port}/`)).text, `hello 127.0.0.1:${port}`)
    assert.equal((await ask(through, `http://shop.localhost:${port}/`)).text, `hello shop.localhost:${port}`)
    assert.match(await tunnel(through, `127.0.0.1:${port}`), /200/)
    for (const url of ['http://169.254.169.254/', 'http://0.0.0.0/', 'http://[fe80::1]/'])
      assert.equal((await ask(through, url)).refused, 'private', url)
  })

  it('answers a name at its fixed place', async () => {
    const { through } = await open({ hosts: new Map([['shop.example', `127.0.0.1:${port}`]]) })
    assert.equal((await ask(through, 'http://shop.example/')).text, 'hello shop.example')
  })

  it('ends everything when the bytes are used up', async () => {
    const { guard, through } = await open({ allowPrivate: true, bytes: 50_000 })
    const { text } = await ask(through, `http://127.0.0.1:${port}/large`).catch(() => ({ text: '' }))
    assert.ok(text.length < 200_000)
    assert.equal(guard.refused.get('127.0.0.1'), 'bytes')
    assert.equal((await ask(through, `http://127.0.0.1:${port}/`)).status, 502)
  })

  it('speaks http only', async () => {
    const { through } = await open({ allowPrivate: true })
    assert.equal((await ask(through, 'ftp://127.0.0.1/')).status, 502)
    assert.match(await tunnel(through, 'nonsense'), /502/)
  })
})
