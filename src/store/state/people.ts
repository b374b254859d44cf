import { SqliteAdapter } from 'kysely'
import type { Db } from './database.ts'
import { hashPassword, isPassword, newId, seal, secret, sha256 } from './secret.ts'
import { type AccountRow, DISABLED_BY, type SessionRow, type TokenRow, type WorkspaceRow } from './tables.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A session ends after so long without a request, and after so long in any case. */
export const IDLE = 12 * HOUR
export const LONGEST = 7 * 24 * HOUR
/** A link to sign in once. */
const LINK_LASTS = 24 * HOUR
/** Wrong passwords in a row before an account is locked, and for how long. */
export const TRIES = 5
export const LOCKED_FOR = 15 * MINUTE

const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

export async function makeWorkspace(
  db: Db,
  of: { readonly name: string; readonly demo?: boolean; readonly separated?: boolean; readonly id?: string },
): Promise<WorkspaceRow> {
  const row = {
    id: of.id ?? newId(),
    name: of.name,
    demo: of.demo ? 1 : 0,
    separated: of.separated ? 1 : 0,
    made_at: Date.now(),
  }
  await db
    .insertInto('workspace')
    .values(row)
    .onConflict((c) => c.column('id').doNothing())
    .execute()
  return row
}

export const workspaceOf = (db: Db, id: string): Promise<WorkspaceRow | undefined> =>
  db.selectFrom('workspace').selectAll().where('id', '=', id).executeTakeFirst()

/** Until the transaction ends, whoever holds this workspace too waits here, on either database. */
export async function holdWorkspace(within: Db, id: string): Promise<void> {
  await within
    .updateTable('workspace')
    .set((q) => ({ made_at: q.ref('made_at') }))
    .where('id', '=', id)
    .execute()
}

/**
 * Everything of a workspace but its trail. Where the three administrators are apart, the one who reads the trail stays,
 * and with them its name: who acts must not be able to close it.
 */
export async function removeWorkspace(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (within) => {
    await holdWorkspace(within, id)
    for (const table of [
      'standing',
      'tally',
      'task',
      'task_tally',
      'material',
      'determination',
      'result',
      'subject',
      'artifact',
      'attestation',
      'exception',
      'job',
      'case_file',
      'draw',
      'draw_log',
      'token',
      'withheld',
    ] as const)
      await within.deleteFrom(table).where('workspace_id', '=', id).execute()
    const apart = within
      .selectFrom('workspace')
      .select('workspace.id')
      .where('workspace.id', '=', id)
      .where('separated', '=', 1)
    await within
      .deleteFrom('member')
      .where('workspace_id', '=', id)
      .where((q) => q.or([q('role', '<>', 'audit-admin'), q.not(q.exists(apart))]))
      .execute()
    const left = within.selectFrom('member').select('workspace_id').where('workspace_id', '=', id)
    await within
      .deleteFrom('workspace')
      .where('id', '=', id)
      .where((q) => q.not(q.exists(left)))
      .execute()
  })
}

/** Whether a workspace was here and was removed: its trail is left, and at most who reads it. */
export async function wasRemoved(db: Db, id: string): Promise<boolean> {
  const workspace = await workspaceOf(db, id)
  const lines = db.selectFrom('trail').select('position').where('workspace_id', '=', id).limit(1)
  if (!workspace) return (await lines.executeTakeFirst()) !== undefined
  const others = db
    .selectFrom('member')
    .select('role')
    .where('workspace_id', '=', id)
    .where('role', '<>', 'audit-admin')
  return workspace.separated === 1 && (await others.limit(1).executeTakeFirst()) === undefined
}

/** Nothing is written any more into a workspace that was removed. */
export class WorkspaceGone extends Error {
  constructor(id: string) {
    super(`the workspace ${id} was removed`)
    this.name = 'WorkspaceGone'
  }
}

/**
 * Until the transaction ends the workspace is not removed, on either database; others write into it meanwhile, too. To
 * be the first of a transaction, so that no two wait for each other. Throws `WorkspaceGone`.
 */
