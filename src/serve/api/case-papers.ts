import type { Context } from 'hono'
import { z } from 'zod'
import { citationsOf } from '../../cases/documents/basis.ts'
import { makeDocument } from '../../cases/documents/make.ts'
import { documentsOf, findDocument } from '../../cases/documents/registry.ts'
import { DocumentError } from '../../cases/documents/step.ts'
import { explanationOf } from '../../cases/explanation.ts'
import { explanationPaper } from '../../cases/explanation-paper.ts'
import { toFile } from '../../cases/fold.ts'
import { askedText } from '../../cases/texts.ts'
import { staleIn } from '../../cli/case.ts'
import { isDay } from '../../law/day.ts'
import { CLAUSES, list } from '../../law/text.ts'
import type { Bench } from '../bench.ts'
import { answered } from '../cases.ts'
import { ApiError } from '../error.ts'
import { answerPaper, PAPER_FORMATS } from '../papers.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { MOST_EVENT, stepBody } from './cases.ts'
import { listOf, text } from './shapes.ts'

/** What a case is told and served by: its explanation, and the documents of its steps. */

const asked = {
  format: z.enum(PAPER_FORMATS).default('docx'),
  lang: z.enum(['zh', 'en', 'both']).default('zh'),
  on: z.string().refine(isDay).exactOptional(),
}
const name = z.string().trim().min(1).max(200)

const paperQuery = z.object({
  ...asked,
  issuer: name.exactOptional(),
  addressee: name.exactOptional(),
  number: name.exactOptional(),
  public: z.literal('true').exactOptional().describe('A copy for the public: names of persons are masked'),
})

export const casePaperRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/explanation',
    needs: 'read',
    shows: { action: 'case explained' },
    summary: {
      zh: '案件说明：做了什么、什么被拒绝及理由、还应做什么，附流程图',
      en: 'The case told from its beginning: what was done, refused and why, what is owed, with the picture',
    },
    query: z.object(asked),
    answer: { status: 200, type: 'text/html' },
    async run({ bench, ws, params, query, context }) {
      const id = params['id']!
      const folded = await bench.cases.read(ws, id)
      const plain = explanationOf(folded, query.on ?? today())
      const told = { ...plain, notes: [...plain.notes, ...(await staleIn(folded.procedure, bench.store))] }
      const paper = explanationPaper(told, folded, await citationsOf(told.citations))
      return answerPaper(context, paper, `${id}-explanation`, query)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/documents',
    needs: 'read',
    summary: { zh: '本案可以制作的文书', en: 'Documents that can be made of this case' },
    answer: {
      status: 200,
      schema: listOf(
        z.object({ type: z.string(), title: text, events: z.array(z.string()), steps: z.array(z.string()) }),
      ),
    },
    async run({ bench, ws, params }) {
      const { procedure, steps } = await bench.cases.read(ws, params['id']!)
      return {
        items: documentsOf(procedure.id).map(({ id, title, events }) => ({
          type: id,
          title,
          events: [...events],
          steps: steps.filter((s) => events.includes(s.event.type)).map((s) => s.id),
        })),
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/documents/{type}',
    needs: 'read',
    shows: { action: 'case document made' },
    summary: {
      zh: '文书：通知、笔录、决定、回执；缺少法定要素的不制作，并说明缺什么',
      en: 'A notice, record, decision or receipt; where a legal element is missing there is none, and it is said which',
    },
    query: paperQuery.extend({
      event: z.string().max(100).exactOptional().describe('Id of a step; the last of its kind by default'),
    }),
    answer: { status: 200, type: 'text/html' },
    run: ({ bench, ws, params, query, context }) =>
      documentOf(bench, ws, params, query, context, query.event === undefined ? {} : { step: query.event }),
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases/{id}/drafts/{type}',
    needs: 'write',
    shows: { action: 'case document made' },
    summary: {
      zh: '草稿：尚未登记的步骤的文书，先看再办；不登记任何内容',
      en: 'A draft: the document of a step that was not recorded yet, to be looked at first; nothing is recorded',
    },
    query: paperQuery,
    body: stepBody,
    limit: MOST_EVENT,
    answer: { status: 200, type: 'text/html' },
    run: ({ bench, ws, params, query, body, context }) =>
      documentOf(bench, ws, params, query, context, { proposed: { ...body, at: body.at ?? today() } }),
  }),
]

/** A document of a step that was taken, or of one that is proposed. Throws `ApiError`, with what it lacks. */
async function documentOf(
  bench: Bench,
  ws: string,
  params: Readonly<Record<string, string>>,
  query: z.infer<typeof paperQuery>,
  context: Context,
  of: { readonly step?: string; readonly proposed?: unknown },
): Promise<Response> {
  const id = params['id']!
  const folded = await bench.cases.read(ws, id)
  const { procedure } = folded
  const type = findDocument(procedure.id, params['type']!)
  if (!type) throw new ApiError('missing')
  const { issuer, addressee, number } = query
  const made = await answered(() =>
    makeDocument(type, procedure, toFile(folded), {
      asOf: query.on ?? today(),
      ...of,
      ...(issuer === undefined ? {} : { issuer }),
      ...(addressee === undefined ? {} : { addressee }),
      ...(number === undefined ? {} : { number }),
      ...(query.public === undefined ? {} : { published: true }),
    }),
  ).catch((error: unknown) => {
    throw error instanceof DocumentError ? new ApiError(error.why === 'erased' ? 'erased' : 'missing') : error
  })
  if (!made.paper) {
    const lacks = list(made.missing.map(askedText), CLAUSES)
    const { title } = made
    throw new ApiError('refused', {
      zh: `不能制作《${title.zh}》，缺少：${made.step === null ? '这一步尚未登记' : lacks.zh}`,
      en: `${title.en} cannot be made, missing: ${made.step === null ? 'the case has no such step' : lacks.en}`,
    })
  }
  return answerPaper(context, made.paper, `${id}-${made.document}`, query)
}
