import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { parse } from 'yaml'
import { readAttestation } from '../../src/collect/attest/read.ts'
import { answerable, attestationText } from '../../src/serve/attest.ts'
import { coverageScreen } from '../../src/serve/coverage.ts'
import { type JobInput, jobInput } from '../../src/serve/jobs/input.ts'
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
  const more = {
    ...app,
    determinations: [{ ...first!, needs: [need, { ...need, fact: 'app.settingsReset' }] }, ...rest],
  }
  const put = async (name: string, text: string) => {
    const { sha256, bytes } = await bench.bench.blobs.write(Readable.from([Buffer.from(text)]), 1e6)
    await keepArtifact(bench.bench.db, { workspace_id: 'main', sha256, name, bytes, account_id: owner.account })
    return sha256
  }
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
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
    const read = readAttestation(task.options.attest)
    assert.ok('facts' in read, JSON.stringify(read))
    assert.deepEqual(
      read.inputs.map((i) => i.name),
      ['attest.yaml', '清单.csv'],
    )
  })

  /** Runs the next job as far as its result: of a subject of that name, a version for each. */
  let version = 0
  const finish = async (name: string) => {
    const { db } = bench.bench
    const job = (await claimJob(db, 'test'))!
    version += 1
    const one = { ...more, subject: { ...app.subject, id: `app.android:attested.${name}`, version: `${version}` } }
    assert.ok(await completeJob(db, { ...job, owner: 'test' }, [sampleResult([one])]))
    const [made] = JSON.parse((await jobOf(db, 'main', job.id))!.results!) as [{ result: string; subject: string }]
    return { ...made, input: jobInput.parse(JSON.parse(job.input)) }
  }
  const drained = async () => {
    while (await claimJob(bench.bench.db, 'drained'));
  }
  const audited = async (name: string, more: object = {}) => {
    const target = { artifact: await put(`${name}.apk`, name) }
    const input = { kind: 'audit', target, ...more }
    await addJob(bench.bench.db, { workspace: 'main', account: owner.account, kind: 'audit', input })
    return finish(name)
  }
  const attest = (result: string, by: string, answers: object, evidence: string[] = []) =>
    bench.ask('POST', `/api/workspaces/main/results/${result}/attestations`, owner, {
      by,
      on: '2026-11-02',
      answers,
      evidence,
    })
  /** Each fact as the job of an attestation reads it: what is said, by whom, on which files. */
  const readBy = async (input: JobInput) => {
    const { db, blobs } = bench.bench
    const task = await prepare(db, blobs, 'main', input, `${bench.folder}/read-${++version}`, bench.folder)
    assert.ok(task.kind === 'audit' && task.options.attest)
    const read = readAttestation(task.options.attest)
    assert.ok('facts' in read, JSON.stringify(read))
    return Object.fromEntries(
      Object.entries(read.facts.values).map(([fact, { value, grounds }]) => [
        fact,
        [value, grounds.by, ...grounds.files.map((f) => f.sha256)],
      ]),
    )
  }

  it('keeps every attestation; of one fact the newest counts, and other facts stay', async () => {
    const { db } = bench.bench
    await drained()
    const base = await put(
      'own.yaml',
      'by: 王五\non: 2026-10-01\nfacts: { settingsReset: false, backendSharing: true }\n',
    )
    const first = await audited('twice', { attest: base })
    const proofs = [await put('证据.pdf', 'one'), await put('证据.pdf', 'two')]
    const said = async (on: string, by: string, value: boolean, evidence: string[]) => {
      const answer = await attest(on, by, { backendSharing: value }, evidence)
      assert.equal(answer.status, 201, answer.text)
      return finish('twice')
    }
    const second = await said(first.result, '张三', false, [proofs[0]!])
    const third = await said(second.result, '李四', true, [proofs[1]!])
    // Two files of one name are two.
    assert.deepEqual(await readBy(third.input), {
      settingsReset: [false, '王五'],
      backendSharing: [true, '李四', proofs[1]],
    })
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
    // The form of a result tells what stands where it is not answered anew, and what was replaced it does not.
    const form = (await bench.ask('GET', `/w/main/results/${third.result}?lang=en`, owner)).text
    assert.match(form, />Attested before/)
    assert.ok(form.includes(`/w/main/results/${second.result}">`) && form.includes('李四 2026-11-02'))
    assert.ok(!form.includes('张三 2026-11-02'))
    const none = (await bench.ask('GET', `/w/main/results/${(await audited('none')).result}?lang=en`, owner)).text
    assert.doesNotMatch(none, />Attested before/)
    assert.equal((await bench.ask('GET', path.replace(first.subject, 'nothing'), owner)).status, 404)
    await bench.ask('DELETE', `/api/workspaces/main/subjects/${first.subject}`, owner)
    assert.equal(
      (await db.selectFrom('attestation').selectAll().where('subject_id', '=', first.subject).execute()).length,
      0,
    )
  })

  it('counts the newest of each fact also from a page that was left open, and after a fresh audit', async () => {
    await drained()
    const [a, b, c] = [await put('证据.pdf', '1'), await put('证据.pdf', '2'), await put('证据.pdf', '3')]
    const first = await audited('open')
    const said = async (on: string, by: string, answers: object, evidence: string[] = []) => {
      const answer = await attest(on, by, answers, evidence)
      assert.equal(answer.status, 201, answer.text)
      return readBy((await finish('open')).input)
    }
    await said(first.result, '甲', { backendSharing: false }, [a])
    // The page of the first result is open still.
    assert.deepEqual(await said(first.result, '乙', { settingsReset: false }, [b]), {
      backendSharing: [false, '甲', a],
      settingsReset: [false, '乙', b],
    })
    const fresh = await audited('open')
    assert.ok(!('attest' in fresh.input))
    assert.deepEqual(await said(fresh.result, '丙', { backendSharing: true }, [c]), {
      backendSharing: [true, '丙', c],
      settingsReset: [false, '乙', b],
    })
    assert.deepEqual(await said(first.result, '丁', { backendSharing: false }), {
      backendSharing: [false, '丁'],
      settingsReset: [false, '乙', b],
    })
  })

  it('takes what a file given with a later audit says for newer than what was attested before', async () => {
    await drained()
    const first = await audited('file')
    assert.equal((await attest(first.result, '甲', { backendSharing: false, settingsReset: false })).status, 201)
    await finish('file')
    // What was attested has an earlier time than the job.
    await pause(2)
    const file = await put('later.yaml', 'by: 乙\non: 2026-11-03\nsettingsReset: true\npacked: true\n')
    const later = await audited('file', { attest: file })
    assert.equal((await attest(later.result, '丙', { backendSharing: true })).status, 201)
    const { input } = await finish('file')
    assert.deepEqual(await readBy(input), {
      backendSharing: [true, '丙'],
      settingsReset: [true, '乙'],
      packed: [true, '乙'],
    })
    // From a page that was there before it, the file is not among what was audited.
    assert.equal((await attest(first.result, '丁', { backendSharing: false })).status, 201)
    assert.deepEqual(await readBy((await finish('file')).input), {
      backendSharing: [false, '丁'],
      settingsReset: [false, '甲'],
    })
  })

  it('says what was removed of an earlier attestation, and what to do', async () => {
    await drained()
    const { db, blobs } = bench.bench
    const first = await audited('removed')
    const proof = await put('证据 1.pdf', 'proof')
    assert.equal((await attest(first.result, '甲', { backendSharing: false }, [proof])).status, 201)
    const second = await finish('removed')
    assert.ok(second.input.kind === 'audit' && second.input.attest)
    const refused = async (result: string, answers: object, words: RegExp) => {
      const jobs = async () => (await db.selectFrom('job').select('id').execute()).length
      const before = await jobs()
      const { status, json } = await attest(result, '乙', answers)
      assert.deepEqual([status, json.error.code], [422, 'refused'])
      assert.match(json.error.en, words)
      assert.equal(await jobs(), before)
    }
    const remove = (sha256: string) => bench.ask('DELETE', `/api/workspaces/main/artifacts/${sha256}`, owner)
    await remove(proof)
    for (const { result } of [first, second])
      await refused(result, { settingsReset: true }, /“证据 1\.pdf”.* was removed: upload it again/)
    // Said anew on the first material the fact rests on it no longer.
    const anew = await attest(first.result, '乙', { backendSharing: true })
    assert.equal(anew.status, 201, anew.text)
    await finish('removed')
    await put('证据 1.pdf', 'proof')
    assert.equal((await attest(second.result, '乙', { settingsReset: true })).status, 201)
    const third = await finish('removed')
    assert.ok(third.input.kind === 'audit' && third.input.attest)
    // Its bytes are lost; and it was removed here while another workspace has it.
    await blobs.remove(third.input.attest)
    await refused(third.result, { settingsReset: false }, /^the earlier attestation was removed: audit anew$/)
    const { sha256, bytes } = await blobs.write(Readable.from([Buffer.from('facts: {}')]), 100)
    const held = { sha256, bytes, name: 'attest.yaml', account_id: owner.account }
    for (const workspace_id of ['main', 'other']) await keepArtifact(db, { ...held, workspace_id })
    const last = await audited('removed', { attest: sha256 })
    await remove(sha256)
    await refused(last.result, { settingsReset: false }, /^the earlier attestation was removed: audit anew$/)
    await attest((await audited('removed')).result, '丙', { settingsReset: false })
    assert.deepEqual(await readBy((await finish('removed')).input), {
      backendSharing: [true, '乙'],
      settingsReset: [false, '丙'],
    })
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
