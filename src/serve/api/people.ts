import { Readable } from 'node:stream'
import { z } from 'zod'
import { removeArtifact } from '../../store/state/artifacts.ts'
import { waitingAccounts } from '../../store/state/identities.ts'
import {
  accountNamed,
  accountOf,
  changePeople,
  disableAccount,
  dismissMember,
  enableAccount,
  LastOfRole,
  makeAccount,
  makeLink,
  makeToken,
  makeWorkspace,
  membersOf,
  removeWorkspace,
  roleIn,
  setMember,
  workspacesOf,
} from '../../store/state/people.ts'
import { type AccountRow, DISABLED_BY } from '../../store/state/tables.ts'
import { brokenAt, linesOf, SERVER, trailOf } from '../../store/state/trail.ts'
import { givenRoles, PERMISSIONS, ROLES, type Role } from '../access.ts'
import type { Bench } from '../bench.ts'
import { answered } from '../cases.ts'
import { ApiError } from '../error.ts'
import { type Principal, standingOf } from '../principal.ts'
import { type Asked, route } from '../route.ts'
import { originFor } from '../session-cookie.ts'
import { today } from '../today.ts'
import { workspacesFor } from './session.ts'
import { listOf, member, token, trailLine, waiting, workspace } from './shapes.ts'
import { trailFile } from './trail-file.ts'

const name = z.string().trim().min(1).max(80)
const ACCOUNT_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,59}$/u
const accountName = z
  .string()
  .trim()
  .refine((one) => ACCOUNT_NAME.test(one), {
    params: {
      text: {
        zh: '以字母、汉字或数字开头，至多60个字符，只用字母、汉字、数字和 . _ @ -',
        en: 'starts with a letter or digit, at most 60 of letters, digits and . _ @ -',
      },
    },
  })
  .meta({ pattern: ACCOUNT_NAME.source })

/** Where nobody who can act would be left, that is the answer. Throws `ApiError`. */
async function keepingRoles<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    throw error instanceof LastOfRole ? new ApiError('last') : error
  }
}

/** Disables an account or lets it in again, and notes it wherever it works. Throws `ApiError`. */
async function setDisabled(bench: Bench, who: Principal, account: AccountRow, disabled: boolean): Promise<void> {
  const by = isOperator(who) ? 'operator' : 'administrator'
  if (disabled ? account.disabled >= DISABLED_BY[by] : account.disabled === 0) return
  const own = await workspacesOf(bench.db, account.id)
  if (disabled) await keepingRoles(() => disableAccount(bench.db, account.id, by))
  else if (!(await enableAccount(bench.db, account.id, by))) throw new ApiError('held')
  for (const ws of [SERVER, ...own.map((w) => w.id)])
    if (disabled) await bench.note(who, ws, 'account disabled', account.name)
    else await bench.note(who, ws, 'account enabled', account.name)
}

/** An operator who is signed in: a token stands for work in one workspace, not for the person. */
const isOperator = ({ account, token }: Principal): boolean => account?.operator === 1 && !token

const disabledBody = z.strictObject({ disabled: z.boolean() })

async function linkOf(
  { bench, context }: Pick<Asked<undefined, unknown>, 'bench' | 'context'>,
  account: string,
): Promise<string> {
  const once = await makeLink(bench.db, account)
  return `${originFor(bench, context)}/sign-in?once=${once}`
}

/** An account that is new here; undefined where the name is taken. Throws where local accounts are switched off. */
async function newAccount(bench: Bench, name: string) {
  if (!bench.doors.localAccounts && !(await accountNamed(bench.db, name))) throw new ApiError('local-off')
  return makeAccount(bench.db, name)
}

export const shownWaiting = ({ id, name, issuer, made_at }: Awaited<ReturnType<typeof waitingAccounts>>[number]) => ({
  account: id,
  name,
  issuer,
  made: made_at,
})

