import { z } from 'zod'
import { SUBJECT_KINDS, type SubjectKind } from '../judge/result.ts'
import { isRoleId, roleName } from '../law/role.ts'
import { same, type Text } from '../law/text.ts'
import {
  type Facet,
  type ShownTask,
  TASK_KIND_NAMES,
  TASKS_WORDS,
  type TasksScreen,
} from '../report/bench/tasks-screen.ts'
import { TASK_KINDS, type TaskKind } from '../report/tasks.ts'
import { KIND_NAMES } from '../report/words.ts'
import type { Db } from '../store/state/database.ts'
import { subjectOf } from '../store/state/results.ts'
import {
  materialOf,
  materialsOf,
  type TaskHead,
  type TasksAsked,
  taskCounts,
  workspaceTasks,
} from '../store/state/tasks.ts'
import { fieldNamed } from './attest.ts'
import type { Bench } from './bench.ts'
import type { Principal, Standing } from './principal.ts'
import { fitting } from './route.ts'
import { isOfPeople, noteShown } from './shows.ts'
import { today } from './today.ts'

export const taskQuery = z.object({
  kind: z.enum(TASK_KINDS).exactOptional(),
  of: z.enum(SUBJECT_KINDS).exactOptional(),
  role: z.string().max(60).exactOptional(),
  provision: z.string().max(120).exactOptional(),
  material: z.string().max(60).exactOptional(),
  subject: z.string().max(60).exactOptional(),
  dated: z.enum(['yes']).exactOptional(),
})

/** Roles nobody is named for are asked for by a word: an empty field of a form is no filter. */
const NOBODY = 'none'

export const askedTasks = ({ dated, role, ...rest }: z.infer<typeof taskQuery>): TasksAsked => ({
  ...rest,
  ...(role === undefined ? {} : { role: role === NOBODY ? '' : role }),
  ...(dated === undefined ? {} : { dated: true }),
})

export function shownTask(row: TaskHead): ShownTask {
  const facts = row.facts.split(' ').filter(Boolean)
  return {
    kind: row.kind as TaskKind,
    say: { zh: row.zh, en: row.en },
    material: row.material,
    subject: row.subject_id,
    name: row.name,
    key: row.key,
    of: row.of as SubjectKind,
    result: row.result_id,
    facts,
    provisions: row.provisions.split(' ').filter(Boolean),
    role: row.role === '' ? null : row.role,
    due: row.due,
    attests: row.kind !== 'verify' && row.of.startsWith('app.') && facts.some((f) => fieldNamed(f) !== undefined),
  }
}

export const namedRole = (id: string): Text =>
  id === '' || id === NOBODY ? TASKS_WORDS.noRole : isRoleId(id) ? roleName(id) : same(id)

/** A lead of what is about people may name a row of them. */
export async function noteTasks(
  bench: Bench,
  who: Principal,
  standing: Standing,
  items: readonly ShownTask[],
  form = '',
): Promise<void> {
  const of = new Set(items.filter((t) => t.kind === 'verify' && isOfPeople(t.of)).map((t) => t.subject))
  if (of.size > 0) await noteShown(bench, who, standing, { action: 'tasks read' }, [...of].join(' '), form)
}

const PAGE = 50
const MOST_MATERIALS = 12
const MOST_PROVISIONS = 200

const kindName = (id: string): Text => TASK_KIND_NAMES[id as TaskKind]

const facets = (counts: ReadonlyMap<string, number>, name: (id: string) => Text): Facet[] =>
  [...counts].map(([id, n]) => ({ id, name: name(id), n }))

export const taskKinds = async (db: Db, ws: string): Promise<readonly Facet[]> =>
  facets((await taskCounts(db, ws, {})).kind, kindName)

/** What is to be done over all subjects; what is no filter is left out. */
export async function tasksScreen(
  { db }: Bench,
  ws: string,
  query: (name: string) => string | undefined,
): Promise<TasksScreen> {
  const given = fitting(taskQuery, query)
  const asked = askedTasks(given)
  const from = Math.max(0, Math.min(Number.parseInt(query('from') ?? '0', 10) || 0, 100_000_000))
  const { all, rows } = await workspaceTasks(db, ws, asked, { most: PAGE, from })
  const counts = await taskCounts(db, ws, asked)
  const wide = Object.keys(given).length === 0 && from === 0
  const material = given.material ? await materialOf(db, ws, given.material) : undefined
  const subject = given.subject ? await subjectOf(db, ws, given.subject) : undefined
  return {
    screen: 'tasks',
    on: today(),
    asked: { ...given, from },
    most: PAGE,
    all,
    items: rows.map(shownTask),
    kinds: facets(counts.kind, kindName),
    ofs: facets(counts.of, (id) => KIND_NAMES[id as SubjectKind]),
    roles: facets(counts.role, namedRole).map((r) => (r.id === '' ? { ...r, id: NOBODY } : r)),
    provisions: facets(counts.provision, same).slice(0, MOST_PROVISIONS),
    materials: wide
      ? (await materialsOf(db, ws, MOST_MATERIALS)).map(({ id, kind, zh, en, n }) => ({
          id,
          kind: kind as TaskKind,
          name: { zh, en },
          n,
        }))
      : [],
    only: material ? { zh: material.zh, en: material.en } : subject ? same(subject.name) : null,
  }
}
