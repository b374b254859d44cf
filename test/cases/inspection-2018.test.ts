import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueList } from '../../src/cases/due.ts'
import { articleText, inspection2018, PENALTIES } from '../../src/cases/procedures/inspection-2018.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import { last, type Plain, rulings, run } from './support.ts'

const art = (place: string) => `inspection-2018#${place}`
const organ = { side: 'organ' }
const ask = (events: readonly Plain[], facts: PlainFacts = organ) => last(run(inspection2018, facts, events))

const NOTICE = { organLevel: 'county', department: 'network-security', placeCompetent: true }
const ON_SITE = { officers: 2, cardShown: true, noticeShown: true }
const RECORD = { of: 'on-site', officersSigned: 2, operatorSigned: true }
const notice: Plain = ['notice', '2026-09-07', NOTICE]
const inspected: Plain = ['inspection', '2026-09-08', ON_SITE]
const recorded: Plain = ['record', '2026-09-08', RECORD]
const ordered: Plain = ['order', '2026-09-10', { until: '2026-09-30', minor: true }]
const requested: Plain = ['request', '2026-09-18', { written: true }]
const reinspected: Plain = ['reinspection', '2026-09-22']
const upTo = (n: number) => [notice, inspected, recorded, ordered, requested, reinspected].slice(0, n)
const REMOTE_NOTICE: Plain = ['remoteNotice', '2026-09-01', { time: '9月2日', scope: '门户网站' }]
const REMOTE = { purpose: 'vulnerabilities', interference: false }
const remote: Plain = ['remote', '2026-09-02', REMOTE]

describe('an inspection from notice to feedback', () => {
  it('goes through, each act in its turn', () => {
    const whole = run(inspection2018, organ, [...upTo(6), ['feedback', '2026-09-25'], ['archive', '2026-09-28']])
    assert.deepEqual(
      whole.steps.map((s) => s.outcome),
      ['done', 'done', 'done', 'done', 'observed', 'done', 'done', 'done'],
    )
    assert.equal(whole.state, 'filed')
  })
})

