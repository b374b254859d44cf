import type { Db } from '../store/state/database.ts'
import { roleIn, sessionOf, TOKEN_PREFIX, tokenOf, workspaceOf } from '../store/state/people.ts'
import type { AccountRow, SessionRow, TokenRow, WorkspaceRow } from '../store/state/tables.ts'
import { RIGHTS_LAST, unchanged } from '../store/state/unchanged.ts'
import { type Permission, rightsOf } from './access.ts'

export const COOKIE = 'guiju_session'

/** Who asks. */
export interface Principal {
  readonly account?: AccountRow
  readonly session?: SessionRow
  readonly token?: TokenRow
}

export const NOBODY: Principal = {}

/** Who a request comes from: a token in `Authorization`, else a session cookie. What does not hold is nobody. */
export async function principalOf(db: Db, request: Request): Promise<Principal> {
  const bearer = /^Bearer (\S{1,200})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    if (!bearer.startsWith(TOKEN_PREFIX)) return NOBODY
    return (await unchanged(db, `token ${bearer}`, () => tokenOf(db, bearer), RIGHTS_LAST)) ?? NOBODY
  }
  const cookie = cookieOf(request, COOKIE)
  if (cookie === undefined) return NOBODY
  return (await unchanged(db, `session ${cookie}`, () => sessionOf(db, cookie), RIGHTS_LAST)) ?? NOBODY
}

export function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value && /^[\w-]{1,200}$/.test(value)) return value
  }
  return undefined
}

/** How a principal stands to a workspace. */
export interface Standing {
  readonly workspace: WorkspaceRow
  readonly role?: string
  readonly rights: ReadonlySet<Permission>
}

/** Undefined where the workspace is none of theirs, which is told from one that does not exist by nobody. */
export const standingOf = (db: Db, who: Principal, id: string): Promise<Standing | undefined> =>
  unchanged(db, `standing ${who.account?.id ?? ''} ${who.token?.id ?? ''} ${id}`, () => standing(db, who, id))

async function standing(db: Db, who: Principal, id: string): Promise<Standing | undefined> {
  const workspace = await workspaceOf(db, id)
  if (!workspace) return undefined
  const open: readonly Permission[] = workspace.demo ? ['read'] : []
  if (!who.account) return open.length > 0 ? { workspace, rights: new Set(open) } : undefined
  if (who.token && who.token.workspace_id !== id)
    return open.length > 0 ? { workspace, rights: new Set(open) } : undefined
  const role = await roleIn(db, id, who.account.id)
  if (role === undefined && open.length === 0) return undefined
  const own = rightsOf(role, workspace.separated === 1)
  const scopes = who.token?.scopes.split(' ')
  const rights = new Set([...open, ...own.filter((r) => scopes?.includes(r) ?? true)])
  return { workspace, rights, ...(role === undefined ? {} : { role }) }
}

/** The name in the trail. */
export const nameOf = ({ account, token }: Principal): string =>
  account ? (token ? `${account.name} (${token.name})` : account.name) : 'nobody'
