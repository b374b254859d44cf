import { z } from 'zod'
import { type DueItem, dueList } from '../../cases/due.ts'
import { readFacts } from '../../cases/event.ts'
import { toFile } from '../../cases/fold.ts'
import { whyOf } from '../../cases/gate.ts'
import { findProcedure, procedures } from '../../cases/registry.ts'
import { viewOf } from '../../cases/view.ts'
import { length } from '../../judge/lexicon.ts'
import { addPeriod, workdaysBetween } from '../../law/calendar.ts'
import { isDay } from '../../law/day.ts'
import { same, type Text } from '../../law/text.ts'
import { openInLedger, recordEvent } from '../../store/case-ledger.ts'
import { isCaseId } from '../../store/case-store.ts'
import type { Bench } from '../bench.ts'
import { answered, type ListedCase } from '../cases.ts'
import { ApiError } from '../error.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { caseHead, due, listOf, text } from './shapes.ts'

const day = z.string().refine(isDay)
const facts = z.record(z.string(), z.unknown())
/** Bytes of an id: it is the name of a file. */
const MOST_ID = 200
/** An edition of a catalogue may be an event. */
export const MOST_EVENT = 16 * 2 ** 20

export type ShownDue = z.infer<typeof due>

const UNREADABLE: Text = { zh: '案卷读不出来：请核验', en: 'cannot be read: verify it' }

export function shownCase({ id, entries, at, folded }: ListedCase) {
  return {
    id,
    procedure: folded?.procedure.id ?? '',
    title: folded?.procedure.title ?? UNREADABLE,
    state: folded ? folded.procedure.states[folded.state]! : UNREADABLE,
    steps: folded?.steps.length ?? 0,
    revision: entries,
    changed: Date.parse(at),
  }
}

/** Why a day is the last one: what it is counted from, by which length, under which provision. */
function whyDue(item: DueItem): Text {
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
export async function dueIn({ cases }: Bench, ws: string, on: string): Promise<readonly ShownDue[]> {
  const list = await cases.list(ws)
  const known = dues.get(list)
  if (known?.on === on) return known.found
  const found = dueOf(list, on)
  dues.set(list, { on, found })
  return found
}

/** What was found in a list, which never changes. */
const dues = new WeakMap<readonly ListedCase[], { readonly on: string; readonly found: readonly ShownDue[] }>()

function dueOf(list: readonly ListedCase[], on: string): ShownDue[] {
  const found: ShownDue[] = []
  for (const { id, folded } of list) {
    if (!folded) continue
    for (const item of dueList(folded, on)) {
      if (item.due === undefined || (item.status !== 'running' && item.status !== 'overdue')) continue
      found.push({
        case: id,
        title: item.title,
        citation: item.citation,
        who: folded.procedure.roles[item.who]?.title ?? same(item.who),
        due: item.due,
        status: item.status,
        workdays: workdaysBetween(on, item.due).workdays,
        why: whyDue(item),
      })
    }
  }
  return found.sort((a, b) => (a.due < b.due ? -1 : 1))
}

/** A step as it is proposed. */
export const stepBody = z.strictObject({
  type: z.string().max(60),
  at: z.string().max(40).exactOptional(),
  by: z.string().max(200),
  data: facts.default({}),
})

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
    run: async ({ bench, ws }) => ({ items: (await bench.cases.list(ws)).map(shownCase) }),
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases',
    needs: 'write',
    summary: { zh: '开立案件', en: 'Open a case' },
    body: z.strictObject({
      id: z.string().refine((id) => isCaseId(id) && Buffer.byteLength(id) <= MOST_ID),
      procedure: z.string().max(60),
      side: z.string().max(60).exactOptional(),
      facts: facts.exactOptional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    async run({ bench, who, ws, body }) {
      const procedure = findProcedure(body.procedure)
      if (!procedure) throw new ApiError('missing')
      const side = body.side ?? procedure.keeper
      await answered(() => {
        const known = readFacts(procedure, { ...body.facts, id: body.id, side })
        const file = { schema: 'guiju/case/1', procedure: procedure.id, facts: known, events: [] } as const
        return openInLedger(bench.store, bench.cases.place(ws, body.id), file)
      })
      await bench.noted(who, ws, 'case opened', body.id)
      return { id: body.id }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}',
    needs: 'read',
    shows: { action: 'case read' },
    summary: { zh: '案件在某日对某一方的样子', en: 'A case as one side reads it on a day' },
    query: z.object({ side: z.string().max(60).exactOptional(), on: day.exactOptional() }),
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/case-status/1') }) },
    async run({ bench, ws, params, query }) {
      const folded = await bench.cases.read(ws, params['id']!)
      const side = query.side ?? String(folded.facts['side'])
      if (!Object.hasOwn(folded.procedure.sides, side)) throw new ApiError('missing')
      return viewOf(folded, side, query.on ?? today())
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/cases/{id}/file',
    needs: 'read',
    shows: { action: 'case file read' },
    summary: {
      zh: '案件文件，不带证明；带证明的用 exports',
      en: 'The case as a file, without what proves it: that is `exports`',
    },
    answer: { status: 200, schema: z.looseObject({ schema: z.literal('guiju/case/1') }) },
    run: async ({ bench, ws, params }) => toFile(await bench.cases.read(ws, params['id']!)),
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/cases/{id}/events',
    needs: 'write',
    summary: {
      zh: '登记一个步骤：不合法的被拒绝并留痕，没有例外',
      en: 'Take a step: an unlawful one is refused and kept on record, without override',
    },
    body: stepBody,
    limit: MOST_EVENT,
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
      const id = params['id']!
      const event = { ...body, at: body.at ?? today() }
      const { value: step } = await answered(() => recordEvent(bench.store, bench.cases.place(ws, id), event))
      await bench.noted(who, ws, `step ${step.outcome}`, `${id} ${body.type}`)
      return {
        allowed: step.outcome !== 'refused',
        outcome: step.outcome,
        id: step.id,
        ...whyOf(step.gate),
        ...(step.mode === 'observed' ? { missing: [] } : {}),
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/due',
    needs: 'read',
    summary: { zh: '到期事项及理由', en: 'What is due, and why on that day' },
    query: z.object({
      on: day.exactOptional(),
      within: z.coerce.number().int().min(0).max(366).default(30),
      format: z.enum(['json', 'ics']).default('json'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: { status: 200, schema: listOf(due) },
    async run({ bench, standing, ws, query, context }) {
      const on = query.on ?? today()
      const items = (await dueIn(bench, ws, on)).filter((d) => d.workdays <= query.within)
      if (query.format === 'json') return { items }
      const { toICalendar } = await import('../../report/ical.ts')
      return context.body(toICalendar(standing.workspace.name, items, on, query.lang), 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="due-${ws}.ics"`,
        'cache-control': 'no-store',
      })
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