rulings(inspection2018, organ, [
  {
    rule: 'a notice is of a local organ at county level or above (14)',
    cites: art('art14'),
    before: [],
    refused: ['notice', '2026-09-07', { ...NOTICE, organLevel: 'station' }],
    allowed: ['notice', '2026-09-07', { ...NOTICE, organLevel: 'prefecture' }],
  },
  {
    rule: 'by the network security department (3)',
    cites: art('art3.p1'),
    before: [],
    refused: ['notice', '2026-09-07', { ...NOTICE, department: 'other' }],
    allowed: notice,
  },
  {
    rule: 'by the organ of the place (8)',
    cites: art('art8'),
    before: [],
    refused: ['notice', '2026-09-07', { ...NOTICE, placeCompetent: false }],
    allowed: notice,
  },
  {
    rule: 'special inspections are for subjects related to the task (12)',
    cites: art('art12.p1'),
    before: [],
    refused: ['notice', '2026-09-07', { ...NOTICE, special: true, taskRelated: false, counterTerrorTarget: false }],
    allowed: ['notice', '2026-09-07', { ...NOTICE, special: true, taskRelated: true }],
  },
  {
    rule: 'or for key targets of counter-terrorism (12)',
    cites: art('art12.p1'),
    before: [],
    refused: ['notice', '2026-09-07', { ...NOTICE, special: true }],
    allowed: ['notice', '2026-09-07', { ...NOTICE, special: true, counterTerrorTarget: true }],
  },
  {
    rule: 'an inspection begun when Order 176 is in force is not shown lawful (29)',
    cites: art('art29'),
    before: [],
    refused: ['notice', '2026-10-01', NOTICE],
    late: '2026-10-01',
    allowed: ['notice', '2026-09-30', NOTICE],
  },
  {
    rule: 'no inspection without a notice (14)',
    cites: art('art14'),
    before: [],
    refused: inspected,
    beforeAllowed: [notice],
    allowed: inspected,
  },
  ...(
    [
      ['one officer is not enough (14)', 'art14', { officers: 1 }, { officers: 2 }],
      ['the police card is shown (14)', 'art14', { cardShown: false }, { cardShown: true }],
      ['the notice is shown (14)', 'art14', { noticeShown: false }, { noticeShown: true }],
      ['only the four measures (15)', 'art15', { otherMeasures: true }, { otherMeasures: false }],
      ['only the matters of 10 to 12', 'art10', { otherContent: true }, { otherContent: false }],
    ] as const
  ).map(([rule, place, no, yes]) => ({
    rule,
    cites: art(place),
    before: [notice],
    refused: ['inspection', '2026-09-08', { ...ON_SITE, ...no }] as Plain,
    allowed: ['inspection', '2026-09-08', { ...ON_SITE, ...yes }] as Plain,
  })),
  {
    rule: 'remote testing only for vulnerabilities (16)',
    cites: art('art16.p1'),
    before: [REMOTE_NOTICE],
    refused: ['remote', '2026-09-02', { ...REMOTE, purpose: 'other' }],
    allowed: remote,
  },
  {
    rule: 'with prior notice of time and scope (16)',
    cites: art('art16.p2'),
    before: [['remoteNotice', '2026-09-01', { time: '9月2日' }]],
    refused: remote,
    beforeAllowed: [REMOTE_NOTICE],
    allowed: remote,
  },
  {
    rule: 'or publication (16)',
    cites: art('art16.p2'),
    before: [],
    refused: remote,
    beforeAllowed: [['remoteNotice', '2026-09-01', { published: true }]],
    allowed: remote,
  },
  {
    rule: 'without interference (16)',
    cites: art('art16.p2'),
    before: [REMOTE_NOTICE],
    refused: ['remote', '2026-09-02', { ...REMOTE, interference: true }],
    allowed: remote,
  },
  {
    rule: 'an entrusted body is capable (17)',
    cites: art('art17.p1'),
    before: [],
    refused: ['entrust', '2026-09-07', { capable: false, secrecy: true }],
    allowed: ['entrust', '2026-09-07', { capable: true, secrecy: true }],
  },
  {
    rule: 'and bound to secrecy (17)',
    cites: art('art17.p2'),
    before: [],
    refused: ['entrust', '2026-09-07', { capable: true, secrecy: false }],
    allowed: ['entrust', '2026-09-07', { capable: true, secrecy: true }],
  },
  {
    rule: 'no record of an inspection that was not made (18)',
    cites: art('art18.p1'),
    before: [notice],
    refused: recorded,
    beforeAllowed: [notice, inspected],
    allowed: recorded,
  },
  {
    rule: 'the officers sign (18)',
    cites: art('art18.p1'),
    before: [notice, inspected],
    refused: ['record', '2026-09-08', { ...RECORD, officersSigned: 1 }],
    allowed: recorded,
  },
  {
    rule: 'the operator signs, or the refusal is noted (18)',
    cites: art('art18.p1'),
    before: [notice, inspected],
    refused: ['record', '2026-09-08', { ...RECORD, operatorSigned: false }],
    allowed: ['record', '2026-09-08', { ...RECORD, operatorSigned: false, refusalNoted: true }],
  },
  {
    rule: 'an objector is allowed to explain (18)',
    cites: art('art18.p1'),
    before: [notice, inspected],
    refused: ['record', '2026-09-08', { ...RECORD, objection: true, explanationAllowed: false }],
    allowed: ['record', '2026-09-08', { ...RECORD, objection: true, explanationAllowed: true }],
  },
  {
    rule: 'a remote record is signed by two officers (18)',
    cites: art('art18.p2'),
    before: [REMOTE_NOTICE, remote],
    refused: ['record', '2026-09-03', { of: 'remote', officersSigned: 1 }],
    allowed: ['record', '2026-09-03', { of: 'remote', officersSigned: 2 }],
  },
  {
    rule: 'the entrusted body signs as well (18)',
    cites: art('art18.p3'),
    before: [notice, ['entrust', '2026-09-07', { capable: true, secrecy: true }], inspected],
    refused: recorded,
    allowed: ['record', '2026-09-08', { ...RECORD, entrustedSigned: true }],
  },
  {
    rule: 'risks are urged on and noted (19)',
    cites: art('art19.p1'),
    before: [notice, inspected],
    refused: ['record', '2026-09-08', { ...RECORD, riskFound: true }],
    allowed: ['record', '2026-09-08', { ...RECORD, riskFound: true, riskNoted: true }],
  },
  {
    rule: 'no order before the record (18)',
    cites: art('art18.p1'),
    before: upTo(2),
    refused: ordered,
    beforeAllowed: upTo(3),
    allowed: ordered,
  },
  {
    rule: 'an order sets a time (19)',
    cites: art('art19.p1'),
    before: upTo(3),
    refused: ['order', '2026-09-10', { minor: true }],
    allowed: ordered,
  },
  {
    rule: 'an order is for minor circumstances or no consequence (19)',
    cites: art('art19.p1'),
    before: upTo(3),
    refused: ['order', '2026-09-10', { until: '2026-09-30', minor: false, noConsequence: false }],
    allowed: ['order', '2026-09-10', { until: '2026-09-30', minor: false, noConsequence: true }],
  },
  {
    rule: 'no re-inspection while the correction period runs (19)',
    cites: art('art19.p3'),
    before: upTo(4),
    refused: ['reinspection', '2026-09-30'],
    early: '2026-10-01',
    allowed: ['reinspection', '2026-10-01'],
  },
  {
    rule: 'unless it was asked for in writing (19)',
    cites: art('art19.p2'),
    before: upTo(4),
    refused: ['reinspection', '2026-09-18'],
    early: '2026-10-01',
    beforeAllowed: upTo(5),
    allowed: ['reinspection', '2026-09-18'],
  },
  {
    rule: 'no feedback before the re-inspection (19)',
    cites: art('art19.p3'),
    before: upTo(5),
    refused: ['feedback', '2026-09-22'],
    beforeAllowed: upTo(6),
    allowed: ['feedback', '2026-09-22'],
  },
  {
    rule: 'information is used to keep networks secure only (5)',
    cites: art('art5.p2'),
    before: [],
    refused: ['use', '2026-09-09', { purpose: 'other', unlawfulDisclosure: false }],
    allowed: ['use', '2026-09-09', { purpose: 'network-security', unlawfulDisclosure: false }],
  },
  {
    rule: 'and kept secret (5)',
    cites: art('art5.p1'),
    before: [],
    refused: ['use', '2026-09-09', { purpose: 'network-security', unlawfulDisclosure: true }],
    allowed: ['use', '2026-09-09', { purpose: 'network-security', unlawfulDisclosure: false }],
  },
  {
    rule: 'only what was recorded is filed (20)',
    cites: art('art18.p1'),
    before: upTo(2),
    refused: ['archive', '2026-09-28'],
    beforeAllowed: upTo(3),
    allowed: ['archive', '2026-09-28'],
  },
  ...['art10.1', 'art10.7'].map((item) => ({
    rule: `there is no penalty for ${item}`,
    cites: art('art21.p1'),
    before: upTo(3),
    refused: ['penalty', '2026-09-20', { item, article: 'csl-2016/59.1', actOn: '2025-06-01' }] as Plain,
    allowed: ['penalty', '2026-09-20', { item: 'art21.1', article: 'csl-2016/59.1', actOn: '2025-06-01' }] as Plain,
  })),
  {
    rule: 'article numbers of 2016 do not serve for acts since the renumbering',
    cites: art('art21.p1'),
    before: upTo(3),
    refused: ['penalty', '2026-09-20', { item: 'art21.1', article: 'csl-2016/59.1', actOn: '2026-01-01' }],
    allowed: ['penalty', '2026-09-20', { item: 'art21.1', article: 'csl-2016/59.1', actOn: '2025-12-31' }],
  },
])

