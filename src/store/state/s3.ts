import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type BlobStore, NoBlob, named, received, StorageError, verified, type Written } from './blobs.ts'

export interface S3Place {
  /** `https://host[:port]`, with the bucket before the host where `style` says so. */
  readonly endpoint: string
  readonly bucket: string
  /** Before each name; empty or ending in a slash. */
  readonly prefix: string
  readonly region: string
  readonly style: 'path' | 'host'
}

export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** How often and how long it is tried. */
export interface S3Patience {
  readonly attempts: number
  /** Milliseconds before the second attempt; each further one waits four times as long. */
  readonly wait: number
  /** Milliseconds without a byte. */
  readonly idle: number
}

const PATIENCE: S3Patience = { attempts: 4, wait: 200, idle: 20_000 }
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** Bytes read of an answer that says what is wrong, or lists a page of names. */
const MOST_XML = 4 << 20
const PAGE = 1000
/** Bytes of a single object that every such storage takes in one request. */
const MOST_OBJECT = 5 * 2 ** 30

interface Asked {
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: { readonly path: string; readonly sha256: string; readonly bytes: number }
}

/** It may be different in a while. */
const passes = (status: number): boolean => status >= 500 || status === 429

/**
 * Uploads in a bucket of S3 or what speaks its protocol. A request is signed with the digest of its content, so that
 * the storage refuses bytes that changed on the way; what is read is held against its name.
 */
export class S3Blobs implements BlobStore {
  readonly #place: S3Place
  readonly #credentials: S3Credentials
  readonly #patience: S3Patience
  readonly #incoming: string
  readonly #agent: http.Agent
  readonly #keys = new Map<string, ArrayBuffer>()

  /** @param store where an upload is kept until it is whole */
  constructor(store: string, place: S3Place, credentials: S3Credentials, patience: Partial<S3Patience> = {}) {
    this.#place = place
    this.#credentials = credentials
    this.#patience = { ...PATIENCE, ...patience }
    this.#incoming = join(store, 'incoming')
    const options = { keepAlive: true, maxSockets: 64 }
    this.#agent = place.endpoint.startsWith('https:') ? new https.Agent(options) : new http.Agent(options)
  }

  async write(from: AsyncIterable<Uint8Array>, limit: number): Promise<Written> {
    const { path, sha256, bytes } = await received(this.#incoming, from, Math.min(limit, MOST_OBJECT))
    try {
      if (!(await this.has(sha256))) await this.#done('PUT', { key: sha256, body: { path, sha256, bytes } })
      return { sha256, bytes }
    } finally {
      await rm(path, { force: true })
    }
  }

  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    const response = await this.#ask('GET', { key: named(sha256) })
    if (response.statusCode === 404) {
      response.resume()
      throw new NoBlob(sha256)
    }
    try {
      yield* verified(whole(response), sha256)
    } finally {
      response.destroy()
    }
  }

