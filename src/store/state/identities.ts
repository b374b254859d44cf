import type { Db } from './database.ts'
import { accountOf, changePeople, LastOfRole, makeAccount, removeMember, setMember } from './people.ts'
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

/** What a sign-in did to a role; `kept` where it would have left a workspace without anybody who can act. */
export interface Followed {
  readonly workspace: string
  readonly did: 'given' | 'changed' | 'withdrawn' | 'kept'
  readonly role: string
}

/**
 * Brings the roles that an identity's groups gave an account in line with those they give now. A role that an
 * administrator gave, changed or took away stays as it is.
 */
export async function followGroups(
  db: Db,
  account: string,
  { issuer, subject }: Identity,
  roles: readonly { readonly workspace: string; readonly role: string }[],
): Promise<readonly Followed[]> {
  const source = `${issuer} ${subject}`
  const given = await db
    .selectFrom('member')
    .select('workspace_id')
    .where('account_id', '=', account)
    .where('source', '=', source)
    .execute()
  const followed: Followed[] = []
  for (const workspace of new Set([...given.map((g) => g.workspace_id), ...roles.map((r) => r.workspace)])) {
    // Of several groups the table's first counts.
    const wanted = roles.find((r) => r.workspace === workspace)?.role
    const did = await changePeople(db, [workspace], (within) =>
      followIn(within, { workspace, account, source, wanted }),
    ).catch((error: unknown): Followed => {
      if (error instanceof LastOfRole) return { workspace, did: 'kept', role: wanted ?? '' }
      throw error
    })
    if (did) followed.push(did)
  }
  return followed
}

async function followIn(
  db: Db,
  of: {
    readonly workspace: string
    readonly account: string
    readonly source: string
    readonly wanted: string | undefined
  },
): Promise<Followed | undefined> {
  const { workspace, account, source } = of
  const row = await db.selectFrom('workspace').selectAll().where('id', '=', workspace).executeTakeFirst()
  if (!row || row.demo === 1) return undefined
  // Where the three administrators are apart, one of them says what an account may do.
  const wanted = of.wanted !== undefined && row.separated === 1 ? 'pending' : of.wanted
  const held = await db
    .selectFrom('member')
    .select(['role', 'source'])
    .where('workspace_id', '=', workspace)
    .where('account_id', '=', account)
    .executeTakeFirst()
  if (held ? held.source !== source : await isWithheld(db, workspace, account)) return undefined
  if (wanted === undefined) {
    if (!held) return undefined
    await removeMember(db, workspace, account)
    return { workspace, did: 'withdrawn', role: held.role }
  }
  if (held?.role === wanted) return undefined
  await setMember(db, workspace, account, wanted, source)
  return { workspace, did: held ? 'changed' : 'given', role: wanted }
}

const isWithheld = async (db: Db, workspace: string, account: string): Promise<boolean> =>
  (await db
    .selectFrom('withheld')
    .select('at')
    .where('workspace_id', '=', workspace)
    .where('account_id', '=', account)
    .executeTakeFirst()) !== undefined

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
