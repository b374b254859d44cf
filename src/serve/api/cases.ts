import { z } from 'zod'
import { type DueItem, dueList } from '../../cases/due.ts'
import { CaseError, readFacts } from '../../cases/event.ts'
import { consider, type Folded, replay, take, toFile } from '../../cases/fold.ts'
import { findProcedure, procedures } from '../../cases/registry.ts'
import { viewOf } from '../../cases/view.ts'
import { length } from '../../judge/lexicon.ts'
import { addPeriod, workdaysBetween } from '../../law/calendar.ts'
import { isDay } from '../../law/day.ts'
import { same, type Text } from '../../law/text.ts'
import { isCaseId } from '../../store/case-store.ts'
import { caseOf, casesOf, changeCase, fileOf, openCaseFile } from '../../store/state/cases.ts'
import type { Db } from '../../store/state/database.ts'
import type { CaseRow } from '../../store/state/tables.ts'
import type { Bench } from '../bench.ts'
import { ApiError } from '../error.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { caseHead, due, listOf, text } from './shapes.ts'

const day = z.string().refine(isDay)
const facts = z.record(z.string(), z.unknown())

export type ShownDue = z.infer<typeof due>

/** A row with its case replayed; undefined where this guiju has no such procedure. */
export function foldedOf(row: CaseRow): Folded | undefined {
  const procedure = findProcedure(row.procedure)
  return procedure && replay(procedure, fileOf(row))
}

export function shownCase(row: CaseRow, folded: Folded) {
  return {
    id: row.id,
    procedure: row.procedure,
    title: folded.procedure.title,
    state: folded.procedure.states[folded.state]!,
    steps: folded.steps.length,
    revision: row.revision,
    changed: row.changed_at,
  }
}

/** Why a day is the last one: what it is counted from, by which length, under which provision. */
function whyOf(item: DueItem): Text {
  const { from, period, citation, explained } = item
  if (from === undefined || period === undefined) return { zh: `依据 ${citation}`, en: `under ${citation}` }
  const long = length(period)
  const moving: Text = explained?.provisional
    ? { zh: '；节假日安排尚未公布，可能变动', en: '; holidays are not announced yet, it may move' }
    : { zh: '', en: '' }
  return {
    zh: `自${from}起${long.zh}，依据 ${citation}${moving.zh}`,
    en: `${long.en} from ${from}, under ${citation}${moving.en}`,
  }
}

/** What is owed in the cases of a workspace and not yet done, the earliest first. */
export async function dueIn(db: Db, ws: string, on: string): Promise<ShownDue[]> {
  const found: ShownDue[] = []
  for (const row of await casesOf(db, ws)) {
    const folded = foldedOf(row)
    if (!folded) continue
    for (const item of dueList(folded, on)) {
      if (item.due === undefined || (item.status !== 'running' && item.status !== 'overdue')) continue
      found.push({
        case: row.id,
        title: item.title,
        citation: item.citation,
        who: folded.procedure.roles[item.who]?.title ?? same(item.who),
        due: item.due,
        status: item.status,
        workdays: workdaysBetween(on, item.due).workdays,
        why: whyOf(item),
      })
    }
  }
  return found.sort((a, b) => (a.due < b.due ? -1 : 1))
}

/** Runs what reads a stranger's case or event; what does not fit is an answer, not a fault. */
function fitting<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof CaseError) throw new ApiError('shape', { at: error.where, ...error.text })
    throw error
  }
}

async function rowOf(bench: Bench, ws: string, id: string): Promise<CaseRow> {
  const row = await caseOf(bench.db, ws, id)
  if (!row) throw new ApiError('missing')
  return row
}

