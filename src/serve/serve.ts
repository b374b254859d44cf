import { createServer, type Server } from 'node:http'
import { availableParallelism } from 'node:os'
import { getRequestListener } from '@hono/node-server'
import packageJson from '../../package.json' with { type: 'json' }
import { InputError } from '../cli/errors.ts'
import { storeFolder } from '../store/folder.ts'
import type { BlobStore } from '../store/state/blobs.ts'
import { openState, type State, UnknownDatabase } from '../store/state/database.ts'
import { endLocalSessions } from '../store/state/identities.ts'
import { TooNew } from '../store/state/migrations.ts'
import { makeAccount, makeLink, makeWorkspace, setMember, workspaceOf } from '../store/state/people.ts'
import { upgradeLines } from '../store/state/upgrade.ts'
import { application } from './application.ts'
import { Bench, DEFAULT_LIMITS } from './bench.ts'
import { leftText } from './draws.ts'
import { Queue } from './jobs/queue.ts'
import { type DoorOptions, type Doors, doorsOf } from './oidc/settings.ts'
import { blobsOf } from './storage.ts'
import { warmUp } from './warm-up.ts'

export interface ServeOptions extends DoorOptions {
  readonly port: string
  /** The store whose laws, uploads and database are served; by default as for every command. */
  readonly store?: string
  /** `sqlite:path` or `postgres://…`; by default the file of the store. */
  readonly database?: string
  /** `s3://bucket/prefix?…` for uploads; by default a folder of the store. */
  readonly artifacts?: string
  /** Jobs at once. */
  readonly jobs?: number
}

export interface Served {
  readonly server: Server
  readonly bench: Bench
  readonly address: string
  /** Signs the operator in, once. */
  readonly link: string
  /** Ends the server; what runs is given back to be taken up again. */
  close(): Promise<void>
}

/** The workspace a new database has, and the account that may make others. */
const FIRST = { id: 'main', name: '默认工作区 Default' }
const OPERATOR = 'admin'

/** Opens the database an option names; that it is being upgraded is told on stderr. Throws `InputError` where it cannot be used. */
export async function stateOf(store: string, option: string | undefined): Promise<State> {
  const database = option ?? process.env['GUIJU_DATABASE']
  try {
    return await openState(
      store,
      database,
      upgradeLines((line) => process.stderr.write(line)),
    )
  } catch (error) {
    const name = database?.replace(/\/\/[^@]*@/, '//') ?? store
    if (error instanceof UnknownDatabase) throw new InputError('database.unknown', { value: name })
    if (error instanceof TooNew) throw new InputError('database.new', { name })
    const why = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'error')
    throw new InputError('database.unusable', { name, why })
  }
}

/** Serves the workbench on loopback. Resolves when it listens; throws `InputError` for a bad or busy port or database. */
export async function serve(options: ServeOptions): Promise<Served> {
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InputError('port.invalid', { value: options.port })
  const store = storeFolder(options.store)
  const doors = doorsOf(options)
  const blobs = await blobsOf(store, options.artifacts)
  // A whole request may take long, as an upload does; what stalls is ended by the reader of its body.
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 3_600_000, maxHeaderSize: 16_384 })
  server.maxConnections = 2000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new InputError('port.busy', { value: port }) : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  try {
    return await started(server, store, doors, blobs, options)
  } catch (error) {
    server.close()
    throw error
  }
}

async function started(
  server: Server,
  store: string,
  doors: Doors,
  blobs: BlobStore,
  options: ServeOptions,
): Promise<Served> {
  const state = await stateOf(store, options.database)
  const bench = new Bench(state, store, packageJson.version, DEFAULT_LIMITS, doors, blobs)
  await bench.cases.bring(state.db)
  await bench.draws.bring((...left) => process.stderr.write(`guiju: ${leftText(...left)}\n`))
  const queue = new Queue({
    db: state.db,
    blobs: bench.blobs,
    store,
    version: packageJson.version,
    at: options.jobs ?? Math.min(2, availableParallelism()),
  })
  bench.onJob = () => queue.look()
  bench.onCancel = (id) => queue.stop(id)
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  const address = `http://127.0.0.1:${port}/`
  const operator = await operatorOf(bench)
  await checkTable(bench)
  if (!doors.localAccounts) await endLocalSessions(state.db)
  const link = `${address}sign-in?once=${await makeLink(state.db, operator)}`
  const app = application(bench, port)
  await warmUp(bench, app)
  server.on('request', getRequestListener(app.fetch))
  await queue.start()
  return {
    server,
    bench,
    address,
    link,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await queue.end()
      bench.cases.close()
      await state.close()
    },
  }
}

/** A table that names what is not there would leave people waiting without a word. */
async function checkTable({ db, doors }: Bench): Promise<void> {
  for (const { workspace } of doors.oidc?.rows ?? [])
    if (!(await workspaceOf(db, workspace))) throw new InputError('oidc.workspace', { value: workspace })
}

async function operatorOf({ db }: Bench): Promise<string> {
  const known = await db
    .selectFrom('account')
    .select('id')
    .where('operator', '=', 1)
    .orderBy('made_at')
    .executeTakeFirst()
  if (known) return known.id
  const made = await makeAccount(db, OPERATOR, true)
  if (!made)
    return (await db.selectFrom('account').select('id').where('name', '=', OPERATOR).executeTakeFirstOrThrow()).id
  await makeWorkspace(db, FIRST)
  await setMember(db, FIRST.id, made.id, 'owner')
  return made.id
}

/** `guiju serve`: serves until it is ended. */
export async function serveCommand(options: ServeOptions): Promise<void> {
  const served = await serve(options)
  process.stdout.write(`${served.address}\n`)
  process.stderr.write(`sign in once / 登录一次: ${served.link}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void served.close().finally(() => process.exit(0)))
}
