import { z } from 'zod'
import type { Db } from '../../store/state/database.ts'
import { identitiesOf } from '../../store/state/identities.ts'
import {
  accountNamed,
  closeSession,
  endSessions,
  sessionsOf,
  setPassword,
  signIn,
  workspacesOf,
} from '../../store/state/people.ts'
import { isPassword, unseal } from '../../store/state/secret.ts'
import { SERVER } from '../../store/state/trail.ts'
import { ApiError } from '../error.ts'
import { goThere } from '../oidc/flow.ts'
import { COOKIE, cookieOf, type Principal, standingOf } from '../principal.ts'
import { route } from '../route.ts'
import { begin, setSession } from '../session-cookie.ts'
import { identity, listOf, me, session, type workspace } from './shapes.ts'

export const password = z.string().min(10).max(200)

/** Workspaces a principal can see, with their rights in each. */
export async function workspacesFor(db: Db, who: Principal): Promise<z.infer<typeof workspace>[]> {
  const own = who.account ? await workspacesOf(db, who.account.id) : []
  const demo = await db.selectFrom('workspace').selectAll().where('demo', '=', 1).execute()
  const all = [...own, ...demo.filter((d) => !own.some((o) => o.id === d.id))]
  const found: z.infer<typeof workspace>[] = []
  for (const { id } of all) {
    const standing = await standingOf(db, who, id)
    if (!standing) continue
    const { workspace: row, role, rights } = standing
    found.push({
      id,
      name: row.name,
      demo: row.demo === 1,
      separated: row.separated === 1,
      role: (role ?? null) as z.infer<typeof workspace>['role'],
      rights: [...rights],
    })
  }
  return found
}

export const shownSessions = async (db: Db, who: Principal) =>
  (await sessionsOf(db, who.account!.id)).map((one) => ({
    id: one.hash,
    agent: one.agent ?? '',
    oidc: one.id_token !== null,
    made: one.made_at,
    seen: one.seen_at,
    current: one.hash === who.session?.hash,
  }))

export const sessionRoutes = [
  route({
    method: 'post',
    path: '/api/session',
    needs: 'public',
    summary: { zh: '登录', en: 'Sign in' },
    body: z.strictObject({ name: z.string().max(100), password: z.string().max(200) }),
    limit: 4096,
    answer: { status: 204 },
    async run({ bench, body, context }) {
      if (!bench.doors.localAccounts) throw new ApiError('local-off')
      const found = await signIn(bench.db, body.name, body.password)
      if ('refused' in found) {
        // What was typed may be a password in the wrong field: only a name that is one is written down.
        const named = await accountNamed(bench.db, body.name)
        await bench.note({}, SERVER, `sign-in ${found.refused}`, named?.name)
        throw new ApiError(found.refused)
      }
      await begin(bench, context, found.account.id)
      await bench.noteSelf({ account: found.account }, 'sign-in')
    },
  }),
  route({
    method: 'delete',
    path: '/api/session',
    needs: 'signed',
    summary: { zh: '退出', en: 'Sign out' },
    answer: {
      status: 200,
      schema: z.object({
        to: z.string().describe('Where the browser goes on, to end what an identity provider holds.'),
      }),
    },
    async run({ bench, who, context }) {
      const { hash, id_token } = who.session!
      await closeSession(bench.db, hash)
      const held = id_token === null ? undefined : unseal(cookieOf(context.req.raw, COOKIE)!, id_token)
      setSession(bench, context, '', 0)
      await bench.noteSelf(who, 'sign-out')
      return { to: (held && (await bench.provider?.end(held, `${bench.origin}/`))) ?? '/' }
    },
  }),
  route({
    method: 'get',
    path: '/api/me',
    needs: 'public',
    summary: { zh: '当前账号和工作区', en: 'Who asks, and the workspaces they see' },
    answer: { status: 200, schema: me },
    async run({ bench, who }) {
      return {
        name: who.account?.name ?? null,
        operator: who.account?.operator === 1,
        hasPassword: who.account?.password != null,
        csrf: who.session?.csrf ?? null,
        workspaces: await workspacesFor(bench.db, who),
      }
    },
  }),
  route({
    method: 'put',
    path: '/api/me/password',
    needs: 'signed',
    summary: {
      zh: '设置密码：其他会话一律结束',
      en: 'Set the password: every other session ends',
    },
    body: z.strictObject({ current: z.string().max(200).exactOptional(), password }),
    limit: 4096,
    answer: { status: 204 },
    async run({ bench, who, body, context }) {
      const account = who.account!
      if (!bench.doors.localAccounts) throw new ApiError('local-off')
      // Whom the provider lets in no longer would get in all the same.
      if (account.password === null && (await identitiesOf(bench.db, account.id)).length > 0)
        throw new ApiError('vouched')
      if (account.password !== null && !(await isPassword(body.current ?? '', account.password)))
        throw new ApiError('wrong')
      await setPassword(bench.db, account.id, body.password)
      await begin(bench, context, account.id)
      await bench.noteSelf(who, 'password set')
    },
  }),
  route({
    method: 'get',
    path: '/api/me/sessions',
    needs: 'signed',
    summary: { zh: '当前账号的会话', en: 'Where one is signed in' },
    answer: { status: 200, schema: listOf(session) },
    run: async ({ bench, who }) => ({ items: await shownSessions(bench.db, who) }),
  }),
  route({
    method: 'delete',
    path: '/api/me/sessions',
    needs: 'signed',
    summary: { zh: '退出其他全部会话', en: 'Sign out everywhere else' },
    answer: { status: 204 },
    async run({ bench, who }) {
      await endSessions(bench.db, who.account!.id, { but: who.session!.hash })
      await bench.noteSelf(who, 'sessions ended')
    },
  }),
  route({
    method: 'delete',
    path: '/api/me/sessions/{id}',
    needs: 'signed',
    summary: { zh: '退出一个会话', en: 'Sign out one session' },
    answer: { status: 204 },
    async run({ bench, who, params }) {
      if ((await endSessions(bench.db, who.account!.id, { hash: params['id']! })) === 0) throw new ApiError('missing')
      await bench.noteSelf(who, 'sessions ended')
    },
  }),
  route({
    method: 'get',
    path: '/api/me/identities',
    needs: 'signed',
    summary: {
      zh: '为当前账号担保的身份提供方',
      en: 'Identity providers that vouch for one’s account',
    },
    answer: { status: 200, schema: listOf(identity) },
    run: async ({ bench, who }) => ({
      items: (await identitiesOf(bench.db, who.account!.id)).map(({ issuer, made_at: made, seen_at: seen }) => ({
        issuer,
        made,
        seen,
      })),
    }),
  }),
  route({
    method: 'post',
    path: '/api/me/identities',
    needs: 'signed',
    summary: {
      zh: '把身份提供方的身份加到当前账号：到返回的地址登录',
      en: 'Add an identity of the provider to one’s account: sign in at the address this answers',
    },
    answer: { status: 201, schema: z.object({ to: z.string() }) },
    async run({ bench, who, context }) {
      if (!bench.provider) throw new ApiError('missing')
      return { to: await goThere(bench, context, { to: '/account', account: who.account!.id }) }
    },
  }),
]
