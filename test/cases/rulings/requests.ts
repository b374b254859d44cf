import type { Lateness, Plain, Ruling } from '../support.ts'

/** What the gate refuses in requests, reports, notices and findings, each with its lawful neighbour. */

export const app = (n: string) => `app-pi-2019#6.${n}`
export const ACCOUNT = 'public-accounts-2020-draft#art20.p2'
export const own = (n: number) => `guiju-practice#${n}`
export const request: Plain = ['request', '2026-09-25', { id: 'r', kind: 'deletion' }]
export const complaint: Plain = ['request', '2026-09-25', { id: 'r', kind: 'complaint' }]
export const answer: Plain = ['answer', '2026-10-22', { of: 'r', result: 'done', carriedOut: true }]
export const METHODS = { entryVisible: true, published: true, process: true, feedbackTime: true }
export const ACTION = { kind: 'limit', agreement: '服务协议第八条', recorded: true, reported: true }
export const report: Plain = ['report', '2026-09-25', { id: 'r', limitDays: 3, limitUnit: 'workday' }]
export const PROBLEMS = [
  { code: 'P1', text: '未逐一列出SDK', provision: 'app-pi-2019#2.1' },
  { code: 'P2', text: '未经同意收集', provision: 'app-pi-2019#3.1' },
]
export const told: Plain = [
  'notice',
  '2026-09-01',
  { id: 'n', from: 'regulator', until: '2026-09-10', problems: PROBLEMS },
]
export const fix = (problem: string, on = '2026-09-05'): Plain => [
  'fix',
  on,
  { problem, what: '已改', before: '改前.png', after: '改后.png' },
]
export const objection: Plain = ['objection', '2026-09-05', { problem: 'P2', reasons: '未收集', proof: 'run.json' }]
export const finding: Plain = ['finding', '2026-09-01', { id: 'f', rule: 'app-pi-2019#3.1', result: 'sha256:00' }]
export const dispute: Plain = ['dispute', '2026-09-02', { id: 'd', of: 'f', reasons: '日志有误', proof: 'log.txt' }]
export const review = (data: object): Plain => [
  'review',
  '2026-09-03',
  { of: 'd', result: 'withdrawn', reasons: '属实', ...data },
]
export const close: Plain = ['close', '2026-09-10', { of: 'f' }]

export const APP_RIGHTS: readonly Ruling[] = [
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
]

export const ACCOUNT_REPORT: readonly Ruling[] = [
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
  {
    rule: 'a measure rests on a term of the agreement (19)',
    cites: 'public-accounts-2020-draft#art19.p2',
    before: [],
    refused: ['action', '2026-09-01', { ...ACTION, agreement: null }],
    allowed: ['action', '2026-09-01', ACTION],
  },
  {
    rule: 'an answer has a result (20)',
    cites: ACCOUNT,
    before: [report],
    refused: ['answer', '2026-09-28', { of: 'r' }],
    allowed: ['answer', '2026-09-28', { of: 'r', result: 'upheld' }],
  },
]

export const REGULATOR_NOTICE: readonly Ruling[] = [
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
    rule: 'a problem that is noted again is answered again',
    cites: own(2),
    before: [told, fix('P1'), fix('P2'), ['notice', '2026-09-20', { id: 'n2', problems: [{ code: 'P1', text: 'x' }] }]],
    refused: ['report', '2026-09-21', { of: 'n2' }],
    beforeAllowed: [
      told,
      fix('P1'),
      fix('P2'),
      ['notice', '2026-09-20', { id: 'n2', problems: [{ code: 'P1', text: 'x' }] }],
      fix('P1', '2026-09-21'),
    ],
    allowed: ['report', '2026-09-21', { of: 'n2' }],
  },
  {
    rule: 'an objection has reasons and evidence',
    cites: own(4),
    before: [told],
    refused: ['objection', '2026-09-05', { problem: 'P2', reasons: '未收集' }],
    allowed: objection,
  },
  {
    rule: 'an objection is about a problem of the notice',
    cites: own(2),
    before: [told],
    refused: ['objection', '2026-09-05', { problem: 'P3', reasons: '未收集', proof: 'run.json' }],
    allowed: objection,
  },
  {
    rule: 'a report is about a notice',
    cites: own(2),
    before: [told, fix('P1'), fix('P2')],
    refused: ['report', '2026-09-10', { of: 'other' }],
    allowed: ['report', '2026-09-10', { of: 'n' }],
  },
]

