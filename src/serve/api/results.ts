import { Readable } from 'node:stream'
import { z } from 'zod'
import { EDGE } from '../../cli/edge.ts'
import { type Result, SUBJECT_KINDS, type SubjectKind } from '../../judge/result.ts'
import { compare } from '../../report/compare.ts'
import { rectificationPaper } from '../../report/rectification.ts'
import { type ReportFormat, render } from '../../report/render.ts'
import { checkResult, resultSchema } from '../../report/schema.ts'
import { twoListsXlsx } from '../../report/two-lists.ts'
import { artifactOf } from '../../store/state/artifacts.ts'
import type { Db } from '../../store/state/database.ts'
import {
  bodyOf,
  historyOf,
  keepResults,
  provisionsOf,
  type ResultHead,
  removeSubject,
  resultOf,
  subjectOf,
  subjectsWithOutcome,
} from '../../store/state/results.ts'
import { type SubjectHead, subjectsOf } from '../../store/state/subject-list.ts'
import type { ResultRow } from '../../store/state/tables.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { answerPaper, DOCX_TYPE, PAPER_FORMATS, PDF_TYPE, printed, printedPage, XLSX_TYPE } from '../papers.ts'
import { route, shaped } from '../route.ts'
import { LARGE, writtenApart } from '../writing.ts'
import { change, listOf, resultHead, subject } from './shapes.ts'

export const summaryOf = (row: Pick<ResultRow, 'failed' | 'passed' | 'cant_tell' | 'inapplicable' | 'untested'>) => ({
  failed: row.failed,
  passed: row.passed,
  cantTell: row.cant_tell,
  inapplicable: row.inapplicable,
  untested: row.untested,
})

export const headOf = (row: ResultHead) => ({
  id: row.id,
  subject: row.subject_id,
  asOf: row.as_of,
  version: row.version,
  made: row.made_at,
  summary: summaryOf(row),
})

export const shownSubject = (row: SubjectHead) => ({
  id: row.id,
  key: row.key,
  kind: row.kind as SubjectKind,
  name: row.name,
  changed: row.changed_at,
  latest: {
    id: row.result_id,
    subject: row.id,
    asOf: row.as_of,
    version: row.version,
    made: row.made_at,
    summary: summaryOf(row),
  },
})

export const subjectQuery = z.object({
  kind: z.enum(SUBJECT_KINDS).exactOptional(),
  q: z.string().max(100).exactOptional(),
  outcome: z.enum(['failed', 'cantTell']).exactOptional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
  from: z.coerce.number().int().min(0).default(0),
})

/** Forms a result is downloaded in; the plan of OSCAL is a file of its own. */
export const DOWNLOADS = {
  json: ['json', 'json', 'application/json; charset=utf-8'],
  html: ['html', 'html', 'text/html; charset=utf-8'],
  md: ['md', 'md', 'text/markdown; charset=utf-8'],
  sarif: ['sarif', 'sarif', 'application/sarif+json; charset=utf-8'],
  xlsx: ['xlsx', 'xlsx', XLSX_TYPE],
  docx: ['docx', 'docx', DOCX_TYPE],
  pdf: ['pdf', 'pdf', PDF_TYPE],
  lists: ['lists', 'lists.xlsx', XLSX_TYPE],
  oscal: ['oscal', 'assessment-results.json', 'application/json; charset=utf-8'],
  poam: ['oscal', 'poam.json', 'application/json; charset=utf-8'],
} as const satisfies Readonly<Record<string, readonly [ReportFormat | 'lists', ending: string, type: string]>>
export type Download = keyof typeof DOWNLOADS

/** A result as a file; undefined for a plan where nothing is to be corrected. */
export async function downloadOf(
  bench: Bench,
  ws: string,
  { body }: Pick<ResultRow, 'body'>,
  as: Download,
  lang: 'zh' | 'en',
): Promise<
  { readonly body: string | Uint8Array<ArrayBuffer>; readonly type: string; readonly ending: string } | undefined
> {
  const [format, ending, type] = DOWNLOADS[as]
  const result = bodyOf({ body })
  if (format === 'lists') {
    const { lists } = result.results[0]!
    return lists && { body: twoListsXlsx(lists, lang), type, ending }
  }
  const isLarge = body.length > LARGE.characters
  const files = isLarge
    ? await writtenApart(bench, ws, { kind: 'file', result, format, lang })
    : await printed(format === 'pdf', () => render(result, format, lang, EDGE))
  const file = files.find((one) => one.ending === ending)
  if (!file) return undefined
  const page = isLarge && format === 'pdf' ? Buffer.from(file.content as Uint8Array).toString() : undefined
  return { body: page === undefined ? file.content : await printedPage(page), type, ending }
}

