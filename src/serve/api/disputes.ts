import { z } from 'zod'
import { readFacts } from '../../cases/event.ts'
import { findingCase } from '../../cases/procedures/finding.ts'
import { correctionOf, SDK_PARTS, sdkCorrection } from '../../collect/catalog/sdk-correction.ts'
import { instrumentShort, provisionRef } from '../../report/instruments.ts'
import { KeptError, openInLedger, recordEvent } from '../../store/case-ledger.ts'
import { isCaseId } from '../../store/case-store.ts'
import { bodyOf } from '../../store/state/results.ts'
import { answered } from '../cases.ts'
import { ApiError } from '../error.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { evidenceList, heldUploads } from './artifacts.ts'
import { resultIn } from './results.ts'

/** Disputes of one finding on record at most: the next is written into one of those. */
const MOST_CASES = 50
/** Places of an SDK in a result that go into a correction. */
const MOST_SEEN = 20
const said = (most: number) => z.string().trim().min(1).max(most)

export const disputeRoutes = [
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/results/{id}/disputes',
    needs: 'write',
    summary: {
      zh: '对一项结论提出异议：开立案件，登记结论、理由和证据，等待另一人复核',
      en: 'Dispute a finding: a case with the finding, the reasons and the evidence, for somebody else to review',
    },
    body: z.strictObject({
      rule: z.string().max(120),
      by: said(100).describe('Who disputes it'),
      reasons: said(2000),
      proof: said(1000).describe('What shows it'),
      evidence: evidenceList,
    }),
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    async run({ bench, who, ws, params, body }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const [result] = bodyOf(row).results
      const found = result!.determinations.find((d) => d.rule === body.rule)
      if (!found) throw new ApiError('missing')
      const files = await heldUploads(bench.db, ws, body.evidence)
      const evidence = files.map(({ name, sha256 }) => `${name} sha256:${sha256}`)
      const { instrument, ref } = provisionRef(found.provision)
      const base = `异议-${instrumentShort(instrument).zh}-${ref}-${row.id.slice(0, 8)}`.replace(
        /[^\p{L}\p{N}._-]+/gu,
        '_',
      )
      const id = await openNew(
        bench.store,
        (n) => bench.cases.place(ws, named(base, n)),
        (n) => ({
          schema: 'guiju/case/1',
          procedure: findingCase.id,
          facts: readFacts(findingCase, { id: named(base, n), side: 'auditor', subject: result!.subject.name }),
          events: [],
        }),
      )
      const place = bench.cases.place(ws, named(base, id))
      const at = today()
      await answered(() =>
        recordEvent(bench.store, place, {
          type: 'finding',
          at,
          by: 'auditor',
          data: {
            id: 'F1',
            rule: found.rule,
            result: `sha256:${row.digest}`,
            author: `guiju ${bodyOf(row).tool.version}`,
          },
        }),
      )
      await answered(() =>
        recordEvent(bench.store, place, {
          type: 'dispute',
          at,
          by: `owner:${body.by}`,
          data: {
            id: 'D1',
            of: 'F1',
            reasons: body.reasons,
            proof: body.proof,
            evidence: evidence.length > 0 ? evidence : [body.proof.slice(0, 200)],
          },
        }),
      )
      await bench.noted(who, ws, 'finding disputed', `${row.id} ${found.rule}`)
      return { id: named(base, id) }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/results/{id}/sdk-corrections',
    needs: 'read',
    summary: {
      zh: '更正SDK表：写成维护者可以直接采用的文件，不保存',
      en: 'A correction of the SDK table as a file its maintainers take; nothing is kept',
    },
    body: z.strictObject({
      sdk: z.string().max(200),
      part: z.enum(SDK_PARTS),
      shouldBe: said(4000),
      source: said(1000),
    }),
    answer: { status: 200, schema: sdkCorrection },
    async run({ bench, ws, params, body }) {
      const [result] = bodyOf(await resultIn(bench.db, ws, params['id']!)).results
      const seen = result!.determinations
        .flatMap((d) => [...d.evidence, ...d.leads.flatMap((l) => l.evidence)])
        .filter((e) => e.sdk === body.sdk)
      return correctionOf({ ...body, on: today(), tool: bench.version }, seen.slice(0, MOST_SEEN))
    },
  }),
]

const named = (base: string, n: number): string => (n === 1 ? base : `${base}-${n}`)

/** Opens the first of a series that is not there yet, and says which. */
async function openNew(
  store: string,
  placeOf: (n: number) => Parameters<typeof openInLedger>[1],
  fileOf: (n: number) => Parameters<typeof openInLedger>[2],
): Promise<number> {
  for (let n = 1; n <= MOST_CASES; n++) {
    if (!isCaseId(String(fileOf(n).facts['id']))) throw new ApiError('missing')
    try {
      await openInLedger(store, placeOf(n), fileOf(n))
      return n
    } catch (error) {
      if (error instanceof KeptError && (error.why === 'exists' || error.why === 'gone')) continue
      return answered(() => Promise.reject(error))
    }
  }
  throw new ApiError('taken', { what: '异议' })
}
