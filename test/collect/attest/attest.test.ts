import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { judgeApp } from '../../../src/cli/audit.ts'
import { contradictions, recordAttestation } from '../../../src/collect/attest/facts.ts'
import { attestationForm } from '../../../src/collect/attest/form.ts'
import { readAttestation } from '../../../src/collect/attest/read.ts'
import { nearest } from '../../../src/collect/nearest.ts'
import { appEntity } from '../../../src/facts/app.ts'
import { type Reading, Recorder } from '../../../src/facts/reading.ts'
import { mutate } from '../../support/mutate.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-attest-'))
writeFileSync(join(folder, 'transfers.pdf'), 'evidence')
const SIGNED = 'by: 张三（个人信息保护负责人）\non: 2026-11-01\n'
const ID = 'app.android:com.example.shop'

const file = (text: string | Buffer): string => {
  const path = join(folder, 'attest.yaml')
  writeFileSync(path, text)
  return path
}
const readings = (text: string, ...others: Reading[]): Reading[] => {
  const read = readAttestation(file(text))
  assert.ok(!('error' in read), 'error' in read ? JSON.stringify(read) : '')
  const recorder = new Recorder('attest')
  recordAttestation(read, recorder.row('app', ID), recorder)
  return [...others, recorder.reading()]
}
const judged = (text: string, ...others: Reading[]) => {
  const subject = { kind: 'app.android' as const, id: ID, name: '', version: '', inputs: [] }
  const result = judgeApp(subject, readings(text, ...others), [], '2026-11-02')
  return Object.fromEntries(result.determinations.map((d) => [d.provision.slice(12), d]))
}
const outcome = (act: string, text: string, ...others: Reading[]) => judged(SIGNED + text, ...others)[act]!.outcome

