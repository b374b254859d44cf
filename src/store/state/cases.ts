import type { CaseFile } from '../../cases/event.ts'
import type { Db } from './database.ts'
import type { CaseRow } from './tables.ts'

/** Cases that an earlier guiju kept in the database, without a signed log: they are brought into the ledger. */

export const keptInRows = (db: Db): Promise<CaseRow[]> =>
  db.selectFrom('case_file').selectAll().orderBy('made_at').orderBy('id').execute()

export const fileOf = (row: Pick<CaseRow, 'body'>): CaseFile => JSON.parse(row.body) as CaseFile

export async function forgetCase(db: Db, row: CaseRow): Promise<void> {
  await db
    .deleteFrom('case_file')
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .where('revision', '=', row.revision)
    .execute()
}
