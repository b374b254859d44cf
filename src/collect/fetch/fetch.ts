import { createHash } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { fill, type Text } from '../../law/text.ts'
import { addressesOf, hostOf, pinnedTo, type Reach } from './pinned.ts'

export interface FetchLimits {
  /** Bytes of the body, after decompression. */
  readonly bytes: number
  /** Wall-clock milliseconds for everything: names, redirects, body. */
  readonly ms: number
  readonly redirects: number
}

/** For one document. */
export const FETCH_LIMITS: FetchLimits = { bytes: 32 << 20, ms: 20_000, redirects: 5 }

export interface FetchOptions extends Reach {
  readonly limits?: Partial<FetchLimits>
}

export interface Fetched {
  readonly ok: true
  /** Address of the document itself, after redirects, without fragment. */
  readonly url: string
  /** Addresses asked on the way, the first as given. */
  readonly redirects: readonly string[]
  readonly bytes: Buffer
  readonly sha256: string
  /** Media type in lower case without parameters; empty where the server names none. */
  readonly type: string
  /** Character set as the server names it. */
  readonly charset?: string
}

export type FetchError =
  | 'url'
  | 'scheme'
  | 'credentials'
  | 'private'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'status'
  | 'redirects'
  | 'encoding'
  | 'large'
  | 'time'
  | 'cut'

export interface NotFetched {
  readonly ok: false
  readonly code: FetchError
  readonly why: Text
}

const WHY: Readonly<Record<FetchError, Text>> = {
  url: { zh: '不是完整的网址', en: 'it is no complete URL' },
  scheme: { zh: '只支持 http 和 https，不支持 {what}', en: 'only http and https are read, not {what}' },
  credentials: { zh: '网址中不能带用户名或密码', en: 'a URL with user name or password is not opened' },
  private: {
    zh: '{what} 不是公共互联网地址；确需访问请加 --allow-private',
    en: '{what} is no address of the public internet; add --allow-private to open it',
  },
  dns: { zh: '域名 {what} 无法解析', en: 'the name {what} cannot be resolved' },
  connect: { zh: '连接不上（{what}）', en: 'no connection ({what})' },
  tls: { zh: '证书或加密连接有问题（{what}）', en: 'its certificate or encryption is at fault ({what})' },
  status: { zh: '服务器返回 {what}', en: 'the server answered {what}' },
  redirects: { zh: '跳转超过 {what} 次', en: 'more than {what} redirects' },
  encoding: { zh: '内容编码 {what} 无法解开', en: 'its content encoding {what} cannot be undone' },
  large: { zh: '超过 {what} 字节', en: 'it is larger than {what} bytes' },
  time: { zh: '{what} 毫秒内没有读完', en: 'it was not read within {what} ms' },
  cut: { zh: '传输中断，内容不完整', en: 'the transfer broke off' },
}

/** Raised inside; never leaves this module. */
class Refusal extends Error {
  readonly code: FetchError
  readonly what: string | number
  constructor(code: FetchError, what: string | number = '') {
    super(code)
    this.code = code
    this.what = what
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * Fetches one document. Names are resolved once and the connection goes to the address that was checked, so that a
 * name cannot point elsewhere between check and use; every redirect is checked the same way. Nothing is sent but the
 * request: no cookies, no referrer. It never throws for what a server does.
 */
export async function fetchDocument(address: string, options: FetchOptions = {}): Promise<Fetched | NotFetched> {
  const limits = { ...FETCH_LIMITS, ...options.limits }
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(new Refusal('time', limits.ms)), limits.ms)
  const late = new Promise<never>((_, reject) => {
    deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason as Refusal), { once: true })
  })
  late.catch(() => {})
  try {
    return await Promise.race([follow(address, limits, options, deadline.signal), late])
  } catch (error) {
    const refusal = deadline.signal.aborted ? new Refusal('time', limits.ms) : refusalOf(error)
    return { ok: false, code: refusal.code, why: fill(WHY[refusal.code], { what: refusal.what }) }
  } finally {
    clearTimeout(timer)
    deadline.abort()
  }
}

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  const { code, message } = error as NodeJS.ErrnoException
  const name = code ?? message
  return /CERT|SSL|TLS|ERR_OSSL|EPROTO|SIGNATURE|ALTNAME/.test(name)
    ? new Refusal('tls', name)
    : new Refusal('connect', name)
}

async function follow(
  address: string,
  limits: FetchLimits,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  const asked: string[] = []
  let url = parse(address)
  for (;;) {
    asked.push(url.href)
    const addresses = await checked(url, options)
    const response = await request(url, addresses, signal)
    const status = response.statusCode ?? 0
    const { location } = response.headers
    if (REDIRECTS.has(status) && location !== undefined) {
      response.destroy()
      if (asked.length > limits.redirects) throw new Refusal('redirects', limits.redirects)
      url = parse(location, url)
      continue
    }
    if (status < 200 || status > 299) {
      response.destroy()
      throw new Refusal('status', status)
    }
    const bytes = await body(response, limits.bytes)
    const content = response.headers['content-type'] ?? ''
    const charset = /;\s{0,8}charset\s{0,4}=\s{0,4}"?([A-Za-z0-9_:.-]{2,24})/i.exec(content)?.[1]
    return {
      ok: true,
      url: url.href,
      redirects: asked.slice(0, -1),
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      type: content.split(';')[0]!.trim().toLowerCase().slice(0, 100),
      ...(charset === undefined ? {} : { charset }),
    }
  }
}

function parse(address: string, base?: URL): URL {
  let url: URL
  try {
    url = new URL(address, base)
  } catch {
    throw new Refusal('url')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refusal('scheme', url.protocol)
  if (url.username !== '' || url.password !== '') throw new Refusal('credentials')
  url.hash = ''
  return url
}

/** The addresses of a URL's host that may be connected to; there is at least one. */
async function checked(url: URL, options: FetchOptions): Promise<readonly string[]> {
  const found = await addressesOf(url, options)
  if (typeof found === 'string') throw new Refusal(found, hostOf(url))
  return found
}

function request(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http
    const sent = get(
      url,
      {
        lookup: pinnedTo(addresses),
        agent: false,
        signal,
        maxHeaderSize: 64 << 10,
        headers: {
          'user-agent': 'Mozilla/5.0 (compatible; guiju)',
          accept: 'text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5',
          'accept-language': 'zh-CN,zh;q=0.9',
          'accept-encoding': 'gzip, deflate, br',
        },
      },
      resolve,
    )
    sent.on('error', reject)
  })
}

async function body(response: http.IncomingMessage, most: number): Promise<Buffer> {
  const encodings = (response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'identity')
  const [encoding] = encodings
  const decoder = encoding === undefined ? undefined : DECODERS[encoding]
  if (encodings.length > 1 || (encoding !== undefined && decoder === undefined)) {
    response.destroy()
    throw new Refusal('encoding', encodings.join(', ').slice(0, 60))
  }
  let broken = false
  const stream = decoder === undefined ? response : decoder()
  if (stream !== response) {
    response.on('error', () => {
      broken = true
      stream.destroy()
    })
    response.pipe(stream as NodeJS.WritableStream)
  }
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > most) throw new Refusal('large', most)
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw broken || encoding === undefined ? new Refusal('cut') : new Refusal('encoding', encoding)
  } finally {
    response.destroy()
  }
  if (broken || !response.complete) throw new Refusal('cut')
  return Buffer.concat(pieces)
}
