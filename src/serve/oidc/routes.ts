import { type Context, Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { accountFor, accountOfIdentity, addIdentity, followGroups, spendFlow } from '../../store/state/identities.ts'
import { accountOf } from '../../store/state/people.ts'
import type { AccountRow } from '../../store/state/tables.ts'
import { SERVER } from '../../store/state/trail.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { langOf } from '../pages.ts'
import { cookieOf } from '../principal.ts'
import { begin, isSecure } from '../session-cookie.ts'
import { BACK, COOKIE, goThere, pathIn, refuse, START } from './flow.ts'
import { derived, type Identified, NotIdentified, type Provider } from './provider.ts'
import type { OidcSettings } from './settings.ts'

/** Signing in at an identity provider: `/sign-in/oidc` goes there, `/sign-in/oidc/back` is where the browser comes back to. */
export function oidcRoutes(bench: Bench): Hono {
  const app = new Hono()
  app.use(`${START}/*`, async (context, next) => {
    if (!bench.provider) throw new ApiError('missing')
    // The cookie is kept for one host, and the provider knows one address to come back to.
    const { host } = new URL(bench.origin)
    if (context.req.header('host') !== host) {
      const { pathname, search } = new URL(context.req.url)
      return context.redirect(bench.origin + pathname + search, 303)
    }
    return next()
  })
  app.get(START, async (context) => {
    const to = await goThere(bench, context, { to: pathIn(context.req.query('to')) })
    return context.redirect(to, 303)
  })
  app.get(BACK, (context) => comeBack(bench, bench.provider!, context))
  return app
}

async function comeBack(bench: Bench, provider: Provider, context: Context): Promise<Response> {
  const value = cookieOf(context.req.raw, COOKIE)
  // Another sign-in's answer does not spend the one that is under way here.
  if (value === undefined || context.req.query('state') !== derived(value, 'state')) return refused(bench, 'state')
  const flow = await spendFlow(bench.db, value)
  deleteCookie(context, COOKIE, { path: START, secure: isSecure(bench, context) })
  if (!flow) return refused(bench, 'expired')
  const came = new URL(bench.origin + BACK + new URL(context.req.url).search)
  let who: Identified
  try {
    who = await provider.finish(came, value)
  } catch (error) {
    if (error instanceof NotIdentified) return refused(bench, error.reason)
    return refuse(error)
  }
  const account =
    flow.account_id === null ? await signedIn(bench, provider, who) : await linked(bench, flow.account_id, who)
  await begin(bench, context, account.id, who.idToken)
  await bench.noteSelf({ account }, 'sign-in by oidc', who.issuer)
  context.header('cache-control', 'no-store')
  return context.html(onward(flow.to_path, langOf(context)))
}

async function signedIn(bench: Bench, { settings }: Provider, who: Identified): Promise<AccountRow> {
  const account = (await accountOfIdentity(bench.db, who)) ?? (await accountFor(bench.db, who))
  if (account.disabled) return refused(bench, 'disabled')
  await follow(bench, settings, account, who)
  return account
}

const FOLLOWED = {
  given: 'member by oidc',
  changed: 'role by oidc',
  withdrawn: 'member withdrawn by oidc',
  kept: 'role kept by oidc',
} as const

/** Brings the roles of the table in line with the groups of now. */
async function follow(bench: Bench, { rows }: OidcSettings, account: AccountRow, who: Identified): Promise<void> {
  const { groups } = who
  if (!groups) return bench.noteSelf({ account }, 'groups untold by oidc', who.issuer)
  const roles = rows.filter((row) => groups.includes(row.value))
  for (const { workspace, did, role } of await followGroups(bench.db, account.id, who, roles))
    await bench.note({ account }, workspace, FOLLOWED[did], `${account.name} ${role}`.trim())
}

async function linked(bench: Bench, id: string, who: Identified): Promise<AccountRow> {
  const account = await accountOf(bench.db, id)
  if (!account || account.disabled) return refused(bench, 'disabled')
  if (!(await addIdentity(bench.db, who, id)) && (await accountOfIdentity(bench.db, who))?.id !== id)
    return refused(bench, 'taken')
  await bench.noteSelf({ account }, 'identity added', who.issuer)
  return account
}

async function refused(bench: Bench, why: string): Promise<never> {
  await bench.note({}, SERVER, 'sign-in by oidc refused', why)
  throw new ApiError('oidc', { why })
}

/**
 * The way on from the provider's site. A redirect would still count as coming from there, and the browser would not
 * send the cookie of the session: a page of our own goes on.
 */
function onward(path: string, lang: 'zh' | 'en') {
  const said = lang === 'zh' ? '已登录，继续' : 'Signed in: go on'
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${path}"><title>${said}</title></head><body><p><a href="${path}">${said}</a></p></body></html>`
}
