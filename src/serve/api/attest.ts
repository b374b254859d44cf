import { z } from 'zod'
import { isDay } from '../../law/day.ts'
import { artifactOf, keepArtifact } from '../../store/state/artifacts.ts'
import { bodyOf } from '../../store/state/results.ts'
import { answerable, attestationText, auditBehind } from '../attest.ts'
import { ApiError } from '../error.ts'
import { plainName } from '../jobs/prepare.ts'
import { route } from '../route.ts'
import { startJob } from './jobs.ts'
import { resultIn } from './results.ts'

const MOST_BYTES = 2 ** 20

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
      evidence: z
        .array(z.string().regex(/^[0-9a-f]{64}$/))
        .max(20)
        .default([]),
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
      const known = new Map(answerable(bodyOf(row).results[0]!).map((f) => [f.name, f]))
      const unknown = Object.keys(body.answers).find((name) => !known.has(name))
      if (unknown !== undefined || Object.keys(body.answers).length === 0)
        throw new ApiError('shape', { at: 'body.answers', zh: '不是所缺的事实', en: 'is no fact that is needed' })
      const names: string[] = []
      for (const sha256 of body.evidence) {
        const file = await artifactOf(bench.db, ws, sha256)
        if (!file) throw new ApiError('missing')
        names.push(plainName(file.name))
      }
      const text = attestationText({ ...body, evidence: names })
      const { sha256, bytes } = await bench.blobs.write(bytesOf(text), MOST_BYTES)
      await keepArtifact(bench.db, {
        workspace_id: ws,
        sha256,
        name: 'attest.yaml',
        bytes,
        account_id: who.account!.id,
      })
      const id = await startJob(bench, who, ws, {
        ...input,
        attest: sha256,
        ...(body.evidence.length > 0 ? { attestEvidence: body.evidence } : {}),
      })
      return { id }
    },
  }),
]

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
