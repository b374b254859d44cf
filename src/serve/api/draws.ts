import { z } from 'zod'
import { announcement } from '../../cases/draw/record.ts'
import { recordText } from '../../cases/draw/verify.ts'
import { verifyHtml } from '../../report/html.ts'
import { drawIn, drawing, drawsOf, planIn, verified } from '../draws.ts'
import { ApiError } from '../error.ts'
import { fileAnswer } from '../papers.ts'
import { route } from '../route.ts'
import { listOf, text } from './shapes.ts'

const MOST_PLAN = 64 * 2 ** 20
const JSON_TYPE = 'application/json; charset=utf-8'

const draw = z
  .object({
    id: z.string().describe('The commitment.'),
    name: z.string(),
    title: z.string(),
    organiser: z.string(),
    stage: z.enum(['committed', 'revealed']),
    committed: z.string(),
    at: z.string().describe('When the randomness is published.'),
    revealed: z.string().nullable(),
    subjects: z.int(),
    drawn: z.int(),
  })
  .meta({ id: 'draw' })

export const drawRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/draws',
    needs: 'read',
    summary: { zh: '抽取', en: 'Draws' },
    answer: { status: 200, schema: listOf(draw) },
    run: async ({ bench, ws }) => ({ items: await drawsOf(bench, ws) }),
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/draws',
    needs: 'write',
    summary: {
      zh: '承诺：固定名单、比例和将来公布的随机数，并写入签名的日志',
      en: 'Commit: fix lists, ratios and the randomness to come, and sign it into the log',
    },
    body: z.strictObject({ plan: z.string().min(1).describe('JSON or YAML, as `guiju draw commit` reads it') }),
    limit: MOST_PLAN,
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    async run({ bench, who, ws, body }) {
      const plan = planIn(body.plan)
      const at = new Date().toISOString()
      const record = await drawing(() => bench.draws.commit(ws, plan, { at }))
      await bench.noted(who, ws, 'draw committed', record.commitment)
      return { id: record.commitment }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/draws/{id}/reveal',
    needs: 'write',
    summary: { zh: '揭示：以公布的随机数抽取，只此一次', en: 'Reveal: draw with the published randomness, once' },
    body: z.strictObject({
      values: z.record(z.string(), z.union([z.string().max(10_000), z.array(z.unknown()).max(1000)])),
    }),
    answer: { status: 200, schema: draw },
    async run({ bench, who, ws, params, body }) {
      const record = await drawIn(bench, ws, params['id']!)
      const at = new Date().toISOString()
      const done = await drawing(() => bench.draws.reveal(ws, record, body.values, { at }))
      await bench.noted(who, ws, 'draw revealed', done.commitment)
      return (await drawsOf(bench, ws)).find((d) => d.id === done.commitment)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/draws/{id}',
    needs: 'read',
    shows: { action: 'draw read' },
    summary: {
      zh: '抽取文件；揭示之前，没有写权限的只得到可公布的承诺',
      en: 'The file of a draw; before the reveal those who may not write get what is published of it',
    },
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/draw/1') }) },
    async run({ bench, ws, params, standing, context }) {
      const record = await drawIn(bench, ws, params['id']!)
      const whole = record.stage === 'revealed' || standing.rights.has('write')
      const body = whole ? recordText(record) : `${JSON.stringify(announcement(record), null, 2)}\n`
      return fileAnswer(context, body, `${record.plan.id}.${whole ? record.stage : 'commitment'}.json`, JSON_TYPE)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/draws/{id}/announcement',
    needs: 'read',
    summary: { zh: '承诺中可以公布的部分', en: 'What is published of a commitment' },
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/draw/1') }) },
    async run({ bench, ws, params, context }) {
      const record = await drawIn(bench, ws, params['id']!)
      const body = `${JSON.stringify(announcement({ ...record, stage: 'committed' }), null, 2)}\n`
      return fileAnswer(context, body, `${record.plan.id}.commitment.json`, JSON_TYPE)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/draws/{id}/page',
    needs: 'read',
    shows: { action: 'draw read' },
    summary: { zh: '任何人都可以离线重算的网页', en: 'A page on which anybody computes the result again, offline' },
    query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    answer: { status: 200, type: 'text/html' },
    async run({ bench, ws, params, query, context }) {
      const record = await drawIn(bench, ws, params['id']!)
      if (record.stage !== 'revealed') throw new ApiError('missing')
      const page = await verifyHtml(query.lang, { name: `${record.plan.id}.result.json`, text: recordText(record) })
      context.header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(`${record.plan.id}.verify.html`)}`,
      )
      context.header('cache-control', 'no-store')
      return context.html(page)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/draws/{id}/verification',
    needs: 'read',
    summary: { zh: '核验抽取文件', en: 'What of a draw holds' },
    answer: {
      status: 200,
      schema: z.object({
        ok: z.boolean(),
        checks: z.array(z.object({ id: z.string(), ok: z.boolean(), say: text })),
        cautions: z.array(text),
        shows: z.array(text),
        doesNotShow: z.array(text),
      }),
    },
    run: async ({ bench, ws, params }) => verified(await drawIn(bench, ws, params['id']!)),
  }),
]
