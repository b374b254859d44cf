import type { Text } from '../../law/text.ts'
import type { Db } from './database.ts'
import { enterWorkspace, WorkspaceGone } from './people.ts'
import { keepWithin, type Results } from './results.ts'
import { newId } from './secret.ts'
import type { JobRow } from './tables.ts'

/** Milliseconds a claim on a job holds unless it is renewed. */
export const LEASE = 15_000
/** A job whose process ended for no reason of its own is taken up so often. */
export const ATTEMPTS = 20

export interface Progress {
  readonly stage: 'waiting' | 'preparing' | 'reading' | 'judging' | 'saving' | 'ended'
  /** Parts done, and in all. */
  readonly done: number
  readonly of: number
  readonly what?: string
}

export interface Trouble {
  readonly code: string
  readonly zh: string
  readonly en: string
}

const WAITING: Progress = { stage: 'waiting', done: 0, of: 1 }

/** Throws `WorkspaceGone`. */
export async function addJob(
  db: Db,
  of: { readonly workspace: string; readonly account: string; readonly kind: string; readonly input: unknown },
): Promise<string> {
  const id = newId()
  const row: JobRow = {
    id,
    workspace_id: of.workspace,
    account_id: of.account,
    kind: of.kind,
    state: 'queued',
    input: JSON.stringify(of.input),
    attempt: 0,
    owner: null,
    lease_until: 0,
    progress: JSON.stringify(WAITING),
    error: null,
    results: null,
    made_at: Date.now(),
    started_at: null,
    ended_at: null,
  }
  await db.transaction().execute(async (within) => {
    await enterWorkspace(within, of.workspace)
    await within.insertInto('job').values(row).execute()
  })
  return id
}

export const jobOf = (db: Db, workspace: string, id: string): Promise<JobRow | undefined> =>
  db.selectFrom('job').selectAll().where('workspace_id', '=', workspace).where('id', '=', id).executeTakeFirst()

export const jobsOf = (db: Db, workspace: string, most = 200): Promise<JobRow[]> =>
  db
    .selectFrom('job')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('made_at', 'desc')
    .limit(most)
    .execute()

/**
 * Takes up the oldest job that nobody runs: one that waits, or one whose claim ran out. Undefined where there is none.
 * Two processes that ask at once never get the same one.
 */
export async function claimJob(db: Db, owner: string): Promise<JobRow | undefined> {
  for (;;) {
    const now = Date.now()
    const next = await db
      .selectFrom('job')
      .selectAll()
      .where((q) => q.or([q('state', '=', 'queued'), q.and([q('state', '=', 'running'), q('lease_until', '<', now)])]))
      .orderBy('made_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (!next) return undefined
    const lost = next.attempt >= ATTEMPTS
    const taken = await db
      .updateTable('job')
      .set(
        lost
          ? { state: 'failed', owner: null, error: JSON.stringify(GAVE_UP), ended_at: now }
          : {
              state: 'running',
              owner,
              attempt: next.attempt + 1,
              lease_until: now + LEASE,
              started_at: next.started_at ?? now,
            },
      )
      .where('id', '=', next.id)
      .where('state', '=', next.state)
      .where('attempt', '=', next.attempt)
      .where('lease_until', '=', next.lease_until)
      .returningAll()
      .executeTakeFirst()
    if (taken && !lost) return taken
  }
}

const GAVE_UP: Trouble = {
  code: 'job.lost',
  zh: `处理进程${ATTEMPTS}次意外终止，已放弃`,
  en: `its process ended unexpectedly ${ATTEMPTS} times: given up`,
}

/** The claim as its holder knows it. */
export type Claim = Pick<JobRow, 'id' | 'workspace_id' | 'attempt'> & { readonly owner: string }

const held = (claim: Claim) => ({ id: claim.id, owner: claim.owner, attempt: claim.attempt, state: 'running' }) as const

/** Renews a claim and says how far the job is. False where it is no longer held: the work must stop. */
export async function renewJob(db: Db, claim: Claim, progress: Progress | undefined): Promise<boolean> {
  const { id, owner, attempt, state } = held(claim)
  const done = await db
    .updateTable('job')
    .set({ lease_until: Date.now() + LEASE, ...(progress ? { progress: JSON.stringify(progress) } : {}) })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('attempt', '=', attempt)
    .where('state', '=', state)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}

/**
 * Ends a job with its results, both or neither. False where the claim was lost, or the workspace was
 * removed: nothing is kept.
 */
export async function completeJob(db: Db, claim: Claim, results: Results): Promise<boolean> {
  const completed = db.transaction().execute(async (within) => {
    const { id, owner, attempt, state } = held(claim)
    await enterWorkspace(within, claim.workspace_id)
    const done = await within
      .updateTable('job')
      .set({ state: 'done', owner: null, progress: JSON.stringify(ENDED), ended_at: Date.now() })
      .where('id', '=', id)
      .where('owner', '=', owner)
      .where('attempt', '=', attempt)
      .where('state', '=', state)
      .executeTakeFirst()
    if (Number(done.numUpdatedRows) === 0) return false
    const kept = await keepWithin(within, claim.workspace_id, results, id)
    const made = kept.map((k) => ({ subject: k.subject, result: k.result }))
    await within
      .updateTable('job')
      .set({ results: JSON.stringify(made) })
      .where('id', '=', id)
      .execute()
    return true
  })
  return completed.catch((error: unknown) => {
    if (error instanceof WorkspaceGone) return false
    throw error
  })
}

const ENDED: Progress = { stage: 'ended', done: 1, of: 1 }

/** Ends a job that cannot be done. */
export async function failJob(db: Db, claim: Claim, trouble: Trouble): Promise<void> {
  const { id, owner, attempt, state } = held(claim)
  await db
    .updateTable('job')
    .set({ state: 'failed', owner: null, error: JSON.stringify(trouble), ended_at: Date.now() })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('attempt', '=', attempt)
    .where('state', '=', state)
    .execute()
}

/** Gives a job back whose process ended for no reason of its own. */
export async function releaseJob(db: Db, claim: Claim): Promise<void> {
  const { id, owner, attempt, state } = held(claim)
  await db
    .updateTable('job')
    .set({ state: 'queued', owner: null, lease_until: 0, progress: JSON.stringify(WAITING) })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('attempt', '=', attempt)
    .where('state', '=', state)
    .execute()
}

/** Gives back what processes of this machine held that no longer live. */
export async function releaseDead(db: Db, isDead: (owner: string) => boolean): Promise<void> {
  const running = await db.selectFrom('job').selectAll().where('state', '=', 'running').execute()
  for (const job of running)
    if (job.owner !== null && isDead(job.owner)) await releaseJob(db, { ...job, owner: job.owner })
}

/** True where it was still to be done. */
export async function cancelJob(db: Db, workspace: string, id: string): Promise<boolean> {
  const done = await db
    .updateTable('job')
    .set({ state: 'cancelled', owner: null, ended_at: Date.now() })
    .where('id', '=', id)
    .where('workspace_id', '=', workspace)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}

export const textOf = ({ zh, en }: Trouble): Text => ({ zh, en })