describe('attestations', () => {
  it('show what comes with evidence, and only point to what does not', () => {
    const facts = (evidence: string) => `facts:\n  backendSharing: { value: false${evidence} }\n`
    const found = judged(SIGNED + facts(', evidence: transfers.pdf'))['5.2']!
    assert.equal(found.outcome, 'passed')
    const [where] = found.evidence
    assert.deepEqual([where!.method, where!.artifact], ['attested', 'transfers.pdf'])
    assert.match(where!.locator, /^sha256:[0-9a-f]{64}$/)
    assert.match(where!.excerpt!, /张三.*2026-11-01/)
    assert.equal(outcome('5.2', facts('')), 'cantTell')
    assert.equal(outcome('5.2', 'evidence: transfers.pdf\nbackendSharing: true\n'), 'failed')
  })

  it('reach acts nothing else can: 4.3, 5.3, 6.4', () => {
    for (const [act, fact, good] of [
      ['4.3', 'newFunctionReplaces', false],
      ['5.3', 'thirdPartyApps', false],
      ['6.4', 'deletionCompleted', true],
    ] as const) {
      assert.equal(outcome(act, `evidence: transfers.pdf\n${fact}: ${good}\n`), 'passed')
      assert.equal(outcome(act, `evidence: transfers.pdf\n${fact}: ${!good}\n`), 'failed')
    }
  })

  it('complete a list another reader left open, and join its rows', () => {
    const boxes =
      'evidence: transfers.pdf\nconsentImplied: false\nconsentBoxes: { rows: [{ id: login, ticked: false }] }\n'
    assert.equal(outcome('3.4', boxes), 'passed')
    assert.equal(outcome('3.4', boxes.replace('rows:', 'complete: false, rows:')), 'cantTell')
    const machine = new Recorder('android')
    const list = machine.list(machine.row('app', ID), 'consentBoxes', 'consentBox')
    list.add(
      machine
        .row('consentBox', 'a.xml:3')
        .show('ticked', true, { artifact: 'a.apk', locator: 'a.xml:3', method: 'static' }),
    )
    list.yield({ zh: '不全', en: 'open' })
    assert.equal(outcome('3.4', boxes, machine.reading()), 'failed')
  })

  it('tell the forms a package cannot show: 2.3 is decided where code only reads, shown or likely', () => {
    const machine = new Recorder('ios')
    const app = machine.row('app', ID)
    machine
      .list(app, 'permissions', 'permission')
      .add(machine.row('permission', 'CAMERA').show('id', 'CAMERA').show('personal', true).show('purposeTold', true))
    const reads = machine.list(app, 'collections', 'collection')
    reads.yield({ zh: '不全', en: 'open' })
    reads.add(machine.row('collection', 'photos').show('asked', false))
    reads.add(machine.row('collection', 'id-card', 'indicated').show('asked', false))
    const forms = (told: boolean) =>
      `evidence: transfers.pdf\ncollections: { rows: [{ item: 身份证号, asked: true, purposeTold: ${told} }] }\n`
    assert.equal(outcome('2.3', forms(true), machine.reading()), 'passed')
    assert.equal(outcome('2.3', forms(false), machine.reading()), 'failed')
    assert.equal(outcome('2.3', forms(true).replace('rows:', 'complete: false, rows:'), machine.reading()), 'cantTell')
  })

  it('never outweigh what a machine showed: the contradiction is said and the act cannot be told', () => {
    const machine = new Recorder('log')
    machine.row('app', ID).show('settingsReset', true, { artifact: 'dump.txt', locator: 'line 9', method: 'dynamic' })
    const text = `${SIGNED}evidence: transfers.pdf\nsettingsReset: false\n`
    assert.equal(judged(text, machine.reading())['3.5']!.outcome, 'cantTell')
    const [said] = contradictions(readings(text, machine.reading()))
    assert.equal(said!.code, 'attest.contradicts')
    assert.match(said!.message.zh, /dump\.txt line 9/)
    const unproven = `${SIGNED}settingsReset: false\n`
    assert.equal(judged(unproven, machine.reading())['3.5']!.outcome, 'failed')
    assert.deepEqual(contradictions(readings(unproven, machine.reading())), [])
  })

  it('are refused in one line where they are unsigned, misspelt or misfit', () => {
    const error = (text: string) => {
      const read = readAttestation(file(text))
      return 'error' in read ? [read.error, JSON.stringify(read.values)] : ['', '']
    }
    assert.equal(error('backendSharing: false\n')[0], 'attest.unsigned')
    assert.equal(error(`by: x\non: 2026-13-01\n`)[0], 'attest.value')
    const [code, values] = error(`${SIGNED}facts: { backendSharring: false }\n`)
    assert.equal(code, 'attest.key')
    assert.match(values!, /backendSharing/)
    assert.match(error(`${SIGNED}facts: { consentBoxes: [{ tickt: true }] }\n`)[1]!, /ticked/)
    assert.equal(error(`${SIGNED}facts: { backendSharing: sometimes }\n`)[0], 'attest.value')
    assert.equal(error(`${SIGNED}facts: { tickets: [{ kind: question }] }\n`)[0], 'attest.value')
    assert.equal(error(`${SIGNED}evidence: missing.pdf\nbackendSharing: false\n`)[0], 'file.missing')
    assert.equal(error(`${SIGNED}schema: guiju/attestation/9\nbackendSharing: false\n`)[0], 'attest.value')
    assert.equal(error(`${SIGNED}facts: nothing\n`)[0], 'attest.value')
    assert.equal(error(`${SIGNED}facts:\n`)[0], '', 'a form not filled in answers nothing')
    assert.equal(error('a: [1\n')[0], 'attest.unreadable')
    assert.equal(error('- 1\n')[0], 'attest.unreadable')
    assert.equal(error(`${SIGNED}__proto__: 1\n`)[0], 'attest.key')
    assert.equal(nearest('polcyPrompted', ['policyPrompted', 'packed']), 'policyPrompted')
    assert.equal(nearest('zzzzzz', ['policyPrompted']), undefined)
  })

  it('are refused without a word of the parser', async () => {
    const said: unknown[] = []
    const hear = (warning: unknown) => said.push(warning)
    process.on('warning', hear)
    for (const text of ['a: *b:\n', `${SIGNED}evidence: &a: x\nnote: *a:\n`, '%WRONG 1\n---\na: 1\n'])
      assert.ok('error' in readAttestation(file(text)), text)
    await new Promise(setImmediate)
    process.off('warning', hear)
    assert.deepEqual(said, [])
  })

  it('fill in the form that is printed', () => {
    const form = attestationForm(appEntity)
    const blank = parse(form) as Record<string, unknown>
    assert.equal(blank['facts'], null)
    const filled = form
      .replace('by: ""', 'by: 张三')
      .replace('on: ""', 'on: 2026-11-01')
      .replace(
        '# backendSharing: { value: true, evidence: file.pdf }',
        'backendSharing: { value: false, evidence: transfers.pdf }',
      )
    assert.equal(judged(filled)['5.2']!.outcome, 'passed')
  })

  it('survive damage', () => {
    const whole = Buffer.from(
      `${SIGNED}evidence: transfers.pdf\nfacts:\n  backendSharing: { value: false }\n  tickets: [{ kind: request }]\n`,
    )
    for (let seed = 0; seed < 300; seed++) {
      const read = readAttestation(file(mutate(whole, seed)))
      assert.ok('error' in read || read.facts !== undefined)
    }
  })
})
