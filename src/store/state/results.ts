import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Determination, Result, SubjectResult } from '../../judge/result.ts'
import { toJson } from '../../report/json.ts'
import type { Db } from './database.ts'
import { insertRows } from './insert.ts'
import { enterWorkspace } from './people.ts'
import { newId, sha256 } from './secret.ts'
import { type SubjectFilter, subjectsWith } from './subject-list.ts'
import { foldedOf, holding, numberOf, placeOf, plain } from './subject-text.ts'
import type { ResultRow, SubjectRow, Tables, TallyRow } from './tables.ts'
import { TaskMoves } from './task-moves.ts'

/** A row of a list of results: everything but the body. */
export type ResultHead = Omit<ResultRow, 'body' | 'digest' | 'workspace_id'>

const HEAD = [
  'result.id',
  'result.subject_id',
  'result.job_id',
  'result.as_of',
  'result.version',
  'result.made_at',
  'result.failed',
  'result.passed',
  'result.cant_tell',
  'result.inapplicable',
  'result.untested',
] as const

export interface Kept {
  readonly subject: string
  readonly result: string
  /** The very same result was there already. */
  readonly known: boolean
}

/** Results one after the other, each of a subject or more. */
export type Results = Iterable<Result> | AsyncIterable<Result>

/**
 * Keeps each subject of results as a result of its own, all or none. The same result is kept once. Throws
 * `WorkspaceGone`.
 */
export const keepResults = (db: Db, workspace: string, results: Results): Promise<Kept[]> =>
  db.transaction().execute(async (within) => {
    await enterWorkspace(within, workspace)
    return keepWithin(within, workspace, results, null)
  })

export const keepResult = (db: Db, workspace: string, result: Result): Promise<Kept[]> =>
  keepResults(db, workspace, [result])

/**
 * Keeps results within a transaction that entered the workspace, one subject at a time: between two of them whatever
 * else waits is done. The counts follow at the end.
 */
export async function keepWithin(
  db: Transaction<Tables>,
  workspace: string,
  results: Results,
  job: string | null,
): Promise<Kept[]> {
  const kept: Kept[] = []
  const moves = new Moves(workspace)
  const tasks = new TaskMoves(workspace)
  for await (const result of results)
    for (const one of result.results) {
      kept.push(await keepOne(db, moves, tasks, { ...result, results: [one] }, one, job))
      await nextTurn()
    }
  await moves.settle(db)
  await tasks.settle(db)
  return kept
}

async function keepOne(
  db: Transaction<Tables>,
  moves: Moves,
  tasks: TaskMoves,
  result: Result,
  one: SubjectResult,
  job: string | null,
): Promise<Kept> {
  const { subject: of, determinations, summary } = one
  const { workspace } = moves
  const now = Date.now()
  const body = toJson(result)
  const digest = sha256(body)
  const [id, made] = [newId(), newId()]
  const [name, key] = [plain(of.name), plain(of.id)]
  const shown = { name, kind: of.kind, folded: foldedOf(name, key) }
  const { failed, cantTell: cant_tell } = summary
  const subject = await db
    .insertInto('subject')
    .values({
      id,
      workspace_id: workspace,
      key,
      latest_id: made,
      changed_at: now,
      n: numberOf(id),
      failed: 0,
      cant_tell: 0,
      ...shown,
    })
    .onConflict((c) => c.columns(['workspace_id', 'key']).doUpdateSet({ changed_at: now }))
    .returning(['id', 'kind', 'latest_id', 'failed', 'cant_tell'])
    .executeTakeFirstOrThrow()
  const before = subject.latest_id === made ? undefined : subject
  const known =
    before &&
    (await db
      .selectFrom('result')
      .select('id')
      .where('subject_id', '=', subject.id)
      .where('digest', '=', digest)
      .executeTakeFirst())
  const latest_id = known?.id ?? made
  const stays = before?.latest_id === latest_id
  if (before && !stays) {
    await moves.leave(db, before)
    await tasks.leave(db, before.id)
  }
  if (known) {
    if (!stays) await moves.comeBack(db, known.id, { ...shown, failed, cant_tell })
    await db.updateTable('result').set({ made_at: now }).where('id', '=', known.id).execute()
  } else {
    await db
      .insertInto('result')
      .values({
        id: made,
        workspace_id: workspace,
        subject_id: subject.id,
        job_id: job,
        digest,
        as_of: result.asOf,
        version: plain(of.version),
        made_at: now,
        failed,
        passed: summary.passed,
        cant_tell,
        inapplicable: summary.inapplicable,
        untested: summary.untested,
        body,
      })
      .execute()
    await keepDeterminations(db, workspace, made, placeOf(name), determinations)
    moves.come({ kind: of.kind, failed, cant_tell }, determinations)
  }
  await db
    .updateTable('subject')
    .set({ latest_id, failed, cant_tell, ...shown })
    .where('id', '=', subject.id)
    .execute()
  if (!stays) await tasks.come(db, { subject: subject.id, result: latest_id, place: placeOf(name) }, one)
  return { subject: subject.id, result: latest_id, known: known !== undefined }
}

