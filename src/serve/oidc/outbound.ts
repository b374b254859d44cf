import http from 'node:http'
import https from 'node:https'
import { addressesOf, pinnedTo, type Reach } from '../../collect/fetch/pinned.ts'

/** Bytes of an answer: a discovery document, a key set or a token is far smaller. */
const MOST = 1 << 20
/** Milliseconds for a whole request. */
const PATIENCE = 10_000

/** Why an identity provider was not asked or did not answer: a code of the network, or `dns`, `private`, `large`. */
export class Unreached extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'Unreached'
    this.code = code
  }
}

interface Asked {
  readonly method?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
}

/**
 * `fetch` for an identity provider: the name is resolved once and the connection goes to the address that was checked,
 * no redirect is followed, and the answer has a size. Rejects with `Unreached`.
 */
export const outbound =
  (reach: Reach) =>
  async (address: string, { method = 'GET', headers = {}, body }: Asked): Promise<Response> => {
    const url = new URL(address)
    const addresses = await addressesOf(url, reach)
    if (typeof addresses === 'string') throw new Unreached(addresses)
    const sent = body === undefined || body === null ? undefined : String(body)
    const signal = AbortSignal.timeout(PATIENCE)
    return new Promise((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException) =>
        reject(error instanceof Unreached ? error : new Unreached(signal.aborted ? 'time' : (error.code ?? 'broken')))
      const request = (url.protocol === 'https:' ? https : http).request(
        url,
        {
          method,
          lookup: pinnedTo(addresses),
          agent: false,
          signal,
          headers: {
            ...headers,
            'accept-encoding': 'identity',
            ...(sent === undefined ? {} : { 'content-length': String(Buffer.byteLength(sent)) }),
          },
        },
        (response) => void answerOf(response).then(resolve, fail),
      )
      request.on('error', fail)
      request.end(sent)
    })
  }

async function answerOf(response: http.IncomingMessage): Promise<Response> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > MOST) throw new Unreached('large')
    pieces.push(piece)
  }
  const headers = Object.entries(response.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const status = response.statusCode ?? 0
  if (status < 200 || status > 599) throw new Unreached(`status ${status}`)
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(pieces), { status, headers })
}
