import type { Hono } from 'hono'
import { historyOf, provisionsOf, resultOf } from '../store/state/results.ts'
import { subjectsOf } from '../store/state/subject-list.ts'
import { dueIn } from './api/cases.ts'
import type { Bench } from './bench.ts'
import { today } from './today.ts'

/** A workbench with fewer subjects is quick enough cold. */
const MANY = 5000
/** Milliseconds after which no further step is begun. */
const LASTS = 800

/**
 * Runs what is asked for most before the first request comes: statements are prepared, pages of indexes read, and code
 * is compiled, which together would make the first seconds of a busy server several times slower than the rest. What
 * keeps it from being done is told on stderr and no more: a server that is cold is slow, and serves.
 */
export async function warmUp(bench: Bench, app: Hono, many = MANY): Promise<void> {
  const until = performance.now() + LASTS
  try {
    for await (const _ of steps(bench, app, many)) if (performance.now() >= until) return
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(`guiju: not warmed up, the first answers are slow / 未预热，最初的应答较慢: ${why}\n`)
  }
}

/** The steps, over and over; none where there are few subjects. */
async function* steps(bench: Bench, app: Hono, many: number): AsyncGenerator<unknown, void> {
  const { db, origin } = bench
  const largest = await db
    .selectFrom('tally')
    .select(['workspace_id', (q) => q.fn.sum<number>('n').as('n')])
    .where('outcome', '=', 'any')
    .groupBy('workspace_id')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!largest || Number(largest.n) < many) return
  const ws = largest.workspace_id
  yield dueIn(bench, ws, today())
  for (const outcome of [undefined, 'failed', 'cantTell'] as const)
    yield subjectsOf(db, ws, { outcome, most: 50, from: Math.max(0, Number(largest.n) - 50) })
  for (let n = 0; ; n += 1) {
    const { rows } = await subjectsOf(db, ws, { most: 50, from: n * 50 })
    yield
    yield provisionsOf(db, ws)
    for (const { id, name, result_id } of rows.slice(0, 10)) {
      yield historyOf(db, ws, id)
      yield resultOf(db, ws, result_id)
      yield subjectsOf(db, ws, { text: name, most: 50, from: 0 })
    }
    for (const path of ['/sign-in', '/api/me', `/api/workspaces/${ws}/subjects`, `/w/${ws}`])
      yield (await app.request(origin + path, { headers: { host: new URL(origin).host } })).text()
  }
}
