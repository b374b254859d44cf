import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { LONGEST, openSession } from '../store/state/people.ts'
import type { Bench } from './bench.ts'
import { COOKIE } from './principal.ts'

/** Opens a session and gives its cookie. */
export async function begin(bench: Bench, context: Context, account: string, idToken?: string): Promise<void> {
  const agent = agentOf(context.req.header('user-agent') ?? '')
  const { value } = await openSession(bench.db, account, { idToken, agent })
  setSession(bench, context, value, LONGEST / 1000)
}

const BROWSERS = ['Edg', 'OPR', 'MicroMessenger', 'Firefox', 'Chrome', 'Safari', 'curl'] as const
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS X', 'HarmonyOS', 'OpenHarmony', 'Linux'] as const
const CALLED: Readonly<Record<string, string>> = {
  Edg: 'Edge',
  OPR: 'Opera',
  MicroMessenger: 'WeChat',
  'Mac OS X': 'macOS',
}

/** Browser and system by which a person knows a session again; nothing else of what a browser tells is kept. */
export const agentOf = (told: string): string =>
  [BROWSERS, SYSTEMS]
    .flatMap((known) => known.find((one) => told.includes(one)) ?? [])
    .map((one) => CALLED[one] ?? one)
    .join(' · ')

export const setSession = (bench: Bench, context: Context, value: string, maxAge: number): void =>
  setCookie(context, COOKIE, value, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge,
    secure: isSecure(bench, context),
  })

/** True where the browser asks by the public address, and that one is encrypted. */
export const isSecure = (bench: Bench, context: Context): boolean => originFor(bench, context).startsWith('https:')

/** The origin that a request came to, as the browser knows it. */
export function originFor({ doors }: Bench, context: Context): string {
  const { publicOrigin } = doors
  const host = context.req.header('host')
  return publicOrigin !== undefined && new URL(publicOrigin).host === host ? publicOrigin : `http://${host}`
}
