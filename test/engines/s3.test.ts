import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { backupCommand, restoreCommand } from '../../src/cli/state.ts'
import { keepArtifact } from '../../src/store/state/artifacts.ts'
import { type BlobStore, NoBlob } from '../../src/store/state/blobs.ts'
import { openState } from '../../src/store/state/database.ts'
import { makeAccount, makeWorkspace } from '../../src/store/state/people.ts'
import { newDatabase } from '../support/bench.ts'
import { killAtRandom } from '../support/kill.ts'
import { ENV, type Moto, startMoto } from './support/moto.ts'

const python = process.env['GUIJU_TEST_PYTHON']
/** Seconds during which workers are killed; `GUIJU_KILL_SECONDS` gives minutes. */
const SECONDS = Number(process.env['GUIJU_KILL_SECONDS'] ?? 10)
const JOBS = Number(process.env['GUIJU_KILL_JOBS'] ?? 10)

describe('uploads in an S3 of another make', {
  skip: python === undefined && 'GUIJU_TEST_PYTHON names no Python with moto',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-moto-'))
  let moto: Moto
  before(async () => {
    moto = await startMoto(python!)
    Object.assign(process.env, ENV)
  })
  after(async () => {
    await moto.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const put = (blobs: BlobStore, bytes: Uint8Array) =>
    blobs.write(
      (async function* () {
        for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20))
      })(),
      1e9,
    )

  it('are put, got, listed page by page and deleted', async () => {
    const { blobs } = await moto.bucket('plain', folder)
    await blobs.check()
    const large = randomBytes(24 << 20)
    const { sha256 } = await put(blobs, large)
    const hash = createHash('sha256')
    for await (const chunk of blobs.read(sha256)) hash.update(chunk)
    assert.equal(hash.digest('hex'), sha256)
    const names = [sha256]
    for (let n = 0; n < 7; n += 1) names.push((await put(blobs, randomBytes(100))).sha256)
    const listed: string[] = []
    for await (const name of blobs.list(3)) listed.push(name)
    assert.deepEqual(listed, names.sort())
    await blobs.remove(sha256)
    assert.equal(await blobs.has(sha256), false)
    await assert.rejects(blobs.lay(sha256, join(folder, 'x')), NoBlob)
  })

  it('go into a backup, and from it into the store or another bucket', async () => {
    const from = await moto.bucket('backup-from', folder)
    const to = await moto.bucket('backup-to', folder)
    const store = join(folder, 'store')
    const { sha256, bytes } = await put(from.blobs, randomBytes(200_000))
    const state = await openState(store)
    await makeWorkspace(state.db, { id: 'main', name: 'main' })
    await makeAccount(state.db, 'somebody')
    await keepArtifact(state.db, { workspace_id: 'main', sha256, name: 'a', bytes, account_id: 'x' })
    await state.close()
    const kept = join(folder, 'kept')
    await backupCommand(kept, { store, artifacts: from.address })
    await from.blobs.remove(sha256)
    await restoreCommand(kept, { store: join(folder, 'other'), artifacts: to.address })
    assert.equal(await to.blobs.has(sha256), true)
    await assert.rejects(backupCommand(join(folder, 'lost'), { store, artifacts: from.address }), /there is no/)
  })

  it('serve any number of workers, each with a store of its own, that are killed at any moment', {
    timeout: (SECONDS + 300) * 1000,
  }, async (t) => {
    const { blobs, address } = await moto.bucket('workers', folder)
    const made = await newDatabase()
    const shared = made.address.startsWith('postgres') ? made.address : `sqlite:${join(folder, 'shared.sqlite')}`
    const state = await openState(folder, shared)
    const options = ['--database', shared, '--artifacts', address]
    const commands = [
      ['serve', '--port', '0', '--store', join(folder, 'a'), ...options],
      ['worker', '--jobs', '1', '--store', join(folder, 'b'), ...options],
      ['worker', '--jobs', '1', '--store', join(folder, 'c'), ...options],
    ]
    try {
      const found = await killAtRandom({ state, blobs, commands, env: ENV, seconds: SECONDS, jobs: JOBS })
      t.diagnostic(JSON.stringify(found))
    } finally {
      await state.close()
      await made.drop()
    }
  })
})
