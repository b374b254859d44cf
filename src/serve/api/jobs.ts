import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { artifactOf } from '../../store/state/artifacts.ts'
import type { Db } from '../../store/state/database.ts'
import { addJob, cancelJob, jobOf, jobsOf } from '../../store/state/jobs.ts'
import type { JobRow } from '../../store/state/tables.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { artifactsIn, type JobInput, jobInput } from '../jobs/input.ts'
import { type Principal, principalOf, standingOf } from '../principal.ts'
import { route } from '../route.ts'
import { job, listOf } from './shapes.ts'

export type ShownJob = z.infer<typeof job>

/** A job as it is shown: what is asked for by name, how far it is, what it came to. */
export async function shownJob(db: Db, row: JobRow): Promise<ShownJob> {
  const input = JSON.parse(row.input) as JobInput
  const of = input.kind === 'check' ? { artifact: input.mapping } : input.target
  const title = 'url' in of ? of.url : ((await artifactOf(db, row.workspace_id, of.artifact))?.name ?? of.artifact)
  return {
    id: row.id,
    kind: row.kind as ShownJob['kind'],
    state: row.state,
    title,
    attempt: row.attempt,
    progress: JSON.parse(row.progress) as ShownJob['progress'],
    error: row.error === null ? null : (JSON.parse(row.error) as ShownJob['error']),
    made: row.made_at,
    started: row.started_at,
    ended: row.ended_at,
    results: row.results === null ? [] : (JSON.parse(row.results) as ShownJob['results']),
  }
}

/** Adds a job whose uploads are all there. */
export async function startJob(bench: Bench, who: Principal, ws: string, input: JobInput): Promise<string> {
  for (const sha256 of artifactsIn(input)) if (!(await artifactOf(bench.db, ws, sha256))) throw new ApiError('missing')
  const id = await addJob(bench.db, { workspace: ws, account: who.account!.id, kind: input.kind, input })
  await bench.note(who, ws, 'job started', id)
  bench.onJob()
  return id
}

async function rowOf(bench: Bench, ws: string, id: string): Promise<JobRow> {
  const row = await jobOf(bench.db, ws, id)
  if (!row) throw new ApiError('missing')
  return row
}

const open = ({ state }: JobRow): boolean => state === 'queued' || state === 'running'
const LOOK = 300
const HEARTBEAT = 15_000

export const jobRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/jobs',
    needs: 'read',
    summary: { zh: '任务', en: 'Jobs, newest first' },
    answer: { status: 200, schema: listOf(job) },
    async run({ bench, ws }) {
      const rows = await jobsOf(bench.db, ws)
      return { items: await Promise.all(rows.map((row) => shownJob(bench.db, row))) }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/jobs',
    needs: 'write',
    summary: { zh: '开始检查', en: 'Start an audit or a check of tables' },
    body: jobInput,
    answer: { status: 202, schema: z.object({ id: z.string() }) },
    run: async ({ bench, who, ws, body }) => ({ id: await startJob(bench, who, ws, body) }),
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/jobs/{id}',
    needs: 'read',
    summary: { zh: '一个任务', en: 'A job' },
    answer: { status: 200, schema: job },
    run: async ({ bench, ws, params }) => shownJob(bench.db, await rowOf(bench, ws, params['id']!)),
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}/jobs/{id}',
    needs: 'write',
    summary: { zh: '取消任务', en: 'Cancel a job' },
    answer: { status: 204 },
    async run({ bench, who, ws, params }) {
      const { id } = await rowOf(bench, ws, params['id']!)
      if (!(await cancelJob(bench.db, ws, id))) throw new ApiError('ended')
      bench.onCancel(id)
      await bench.note(who, ws, 'job cancelled', id)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/jobs/{id}/events',
    needs: 'read',
    summary: { zh: '任务进度（SSE），结束时关闭', en: 'Progress of a job as server-sent events, closed when it ends' },
    answer: { status: 200, type: 'text/event-stream' },
    async run({ bench, ws, params, context }) {
      const first = await rowOf(bench, ws, params['id']!)
      const stillMay = async () =>
        (await standingOf(bench.db, await principalOf(bench.db, context.req.raw), ws))?.rights.has('read') ?? false
      return streamSSE(context, async (stream) => {
        let row: JobRow | undefined = first
        let told = ''
        let quiet = 0
        while (row && !stream.aborted) {
          const data = JSON.stringify(await shownJob(bench.db, row))
          if (data !== told) await stream.writeSSE({ event: 'job', data })
          else if (quiet >= HEARTBEAT) await stream.write(': still here\n\n')
          quiet = data === told && quiet < HEARTBEAT ? quiet + LOOK : 0
          told = data
          if (!open(row)) return
          await stream.sleep(LOOK)
          // Who was shut out meanwhile is told no more.
          row = (await stillMay()) ? await jobOf(bench.db, ws, first.id) : undefined
        }
      })
    },
  }),
]
