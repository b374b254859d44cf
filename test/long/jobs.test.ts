import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { Queue, type QueueOptions } from '../../src/serve/jobs/queue.ts'
import { claimJob, completeJob, LEASE, renewJob } from '../../src/store/state/jobs.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'
import { writeZip } from '../support/zip-writer.ts'

const example = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url))

describe('jobs', () => {
  let bench: TestBench
  let owner: Person
  const queues: Queue[] = []
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    await bench.workspace('other')
    owner = await bench.person('owner', { main: 'owner', other: 'owner' })
  })
  after(async () => {
    await Promise.all(queues.map((q) => q.end()))
    await bench.close()
  })

  const queue = async (of: Partial<QueueOptions> = {}): Promise<Queue> => {
    const { db, blobs, store } = bench.bench
    const made = new Queue({ db, blobs, store, version: 'test', ...of })
    bench.bench.onJob = () => made.look()
    bench.bench.onCancel = (id) => made.stop(id)
    queues.push(made)
    await made.start()
    return made
  }
  const upload = async (name: string, bytes: Uint8Array, ws = 'main'): Promise<string> =>
    (await bench.ask('POST', `/api/workspaces/${ws}/artifacts?name=${encodeURIComponent(name)}`, owner, bytes)).json
      .sha256
  const start = async (input: object) => bench.ask('POST', '/api/workspaces/main/jobs', owner, input)
  const ended = async (id: string): Promise<{ state: string; [key: string]: unknown }> => {
    // The stream closes when the job has ended; its last event is how.
    const { text } = await bench.ask('GET', `/api/workspaces/main/jobs/${id}/events`, owner)
    return JSON.parse(text.trim().split('data: ').at(-1)!)
  }

  it('judges a saved run again from its archive, and keeps its pictures', async () => {
    const made = await queue()
    const run = new URL('../../examples/site/shop.run/', import.meta.url)
    const bytes = writeZip(readdirSync(run).map((name) => ({ name, data: readFileSync(new URL(name, run)) })))
    const asked = await start({
      kind: 'audit',
      target: { artifact: await upload('shop.zip', bytes) },
      on: '2026-11-20',
    })
    const job = await ended(asked.json.id)
    assert.equal(job.state, 'done', JSON.stringify(job['error']))
    const { result } = (job['results'] as { result: string }[])[0]!
    const { json } = await bench.ask('GET', `/api/workspaces/main/results/${result}`, owner)
    const [found] = json.results
    assert.equal(found.subject.kind, 'app.web')
    assert.ok(found.determinations.some((d: { outcome: string }) => d.outcome === 'failed'))
    assert.ok(found.run.shots.length > 5)
    for (const { sha256 } of found.run.shots)
      assert.equal(
        (await bench.ask('GET', `/api/workspaces/main/results/${result}/pictures/${sha256}`, owner)).status,
        200,
      )
    const page = (await bench.ask('GET', `/w/main/results/${result}`, owner)).text
    assert.match(page, new RegExp(`/pictures/${found.run.shots[0].sha256}`))
    await made.end()
  })

  it('audits an upload with its policy as the command does, and tells of each step', async () => {
    const made = await queue()
    const [artifact, policy] = [
      await upload('bad.apk', example('bad/bad.apk')),
      await upload('policy.html', example('bad/policy.html')),
    ]
    const { status, json } = await start({
      kind: 'audit',
      target: { artifact },
      policy: { artifact: policy },
      on: '2026-11-20',
    })
    assert.equal(status, 202)
    const job = await ended(json.id)
    assert.equal(job.state, 'done', JSON.stringify(job))
    const [{ result }] = job['results'] as [{ result: string }]
    const whole = (await bench.ask('GET', `/api/workspaces/main/results/${result}`, owner)).json
    assert.equal(whole.results[0].determinations.length, 31)
    assert.deepEqual(
      whole.results[0].subject.inputs.map((i: { name: string }) => i.name),
      ['bad.apk', 'policy.html'],
    )
    // Again: the same result is kept once, and the job leads to it.
    const again = await ended(
      (await start({ kind: 'audit', target: { artifact }, policy: { artifact: policy }, on: '2026-11-20' })).json.id,
    )
    assert.deepEqual(again['results'], job['results'])
    await made.end()
  })

  it('checks tables with the mapping they came with, and refuses a mapping that reaches out', async () => {
    const made = await queue()
    const others: Record<string, string> = {}
    for (const name of ['loans.csv', 'banks.csv', 'partners.csv'])
      others[name] = await upload(name, example(`loans/${name}`))
    const text = example('loans/loans.yaml').toString()
    const mapping = await upload('loans.yaml', Buffer.from(text))
    const job = await ended((await start({ kind: 'check', mapping, tables: others })).json.id)
    assert.equal(job.state, 'done', JSON.stringify(job))
    for (const from of ['/etc/passwd', 's3://bucket/x.parquet']) {
      const out = await upload('m.yaml', Buffer.from(text.replace('from: loans.csv', `from: "${from}"`)))
      const bad = await ended((await start({ kind: 'check', mapping: out, tables: others })).json.id)
      assert.equal(bad.state, 'failed')
      assert.equal((bad['error'] as { code: string }).code, 'mapping.outside', from)
    }
    for (const path of ['../x', '/x', 'a/../../x', 'a//b', '.'])
      assert.equal((await start({ kind: 'check', mapping, tables: { [path]: mapping } })).status, 400, path)
    await made.end()
  })

  it('judges an inventory of networks with its files or as an archive, and reaches nothing else', async () => {
    const made = await queue()
    const nets = Buffer.from('id,name,level\na,办公,2\nb,门户,3\n')
    // A file that is named as evidence and was not uploaded stays a name.
    const yaml = Buffer.from(
      'facts: network\noperator: { id: o, evidence: /etc/passwd }\nnetworks: { from: nets.csv }\n',
    )
    const check = async (name: string, bytes: Buffer, tables: Record<string, string> = {}) =>
      ended((await start({ kind: 'check', mapping: await upload(name, bytes), tables, on: '2026-11-01' })).json.id)
    const told = async (job: Record<string, unknown>) => {
      const found: { id: string; inputs: string[] }[] = []
      for (const { result } of (job['results'] ?? []) as { result: string }[]) {
        const { id, inputs } = (await bench.ask('GET', `/api/workspaces/main/results/${result}`, owner)).json.results[0]
          .subject
        found.push({ id, inputs: inputs.map((i: { name: string }) => i.name) })
      }
      return found
    }
    const wanted = (name: string) =>
      ['organisation:o', 'network:a', 'network:b'].map((id) => ({ id, inputs: [name, 'nets.csv'] }))
    const plain = await check('inventory.yaml', yaml, { 'nets.csv': await upload('nets.csv', nets) })
    assert.deepEqual(await told(plain), wanted('inventory.yaml'), JSON.stringify(plain))
    const entries = [
      { name: 'x/i.yaml', data: yaml },
      { name: 'x/nets.csv', data: nets },
    ]
    assert.deepEqual(await told(await check('all.zip', writeZip(entries))), wanted('i.yaml'))
    const out = await check('i.yaml', Buffer.from('facts: network\nnetworks: { from: /etc/passwd }\n'))
    assert.equal(out.state, 'failed')
    assert.match((out['error'] as { en: string }).en, /passwd is not among the files/)
    await made.end()
  })

  it('says in a line what is wrong with an input, without the folders of the server', async () => {
    const made = await queue()
    const job = await ended(
      (await start({ kind: 'audit', target: { artifact: await upload('../../x.bin', Buffer.from('nothing')) } })).json
        .id,
    )
    assert.equal(job.state, 'failed')
    const error = job['error'] as { code: string; zh: string }
    assert.equal(error.code, 'target.unknown')
    assert.match(error.zh, /x\.bin/)
    assert.ok(!JSON.stringify(job).includes(bench.folder))
    await made.end()
  })

  it('opens no private address', async () => {
    const made = await queue()
    const job = await ended((await start({ kind: 'audit', target: { url: 'http://127.0.0.1:4780/' } })).json.id)
    assert.equal(job.state, 'failed')
    assert.match((job['error'] as { code: string }).code, /^web\./)
    for (const url of ['file:///etc/passwd', 'http://user:secret@example.com/', 'javascript:alert(1)', 'gopher://x'])
      assert.equal((await start({ kind: 'audit', target: { url } })).status, 400, url)
    await made.end()
  })

  it('needs uploads of the same workspace', async () => {
    const elsewhere = await upload('bad.apk', Buffer.from('of another workspace'), 'other')
    assert.equal((await start({ kind: 'audit', target: { artifact: elsewhere } })).status, 404)
  })

  it('stops a job that takes too long or too much memory, and one that is cancelled', async () => {
    const artifact = await upload('bad.apk', example('bad/bad.apk'))
    for (const [limits, code] of [
      [{ time: 1, memory: 2 ** 31 }, 'job.time'],
      [{ time: 60_000, memory: 1 }, 'job.memory'],
    ] as const) {
      const made = await queue({ limits })
      // The memory of a process is looked at now and then: one that is over sooner is not stopped.
      const job = await ended((await start({ kind: 'audit', target: { artifact } })).json.id)
      if (code === 'job.time' || job.state === 'failed') assert.equal((job['error'] as { code: string }).code, code)
      await made.end()
    }
    bench.bench.onJob = () => undefined
    const { id } = (await start({ kind: 'audit', target: { artifact } })).json
    const cancel = () => bench.ask('DELETE', `/api/workspaces/main/jobs/${id}`, owner)
    assert.equal((await cancel()).status, 204)
    assert.equal((await ended(id)).state, 'cancelled')
    assert.equal((await cancel()).status, 409)
  })

  it('is held by one process, and comes to nothing for one that lost it', async () => {
    const { db } = bench.bench
    await db.deleteFrom('job').execute()
    const artifact = await upload('bad.apk', example('bad/bad.apk'))
    await start({ kind: 'audit', target: { artifact } })
    const claims = await Promise.all(['a', 'b', 'c'].map((name) => claimJob(db, name)))
    const [first, ...more] = claims.filter((c) => c !== undefined)
    assert.equal(more.length, 0)
    const before = { ...first!, owner: first!.owner! }
    await db
      .updateTable('job')
      .set({ lease_until: Date.now() - LEASE })
      .execute()
    const second = await claimJob(db, 'later')
    assert.equal(second?.attempt, 2)
    assert.equal(await renewJob(db, before, undefined), false)
    assert.equal(await completeJob(db, before, [sampleResult()]), false)
    assert.equal(await completeJob(db, { ...second!, owner: 'later' }, [sampleResult()]), true)
    assert.equal(await completeJob(db, { ...second!, owner: 'later' }, [sampleResult()]), false)
  })
})
