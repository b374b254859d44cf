import { createHmac } from 'node:crypto'
import * as client from 'openid-client'
import { outbound, Unreached } from './outbound.ts'
import type { OidcSettings } from './settings.ts'

/** Who an identity provider says somebody is. */
export interface Identified {
  readonly issuer: string
  readonly subject: string
  /** What they are called there; says nothing of who they are here. */
  readonly name: string
  /** Values of the claim that the table reads; undefined where the provider says that they are too many to tell. */
  readonly groups: readonly string[] | undefined
  readonly idToken: string
}

/** A sign-in that was not completed: `reason` is a word for the trail and the person, never a value that was sent. */
export class NotIdentified extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.name = 'NotIdentified'
    this.reason = reason
  }
}

/** Milliseconds for which what an issuer says of itself is believed. */
const BELIEVED = 10 * 60_000
/** Seconds by which clocks may differ. */
const SKEW = 30

/** What is derived from the secret in the browser's cookie, so that nothing of a sign-in under way is kept here. */
export const derived = (flow: string, use: 'state' | 'nonce' | 'verifier'): string =>
  createHmac('sha256', flow).update(use).digest('base64url')

/** Signs in with the authorisation code flow: PKCE, state, nonce, and a signature checked with the issuer's keys of now. */
export class Provider {
  readonly settings: OidcSettings
  #known: { readonly metadata: client.ServerMetadata; readonly until: number } | undefined

  constructor(settings: OidcSettings) {
    this.settings = settings
  }

  /** Where to send the browser. Rejects with `Unreached` or `NotIdentified`. */
  async begin(back: string, flow: string): Promise<URL> {
    return told(async () =>
      client.buildAuthorizationUrl(await this.#configuration(), {
        redirect_uri: back,
        scope: this.settings.scope,
        response_type: 'code',
        state: derived(flow, 'state'),
        nonce: derived(flow, 'nonce'),
        code_challenge: await client.calculatePKCECodeChallenge(derived(flow, 'verifier')),
        code_challenge_method: 'S256',
      }),
    )
  }

  /** Who came back, by the address they came back to. Rejects with `Unreached` or `NotIdentified`. */
  async finish(came: URL, flow: string): Promise<Identified> {
    return told(async () => {
      const configuration = await this.#configuration()
      const tokens = await client.authorizationCodeGrant(configuration, came, {
        expectedState: derived(flow, 'state'),
        expectedNonce: derived(flow, 'nonce'),
        pkceCodeVerifier: derived(flow, 'verifier'),
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      const idToken = tokens.id_token
      if (!claims || idToken === undefined) throw new NotIdentified('id_token')
      const { sub } = claims
      if (sub.length > 255) throw new NotIdentified('sub')
      const { claim } = this.settings
      const asks = valuesOf(claims, claim) === undefined && configuration.serverMetadata().userinfo_endpoint
      const more = asks ? await client.fetchUserInfo(configuration, tokens.access_token, sub) : {}
      return {
        issuer: claims.iss,
        subject: sub,
        name: nameOf({ ...more, ...claims }) ?? sub,
        groups: valuesOf(claims, claim) ?? valuesOf(more, claim) ?? (isElsewhere(claims, claim) ? undefined : []),
        idToken,
      }
    })
  }

  /** Where the provider ends its own session; undefined where it says nothing of that, or does not answer. */
  async end(idToken: string, back: string): Promise<string | undefined> {
    try {
      const configuration = await this.#configuration()
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
      return client.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: back }).href
    } catch {
      return undefined
    }
  }

  /** Made anew for each use, and with it the memory of keys: one that was withdrawn counts no longer, a new one at once. */
  async #configuration(): Promise<client.Configuration> {
    const { issuer, client: id, secret, allowPrivate } = this.settings
    const ask = outbound({ allowPrivate }) as client.CustomFetch
    const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    if (!this.#known || this.#known.until < Date.now()) {
      const found = await client.discovery(new URL(issuer), id, undefined, client.None(), {
        [client.customFetch]: ask,
        execute: insecure,
      })
      this.#known = { metadata: found.serverMetadata(), until: Date.now() + BELIEVED }
    }
    const { metadata } = this.#known
    const made = new client.Configuration(metadata, id, { [client.clockTolerance]: SKEW }, authOf(metadata, secret))
    made[client.customFetch] = ask
    for (const allow of insecure) allow(made)
    client.enableNonRepudiationChecks(made)
    return made
  }
}

function authOf(metadata: client.ServerMetadata, secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None()
  const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return ways.includes('client_secret_basic') || !ways.includes('client_secret_post')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret)
}

type Claims = Readonly<Record<string, unknown>>

/** The text or texts of a claim by its name, else by names parted by dots; undefined where there is no such claim. */
function valuesOf(claims: Claims, claim: string): string[] | undefined {
  let at: unknown = Object.hasOwn(claims, claim) ? claims[claim] : undefined
  if (at === undefined) {
    at = claims
    for (const part of claim.split('.'))
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Claims)[part] : undefined
  }
  if (at === undefined) return undefined
  return (Array.isArray(at) ? at : [at]).filter((one) => typeof one === 'string')
}

/** The provider keeps the values in another place: there were too many for a token. */
const isElsewhere = (claims: Claims, claim: string): boolean => {
  const names = claims['_claim_names']
  return claims['hasgroups'] === true || (typeof names === 'object' && names !== null && Object.hasOwn(names, claim))
}

const nameOf = (claims: Claims): string | undefined =>
  ['preferred_username', 'upn', 'name'].map((c) => claims[c]).find((v) => typeof v === 'string' && v.trim() !== '') as
    | string
    | undefined

/** Runs a step; what fails is told by a word. */
async function told<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    for (let at: unknown = error; at instanceof Error; at = at.cause)
      if (at instanceof Unreached || at instanceof NotIdentified) throw at
    throw new NotIdentified(reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  let word = 'error'
  // The innermost says most: a claim that differs rather than that one did.
  for (let at = error; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    const { claim, error: said, code, message } = at as Partial<Record<string, unknown>>
    const found = [claim, said, code === 'OAUTH_INVALID_RESPONSE' ? message : code].find(
      (one) => typeof one === 'string',
    )
    if (found !== undefined) word = found as string
  }
  return word
    .replace(/^OAUTH_/, '')
    .toLowerCase()
    .replace(/[^a-z0-9_ -]/g, '')
    .slice(0, 60)
}
