import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { InputError } from '../../src/cli/errors.ts'
import { blobsOf, placeOf } from '../../src/serve/storage.ts'
import { NoBlob, StorageError, TooLarge } from '../../src/store/state/blobs.ts'
import { S3Blobs } from '../../src/store/state/s3.ts'
import { TestBench } from '../support/bench.ts'
import { CREDENTIALS, FakeS3, type Fault, REGION } from '../support/fake-s3.ts'

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
async function all(from: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of from) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const isWhy = (why: string) => (error: unknown) => error instanceof StorageError && error.why === why

describe('uploads in shared storage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-s3-'))
  let s3: FakeS3
  let blobs: S3Blobs
  const place = () => ({
    endpoint: s3.endpoint,
    bucket: s3.bucket,
    prefix: 'guiju/up loads/',
    region: REGION,
    style: 'path' as const,
  })
  const bytes = randomBytes(300_000)
  const sha256 = shaOf(bytes)

  before(async () => {
    s3 = await FakeS3.open()
    blobs = new S3Blobs(folder, place(), CREDENTIALS, { wait: 1, idle: 100 })
  })
  afterEach(() => {
    assert.deepEqual(s3.faults, [], 'every fault was met')
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [], 'nothing is left behind')
  })
  after(() => {
    s3.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const write = (of: Uint8Array = bytes, limit = 1e9) => blobs.write(streamOf(of), limit)

  it('keep each content once, give it back, list it and forget it', async () => {
    assert.deepEqual(await write(), { sha256, bytes: bytes.length })
    s3.asked.length = 0
    await write()
    assert.deepEqual(s3.asked, ['HEAD'], 'what is there is not sent again')
    assert.deepEqual(await all(blobs.read(sha256)), bytes)
    await blobs.lay(sha256, join(folder, 'laid'))
    assert.deepEqual(readFileSync(join(folder, 'laid')), bytes)
    const empty = await write(new Uint8Array())
    s3.objects.set('guiju/up loads/not-a-digest', Buffer.from('x'))
    const names: string[] = []
    for await (const name of blobs.list(1)) names.push(name)
    assert.deepEqual(names, [sha256, empty.sha256].sort())
    assert.deepEqual([await blobs.has(sha256), await blobs.has(shaOf(Buffer.from('none')))], [true, false])
    await blobs.remove(sha256)
    await blobs.remove(sha256)
    assert.equal(await blobs.has(sha256), false)
    await assert.rejects(all(blobs.read(sha256)), NoBlob)
    await assert.rejects(blobs.lay(sha256, join(folder, 'none')), NoBlob)
    assert.throws(() => blobs.remove('../../etc'), TypeError)
  })

  it('send nothing of an upload that is too large or breaks off', async () => {
    s3.asked.length = 0
    await assert.rejects(write(bytes, 1000), TooLarge)
    await assert.rejects(
      blobs.write(
        (async function* () {
          yield bytes
          throw new Error('gone')
        })(),
        1e9,
      ),
      /gone/,
    )
    assert.deepEqual(s3.asked, [])
  })

  const PASSING: readonly (readonly Fault[])[] = [['busy'], ['reset'], ['busy', 'reset', 'busy'], ['stall']]
  for (const faults of PASSING)
    it(`go through ${faults.join(', ')}`, async () => {
      s3.objects.clear()
      s3.faults = [...faults]
      await write()
      s3.faults = ['busy', 'cut', 'reset']
      await blobs.lay(sha256, join(folder, 'laid-2'))
      assert.deepEqual(readFileSync(join(folder, 'laid-2')), bytes)
    })

  it('give up in a bounded time, with a word of what is wrong', async () => {
    await write()
    s3.faults = ['busy', 'busy', 'busy', 'busy']
    await assert.rejects(blobs.remove(sha256), isWhy('SlowDown'))
    s3.faults = ['reset', 'reset', 'reset', 'reset']
    await assert.rejects(blobs.remove(sha256), isWhy('ECONNRESET'))
    s3.faults = ['stall', 'stall', 'stall', 'stall']
    await assert.rejects(blobs.remove(sha256), isWhy('time'))
    s3.faults = ['denied']
    await assert.rejects(blobs.remove(sha256), isWhy('AccessDenied'))
    s3.faults = ['cut', 'cut', 'cut', 'cut']
    await assert.rejects(blobs.lay(sha256, join(folder, 'cut')), isWhy('cut'))
    assert.ok(!readdirSync(folder).includes('cut'))
  })

  it('are never given out whole where they are not what they are called', async () => {
    await write()
    s3.faults = ['wrong']
    let got = 0
    const read = async () => {
      for await (const chunk of blobs.read(sha256)) got += chunk.byteLength
    }
    await assert.rejects(read(), isWhy('digest'))
    assert.ok(got < bytes.length)
    s3.faults = ['cut']
    await assert.rejects(read(), isWhy('cut'))
    s3.faults = ['stall']
    await assert.rejects(read(), isWhy('cut'))
    s3.faults = ['wrong']
    await assert.rejects(blobs.lay(sha256, join(folder, 'wrong')), isWhy('digest'))
    assert.ok(!readdirSync(folder).includes('wrong'))
  })

  it('are what the workbench uploads to and downloads from; without them it says so in a line', async () => {
    const bench = await TestBench.open({}, undefined, blobs)
    try {
      await bench.workspace('main')
      const by = await bench.person('owner', { main: 'owner' })
      const at = '/api/workspaces/main/artifacts'
      const up = await bench.ask('POST', `${at}?name=a.bin`, by, new Uint8Array(bytes))
      assert.equal(up.json.sha256, sha256)
      const down = await bench.app.request(`http://127.0.0.1:4780${at}/${sha256}`, {
        headers: { host: '127.0.0.1:4780', ...by.headers },
      })
      assert.deepEqual(Buffer.from(await down.arrayBuffer()), bytes)
      s3.faults = ['denied']
      const refused = await bench.ask('POST', `${at}?name=a.bin`, by, 'more')
      assert.deepEqual([refused.status, refused.json.error.code], [503, 'storage'])
      assert.match(refused.json.error.en, /status 403/)
      assert.equal((await bench.ask('DELETE', `${at}/${sha256}`, by)).status, 204)
      assert.equal(await blobs.has(sha256), false)
    } finally {
      await bench.close()
    }
  })

  it('are found by an address and credentials of the environment, or refused in a line', async () => {
    const env = { AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey }
    const address = `s3://${s3.bucket}/a/b/?endpoint=${s3.endpoint}&region=${REGION}`
    const found = await blobsOf(folder, address, env)
    assert.equal((await found.write(streamOf(bytes), 1e9)).sha256, sha256)
    assert.ok(s3.objects.has(`a/b/${sha256}`))
    assert.equal(await (await blobsOf(folder, undefined, { ...env, GUIJU_ARTIFACTS: address })).has(sha256), true)
    assert.equal(await (await blobsOf(folder, undefined, {})).has(sha256), false, 'by default in the store')
    const refuses = (code: string, value: string, of: Record<string, string> = env) =>
      assert.rejects(
        blobsOf(folder, value, of),
        (error) =>
          error instanceof InputError && error.code === code && !error.message.includes(CREDENTIALS.secretAccessKey),
        value,
      )
    for (const bad of [
      'bucket',
      'https://x/bucket',
      's3://user:pw@bucket',
      's3://b',
      `${address}&x=1`,
      's3://uploads?endpoint=x',
      's3://uploads?style=other',
      's3://uploads?endpoint=ftp://x',
      's3://uploads/a b',
    ])
      await refuses('artifacts.invalid', bad)
    await refuses('artifacts.credentials', address, {})
    await refuses('artifacts.unusable', address.replace(s3.bucket, 'another'))
    await refuses('artifacts.unusable', address, { ...env, AWS_SECRET_ACCESS_KEY: 'wrong' })
    assert.deepEqual(placeOf('s3://uploads', { AWS_REGION: 'cn-north-1' }), {
      endpoint: 'https://s3.cn-north-1.amazonaws.com.cn',
      bucket: 'uploads',
      region: 'cn-north-1',
      style: 'host',
      prefix: '',
    })
  })
})
