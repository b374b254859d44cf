import { Hono } from 'hono'
import { startPage } from '../report/start.ts'
import { bodyOf, resultOf, subjectsOf } from '../store/state/results.ts'
import { workspacesFor } from './api/session.ts'
import type { Bench } from './bench.ts'
import { principalOf } from './principal.ts'

const MOST = 30

/** The start page: the latest results of the workspaces one can see. */
export function pageRoutes(bench: Bench): Hono {
  const app = new Hono()
  app.get('/', async (context) => {
    const who = await principalOf(bench.db, context.req.raw)
    const entries = []
    for (const { id, rights } of await workspacesFor(bench.db, who)) {
      if (!rights.includes('read')) continue
      for (const { result_id } of (await subjectsOf(bench.db, id, { most: MOST, from: 0 })).rows) {
        const row = await resultOf(bench.db, id, result_id)
        const at = `api/workspaces/${id}/results/${result_id}?format=`
        if (row)
          entries.push({
            result: bodyOf(row),
            files: { html: `${at}html`, json: `${at}json`, sarif: `${at}sarif`, markdown: `${at}md` },
          })
      }
    }
    return context.html(await startPage(entries, context.req.query('lang') === 'en' ? 'en' : 'zh'))
  })
  return app
}
