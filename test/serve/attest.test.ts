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
    // The same bytes under another name: what was attested keeps the name it was attested under.
    await put('another.csv', 'a,b')
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

  it('keeps every attestation; of one fact the newest counts, and other facts stay', async () => {
    const { db, blobs } = bench.bench
    const target = await put('b.apk', 'other apk')
    const run = async (input: object) => {
      await addJob(db, { workspace: 'main', account: owner.account, kind: 'audit', input })
      return finish()
    }
    let n = 0
    const finish = async () => {
      const job = (await claimJob(db, 'test'))!
      n += 1
      const one = { ...app, subject: { ...app.subject, id: 'app.android:attested.twice', version: `${n}` } }
      assert.ok(await completeJob(db, { ...job, owner: 'test' }, [sampleResult([one])]))
      const [made] = JSON.parse((await jobOf(db, 'main', job.id))!.results!) as [{ result: string; subject: string }]
      return { ...made, input: jobInput.parse(JSON.parse(job.input)) }
    }
    while (await claimJob(db, 'drained'));
    const base = await put(
      'own.yaml',
      'by: 王五\non: 2026-10-01\nfacts: { settingsReset: false, backendSharing: true }\n',
    )
    const first = await run({ kind: 'audit', target: { artifact: target }, attest: base })
    const proofs = [await put('证据.pdf', 'one'), await put('证据.pdf', 'two')]
    const attest = async (on: string, by: string, value: boolean, evidence: string[]) => {
      const answer = await bench.ask('POST', `/api/workspaces/main/results/${on}/attestations`, owner, {
        by,
        on: '2026-11-02',
        answers: { backendSharing: value },
        evidence,
      })
      assert.equal(answer.status, 201, answer.text)
      return finish()
    }
    const second = await attest(first.result, '张三', false, [proofs[0]!])
    const third = await attest(second.result, '李四', true, [proofs[1]!])
    const task = await prepare(db, blobs, 'main', third.input, `${bench.folder}/twice`, bench.folder)
    assert.ok(task.kind === 'audit' && task.options.attest)
    const { readAttestation } = await import('../../src/collect/attest/read.ts')
    const read = readAttestation(task.options.attest)
    assert.ok('facts' in read, JSON.stringify(read))
    const { backendSharing, settingsReset } = read.facts.values
    assert.deepEqual([backendSharing!.value, backendSharing!.grounds.by], [true, '李四'])
    assert.deepEqual([settingsReset!.value, settingsReset!.grounds.by], [false, '王五'])
    assert.equal(backendSharing!.grounds.files[0]!.sha256, proofs[1], 'two files of one name are two')
    const path = `/api/workspaces/main/subjects/${first.subject}/attestations`
    const { items } = (await bench.ask('GET', path, owner)).json
    assert.deepEqual(
      items.map((i: { by: string; sender: string; answers: { value: boolean; counts: boolean }[] }) => [
        i.by,
        i.sender,
        i.answers.map((a) => [a.value, a.counts]),
      ]),
      [
        ['李四', 'owner', [[true, true]]],
        ['张三', 'owner', [[false, false]]],
      ],
    )
    assert.deepEqual(items[1].evidence, [{ sha256: proofs[0], name: '证据.pdf' }])
    const page = (await bench.ask('GET', `/w/main/subjects/${first.subject}?lang=en`, owner)).text
    for (const said of ['李四', '张三', 'a newer one counts', proofs[0]!]) assert.ok(page.includes(said), said)
    assert.equal((await bench.ask('GET', path.replace(first.subject, 'nothing'), owner)).status, 404)
    await bench.ask('DELETE', `/api/workspaces/main/subjects/${first.subject}`, owner)
    assert.equal(
      (await db.selectFrom('attestation').selectAll().where('subject_id', '=', first.subject).execute()).length,
      0,
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