export async function enterWorkspace(within: Db, id: string): Promise<void> {
  // SQLite has one transaction at a time.
  const shared = !(within.getExecutor().adapter instanceof SqliteAdapter)
  const workspace = await within
    .selectFrom('workspace')
    .select('separated')
    .where('id', '=', id)
    .$if(shared, (q) => q.forShare())
    .executeTakeFirst()
  if (workspace?.separated !== 0 && (await wasRemoved(within, id))) throw new WorkspaceGone(id)
}

export async function makeAccount(db: Db, name: string, operator = false): Promise<AccountRow | undefined> {
  const row = {
    id: newId(),
    name: folded(name),
    password: null,
    operator: operator ? 1 : 0,
    failures: 0,
    locked_until: 0,
    disabled: 0,
    made_at: Date.now(),
  }
  const made = await db
    .insertInto('account')
    .values(row)
    .onConflict((c) => c.column('name').doNothing())
    .executeTakeFirst()
  return Number(made.numInsertedOrUpdatedRows ?? 0) > 0 ? row : undefined
}

export const accountNamed = (db: Db, name: string): Promise<AccountRow | undefined> =>
  db.selectFrom('account').selectAll().where('name', '=', folded(name)).executeTakeFirst()

export const accountOf = (db: Db, id: string): Promise<AccountRow | undefined> =>
  db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()

/** Gives a role. @param source the identity by whose groups it is given; none for an administrator's own act */
export async function setMember(
  db: Db,
  workspace: string,
  account: string,
  role: string,
  source: string | null = null,
): Promise<void> {
  await db
    .insertInto('member')
    .values({ workspace_id: workspace, account_id: account, role, since: Date.now(), source })
    .onConflict((c) => c.columns(['workspace_id', 'account_id']).doUpdateSet({ role, source }))
    .execute()
  await db.deleteFrom('withheld').where('workspace_id', '=', workspace).where('account_id', '=', account).execute()
}

/** Takes a member out of a workspace with what it could do there. */
export async function removeMember(db: Db, workspace: string, account: string): Promise<void> {
  for (const table of ['member', 'token'] as const)
    await db.deleteFrom(table).where('workspace_id', '=', workspace).where('account_id', '=', account).execute()
}

/** Removes a member by the act of an administrator: no group of its identity brings it back. */
export async function dismissMember(db: Db, workspace: string, account: string): Promise<void> {
  await removeMember(db, workspace, account)
  await db
    .insertInto('withheld')
    .values({ workspace_id: workspace, account_id: account, at: Date.now() })
    .onConflict((c) => c.columns(['workspace_id', 'account_id']).doNothing())
    .execute()
}

/** Without an owner nobody could give a role any more; without one of the three administrators nobody sees what is done. */
const STAYS = ['owner', 'system-admin', 'security-admin', 'audit-admin']

/** A change that would leave a role that stays, or the server, without anybody who can act. */
export class LastOfRole extends Error {}

/**
 * Changes who is in some workspaces or may sign in, all or nothing, one such change at a time. Throws `LastOfRole`
 * where a role that stays was held by an account that can act, and would be no longer.
 */
export const changePeople = <T>(
  db: Db,
  workspaces: readonly string[],
  change: (within: Db) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (within) => {
    const ids = [...new Set(workspaces)].sort()
    for (const id of ids) await holdWorkspace(within, id)
    // Operators disable one another also where they share no workspace.
    await within
      .updateTable('account')
      .set((q) => ({ operator: q.ref('operator') }))
      .where('operator', '=', 1)
      .execute()
    const before = await acting(within, ids)
    const value = await change(within)
    const after = new Set(await acting(within, ids))
    if (before.some((one) => !after.has(one))) throw new LastOfRole()
    return value
  })

/** Each role that stays with its workspace, held by an account that can act; and that there is an operator. */
async function acting(db: Db, workspaces: readonly string[]): Promise<string[]> {
  const roles = await db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select(['member.workspace_id', 'member.role'])
    .distinct()
    .where('member.workspace_id', 'in', ['', ...workspaces])
    .where('member.role', 'in', STAYS)
    .where('account.disabled', '=', 0)
    .execute()
  const operators = await db
    .selectFrom('account')
    .select('id')
    .where('operator', '=', 1)
    .where('disabled', '=', 0)
    .limit(1)
    .execute()
  return [...roles.map((r) => `${r.workspace_id} ${r.role}`), ...operators.map(() => 'operator')]
}

