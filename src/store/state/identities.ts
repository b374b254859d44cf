import type { Db } from './database.ts'
import { accountOf, makeAccount, setMember } from './people.ts'
import { newId, secret, sha256 } from './secret.ts'
import type { AccountRow, FlowRow } from './tables.ts'

/** Milliseconds within which somebody comes back from an identity provider. */
export const FLOW_LASTS = 10 * 60_000
const MOST_FLOWS = 100_000

/** Starts a sign-in at an identity provider; what is kept of the cookie is its hash. Undefined where too many are under way. */
export async function openFlow(
  db: Db,
  of: { readonly to: string; readonly account?: string },
): Promise<string | undefined> {
  const now = Date.now()
  await db.deleteFrom('flow').where('ends_at', '<', now).execute()
  const { n } = await db
    .selectFrom('flow')
    .select((q) => q.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  if (Number(n) >= MOST_FLOWS) return undefined
  const value = secret()
  await db
    .insertInto('flow')
    .values({ hash: sha256(value), account_id: of.account ?? null, to_path: of.to, ends_at: now + FLOW_LASTS })
    .execute()
  return value
}

/** Spends it. Undefined where there is none, or it was spent, or it is too old. */
export async function spendFlow(db: Db, value: string): Promise<FlowRow | undefined> {
  const row = await db.deleteFrom('flow').where('hash', '=', sha256(value)).returningAll().executeTakeFirst()
  return row && row.ends_at > Date.now() ? row : undefined
}

export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** The account of an identity; its name, address or groups lead to none. */
export async function accountOfIdentity(db: Db, { issuer, subject }: Identity): Promise<AccountRow | undefined> {
  const row = await db
    .updateTable('identity')
    .set({ seen_at: Date.now() })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .returning('account_id')
    .executeTakeFirst()
  return row && accountOf(db, row.account_id)
}

/** False where the identity belongs to an account already. */
export async function addIdentity(db: Db, { issuer, subject }: Identity, account: string): Promise<boolean> {
  const now = Date.now()
  const made = await db
    .insertInto('identity')
    .values({ issuer, subject, account_id: account, made_at: now, seen_at: now })
    .onConflict((c) => c.columns(['issuer', 'subject']).doNothing())
    .executeTakeFirst()
  return Number(made.numInsertedOrUpdatedRows ?? 0) > 0
}

const NAMES = 50

/** A new account of an identity, called as there unless somebody here is called so. */
export async function accountFor(db: Db, identity: Identity & { readonly name: string }): Promise<AccountRow> {
  return db.transaction().execute(async (within) => {
    const name = plainName(identity.name)
    for (let n = 1; ; n += 1) {
      const made = await makeAccount(within, n === 1 ? name : n < NAMES ? `${name}.${n}` : `${name}.${newId()}`)
      if (!made) continue
      if (await addIdentity(within, identity, made.id)) return made
      // Signed in twice at the same moment: the other one made the account.
      await within.deleteFrom('account').where('id', '=', made.id).execute()
      return (await accountOfIdentity(within, identity))!
    }
  })
}

const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._@-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 34) || 'account'

/** Gives an account without any role those that are given to be. Answers them. */
export async function place(
  db: Db,
  account: string,
  roles: readonly { readonly workspace: string; readonly role: string }[],
): Promise<readonly string[]> {
  const given: string[] = []
  if (await db.selectFrom('member').select('role').where('account_id', '=', account).executeTakeFirst()) return given
  for (const { workspace, role } of roles) {
    const row = await db.selectFrom('workspace').selectAll().where('id', '=', workspace).executeTakeFirst()
    if (!row || row.demo === 1 || given.includes(workspace)) continue
    // Where the three administrators are apart, one of them says what an account may do.
    await setMember(db, workspace, account, row.separated === 1 ? 'pending' : role)
    given.push(workspace)
  }
  return given
}

/** Accounts of identities that have no role anywhere. */
export const waitingAccounts = (db: Db) =>
  db
    .selectFrom('identity')
    .innerJoin('account', 'account.id', 'identity.account_id')
    .leftJoin('member', 'member.account_id', 'account.id')
    .select(['account.id', 'account.name', 'identity.issuer', 'identity.made_at'])
    .where('member.account_id', 'is', null)
    .where('account.operator', '=', 0)
    .where('account.disabled', '=', 0)
    .orderBy('identity.made_at')
    .limit(500)
    .execute()

export const identitiesOf = (db: Db, account: string) =>
  db.selectFrom('identity').selectAll().where('account_id', '=', account).orderBy('made_at').execute()

/** Ends the sessions of accounts that no identity provider vouches for. */
export const endLocalSessions = (db: Db) =>
  db
    .deleteFrom('session')
    .where('account_id', 'not in', (q) => q.selectFrom('identity').select('identity.account_id'))
    .execute()
