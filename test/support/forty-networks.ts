/**
 * A made-up operator with forty networks. The first is in order; each other one departs from it in one respect, and
 * `expect` writes out every determination that differs from the first one's. JSON is YAML: the inventory is written so.
 */

type Outcome = 'failed' | 'passed' | 'cantTell' | 'inapplicable'
interface Case {
  readonly say: string
  readonly change: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, Outcome>>
}

export const FORTY_DAY = '2026-11-01'

const mlps = (on: string, more = {}) => ({
  id: `mlps-${on}`,
  kind: 'mlps',
  stage: 'operation',
  on,
  assessor: '示例测评公司',
  qualified: true,
  agreement: true,
  passed: true,
  toPoliceOn: on,
  toSectorOn: on,
  ...more,
})
const cryptography = [
  { id: 'c1', kind: 'cryptography', stage: 'planning', on: '2021-01-20' },
  { id: 'c2', kind: 'cryptography', stage: 'operation', on: '2026-03-01' },
]
const checked = { id: 's1', kind: 'self-check', stage: 'operation', on: '2026-05-01' }
const yearly = [mlps('2021-05-20'), mlps('2026-03-01')]
const assessments = [...yearly, ...cryptography, checked]
const finding = {
  id: 'f1',
  source: 'assessment',
  foundOn: '2026-03-01',
  dueOn: '2026-06-01',
  fixedOn: '2026-05-15',
  grave: false,
}
const without = (...kinds: string[]) => assessments.filter((a) => !kinds.includes(a.kind))

const ORDERLY = {
  kind: 'information-system',
  level: 3,
  gradedOn: '2021-01-10',
  designedOn: '2021-02-01',
  liveOn: '2021-06-01',
  filedOn: '2021-06-20',
  sectorOn: '2021-06-25',
  certificateUntil: '2028-01-01',
  securityPlanned: true,
  securityBuilt: true,
  securityUsed: true,
  remoteMaintenance: false,
  cryptographyUsed: true,
  monitored: true,
  assessments,
  findings: [finding],
  drills: [{ id: 'd1', on: '2026-06-01' }],
  incidents: [],
  suppliers: [{ id: 'v1', managed: true, riskAssessed: true }],
  products: [{ id: 'p1', conforms: true, nationalSecurity: false }],
  people: [{ id: 'k1', managed: true, backgroundChecked: true }],
  changes: [],
  plans: [],
}

const NOTIFIED = {
  ciiNotifiedOn: '2022-01-01',
  realTime: true,
  assetFile: true,
  ciiStrengthened: true,
  zoned: true,
  exposureReduced: true,
  dataRules: true,
  disasterBackup: true,
  importantData: true,
  storedInChina: true,
  sentAbroad: false,
  assessments: [...assessments, { id: 'cii', kind: 'cii', on: '2026-04-01' }],
}
/** What a notice adds to the first network's determinations. */
const CRITICAL: Readonly<Record<string, Outcome>> = {
  '3.2-body': 'passed',
  '3.3-mlps': 'passed',
  '3.3-testing': 'passed',
  '3.3-assets': 'passed',
  '3.3-defence': 'passed',
  '3.4-rules': 'passed',
  '3.4-backup': 'passed',
  '3.4-localisation': 'passed',
  '3.5-background': 'passed',
  '3.5-services': 'passed',
  '4.1-real-time': 'passed',
  '4.1-duty': 'passed',
  '5.2-decisions': 'passed',
}
const attack = { id: 'i1', kind: 'attack', grave: false, on: '2026-05-01', handledOn: '2026-05-03' }

/** Of the first network: what passes; everything else does not apply to it. */
const IN_ORDER =
  '2.1-grading 2.1-early 2.1-filing 2.1-sector 2.2-yearly 2.2-before-live 2.2-report 2.2-testing 2.2-agreement 2.3-together 2.3-correction 2.3-rules 2.4-responsibility 2.4-self-check 2.5-key-people 2.5-suppliers 2.5-products 2.6-use 2.6-planning 2.6-operation 4.1-monitoring 4.2-warnings 4.3-plan 4.3-drill 4.3-cooperation 5.1-leadership 5.2-budget 5.3-appraisal'.split(
    ' ',
  )
const GONE = Object.fromEntries(
  IN_ORDER.filter((rule) => !['2.1-early', '2.2-before-live', '2.6-planning'].includes(rule)).map((rule) => [
    rule,
    'inapplicable' as const,
  ]),
)
/** What level 2 is not asked for. */
const LEVEL_2: Readonly<Record<string, Outcome>> = {
  '2.2-yearly': 'inapplicable',
  '2.2-before-live': 'inapplicable',
  '2.2-report': 'inapplicable',
  '2.5-suppliers': 'inapplicable',
  '2.6-use': 'inapplicable',
  '2.6-planning': 'inapplicable',
  '2.6-operation': 'inapplicable',
  '4.2-warnings': 'inapplicable',
  '4.3-drill': 'inapplicable',
  '5.2-budget': 'inapplicable',
}
const LEVEL_1: Readonly<Record<string, Outcome>> = {
  ...LEVEL_2,
  '2.1-filing': 'inapplicable',
  '2.1-sector': 'inapplicable',
  '2.2-testing': 'inapplicable',
}
const UNGRADED: Readonly<Record<string, Outcome>> = { ...LEVEL_1, '2.1-grading': 'failed', '2.1-early': 'failed' }

