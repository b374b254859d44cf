import type { CaseFile } from '../../cases/event.ts'
import type { Db } from './database.ts'
import type { CaseRow } from './tables.ts'

export const casesOf = (db: Db, workspace: string): Promise<CaseRow[]> =>
  db
    .selectFrom('case_file')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()

export const caseOf = (db: Db, workspace: string, id: string): Promise<CaseRow | undefined> =>
  db.selectFrom('case_file').selectAll().where('workspace_id', '=', workspace).where('id', '=', id).executeTakeFirst()

/** What a row holds. It was written by `openCaseFile` and `changeCase`. */
export const fileOf = (row: Pick<CaseRow, 'body'>): CaseFile => JSON.parse(row.body) as CaseFile

/** False where the id is taken. */
export async function openCaseFile(db: Db, workspace: string, id: string, file: CaseFile): Promise<boolean> {
  const now = Date.now()
  const made = await db
    .insertInto('case_file')
    .values({
      workspace_id: workspace,
      id,
      procedure: file.procedure,
      revision: 1,
      body: JSON.stringify(file),
      made_at: now,
      changed_at: now,
    })
    .onConflict((c) => c.columns(['workspace_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(made.numInsertedOrUpdatedRows ?? 0) > 0
}

/** Writes a case over the revision that was read. False where another was first. */
export async function changeCase(db: Db, row: CaseRow, file: CaseFile): Promise<boolean> {
  const done = await db
    .updateTable('case_file')
    .set({ body: JSON.stringify(file), revision: row.revision + 1, changed_at: Date.now() })
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .where('revision', '=', row.revision)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}