async function keepDeterminations(
  db: Transaction<Tables>,
  workspace: string,
  result: string,
  place: string,
  determinations: readonly Determination[],
): Promise<void> {
  const rows = determinations.map((d, position) => ({
    result_id: result,
    workspace_id: workspace,
    position,
    rule: plain(d.rule),
    provision: plain(d.provision),
    outcome: d.outcome,
    leads: d.leads.length,
    place,
  }))
  await insertRows(db, 'determination', rows)
}

/** What a subject counts for. */
type Counted = Pick<SubjectRow, 'kind' | 'failed' | 'cant_tell'>

/** What a transaction changes in the counts of a workspace, added up and written once. */
class Moves {
  readonly workspace: string
  readonly #standing = new Map<string, number>()
  readonly #tally = new Map<string, number>()

  constructor(workspace: string) {
    this.workspace = workspace
  }

  /** A result is no longer the latest of its subject. */
  async leave(db: Transaction<Tables>, subject: Counted & Pick<SubjectRow, 'latest_id'>): Promise<void> {
    this.#count(subject, await this.#rowsOf(db, subject.latest_id), -1)
    await this.#place(db, subject.latest_id, null)
  }

  /** An earlier result is the latest again. */
  async comeBack(db: Transaction<Tables>, result: string, subject: Counted & Pick<SubjectRow, 'name'>): Promise<void> {
    this.#count(subject, await this.#rowsOf(db, result), 1)
    await this.#place(db, result, placeOf(subject.name))
  }

  /** A result that was just made is the latest. */
  come(subject: Counted, determinations: readonly Pick<Determination, 'provision' | 'outcome'>[]): void {
    this.#count(subject, determinations, 1)
  }