const CASES: readonly Case[] = [
  { say: 'in order', change: {}, expect: {} },
  { say: 'level 2', change: { level: 2 }, expect: LEVEL_2 },
  { say: 'level 1', change: { level: 1, filedOn: null, sectorOn: null }, expect: LEVEL_1 },
  { say: 'not graded', change: { level: null, gradedOn: null, filedOn: null, sectorOn: null }, expect: UNGRADED },
  { say: 'retired', change: { retiredOn: '2026-10-31' }, expect: GONE },
  {
    say: 'not live yet',
    change: { liveOn: null },
    expect: { ...GONE, '2.2-before-live': 'inapplicable', '2.6-planning': 'inapplicable' },
  },
  { say: 'graded a day after the design', change: { gradedOn: '2021-02-02' }, expect: { '2.1-early': 'failed' } },
  {
    say: 'designed before the opinions',
    change: { designedOn: '2020-07-21' },
    expect: { '2.1-early': 'inapplicable', '2.6-planning': 'inapplicable' },
  },
  { say: 'not filed', change: { filedOn: null }, expect: { '2.1-filing': 'failed', '2.2-testing': 'inapplicable' } },
  {
    say: 'filing left empty',
    change: { filedOn: '' },
    expect: { '2.1-filing': 'cantTell' },
  },
  { say: 'not reported to the sector', change: { sectorOn: null }, expect: { '2.1-sector': 'failed' } },
  {
    say: 'graded and live for 30 days, not filed',
    change: {
      level: 2,
      gradedOn: '2026-10-02',
      designedOn: '2026-10-02',
      liveOn: '2026-10-02',
      filedOn: null,
      sectorOn: null,
    },
    expect: { ...LEVEL_2, '2.1-filing': 'cantTell', '2.1-sector': 'cantTell', '2.2-testing': 'inapplicable' },
  },
  {
    say: 'last assessment before last year',
    change: { assessments: [mlps('2021-05-20'), mlps('2024-12-31'), ...cryptography, checked] },
    expect: { '2.2-yearly': 'failed' },
  },
  {
    say: 'last assessment last year, way of counting not known',
    change: { assessments: [mlps('2021-05-20'), mlps('2025-03-01'), ...cryptography, checked] },
    expect: { '2.2-yearly': 'cantTell' },
  },
  {
    say: 'assessor not qualified',
    change: { assessments: [mlps('2021-05-20'), mlps('2026-03-01', { qualified: false }), ...cryptography, checked] },
    expect: { '2.2-yearly': 'failed' },
  },
  {
    say: 'passed a day after going live',
    change: { assessments: [mlps('2021-06-02'), mlps('2026-03-01'), ...cryptography, checked] },
    expect: { '2.2-before-live': 'failed' },
  },
  {
    say: 'the latest report not submitted',
    change: { assessments: [mlps('2021-05-20'), mlps('2026-03-01', { toPoliceOn: null }), ...cryptography, checked] },
    expect: { '2.2-report': 'cantTell' },
  },
  {
    say: 'an older report never submitted',
    change: { assessments: [mlps('2021-05-20', { toPoliceOn: null }), mlps('2026-03-01'), ...cryptography, checked] },
    expect: { '2.2-report': 'failed' },
  },
  {
    say: 'no agreement',
    change: { assessments: [mlps('2021-05-20'), mlps('2026-03-01', { agreement: false }), ...cryptography, checked] },
    expect: { '2.2-agreement': 'failed' },
  },
  {
    say: 'never assessed',
    change: { assessments: without('mlps') },
    expect: {
      '2.2-yearly': 'failed',
      '2.2-before-live': 'failed',
      '2.2-report': 'inapplicable',
      '2.2-testing': 'failed',
      '2.2-agreement': 'inapplicable',
    },
  },
  {
    say: 'assessments not complete',
    change: { assessments: { rows: without('self-check'), complete: false } },
    expect: { '2.2-report': 'cantTell', '2.2-agreement': 'cantTell', '2.4-self-check': 'cantTell' },
  },
  { say: 'security not built together', change: { securityBuilt: false }, expect: { '2.3-together': 'failed' } },
  {
    say: 'a finding overdue',
    change: { findings: [{ ...finding, dueOn: '2026-10-31', fixedOn: null }] },
    expect: { '2.3-correction': 'failed' },
  },
  { say: 'a finding due today', change: { findings: [{ ...finding, dueOn: FORTY_DAY, fixedOn: null }] }, expect: {} },
  {
    say: 'a grave finding of an authority overdue',
    change: { findings: [{ ...finding, source: 'authority', grave: true, fixedOn: null }] },
    expect: { '2.3-correction': 'inapplicable', '4.5-correction': 'failed' },
  },
  {
    say: 'never checked itself, none planned',
    change: { assessments: without('self-check') },
    expect: { '2.4-self-check': 'failed' },
  },
  {
    say: 'never checked itself, planned',
    change: { assessments: without('self-check'), plans: [{ id: 'pl', kind: 'self-check', dueOn: '2026-12-01' }] },
    expect: { '2.4-self-check': 'cantTell' },
  },
  {
    say: 'a person in a key post not managed',
    change: { people: [{ id: 'k1', managed: false }] },
    expect: { '2.5-key-people': 'failed' },
  },
  {
    say: 'a supplier’s risks not said',
    change: { suppliers: [{ id: 'v1', managed: true }] },
    expect: { '2.5-suppliers': 'cantTell' },
  },
  {
    say: 'remote maintenance not justified',
    change: { remoteMaintenance: true, remoteReviewed: false, remoteControlled: true },
    expect: { '2.5-remote': 'failed' },
  },
  {
    say: 'cryptography only assessed in operation',
    change: { assessments: assessments.filter((a) => a.id !== 'c1') },
    expect: { '2.6-planning': 'failed' },
  },
  {
    say: 'cryptography never assessed, plans not said',
    change: { assessments: without('cryptography'), plans: '' },
    expect: { '2.6-planning': 'failed', '2.6-operation': 'cantTell' },
  },
  { say: 'never drilled, none planned', change: { drills: [] }, expect: { '4.3-drill': 'failed' } },
  { say: 'drilled years ago', change: { drills: [{ id: 'd1', on: '2022-01-01' }] }, expect: {} },
  {
    say: 'a handled attack never reported',
    change: { incidents: [{ ...attack, toPoliceOn: null }] },
    expect: { '4.1-report': 'failed' },
  },
  {
    say: 'an attack not reported, not handled yet',
    change: { incidents: [{ ...attack, toPoliceOn: null, handledOn: null }] },
    expect: { '4.1-report': 'cantTell' },
  },
  {
    say: 'a grave incident reported to both',
    change: {
      incidents: [{ ...attack, kind: 'incident', grave: true, toPoliceOn: '2026-05-01', toSectorOn: '2026-05-01' }],
    },
    expect: { '4.2-report': 'passed', '4.4-grave': 'passed' },
  },
  { say: 'critical infrastructure in order', change: NOTIFIED, expect: CRITICAL },
  {
    say: 'critical infrastructure, exposed',
    change: { ...NOTIFIED, exposureReduced: false },
    expect: { ...CRITICAL, '3.3-defence': 'failed' },
  },
  {
    say: 'critical infrastructure, a change never reported',
    change: {
      ...NOTIFIED,
      changes: [
        { id: 'x1', on: '2025-01-01', mayAffect: true, reportedOn: null },
        { id: 'x2', on: '2026-01-01', mayAffect: true, reportedOn: '2026-01-05' },
      ],
    },
    expect: { ...CRITICAL, '3.1-change': 'failed' },
  },
]

