import { z } from 'zod'
import { SUBJECT_KINDS } from '../../judge/result.ts'
import { fill, same } from '../../law/text.ts'
import { TASK_KIND_NAMES, TASKS_WORDS as W } from '../../report/bench/tasks-screen.ts'
import { TASK_KINDS } from '../../report/tasks.ts'
import { KIND_NAMES } from '../../report/words.ts'
import { workspaceTasks } from '../../store/state/tasks.ts'
import { ApiError } from '../error.ts'
import { fileAnswer, XLSX_TYPE } from '../papers.ts'
import { route } from '../route.ts'
import { askedTasks, namedRole, noteTasks, shownTask, taskQuery } from '../tasks.ts'
import { workbookOf } from '../writing.ts'
import { listOf, text } from './shapes.ts'

/** Rows of one workbook. */
const MOST_ROWS = 20_000

const task = z
  .object({
    kind: z.enum(TASK_KINDS),
    say: text,
    material: z.string().describe('The same text asked of another subject has the same id.'),
    subject: z.string(),
    name: z.string(),
    key: z.string(),
    of: z.enum(SUBJECT_KINDS),
    result: z.string(),
    facts: z.array(z.string()),
    provisions: z.array(z.string()),
    role: z.string().nullable().describe('Who is bound by the first of the provisions.'),
    due: z.string().nullable(),
    attests: z.boolean().describe('A person can answer it with an attestation.'),
  })
  .meta({ id: 'task' })

export const taskRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/tasks',
    needs: 'read',
    summary: {
      zh: '待办：各对象最新结果中还要弄清、核实和到期的事项',
      en: 'Tasks: what the latest results still need, indicate, or have falling due',
    },
    query: taskQuery.extend({
      most: z.coerce.number().int().min(1).max(200).default(50),
      from: z.coerce.number().int().min(0).default(0),
      format: z.enum(['json', 'xlsx']).default('json'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: { status: 200, schema: listOf(task) },
    async run({ bench, who, standing, ws, query, context }) {
      const { most, from, format, lang, ...filter } = query
      const asWorkbook = format === 'xlsx'
      const page = asWorkbook ? { most: MOST_ROWS, from: 0 } : { most, from }
      const { all, rows } = await workspaceTasks(bench.db, ws, askedTasks(filter), page)
      if (asWorkbook && all > MOST_ROWS) throw new ApiError('refused', { ...fill(W.tooMany, { most: MOST_ROWS }) })
      const items = rows.map(shownTask)
      await noteTasks(bench, who, standing, items, asWorkbook ? format : '')
      if (!asWorkbook) return { items, all }
      const heads = [W.kind, W.task, W.subject, same('id'), W.ofKind, W.provisions, W.role, W.due, W.facts]
      const sheet = await workbookOf(bench, ws, [
        {
          name: W.title[lang],
          widths: [14, 60, 28, 40, 16, 40, 20, 12, 40],
          rows: [
            heads.map((h) => h[lang]),
            ...items.map((t) => [
              TASK_KIND_NAMES[t.kind][lang],
              t.say[lang],
              t.name,
              t.key,
              KIND_NAMES[t.of][lang],
              t.provisions.join(' '),
              t.role === null ? '' : namedRole(t.role)[lang],
              t.due ?? '',
              t.facts.join(' '),
            ]),
          ],
        },
      ])
      return fileAnswer(context, sheet, 'tasks.xlsx', XLSX_TYPE)
    },
  }),
]