  /** Writes the counts, in one order for all, so that no two transactions wait for each other. */
  async settle(db: Transaction<Tables>): Promise<void> {
    const workspace_id = this.workspace
    for (const [outcome, provision, n] of inOrder(this.#standing))
      await db
        .insertInto('standing')
        .values({ workspace_id, provision, outcome, n })
        .onConflict((c) =>
          c.columns(['workspace_id', 'provision', 'outcome']).doUpdateSet((q) => ({ n: q('standing.n', '+', n) })),
        )
        .execute()
    for (const [outcome, kind, n] of inOrder(this.#tally))
      await db
        .insertInto('tally')
        .values({ workspace_id, kind, outcome: outcome as TallyRow['outcome'], n })
        .onConflict((c) =>
          c.columns(['workspace_id', 'kind', 'outcome']).doUpdateSet((q) => ({ n: q('tally.n', '+', n) })),
        )
        .execute()
  }

  #count(
    { kind, failed, cant_tell }: Counted,
    rows: readonly { readonly provision: string; readonly outcome: string }[],
    by: 1 | -1,
  ): void {
    for (const { outcome, provision } of rows)
      if (outcome === 'failed' || outcome === 'cantTell') add(this.#standing, `${outcome} ${plain(provision)}`, by)
    add(this.#tally, `any ${kind}`, by)
    if (failed > 0) add(this.#tally, `failed ${kind}`, by)
    if (cant_tell > 0) add(this.#tally, `cantTell ${kind}`, by)
  }

  #rowsOf = (db: Transaction<Tables>, result: string) =>
    db.selectFrom('determination').select(['provision', 'outcome']).where('result_id', '=', result).execute()

  #place = (db: Transaction<Tables>, result: string, place: string | null) =>
    db.updateTable('determination').set({ place }).where('result_id', '=', result).execute()
}

const add = (to: Map<string, number>, key: string, by: number) => to.set(key, (to.get(key) ?? 0) + by)

/** Outcome, what it is of, and by how much it moved. */
const inOrder = (moved: ReadonlyMap<string, number>): [string, string, number][] =>
  [...moved]
    .filter(([, by]) => by !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, by]) => [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1), by])

/**
 * The body of each subject's latest result, and of its first where that is another, the earlier before the later; with a
 * day those by the law of that day or before. Answers how many were given to `take`: undefined where there are more
 * subjects, or more characters of results, than may be taken at once.
 */
export async function lastAndFirst(
  db: Db,
  workspace: string,
  asked: SubjectFilter & { readonly day?: string | undefined },
  limits: { readonly subjects: number; readonly characters: number },
  take: (body: string) => void,
): Promise<number | undefined> {
  const text = asked.text ? await holding(db, asked.text) : undefined
  const subjects = await subjectsWith(db, workspace, asked, text)
    .select(['subject.id', 'subject.latest_id'])
    .orderBy('subject.id')
    .limit(limits.subjects + 1)
    .execute()
  if (subjects.length > limits.subjects) return undefined
  let taken = 0
  let characters = 0
  for (const { id, latest_id } of subjects) {
    const until = db
      .selectFrom('result')
      .select('id')
      .where('subject_id', '=', id)
      .$if(asked.day !== undefined, (q) => q.where('as_of', '<=', asked.day!))
    const first = await until.orderBy('made_at').orderBy('id').limit(1).executeTakeFirst()
    const last = asked.day
      ? await until.orderBy('as_of', 'desc').orderBy('made_at', 'desc').orderBy('id').limit(1).executeTakeFirst()
      : { id: latest_id }
    for (const one of new Set([first?.id, last?.id])) {
      const row = one ? await resultOf(db, workspace, one) : undefined
      if (!row) continue
      characters += row.body.length
      if (characters > limits.characters) return undefined
      take(row.body)
      taken += 1
    }
    // A file answers at once: between two subjects whatever else waits is done.
    await nextTurn()
  }
  return taken
}

/** Undefined where there is no such result. */
export const kindOfResult = async (db: Db, workspace: string, id: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('result')
      .innerJoin('subject', 'subject.id', 'result.subject_id')
      .select('subject.kind')
      .where('result.workspace_id', '=', workspace)
      .where('result.id', '=', id)
      .executeTakeFirst()
  )?.kind

export const subjectOf = (db: Db, workspace: string, id: string): Promise<SubjectRow | undefined> =>
  db.selectFrom('subject').selectAll().where('workspace_id', '=', workspace).where('id', '=', id).executeTakeFirst()

/** The results of a subject, the newest first. */
export const historyOf = (db: Db, workspace: string, subject: string): Promise<ResultHead[]> =>
  db
    .selectFrom('result')
    .select(HEAD)
    .where('workspace_id', '=', workspace)
    .where('subject_id', '=', subject)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute() as Promise<ResultHead[]>

export const resultOf = (db: Db, workspace: string, id: string): Promise<ResultRow | undefined> =>
  db.selectFrom('result').selectAll().where('workspace_id', '=', workspace).where('id', '=', id).executeTakeFirst()

/** What a row holds. It was written by `keepResult`. */
export const bodyOf = (row: Pick<ResultRow, 'body'>): Result => JSON.parse(row.body) as Result

export async function removeSubject(db: Db, workspace: string, id: string): Promise<boolean> {
  return db.transaction().execute(async (within) => {
    const subject = await within
      .selectFrom('subject')
      .select(['kind', 'latest_id', 'failed', 'cant_tell'])
      .where('id', '=', id)
      .where('workspace_id', '=', workspace)
      .executeTakeFirst()
    if (!subject) return false
    const moves = new Moves(workspace)
    await moves.leave(within, subject)
    await moves.settle(within)
    const tasks = new TaskMoves(workspace)
    await tasks.leave(within, id)
    await tasks.settle(within)
    const results = within
      .selectFrom('result')
      .select('id')
      .where('subject_id', '=', id)
      .where('workspace_id', '=', workspace)
    await within.deleteFrom('determination').where('result_id', 'in', results).execute()
    for (const table of ['attestation', 'exception'] as const)
      await within.deleteFrom(table).where('subject_id', '=', id).where('workspace_id', '=', workspace).execute()
    await within.deleteFrom('result').where('subject_id', '=', id).where('workspace_id', '=', workspace).execute()
    const gone = await within
      .deleteFrom('subject')
      .where('id', '=', id)
      .where('workspace_id', '=', workspace)
      .executeTakeFirst()
    return Number(gone.numDeletedRows) > 0
  })
}

/** Provisions over the latest results of a workspace: how many subjects have which outcome, most evidence first. */
export async function provisionsOf(db: Db, workspace: string) {
  const rows = await db
    .selectFrom('standing')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('n', '>', 0)
    .execute()
  const found = new Map<string, { failed: number; cantTell: number }>()
  for (const { provision, outcome, n } of rows) {
    const one = found.get(provision) ?? { failed: 0, cantTell: 0 }
    one[outcome as 'failed' | 'cantTell'] = n
    found.set(provision, one)
  }
  return [...found]
    .map(([provision, counts]) => ({ provision, ...counts }))
    .sort((a, b) => b.failed - a.failed || b.cantTell - a.cantTell || (a.provision < b.provision ? -1 : 1))
}

const MOST_LISTED = 500

/** The subjects whose latest result answers a provision with an outcome, by name. */
export async function subjectsWithOutcome(db: Db, workspace: string, provision: string, outcome: string) {
  // More than one rule may answer a provision.
  const found = db
    .selectFrom('determination')
    .select(['place', 'result_id'])
    .where('workspace_id', '=', workspace)
    .where('provision', '=', provision)
    .where('outcome', '=', outcome)
    .where('place', 'is not', null)
    .groupBy(['place', 'result_id'])
    .orderBy('place')
    .orderBy('result_id')
    .limit(MOST_LISTED)
  return db
    .selectFrom(found.as('found'))
    .innerJoin('subject', 'subject.latest_id', 'found.result_id')
    .select(['subject.id', 'subject.name', 'subject.kind', 'subject.key', 'subject.latest_id'])
    .orderBy('found.place')
    .orderBy('found.result_id')
    .execute()
}