export const FINDING: readonly Ruling[] = [
  {
    rule: 'a finding is closed after a new test passed',
    cites: own(5),
    before: [finding, ['retest', '2026-09-05', { of: 'f', outcome: 'cantTell', result: 'sha256:01' }]],
    refused: close,
    beforeAllowed: [finding, ['retest', '2026-09-05', { of: 'f', outcome: 'passed', result: 'sha256:01' }]],
    allowed: close,
  },
  {
    rule: 'not where a later test failed again',
    cites: own(5),
    before: [
      finding,
      ['retest', '2026-09-04', { of: 'f', outcome: 'passed', result: 'sha256:01' }],
      ['retest', '2026-09-05', { of: 'f', outcome: 'failed', result: 'sha256:02' }],
    ],
    refused: close,
    beforeAllowed: [
      finding,
      ['retest', '2026-09-04', { of: 'f', outcome: 'failed', result: 'sha256:01' }],
      ['retest', '2026-09-05', { of: 'f', outcome: 'passed', result: 'sha256:02' }],
    ],
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
  ...(
    [
      ['retest', { of: 'f', outcome: 'passed', result: 'sha256:01' }],
      ['close', { of: 'f' }],
    ] as const
  ).map(([type, data]) => ({
    rule: `${type}: it is about a finding that was entered`,
    cites: own(4),
    before: [],
    refused: [type, '2026-09-05', data] as Plain,
    beforeAllowed: [finding, ['retest', '2026-09-05', { of: 'f', outcome: 'passed', result: 'sha256:01' }]] as Plain[],
    allowed: [type, '2026-09-05', data] as Plain,
  })),
  {
    rule: 'a review is about a dispute',
    cites: own(4),
    before: [finding],
    refused: review({}),
    beforeAllowed: [finding, dispute],
    allowed: review({}),
  },
  {
    rule: 'a review gives reasons',
    cites: own(4),
    before: [finding, dispute],
    refused: review({ reasons: null }),
    allowed: review({}),
  },
]

export const FINDING_OWNER: readonly Ruling[] = [
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
  ...(
    [
      ['fix', { of: 'f', before: '改前.png', after: '改后.png' }],
      ['dispute', { of: 'f', reasons: '日志有误', proof: 'log.txt' }],
    ] as const
  ).map(([type, data]) => ({
    rule: `${type}: it is about a finding that was entered`,
    cites: own(4),
    before: [],
    refused: [type, '2026-09-02', data] as Plain,
    beforeAllowed: [finding],
    allowed: [type, '2026-09-02', data] as Plain,
  })),
]

/** Limits on what protects the other side: never refused, recorded late. */
export const APP_RIGHTS_LATE: readonly Lateness[] = [
  {
    rule: 'a request is handled within 15 working days at most (6.3)',
    cites: app('3'),
    before: [request],
    inTime: answer,
    late: ['answer', '2026-10-23', answer[2]!],
  },
  {
    rule: 'a complaint too (6.5)',
    cites: app('5'),
    before: [complaint],
    inTime: answer,
    late: ['answer', '2026-10-23', answer[2]!],
  },
]

export const ACCOUNT_REPORT_LATE: readonly Lateness[] = (['report', 'appeal'] as const).map((type) => ({
  rule: `a ${type} is answered in the platform’s own time (20)`,
  cites: ACCOUNT,
  before: [[type, '2026-09-25', report[2]!]],
  inTime: ['answer', '2026-09-30', { of: 'r', result: 'upheld' }],
  late: ['answer', '2026-10-01', { of: 'r', result: 'upheld' }],
}))

export const REGULATOR_NOTICE_LATE: readonly Lateness[] = [
  {
    rule: 'the report is handed in within the time of the notice',
    cites: own(3),
    before: [told, fix('P1'), fix('P2')],
    inTime: ['report', '2026-09-10', { of: 'n' }],
    late: ['report', '2026-09-11', { of: 'n' }],
  },
]
