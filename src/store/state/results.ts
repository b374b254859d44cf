import { sql, type Transaction } from 'kysely'
import type { Determination, Result, SubjectResult } from '../../judge/result.ts'
import { toJson } from '../../report/json.ts'
import type { Db } from './database.ts'
import { newId, sha256 } from './secret.ts'
import type { ResultRow, SubjectRow, Tables } from './tables.ts'

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

/** Keeps each subject of a result as a result of its own, all or none. The same result is kept once. */
export const keepResult = (db: Db, workspace: string, result: Result, job: string | null = null): Promise<Kept[]> =>
  db.transaction().execute((within) => keepWithin(within, workspace, result, job))

export async function keepWithin(
  db: Transaction<Tables>,
  workspace: string,
  result: Result,
  job: string | null,
): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const one of result.results) kept.push(await keepOne(db, workspace, { ...result, results: [one] }, one, job))
  return kept
}

async function keepOne(
  db: Transaction<Tables>,
  workspace: string,
  result: Result,
  { subject: of, determinations, summary }: SubjectResult,
  job: string | null,
): Promise<Kept> {
  const now = Date.now()
  const body = toJson(result)
  const digest = sha256(body)
  const made = newId()
  const subject = await db
    .insertInto('subject')
    .values({
      id: newId(),
      workspace_id: workspace,
      key: of.id,
      kind: of.kind,
      name: of.name,
      latest_id: made,
      changed_at: now,
    })
    .onConflict((c) => c.columns(['workspace_id', 'key']).doUpdateSet({ changed_at: now }))
    .returning(['id', 'latest_id'])
    .executeTakeFirstOrThrow()
  const before = subject.latest_id === made ? undefined : subject.latest_id
  const known = await db
    .selectFrom('result')
    .select('id')
    .where('subject_id', '=', subject.id)
    .where('digest', '=', digest)
    .executeTakeFirst()
  if (known) {
    await restand(db, workspace, before, known.id)
    await db.updateTable('subject').set({ latest_id: known.id }).where('id', '=', subject.id).execute()
    await db.updateTable('result').set({ made_at: now }).where('id', '=', known.id).execute()
    return { subject: subject.id, result: known.id, known: true }
  }
  await db
    .insertInto('result')
    .values({
      id: made,
      workspace_id: workspace,
      subject_id: subject.id,
      job_id: job,
      digest,
      as_of: result.asOf,
      version: of.version,
      made_at: now,
      failed: summary.failed,
      passed: summary.passed,
      cant_tell: summary.cantTell,
      inapplicable: summary.inapplicable,
      untested: summary.untested,
      body,
    })
    .execute()
  for (const part of parts(determinations, 100))
    await db
      .insertInto('determination')
      .values(
        part.map(({ d, position }) => ({
          result_id: made,
          workspace_id: workspace,
          position,
          rule: d.rule,
          provision: d.provision,
          outcome: d.outcome,
          leads: d.leads.length,
        })),
      )
      .execute()
  await restand(db, workspace, before, made)
  await db
    .updateTable('subject')
    .set({ latest_id: made, name: of.name, kind: of.kind })
    .where('id', '=', subject.id)
    .execute()
  return { subject: subject.id, result: made, known: false }
}

/** Moves the counts of a subject from the result that was its latest to the one that is. */
async function restand(
  db: Transaction<Tables>,
  workspace: string,
  before: string | undefined,
  after: string | undefined,
): Promise<void> {
  if (before === after) return
  const moved = new Map<string, number>()
  for (const [result, by] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (result === undefined) continue
    const rows = await db
      .selectFrom('determination')
      .select(['provision', 'outcome'])
      .where('result_id', '=', result)
      .where('outcome', 'in', ['failed', 'cantTell'])
      .execute()
    for (const { provision, outcome } of rows) {
      const key = `${outcome} ${provision}`
      moved.set(key, (moved.get(key) ?? 0) + by)
    }
  }
  // In one order for all, so that no two transactions wait for each other.
  for (const [key, n] of [...moved].filter(([, by]) => by !== 0).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [outcome, provision] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
    await db
      .insertInto('standing')
      .values({ workspace_id: workspace, provision, outcome, n })
      .onConflict((c) =>
        c.columns(['workspace_id', 'provision', 'outcome']).doUpdateSet((q) => ({ n: q('standing.n', '+', n) })),
      )
      .execute()
  }
}

function parts(all: readonly Determination[], size: number) {
  const placed = all.map((d, position) => ({ d, position }))
  return Array.from({ length: Math.ceil(placed.length / size) }, (_, n) => placed.slice(n * size, (n + 1) * size))
}