export async function resultIn(db: Db, ws: string, id: string): Promise<ResultRow> {
  const row = await resultOf(db, ws, id)
  if (!row) throw new ApiError('missing')
  return row
}

/** The kind of its subject: the first of that name in the text. */
const kindOf = ({ body }: ResultRow): string => /"kind": "([\w.-]+)"/.exec(body)?.[1] ?? 'result'

const MOST_IMPORT = 64 * 2 ** 20

export const resultRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/subjects',
    needs: 'read',
    summary: { zh: '对象及其最新状态', en: 'Subjects and their latest state' },
    query: subjectQuery,
    kept: true,
    answer: { status: 200, schema: listOf(subject) },
    async run({ bench, ws, query }) {
      const { kind, q, outcome, most, from } = query
      const { all, rows } = await subjectsOf(bench.db, ws, { kind, text: q, outcome, most, from })
      return { items: rows.map(shownSubject), all }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/subjects/{id}/results',
    needs: 'read',
    summary: { zh: '一个对象的历次结果', en: 'The results of a subject, newest first' },
    answer: { status: 200, schema: listOf(resultHead) },
    async run({ bench, ws, params }) {
      if (!(await subjectOf(bench.db, ws, params['id']!))) throw new ApiError('missing')
      return { items: (await historyOf(bench.db, ws, params['id']!)).map(headOf) }
    },
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}/subjects/{id}',
    needs: 'write',
    summary: { zh: '删除对象及其全部结果', en: 'Remove a subject and all its results' },
    answer: { status: 204 },
    async run({ bench, who, ws, params }) {
      if (!(await removeSubject(bench.db, ws, params['id']!))) throw new ApiError('missing')
      await bench.note(who, ws, 'subject removed', params['id'])
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/results',
    needs: 'write',
    summary: { zh: '导入 guiju/result/1 结果', en: 'Import a guiju/result/1' },
    body: resultSchema,
    inParts: true,
    limit: MOST_IMPORT,
    answer: { status: 201, schema: listOf(z.object({ subject: z.string(), result: z.string(), known: z.boolean() })) },
    async run({ bench, who, ws, body }) {
      const items = await keepResults(bench.db, ws, checkedParts(body))
      await bench.note(who, ws, 'result imported', items.map((k) => k.result).join(' '))
      return { items }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/results/{id}',
    needs: 'read',
    shows: { action: 'result read', result: true },
    summary: { zh: '一次结果，可选格式', en: 'A result, in one of the formats' },
    query: z.object({
      format: z.enum(Object.keys(DOWNLOADS) as [Download, ...Download[]]).default('json'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: { status: 200, schema: resultSchema },
    async run({ bench, ws, params, query, context }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const { format, lang } = query
      // As JSON it is the very text that was kept, and never another: who has it need not be sent it again.
      const asKept = format === 'json'
      const etag = `"${row.digest}"`
      if (asKept && context.req.header('if-none-match') === etag) return context.body(null, 304, { etag })
      const [, ending, type] = DOWNLOADS[format]
      const file = asKept ? { body: row.body, type, ending } : await downloadOf(bench, ws, row, format, lang)
      if (!file) throw new ApiError('missing')
      return context.body(file.body, 200, {
        'content-type': file.type,
        'content-disposition': `${format === 'html' ? 'inline' : 'attachment'}; filename="${kindOf(row)}-${row.id}.${file.ending}"`,
        'cache-control': 'no-store',
        ...(asKept ? { etag } : {}),
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/results/{id}/changes',
    needs: 'read',
    shows: { action: 'results compared', result: true },
    summary: { zh: '与另一次结果比较', en: 'What changed since another result of the subject' },
    query: z.object({ since: z.string().max(120).exactOptional() }),
    answer: { status: 200, schema: z.object({ since: z.string().nullable(), items: z.array(change) }) },
    async run({ bench, ws, params, query }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const before = query.since ? await resultIn(bench.db, ws, query.since) : await previousOf(bench.db, ws, row)
      if (before && before.subject_id !== row.subject_id) throw new ApiError('missing')
      if (!before) return { since: null, items: [] }
      const changes = compare(bodyOf(before).results[0]!, bodyOf(row).results[0]!)
      return {
        since: before.id,
        items: changes.map((c) => ({
          rule: c.rule,
          kind: c.kind,
          before: c.before?.outcome ?? null,
          after: c.after?.outcome ?? null,
        })),
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/results/{id}/pictures/{sha256}',
    needs: 'read',
    summary: { zh: '浏览器运行的画面', en: 'A picture of the run in a browser' },
    answer: { status: 200, type: 'image/jpeg' },
    async run({ bench, ws, params, context }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const sha256 = params['sha256']!
      const shown = bodyOf(row).results[0]!.run?.shots.some((shot) => shot.sha256 === sha256)
      // Only what stands in the result, and was kept for this workspace.
      if (!shown || !(await artifactOf(bench.db, ws, sha256)) || !(await bench.blobs.has(sha256)))
        throw new ApiError('missing')
      return context.body(Readable.toWeb(Readable.from(bench.blobs.read(sha256))) as ReadableStream, 200, {
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/results/{id}/rectification',
    needs: 'read',
    shows: { action: 'rectification read', result: true },
    summary: {
      zh: '整改复测报告：与上一次（或 since 指定的）结果逐项对照',
      en: 'The report on rectification: each finding of the result before, or of `since`, with what became of it',
    },
    query: z.object({
      since: z.string().max(120).exactOptional(),
      format: z.enum(PAPER_FORMATS).default('docx'),
      lang: z.enum(['zh', 'en', 'both']).default('zh'),
    }),
    answer: { status: 200, type: 'text/html' },
    async run({ bench, ws, params, query, context }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const before = query.since ? await resultIn(bench.db, ws, query.since) : await previousOf(bench.db, ws, row)
      if (!before || before.subject_id !== row.subject_id) throw new ApiError('missing')
      const of = (one: ResultRow) => ({ asOf: one.as_of, of: bodyOf(one).results[0]! })
      return answerPaper(context, rectificationPaper(of(before), of(row)), `rectification-${row.id}`, query)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/provisions',
    needs: 'read',
    summary: { zh: '各条款在最新结果中的情况', en: 'How provisions stand over the latest results' },
    kept: true,
    answer: {
      status: 200,
      schema: listOf(z.object({ provision: z.string(), failed: z.int(), cantTell: z.int() })),
    },
    run: async ({ bench, ws }) => ({ items: await provisionsOf(bench.db, ws) }),
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/determinations',
    needs: 'read',
    summary: { zh: '某条款得出某结论的对象', en: 'Subjects whose latest result answers a provision with an outcome' },
    query: z.object({ provision: z.string().max(120), outcome: z.enum(['failed', 'cantTell', 'passed']) }),
    kept: true,
    answer: {
      status: 200,
      schema: listOf(
        z.object({ subject: z.string(), name: z.string(), kind: z.string(), key: z.string(), result: z.string() }),
      ),
    },
    async run({ bench, ws, query }) {
      const { provision, outcome } = query
      const rows = await subjectsWithOutcome(bench.db, ws, provision, outcome)
      return {
        items: rows.map((r) => ({ subject: r.id, name: r.name, kind: r.kind, key: r.key, result: r.latest_id })),
      }
    },
  }),
]

/** The subjects of a result that was sent, each checked by itself. Throws `ApiError` with the place of what does not fit. */
function* checkedParts(sent: unknown): Generator<Result> {
  const subjects = (sent as { readonly results?: unknown } | null)?.results
  const { results: _, ...head } = shaped(
    resultSchema,
    Array.isArray(subjects) ? { ...(sent as object), results: [] } : sent,
    'body',
  )
  for (const [index, one] of (subjects as readonly unknown[]).entries()) {
    const checked = checkResult({ ...head, results: [one] })
    if (checked.ok) yield checked.result
    else {
      const [{ at, message }] = checked.problems as [(typeof checked.problems)[0]]
      throw new ApiError('shape', { at: `body.${at.replace('results.0', `results.${index}`)}`, ...message })
    }
  }
}

/** The result of the same subject that was made before this one. */
export async function previousOf(db: Db, ws: string, row: ResultRow): Promise<ResultRow | undefined> {
  const history = await historyOf(db, ws, row.subject_id)
  const at = history.findIndex((h) => h.id === row.id)
  const before = at >= 0 ? history[at + 1] : undefined
  return before && (await resultOf(db, ws, before.id))
}
