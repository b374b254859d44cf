import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueList } from '../../src/cases/due.ts'
import { CaseError } from '../../src/cases/event.ts'
import { accountReport } from '../../src/cases/procedures/account-report.ts'
import { appRights } from '../../src/cases/procedures/app-rights.ts'
import { findingCase } from '../../src/cases/procedures/finding.ts'
import { regulatorNotice } from '../../src/cases/procedures/regulator-notice.ts'
import { last, type Plain, rulings, run } from './support.ts'

const app = (n: string) => `app-pi-2019#6.${n}`
const ACCOUNT = 'public-accounts-2020-draft#art20.p2'
const own = (n: number) => `guiju-practice#${n}`
const request: Plain = ['request', '2026-09-25', { id: 'r', kind: 'deletion' }]
const complaint: Plain = ['request', '2026-09-25', { id: 'r', kind: 'complaint' }]
const answer: Plain = ['answer', '2026-10-22', { of: 'r', result: 'done', carriedOut: true }]

rulings(appRights, { side: 'operator' }, [
  {
    rule: 'an answer is to something',
    cites: app('3'),
    before: [],
    refused: answer,
    beforeAllowed: [request],
    allowed: answer,
  },
  {
    rule: 'what is answered as done is done (6.4)',
    cites: app('4'),
    before: [request],
    refused: ['answer', '2026-10-22', { of: 'r', result: 'done' }],
    allowed: answer,
  },
  {
    rule: 'no unreasonable condition (6.2)',
    cites: app('2'),
    before: [request],
    refused: ['condition', '2026-09-26', { of: 'r', what: '寄送手持证件照', necessary: false, reasonable: false }],
    allowed: ['condition', '2026-09-26', { of: 'r', what: '验证手机号', necessary: true, reasonable: true }],
  },
  {
    rule: 'a pause only where law gives one (6.3)',
    cites: app('3'),
    before: [request],
    refused: ['pause', '2026-09-28', { of: 'r', basis: '平台规则', basisKind: 'other', dueOn: '2026-12-01' }],
    allowed: ['pause', '2026-09-28', { of: 'r', basis: '某法第一条', basisKind: 'law', dueOn: '2026-12-01' }],
  },
])

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

  it('nobody writes the last day into a request', () => {
    assert.throws(() => run(appRights, operator, [['request', '2026-09-25', { dueOn: '2027-01-01' }]]), CaseError)
  })
})

const METHODS = { entryVisible: true, published: true, process: true, feedbackTime: true }
const ACTION = { kind: 'limit', agreement: '服务协议第八条', recorded: true, reported: true }
const report: Plain = ['report', '2026-09-25', { id: 'r', limitDays: 3, limitUnit: 'workday' }]
rulings(accountReport, { side: 'platform' }, [
  ...(['entryVisible', 'published', 'process', 'feedbackTime'] as const).map((name) => ({
    rule: `methods: ${name} (20)`,
    cites: ACCOUNT,
    before: [],
    refused: ['methods', '2026-09-01', { ...METHODS, [name]: false }] as Plain,
    allowed: ['methods', '2026-09-01', METHODS] as Plain,
  })),
  ...(['recorded', 'reported'] as const).map((name) => ({
    rule: `a measure is ${name} (19)`,
    cites: 'public-accounts-2020-draft#art19.p2',
    before: [],
    refused: ['action', '2026-09-01', { ...ACTION, [name]: false }] as Plain,
    allowed: ['action', '2026-09-01', ACTION] as Plain,
  })),
  {
    rule: 'an answer is to a report or an appeal (20)',
    cites: ACCOUNT,
    before: [],
    refused: ['answer', '2026-09-28', { of: 'r', result: 'upheld' }],
    beforeAllowed: [report],
    allowed: ['answer', '2026-09-28', { of: 'r', result: 'upheld' }],
  },
])

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

