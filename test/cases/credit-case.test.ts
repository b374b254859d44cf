import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueList } from '../../src/cases/due.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import {
  but,
  catalogue,
  decision,
  determine,
  dispute,
  FIRM,
  heard,
  known,
  listedCase,
  measure,
  objection,
  PERSON,
  procedure,
  publish,
  record,
  rejected,
  repair,
  repairRequest,
  SHOWN,
  share,
  standard,
  upheld,
} from './credit.ts'
import { CREDIT, CREDIT_SUBJECT } from './rulings/credit.ts'
import { last, type Plain, rulings, run } from './support.ts'

const c = (place: string) => `credit-constraint-2020#${place}`
const s = (place: string) => `credit-supervision-2019#${place}`
const ask = (events: readonly Plain[], facts: PlainFacts = FIRM) => last(run(procedure, facts, events))

describe('a credit case from the record to its end', () => {
  it('goes through, each step in its turn', () => {
    const whole = run(procedure, FIRM, [
      ...heard,
      objection,
      rejected,
      decision,
      publish,
      share,
      measure,
      repairRequest,
      ['receipt', '2025-06-02', { of: 'req', until: '2025-06-12' }],
      repair,
      ['removal', '2025-06-11', { of: 'dec', how: 'removed', reason: 'repair' }],
      ['removal', '2025-06-11', { of: 'pub', how: 'ended', reason: 'repair' }],
    ])
    assert.deepEqual(
      whole.steps.filter((x) => x.outcome === 'refused').map((x) => [x.event.type, x.gate.missing]),
      [],
    )
    assert.equal(whole.state, 'ended')
  })

  it('a person’s data goes through with consent, a basis and desensitised', () => {
    const person = [...known.slice(0, 4), but(record, SHOWN)]
    const lawful = but(publish, { basisKind: 'regulation', basis: '某条例第八条', desensitised: true })
    assert.equal(ask([...person, lawful], PERSON).outcome, 'done')
  })
})

rulings(procedure, FIRM, CREDIT)
rulings(procedure, { ...FIRM, side: 'subject' }, CREDIT_SUBJECT)

describe('what protects the subject is never refused for being late', () => {
  it('an answer after the set time is late, with its days', () => {
    const late = ask([...known, dispute, ['receipt', '2025-04-02', { of: 'dis', until: '2025-04-04' }], upheld])
    assert.equal(late.outcome, 'late')
    assert.deepEqual(
      late.gate.late.map((l) => [l.citation, l.since, l.days]),
      [[s('17'), '2025-04-05', 1]],
    )
  })

  it('repair and removal too', () => {
    const before = [...known, publish, repairRequest, ['receipt', '2025-06-02', { of: 'req', until: '2025-06-05' }]]
    assert.equal(ask([...before, repair] as Plain[]).outcome, 'late')
    const ended = (day: string) =>
      ask([...known, publish, ['removal', day, { of: 'pub', how: 'ended', reason: 'expiry' }]])
    assert.equal(ended('2026-03-12').outcome, 'done')
    assert.equal(ended('2026-05-01').outcome, 'late')
    assert.deepEqual(
      ended('2026-03-13').gate.late.map((l) => [l.citation, l.since, l.days]),
      [[c('5'), '2026-03-13', 1]],
    )
  })

  it('what no text sets a day for is owed without a limit', () => {
    const owed = dueList(run(procedure, FIRM, [...known, dispute]), '2025-09-01').find((d) => d.of === 'dis')!
    assert.deepEqual([owed.status, owed.due], ['no-limit', undefined])
  })

  it('after repair, and where an objection was right, the end, the correction and the harm are owed in time', () => {
    const owed = (events: readonly Plain[]) =>
      dueList(run(procedure, FIRM, events), '2025-09-01')
        .filter((d) => d.due === undefined && d.of !== 'dis' && d.of !== 'req')
        .map((d) => [d.citation, d.of, d.status])
    const repaired = [...listedCase, publish, repairRequest, repair]
    assert.deepEqual(owed(repaired), [
      [c('11'), 'dec', 'no-limit'],
      [c('11'), 'pub', 'no-limit'],
    ])
    assert.deepEqual(owed([...repaired, ['removal', '2025-06-11', { of: 'dec', how: 'removed', reason: 'repair' }]]), [
      [c('11'), 'dec', 'met'],
      [c('11'), 'pub', 'no-limit'],
    ])
    assert.deepEqual(owed([...known, dispute, upheld]), [[s('17'), 'fix', 'no-limit']])
    assert.deepEqual(
      owed([...listedCase, dispute, upheld, ['correction', '2025-04-06', { of: 'fix', how: 'withdrawn' }]]),
      [
        [s('17'), 'fix', 'met'],
        [s('17'), 'fix', 'no-limit'],
      ],
    )
  })

  it('a publication past its end is overdue', () => {
    const owed = dueList(run(procedure, FIRM, [...known, publish]), '2026-03-20').find((d) => d.of === 'pub')!
    assert.deepEqual([owed.status, owed.days], ['overdue', 8])
  })

  it('publication of other administrative acts is promoted, not commanded', () => {
    assert.equal(ask([['disclosure', '2025-08-01', { kind: 'reward', actOn: '2025-01-01' }]]).outcome, 'done')
  })
})

describe('the subject’s own file', () => {
  const subject = { ...FIRM, side: 'subject' }
  it('judges what the authority did, and refuses none of it', () => {
    const seen = ask([catalogue, determine, but(publish, { until: null })], subject)
    assert.equal(seen.outcome, 'observed')
    assert.ok(seen.gate.missing.some((m) => m.citation === c('5')))
    assert.ok(
      seen.gate.missing.some((m) => m.citation === c('2') && m.unknown),
      'a record not seen may still exist',
    )
  })
  it('takes what was served on it for complete', () => {
    const seen = ask([catalogue, determine, record, publish, but(publish, { id: 'l', what: 'listing' })], subject)
    const listing = seen.gate.missing.find((m) => m.citation === c('8'))
    assert.deepEqual([listing?.unknown], [undefined], 'a decision to list is served: without one there is none')
    const decided = ask([catalogue, standard, determine, record, decision], subject)
    assert.deepEqual(
      decided.gate.missing.filter((m) => m.citation === c('8')).map((m) => m.unknown),
      [undefined, undefined, undefined],
      'so is a notice: not told, not delivered, no time to object',
    )
  })
})