export const caseRoutes = [
  route({
    method: 'get',
    path: '/api/procedures',
    needs: 'public',
    summary: { zh: '可用的程序', en: 'Procedures a case can follow' },
    answer: {
      status: 200,
      schema: listOf(z.object({ id: z.string(), title: text, sides: z.record(z.string(), text) })),
    },
    run: async () => ({ items: procedures.map(({ id, title, sides }) => ({ id, title, sides })) }),
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases',
    needs: 'read',
    summary: { zh: '案件', en: 'Cases' },
    answer: { status: 200, schema: listOf(caseHead) },
    async run({ bench, ws }) {
      const rows = await casesOf(bench.db, ws)
      return {
        items: rows.flatMap((row) => {
          const folded = foldedOf(row)
          return folded ? [shownCase(row, folded)] : []
        }),
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases',
    needs: 'write',
    summary: { zh: '开立案件', en: 'Open a case' },
    body: z.strictObject({
      id: z.string().refine(isCaseId),
      procedure: z.string().max(60),
      side: z.string().max(60).exactOptional(),
      facts: facts.exactOptional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    async run({ bench, who, ws, body }) {
      const procedure = findProcedure(body.procedure)
      if (!procedure) throw new ApiError('missing')
      const side = body.side ?? procedure.keeper
      const known = fitting(() => readFacts(procedure, { ...body.facts, id: body.id, side }))
      const file = { schema: 'guiju/case/1', procedure: procedure.id, facts: known, events: [] } as const
      if (!(await openCaseFile(bench.db, ws, body.id, file))) throw new ApiError('taken', { what: body.id })
      await bench.note(who, ws, 'case opened', body.id)
      return { id: body.id }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}',
    needs: 'read',
    summary: { zh: '案件在某日对某一方的样子', en: 'A case as one side reads it on a day' },
    query: z.object({ side: z.string().max(60).exactOptional(), on: day.exactOptional() }),
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/case-status/1') }) },
    async run({ bench, ws, params, query }) {
      const folded = foldedOf(await rowOf(bench, ws, params['id']!))
      if (!folded) throw new ApiError('missing')
      const side = query.side ?? String(folded.facts['side'])
      if (!Object.hasOwn(folded.procedure.sides, side)) throw new ApiError('missing')
      return viewOf(folded, side, query.on ?? today())
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/file',
    needs: 'read',
    summary: { zh: '导出案卷', en: 'The case as a file' },
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/case/1') }) },
    async run({ bench, ws, params }) {
      const folded = foldedOf(await rowOf(bench, ws, params['id']!))
      if (!folded) throw new ApiError('missing')
      return toFile(folded)
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases/{id}/events',
    needs: 'write',
    summary: {
      zh: '登记一个步骤：不合法的被拒绝并留痕，没有例外',
      en: 'Take a step: an unlawful one is refused and kept on record, without override',
    },
    body: z.strictObject({
      type: z.string().max(60),
      at: z.string().max(40).exactOptional(),
      by: z.string().max(200),
      data: facts.default({}),
    }),
    answer: {
      status: 200,
      schema: z.object({
        allowed: z.boolean(),
        outcome: z.string(),
        id: z.string(),
        missing: z.array(z.looseObject({ step: text, citation: z.string() })),
        tooEarlyUntil: z.string().nullable(),
        tooLateSince: z.string().nullable(),
        late: z.array(z.looseObject({ step: text, citation: z.string() })),
      }),
    },
    async run({ bench, who, ws, params, body }) {
      const row = await rowOf(bench, ws, params['id']!)
      const folded = foldedOf(row)
      if (!folded) throw new ApiError('missing')
      const step = fitting(() => consider(folded, { ...body, at: body.at ?? today() }))
      if (!(await changeCase(bench.db, row, toFile(take(folded, step))))) throw new ApiError('changed')
      await bench.note(who, ws, `step ${step.outcome}`, `${row.id} ${body.type}`)
      return {
        allowed: step.outcome !== 'refused',
        outcome: step.outcome,
        id: step.id,
        missing: step.mode === 'observed' ? [] : step.gate.missing,
        tooEarlyUntil: step.gate.tooEarlyUntil ?? null,
        tooLateSince: step.gate.tooLateSince ?? null,
        late: step.gate.late,
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/due',
    needs: 'read',
    summary: { zh: '到期事项及理由', en: 'What is due, and why on that day' },
    query: z.object({ on: day.exactOptional(), within: z.coerce.number().int().min(0).max(366).default(30) }),
    answer: { status: 200, schema: listOf(due) },
    async run({ bench, ws, query }) {
      const all = await dueIn(bench.db, ws, query.on ?? today())
      return { items: all.filter((d) => d.workdays <= query.within) }
    },
  }),
  route({
    method: 'get',
    path: '/api/calendar',
    needs: 'public',
    summary: { zh: '期限届满日', en: 'The last day of a period' },
    query: z.object({
      from: day,
      n: z.coerce.number().int().min(-3660).max(3660),
      unit: z.enum(['workday', 'day', 'month']),
    }),
    answer: { status: 200, schema: z.looseObject({ day: z.string(), provisional: z.boolean() }) },
    run: async ({ query }) => addPeriod(query.from, { n: query.n, unit: query.unit }),
  }),
]