/**
 * Disables an account: every session, token and link of it ends at once, for good. One that is disabled already stays
 * so, by an operator from now on where one does it. Throws `LastOfRole`.
 */
export async function disableAccount(db: Db, account: string, by: keyof typeof DISABLED_BY): Promise<void> {
  const own = (await workspacesOf(db, account)).map((w) => w.id)
  await changePeople(db, own, async (within) => {
    const now = Date.now()
    await within
      .updateTable('account')
      .set({ disabled: DISABLED_BY[by] })
      .where('id', '=', account)
      .where('disabled', '<', DISABLED_BY[by])
      .execute()
    await within
      .updateTable('token')
      .set({ revoked_at: now })
      .where('account_id', '=', account)
      .where('revoked_at', 'is', null)
      .execute()
    for (const table of ['session', 'link', 'flow'] as const)
      await within.deleteFrom(table).where('account_id', '=', account).execute()
  })
}

/** Lets an account sign in again; what ended stays ended. False where an operator disabled it and `by` is none. */
export async function enableAccount(db: Db, account: string, by: keyof typeof DISABLED_BY): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('account')
    .set({ disabled: 0, failures: 0, locked_until: 0 })
    .where('id', '=', account)
    .where('disabled', '<=', DISABLED_BY[by])
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

export const membersOf = (db: Db, workspace: string) =>
  db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select(['account.id', 'account.name', 'member.role', 'member.since', 'account.disabled', 'account.locked_until'])
    .select((q) =>
      q
        .selectFrom('identity')
        .select((one) => one.fn.min('identity.issuer').as('issuer'))
        .whereRef('identity.account_id', '=', 'account.id')
        .as('issuer'),
    )
    .where('member.workspace_id', '=', workspace)
    .orderBy('account.name')
    .execute()

export const workspacesOf = (db: Db, account: string) =>
  db
    .selectFrom('member')
    .innerJoin('workspace', 'workspace.id', 'member.workspace_id')
    .selectAll('workspace')
    .select('member.role')
    .where('member.account_id', '=', account)
    .orderBy('workspace.made_at')
    .execute()

/** A new link that signs an account in once; what is kept of it is its hash. */
export async function makeLink(db: Db, account: string): Promise<string> {
  const value = secret()
  await db
    .insertInto('link')
    .values({ hash: sha256(value), account_id: account, ends_at: Date.now() + LINK_LASTS, used_at: null })
    .execute()
  return value
}

/** Spends a link. Undefined where there is none, or it was used, or it is too old. */
export async function useLink(db: Db, value: string): Promise<AccountRow | undefined> {
  const now = Date.now()
  const spent = await db
    .updateTable('link')
    .set({ used_at: now })
    .where('hash', '=', sha256(value))
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .returning('account_id')
    .executeTakeFirst()
  const account = spent && (await accountOf(db, spent.account_id))
  return account?.disabled ? undefined : account
}

export type SignIn = { readonly account: AccountRow } | { readonly refused: 'wrong' | 'locked' }

/** Checks a password. Says `wrong` in the same time whether or not there is such an account. */
export async function signIn(db: Db, name: string, password: string): Promise<SignIn> {
  const account = await accountNamed(db, name)
  const locked = account !== undefined && account.locked_until > Date.now()
  const right = await isPassword(password, account?.password ?? null)
  if (!account || account.disabled) return { refused: 'wrong' }
  if (locked) return { refused: 'locked' }
  if (right) {
    await db.updateTable('account').set({ failures: 0, locked_until: 0 }).where('id', '=', account.id).execute()
    return { account }
  }
  await db
    .updateTable('account')
    .set((q) => ({ failures: q('failures', '+', 1) }))
    .where('id', '=', account.id)
    .execute()
  await db
    .updateTable('account')
    .set({ failures: 0, locked_until: Date.now() + LOCKED_FOR })
    .where('id', '=', account.id)
    .where('failures', '>=', TRIES)
    .execute()
  return { refused: 'wrong' }
}

/** Sets a password and ends every session of the account; the caller opens a new one. */
export async function setPassword(db: Db, account: string, password: string): Promise<void> {
  const hashed = await hashPassword(password)
  await db.transaction().execute(async (within) => {
    await within
      .updateTable('account')
      .set({ password: hashed, failures: 0, locked_until: 0 })
      .where('id', '=', account)
      .execute()
    await within.deleteFrom('session').where('account_id', '=', account).execute()
  })
}

