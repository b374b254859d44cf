import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { trailFile } from '../serve/api/trail-file.ts'
import { Queue } from '../serve/jobs/queue.ts'
import { stateOf } from '../serve/serve.ts'
import { blobsOf } from '../serve/storage.ts'
import { copyDraws, isDrawFile, placeDraws } from '../store/draw-copy.ts'
import { storeFolder } from '../store/folder.ts'
import { copyLedger, isLedgerFile, placeLedger } from '../store/ledger-copy.ts'
import { dump, load } from '../store/state/backup.ts'
import { NoBlob, received, StorageError } from '../store/state/blobs.ts'
import { fileOf, type State } from '../store/state/database.ts'
import { linesOf, record, SERVER } from '../store/state/trail.ts'
import { InputError } from './errors.ts'

export interface StateOptions {
  readonly store?: string
  readonly database?: string
  /** `s3://bucket/prefix?…` */
  readonly artifacts?: string
  readonly jobs?: string
}

const MOST_JOBS = 64

/** `guiju worker`: takes up jobs of a database until it is ended. */
export async function workerCommand(options: StateOptions): Promise<void> {
  const store = storeFolder(options.store)
  const at = Number(options.jobs ?? 2)
  if (!Number.isInteger(at) || at < 1 || at > MOST_JOBS)
    throw new InputError('worker.jobs', { value: options.jobs ?? '', most: MOST_JOBS })
  const blobs = await blobsOf(store, options.artifacts)
  const state = await stateOf(store, options.database)
  const queue = new Queue({ db: state.db, blobs, store, version: packageJson.version, at })
  await queue.start()
  process.stderr.write('guiju worker: Ctrl-C ends it\n')
  const alive = setInterval(() => undefined, 60_000)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      clearInterval(alive)
      void queue
        .end()
        .then(() => state.close())
        .finally(() => process.exit(0))
    })
}

/** `guiju trail [workspace]`: the whole trail of a workspace, or of the server where none is named, to stdout. */
export async function trailCommand(
  workspace: string | undefined,
  options: StateOptions & { readonly format?: string },
): Promise<void> {
  const { format = 'jsonl' } = options
  if (format !== 'jsonl' && format !== 'csv') throw new InputError('trail.format', { value: format })
  const state = await presentState(storeFolder(options.store), options.database)
  try {
    const of = workspace ?? SERVER
    const seen = await state.db.selectFrom('trail').select('position').where('workspace_id', '=', of).limit(1).execute()
    if (seen.length === 0) throw new InputError('trail.none', { name: of === SERVER ? 'guiju' : of })
    await record(state.db, { workspace: of, actor: 'local', action: 'trail exported', object: format })
    for await (const piece of trailFile(linesOf(state.db, of), format))
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  } finally {
    await state.close()
  }
}

/** Opens a database that is there: where its name was mistyped none is made. */
async function presentState(store: string, option: string | undefined): Promise<State> {
  const file = fileOf(store, option ?? process.env['GUIJU_DATABASE'])
  if (file !== undefined && !(await exists(file))) throw new InputError('database.none', { name: file })
  return stateOf(store, option)
}

const LIST = 'backup.json'

interface Manifest {
  readonly schema: 'guiju/backup/1'
  readonly version: string
  readonly at: string
  /** SHA-256 of `state.ndjson`. */
  readonly state: string
  readonly artifacts: readonly string[]
  /** SHA-256 of each file of `ledger`, by name; absent where the store has no ledger, or before there was one. */
  readonly ledger?: Readonly<Record<string, string>>
  /** The same of each file of `draws`. */
  readonly draws?: Readonly<Record<string, string>>
}