rulings(inspection2018, { side: 'operator' }, [
  {
    rule: 'an operator asks in writing (19)',
    cites: art('art19.p2'),
    before: upTo(4),
    refused: ['request', '2026-09-18', { written: false }],
    allowed: requested,
  },
  {
    rule: 'and before the correction period ends (19)',
    cites: art('art19.p2'),
    before: upTo(4),
    refused: ['request', '2026-10-01', { written: true }],
    late: '2026-10-01',
    allowed: ['request', '2026-09-30', { written: true }],
  },
])

describe('every item of the penalty table', () => {
  for (const { item, articles } of PENALTIES)
    for (const article of articles)
      it(`${item} allows ${article} and no other item’s`, () => {
        const data = { item, actOn: '2025-06-01' }
        assert.equal(ask([...upTo(3), ['penalty', '2026-09-20', { ...data, article }]]).outcome, 'done')
        const foreign = PENALTIES.flatMap((p) => p.articles).find((a) => !articles.includes(a))!
        assert.equal(ask([...upTo(3), ['penalty', '2026-09-20', { ...data, article: foreign }]]).outcome, 'refused')
        assert.match(articleText(article).zh, /（(2016|2015)年/, 'never an article without its year')
      })
})

describe('re-inspection', () => {
  it('is in time until the third working day, over the National Day holiday', () => {
    assert.equal(ask([...upTo(4), ['reinspection', '2026-10-10']]).outcome, 'done')
    const late = ask([...upTo(4), ['reinspection', '2026-10-11']])
    assert.equal(late.outcome, 'late', 'a late protective step is never refused')
    assert.equal(late.gate.tooLateSince, '2026-10-11')
    assert.deepEqual(
      late.gate.late.map(({ citation, days }) => [citation, days]),
      [[art('art19.p3'), 1]],
    )
  })

  it('may follow a request received within the period at once, and is then due from its receipt', () => {
    assert.equal(ask([...upTo(5), ['reinspection', '2026-09-22']]).outcome, 'done', 'Sunday 20 September is worked')
    assert.equal(ask([...upTo(5), ['reinspection', '2026-09-23']]).gate.tooLateSince, '2026-09-23')
  })

  it('is not brought forward by a request after the period, or of an earlier order', () => {
    const after: Plain = ['request', '2026-10-08', { written: true }]
    assert.equal(ask([...upTo(4), after, ['reinspection', '2026-10-11']]).gate.tooLateSince, '2026-10-11')
    const again: Plain = ['order', '2026-09-23', { until: '2026-09-30', minor: true }]
    assert.equal(ask([...upTo(6), again, ['reinspection', '2026-09-25']]).gate.tooEarlyUntil, '2026-10-01')
  })

  it('has no limit that can be told where the law of the day sets none', () => {
    const beyond: Plain = ['order', '2026-09-10', { until: '2026-10-12', minor: true }]
    const found = ask([...upTo(3), beyond, ['reinspection', '2026-10-20']])
    assert.equal(found.outcome, 'done')
    assert.deepEqual(
      found.gate.unsettled.map((u) => u.citation),
      [art('art19.p3')],
    )
  })
})