const OPERATOR = {
  id: 'forty',
  name: '四十系统示例单位',
  addressee: 'central-enterprise',
  sectorRegulator: '示例主管部门',
  managementRules: true,
  responsibilitySystem: true,
  emergencyPlan: true,
  incidentReporting: true,
  warningHandling: true,
  dutyAroundClock: true,
  platformLinked: true,
  cooperates: true,
  firstResponsible: true,
  leaderInCharge: true,
  dedicatedBody: true,
  headAnswers: true,
  budget: true,
  enoughInvestment: true,
  decisionSeat: true,
  appraisal: true,
}

export const FORTY = CASES.map((one, i) => ({ ...one, id: `s${String(i + 1).padStart(2, '0')}` }))

/** The inventory as a file. */
export const fortyInventory = (): string =>
  JSON.stringify(
    {
      facts: 'network',
      defaults: { networks: { retiredOn: null, ciiNotifiedOn: null } },
      operator: OPERATOR,
      networks: FORTY.map(({ id, say, change }) => ({ id, name: say, ...ORDERLY, ...change })),
    },
    null,
    1,
  )

/** Every determination of one network. */
export const expectedOf = (of: Case, rules: readonly string[]): Readonly<Record<string, Outcome>> =>
  Object.fromEntries(
    rules.map((rule) => [
      rule,
      of.expect[rule] ?? (IN_ORDER.includes(rule) ? ('passed' as const) : ('inapplicable' as const)),
    ]),
  )
