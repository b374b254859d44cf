import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret of the storage' }
export const REGION = 'cn-north-1'

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const digest = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The signature a request should carry, by the published description of AWS Signature Version 4. */
function signatureOf(request: IncomingMessage, host: string): { expected: string; given: string } {
  const authorization = request.headers.authorization ?? ''
  const signed = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? ''
  const given = /Signature=([0-9a-f]+)/.exec(authorization)?.[1] ?? ''
  const date = String(request.headers['x-amz-date'])
  const url = new URL(request.url!, `http://${host}`)
  const coded = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...url.searchParams]
    .map(([name, value]) => `${coded(name)}=${coded(value)}`)
    .sort()
    .join('&')
  const headers = signed
    .split(';')
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
    .join('')
  const canonical = [
    request.method,
    decodeURIComponent(url.pathname).split('/').map(coded).join('/'),
    query,
    headers,
    signed,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${REGION}/s3/aws4_request`
  const key = ['s3', 'aws4_request'].reduce<Buffer>(
    hmac,
    hmac(hmac(`AWS4${CREDENTIALS.secretAccessKey}`, date.slice(0, 8)), REGION),
  )
  const text = ['AWS4-HMAC-SHA256', date, scope, digest(canonical)].join('\n')
  return { expected: createHmac('sha256', key).update(text).digest('hex'), given }
}

/** How the next answers go wrong, one after another; then it is well again. */
export type Fault = 'busy' | 'reset' | 'cut' | 'wrong' | 'stall' | 'denied'

/** A bucket in memory that checks signatures, lengths and digests, and fails as told. */
export class FakeS3 {
  readonly bucket = 'uploads'
  readonly objects = new Map<string, Buffer>()
  readonly asked: string[] = []
  faults: Fault[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  static async open(): Promise<FakeS3> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new FakeS3(server)
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, code: string) =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
    this.asked.push(request.method!)
    const fault = this.faults.shift()
    if (fault === 'reset') return void request.socket.destroy()
    if (fault === 'stall' && request.method !== 'GET') return
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const body = Buffer.concat(chunks)
    if (fault === 'busy') return void refuse(503, 'SlowDown')
    if (fault === 'denied') return void refuse(403, 'AccessDenied')
    const { expected, given } = signatureOf(request, request.headers.host!)
    if (expected !== given) return void refuse(403, 'SignatureDoesNotMatch')
    if (request.headers['x-amz-content-sha256'] !== digest(body)) return void refuse(400, 'XAmzContentSHA256Mismatch')
    const url = new URL(request.url!, this.endpoint)
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/')
    if (bucket !== this.bucket) return void refuse(404, 'NoSuchBucket')
    const key = rest.join('/')
    if (key === '') return this.#list(url.searchParams, response)
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return void refuse(411, 'MissingContentLength')
      this.objects.set(key, body)
      return void response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key)
      return void response.writeHead(204).end()
    }
    const found = this.objects.get(key)
    if (!found) return void (request.method === 'HEAD' ? response.writeHead(404).end() : refuse(404, 'NoSuchKey'))
    const sent = fault === 'wrong' ? Buffer.alloc(found.length, 'x') : found
    response.writeHead(200, { 'content-length': found.length })
    if (request.method === 'HEAD') return void response.end()
    if (fault !== 'cut' && fault !== 'stall') return void response.end(sent)
    response.write(sent.subarray(0, sent.length - 1), () => {
      if (fault === 'cut') request.socket.destroy()
    })
  }

  #list(asked: URLSearchParams, response: ServerResponse): void {
    const most = Number(asked.get('max-keys'))
    const after = asked.get('continuation-token') ?? ''
    const keys = [...this.objects.keys()].filter((k) => k.startsWith(asked.get('prefix') ?? '') && `<${k}` > after)
    const page = keys.sort().slice(0, most)
    const next = keys.length > most ? `<NextContinuationToken>&lt;${page.at(-1)}</NextContinuationToken>` : ''
    const contents = page.map((k) => `<Contents><Key>${k}</Key></Contents>`).join('')
    response.end(`<?xml version="1.0"?><ListBucketResult>${contents}${next}</ListBucketResult>`)
  }
}
