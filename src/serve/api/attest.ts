import { Readable } from 'node:stream'
import { text as textIn } from 'node:stream/consumers'
import { z } from 'zod'
import { isDay } from '../../law/day.ts'
import { artifactOf, keepArtifact } from '../../store/state/artifacts.ts'
import { keepAttestation } from '../../store/state/attestations.ts'
import { NoBlob } from '../../store/state/blobs.ts'
import type { Db } from '../../store/state/database.ts'
import { bodyOf, subjectOf } from '../../store/state/results.ts'
import type { HeldFile } from '../../store/state/tables.ts'
import { attestable, attestationText, attestedOf, auditBehind, countingBeside } from '../attest.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { type EvidenceFile, sha256Of } from '../jobs/input.ts'
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
      const audit = await auditBehind(bench, ws, row)
      if (!audit)
        throw new ApiError('refused', {
          zh: '这个结果不是本工作台的任务得出的：请用 guiju audit --attest',
          en: 'no job of this workbench made this result: use guiju audit --attest',
        })
      const attested = await attestedOf(bench, ws, row.subject_id)
      const known = new Set(attestable(bodyOf(row).results[0]!, attested).map((f) => f.name))
      const unknown = Object.keys(body.answers).find((name) => !known.has(name))
      if (unknown !== undefined || Object.keys(body.answers).length === 0)
        throw new ApiError('shape', { at: 'body.answers', zh: '不是所缺的事实', en: 'is no fact that is needed' })
      const { input, made } = audit
      const before = input.attest === undefined ? undefined : await textOf(bench, ws, input.attest)
      const others = await countingBeside(bench, ws, row.subject_id, body.answers)
      const earlier = [...(input.attestEvidence ?? []), ...others.flatMap((said) => said.evidence)]
      const held = await evidenceFor(bench.db, ws, earlier, body.evidence)
      const named = <S extends { readonly evidence: readonly HeldFile[] }>(said: S) => ({
        ...said,
        evidence: said.evidence.map(({ sha256 }) => held.get(sha256)!.name),
      })
      const evidence = body.evidence.map((sha256) => held.get(sha256)!)
      const text = attestationText(named({ ...body, evidence }), before, {
        older: others.filter((said) => said.made < made).map(named),
        newer: others.filter((said) => said.made >= made).map(named),
      })
      const { sha256, bytes } = await bench.blobs.write(Readable.from([Buffer.from(text)]), MOST_BYTES)
      await keepArtifact(bench.db, { workspace_id: ws, sha256, name: NAME, bytes, account_id: who.account!.id })
      const id = await startJob(bench, who, ws, {
        ...input,
        attest: sha256,
        ...(held.size > 0 ? { attestEvidence: [...held.values()] } : {}),
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

/**
 * What lies beside an attestation, by SHA-256, each under a name of its own; files of earlier ones come first and keep
 * theirs. Throws `ApiError`.
 */
async function evidenceFor(
  db: Db,
  ws: string,
  earlier: readonly EvidenceFile[],
  given: readonly string[],
): Promise<ReadonlyMap<string, HeldFile>> {
  const names = new Map<string, string | undefined>()
  for (const file of earlier)
    if (!names.has(sha256Of(file))) names.set(sha256Of(file), typeof file === 'string' ? undefined : file.name)
  const fresh = [...new Set(given)].filter((sha256) => !names.has(sha256))
  if (names.size + fresh.length > MOST_EVIDENCE)
    throw new ApiError('refused', {
      zh: `证据文件超过${MOST_EVIDENCE}个`,
      en: `there are more than ${MOST_EVIDENCE} files of evidence`,
    })
  const gone = (sha256: string) => {
    const name = names.get(sha256) ?? sha256
    return new ApiError('refused', {
      zh: `此前声明的证据文件“${name}”已被删除：请重新上传该文件，或重新检查后就所涉事实重新声明`,
      en: `“${name}”, evidence of an earlier attestation, was removed: upload it again, or audit anew and attest those facts again`,
    })
  }
  const files = [...(await heldUploads(db, ws, [...names.keys()], gone)), ...(await heldUploads(db, ws, fresh))]
  const [, ...own] = namesBeside([
    { sha256: '', name: NAME },
    ...files.map(({ sha256, name }) => ({ sha256, name: names.get(sha256) ?? name })),
  ])
  return new Map(files.map(({ sha256 }, n) => [sha256, { sha256, name: own[n]! }]))
}

/** The text of an earlier attestation. Throws `ApiError`. */
async function textOf({ db, blobs }: Bench, ws: string, sha256: string): Promise<string> {
  const gone = new ApiError('refused', {
    zh: '此前的声明文件已被删除：请重新检查',
    en: 'the earlier attestation was removed: audit anew',
  })
  if (!(await artifactOf(db, ws, sha256))) throw gone
  try {
    return await textIn(blobs.read(sha256))
  } catch (error) {
    throw error instanceof NoBlob ? gone : error
  }
}
