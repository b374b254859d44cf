import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import { verifyHtml } from '../report/html.ts'
import { StorageError } from '../store/state/blobs.ts'
import { useLink, WorkspaceGone } from '../store/state/people.ts'
import { inOneRequest } from '../store/state/unchanged.ts'
import { documentOf, routes } from './api/routes.ts'
import type { Bench } from './bench.ts'
import { ApiError } from './error.ts'
import { lawRoutes } from './law-routes.ts'
import { oidcRoutes } from './oidc/routes.ts'
import { langOf, pageRoutes } from './pages.ts'
import { mount } from './route.ts'
import { begin } from './session-cookie.ts'

/**
 * The workbench, its API and the law of a store. Any other Host or Origin than its own, and the public one it was told,
 * is refused.
 */
export function application(bench: Bench, port: number): Hono {
  const app = new Hono()
  const origins = new Set([`http://127.0.0.1:${port}`, `http://localhost:${port}`])
  const { publicOrigin } = bench.doors
  if (publicOrigin !== undefined) origins.add(publicOrigin)
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))
  bench.origin = publicOrigin ?? `http://127.0.0.1:${port}`
  app.use(async (context, next) => {
    const origin = context.req.header('origin')
    const own = hosts.has(context.req.header('host') ?? '') && (origin === undefined || origins.has(origin))
    if (!own) throw new ApiError('host')
    return inOneRequest(next)
  })
  app.use(
    secureHeaders({
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
      permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    }),
  )
  // A page is a fifth as long on its way. What it holds is not told by its length: no other site can have it asked for
  // with a session, which stays with ours.
  app.use(compress({ encoding: 'gzip', contentTypeFilter: /^text\/html/ }))
  const document = JSON.stringify(documentOf(bench))
  app.get('/openapi.json', (context) => context.body(document, 200, { 'content-type': 'application/json' }))
  app.get('/favicon.ico', (context) => context.body(null, 204))
  app.get('/sign-in', async (context, next) => {
    const once = context.req.query('once')
    if (once === undefined) return next()
    const account = await useLink(bench.db, once)
    // Who holds the machine gets in, whatever else is switched off.
    if (!account || (!bench.doors.localAccounts && account.operator === 0)) throw new ApiError('link')
    await begin(bench, context, account.id)
    await bench.noteSelf({ account }, 'sign-in by link')
    return context.redirect('/', 303)
  })
  app.route('/', oidcRoutes(bench))
  mount(app, bench, routes)
  app.get('/verify', async (context) => context.html(await verifyHtml(langOf(context))))
  app.route('/law', lawRoutes(bench.store))
  app.route('/', pageRoutes(bench))
  app.notFound((context) => answer(context.req.path, new ApiError('missing')))
  app.onError((error, context) => {
    if (error instanceof ApiError) return answer(context.req.path, error)
    if (error instanceof WorkspaceGone) return answer(context.req.path, new ApiError('missing'))
    if (error instanceof StorageError) {
      process.stderr.write(`guiju: ${error.message}\n`)
      return answer(context.req.path, new ApiError('storage', { why: error.why }))
    }
    process.stderr.write(`guiju: ${error.stack ?? error.message}\n`)
    return answer(context.req.path, undefined)
  })
  return app
}

const INTERNAL = { code: 'internal', zh: '内部错误', en: 'internal error' }

/** What went wrong: as JSON under the API, in a line elsewhere. */
function answer(path: string, error: ApiError | undefined): Response {
  const status = error?.status ?? 500
  const said = error ? { code: error.code, ...error.text } : INTERNAL
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return path.startsWith('/api/')
    ? Response.json({ error: said }, { status, headers })
    : new Response(`${said.zh} / ${said.en}\n`, {
        status,
        headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
      })
}