export interface Opened {
  readonly value: string
  readonly csrf: string
}

/** A new session; what is kept of the cookie is its hash. */
export async function openSession(
  db: Db,
  account: string,
  { idToken, agent }: { readonly idToken?: string | undefined; readonly agent?: string } = {},
): Promise<Opened> {
  const now = Date.now()
  const [value, csrf] = [secret(), secret(18)]
  await db.deleteFrom('session').where('ends_at', '<', now).execute()
  await db
    .insertInto('session')
    .values({
      hash: sha256(value),
      account_id: account,
      csrf,
      made_at: now,
      seen_at: now,
      ends_at: now + LONGEST,
      id_token: idToken === undefined ? null : seal(value, idToken),
      agent: agent ?? null,
    })
    .execute()
  return { value, csrf }
}

export const closeSession = (db: Db, hash: string) => db.deleteFrom('session').where('hash', '=', hash).execute()

/** Sessions of an account that can be used, the one used last first. */
export const sessionsOf = (db: Db, account: string): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', account)
    .where('ends_at', '>', Date.now())
    .where('seen_at', '>', Date.now() - IDLE)
    .orderBy('seen_at', 'desc')
    .execute()

/** Ends sessions of an account: one, or all but one. Answers how many. */
export async function endSessions(
  db: Db,
  account: string,
  which: { readonly hash: string } | { readonly but: string },
): Promise<number> {
  const own = db.deleteFrom('session').where('account_id', '=', account)
  const ended = await ('hash' in which
    ? own.where('hash', '=', which.hash)
    : own.where('hash', '<>', which.but)
  ).executeTakeFirst()
  return Number(ended.numDeletedRows)
}

/** Seconds between two notes of when a session was last seen. */
const NOTED = MINUTE

export async function sessionOf(
  db: Db,
  value: string,
): Promise<{ readonly session: SessionRow; readonly account: AccountRow } | undefined> {
  const now = Date.now()
  const session = await db.selectFrom('session').selectAll().where('hash', '=', sha256(value)).executeTakeFirst()
  if (!session || session.ends_at <= now || session.seen_at + IDLE <= now) return undefined
  const account = await accountOf(db, session.account_id)
  if (!account || account.disabled) return undefined
  if (session.seen_at + NOTED < now)
    await db.updateTable('session').set({ seen_at: now }).where('hash', '=', session.hash).execute()
  return { session, account }
}

/** Starts every token, so that one found in a log or a repository is known for what it is. */
export const TOKEN_PREFIX = 'guiju_'

export async function makeToken(
  db: Db,
  of: {
    readonly workspace: string
    readonly account: string
    readonly name: string
    readonly scopes: readonly string[]
    readonly days: number
  },
): Promise<{ readonly id: string; readonly value: string }> {
  const [id, value] = [newId(), TOKEN_PREFIX + secret()]
  const now = Date.now()
  await db
    .insertInto('token')
    .values({
      id,
      hash: sha256(value),
      workspace_id: of.workspace,
      account_id: of.account,
      name: of.name,
      scopes: of.scopes.join(' '),
      made_at: now,
      ends_at: now + of.days * 24 * HOUR,
      used_at: null,
      revoked_at: null,
    })
    .execute()
  return { id, value }
}

export async function tokenOf(
  db: Db,
  value: string,
): Promise<{ readonly token: TokenRow; readonly account: AccountRow } | undefined> {
  const now = Date.now()
  const token = await db.selectFrom('token').selectAll().where('hash', '=', sha256(value)).executeTakeFirst()
  if (!token || token.revoked_at !== null || token.ends_at <= now) return undefined
  const account = await accountOf(db, token.account_id)
  if (!account || account.disabled) return undefined
  if ((token.used_at ?? 0) + NOTED < now)
    await db.updateTable('token').set({ used_at: now }).where('id', '=', token.id).execute()
  return { token, account }
}

export const roleIn = async (db: Db, workspace: string, account: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('member')
      .select('role')
      .where('workspace_id', '=', workspace)
      .where('account_id', '=', account)
      .executeTakeFirst()
  )?.role
