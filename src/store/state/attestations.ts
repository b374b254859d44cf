import type { Db } from './database.ts'
import { newId } from './secret.ts'
import type { AttestationRow, HeldFile } from './tables.ts'

/** Keeps what was attested; earlier ones stay as they are. */
export async function keepAttestation(
  db: Db,
  of: Omit<AttestationRow, 'id' | 'made_at' | 'answers' | 'evidence'> & {
    readonly answers: Readonly<Record<string, unknown>>
    readonly evidence: readonly HeldFile[]
  },
): Promise<void> {
  await db
    .insertInto('attestation')
    .values({
      ...of,
      id: newId(),
      answers: JSON.stringify(of.answers),
      evidence: JSON.stringify(of.evidence),
      made_at: Date.now(),
    })
    .execute()
}

/** What was attested of a subject, the newest first. */
export const attestationsOf = (db: Db, workspace: string, subject: string) =>
  db
    .selectFrom('attestation')
    .leftJoin('account', 'account.id', 'attestation.account_id')
    .selectAll('attestation')
    .select('account.name as sender')
    .where('attestation.workspace_id', '=', workspace)
    .where('attestation.subject_id', '=', subject)
    .orderBy('attestation.made_at', 'desc')
    .orderBy('attestation.id')
    .execute()
