import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { FLOW_LASTS, openFlow } from '../../store/state/identities.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { isSecure } from '../session-cookie.ts'
import { Unreached } from './outbound.ts'
import { NotIdentified } from './provider.ts'

export const START = '/sign-in/oidc'
export const BACK = '/sign-in/oidc/back'
/** Sent along when the browser comes back from the other site, which the cookie of a session is not. */
export const COOKIE = 'guiju_sign_in'

/** A path of this server, else its start. Whatever a browser could take for another address is none. */
export const pathIn = (asked: string | undefined): string =>
  asked !== undefined && /^\/(?![/\\])[\w\-./?=&%~:+]{0,500}$/.test(asked) && !asked.startsWith('/sign-in')
    ? asked
    : '/'

/** Starts a sign-in in this browser and says where it goes on. */
export async function goThere(
  bench: Bench,
  context: Context,
  of: { readonly to: string; readonly account?: string },
): Promise<string> {
  const flow = await openFlow(bench.db, of)
  if (flow === undefined) throw new ApiError('busy')
  const address = await bench.provider!.begin(bench.origin + BACK, flow).catch(refuse)
  setCookie(context, COOKIE, flow, {
    httpOnly: true,
    sameSite: 'Lax',
    path: START,
    maxAge: FLOW_LASTS / 1000,
    secure: isSecure(bench, context),
  })
  context.header('cache-control', 'no-store')
  return address.href
}

/** Tells why the provider cannot be used. */
export function refuse(error: unknown): never {
  if (error instanceof Unreached) throw new ApiError('oidc-down', { why: error.code })
  if (error instanceof NotIdentified) throw new ApiError('oidc-down', { why: error.reason })
  throw error
}