const PROBLEMS = [
  { code: 'P1', text: '未逐一列出SDK', provision: 'app-pi-2019#2.1' },
  { code: 'P2', text: '未经同意收集', provision: 'app-pi-2019#3.1' },
]
const told: Plain = ['notice', '2026-09-01', { id: 'n', from: 'regulator', until: '2026-09-10', problems: PROBLEMS }]
const fix = (problem: string): Plain => [
  'fix',
  '2026-09-05',
  { problem, what: '已改', before: '改前.png', after: '改后.png' },
]
const objection: Plain = ['objection', '2026-09-05', { problem: 'P2', reasons: '未收集', proof: 'run.json' }]
rulings(regulatorNotice, { side: 'recipient' }, [
  {
    rule: 'a correction is shown before and after',
    cites: own(1),
    before: [told],
    refused: ['fix', '2026-09-05', { problem: 'P1', what: '已改', after: '改后.png' }],
    allowed: fix('P1'),
  },
  {
    rule: 'it is about a problem of the notice',
    cites: own(2),
    before: [told],
    refused: fix('P3'),
    allowed: fix('P2'),
  },
  {
    rule: 'the report answers each problem',
    cites: own(2),
    before: [told, fix('P1')],
    refused: ['report', '2026-09-10', { of: 'n' }],
    beforeAllowed: [told, fix('P1'), objection],
    allowed: ['report', '2026-09-10', { of: 'n' }],
  },
  {
    rule: 'an objection has reasons and evidence',
    cites: own(4),
    before: [told],
    refused: ['objection', '2026-09-05', { problem: 'P2', reasons: '未收集' }],
    allowed: objection,
  },
])

it('a report after the time of the notice is late, not refused', () => {
  const before = [told, fix('P1'), fix('P2')]
  assert.equal(
    last(run(regulatorNotice, { side: 'recipient' }, [...before, ['report', '2026-09-11', { of: 'n' }]])).outcome,
    'late',
  )
})

const finding: Plain = ['finding', '2026-09-01', { id: 'f', rule: 'app-pi-2019#3.1', result: 'sha256:00' }]
const dispute: Plain = ['dispute', '2026-09-02', { id: 'd', of: 'f', reasons: '日志有误', proof: 'log.txt' }]
const review = (data: object): Plain => [
  'review',
  '2026-09-03',
  { of: 'd', result: 'withdrawn', reasons: '属实', ...data },
]
const close: Plain = ['close', '2026-09-10', { of: 'f' }]
rulings(findingCase, { side: 'auditor' }, [
  {
    rule: 'a finding is closed after a new test passed',
    cites: own(5),
    before: [finding, ['retest', '2026-09-05', { of: 'f', outcome: 'cantTell', result: 'sha256:01' }]],
    refused: close,
    beforeAllowed: [finding, ['retest', '2026-09-05', { of: 'f', outcome: 'passed', result: 'sha256:01' }]],
    allowed: close,
  },
  {
    rule: 'or after the review withdrew it',
    cites: own(5),
    before: [finding, dispute, review({ result: 'confirmed' })],
    refused: close,
    beforeAllowed: [finding, dispute, review({})],
    allowed: close,
  },
  {
    rule: 'somebody else reviews',
    cites: own(4),
    before: [finding, dispute],
    refused: review({ sameAuthor: true }),
    allowed: review({}),
  },
])
rulings(findingCase, { side: 'owner' }, [
  {
    rule: 'a dispute has evidence',
    cites: own(4),
    before: [finding],
    refused: ['dispute', '2026-09-02', { of: 'f', reasons: '日志有误' }],
    allowed: dispute,
  },
  {
    rule: 'a correction is shown before and after',
    cites: own(1),
    before: [finding],
    refused: ['fix', '2026-09-02', { of: 'f', after: '改后.png' }],
    allowed: ['fix', '2026-09-02', { of: 'f', before: '改前.png', after: '改后.png' }],
  },
])