export const peopleRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces',
    needs: 'public',
    summary: { zh: '可见的工作区', en: 'Workspaces one can see' },
    answer: { status: 200, schema: listOf(workspace) },
    run: async ({ bench, who }) => ({ items: await workspacesFor(bench.db, who) }),
  }),
  route({
    method: 'post',
    path: '/api/workspaces',
    needs: 'operator',
    summary: { zh: '新建工作区', en: 'Make a workspace' },
    body: z.strictObject({
      name,
      separated: z
        .strictObject({ security: accountName, audit: accountName })
        .exactOptional()
        .describe('The three administrators are three people: who asks is the first, these are the other two.'),
    }),
    answer: {
      status: 201,
      schema: z.object({ id: z.string(), links: z.array(z.object({ name: z.string(), link: z.string().nullable() })) }),
    },
    async run(asked) {
      const { bench, who, body } = asked
      const others = Object.entries(body.separated ?? {})
      const names = new Set([who.account!.name, ...others.map(([, other]) => other.normalize('NFKC').toLowerCase())])
      if (others.length > 0 && names.size < 3) throw new ApiError('not-allowed')
      if (!bench.doors.localAccounts)
        for (const [, other] of others) if (!(await accountNamed(bench.db, other))) throw new ApiError('local-off')
      const made = await makeWorkspace(bench.db, { name: body.name, separated: body.separated !== undefined })
      await setMember(bench.db, made.id, who.account!.id, body.separated ? 'system-admin' : 'owner')
      const links: { name: string; link: string | null }[] = []
      for (const [task, other] of others) {
        const fresh = await newAccount(bench, other)
        const account = fresh ?? (await accountNamed(bench.db, other))!
        await setMember(bench.db, made.id, account.id, `${task}-admin`)
        links.push({ name: account.name, link: fresh ? await linkOf(asked, account.id) : null })
      }
      await bench.note(who, made.id, 'workspace made', body.name)
      return { id: made.id, links }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}',
    needs: 'member',
    summary: { zh: '工作区', en: 'A workspace' },
    answer: { status: 200, schema: workspace },
    async run({ standing: { workspace: row, role, rights } }) {
      return {
        id: row.id,
        name: row.name,
        demo: row.demo === 1,
        separated: row.separated === 1,
        role: role ?? null,
        rights: [...rights],
      }
    },
  }),
  route({
    method: 'patch',
    path: '/api/workspaces/{ws}',
    needs: 'system',
    summary: { zh: '更名', en: 'Rename a workspace' },
    body: z.strictObject({ name }),
    answer: { status: 204 },
    async run({ bench, who, ws, body }) {
      await bench.db.updateTable('workspace').set({ name: body.name }).where('id', '=', ws).execute()
      await bench.note(who, ws, 'workspace renamed', body.name)
    },
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}',
    needs: 'system',
    summary: {
      zh: '删除工作区及其全部内容，操作记录保留；三员分立的，审计管理员仍可查看',
      en: 'Remove a workspace and all it holds; its trail stays, and with three administrators the audit administrator still reads it',
    },
    answer: { status: 204 },
    async run({ bench, who, ws }) {
      const held = await bench.db.selectFrom('artifact').select('sha256').where('workspace_id', '=', ws).execute()
      const jobs = await bench.db.selectFrom('job').select('id').where('workspace_id', '=', ws).execute()
      for (const { sha256 } of held) await removeArtifact(bench.db, bench.blobs, ws, sha256)
      await answered(() => bench.cases.erase(ws, { on: today(), reason: '工作区已移除 workspace removed' }))
      await removeWorkspace(bench.db, ws)
      for (const { id } of jobs) bench.onCancel(id)
      await bench.note(who, ws, 'workspace removed')
      await bench.draws.drop(ws)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/members',
    needs: 'member',
    shows: { action: 'accounts read' },
    summary: { zh: '成员', en: 'Members' },
    answer: { status: 200, schema: listOf(member) },
    async run({ bench, who, ws }) {
      // Who is in a demonstration is no part of it.
      if (!who.account) throw new ApiError('signed-out')
      const now = Date.now()
      const rows = await membersOf(bench.db, ws)
      return {
        items: rows.map((m) => ({
          account: m.id,
          name: m.name,
          role: m.role as Role,
          since: m.since,
          disabled: m.disabled !== 0,
          locked: m.locked_until > now,
          issuer: m.issuer,
        })),
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/members',
    needs: 'accounts',
    summary: {
      zh: '加入成员；新账号得到一次性登录链接',
      en: 'Add a member; a new account gets a link that signs in once',
    },
    body: z.strictObject({ name: accountName, role: z.enum(ROLES).exactOptional() }),
    answer: { status: 201, schema: z.object({ account: z.string(), link: z.string().nullable() }) },
    async run(asked) {
      const { bench, who, ws, body, standing } = asked
      const separated = standing.workspace.separated === 1
      // Apart from the one who opens accounts, another one says what they may do.
      const role = separated ? 'pending' : (body.role ?? 'viewer')
      if (!givenRoles(separated).includes(role)) throw new ApiError('not-allowed')
      const made = await newAccount(bench, body.name)
      const account = made ?? (await accountNamed(bench.db, body.name))!
      if (!made && (await roleIn(bench.db, ws, account.id)) !== undefined)
        throw new ApiError('taken', { what: body.name })
      await setMember(bench.db, ws, account.id, role)
      await bench.note(who, ws, 'member added', `${account.name} ${role}`)
      return { account: account.id, link: made ? await linkOf(asked, account.id) : null }
    },
  }),
  route({
    method: 'patch',
    path: '/api/workspaces/{ws}/members/{account}',
    needs: 'roles',
    summary: { zh: '授予角色', en: 'Give a role' },
    body: z.strictObject({ role: z.enum(ROLES) }),
    answer: { status: 204 },
    async run({ bench, who, ws, params, body, standing }) {
      const account = params['account']!
      if ((await roleIn(bench.db, ws, account)) === undefined) throw new ApiError('missing')
      if (!givenRoles(standing.workspace.separated === 1).includes(body.role)) throw new ApiError('not-allowed')
      // Nobody raises themselves.
      if (standing.workspace.separated === 1 && account === who.account?.id) throw new ApiError('not-allowed')
      await keepingRoles(() => changePeople(bench.db, [ws], (within) => setMember(within, ws, account, body.role)))
      await bench.note(who, ws, 'role given', `${account} ${body.role}`)
    },
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}/members/{account}',
    needs: 'accounts',
    summary: { zh: '移除成员', en: 'Remove a member' },
    answer: { status: 204 },
    async run({ bench, who, ws, params }) {
      const account = params['account']!
      if ((await roleIn(bench.db, ws, account)) === undefined) throw new ApiError('missing')
      await keepingRoles(() => changePeople(bench.db, [ws], (within) => dismissMember(within, ws, account)))
      await bench.note(who, ws, 'member removed', account)
    },
  }),
  route({
    method: 'put',
    path: '/api/workspaces/{ws}/members/{account}/disabled',
    needs: 'accounts',
    summary: {
      zh: '停用或恢复账号：停用即结束其全部会话、令牌和登录链接；平台管理员停用的，只由平台管理员恢复',
      en: 'Disable an account, which ends all its sessions, tokens and links at once, or enable it; what an operator disabled only an operator enables',
    },
    body: disabledBody,
    answer: { status: 204 },
    async run({ bench, who, ws, params, body }) {
      const account = await accountOf(bench.db, params['account']!)
      if (!account || (await roleIn(bench.db, ws, account.id)) === undefined) throw new ApiError('missing')
      // Nobody disables themselves, and an operator is disabled by another one.
      if (account.id === who.account!.id || (account.operator === 1 && !isOperator(who)))
        throw new ApiError('not-allowed')
      if (!isOperator(who))
        for (const { id } of await workspacesOf(bench.db, account.id))
          if (!(await standingOf(bench.db, who, id))?.rights.has('accounts')) throw new ApiError('elsewhere')
      await setDisabled(bench, who, account, body.disabled)
    },
  }),
  route({
    method: 'get',
    path: '/api/waiting',
    needs: 'operator',
    summary: {
      zh: '由身份提供方登录、还没有任何角色的账号：按名称加入成员即接纳',
      en: 'Accounts of an identity provider without any role: adding one as a member by its name admits it',
    },
    answer: { status: 200, schema: listOf(waiting) },
    async run({ bench, who }) {
      const items = (await waitingAccounts(bench.db)).map(shownWaiting)
      await bench.note(who, SERVER, 'waiting accounts read')
      return { items }
    },
  }),
  route({
    method: 'put',
    path: '/api/accounts/{account}/disabled',
    needs: 'operator',
    summary: {
      zh: '停用或恢复任何账号，包括还没有角色的',
      en: 'Disable or enable any account, also one without a role',
    },
    body: disabledBody,
    answer: { status: 204 },
    async run({ bench, who, params, body }) {
      const account = await accountOf(bench.db, params['account']!)
      if (!account) throw new ApiError('missing')
      if (account.id === who.account!.id) throw new ApiError('not-allowed')
      await setDisabled(bench, who, account, body.disabled)
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/tokens',
    needs: 'member',
    shows: { action: 'tokens read' },
    summary: { zh: '访问令牌', en: 'Tokens: one’s own, or all for whoever gives roles' },
    answer: { status: 200, schema: listOf(token) },
    async run({ bench, who, ws, standing }) {
      if (!who.account) throw new ApiError('signed-out')
      let rows = bench.db
        .selectFrom('token')
        .innerJoin('account', 'account.id', 'token.account_id')
        .selectAll('token')
        .select('account.name as owner')
        .where('workspace_id', '=', ws)
      if (!standing.rights.has('roles')) rows = rows.where('account_id', '=', who.account.id)
      return {
        items: (await rows.orderBy('token.made_at', 'desc').execute()).map((t) => ({
          id: t.id,
          name: t.name,
          account: t.owner,
          scopes: t.scopes.split(' '),
          made: t.made_at,
          ends: t.ends_at,
          used: t.used_at,
          revoked: t.revoked_at !== null,
        })),
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/tokens',
    needs: 'member',
    summary: { zh: '生成令牌，只显示这一次', en: 'Make a token; it is shown this once' },
    body: z.strictObject({
      name,
      scopes: z.array(z.enum(PERMISSIONS)).min(1),
      days: z.int().min(1).max(366).default(90),
    }),
    answer: { status: 201, schema: z.object({ id: z.string(), token: z.string() }) },
    async run({ bench, who, ws, body, standing }) {
      if (who.token || standing.role === undefined) throw new ApiError('not-allowed')
      if (body.scopes.some((s) => !standing.rights.has(s))) throw new ApiError('not-allowed')
      const made = await makeToken(bench.db, { workspace: ws, account: who.account!.id, ...body })
      await bench.note(who, ws, 'token made', `${body.name} ${body.scopes.join(' ')}`)
      return { id: made.id, token: made.value }
    },
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}/tokens/{token}',
    needs: 'member',
    summary: { zh: '撤销令牌', en: 'Revoke a token' },
    answer: { status: 204 },
    async run({ bench, who, ws, params, standing }) {
      let change = bench.db
        .updateTable('token')
        .set({ revoked_at: Date.now() })
        .where('id', '=', params['token']!)
        .where('workspace_id', '=', ws)
      if (!standing.rights.has('roles')) change = change.where('account_id', '=', who.account!.id)
      if (Number((await change.executeTakeFirst()).numUpdatedRows) === 0) throw new ApiError('missing')
      await bench.note(who, ws, 'token revoked', params['token'])
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/trail',
    needs: 'trail',
    shows: { action: 'trail read' },
    summary: {
      zh: '操作记录：只增不改，逐行相扣',
      en: 'The trail: added to, never changed, each line sealing the last',
    },
    query: z.object({
      before: z.coerce.number().int().min(1).max(2_147_483_647).exactOptional(),
      most: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: { status: 200, schema: z.object({ items: z.array(trailLine), brokenAt: z.int().nullable() }) },
    async run({ bench, ws, query }) {
      const rows = await trailOf(bench.db, ws, query.most, query.before)
      return {
        items: rows.map(({ position, at, actor, action, object, hash }) => ({
          position,
          at,
          actor,
          action,
          object,
          hash,
        })),
        brokenAt: (await brokenAt(bench.db, ws)) ?? null,
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/trail/export',
    needs: 'trail',
    summary: {
      zh: '导出全部操作记录：逐行 JSON 附校验结论，或 CSV',
      en: 'The whole trail: JSON by lines, the last of which says whether all follow from one another, or CSV',
    },
    query: z.object({ format: z.enum(['jsonl', 'csv']).default('jsonl') }),
    answer: { status: 200, type: 'application/jsonl' },
    async run({ bench, who, ws, query: { format }, context }) {
      // First of all, so that the file holds it.
      await bench.note(who, ws, 'trail exported', format)
      const lines = trailFile(linesOf(bench.db, ws), format)
      return context.body(Readable.toWeb(Readable.from(lines)) as ReadableStream, 200, {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
        'content-disposition': `attachment; filename="trail-${ws}.${format}"`,
        'cache-control': 'no-store',
      })
    },
  }),
]
