import { lookup } from 'node:dns/promises'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { isPublicAddress } from '../fetch/addresses.ts'

export interface GuardOptions {
  /** Lets loopback and private addresses through; link-local, multicast and unspecified ones never. */
  readonly allowPrivate: boolean
  /** Bytes the pages may receive and send in all. */
  readonly bytes: number
  /** Names that are answered at a fixed place, `host` to `address:port`; for tests. */
  readonly hosts?: ReadonlyMap<string, string>
}

interface Place {
  readonly address: string
  readonly port: number
}

/** Why a connection was refused, by host. */
export type Refusal = 'private' | 'name' | 'bytes'

/**
 * The only way out for the browser: a proxy on loopback that resolves each name once, checks the address, and connects
 * to that address. Redirects, subresources, sockets and workers all pass here, so none reaches a private address, and
 * a name that changes its answer between check and use changes nothing.
 */
export class Guard {
  readonly #options: GuardOptions
  readonly #server: Server
  readonly #sockets = new Set<Duplex>()
  readonly #names = new Map<string, Promise<readonly string[]>>()
  readonly refused = new Map<string, Refusal>()
  #bytes = 0

  constructor(options: GuardOptions) {
    this.#options = options
    this.#server = createServer(
      { maxHeaderSize: 256 << 10 },
      (request, response) => void this.#forward(request, response),
    )
    this.#server.on('connect', (request, socket, head) => void this.#tunnel(request, socket, head))
    this.#server.on('connection', (socket) => this.#keep(socket))
    this.#server.on('clientError', (_, socket) => socket.destroy())
  }

  /** Port on 127.0.0.1. */
  async open(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    return (this.#server.address() as AddressInfo).port
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Why an address cannot be opened, found without the browser; `undefined` when something answers there. */
  async reach(
    url: URL,
    ms: number,
  ): Promise<{ readonly code: 'private' | 'name' | 'connect' | 'slow'; readonly what: string } | undefined> {
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    const place = await this.#place(url.hostname, port)
    if (typeof place === 'string')
      return place === 'private' ? { code: 'private', what: url.host } : { code: 'name', what: url.hostname }
    return new Promise((resolve) => {
      const socket = connect(place.port, place.address)
      const end = (why?: { readonly code: 'connect' | 'slow'; readonly what: string }) => {
        socket.destroy()
        resolve(why)
      }
      socket.setTimeout(ms, () => end({ code: 'slow', what: String(ms / 1000) }))
      socket.on('connect', () => end())
      socket.on('error', (error: NodeJS.ErrnoException) =>
        end({ code: 'connect', what: `${url.hostname}:${port} ${error.code ?? ''}`.trim() }),
      )
    })
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  /** Counts what passes; past the budget everything ends. */
  #count(stream: { on(event: 'data', listener: (piece: Buffer) => void): unknown }, host: string): void {
    stream.on('data', (piece) => {
      this.#bytes += piece.length
      if (this.#bytes <= this.#options.bytes) return
      this.refused.set(host, 'bytes')
      for (const socket of this.#sockets) socket.destroy()
    })
  }

  async #place(host: string, port: number): Promise<Place | Refusal> {
    if (this.#bytes > this.#options.bytes) return 'bytes'
    const name = host
      .toLowerCase()
      .replace(/^\[|\]$/g, '')
      .replace(/\.$/, '')
    const fixed = this.#options.hosts?.get(name)
    if (fixed !== undefined) {
      const at = fixed.lastIndexOf(':')
      return { address: fixed.slice(0, at), port: Number(fixed.slice(at + 1)) }
    }
    let known = this.#names.get(name)
    if (!known) {
      known = addressesOf(name)
      this.#names.set(name, known)
    }
    const addresses = await known
    if (addresses.length === 0) return 'name'
    const address = addresses.find((a) => this.#allowed(a))
    return address === undefined ? 'private' : { address, port }
  }

  #allowed(address: string): boolean {
    if (isPublicAddress(address)) return true
    return this.#options.allowPrivate && LOCAL.test(address)
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let url: URL
    try {
      url = new URL(request.url ?? '')
    } catch {
      response.writeHead(400).end()
      return
    }
    const place = url.protocol === 'http:' ? await this.#place(url.hostname, Number(url.port || 80)) : 'name'
    if (typeof place === 'string') {
      this.refused.set(url.hostname, place)
      response.writeHead(place === 'private' ? 403 : 502, { 'x-guiju-refused': place, connection: 'close' }).end()
      return
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !/^(?:proxy-.*|connection|keep-alive)$/.test(name)),
    )
    const onward = httpRequest(
      {
        host: place.address,
        port: place.port,
        path: url.pathname + url.search,
        method: request.method ?? 'GET',
        headers,
      },
      (answer) => {
        this.#count(answer, url.hostname)
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders as unknown as string[])
        answer.pipe(response)
        answer.on('error', () => response.destroy())
      },
    )
    onward.on('error', () => {
      if (!response.headersSent) response.writeHead(502, { 'x-guiju-refused': 'connect' })
      response.end()
    })
    response.on('close', () => onward.destroy())
    this.#count(request, url.hostname)
    request.pipe(onward)
  }

  async #tunnel(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const target = /^(\[[\da-f:.]+\]|[^:]+):(\d{1,5})$/i.exec(request.url ?? '')
    const place = target ? await this.#place(target[1]!, Number(target[2])) : 'name'
    if (typeof place === 'string') {
      this.refused.set(target?.[1] ?? '', place)
      socket.end(
        `HTTP/1.1 ${place === 'private' ? '403 Forbidden' : '502 Bad Gateway'}\r\nx-guiju-refused: ${place}\r\n\r\n`,
      )
      return
    }
    const onward: Socket = connect(place.port, place.address, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.write(head)
      onward.pipe(socket)
      socket.pipe(onward)
    })
    this.#keep(onward)
    this.#count(onward, target![1]!)
    this.#count(socket, target![1]!)
    onward.on('error', () => socket.destroy())
    onward.on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  }
}

/** Loopback, RFC 1918 and unique local addresses: what `--allow-private` opens. */
const LOCAL = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][\da-f]{2}:)/i

async function addressesOf(name: string): Promise<readonly string[]> {
  if (isIP(name) > 0) return [name]
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1']
  try {
    return (await lookup(name, { all: true, verbatim: true })).map((one) => one.address)
  } catch {
    return []
  }
}
