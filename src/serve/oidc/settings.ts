import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { InputError } from '../../cli/errors.ts'
import type { Text } from '../../law/text.ts'
import { same } from '../../law/text.ts'

/** How people reach the server, and how they may sign in. */
export interface Doors {
  /** Origin under which a proxy passes requests on; none where the server is asked under its own address alone. */
  readonly publicOrigin?: string
  readonly oidc?: OidcSettings
  /** Passwords are taken. */
  readonly localAccounts: boolean
}

export const LOCAL: Doors = { localAccounts: true }

export interface OidcSettings {
  readonly issuer: string
  readonly client: string
  readonly secret?: string
  /** What the button on the sign-in page says. */
  readonly name: Text
  readonly scope: string
  /** The claim that `rows` read: its name, or names parted by dots where it lies inside another. */
  readonly claim: string
  readonly rows: readonly Row[]
  readonly allowPrivate: boolean
}

/** An account whose claim holds `value` starts with this role in this workspace. */
interface Row {
  readonly value: string
  readonly workspace: string
  readonly role: 'owner' | 'member' | 'viewer'
}

export interface DoorOptions {
  readonly publicUrl?: string
  readonly oidcIssuer?: string
  readonly oidcClient?: string
  readonly oidcSecretFile?: string
  readonly oidcTable?: string
  readonly oidcAllowPrivate?: boolean
  /** False with `--no-local-accounts`. */
  readonly localAccounts?: boolean
}

type Env = Readonly<Record<string, string | undefined>>

const NAME: Text = { zh: '用企业账号登录', en: 'Sign in with your organisation' }
const said = z.string().trim().min(1).max(60)

const table = z.strictObject({
  name: z.union([said.transform(same), z.strictObject({ zh: said, en: said })]).default(NAME),
  scope: z
    .string()
    .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/)
    .default('openid profile'),
  claim: z.string().min(1).max(200).default('groups'),
  rows: z
    .array(
      z.strictObject({
        value: z.string().min(1).max(300),
        workspace: z.string().min(1).max(120),
        role: z.enum(['owner', 'member', 'viewer']),
      }),
    )
    .max(2000)
    .default([]),
})

/** What the options and the environment say. Throws `InputError` for what does not fit. The secret is in neither. */
export function doorsOf(options: DoorOptions, env: Env = process.env): Doors {
  const publicUrl = options.publicUrl ?? env['GUIJU_PUBLIC_URL']
  const issuer = options.oidcIssuer ?? env['GUIJU_OIDC_ISSUER']
  const localAccounts = (options.localAccounts ?? true) && !isOn(env['GUIJU_NO_LOCAL_ACCOUNTS'])
  const publicOrigin = publicUrl === undefined ? {} : { publicOrigin: originOf(publicUrl) }
  if (issuer !== undefined) return { ...publicOrigin, localAccounts, oidc: oidcOf(issuer, options, env) }
  const unused = Object.entries(options).find(([name, value]) => name.startsWith('oidc') && value !== undefined)
  if (unused || !localAccounts) throw new InputError('oidc.issuer')
  return { ...publicOrigin, localAccounts }
}

const isOn = (value: string | undefined): boolean => value !== undefined && !/^(0|false|no|off)?$/i.test(value)

function originOf(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const plain = url && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (!plain || !/^https?:$/.test(url.protocol)) throw new InputError('public-url.invalid', { value })
  return url.origin
}

function oidcOf(issuer: string, options: DoorOptions, env: Env): OidcSettings {
  const allowPrivate = options.oidcAllowPrivate ?? isOn(env['GUIJU_OIDC_ALLOW_PRIVATE'])
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  // Without encryption only where it was said that the provider is on a network of one's own.
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && allowPrivate)
  if (!url || !safe || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new InputError('oidc.address', { value: issuer.replace(/\/\/[^@/]*@/, '//') })
  const client = options.oidcClient ?? env['GUIJU_OIDC_CLIENT']
  if (client === undefined || client === '') throw new InputError('oidc.client')
  const file = options.oidcSecretFile ?? env['GUIJU_OIDC_SECRET_FILE']
  const secret = file === undefined ? env['GUIJU_OIDC_SECRET'] : read(file).trim()
  if (secret === '') throw new InputError('oidc.secret', { name: file ?? 'GUIJU_OIDC_SECRET' })
  const rows = options.oidcTable ?? env['GUIJU_OIDC_TABLE']
  return {
    issuer: issuer.replace(/\/\.well-known\/openid-configuration$/, ''),
    client,
    allowPrivate,
    ...(secret === undefined ? {} : { secret }),
    ...(rows === undefined ? table.parse({}) : tableOf(rows)),
  }
}

function tableOf(file: string): z.infer<typeof table> {
  const text = read(file)
  try {
    const found = table.safeParse(parse(text, { maxAliasCount: 0 }) ?? {}, { error: z.locales.en().localeError })
    if (found.success) return found.data
    const [first] = found.error.issues
    throw new Error(`${first!.path.join('.') || 'table'}: ${first!.message}`)
  } catch (error) {
    throw new InputError('oidc.table', { name: file, why: (error as Error).message.split('\n')[0]!.slice(0, 200) })
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name: file })
    throw new InputError('file.unreadable', { name: file, why: code })
  }
}
