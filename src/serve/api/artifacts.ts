import { Readable } from 'node:stream'
import { z } from 'zod'
import { artifactOf, artifactsOf, keepArtifact, removeArtifact } from '../../store/state/artifacts.ts'
import { TooLarge } from '../../store/state/blobs.ts'
import type { Db } from '../../store/state/database.ts'
import type { ArtifactRow } from '../../store/state/tables.ts'
import { chunksOf } from '../body.ts'
import { ApiError } from '../error.ts'
import { sha256Hex } from '../jobs/input.ts'
import { plainName } from '../jobs/prepare.ts'
import { route } from '../route.ts'
import { artifact, listOf } from './shapes.ts'

/** Uploads something rests on, by SHA-256. */
export const evidenceList = z.array(sha256Hex).max(20).default([]).describe('Uploads, by SHA-256')

/** Uploads of a workspace in the order they are named. Throws `ApiError`, or what is given, where one is not there. */
export const heldUploads = (
  db: Db,
  ws: string,
  named: readonly string[],
  absent: (sha256: string) => Error = () => new ApiError('missing'),
): Promise<ArtifactRow[]> =>
  Promise.all(
    named.map(async (sha256) => {
      const file = await artifactOf(db, ws, sha256)
      if (!file) throw absent(sha256)
      return file
    }),
  )

export const artifactRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/artifacts',
    needs: 'read',
    summary: { zh: '上传的文件', en: 'Uploads' },
    answer: { status: 200, schema: listOf(artifact) },
    async run({ bench, ws }) {
      const rows = await artifactsOf(bench.db, ws)
      return { items: rows.map((a) => ({ sha256: a.sha256, name: a.name, bytes: a.bytes, made: a.made_at })) }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/artifacts',
    needs: 'write',
    summary: { zh: '上传一个文件：请求内容即文件', en: 'Upload a file: the body is the file' },
    query: z.object({ name: z.string().min(1).max(300) }),
    stream: true,
    answer: { status: 201, schema: artifact },
    async run({ bench, who, ws, query, context }) {
      const request = context.req.raw
      const limit = bench.limits.upload
      if (Number(request.headers.get('content-length') ?? 0) > limit) throw new ApiError('large', { limit })
      if (bench.uploading >= bench.limits.uploads) throw new ApiError('busy')
      bench.uploading += 1
      try {
        const { sha256, bytes } = await bench.blobs.write(chunksOf(request), limit)
        const name = plainName(query.name)
        await keepArtifact(bench.db, { workspace_id: ws, sha256, name, bytes, account_id: who.account!.id })
        await bench.note(who, ws, 'uploaded', sha256)
        return { sha256, name, bytes, made: Date.now() }
      } catch (error) {
        if (error instanceof TooLarge) throw new ApiError('large', { limit })
        throw error
      } finally {
        bench.uploading -= 1
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/artifacts/{sha256}',
    needs: 'write',
    summary: { zh: '下载上传的文件', en: 'Download an upload' },
    answer: { status: 200, type: 'application/octet-stream' },
    async run({ bench, who, ws, params, context }) {
      const sha256 = params['sha256']!
      const row = await artifactOf(bench.db, ws, sha256)
      if (!row || !(await bench.blobs.has(sha256))) throw new ApiError('missing')
      await bench.note(who, ws, 'downloaded', sha256)
      return context.body(Readable.toWeb(Readable.from(bench.blobs.read(sha256))) as ReadableStream, 200, {
        'content-type': 'application/octet-stream',
        'content-length': String(row.bytes),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(row.name)}`,
        'cache-control': 'no-store',
      })
    },
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}/artifacts/{sha256}',
    needs: 'write',
    summary: { zh: '删除上传的文件', en: 'Remove an upload' },
    answer: { status: 204 },
    async run({ bench, who, ws, params }) {
      if (!(await removeArtifact(bench.db, bench.blobs, ws, params['sha256']!))) throw new ApiError('missing')
      await bench.note(who, ws, 'upload removed', params['sha256'])
    },
  }),
]
