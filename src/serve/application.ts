import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { StartEntry } from '../report/page.ts'
import { checkResult } from '../report/schema.ts'
import { startPage } from '../report/start.ts'
import { lawRoutes } from './law-routes.ts'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  sarif: 'application/sarif+json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
}
/** Plain names only: no folders, no dot files. */
const NAME = /^[\w-][\w.-]*\.(html|json|sarif|md)$/

/** The start page, the report files of one folder and the law of a store, for this machine only: any other Host or Origin is refused. */
export function application(folder: string, port: number, store: string): Hono {
  const app = new Hono()
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  app.use(async (context, next) => {
    const origin = context.req.header('origin')
    const local =
      hosts.has(context.req.header('host') ?? '') &&
      (origin === undefined || hosts.has(origin.replace(/^http:\/\//, '')))
    if (!local) return context.text('this server answers its own machine only\n', 403)
    return next()
  })
  app.use(
    secureHeaders({ xFrameOptions: 'DENY', referrerPolicy: 'no-referrer', crossOriginOpenerPolicy: 'same-origin' }),
  )
  app.get('/', async (context) =>
    context.html(await startPage(await entries(folder), context.req.query('lang') === 'en' ? 'en' : 'zh')),
  )
  app.get('/reports/:name', async (context) => {
    const name = context.req.param('name')
    const ending = NAME.exec(name)?.[1]
    const body = ending && (await readFile(join(folder, name)).catch(() => undefined))
    return body
      ? context.body(new Uint8Array(body), 200, { 'content-type': TYPES[ending]! })
      : context.text('no such report\n', 404)
  })
  app.route('/law', lawRoutes(store))
  app.notFound((context) => context.text('nothing here: the reports are at /, the law at /law\n', 404))
  app.onError((error, context) => {
    process.stderr.write(`guiju: ${error.stack ?? error.message}\n`)
    return context.text('internal error\n', 500)
  })
  return app
}

/** The reports of a folder that have a page and a readable result, by name. */
async function entries(folder: string): Promise<StartEntry[]> {
  const names = new Set(await readdir(folder).catch(() => []))
  const found: StartEntry[] = []
  for (const name of [...names].sort()) {
    const base = name.endsWith('.html') ? name.slice(0, -5) : undefined
    if (base === undefined || !NAME.test(name) || !names.has(`${base}.json`)) continue
    const checked = checkResult(await parsed(join(folder, `${base}.json`)))
    if (!checked.ok) continue
    found.push({
      result: checked.result,
      files: {
        html: `reports/${name}`,
        json: `reports/${base}.json`,
        ...(names.has(`${base}.sarif`) ? { sarif: `reports/${base}.sarif` } : {}),
        ...(names.has(`${base}.md`) ? { markdown: `reports/${base}.md` } : {}),
      },
    })
  }
  return found
}

/** A file's JSON; undefined when it is none. */
async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
