import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueList } from '../../src/cases/due.ts'
import { articleText, PENALTIES } from '../../src/cases/procedures/inspection/words.ts'
import { inspection2018 } from '../../src/cases/procedures/inspection-2018.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import { art, inspected, NOTICE, notice, ON_SITE, organ, RECORD, upTo } from './inspection.ts'
import { OPERATOR, ORGAN } from './rulings/inspection.ts'
import { last, type Plain, rulings, run } from './support.ts'

const ask = (events: readonly Plain[], facts: PlainFacts = organ) => last(run(inspection2018, facts, events))

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

rulings(inspection2018, organ, ORGAN)
rulings(inspection2018, { side: 'operator' }, OPERATOR)

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
