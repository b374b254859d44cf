import type { Db } from './database.ts'
import { newId } from './secret.ts'
import type { ExceptionRow, HeldFile } from './tables.ts'

/** Records an exception. */
export async function keepException(
  db: Db,
  of: Omit<ExceptionRow, 'id' | 'evidence' | 'made_at' | 'withdrawn_by' | 'withdrawn_at'> & {
    readonly evidence: readonly HeldFile[]
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('exception')
    .values({
      ...of,
      id,
      evidence: JSON.stringify(of.evidence),
      made_at: Date.now(),
      withdrawn_by: null,
      withdrawn_at: null,
    })
    .execute()
  return id
}

/** Withdraws one; false where it is none of that subject, or is withdrawn already. */
export async function withdrawException(
  db: Db,
  { workspace, subject, id, by }: Readonly<Record<'workspace' | 'subject' | 'id' | 'by', string>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('exception')
    .set({ withdrawn_by: by, withdrawn_at: Date.now() })
    .where('workspace_id', '=', workspace)
    .where('subject_id', '=', subject)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

const exceptions = (db: Db, workspace: string) =>
  db
    .selectFrom('exception')
    .innerJoin('subject', 'subject.id', 'exception.subject_id')
    .leftJoin('determination', (on) =>
      on.onRef('determination.result_id', '=', 'subject.latest_id').onRef('determination.rule', '=', 'exception.rule'),
    )
    .leftJoin('account', 'account.id', 'exception.account_id')
    .leftJoin('account as withdrawer', 'withdrawer.id', 'exception.withdrawn_by')
    .selectAll('exception')
    .select([
      'subject.name as subject',
      'account.name as maker',
      'withdrawer.name as withdrawer',
      'determination.outcome',
    ])
    .where('exception.workspace_id', '=', workspace)

/** What is excepted of a subject, the newest first. */
export const exceptionsOf = (db: Db, workspace: string, subject: string) =>
  exceptions(db, workspace)
    .where('exception.subject_id', '=', subject)
    .orderBy('exception.made_at', 'desc')
    .orderBy('exception.id')
    .execute()

/** Exceptions of a workspace that hold and end from one day to another, the earliest first. */
export const exceptionsEnding = (db: Db, workspace: string, from: string, to: string, most: number) =>
  exceptions(db, workspace)
    .where('exception.withdrawn_at', 'is', null)
    .where('exception.until_day', '>=', from)
    .where('exception.until_day', '<=', to)
    .where('determination.outcome', '=', 'failed')
    .orderBy('exception.until_day')
    .orderBy('exception.id')
    .limit(most)
    .execute()
