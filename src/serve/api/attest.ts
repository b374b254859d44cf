import { z } from 'zod'
import { isDay } from '../../law/day.ts'
import { keepArtifact } from '../../store/state/artifacts.ts'
import { keepAttestation } from '../../store/state/attestations.ts'
import { NoBlob } from '../../store/state/blobs.ts'
import { bodyOf, subjectOf } from '../../store/state/results.ts'
import { attestable, attestationText, attestedOf, auditBehind } from '../attest.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { sha256Of } from '../jobs/input.ts'
import { namesBeside } from '../jobs/prepare.ts'
import { route } from '../route.ts'
import { evidenceList, heldUploads } from './artifacts.ts'
import { startJob } from './jobs.ts'
import { resultIn } from './results.ts'
import { attestation, listOf } from './shapes.ts'

const MOST_BYTES = 2 ** 20
const MOST_EVIDENCE = 400
const NAME = 'attest.yaml'

export const attestRoutes = [
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/results/{id}/attestations',
    needs: 'write',
    summary: {
      zh: '由负责人声明所缺的事实并附证据，以原来的材料重新检查',
      en: 'Attest facts that are needed, with evidence, and check again on the same material',
    },
    body: z.strictObject({
      by: z.string().trim().min(1).max(200),
      on: z.string().refine(isDay),
      answers: z.record(z.string(), z.union([z.boolean(), z.string().max(2000)])),
      evidence: evidenceList,
    }),
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    async run({ bench, who, ws, params, body }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const input = await auditBehind(bench, ws, row)
      if (!input)
        throw new ApiError('refused', {
          zh: '这个结果不是本工作台的任务得出的：请用 guiju audit --attest',
          en: 'no job of this workbench made this result: use guiju audit --attest',
        })
      const known = new Set((await attestable(bench, ws, row, bodyOf(row).results[0]!)).map((f) => f.name))
      const unknown = Object.keys(body.answers).find((name) => !known.has(name))
      if (unknown !== undefined || Object.keys(body.answers).length === 0)
        throw new ApiError('shape', { at: 'body.answers', zh: '不是所缺的事实', en: 'is no fact that is needed' })
      const before = input.attest === undefined ? undefined : await textOf(bench, input.attest)
      // Those of before keep their names: they come first.
      const earlier = input.attestEvidence ?? []
      const beside = [...new Set([...earlier.map(sha256Of), ...body.evidence])]
      if (beside.length > MOST_EVIDENCE)
        throw new ApiError('refused', {
          zh: `证据文件超过${MOST_EVIDENCE}个`,
          en: `there are more than ${MOST_EVIDENCE} files of evidence`,
        })
      const files = await heldUploads(bench.db, ws, beside)
      const given = new Map(earlier.flatMap((e) => (typeof e === 'string' ? [] : [[e.sha256, e.name]])))
      const [, ...names] = namesBeside([
        { sha256: '', name: NAME },
        ...files.map(({ sha256, name }) => ({ sha256, name: given.get(sha256) ?? name })),
      ])
      const evidence = body.evidence.map((sha256) => ({ sha256, name: names[beside.indexOf(sha256)]! }))
      const text = attestationText({ ...body, evidence: evidence.map((e) => e.name) }, before)
      const { sha256, bytes } = await bench.blobs.write(bytesOf(text), MOST_BYTES)
      await keepArtifact(bench.db, { workspace_id: ws, sha256, name: NAME, bytes, account_id: who.account!.id })
      const id = await startJob(bench, who, ws, {
        ...input,
        attest: sha256,
        ...(beside.length > 0 ? { attestEvidence: beside.map((file, n) => ({ sha256: file, name: names[n]! })) } : {}),
      })
      await keepAttestation(bench.db, {
        workspace_id: ws,
        subject_id: row.subject_id,
        result_id: row.id,
        job_id: id,
        account_id: who.account!.id,
        by_name: body.by,
        on_day: body.on,
        answers: body.answers,
        evidence,
      })
      return { id }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/subjects/{id}/attestations',
    needs: 'read',
    summary: {
      zh: '一个对象的历次声明，最新的在前；每项事实以最新的为准',
      en: 'What was attested of a subject, newest first; of each fact the newest counts',
    },
    answer: { status: 200, schema: listOf(attestation) },
    async run({ bench, ws, params }) {
      if (!(await subjectOf(bench.db, ws, params['id']!))) throw new ApiError('missing')
      return { items: await attestedOf(bench, ws, params['id']!) }
    },
  }),
]

async function textOf({ blobs }: Bench, sha256: string): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  try {
    for await (const part of blobs.read(sha256)) parts.push(part)
  } catch (error) {
    if (error instanceof NoBlob) return undefined
    throw error
  }
  return Buffer.concat(parts).toString()
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
