import { type Context, Hono } from 'hono'
import type { Frame, Screen } from '../report/bench/screen.ts'
import { hasTables, screenSheets } from '../report/bench/sheets.ts'
import { reportPages } from '../report/html.ts'
import type { Lang } from '../report/lang.ts'
import { identitiesOf } from '../store/state/identities.ts'
import { workspacesOf } from '../store/state/people.ts'
import { shownSessions, workspacesFor } from './api/session.ts'
import type { Bench } from './bench.ts'
import { ApiError } from './error.ts'
import { pathIn, START } from './oidc/flow.ts'
import { fileAnswer, XLSX_TYPE } from './papers.ts'
import { cookieOf, type Principal, principalOf, standingOf } from './principal.ts'
import { type At, SCREENS } from './screens.ts'
import { noteShown } from './shows.ts'
import { LARGE, workbookOf, writtenApart } from './writing.ts'

/** The screens of the workbench: `/w/{workspace}` and what is under it, the account, and signing in. */
export function pageRoutes(bench: Bench): Hono {
  const app = new Hono()
  app.get('/', async (context) => {
    const who = await principalOf(bench.db, context.req.raw)
    const found = await workspacesFor(bench.db, who)
    const first =
      found.find((w) => !w.demo && w.rights.includes('read')) ?? found.find((w) => w.rights.includes('read'))
    if (first) return inWorkspace(bench, context, who, first.id, 'home')
    const own = found[0]
    if (own) return context.redirect(`/w/${own.id}/admin`, 303)
    return shown(bench, context, who, null, who.account ? await accountScreen(bench, who) : signInScreen(bench))
  })
  app.get('/sign-in', async (context) => shown(bench, context, {}, null, signInScreen(bench, context.req.query('to'))))
  app.get('/account', async (context) => {
    const who = await principalOf(bench.db, context.req.raw)
    if (!who.account) return context.redirect('/sign-in', 303)
    return shown(bench, context, who, null, await accountScreen(bench, who))
  })
  app.get('/w/:ws', async (context) =>
    inWorkspace(bench, context, await principalOf(bench.db, context.req.raw), context.req.param('ws'), 'home'),
  )
  for (const path of Object.keys(SCREENS))
    if (path !== 'home')
      app.get(`/w/:ws/${path}`, async (context) =>
        inWorkspace(bench, context, await principalOf(bench.db, context.req.raw), context.req.param('ws') ?? '', path),
      )
  return app
}

function signInScreen({ doors, provider }: Bench, to?: string): Screen {
  const path = pathIn(to)
  return {
    screen: 'sign-in',
    localAccounts: doors.localAccounts,
    provider: provider
      ? { name: provider.settings.name, href: path === '/' ? START : `${START}?to=${encodeURIComponent(path)}` }
      : null,
  }
}

async function accountScreen({ db, doors, provider }: Bench, who: Principal): Promise<Screen> {
  const account = who.account!
  const issuers = [...new Set((await identitiesOf(db, account.id)).map((one) => one.issuer))]
  return {
    screen: 'account',
    hasPassword: account.password !== null,
    localAccounts: doors.localAccounts && (account.password !== null || issuers.length === 0),
    waiting: (await workspacesOf(db, account.id)).length === 0,
    issuers,
    sessions: await shownSessions(db, who),
    linkable: provider !== undefined && !issuers.includes(provider.settings.issuer),
  }
}

async function inWorkspace(
  bench: Bench,
  context: Context,
  who: Principal,
  ws: string,
  path: string,
): Promise<Response> {
  try {
    const standing = await standingOf(bench.db, who, ws)
    const { needs, make, shows } = SCREENS[path]!
    const allowed = standing && (needs === 'member' ? standing.role !== undefined : standing.rights.has(needs))
    if (!allowed) throw new ApiError(who.account ? 'not-allowed' : 'signed-out')
    const at: At = {
      bench,
      who,
      ws,
      standing,
      param: (name) => context.req.param(name) ?? '',
      query: (name) => context.req.query(name)?.slice(0, 300) || undefined,
      holds: { characters: 0 },
    }
    const screen = await make(at)
    const asFile = at.query('format') === 'xlsx'
    if (shows)
      await noteShown(bench, who, standing, shows, at.param('id') || (at.query('after') ?? ''), asFile ? 'xlsx' : '')
    if (asFile) return await tablesFile(bench, context, ws, screen)
    return await shown(bench, context, who, ws, screen, 200, at.holds.characters > LARGE.characters)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const to = pathIn(new URL(context.req.url).pathname)
    const refused: Screen = { screen: 'refused', status: error.status, text: error.text, ...(to === '/' ? {} : { to }) }
    return shown(bench, context, who, null, refused, error.status)
  }
}

/** The tables of a screen as a workbook. Throws `ApiError` where it has none. */
async function tablesFile(bench: Bench, context: Context, ws: string, screen: Screen): Promise<Response> {
  if (!hasTables(screen)) throw new ApiError('missing')
  const file = await workbookOf(bench, ws, screenSheets(screen, langOf(context)))
  return fileAnswer(context, file, `${screen.screen}.xlsx`, XLSX_TYPE)
}

/** The address of this page as a workbook. */
function tablesAddress(context: Context, screen: Screen): string | null {
  if (!hasTables(screen)) return null
  const { searchParams } = new URL(context.req.url)
  for (const name of ['lang', 'from']) searchParams.delete(name)
  searchParams.set('format', 'xlsx')
  return `?${searchParams}`
}

async function shown(
  bench: Bench,
  context: Context,
  who: Principal,
  ws: string | null,
  screen: Screen,
  status: 200 | ApiError['status'] = 200,
  apart = false,
): Promise<Response> {
  const workspaces = await workspacesFor(bench.db, who)
  const frame: Frame = {
    lang: langOf(context),
    who: who.account ? { name: who.account.name, operator: who.account.operator === 1 } : null,
    csrf: who.session?.csrf ?? null,
    workspaces,
    workspace: workspaces.find((w) => w.id === ws) ?? null,
    tables: ws === null ? null : tablesAddress(context, screen),
  }
  context.header('cache-control', 'no-store')
  if (!apart) return context.html((await reportPages()).renderBench(screen, frame), status)
  const [page] = await writtenApart(bench, ws ?? '', { kind: 'page', screen, frame })
  return context.html(page!.content as string, status)
}

/** The language asked for, else the one chosen last, else the first of the two the browser names. */
export function langOf(context: Context): Lang {
  const asked = context.req.query('lang') ?? cookieOf(context.req.raw, 'guiju_lang')
  if (asked === 'en' || asked === 'zh') return asked
  const preferred = /\b(zh|en)\b/i.exec(context.req.header('accept-language') ?? 'zh')?.[1]
  return preferred?.toLowerCase() === 'en' ? 'en' : 'zh'
}
