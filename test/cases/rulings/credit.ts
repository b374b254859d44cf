import type { PlainFacts } from '../../../src/facts/read.ts'
import {
  but,
  CATALOGUE,
  catalogue,
  decision,
  delivery,
  determine,
  dispute,
  heard,
  known,
  listedCase,
  MEASURES,
  measure,
  measures,
  notice,
  objection,
  PERSON,
  publish,
  record,
  rejected,
  repair,
  repairRequest,
  SHOWN,
  share,
  standard,
  upheld,
  waiver,
} from '../credit.ts'
import type { Lateness, Plain, Ruling } from '../support.ts'

/** What the gate refuses in a credit case, each with its lawful neighbour. */

const c = (place: string) => `credit-constraint-2020#${place}`
const s = (place: string) => `credit-supervision-2019#${place}`
const REPAIR_RULES = 'credit-repair-2026#part2'

const order: Plain = ['order', '2025-05-01', { id: 'ord', determination: 'det', until: '2025-05-31' }]

/** A step that is refused with something changed, and allowed as it was. */
const change = (
  rule: string,
  cites: string,
  before: readonly Plain[],
  lawful: Plain,
  wrong: PlainFacts,
  right: PlainFacts = {},
): Ruling => ({ rule, cites, before, refused: but(lawful, wrong), allowed: but(lawful, right) })

const without = (name: string) => (events: readonly Plain[]) => events.filter(([type]) => type !== name)

