import { sql, type Transaction } from 'kysely'
import type { SubjectResult } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import { type Task, tasksOf } from '../../report/tasks.ts'
import { bearerOf } from './bearers.ts'
import { insertRows } from './insert.ts'
import { sha256 } from './secret.ts'
import { plain } from './subject-text.ts'
import type { MaterialRow, Tables, TaskRow, TaskTallyRow } from './tables.ts'

/** Of one subject; what is beyond stands in its result alone. */
const MOST_TASKS = 1000
const MOST_TEXT = 2000
const MOST_NAMES = 40
/** Hexadecimal digits that name a text. */
const DIGITS = 24
/** Rows of one statement. */
const MOST_ROWS = 50

const textOf = ({ zh, en }: Text): Text => ({
  zh: plain(zh).toWellFormed().slice(0, MOST_TEXT).toWellFormed(),
  en: plain(en).toWellFormed().slice(0, MOST_TEXT).toWellFormed(),
})

const namesOf = (names: Iterable<string>): string[] =>
  [...new Set(names)].slice(0, MOST_NAMES).map((name) => plain(name).toWellFormed().replace(/\s/g, '_').slice(0, 200))

interface Of {
  readonly subject: string
  readonly result: string
  readonly place: string
}

/** What a transaction changes in the tasks of a workspace; their counts are added up and written once. */
export class TaskMoves {
  readonly #workspace: string
  readonly #materials = new Map<string, Omit<MaterialRow, 'workspace_id' | 'id'>>()
  readonly #tally = new Map<string, Omit<TaskTallyRow, 'workspace_id'>>()

  constructor(workspace: string) {
    this.#workspace = workspace
  }

  /** The latest result of a subject is no longer that. */
  async leave(db: Transaction<Tables>, subject: string): Promise<void> {
    const gone = await db.deleteFrom('task').where('subject_id', '=', subject).returningAll().execute()
    for (const row of gone) {
      this.#count(row, -1)
      this.#material(row.material, { kind: row.kind, zh: '', en: '', n: -1 })
    }
  }

  /** A result is the latest of its subject. */
  async come(db: Transaction<Tables>, of: Of, result: SubjectResult): Promise<void> {
    const rows: TaskRow[] = []
    for (const [n, task] of tasksOf(result).slice(0, MOST_TASKS).entries()) {
      const row = await this.#row(of, result.subject.kind, task, n)
      rows.push(row)
      this.#count(row, 1)
      this.#material(row.material, { kind: row.kind, ...textOf(task.say), n: 1 })
    }
    await insertRows(db, 'task', rows)
  }

  /** Writes texts and counts, in one order for all, so that no two transactions wait for each other. */
  async settle(db: Transaction<Tables>): Promise<void> {
    const workspace_id = this.#workspace
    const materials = inOrder(this.#materials).map(([id, row]) => ({ workspace_id, id, ...row }))
    for (const part of parts(materials))
      await db
        .insertInto('material')
        .values(part)
        .onConflict((c) => c.columns(['workspace_id', 'id']).doUpdateSet({ n: sql`material.n + excluded.n` }))
        .execute()
    const less = materials.filter(({ n }) => n < 0).map(({ id }) => id)
    for (const part of parts(less))
      await db
        .deleteFrom('material')
        .where('workspace_id', '=', workspace_id)
        .where('id', 'in', part)
        .where('n', '<=', 0)
        .execute()
    for (const part of parts(inOrder(this.#tally).map(([, row]) => ({ workspace_id, ...row }))))
      await db
        .insertInto('task_tally')
        .values(part)
        .onConflict((c) =>
          c
            .columns(['workspace_id', 'kind', 'of', 'role', 'provision', 'dated'])
            .doUpdateSet({ n: sql`task_tally.n + excluded.n` }),
        )
        .execute()
  }

  async #row({ subject, result, place }: Of, of: string, task: Task, n: number): Promise<TaskRow> {
    const provisions = namesOf(task.settles.map((d) => d.provision))
    const [first] = provisions
    const { zh, en } = textOf(task.say)
    return {
      workspace_id: this.#workspace,
      subject_id: subject,
      n,
      result_id: result,
      kind: task.kind,
      of,
      role: first === undefined ? '' : await bearerOf(first),
      material: sha256(`${task.kind}\n${zh}\n${en}`).slice(0, DIGITS),
      provisions: ` ${provisions.join(' ')} `,
      facts: namesOf(task.facts).join(' '),
      due: task.due ?? null,
      place,
    }
  }

  #count({ kind, of, role, provisions, due }: TaskRow, by: 1 | -1): void {
    const dated = due === null ? 0 : 1
    for (const provision of ['', ...provisions.split(' ').filter(Boolean)]) {
      const key = [kind, of, role, provision, dated].join('\n')
      const { n } = this.#tally.get(key) ?? { n: 0 }
      this.#tally.set(key, { kind, of, role, provision, dated, n: n + by })
    }
  }

  #material(id: string, row: Omit<MaterialRow, 'workspace_id' | 'id'>): void {
    const known = this.#materials.get(id)
    const { zh, en } = row.n > 0 ? row : (known ?? row)
    this.#materials.set(id, { kind: row.kind, zh, en, n: row.n + (known?.n ?? 0) })
  }
}

const inOrder = <R extends { readonly n: number }>(moved: ReadonlyMap<string, R>): (readonly [string, R])[] =>
  [...moved].filter(([, { n }]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1))

function* parts<R>(rows: readonly R[]): Generator<R[]> {
  for (let from = 0; from < rows.length; from += MOST_ROWS) yield rows.slice(from, from + MOST_ROWS)
}
