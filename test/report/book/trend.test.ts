import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JointFigures } from '../../../src/judge/book.ts'
import type { Determination, Outcome, SubjectResult } from '../../../src/judge/result.ts'
import { coursesOf } from '../../../src/report/book/trend.ts'
import { exceeds, percent, shareOf, usesOf } from '../../../src/report/book/use.ts'
import { sampleLoanBook } from '../../support/sample-result.ts'

const sum = (n: number, amount: string, partnerAmount: string, balance: string) => ({
  n,
  amount,
  partnerAmount,
  balance,
  unknown: 0,
  unknownBalance: 0,
})
const NONE = sum(0, '0.00', '0.00', '0.00')
const joint = (of: Partial<JointFigures>): JointFigures => ({
  bank: 'B1',
  partner: 'G/1',
  fresh: NONE,
  earlier: NONE,
  unsure: 0,
  least: '0.30',
  below: 0,
  undecided: 0,
  samples: [],
  ...of,
})

function on(day: string, figures: JointFigures, third: readonly [Outcome, string]): SubjectResult {
  const sample = sampleLoanBook()
  const [outcome, atLeast] = third
  const limited: Determination = {
    ...sample.determinations[0]!,
    rule: 'internet-lending-2021#3',
    measured: [{ id: 'B1/G/1', outcome, atLeast, atMost: atLeast, of: '1000.00', limit: '0.25' }],
  }
  return {
    ...sample,
    subject: { ...sample.subject, version: day },
    determinations: [limited],
    book: { partners: [figures], banks: [], regions: [] },
  }
}

describe('shares of a loan book', () => {
  it('are cut, so that nothing reaches a limit by rounding', () => {
    assert.equal(percent(shareOf('250.00', '1000.00')!), '25%')
    assert.equal(percent(shareOf('249.9999', '1000.00')!), '24.9999%')
    assert.equal(percent(shareOf('2999999.99', '10000000.00')!), '29.9999%')
    assert.equal(shareOf('1.00', '0.00'), undefined)
  })
  it('are compared exactly, to the cent of 10^15', () => {
    assert.equal(exceeds('250000000000000.00', '1000000000000000.00', '0.25'), false)
    assert.equal(exceeds('250000000000000.01', '1000000000000000.00', '0.25'), true)
  })
})

describe('a book over several quarter-ends', () => {
  const days = ['2023-03-31', '2023-06-30', '2023-09-30']
  const results = [
    on(days[0]!, joint({ earlier: sum(4, '100.00', '10.00', '80.00') }), ['passed', '240.00']),
    on(
      days[1]!,
      joint({ fresh: sum(2, '100.00', '29.99', '70.01'), below: 1, firstBelow: '2023-05-06', earlier: NONE }),
      ['cantTell', '250.01'],
    ),
    on(
      days[2]!,
      joint({
        fresh: sum(3, '200.00', '60.00', '140.00'),
        below: 1,
        firstBelow: '2023-05-05',
        earlier: sum(1, '9.00', '1.00', '7.00'),
      }),
      ['failed', '251.00'],
    ),
  ]
  const [course] = coursesOf([results[2]!, results[0]!, results[1]!])

  it('has a trend of each limit by bank and partner, its first day beyond and its first day failed', () => {
    assert.deepEqual(course?.days, days)
    const third = course?.trends.find((one) => one.section === 3)
    assert.deepEqual([third?.bank, third?.partner], ['B1', 'G/1'])
    assert.deepEqual(
      third?.points.map(({ use }) => use?.share),
      [240_000, 250_010, 251_000],
    )
    assert.equal(third?.firstOver, '2023-06-30')
    assert.equal(third?.firstFailed, '2023-09-30')
  })
  it('says when the first loan below the share of section 2 was issued', () => {
    const second = course?.trends.find((one) => one.section === 2)
    assert.equal(second?.firstIssued, '2023-05-05')
    assert.equal(second?.firstOver, '2023-06-30')
    assert.equal(second?.points[0]?.use, undefined)
    assert.equal(second?.points[1]?.use?.share, 299_900)
  })
  it('reports what runs off apart', () => {
    assert.deepEqual(
      course?.runOff.map((one) => one.points.map((p) => [p.n, p.balance])),
      [
        [
          [4, '80.00'],
          [0, '0.00'],
          [1, '7.00'],
        ],
      ],
    )
  })
  it('is none on one day, and none without figures', () => {
    assert.deepEqual(coursesOf([results[0]!]), [])
    assert.deepEqual(coursesOf([sampleLoanBook(), sampleLoanBook()]), [])
    assert.deepEqual(usesOf(sampleLoanBook()), [])
  })
})
