import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeApp } from '../../src/cli/audit.ts'
import { type AppEvent, recordEvents } from '../../src/collect/app/events.ts'
import { Recorder } from '../../src/facts/reading.ts'
import type { Text } from '../../src/law/text.ts'

const OPEN: Text = { zh: '没有观察到底', en: 'not watched to the end' }
const at = (n: number) => ({ artifact: 'run.jsonl', locator: `line ${n}`, method: 'dynamic' as const })
const call: AppEvent = {
  kind: 'call',
  api: 'Settings.Secure.getString(android_id)',
  item: 'android-id',
  strength: 'shown',
  evidence: at(1),
}

function outcomes(events: readonly AppEvent[], closed = false): Record<string, string> {
  const recorder = new Recorder('log')
  const app = recorder.row('app', 'app.web:x')
  recordEvents(events, app, recorder, closed ? undefined : OPEN)
  const subject = { kind: 'app.web' as const, id: 'app.web:x', name: 'x', version: '', inputs: [] }
  const result = judgeApp(subject, [recorder.reading()], [], '2026-11-01')
  return Object.fromEntries(result.determinations.map((d) => [d.provision.slice(12), d.outcome]))
}

test('a read before consent is shown; without a phase or a sure item it is not', () => {
  assert.equal(outcomes([{ ...call, phase: 'before-consent' }])['3.1'], 'failed')
  assert.equal(outcomes([{ ...call, phase: 'after-consent' }])['3.1'], 'cantTell')
  assert.equal(outcomes([call])['3.1'], 'cantTell')
  assert.equal(outcomes([{ ...call, phase: 'before-consent', strength: 'indicated' }])['3.1'], 'cantTell')
  assert.equal(outcomes([{ ...call, phase: 'before-consent', phaseStrength: 'indicated' }])['3.1'], 'cantTell')
})

test('a closed list of events after consent passes 3.1, an open one does not', () => {
  assert.equal(outcomes([{ ...call, phase: 'after-consent' }], true)['3.1'], 'passed')
})

test('what only may be personal leads to the acts of its own time and recipient', () => {
  const kept: AppEvent = { ...call, kind: 'storage', strength: 'indicated', phase: 'before-consent' }
  const own = { host: 'shop.example', thirdParty: false, strength: 'shown' } as const
  const early = outcomes([{ ...kept, recipient: own }], true)
  assert.equal(early['3.1'], 'cantTell')
  assert.equal(early['5.1'], 'passed')
  assert.equal(outcomes([kept], true)['5.1'], 'cantTell')
  const other = { host: 't.example', thirdParty: true, strength: 'shown' } as const
  assert.equal(outcomes([{ ...kept, recipient: other }], true)['5.1'], 'cantTell')
  assert.equal(outcomes([{ ...kept, phase: 'after-refusal', recipient: own }], true)['3.1'], 'passed')
  const unsure = { ...kept, phase: 'after-refusal', phaseStrength: 'indicated' } as const
  assert.equal(outcomes([unsure], true)['3.1'], 'cantTell')
})

test('what goes to a third party before consent is act 5.1', () => {
  const request: AppEvent = { ...call, kind: 'request', phase: 'before-consent', api: 'POST ads.example' }
  const to = (strength: 'shown' | 'indicated', thirdParty = true) =>
    outcomes([{ ...request, recipient: { host: 'ads.example', thirdParty, strength } }])['5.1']
  assert.equal(to('shown'), 'failed')
  assert.equal(to('shown', false), 'cantTell')
  assert.equal(to('indicated'), 'cantTell')
})

test('one event outside what was agreed puts its row outside', () => {
  const after: AppEvent = { ...call, phase: 'after-consent' }
  assert.equal(
    outcomes([
      { ...after, withinConsent: true },
      { ...after, withinConsent: false },
    ])['3.3'],
    'failed',
  )
  assert.equal(outcomes([{ ...after, withinConsent: true }], true)['3.3'], 'cantTell')
  assert.equal(outcomes([{ ...after, withinConsent: true }, after], true)['3.3'], 'cantTell')
})

test('events that differ only in time are one row with the first places', () => {
  const recorder = new Recorder('log')
  const many = Array.from({ length: 40 }, (_, i) => ({ ...call, at: i, evidence: at(i) }))
  recordEvents(many, recorder.row('app', 'a'), recorder, OPEN)
  const rows = recorder.reading().entities.filter((e) => e.entity === 'access')
  assert.equal(rows.length, 1)
  assert.equal(rows[0]!.evidence.length, 5)
})
