import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Role } from '../../src/serve/access.ts'
import { application } from '../../src/serve/application.ts'
import { Bench, type BenchLimits, DEFAULT_LIMITS } from '../../src/serve/bench.ts'
import { type Doors, LOCAL } from '../../src/serve/oidc/settings.ts'
import type { BlobStore } from '../../src/store/state/blobs.ts'
import { openState } from '../../src/store/state/database.ts'
import { makeAccount, makeWorkspace, openSession, setMember, setPassword } from '../../src/store/state/people.ts'

export const PORT = 4780
export const HOST = `127.0.0.1:${PORT}`

/** Somebody who asks, with what their requests carry. */
export interface Person {
  readonly name: string
  readonly account: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: the body of an answer, whatever it is
  readonly json: any
}

/** A new database: in memory, or on the PostgreSQL server that `GUIJU_TEST_POSTGRES` names. */
export async function newDatabase(): Promise<{ readonly address: string; readonly drop: () => Promise<void> }> {
  const server = process.env['GUIJU_TEST_POSTGRES']
  if (server === undefined) return { address: 'sqlite::memory:', drop: async () => undefined }
  const name = `guiju_${randomBytes(8).toString('hex')}`
  const { default: pg } = await import('pg')
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await run(`create database ${name}`)
  const address = new URL(server)
  address.pathname = `/${name}`
  return { address: address.href, drop: () => run(`drop database ${name} with (force)`) }
}

/** A workbench without a socket. */
export class TestBench {
  readonly app: Hono
  readonly bench: Bench
  readonly folder: string
  readonly #drop: () => Promise<void>

  private constructor(bench: Bench, folder: string, drop: () => Promise<void>) {
    this.bench = bench
    this.folder = folder
    this.#drop = drop
    this.app = application(bench, PORT)
  }

  static async open(limits: Partial<BenchLimits> = {}, doors: Doors = LOCAL, blobs?: BlobStore): Promise<TestBench> {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-'))
    const { address, drop } = await newDatabase()
    const state = await openState(folder, address)
    return new TestBench(new Bench(state, folder, 'test', { ...DEFAULT_LIMITS, ...limits }, doors, blobs), folder, drop)
  }

  async close(): Promise<void> {
    this.bench.cases.close()
    await this.bench.state.close()
    await this.#drop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async workspace(id: string, of: { readonly demo?: boolean; readonly separated?: boolean } = {}): Promise<string> {
    await makeWorkspace(this.bench.db, { id, name: id, ...of })
    return id
  }

  /** An account with a session, and its roles by workspace. */
  async person(name: string, roles: Readonly<Record<string, Role>> = {}, operator = false): Promise<Person> {
    const { id } = (await makeAccount(this.bench.db, name, operator))!
    for (const [ws, role] of Object.entries(roles)) await setMember(this.bench.db, ws, id, role)
    return { name, account: id, headers: await this.session(id) }
  }

  async session(account: string): Promise<Record<string, string>> {
    const { value, csrf } = await openSession(this.bench.db, account)
    return { cookie: `guiju_session=${value}`, 'x-guiju-csrf': csrf }
  }

  password(account: string, password: string): Promise<void> {
    return setPassword(this.bench.db, account, password)
  }

  async ask(
    method: string,
    path: string,
    by?: Pick<Person, 'headers'>,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
    const answer = await this.app.request(`http://${HOST}${path}`, {
      method,
      headers: {
        host: HOST,
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...by?.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as string, duplex: 'half' }),
    } as RequestInit)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, json: parsed(text) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
