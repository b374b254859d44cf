import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { answerable, attestationText } from '../../src/serve/attest.ts'
import { coverageScreen } from '../../src/serve/coverage.ts'
import { jobInput } from '../../src/serve/jobs/input.ts'
import { prepare } from '../../src/serve/jobs/prepare.ts'
import { keepArtifact } from '../../src/store/state/artifacts.ts'
import { addJob, claimJob, completeJob, jobOf } from '../../src/store/state/jobs.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

describe('attesting what is needed', () => {
  let bench: TestBench
  let owner: Person
  const base = sampleApp()
  const [first, ...rest] = base.determinations
  const need = { fact: 'app.backendSharing', how: { zh: '说明', en: 'state it' } }
  const app = { ...base, determinations: [{ ...first!, needs: [need, { ...need, fact: 'sdk.disclosed' }] }, ...rest] }
  const put = async (name: string, text: string) => {
    const { sha256, bytes } = await bench.bench.blobs.write(
      (async function* () {
        yield Buffer.from(text)
      })(),
      1e6,
    )
    await keepArtifact(bench.bench.db, { workspace_id: 'main', sha256, name, bytes, account_id: owner.account })
    return sha256
  }
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' })
  })
  after(() => bench.close())

  it('asks for facts of the app that one answer gives, and writes them as the command line reads them', () => {
    assert.deepEqual(
      answerable(app).map((f) => [f.name, f.type]),
      [['backendSharing', 'boolean']],
    )
    const text = attestationText({
      by: '张三: "负责人"',
      on: '2026-11-01',
      evidence: ['a.csv'],
      answers: { backendSharing: false },
    })
    assert.deepEqual(parse(text), {
      schema: 'guiju/attestation/1',
      by: '张三: "负责人"',
      on: '2026-11-01',
      evidence: ['a.csv'],
      facts: { backendSharing: false },
    })
  })

  it('checks again on the same material, the evidence beside the attestation', async () => {
    const { db, blobs } = bench.bench
    const target = await put('a.apk', 'apk')
    await addJob(db, {
      workspace: 'main',
      account: owner.account,
      kind: 'audit',
      input: { kind: 'audit', target: { artifact: target } },
    })
    const job = (await claimJob(db, 'test'))!
    const ended = await completeJob(db, { ...job, owner: 'test' }, [sampleResult([app])])
    assert.ok(ended !== false)
    const [{ result }] = JSON.parse((await jobOf(db, 'main', job.id))!.results!) as [{ result: string }]
    const proof = await put('清单.csv', 'a,b')
    const ask = (body: object) =>
      bench.ask('POST', `/api/workspaces/main/results/${result}/attestations`, owner, {
        by: '张三',
        on: '2026-11-01',
        ...body,
      })
    for (const answers of [{}, { packed: true }, { nonsense: true }])
      assert.equal((await ask({ answers })).status, 400, JSON.stringify(answers))
    const made = await ask({ answers: { backendSharing: false }, evidence: [proof] })
    assert.equal(made.status, 201, made.text)
    const input = jobInput.parse(JSON.parse((await jobOf(db, 'main', made.json.id))!.input))
    const task = await prepare(db, blobs, 'main', input, `${bench.folder}/in`, bench.folder)
    assert.ok(task.kind === 'audit' && task.options.attest)
    const { readAttestation } = await import('../../src/collect/attest/read.ts')
    const read = readAttestation(task.options.attest)
    assert.ok('facts' in read, JSON.stringify(read))
    assert.deepEqual(
      read.inputs.map((i) => i.name),
      ['attest.yaml', '清单.csv'],
    )
  })

  it('says so where no job made the result', async () => {
    const imported = await bench.ask(
      'POST',
      '/api/workspaces/main/results',
      owner,
      sampleResult([{ ...app, limits: [] }]),
    )
    const path = `/api/workspaces/main/results/${imported.json.items[0].result}/attestations`
    const answer = await bench.ask('POST', path, owner, {
      by: 'x',
      on: '2026-11-01',
      answers: { backendSharing: true },
    })
    assert.equal(answer.status, 422)
  })
})

it('coverage counts what it lists', async () => {
  const all = await coverageScreen(undefined, undefined)
  assert.equal(all.rows.length, 0)
  for (const { id, totals } of all.instruments.slice(0, 3))
    for (const { id: cover } of all.covers) assert.equal((await coverageScreen(id, cover)).rows.length, totals[cover])
})
