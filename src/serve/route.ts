import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { ownText, type Text } from '../law/text.ts'
import { unchanged } from '../store/state/unchanged.ts'
import type { Permission } from './access.ts'
import type { Bench } from './bench.ts'
import { jsonOf } from './body.ts'
import { ApiError } from './error.ts'
import { type Principal, principalOf, type Standing, standingOf } from './principal.ts'
import { noteShown, type Shows } from './shows.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/**
 * Who may ask: `public` anybody; `signed` an account with its own session; `operator` one that may make workspaces;
 * `member` whoever stands in the workspace of the path; else the right needed in it.
 */
export type Needs = 'public' | 'signed' | 'operator' | 'member' | Permission

export interface Asked<Q, B> {
  readonly bench: Bench
  readonly who: Principal
  /** Where the path names a workspace. */
  readonly standing: Standing
  /** Id of that workspace. */
  readonly ws: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Q
  readonly body: B
  readonly context: Context
}

/** What the shape of an answer is called and described by. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204
  readonly schema?: z.ZodType
  /** Where it is no JSON. */
  readonly type?: string
}

export interface Route {
  readonly method: Method
  /** `/api/workspaces/{ws}/subjects/{id}` */
  readonly path: string
  readonly needs: Needs
  readonly summary: Text
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Bytes of JSON; by default a megabyte. */
  readonly limit?: number
  /** The route checks the body itself, a part at a time: at once it would hold up everybody. */
  readonly inParts?: true
  /** The body is a stream of bytes that the route reads itself. */
  readonly stream?: true
  /** The answer is the same for whoever may read, until something is written: it is put together once. */
  readonly kept?: true
  /** The answer shows something of people: who asked is noted before it is given out. */
  readonly shows?: Shows
  readonly answer: Answer
  // biome-ignore lint/suspicious/noExplicitAny: each route knows the shapes it declared
  run(asked: Asked<any, any>): Promise<unknown>
}

type In<T> = T extends z.ZodType ? z.infer<T> : undefined

/** Declares a route with its shapes. Throws `TypeError` where they do not go together. */
export const route = <Q extends z.ZodObject | undefined = undefined, B extends z.ZodType | undefined = undefined>(
  of: Omit<Route, 'run' | 'query' | 'body'> & {
    readonly query?: Q
    readonly body?: B
    run(asked: Asked<In<Q>, In<B>>): Promise<unknown>
  },
): Route => {
  // Of an answer that is kept nobody is noted.
  if (of.kept && of.shows) throw new TypeError(`${of.path} is kept and shows something of people`)
  return of as Route
}

const MEGABYTE = 2 ** 20
const PART = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,119}$/u
const NOWHERE = {} as Standing

/** Puts the routes on the server. Who may not is told so before id, body or size is looked at. */
export function mount(app: Hono, bench: Bench, routes: readonly Route[]): void {
  for (const of of routes)
    app.on(of.method.toUpperCase(), of.path.replace(/\{(\w+)\}/g, ':$1'), (context) => answer(bench, of, context))
  app.all('/api/*', async (context) => {
    const who = await principalOf(bench.db, context.req.raw)
    if (!reads(context.req.method) && !who.account) throw new ApiError('signed-out')
    throw new ApiError('missing')
  })
}

const reads = (method: string): boolean => method === 'GET' || method === 'HEAD'

async function answer(bench: Bench, of: Route, context: Context): Promise<Response> {
  const request = context.req.raw
  const who = await principalOf(bench.db, request)
  const params = context.req.param() as Record<string, string>
  const standing = await admit(bench, of, who, params['ws'], request)
  for (const value of Object.values(params)) if (!PART.test(value)) throw new ApiError('missing')
  const query = of.query ? shaped(of.query, context.req.query(), 'query') : undefined
  const sent = of.body && (await jsonOf(request, of.limit ?? MEGABYTE))
  const body = of.body && !of.inParts ? shaped(of.body, sent, 'body') : sent
  const ws = params['ws'] ?? ''
  const make = () => of.run({ bench, who, standing, ws, params, query, body, context })
  if (of.kept) {
    const key = `${of.path} ${JSON.stringify([params, query])}`
    const text = await unchanged(bench.db, key, async () => JSON.stringify(await make()))
    return context.body(text, 200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  }
  const made = await make()
  if (of.shows) {
    const form = [params['type'], context.req.query('format')].filter(Boolean).join(' ')
    await noteShown(bench, who, standing, of.shows, params['id'] ?? '', form)
  }
  if (made instanceof Response) return made
  if (of.answer.status === 204) return context.body(null, 204)
  return context.json(made as object, of.answer.status, { 'cache-control': 'no-store' })
}

async function admit(
  bench: Bench,
  of: Route,
  who: Principal,
  workspace: string | undefined,
  request: Request,
): Promise<Standing> {
  const changes = !reads(of.method.toUpperCase())
  if (of.needs !== 'public' && changes) {
    if (!who.account) throw new ApiError('signed-out')
    if (who.session && request.headers.get('x-guiju-csrf') !== who.session.csrf) throw new ApiError('csrf')
  }
  switch (of.needs) {
    case 'public':
      return NOWHERE
    case 'signed':
    case 'operator':
      if (!who.account) throw new ApiError('signed-out')
      // A token stands for work in one workspace, not for the person.
      if (who.token || (of.needs === 'operator' && !who.account.operator)) throw new ApiError('not-allowed')
      return NOWHERE
    default: {
      const standing = workspace === undefined ? undefined : await standingOf(bench.db, who, workspace)
      if (standing && (of.needs === 'member' || standing.rights.has(of.needs))) return standing
      throw new ApiError(who.account ? 'not-allowed' : 'signed-out')
    }
  }
}

/** Of a query what fits a schema of optional names, each by itself: the rest is no filter. */
export const fitting = <S extends z.ZodObject>(schema: S, query: (name: string) => string | undefined): z.infer<S> =>
  schema.parse(
    Object.fromEntries(
      Object.keys(schema.shape).flatMap((name) => {
        const value = query(name)
        return value !== undefined && schema.safeParse({ [name]: value }).success ? [[name, value]] : []
      }),
    ),
  )

/** A value as its schema has it. Throws `ApiError` with the place of the first thing that does not fit. */
export function shaped<S extends z.ZodType>(schema: S, value: unknown, name: string): z.infer<S> {
  const read = schema.safeParse(value, { error: z.locales.zhCN().localeError })
  if (read.success) return read.data
  const zh = read.error.issues[0]!
  const en = schema.safeParse(value, { error: z.locales.en().localeError }).error?.issues[0]
  const at = [name, ...zh.path.map(String)].join('.').slice(0, 200)
  const own = ownText(zh)
  if (own) throw new ApiError('shape', { at, ...own })
  throw new ApiError('shape', { at, zh: zh.message.slice(0, 300), en: (en?.message ?? zh.message).slice(0, 300) })
}
