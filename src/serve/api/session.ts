import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Db } from '../../store/state/database.ts'
import { closeSession, LONGEST, openSession, setPassword, signIn, workspacesOf } from '../../store/state/people.ts'
import { isPassword } from '../../store/state/secret.ts'
import { SERVER } from '../../store/state/trail.ts'
import { ApiError } from '../error.ts'
import { COOKIE, type Principal, standingOf } from '../principal.ts'
import { route } from '../route.ts'
import { me, type workspace } from './shapes.ts'

export const password = z.string().min(10).max(200)

/** Opens a session and gives its cookie. */
export async function begin(db: Db, context: Context, account: string): Promise<void> {
  const { value } = await openSession(db, account)
  setCookie(context, COOKIE, value, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: LONGEST / 1000 })
}

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
      const found = await signIn(bench.db, body.name, body.password)
      if ('refused' in found) {
        await bench.note({}, SERVER, `sign-in ${found.refused}`, body.name)
        throw new ApiError(found.refused)
      }
      await begin(bench.db, context, found.account.id)
      await bench.note({ account: found.account }, SERVER, 'sign-in')
    },
  }),
  route({
    method: 'delete',
    path: '/api/session',
    needs: 'signed',
    summary: { zh: '退出', en: 'Sign out' },
    answer: { status: 204 },
    async run({ bench, who, context }) {
      await closeSession(bench.db, who.session!.hash)
      setCookie(context, COOKIE, '', { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 0 })
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
      if (account.password !== null && !(await isPassword(body.current ?? '', account.password)))
        throw new ApiError('wrong')
      await setPassword(bench.db, account.id, body.password)
      await begin(bench.db, context, account.id)
      await bench.note(who, SERVER, 'password set')
    },
  }),
]
