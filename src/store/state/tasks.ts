import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from './database.ts'
import type { MaterialRow, TaskRow, TaskTallyRow } from './tables.ts'
import { unchanged } from './unchanged.ts'

export interface TasksAsked {
  readonly kind?: string | undefined
  /** Kind of the subject. */
  readonly of?: string | undefined
  readonly role?: string | undefined
  readonly provision?: string | undefined
  readonly material?: string | undefined
  readonly subject?: string | undefined
  /** Only what falls on a day, the earliest first. */
  readonly dated?: boolean | undefined
}

export type TaskHead = Omit<TaskRow, 'workspace_id' | 'place' | 'n'> &
  Pick<MaterialRow, 'zh' | 'en'> & { readonly name: string; readonly key: string }

export interface TaskList {
  readonly all: number
  readonly rows: readonly TaskHead[]
}

/** How many tasks there are by one of their marks, the most first. */
export type TaskCounts = Readonly<Record<'kind' | 'of' | 'role' | 'provision', ReadonlyMap<string, number>>>

/** Tasks of the latest results of a workspace, by the name of the subject. */
export const workspaceTasks = (
  db: Db,
  workspace: string,
  asked: TasksAsked,
  { most, from }: { readonly most: number; readonly from: number },
): Promise<TaskList> =>
  unchanged(db, `tasks ${JSON.stringify([workspace, asked, most, from])}`, () =>
    listed(db, workspace, asked, most, from),
  )

async function listed(db: Db, workspace: string, asked: TasksAsked, most: number, from: number): Promise<TaskList> {
  const tally = await tallyOf(db, workspace)
  const fitting = tally.filter(fits(asked))
  const narrow = asked.material !== undefined || asked.subject !== undefined
  const all = narrow ? await counted(db, workspace, asked) : total(fitting)
  if (from >= all) return { all, rows: [] }
  // What one kind of subject alone is asked is found in the index of that kind.
  const kinds = new Set(fitting.map((t) => t.of))
  const [only] = kinds
  const of = asked.of ?? (kinds.size === 1 && !narrow ? only : undefined)
  const page = ordered(within(db, workspace, { ...asked, of }).select(['subject_id', 'n', 'due', 'place']), asked)
    .limit(Math.min(most, all - from))
    .offset(from)
  const rows = await ordered(
    db
      .selectFrom(page.as('page'))
      .innerJoin('task', (j) => j.onRef('task.subject_id', '=', 'page.subject_id').onRef('task.n', '=', 'page.n'))
      .innerJoin('subject', 'subject.id', 'task.subject_id')
      .innerJoin('material', (j) =>
        j.onRef('material.workspace_id', '=', 'task.workspace_id').onRef('material.id', '=', 'task.material'),
      )
      .select(['task.subject_id', 'task.result_id', 'task.kind', 'task.of', 'task.role', 'task.material'])
      .select(['task.provisions', 'task.facts', 'task.due', 'material.zh', 'material.en'])
      .select(['subject.name', 'subject.key']),
    asked,
    'page.',
  ).execute()
  return { all, rows }
}

const within = (db: Db, workspace: string, asked: TasksAsked) => {
  let q = db.selectFrom('task').where('workspace_id', '=', workspace)
  if (asked.kind) q = q.where('kind', '=', asked.kind)
  if (asked.of) q = q.where('of', '=', asked.of)
  if (asked.role !== undefined) q = q.where('role', '=', asked.role)
  if (asked.material) q = q.where('material', '=', asked.material)
  if (asked.subject) q = q.where('subject_id', '=', asked.subject)
  if (asked.provision) q = q.where('provisions', 'like', `% ${asked.provision.replace(/[\\%_]/g, '_')} %`)
  if (asked.dated) q = q.where('due', 'is not', null)
  return q
}

const ordered = <DB, TB extends keyof DB, O>(
  q: SelectQueryBuilder<DB, TB, O>,
  { dated }: TasksAsked,
  of: '' | 'page.' = '',
): SelectQueryBuilder<DB, TB, O> =>
  [...(dated ? ['due'] : []), 'place', 'subject_id', 'n'].reduce((all, c) => all.orderBy(sql.ref(of + c)), q)

async function counted(db: Db, workspace: string, asked: TasksAsked): Promise<number> {
  const found = within(db, workspace, asked).select((q) => q.fn.countAll().as('all'))
  return Number((await found.executeTakeFirstOrThrow()).all)
}

type Tally = Omit<TaskTallyRow, 'workspace_id'>

const tallyOf = (db: Db, workspace: string): Promise<readonly Tally[]> =>
  unchanged(db, `task tally ${workspace}`, () =>
    db
      .selectFrom('task_tally')
      .select(['kind', 'of', 'role', 'provision', 'dated', 'n'])
      .where('workspace_id', '=', workspace)
      .where('n', '>', 0)
      .execute(),
  )

const fits =
  (asked: TasksAsked, but?: keyof TaskCounts) =>
  (t: Tally): boolean =>
    (but === 'kind' || !asked.kind || t.kind === asked.kind) &&
    (but === 'of' || !asked.of || t.of === asked.of) &&
    (but === 'role' || asked.role === undefined || t.role === asked.role) &&
    (but === 'provision' ? t.provision !== '' : t.provision === (asked.provision ?? '')) &&
    (!asked.dated || t.dated === 1)

const total = (rows: readonly Tally[]): number => rows.reduce((sum, { n }) => sum + n, 0)

/** The counts a filter leaves, each mark as if it were not filtered by; of all subjects and texts. */
export async function taskCounts(db: Db, workspace: string, asked: TasksAsked): Promise<TaskCounts> {
  const tally = await tallyOf(db, workspace)
  const by = (mark: keyof TaskCounts) => {
    const found = new Map<string, number>()
    for (const t of tally.filter(fits(asked, mark))) found.set(t[mark], (found.get(t[mark]) ?? 0) + t.n)
    return new Map([...found].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)))
  }
  return { kind: by('kind'), of: by('of'), role: by('role'), provision: by('provision') }
}

/** What is asked for most often, each text with how many subjects it is asked of. */
export const materialsOf = (db: Db, workspace: string, most: number): Promise<readonly MaterialRow[]> =>
  unchanged(db, `materials ${JSON.stringify([workspace, most])}`, () =>
    db
      .selectFrom('material')
      .selectAll()
      .where('workspace_id', '=', workspace)
      .where('n', '>', 1)
      .orderBy('n', 'desc')
      .orderBy('id')
      .limit(most)
      .execute(),
  )

export const materialOf = (db: Db, workspace: string, id: string): Promise<MaterialRow | undefined> =>
  db.selectFrom('material').selectAll().where('workspace_id', '=', workspace).where('id', '=', id).executeTakeFirst()
