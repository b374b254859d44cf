import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { SECRET } from './oidc-doors.ts'

export interface Member {
  readonly sub: string
  readonly [claim: string]: unknown
}

interface Key {
  readonly kid: string
  readonly alg: 'RS256' | 'ES256'
  readonly key: KeyObject
}

type Part = Record<string, unknown>
/** How an ID token is changed before it is given out: parts of it (undefined takes one away), and how it is signed then. */
export interface Twist {
  readonly header?: Part
  readonly claims?: Part
  readonly how?: 'leave' | 'unsigned' | 'other key' | 'secret'
}

const newKeys = (round: number): Key[] => [
  { kid: `rsa-${round}`, alg: 'RS256', key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
  { kid: `ec-${round}`, alg: 'ES256', key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
]

const coded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const decoded = (part: string): Part => JSON.parse(Buffer.from(part, 'base64url').toString()) as Part

/** `oidc-provider` on loopback, where everybody is `member` without being asked, and whose ID tokens can be twisted. */
export class IdentityProvider {
  readonly issuer: string
  member: Member = { sub: 'u-1', preferred_username: 'Han.Meimei', groups: ['staff'] }
  twist: Twist | undefined
  /** Claims are in the ID token too, not only told when asked. */
  inToken = true
  readonly #server: Server
  readonly #redirects: { readonly back: string; readonly out: string }
  #keys = newKeys(1)
  #handle: ReturnType<Provider['callback']> = () => undefined
  #provider!: Provider

  private constructor(server: Server, redirects: { readonly back: string; readonly out: string }, host: string) {
    this.#server = server
    this.#redirects = redirects
    this.issuer = `http://${host}:${(server.address() as AddressInfo).port}`
    this.#make()
    server.on('request', (request, response) => {
      if (request.url === '/token' && this.twist) this.#twisted(response, this.twist)
      if (request.url?.startsWith('/interaction/'))
        void this.#provider
          .interactionDetails(request, response)
          .then(() => this.#provider.interactionFinished(request, response, { login: { accountId: this.member.sub } }))
      else this.#handle(request, response)
    })
  }

  /** @param host `localhost` is another site than `127.0.0.1` to a browser. */
  static async open(
    redirects: { readonly back: string; readonly out: string },
    host: '127.0.0.1' | 'localhost' = '127.0.0.1',
  ): Promise<IdentityProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new IdentityProvider(server, redirects, host)
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** Other keys from now on; what the old ones signed is no longer vouched for. */
  rotate(): void {
    this.#keys = newKeys(2)
    this.#make()
  }

  reconfigure(): void {
    this.#make()
  }

  #make(): void {
    const client = (client_id: string, id_token_signed_response_alg: string) => ({
      client_id,
      client_secret: SECRET,
      id_token_signed_response_alg,
      redirect_uris: [this.#redirects.back],
      post_logout_redirect_uris: [this.#redirects.out],
    })
    this.#provider = new Provider(this.issuer, {
      clients: [client('guiju', 'RS256'), client('guiju-es', 'ES256')],
      jwks: {
        keys: this.#keys.map(({ kid, alg, key }) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' })),
      },
      cookies: { keys: ['test'] },
      claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'email', 'email_verified', 'groups'] },
      conformIdTokenClaims: !this.inToken,
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      ttl: { Session: 3600, Grant: 3600, Interaction: 3600, AccessToken: 3600, IdToken: 3600, AuthorizationCode: 60 },
      findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ ...this.member, sub: id }) }),
      loadExistingGrant: async (context: {
        oidc: { session: { accountId: string }; client: { clientId: string } }
      }) => {
        const { session, client: asking } = context.oidc
        const grant = new this.#provider.Grant({ accountId: session.accountId, clientId: asking.clientId })
        grant.addOIDCScope('openid profile')
        await grant.save()
        return grant
      },
    })
    this.#handle = this.#provider.callback()
  }

  #twisted(response: ServerResponse, twist: Twist): void {
    const end = response.end.bind(response)
    response.end = ((body: string | Buffer) => {
      const made = JSON.parse(String(body)) as { id_token?: string }
      if (made.id_token !== undefined) made.id_token = this.#twistToken(made.id_token, twist)
      const text = JSON.stringify(made)
      response.setHeader('content-length', Buffer.byteLength(text))
      return end(text)
    }) as typeof response.end
  }

  #twistToken(token: string, twist: Twist): string {
    const [head = '', body = '', signature = ''] = token.split('.')
    const changed = { ...decoded(head), ...twist.header }
    const text = `${coded(changed)}.${coded({ ...decoded(body), ...twist.claims })}`
    const { how } = twist
    if (how === 'leave') return `${text}.${signature}`
    if (how === 'unsigned') return `${text}.`
    if (how === 'secret') return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`
    const of = how === 'other key' ? newKeys(9) : this.#keys
    const { key } = of.find((k) => k.alg === (changed as Part)['alg']) ?? of[0]!
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }
}

/** A browser as far as the provider knows: keeps its cookies and follows its redirects until they lead elsewhere. */
export async function browse(
  address: string,
  issuer: string,
  jar = new Map<string, string>(),
  post?: URLSearchParams,
): Promise<{ readonly location: string } | { readonly page: string; readonly status: number }> {
  let [at, sent] = [address, post]
  for (let hops = 0; hops < 12; hops += 1) {
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(sent ? { method: 'POST', body: sent } : {}),
    })
    sent = undefined
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';', 1)[0]!.split('=', 2)
      jar.set(name, value)
    }
    const to = answer.headers.get('location')
    if (to === null) return { page: await answer.text(), status: answer.status }
    await answer.body?.cancel()
    at = new URL(to, at).href
    if (!at.startsWith(`${issuer}/`)) return { location: at }
  }
  throw new Error('redirects without an end')
}