export interface SubjectAsked {
  readonly kind?: string | undefined
  readonly text?: string | undefined
  /** Only subjects whose latest result has one of these. */
  readonly outcome?: 'failed' | 'cantTell' | undefined
  readonly most: number
  readonly from: number
}

export type SubjectHead = SubjectRow & Omit<ResultHead, 'subject_id' | 'job_id'> & { readonly result_id: string }

/** Whose name or id holds a text as it stands. */
function named(text: string) {
  const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(lower(subject.name) like ${like} escape '\\' or lower(subject.key) like ${like} escape '\\')`
}

const subjectsWith = (db: Db, workspace: string, asked: Omit<SubjectAsked, 'most' | 'from'>) => {
  let q = db
    .selectFrom('subject')
    .innerJoin('result', 'result.id', 'subject.latest_id')
    .where('subject.workspace_id', '=', workspace)
  if (asked.kind) q = q.where('subject.kind', '=', asked.kind)
  if (asked.outcome === 'failed') q = q.where('result.failed', '>', 0)
  if (asked.outcome === 'cantTell') q = q.where('result.cant_tell', '>', 0)
  if (asked.text) q = q.where(named(asked.text))
  return q
}

/** The same subjects without their results, where nothing of those is asked for. */
const subjectsOnly = (db: Db, workspace: string, asked: Pick<SubjectAsked, 'kind' | 'text'>) => {
  let q = db.selectFrom('subject').where('subject.workspace_id', '=', workspace)
  if (asked.kind) q = q.where('subject.kind', '=', asked.kind)
  if (asked.text) q = q.where(named(asked.text))
  return q
}

/** Subjects with the state of their latest result, what was looked at last first. */
export async function subjectsOf(
  db: Db,
  workspace: string,
  asked: SubjectAsked,
): Promise<{ readonly all: number; readonly rows: SubjectHead[] }> {
  const { all } = await (asked.outcome ? subjectsWith(db, workspace, asked) : subjectsOnly(db, workspace, asked))
    .select((q) => q.fn.countAll().as('all'))
    .executeTakeFirstOrThrow()
  const rows = await subjectsWith(db, workspace, asked)
    .selectAll('subject')
    .select(HEAD.filter((c) => c !== 'result.id' && c !== 'result.subject_id' && c !== 'result.job_id'))
    .select('result.id as result_id')
    .orderBy('subject.changed_at', 'desc')
    .orderBy('subject.id')
    .limit(asked.most)
    .offset(asked.from)
    .execute()
  return { all: Number(all), rows: rows as unknown as SubjectHead[] }
}

/**
 * Each subject's latest result, and its first where that is another, the earlier before the later. Undefined where there
 * are more subjects, or more characters of results, than may be taken at once.
 */
export async function lastAndFirst(
  db: Db,
  workspace: string,
  asked: Omit<SubjectAsked, 'most' | 'from'>,
  limits: { readonly subjects: number; readonly characters: number },
): Promise<readonly Result[] | undefined> {
  const subjects = await subjectsWith(db, workspace, asked)
    .select(['subject.id', 'subject.latest_id'])
    .orderBy('subject.id')
    .limit(limits.subjects + 1)
    .execute()
  if (subjects.length > limits.subjects) return undefined
  const results: Result[] = []
  let characters = 0
  for (const { id, latest_id } of subjects) {
    const first = await db
      .selectFrom('result')
      .select('id')
      .where('subject_id', '=', id)
      .orderBy('made_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    for (const one of new Set([first?.id, latest_id])) {
      const row = one ? await resultOf(db, workspace, one) : undefined
      if (!row) continue
      characters += row.body.length
      if (characters > limits.characters) return undefined
      results.push(bodyOf(row))
    }
  }
  return results
}

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
      .select('latest_id')
      .where('id', '=', id)
      .where('workspace_id', '=', workspace)
      .executeTakeFirst()
    await restand(within, workspace, subject?.latest_id, undefined)
    const results = within
      .selectFrom('result')
      .select('id')
      .where('subject_id', '=', id)
      .where('workspace_id', '=', workspace)
    await within.deleteFrom('determination').where('result_id', 'in', results).execute()
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

/** The subjects whose latest result answers a provision with an outcome. */
export const subjectsWithOutcome = (db: Db, workspace: string, provision: string, outcome: string) =>
  db
    .selectFrom('determination')
    .innerJoin('subject', 'subject.latest_id', 'determination.result_id')
    .select(['subject.id', 'subject.name', 'subject.kind', 'subject.key', 'subject.latest_id'])
    .distinct()
    .where('determination.workspace_id', '=', workspace)
    .where('determination.provision', '=', provision)
    .where('determination.outcome', '=', outcome)
    .orderBy('subject.name')
    .limit(500)
    .execute()