export const CREDIT: readonly Ruling[] = [
  // Editions
  ...[record, publish, share].map((one) => ({
    rule: `${one[0]}: the catalogue is loaded (1)`,
    cites: c('1'),
    before: without('catalogue')(known),
    refused: one,
    beforeAllowed: known,
    allowed: but(one, { id: 'again' }, '2025-03-13'),
  })),
  {
    rule: 'measure: the list of measures is loaded (9)',
    cites: c('9'),
    before: without('measureList')(known),
    refused: measure,
    beforeAllowed: known,
    allowed: measure,
  },
  {
    rule: 'only the edition of that day counts (1)',
    cites: c('1'),
    before: [but(catalogue, { from: '2025-03-01' }), determine],
    refused: but(record, {}, '2025-02-28'),
    allowed: but(record, {}, '2025-03-01'),
  },
  {
    rule: 'an edition that ended no longer counts (1)',
    cites: c('1'),
    before: [but(catalogue, { until: '2025-02-28' }), determine],
    refused: but(record, {}, '2025-03-01'),
    allowed: but(record, {}, '2025-02-28'),
  },
  {
    rule: 'a later edition takes the place of the earlier (1)',
    cites: c('1'),
    before: [catalogue, but(catalogue, { id: 'cat2', from: '2025-03-01', items: [] }), determine],
    refused: but(record, {}, '2025-03-01'),
    allowed: but(record, {}, '2025-02-28'),
  },
  change('an item that is not listed (1)', c('1'), known, but(record, { id: 'r2' }), { item: 'C9' }),
  change(
    'a local supplement rests on a local regulation (1)',
    c('1'),
    [],
    catalogue,
    { level: 'local', region: '33' },
    {
      level: 'local',
      region: '33',
      localRegulation: '某省社会信用条例',
    },
  ),
  {
    rule: 'a supplement of another place does not count (1)',
    cites: c('1'),
    before: [but(catalogue, { level: 'local', region: '44', localRegulation: '某省社会信用条例' }), determine],
    refused: record,
    beforeAllowed: [but(catalogue, { level: 'local', region: '33', localRegulation: '某省社会信用条例' }), determine],
    allowed: record,
  },
  change('each item has a basis (1)', c('1'), [], catalogue, {
    items: [{ ...CATALOGUE.items[0], basisKind: 'other' }],
  }),
  change('each item says who collects what is shared (3)', c('3'), [], catalogue, {
    items: [{ ...CATALOGUE.items[0], collector: null }],
  }),
  change('each item says whether it is published (4)', c('4'), [], catalogue, {
    items: [{ ...CATALOGUE.items[0], publish: null }],
  }),
  change(
    'a list supplement rests on a local regulation (9)',
    c('9'),
    [],
    measures,
    { level: 'local', region: '33' },
    {
      level: 'local',
      region: '33',
      localRegulation: '某省社会信用条例',
    },
  ),
  change('each measure has a basis (9)', c('9'), [], measures, {
    entries: [{ ...MEASURES.entries[0], basisKind: 'other' }],
  }),

  // Determination and record
  change('a document with legal effect (2)', c('2'), [], determine, { document: 'other' }),
  change(
    'a document the law accepts (2)',
    c('2'),
    [],
    determine,
    { document: 'accepted-by-law' },
    {
      document: 'accepted-by-law',
      acceptedBy: '某法第九条',
      acceptedByKind: 'law',
    },
  ),
  change('it is effective (2)', c('2'), [], determine, { effective: false }),
  change('a penalty follows its own notice', 'administrative-penalty-law-2021#art44', [], determine, {
    penaltyNotice: false,
  }),
  change(
    'a penalty before 15 July 2021 too',
    'administrative-penalty-law-2017#art31',
    [],
    but(determine, { documentOn: '2021-07-14' }),
    { penaltyNotice: false },
  ),
  {
    rule: 'an untrustworthy act is determined before it is recorded (2)',
    cites: c('2'),
    before: [catalogue],
    refused: record,
    beforeAllowed: [catalogue, determine],
    allowed: record,
  },
  change('it is recorded truthfully (2)', c('2'), [catalogue, determine], record, { truthful: false }),
  change(
    'force majeure is treated with lenience, the reason recorded (16)',
    c('16'),
    [],
    determine,
    { forceMajeure: true },
    { forceMajeure: true, leniency: '受疫情影响，从宽' },
  ),
  change(
    'so is a slight act (16)',
    c('16'),
    [],
    determine,
    { slight: true },
    { slight: true, leniency: '轻微，不予认定为严重' },
  ),
  change(
    'so is an act without intent (16)',
    c('16'),
    [],
    determine,
    { unintended: true },
    {
      unintended: true,
      leniency: '非主观故意',
    },
  ),
  {
    ...change('so is a minor (16)', c('16'), [], determine, {}, { leniency: '未成年人，从宽' }),
    facts: { ...PERSON, minor: true },
  },
  {
    ...change(
      'lenience is shown in the measure too (16)',
      c('16'),
      [...known.slice(0, 3), but(determine, { slight: true, leniency: '轻微' }), but(record, { leniency: '轻微' })],
      measure,
      {},
      { leniency: '减轻' },
    ),
  },

  // A person's data
  ...(
    [
      ['purpose is shown', { purposeShown: false }],
      ['means are shown', { meansShown: false }],
      ['scope is shown', { scopeShown: false }],
      ['consent is given', { consent: 'none' }],
      ['consent is not forced', { consent: 'forced' }],
      ['consent is not once for life', { consent: 'once-for-life' }],
    ] as const
  ).map(([rule, wrong]) => ({
    ...change(`a person’s data: ${rule} (14)`, c('14'), [catalogue, determine], but(record, SHOWN), wrong),
    facts: PERSON,
  })),
  {
    ...change(
      'or the provision is cited by which no consent is needed (14)',
      c('14'),
      [catalogue, determine],
      but(record, { ...SHOWN, consent: 'none' }),
      { exception: '某通知', exceptionKind: 'other' },
      { exception: '某法第十三条', exceptionKind: 'law' },
    ),
    facts: PERSON,
  },
  {
    rule: 'consent is kept for persons only (14)',
    cites: c('14'),
    before: [catalogue, determine],
    refused: record,
    allowed: but(record, SHOWN),
    facts: PERSON,
  },

  // The standard of the list
  change('the domain has a basis (6)', c('6'), [], standard, { domainBasisKind: 'other' }),
  change('one of the four kinds of conduct (6)', c('6'), [], standard, { conduct: 'other' }),
  change('the standard has the right form (7)', c('7'), [], standard, { form: 'other' }),
  change(
    'a departmental rule only while no higher form is possible (7)',
    c('7'),
    [],
    standard,
    { form: 'departmental-rule' },
    {
      form: 'departmental-rule',
      higherNotYet: true,
    },
  ),
  change(
    'a local list by local regulation (7)',
    c('7'),
    [],
    standard,
    { level: 'local', form: 'departmental-rule' },
    {
      level: 'local',
      form: 'local-regulation',
    },
  ),
  change(
    '29 days of comment are too few, 30 are enough (7)',
    c('7'),
    [],
    standard,
    { commentUntil: '2021-03-30' },
    {
      commentUntil: '2021-03-31',
    },
  ),
  change('published on Credit China (7)', c('7'), [], standard, { onCreditChina: false }),
  change('and on the regulator’s site (7)', c('7'), [], standard, { onRegulatorSite: false }),
  change('removal conditions are set (7)', c('7'), [], standard, { removalConditions: null }),
  change('and the procedure (7)', c('7'), [], standard, { removalProcedure: null }),
  change('and remedies (7)', c('7'), [], standard, { remedies: null }),
  change('third parties evaluate it (7)', c('7'), [], standard, { thirdPartyEvaluation: false }),
  change(
    'an older standard was brought into line by the end of 2021 (part 9)',
    c('part9.p4'),
    [],
    but(standard, { adoptedOn: '2018-01-01' }),
    { alignedOn: '2022-01-01' },
    { alignedOn: '2021-12-31' },
  ),

  // Notice, defence, decision
  ...(['grounds', 'basis', 'rights'] as const).map((name) =>
    change(`the notice tells the ${name} (8)`, c('8'), known, notice, { [name]: null }),
  ),
  change('the notice leaves time to object (8)', c('8'), known, notice, { defenceUntil: null }),
  {
    rule: 'no decision without a notice (8)',
    cites: c('8'),
    before: known,
    refused: decision,
    beforeAllowed: heard,
    allowed: decision,
  },
  {
    rule: 'no decision before the notice is delivered (8)',
    cites: c('8'),
    before: [...known, notice],
    refused: decision,
    beforeAllowed: heard,
    allowed: decision,
  },
  {
    rule: 'no decision while the time to object runs (8)',
    cites: c('8'),
    before: heard,
    refused: but(decision, {}, '2025-03-10'),
    early: '2025-03-11',
    allowed: but(decision, {}, '2025-03-11'),
  },
  {
    rule: 'unless it was waived (8)',
    cites: c('8'),
    before: heard,
    refused: but(decision, {}, '2025-03-01'),
    early: '2025-03-11',
    beforeAllowed: [...heard, waiver],
    allowed: but(decision, {}, '2025-03-01'),
  },
  {
    rule: 'each objection is answered first (8)',
    cites: c('8'),
    before: [...heard, objection],
    refused: decision,
    beforeAllowed: [...heard, objection, rejected],
    allowed: decision,
  },
  {
    rule: 'an objection that was upheld stops the listing (8)',
    cites: c('8'),
    before: [...heard, objection, but(rejected, { result: 'upheld' })],
    refused: decision,
    beforeAllowed: [...heard, objection, rejected],
    allowed: decision,
  },
  change('an answer is verified (8)', c('8'), [...heard, objection], rejected, { verified: false }),
  change(
    'a township does not list (8)',
    c('8'),
    heard,
    decision,
    { level: 'township' },
    {
      level: 'township',
      levelBasis: '某部门规章第三条',
    },
  ),
  change(
    'a separate document where necessary (8)',
    c('8'),
    heard,
    decision,
    { form: 'separate' },
    {
      form: 'separate',
      necessity: '处罚文书已送达',
    },
  ),
  ...(['grounds', 'basis', 'measuresNote', 'removalConditions', 'removalProcedure', 'remedies', 'until'] as const).map(
    (name) => change(`the decision states ${name} (8)`, c('8'), heard, decision, { [name]: null }),
  ),
  {
    rule: 'no decision without a standard (7)',
    cites: c('7'),
    before: without('standard')(heard),
    refused: decision,
    beforeAllowed: heard,
    allowed: decision,
  },
  {
    rule: 'no decision without a determination (2)',
    cites: c('2'),
    before: without('determine')(heard),
    refused: decision,
    beforeAllowed: heard,
    allowed: decision,
  },

  // Publication and sharing
  change('what the catalogue does not open is not published (4)', c('4'), known, publish, { item: 'C2' }),
  {
    rule: 'a listing is published after the decision (8)',
    cites: c('8'),
    before: heard,
    refused: but(publish, { what: 'listing' }),
    beforeAllowed: listedCase,
    allowed: but(publish, { what: 'listing' }),
  },
  change(
    'no commercial secret (4)',
    c('4'),
    known,
    publish,
    { secret: true },
    {
      secret: true,
      secretBasis: '某法第七条',
    },
  ),
  change('nothing private (4)', c('4'), known, publish, { privacy: true }),
  ...(
    [
      ['a policy is not enough', { basisKind: 'policy', basis: '某意见' }],
      ['a basis is cited', { basis: null }],
      ['it is desensitised', { desensitised: false }],
    ] as const
  ).map(([rule, wrong]) => ({
    ...change(
      `a person’s data is published: ${rule} (4)`,
      c('4'),
      [...known.slice(0, 4), but(record, SHOWN)],
      but(publish, { basisKind: 'regulation', basis: '某条例第八条', desensitised: true }),
      wrong,
    ),
    facts: PERSON,
  })),
  {
    ...change(
      'or with consent (4)',
      c('4'),
      [...known.slice(0, 4), but(record, SHOWN)],
      but(publish, { desensitised: true }),
      {},
      { basisKind: 'consent' },
    ),
    facts: PERSON,
  },
  {
    rule: 'first the own site, then Credit China (5)',
    cites: c('5'),
    before: known,
    refused: but(publish, { id: 'cc', channel: 'credit-china' }),
    beforeAllowed: [...known, publish],
    allowed: but(publish, { id: 'cc', channel: 'credit-china' }),
  },
  ...(
    [
      ['content', { content: '另一内容' }],
      ['period', { until: '2026-06-12' }],
    ] as const
  ).map(([rule, wrong]) =>
    change(
      `with the same ${rule} (5)`,
      c('5'),
      [...known, publish],
      but(publish, { id: 'cc', channel: 'credit-china' }),
      wrong,
    ),
  ),
  change('a publication has an end (5)', c('5'), known, publish, { until: null }),
  change('what the catalogue does not share is not shared (3)', c('3'), known, share, { item: 'C3' }),
  change('nor further than it says (3)', c('3'), known, share, { item: 'C2' }, { item: 'C2', scope: 'region' }),
  change('sharing has an end (3)', c('3'), known, share, { until: null }),
  {
    rule: 'nothing is published before it is recorded (2)',
    cites: c('2'),
    before: known.slice(0, 4),
    refused: publish,
    beforeAllowed: known,
    allowed: publish,
  },

  // Order 36 of 2026
  ...(
    [
      ['minor', '2026-06-02', '2026-06-01', { necessity: '涉及公众安全' }],
      ['ordinary', '2027-03-02', '2027-03-01', {}],
      ['ordinary', '2026-05-31', '2026-06-01', {}],
      ['grave', '2029-03-02', '2029-03-01', {}],
      ['grave', '2027-02-28', '2027-03-01', {}],
    ] as const
  ).map(([grade, wrong, right, more]) =>
    change(
      `from 2026-04-01 a ${grade} act is not published until ${wrong}`,
      REPAIR_RULES,
      [catalogue, but(determine, { grade, documentOn: '2026-03-01' }, '2026-04-01'), but(record, {}, '2026-04-01')],
      but(publish, more, '2026-04-01'),
      { until: wrong },
      { until: right },
    ),
  ),
  change(
    'a minor act is in principle not published',
    REPAIR_RULES,
    [
      catalogue,
      but(determine, { grade: 'minor', documentOn: '2026-03-01' }, '2026-04-01'),
      but(record, {}, '2026-04-01'),
    ],
    but(publish, { until: '2026-05-31' }, '2026-04-01'),
    {},
    { necessity: '涉及公众安全' },
  ),
  {
    rule: 'before 2026-04-01 those periods do not hold',
    cites: REPAIR_RULES,
    before: known,
    refused: but(publish, { until: '2029-03-01' }, '2026-04-01'),
    allowed: but(publish, { until: '2029-03-01' }, '2026-03-31'),
  },

  // Measures
  change('a measure is in the list (9)', c('9'), known, measure, { measure: 'M9' }),
  change('it directly cites law, regulation or central policy (9)', c('9'), known, measure, { citation: null }),
  change('a lower document is not enough (9)', c('9'), known, measure, { citationKind: 'other' }),
  change('it rests on the concrete act (9)', c('2'), known, measure, { determination: 'none' }),
  change('it is proportionate (10)', c('10'), known, measure, { proportion: null }),
  {
    rule: 'a heavy measure is not for an ordinary act (10)',
    cites: c('10'),
    before: known.map((e) => (e[0] === 'determine' ? but(e, { grade: 'ordinary' }) : e)),
    refused: but(measure, { measure: 'M3' }),
    beforeAllowed: known,
    allowed: but(measure, { measure: 'M3' }),
  },
  change('never beyond statute (10)', c('10'), known, measure, { beyondStatute: true }),
  ...['bank', 'credit-agency', 'association', 'media'].map((executor) =>
    change(
      `no ${executor} is forced to punish (9)`,
      c('9'),
      known,
      measure,
      { executor, compelled: true },
      { executor },
    ),
  ),
  {
    rule: 'a measure for listed subjects follows the listing (9)',
    cites: c('9'),
    before: known,
    refused: but(measure, { measure: 'M2' }),
    beforeAllowed: listedCase,
    allowed: but(measure, { measure: 'M2' }),
  },
  {
    rule: 'and ends with it (9)',
    cites: c('9'),
    before: [...listedCase, ['removal', '2025-03-13', { of: 'dec', how: 'removed', reason: 'revoked' }]],
    refused: but(measure, { measure: 'M2' }),
    beforeAllowed: listedCase,
    allowed: but(measure, { measure: 'M2' }),
  },
  change('a measure has an end (10)', c('10'), known, measure, { until: null }, { until: null, whileListed: true }),
  ...[determine, record, publish, share, measure].map((one) =>
    change(
      `${one[0]}: a responsible person is not derived from the firm’s case (12)`,
      s('12'),
      known,
      but(one, { id: 'other' }, '2025-03-14'),
      { against: '法定代表人李某' },
      { against: '某公司' },
    ),
  ),
  change('decision: nor listed through it (12)', s('12'), heard, decision, { against: '法定代表人李某' }),

  // Error and repair
  {
    rule: 'nothing rests on information found wrong (17)',
    cites: s('17'),
    before: [...known, dispute, upheld],
    refused: but(measure, {}, '2025-04-06'),
    beforeAllowed: [...known, dispute, but(upheld, { result: 'rejected' })],
    allowed: but(measure, {}, '2025-04-06'),
  },
  {
    rule: 'a correction follows an answer that found it wrong (17)',
    cites: s('17'),
    before: [...known, dispute],
    refused: ['correction', '2025-04-06', { of: 'fix', how: 'withdrawn' }],
    beforeAllowed: [...known, dispute, upheld],
    allowed: ['correction', '2025-04-06', { of: 'fix', how: 'withdrawn' }],
  },
  {
    rule: 'harm of a wrong listing is undone after that too (17)',
    cites: s('17'),
    before: [...known, dispute],
    refused: ['undo', '2025-04-06', { of: 'fix', what: '公开更正声明' }],
    beforeAllowed: [...known, dispute, upheld],
    allowed: ['undo', '2025-04-06', { of: 'fix', what: '公开更正声明' }],
  },
  change('repair takes no fee (12)', c('12'), [...known, repairRequest], repair, { fee: '100' }, { fee: '0' }),
  change(
    'nor does its receipt (12)',
    c('12'),
    [...known, repairRequest],
    ['receipt', '2025-06-02', { of: 'req', until: '2025-06-12' }],
    { fee: 1 },
  ),
  change('whoever corrected is not refused (11)', c('11'), [...known, repairRequest], repair, {
    result: 'refused',
    ground: 'other',
  }),
  change(
    'unless repair is excluded by law (11)',
    c('11'),
    [...known, repairRequest],
    but(repair, { result: 'refused', ground: 'excluded-by-law' }),
    { excludedBy: '某通知', excludedByKind: 'other' },
    { excludedBy: '某法第四十条', excludedByKind: 'law' },
  ),
  {
    rule: 'or the act was not corrected (11)',
    cites: c('11'),
    before: [...known, repairRequest],
    refused: but(repair, { result: 'refused', ground: 'not-corrected' }),
    beforeAllowed: [...known, but(repairRequest, { corrected: false })],
    allowed: but(repair, { result: 'refused', ground: 'not-corrected' }),
  },
  {
    rule: 'repair is decided on request (11)',
    cites: c('11'),
    before: known,
    refused: repair,
    beforeAllowed: [...known, repairRequest],
    allowed: repair,
  },
  ...[publish, share, measure].map((one) => ({
    rule: `${one[0]}: after repair nothing more (11)`,
    cites: c('11'),
    before: [...known, repairRequest, repair],
    refused: but(one, { until: '2026-01-01' }, '2025-07-01'),
    beforeAllowed: [...known, repairRequest],
    allowed: but(one, { until: '2026-01-01' }, '2025-07-01'),
  })),

  // Look-ups
  change(
    'a look-up is registered (13)',
    c('13'),
    [],
    ['lookup', '2025-05-01', { user: '王某', purpose: '采购审查', permitted: true, registered: true }],
    {
      registered: false,
    },
  ),
  change(
    'and within the permission (13)',
    c('13'),
    [],
    ['lookup', '2025-05-01', { user: '王某', purpose: '采购审查', permitted: true, registered: true }],
    {
      permitted: false,
    },
  ),
  change(
    'and inspected for the past (13)',
    c('13'),
    [],
    ['lookupReview', '2025-05-01', { until: '2025-04-30', findings: '无异常' }],
    {
      until: '2025-05-02',
    },
  ),

  // The opinions of 2019
  ...(
    [
      [
        'a complete file with a commitment is handled at once (1)',
        { complete: true, committed: true },
        'put-off',
        'handled',
      ],
      [
        'part missing, good credit and a promise: accepted first (1)',
        { complete: false, goodCredit: true, promised: true, promiseUntil: '2025-06-01' },
        'put-off',
        'accepted-first',
      ],
    ] as const
  ).map(([rule, application, wrong, right]) =>
    change(
      rule,
      s('1'),
      [['application', '2025-05-01', { id: 'app', permit: '食品经营许可', ...application }]],
      ['handling', '2025-05-01', { of: 'app' }],
      { result: wrong },
      { result: right },
    ),
  ),
  change(
    'whether a commitment was kept is entered (1)',
    s('1'),
    [['application', '2025-05-01', { id: 'app', permit: '食品经营许可', complete: true, committed: true }]],
    ['commitmentKept', '2025-06-01', { of: 'app', kept: true, entered: true }],
    { entered: false },
  ),
  change('education is free (2)', s('2'), [], ['education', '2025-05-01'], { fee: '10' }),
  change('and no condition of access (2)', s('2'), [], ['education', '2025-05-01'], { condition: true }),
  ...(
    [
      ['good', '0.06', '0.05'],
      ['ordinary', '0.04', '0.05'],
      ['high-risk', '0.04', '0.10'],
    ] as const
  ).map(([tier, wrong, right]) =>
    change(
      `a ${tier} tier changes the share of checks its own way (7)`,
      s('7'),
      [['tier', '2025-05-01', { tier, basis: '公共信用综合评价' }]],
      ['check', '2025-06-01', { tier, regularShare: '0.05', publishedOn: '2025-05-20' }],
      { share: wrong },
      { share: right },
    ),
  ),
  change(
    'the shares are published before the draw (7)',
    s('7'),
    [['tier', '2025-05-01', { tier: 'good', basis: '公共信用综合评价' }]],
    ['check', '2025-06-01', { tier: 'good', share: '0.01', regularShare: '0.05', publishedOn: '2025-05-31' }],
    { publishedOn: '2025-06-01' },
  ),
  {
    rule: 'a talk only where the correction falls short (9)',
    cites: s('9'),
    before: [...known, ['order', '2025-05-01', { id: 'ord', determination: 'det', until: '2025-05-31' }]],
    refused: ['talk', '2025-05-31', { of: 'ord', kind: 'warning', byDeterminingBody: true, entered: true }],
    early: '2025-06-01',
    allowed: ['talk', '2025-06-01', { of: 'ord', kind: 'warning', byDeterminingBody: true, entered: true }],
  },
  {
    rule: 'not where it was corrected (9)',
    cites: s('9'),
    before: [
      ...known,
      ['order', '2025-05-01', { id: 'ord', determination: 'det', until: '2025-05-31' }],
      ['rectified', '2025-05-20', { of: 'ord', text: '已改' }],
    ],
    refused: ['talk', '2025-06-01', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
    beforeAllowed: [
      ...known,
      ['order', '2025-05-01', { id: 'ord', determination: 'det', until: '2025-05-31' }],
      ['rectified', '2025-05-20', { of: 'ord', text: '已改' }],
      ['orderCheck', '2025-05-25', { of: 'ord', adequate: false }],
    ],
    allowed: ['talk', '2025-06-01', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
  },
  ...(
    [
      ['by the body that determined', { byDeterminingBody: false }],
      ['entered in the credit record', { entered: false }],
    ] as const
  ).map(([rule, wrong]) =>
    change(
      `a talk is ${rule} (9)`,
      s('9'),
      [...known, ['order', '2025-05-01', { id: 'ord', determination: 'det', until: '2025-05-31' }]],
      ['talk', '2025-06-01', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
      wrong,
    ),
  ),

  // What each step is about, and what it says
  change('an edition of the catalogue has a name (1)', c('1'), [], catalogue, { edition: null }),
  change('and a first day (1)', c('1'), [], catalogue, { from: null }),
  change('so has one of the list of measures (9)', c('9'), [], measures, { edition: null }),
  {
    rule: 'lenience is shown in the record too (16)',
    cites: c('16'),
    before: [catalogue, but(determine, { slight: true, leniency: '轻微' })],
    refused: record,
    allowed: but(record, { leniency: '轻微' }),
  },
  {
    rule: 'and in the decision (16)',
    cites: c('16'),
    before: heard.map((e) =>
      e[0] === 'determine'
        ? but(e, { slight: true, leniency: '轻微' })
        : e[0] === 'record'
          ? but(e, { leniency: '轻微' })
          : e,
    ),
    refused: decision,
    allowed: but(decision, { leniency: '从轻' }),
  },
  {
    rule: 'a notice follows the determination (2)',
    cites: c('2'),
    before: [catalogue, measures, standard],
    refused: notice,
    beforeAllowed: known,
    allowed: notice,
  },
  {
    rule: 'and a standard of its domain (7)',
    cites: c('7'),
    before: without('standard')(known),
    refused: notice,
    beforeAllowed: known,
    allowed: notice,
  },
  change('what was delivered is said, and how (8)', c('8'), [...known, notice], delivery, { method: null }),
  {
    rule: 'nothing is delivered that was not made yet (8)',
    cites: c('8'),
    before: known,
    refused: but(delivery, {}, '2025-02-20'),
    beforeAllowed: [...known, notice],
    allowed: but(delivery, {}, '2025-02-20'),
  },
  {
    rule: 'a notice delivered after the last day for objections left no time to object (8)',
    cites: c('8'),
    before: [...known, notice, but(delivery, {}, '2025-03-11')],
    refused: decision,
    beforeAllowed: [...known, notice, but(delivery, {}, '2025-03-10')],
    allowed: decision,
  },
  {
    rule: 'which does not matter where objections were waived in writing (8)',
    cites: c('8'),
    before: [...known, notice, but(delivery, {}, '2025-03-11'), but(waiver, { written: false }, '2025-03-11')],
    refused: decision,
    beforeAllowed: [...known, notice, but(delivery, {}, '2025-03-11'), but(waiver, {}, '2025-03-11')],
    allowed: decision,
  },
  {
    rule: 'the notice is about a listing in that domain (8)',
    cites: c('8'),
    before: [...known, but(standard, { id: 'std2', domain: '药品安全' }, '2025-02-02'), notice, delivery],
    refused: but(decision, { domain: '药品安全' }),
    allowed: decision,
  },
  {
    rule: 'a new notice does not do away with an objection to the one before (8)',
    cites: c('8'),
    before: [
      ...heard,
      objection,
      but(notice, { id: 'not2' }, '2025-03-02'),
      but(delivery, { of: 'not2' }, '2025-03-02'),
    ],
    refused: but(decision, { notice: 'not2' }),
    beforeAllowed: [
      ...heard,
      objection,
      but(notice, { id: 'not2' }, '2025-03-02'),
      but(delivery, { of: 'not2' }, '2025-03-02'),
      rejected,
    ],
    allowed: but(decision, { notice: 'not2' }),
  },
  {
    rule: 'nor an objection among several that waits for its answer (8)',
    cites: c('8'),
    before: [...heard, objection, but(objection, { id: 'obj2' }, '2025-03-02'), rejected],
    refused: decision,
    beforeAllowed: [
      ...heard,
      objection,
      but(objection, { id: 'obj2' }, '2025-03-02'),
      rejected,
      but(rejected, { id: 'ans2', of: 'obj2' }),
    ],
    allowed: decision,
  },
  {
    rule: 'a listing that has run out bears no measure (9)',
    cites: c('9'),
    before: listedCase,
    refused: but(measure, { measure: 'M2', until: null, whileListed: true }, '2026-03-13'),
    late: '2026-03-13',
    allowed: but(measure, { measure: 'M2', until: null, whileListed: true }, '2026-03-12'),
  },
  {
    rule: 'Credit China does not publish what was taken down (5)',
    cites: c('5'),
    before: [...known, publish, ['removal', '2025-03-14', { of: 'pub', how: 'ended', reason: 'revoked' }]],
    refused: but(publish, { id: 'cc', channel: 'credit-china' }, '2025-03-14'),
    beforeAllowed: [...known, publish],
    allowed: but(publish, { id: 'cc', channel: 'credit-china' }, '2025-03-14'),
  },
  {
    rule: 'no correction is asked for of what was found wrong (17)',
    cites: s('17'),
    before: [...known, dispute, upheld],
    refused: order,
    beforeAllowed: known,
    allowed: order,
  },
  {
    rule: 'nor of what was repaired (11)',
    cites: c('11'),
    before: [...known, repairRequest, repair],
    refused: but(order, { until: '2025-07-01' }, '2025-06-11'),
    beforeAllowed: [...known, repairRequest],
    allowed: but(order, { until: '2025-07-01' }, '2025-06-11'),
  },
  {
    rule: 'no talk before the set time has run, whatever a check finds (9)',
    cites: s('9'),
    before: [...known, order, ['orderCheck', '2025-05-20', { of: 'ord', adequate: false }]],
    refused: ['talk', '2025-05-31', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
    early: '2025-06-01',
    allowed: ['talk', '2025-06-01', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
  },
  {
    rule: 'no talk where the last check found the correction adequate (9)',
    cites: s('9'),
    before: [
      ...known,
      order,
      ['orderCheck', '2025-05-20', { of: 'ord', adequate: false }],
      ['orderCheck', '2025-05-30', { of: 'ord', adequate: true }],
    ],
    refused: ['talk', '2025-06-01', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
    beforeAllowed: [
      ...known,
      order,
      ['orderCheck', '2025-05-20', { of: 'ord', adequate: true }],
      ['orderCheck', '2025-05-30', { of: 'ord', adequate: false }],
    ],
    allowed: ['talk', '2025-06-01', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
  },
  {
    rule: 'an oral waiver does not end the time to object (8)',
    cites: c('8'),
    before: [...heard, but(waiver, { written: false })],
    refused: but(decision, {}, '2025-03-01'),
    early: '2025-03-11',
    beforeAllowed: [...heard, waiver],
    allowed: but(decision, {}, '2025-03-01'),
  },
  {
    rule: 'decision: the catalogue is loaded (1)',
    cites: c('1'),
    before: without('catalogue')(without('record')(heard)),
    refused: decision,
    beforeAllowed: heard,
    allowed: decision,
  },
  {
    rule: 'decision: nor does a listing rest on information found wrong (17)',
    cites: s('17'),
    before: [...heard, dispute, upheld],
    refused: but(decision, {}, '2025-04-06'),
    beforeAllowed: [...heard, dispute, but(upheld, { result: 'rejected' })],
    allowed: but(decision, {}, '2025-04-06'),
  },
  {
    rule: 'decision: after repair nobody is listed (11)',
    cites: c('11'),
    before: [...heard, repairRequest, repair],
    refused: but(decision, {}, '2025-07-01'),
    beforeAllowed: [...heard, repairRequest],
    allowed: but(decision, {}, '2025-07-01'),
  },
  {
    rule: 'decision: a standard that was not brought into line is void (part 9)',
    cites: c('part9.p4'),
    before: [but(standard, { adoptedOn: '2018-01-01' }, '2021-06-02'), ...without('standard')(heard)],
    refused: decision,
    beforeAllowed: [
      but(standard, { adoptedOn: '2018-01-01', alignedOn: '2021-06-01' }, '2021-06-02'),
      ...without('standard')(heard),
    ],
    allowed: decision,
  },
  ...[publish, share].map((one) =>
    change(`${one[0]}: an item that is not listed (1)`, c('1'), known, one, { item: 'C9' }),
  ),
  ...[publish, share, measure].map((one) => ({
    rule: `${one[0]}: what was only recorded was not determined (2)`,
    cites: c('2'),
    before: [catalogue, measures, but(record, { kind: 'behaviour', determination: '另一' })],
    refused: but(one, { determination: '另一' }),
    beforeAllowed: known,
    allowed: one,
  })),
  ...[share, measure].map((one) => ({
    rule: `${one[0]}: nothing before it is recorded (2)`,
    cites: c('2'),
    before: known.slice(0, 4),
    refused: one,
    beforeAllowed: known,
    allowed: one,
  })),
  ...[publish, share].map((one) => ({
    rule: `${one[0]}: nothing rests on information found wrong (17)`,
    cites: s('17'),
    before: [...known, dispute, upheld],
    refused: but(one, {}, '2025-04-06'),
    beforeAllowed: [...known, dispute, but(upheld, { result: 'rejected' })],
    allowed: but(one, {}, '2025-04-06'),
  })),
  change('sharing says how far (3)', c('3'), known, share, { scope: null }),
  {
    rule: 'an item the subject loaded without a basis is none (1)',
    cites: c('1'),
    before: [
      ['catalogue', '2025-01-02', { ...CATALOGUE, items: [{ ...CATALOGUE.items[0], basisKind: 'other' }] }, 'subject'],
      determine,
    ],
    refused: record,
    beforeAllowed: [['catalogue', '2025-01-02', CATALOGUE, 'subject'], determine],
    allowed: record,
  },

  // What protects the subject, and supervision
  {
    rule: 'an answer is to something (8)',
    cites: c('8'),
    before: known,
    refused: upheld,
    beforeAllowed: [...known, dispute],
    allowed: upheld,
  },
  change('an answer has a result and reasons (8)', c('8'), [...known, dispute], upheld, { reasons: null }),
  change(
    'a refusal of repair has reasons (11)',
    c('11'),
    [...known, but(repairRequest, { corrected: false })],
    but(repair, { result: 'refused', ground: 'not-corrected' }),
    { reasons: null },
  ),
  change('a removal says what it ends (11)', c('11'), known, ['removal', '2025-06-11', { of: 'dec', how: 'removed' }], {
    of: null,
  }),
  {
    rule: 'what is handled was applied for (1)',
    cites: s('1'),
    before: [],
    refused: ['handling', '2025-05-01', { of: 'app', result: 'handled' }],
    beforeAllowed: [['application', '2025-05-01', { id: 'app', permit: '食品经营许可' }]],
    allowed: ['handling', '2025-05-01', { of: 'app', result: 'handled' }],
  },
  {
    rule: 'only a commitment that was made is kept (1)',
    cites: s('1'),
    before: [['application', '2025-05-01', { id: 'app', complete: true, committed: false, promised: false }]],
    refused: ['commitmentKept', '2025-06-01', { of: 'app', kept: true, entered: true }],
    beforeAllowed: [['application', '2025-05-01', { id: 'app', complete: true, committed: true }]],
    allowed: ['commitmentKept', '2025-06-01', { of: 'app', kept: true, entered: true }],
  },
  change('a tier rests on an evaluation (7)', s('7'), [], ['tier', '2025-05-01', { tier: 'good', basis: '评价' }], {
    basis: null,
  }),
  {
    rule: 'a check follows the tier (7)',
    cites: s('7'),
    before: [],
    refused: ['check', '2025-06-01', { tier: 'good', share: '0.01', regularShare: '0.05', publishedOn: '2025-05-31' }],
    beforeAllowed: [['tier', '2025-05-01', { tier: 'good', basis: '评价' }]],
    allowed: ['check', '2025-06-01', { tier: 'good', share: '0.01', regularShare: '0.05', publishedOn: '2025-05-31' }],
  },
  {
    rule: 'an order follows the determination (2)',
    cites: c('2'),
    before: [],
    refused: order,
    beforeAllowed: known,
    allowed: order,
  },
  change('an order sets a time (9)', s('9'), known, order, { until: null }),
  ...(
    [
      ['orderCheck', { of: 'ord', adequate: false }],
      ['talk', { of: 'ord', kind: 'warning', byDeterminingBody: true, entered: true }],
    ] as const
  ).map(([type, data]) => ({
    rule: `${type}: an order came before (9)`,
    cites: s('9'),
    before: known,
    refused: [type, '2025-06-01', data] as Plain,
    beforeAllowed: [...known, order],
    allowed: [type, '2025-06-01', data] as Plain,
  })),
]

/** What the gate refuses in the file the subject keeps. */
export const CREDIT_SUBJECT: readonly Ruling[] = [
  ...[objection, waiver].map((one) => ({
    rule: `${one[0]}: it is about a notice (8)`,
    cites: c('8'),
    before: known,
    refused: one,
    beforeAllowed: [...known, notice],
    allowed: one,
  })),
  change('a waiver is in writing (8)', c('8'), [...known, notice], waiver, { written: false }),
  ...[dispute, repairRequest].map((one) => ({
    rule: `${one[0]}: it is about a determination (2)`,
    cites: c('2'),
    before: [],
    refused: one,
    beforeAllowed: known,
    allowed: one,
  })),
  {
    rule: 'what is supplied was applied for (1)',
    cites: s('1'),
    before: [],
    refused: ['supplied', '2025-05-01', { of: 'app' }],
    beforeAllowed: [['application', '2025-05-01', { id: 'app', permit: '食品经营许可' }]],
    allowed: ['supplied', '2025-05-01', { of: 'app' }],
  },
  {
    rule: 'a correction answers an order (9)',
    cites: s('9'),
    before: known,
    refused: ['rectified', '2025-05-20', { of: 'ord', text: '已改' }],
    beforeAllowed: [...known, order],
    allowed: ['rectified', '2025-05-20', { of: 'ord', text: '已改' }],
  },
]

/** Limits on what protects the subject: never refused, recorded late. */
export const CREDIT_LATE: readonly Lateness[] = [
  {
    rule: 'an objection is answered in the set time (8)',
    cites: c('8'),
    before: [...heard, but(objection, { answerBy: '2025-03-04' })],
    inTime: but(rejected, {}, '2025-03-04'),
    late: rejected,
  },
  {
    rule: 'erroneous information is verified in the set time (17)',
    cites: s('17'),
    before: [...known, dispute, ['receipt', '2025-04-02', { of: 'dis', until: '2025-04-04' }]],
    inTime: but(upheld, {}, '2025-04-04'),
    late: upheld,
  },
  {
    rule: 'repair is decided in the set time (12)',
    cites: c('12'),
    before: [...known, repairRequest, ['receipt', '2025-06-02', { of: 'req', until: '2025-06-09' }]],
    inTime: but(repair, {}, '2025-06-09'),
    late: repair,
  },
  ...(
    [
      ['5', publish],
      ['3', share],
      ['11', decision],
      ['10', measure],
    ] as const
  ).map(([place, one]) => ({
    rule: `${one[0]}: ended when its time is over (${place})`,
    cites: c(place),
    before: one === decision ? listedCase : [...known, one],
    inTime: ['removal', '2026-03-12', { of: String(one[2]!['id']), how: 'ended', reason: 'expiry' }] as Plain,
    late: ['removal', '2026-03-13', { of: String(one[2]!['id']), how: 'ended', reason: 'expiry' }] as Plain,
  })),
]