/** `guiju backup <dir>`: the state of a moment, every upload it names and the ledger of cases, whole or not at all. */
export async function backupCommand(folder: string, options: StateOptions): Promise<void> {
  if (await exists(folder)) throw new InputError('backup.exists', { name: folder })
  const store = storeFolder(options.store)
  const blobs = await blobsOf(store, options.artifacts)
  const state = await presentState(store, options.database)
  const beside = join(dirname(folder), `.${basename(folder)}.part-${process.pid}`)
  try {
    await mkdir(join(beside, 'artifacts'), { recursive: true })
    await record(state.db, { workspace: SERVER, actor: 'local', action: 'backup', object: basename(folder) })
    const { text, artifacts } = await dump(state.db)
    // A copy of its own, read through: a backup of what is no longer whole would be none.
    for (const sha256 of artifacts) {
      const { path } = await received(join(beside, 'artifacts'), blobs.read(sha256), Number.MAX_SAFE_INTEGER)
      await rename(path, join(beside, 'artifacts', sha256))
    }
    await writeFile(join(beside, 'state.ndjson'), text, { mode: 0o600 })
    const ledger = await copyLedger(store, join(beside, 'ledger'))
    const draws = await copyDraws(store, join(beside, 'draws'))
    const manifest: Manifest = {
      schema: 'guiju/backup/1',
      version: packageJson.version,
      at: new Date().toISOString(),
      state: createHash('sha256').update(text).digest('hex'),
      artifacts,
      ...(ledger ? { ledger } : {}),
      ...(draws ? { draws } : {}),
    }
    await writeFile(join(beside, LIST), `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(beside, folder)
    process.stdout.write(`${folder}\n`)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    if (error instanceof StorageError || error instanceof NoBlob) throw unusable(error)
    const { code } = error as NodeJS.ErrnoException
    throw code === undefined ? error : new InputError('out.unwritable', { name: folder, why: code })
  } finally {
    await state.close()
  }
}

/** `guiju restore <dir>`: puts a backup into an empty database, SQLite or PostgreSQL, whole or not at all. */
export async function restoreCommand(folder: string, options: StateOptions): Promise<void> {
  const { text, artifacts, ledger, draws } = await readBackup(folder)
  const store = storeFolder(options.store)
  if (ledger && (await exists(join(store, 'ledger'))))
    throw new InputError('backup.used', { name: join(store, 'ledger') })
  const blobs = await blobsOf(store, options.artifacts)
  const state = await stateOf(store, options.database)
  try {
    const used = await state.db.selectFrom('account').select('id').limit(1).execute()
    if (used.length > 0) throw new InputError('backup.used', { name: options.database ?? store })
    for (const sha256 of artifacts) {
      const from = createReadStream(join(folder, 'artifacts', sha256))
      const { sha256: got } = await blobs.write(from, Number.MAX_SAFE_INTEGER).catch((error: unknown) => {
        throw error instanceof StorageError ? unusable(error) : error
      })
      if (got !== sha256) throw new InputError('backup.broken', { name: join(folder, 'artifacts', sha256) })
    }
    const undo = ledger ? await placeLedger(join(folder, 'ledger'), Object.keys(ledger), store) : undefined
    await load(state.db, text).catch(async (error: unknown) => {
      await undo?.()
      throw error
    })
    // After the ledger that knows them: one whose file is missing is not drawn anew.
    await placeDraws(join(folder, 'draws'), Object.keys(draws ?? {}), store)
    process.stdout.write(`${folder}\n`)
  } finally {
    await state.close()
  }
}

const unusable = (error: StorageError | NoBlob): InputError =>
  new InputError('artifacts.broken', { why: error instanceof StorageError ? error.why : error.message })

async function readBackup(
  folder: string,
): Promise<Pick<Manifest, 'artifacts' | 'ledger' | 'draws'> & { readonly text: string }> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, LIST), 'utf8')) as Manifest
    const text = await readFile(join(folder, 'state.ndjson'), 'utf8')
    const names = new Set(await readdir(join(folder, 'artifacts')))
    const whole =
      manifest.schema === 'guiju/backup/1' &&
      manifest.state === createHash('sha256').update(text).digest('hex') &&
      manifest.artifacts.every((sha256) => /^[0-9a-f]{64}$/.test(sha256) && names.has(sha256)) &&
      (await holds(join(folder, 'ledger'), manifest.ledger ?? {}, isLedgerFile)) &&
      (await holds(join(folder, 'draws'), manifest.draws ?? {}, isDrawFile))
    if (whole) {
      const { ledger, draws } = manifest
      return { text, artifacts: manifest.artifacts, ...(ledger ? { ledger } : {}), ...(draws ? { draws } : {}) }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name: join(folder, LIST) })
    if (code !== 'ENOTDIR' && code !== 'EISDIR' && !(error instanceof SyntaxError || error instanceof TypeError))
      throw error
  }
  throw new InputError('backup.broken', { name: folder })
}

/** True where every file is as it was copied, and is one of those kept there. */
async function holds(
  folder: string,
  files: Readonly<Record<string, string>>,
  isOne: (name: string) => boolean,
): Promise<boolean> {
  for (const [name, sha256] of Object.entries(files))
    if (!isOne(name) || (await digestOf(join(folder, name))) !== sha256) return false
  return true
}

const digestOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
