import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueList } from '../../src/cases/due.ts'
import { CaseError } from '../../src/cases/event.ts'
import { accountReport } from '../../src/cases/procedures/account-report.ts'
import { appRights } from '../../src/cases/procedures/app-rights.ts'
import { findingCase } from '../../src/cases/procedures/finding.ts'
import { regulatorNotice } from '../../src/cases/procedures/regulator-notice.ts'
import {
  ACCOUNT_REPORT,
  APP_RIGHTS,
  answer,
  app,
  complaint,
  FINDING,
  FINDING_OWNER,
  fix,
  REGULATOR_NOTICE,
  report,
  request,
  told,
} from './rulings/requests.ts'
import { last, type Plain, rulings, run } from './support.ts'

rulings(appRights, { side: 'operator' }, APP_RIGHTS)

describe('requests and complaints', () => {
  const operator = { side: 'operator' }
  for (const [asked, place] of [
    [request, '3'],
    [complaint, '5'],
  ] as const)
    it(`without a promise 6.${place} gives 15 working days, over the National Day holiday`, () => {
      assert.equal(last(run(appRights, operator, [asked, answer])).outcome, 'done')
      const late = last(run(appRights, operator, [asked, ['answer', '2026-10-23', answer[2]!]]))
      assert.equal(late.outcome, 'late', 'an answer is never refused for being late')
      assert.deepEqual(
        late.gate.late.map((l) => [l.citation, l.since, l.days]),
        [[app(place), '2026-10-23', 1]],
      )
    })

  for (const [days, unit, due] of [
    [3, 'workday', '2026-09-30'],
    [7, 'day', '2026-10-02'],
    [15, 'workday', '2026-10-22'],
    [30, 'day', '2026-10-22'],
    [40, 'workday', '2026-10-22'],
  ] as const)
    it(`a promise of ${days} ${unit}s is due on ${due}`, () => {
      const before = run(appRights, operator, [
        ['request', '2026-09-25', { kind: 'correction', promisedDays: days, promisedUnit: unit }],
      ])
      const [item] = dueList(before, '2026-09-26')
      assert.deepEqual([item!.due, item!.status, item!.citation], [due, 'running', app('3')])
      assert.ok(item!.explained)
    })

  it('a lawful pause moves the day', () => {
    const paused: Plain = [
      'pause',
      '2026-09-28',
      { of: 'r', basis: '某法第一条', basisKind: 'law', dueOn: '2026-12-01' },
    ]
    assert.equal(
      last(run(appRights, operator, [request, paused, ['answer', '2026-11-30', answer[2]!]])).outcome,
      'done',
    )
    assert.deepEqual(
      dueList(run(appRights, operator, [request, paused]), '2026-11-01').map((d) => d.due),
      ['2026-12-01'],
    )
  })

  it('in the user’s file a pause without a law behind it stops no clock', () => {
    const user = { ...operator, side: 'user' }
    const paused = (basisKind: string): Plain => [
      'pause',
      '2026-09-28',
      { of: 'r', basis: '平台规则', basisKind, dueOn: '2026-12-01' },
    ]
    const judged = (basisKind: string) =>
      last(run(appRights, user, [request, paused(basisKind), ['answer', '2026-11-30', answer[2]!]])).gate.late
    assert.deepEqual(
      judged('other').map((l) => l.citation),
      ['app-pi-2019#6.3'],
    )
    assert.deepEqual(judged('law'), [])
    const due = dueList(run(appRights, user, [request, paused('other')]), '2026-11-01')
    assert.deepEqual(
      due.map((d) => [d.due, d.status]),
      [['2026-10-22', 'overdue']],
    )
  })

  it('a last day beyond the announced holidays says that it may still move', () => {
    const asked: Plain = ['request', '2026-12-20', { id: 'r', kind: 'deletion' }]
    const on = (day: string, of: Plain) =>
      last(run(appRights, operator, [of, ['answer', day, answer[2]!]])).gate.caution
    assert.match(on('2027-01-11', asked)?.en ?? '', /provisional/)
    assert.equal(on('2026-10-01', request), undefined)
  })

  it('nobody writes the last day into a request', () => {
    assert.throws(() => run(appRights, operator, [['request', '2026-09-25', { dueOn: '2027-01-01' }]]), CaseError)
  })
})

rulings(accountReport, { side: 'platform' }, ACCOUNT_REPORT)

describe('reports and appeals', () => {
  it('are answered within the platform’s own time, and late is never refused', () => {
    const on = (day: string, asked: Plain) =>
      last(run(accountReport, { side: 'platform' }, [asked, ['answer', day, { of: 'r', result: 'rejected' }]])).outcome
    assert.equal(on('2026-09-30', report), 'done')
    assert.equal(on('2026-10-01', report), 'late')
    assert.equal(on('2026-10-01', ['appeal', '2026-09-25', report[2]!]), 'late')
    assert.equal(on('2027-01-01', ['report', '2026-09-25', { id: 'r' }]), 'done', 'no published time, no day to miss')
  })
})

rulings(regulatorNotice, { side: 'recipient' }, REGULATOR_NOTICE)

it('a report after the time of the notice is late, not refused', () => {
  const before = [told, fix('P1'), fix('P2')]
  assert.equal(
    last(run(regulatorNotice, { side: 'recipient' }, [...before, ['report', '2026-09-11', { of: 'n' }]])).outcome,
    'late',
  )
})

it('a time in working days is reckoned from the day the notice was received', () => {
  const asked: Plain = ['notice', '2026-09-28', { ...told[2]!, until: null, limitDays: 10, limitUnit: 'workday' }]
  const on = (day: string) =>
    last(
      run(regulatorNotice, { side: 'recipient' }, [
        asked,
        fix('P1', '2026-09-29'),
        fix('P2', '2026-09-29'),
        ['report', day, { of: 'n' }],
      ]),
    )
  assert.equal(on('2026-10-16').outcome, 'done')
  assert.equal(on('2026-10-17').outcome, 'late')
  assert.deepEqual(
    dueList(run(regulatorNotice, { side: 'recipient' }, [asked]), '2026-10-01').map((d) => [d.due, d.period]),
    [['2026-10-16', { n: 10, unit: 'workday' }]],
  )
})

rulings(findingCase, { side: 'auditor' }, FINDING)
rulings(findingCase, { side: 'owner' }, FINDING_OWNER)