describe('working days of the golden cases', () => {
  for (const [start, due, late] of [
    ['2026-02-13', '2026-02-25', '2026-02-26'],
    ['2026-09-18', '2026-09-22', '2026-09-23'],
    ['2026-09-24', '2026-09-30', '2026-10-01'],
    ['2026-04-30', '2026-05-08', '2026-05-09'],
    ['2026-09-30', '2026-10-10', '2026-10-11'],
  ] as const)
    it(`feedback on a re-inspection of ${start} is due on ${due}`, () => {
      const before: Plain[] = [
        ['notice', '2026-01-05', NOTICE],
        ['inspection', '2026-01-06', ON_SITE],
        ['record', '2026-01-06', RECORD],
        ['order', '2026-01-07', { until: '2026-01-20', minor: true }],
        ['reinspection', start],
      ]
      assert.notEqual(ask([...before, ['feedback', due]]).outcome, 'late')
      const over = ask([...before, ['feedback', late]])
      assert.equal(over.outcome, 'late')
      assert.equal(over.gate.tooLateSince, late)
      const [item] = dueList(run(inspection2018, organ, before), due).filter((d) => d.title.en.startsWith('feed back'))
      assert.deepEqual([item!.due, item!.status, item!.from], [due, 'running', start])
    })

  it('each skipped and each made-up day is explained', () => {
    const found = dueList(run(inspection2018, organ, upTo(5)), '2026-09-25')
    const item = found.find((d) => d.of === 'e5')!
    assert.deepEqual([item.due, item.status, item.days], ['2026-09-22', 'overdue', 3])
    assert.deepEqual(
      item.explained!.madeUp.map((d) => d.day),
      ['2026-09-20'],
    )
  })
})

describe('the operator’s file', () => {
  const operator = { side: 'operator' }
  it('never refuses what the organ did, and judges it afterwards', () => {
    const one = ask([notice, ['inspection', '2026-09-08', { ...ON_SITE, officers: 1 }]], operator)
    assert.equal(one.outcome, 'observed')
    assert.deepEqual(
      one.gate.missing.map((m) => [m.citation, m.unknown]),
      [[art('art14'), undefined]],
    )
  })

  it('does not take a notice it has not seen for one that was not given', () => {
    const found = ask([inspected], operator).gate.missing
    assert.deepEqual(
      found.map((m) => [m.citation, m.unknown]),
      [[art('art14'), true]],
    )
  })
})