  async lay(sha256: string, path: string): Promise<void> {
    for (let left = this.#patience.attempts; ; left -= 1)
      try {
        const got = await received(dirname(path), this.read(sha256), Number.MAX_SAFE_INTEGER)
        await rename(got.path, path)
        return
      } catch (error) {
        // What broke off on the way may come whole another time; what is kept wrong stays wrong.
        if (!(error instanceof StorageError) || error.why !== 'cut' || left <= 1) throw error
      }
  }

  async has(sha256: string): Promise<boolean> {
    const response = await this.#ask('HEAD', { key: named(sha256) })
    response.resume()
    return response.statusCode !== 404
  }

  remove(sha256: string): Promise<void> {
    return this.#done('DELETE', { key: named(sha256) })
  }

  async *list(page = PAGE): AsyncGenerator<string> {
    const { prefix } = this.#place
    let from: string | undefined
    do {
      const text = await textOf(
        await this.#ask('GET', {
          query: {
            'list-type': '2',
            'max-keys': String(page),
            prefix,
            ...(from === undefined ? {} : { 'continuation-token': from }),
          },
        }),
      )
      if (!text.includes('<ListBucketResult')) throw new StorageError('no such bucket')
      for (const [, key = ''] of text.matchAll(/<Key>([^<]{0,1024})<\/Key>/g)) {
        const name = key.slice(prefix.length)
        if (key.startsWith(prefix) && /^[0-9a-f]{64}$/.test(name)) yield name
      }
      const next = /<NextContinuationToken>([^<]{1,4096})<\/NextContinuationToken>/.exec(text)?.[1]
      from = next?.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    } while (from !== undefined)
  }

  /** Rejects with `StorageError` where the bucket is not there or not ours. */
  async check(): Promise<void> {
    for await (const _ of this.list(1)) return
  }

  async #done(method: string, asked: Asked): Promise<void> {
    const response = await this.#ask(method, asked)
    response.resume()
    if (response.statusCode === 404 && method !== 'DELETE') throw new StorageError('no such bucket')
  }

  /** An answer of 200 or so, or 404. Asks again where it may help. Rejects with `StorageError`. */
  async #ask(method: string, asked: Asked): Promise<http.IncomingMessage> {
    const { attempts, wait } = this.#patience
    for (let n = 1; ; n += 1) {
      const last = n >= attempts
      const got = await this.#once(method, asked).catch((error: unknown) => error as NodeJS.ErrnoException)
      if (got instanceof Error) {
        if (last) throw got instanceof StorageError ? got : new StorageError(got.code ?? got.message)
      } else {
        const status = got.statusCode ?? 0
        if ((status >= 200 && status < 300) || (status === 404 && !(await saysNoBucket(got, method)))) return got
        const why = await reasonOf(got)
        if (last || !passes(status)) throw new StorageError(why)
      }
      await pause(wait * 4 ** (n - 1) * (0.5 + Math.random()))
    }
  }

  async #once(method: string, { key, query = {}, body }: Asked): Promise<http.IncomingMessage> {
    const url = this.#url(key, query)
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: { 'x-amz-content-sha256': body?.sha256 ?? EMPTY },
      service: 's3',
      region: this.#place.region,
      cache: this.#keys,
      ...this.#credentials,
    }).sign()
    const { idle } = this.#patience
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method,
        agent: this.#agent,
        headers: {
          ...Object.fromEntries(signed.headers),
          'accept-encoding': 'identity',
          ...(body ? { 'content-length': String(body.bytes) } : {}),
        },
      })
      request.setTimeout(idle, () => request.destroy(new StorageError('time')))
      request.once('response', resolve)
      request.once('error', reject)
      if (!body) return void request.end()
      const file = createReadStream(body.path)
      file.once('error', (error) => request.destroy(error))
      request.once('close', () => file.destroy())
      file.pipe(request)
    })
  }

  #url(key: string | undefined, query: Readonly<Record<string, string>>): URL {
    const { endpoint, bucket, prefix, style } = this.#place
    const url = new URL(endpoint)
    if (style === 'host') url.host = `${bucket}.${url.host}`
    const within = key === undefined ? '' : prefix + key
    url.pathname = style === 'host' ? `/${within}` : `/${bucket}${within === '' ? '' : `/${within}`}`
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }

/** The bytes of an answer. Throws `StorageError` for one that breaks off or stalls. */
async function* whole(response: http.IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Uint8Array>
  } catch (error) {
    throw error instanceof StorageError ? error : new StorageError('cut')
  }
  if (!response.complete) throw new StorageError('cut')
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of whole(response)) {
    size += piece.byteLength
    if (size > MOST_XML) throw new StorageError('large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

/** A missing object and a missing bucket are both 404; only a body tells, and `HEAD` has none. */
async function saysNoBucket(response: http.IncomingMessage, method: string): Promise<boolean> {
  if (method === 'HEAD' || method === 'DELETE') return false
  return (await reasonOf(response)) === 'NoSuchBucket'
}

async function reasonOf(response: http.IncomingMessage): Promise<string> {
  const text = await textOf(response).catch(() => '')
  return /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? `status ${response.statusCode}`
}
