import { z } from 'zod'
import { caseExport, caseExportText, checkpointIn } from '../../cases/ledger/case-export.ts'
import { claimsOf } from '../../cases/ledger/claims.ts'
import { receiptText, verifyReceipt } from '../../cases/ledger/receipt.ts'
import { isDay } from '../../law/day.ts'
import type { Text } from '../../law/text.ts'
import { eraseKept, exportKept, receiptFor } from '../../store/case-ledger.ts'
import { ledgerHead, proveKept } from '../../store/case-shelf.ts'
import { ledgerTools } from '../../store/ledger.ts'
import type { Bench } from '../bench.ts'
import { answered } from '../cases.ts'
import { ApiError } from '../error.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { text } from './shapes.ts'

/** What proves a case of the workbench, and what takes its content away. */

const day = z.string().refine(isDay)
/** An earlier export or receipt, whole. */
const MOST_PROOF = 256 * 2 ** 20
const MOST_EVENTS = 1000

const verified = z.object({
  ok: z.boolean(),
  faults: z.array(z.object({ entry: z.int().exactOptional(), say: text })),
  shows: z.array(text),
  doesNotShow: z.array(text),
  key: z.string(),
  checkpoint: z.string(),
})

/** A file that is kept: as it was written, to the letter. */
const download = (name: string, body: string): Response =>
  new Response(body, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })

const ALTERED: Text = {
  zh: '案件文件与账本不符：被改动或截断',
  en: 'the case file is not what the ledger holds: it was changed or cut off',
}
const BROKEN: Text = {
  zh: '有条目缺失或次序被改动',
  en: 'an entry is missing, or their order was changed',
}

/** Whether a case is as it was signed: its entries, their contents and order, and its file. Throws `ApiError`. */
export async function proofOf(bench: Bench, ws: string, id: string) {
  const { receipt, standing, isBroken, departs } = await answered(() =>
    proveKept(bench.store, bench.cases.place(ws, id)),
  )
  const found = verifyReceipt(receiptText(receipt), ledgerTools)
  const faults = [
    ...found.faults.map(({ index, say }) => (index === undefined ? { say } : { entry: index, say })),
    ...(isBroken || !standing ? [{ say: BROKEN }] : []),
    ...(departs === undefined ? [] : [{ say: ALTERED }]),
  ]
  const ok = faults.length === 0
  const { checkpoint } = found
  return {
    ok,
    faults,
    ...claimsOf({ kind: 'case', ok, found }),
    key: receipt.key.publicKey,
    checkpoint: checkpoint ? `${checkpoint.origin} ${checkpoint.size}` : '',
  }
}

export const caseProofRoutes = [
  route({
    method: 'get',
    path: '/api/ledger',
    needs: 'public',
    summary: {
      zh: '账本的公钥和当前检查点：供核对回执和导出文件',
      en: 'The public key of the ledger and its checkpoint now, to compare receipts and exports with',
    },
    answer: {
      status: 200,
      schema: z.object({ publicKey: z.string(), checkpoint: z.string(), size: z.int().min(0) }),
    },
    async run({ bench }) {
      const head = await answered(() => ledgerHead(bench.store))
      if (!head) throw new ApiError('missing')
      return head
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases/{id}/exports',
    needs: 'read',
    summary: {
      zh: '导出全案及证明：导出本身记入账本；since 为先前的导出文件或回执，新文件证明由其延续',
      en: 'The whole case with what proves it; that is an entry itself. `since` is an earlier export or receipt the new one is proven to go on from',
    },
    body: z.strictObject({ since: z.string().exactOptional() }),
    limit: MOST_PROOF,
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/case/1') }) },
    async run({ bench, who, ws, params, body }) {
      const id = params['id']!
      const since = body.since === undefined ? undefined : checkpointIn(body.since)
      if (body.since !== undefined && since === undefined)
        throw new ApiError('shape', { at: 'body.since', zh: '不是导出文件或回执', en: 'is no export or receipt' })
      const made = await answered(() => exportKept(bench.store, bench.cases.place(ws, id), since))
      const file = caseExport(made)
      if (!file) throw new ApiError('altered', { where: id })
      await bench.noted(who, ws, 'case exported', id)
      return download(`${id}.json`, caseExportText(file))
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/receipt',
    needs: 'read',
    shows: { action: 'receipt made' },
    summary: {
      zh: '若干步骤的回执：无须账号即可核验；不含其他步骤',
      en: 'A receipt for some steps, which is verified without an account and holds no other',
    },
    query: z.object({ events: z.string().max(20_000).describe('Ids of events, with commas between') }),
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/receipt/1') }) },
    async run({ bench, ws, params, query }) {
      const id = params['id']!
      const events = query.events.split(',').slice(0, MOST_EVENTS)
      const made = await answered(() => receiptFor(bench.store, bench.cases.place(ws, id), events))
      return download(`${id}-receipt.json`, receiptText(made))
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/verification',
    needs: 'read',
    summary: {
      zh: '核验本案：各条目、内容、次序和案件文件是否与签名的账本一致',
      en: 'Whether entries, contents, order and file of the case are as they were signed',
    },
    answer: { status: 200, schema: verified },
    run: ({ bench, ws, params }) => proofOf(bench, ws, params['id']!),
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases/{id}/erasures',
    needs: 'write',
    summary: {
      zh: '依法删除若干步骤或全案的内容：账本留下条目、原因和时间',
      en: 'Erase the content of some steps, or of the whole case; the ledger keeps the entries, why and when',
    },
    body: z.strictObject({
      events: z
        .array(z.string().min(1).max(100))
        .min(1)
        .max(MOST_EVENTS)
        .exactOptional()
        .describe('Ids of events; absent with `all`'),
      all: z.literal(true).exactOptional(),
      reason: z.string().trim().min(1).max(2000),
      cites: z.string().trim().min(1).max(500).exactOptional(),
      on: day.exactOptional(),
    }),
    answer: { status: 200, schema: z.object({ erased: z.int() }) },
    async run({ bench, who, ws, params, body }) {
      const id = params['id']!
      if ((body.events === undefined) === (body.all === undefined))
        throw new ApiError('shape', { at: 'body', zh: 'events 和 all 二者择一', en: 'takes either events or all' })
      const { reason, cites } = body
      const mark = { on: body.on ?? today(), reason, ...(cites === undefined ? {} : { cites }) }
      const done = await answered(() => eraseKept(bench.store, bench.cases.place(ws, id), body.events ?? [], mark))
      await bench.noted(who, ws, 'case content erased', `${id} ${body.events?.join(',') ?? '*'}`.slice(0, 300))
      return { erased: done.length }
    },
  }),
]
