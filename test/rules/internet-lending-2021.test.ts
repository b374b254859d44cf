import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bankEntity, loanBook } from '../../src/facts/lending.ts'
import { readRow } from '../../src/facts/read.ts'
import type { Row } from '../../src/facts/row.ts'
import { determine } from '../../src/judge/engine.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { determineMany } from '../../src/judge/many.ts'
import type { Rule } from '../../src/judge/rule.ts'
import share from '../../src/rules/internet-lending-2021/2-partner-share.ts'
import single from '../../src/rules/internet-lending-2021/3-single-partner.ts'
import all from '../../src/rules/internet-lending-2021/4-all-partners.ts'
import region from '../../src/rules/internet-lending-2021/5-region.ts'
import { TEN_LOANS_ON, tenExposures, tenLoans, tenLoanTables } from '../support/ten-loans.ts'

const context = { env: lawOf(TEN_LOANS_ON), applies: 'direct' } as const
const judge = (rule: Rule, row: Row) => determine(rule, { shown: row, all: row }, context)
const { loans, exposures } = loanBook(tenLoanTables)
const exposure = (id: string) => exposures.rows.find((row) => row.exposureId === id)!

describe('the rules judge their own examples', () => {
  for (const rule of [share, single, all, region])
    for (const example of rule.examples)
      it(`${rule.id}: ${example.name} → ${example.expect}`, () => {
        const row = readRow(rule.subject, example.facts)
        const found = determine(
          rule,
          { shown: row, all: row },
          { env: lawOf(example.on ?? rule.inForce.from), applies: 'direct' },
        )
        assert.equal(found.outcome, example.expect, found.why.zh)
        if (found.outcome === 'cantTell') assert.ok(found.needs.length > 0)
      })
})

describe('ten loans', () => {
  for (const [i, { loan, expect, because }] of tenLoans.entries())
    it(`${loan.loanId}: ${expect}, ${because}`, () => assert.equal(judge(share, loans.rows[i]!).outcome, expect))

  it('are counted, with reasons and row ids', () => {
    const found = determineMany(share, loans, context)
    assert.equal(found.outcome, 'failed')
    assert.deepEqual(found.counts, { failed: 2, passed: 4, cantTell: 2, inapplicable: 2, untested: 0 })
    assert.deepEqual(found.samples, ['L02', 'L07'])
    // Leaves: internet, partner amount above 0, partner exists, amount is 0, role is funding, issued in time | share.
    assert.deepEqual(found.reasons, {
      'failed +++-?+|-': 1,
      'failed +-++++|-': 1,
      'cantTell +?+??+|?': 1,
      'cantTell +-++?+|-': 1,
    })
    assert.match(found.why.zh, /合作方出资额低于贷款金额的30%（合作方出资额：299\.99；贷款金额：1000\.00）/)
    assert.match(found.why.en, /amount funded by the partner is less than 30 % of amount of the loan/)
  })

  it('pass or fail with what is missing named', () => {
    const needs = (i: number) => judge(share, loans.rows[i]!).needs.map((n) => n.fact)
    assert.deepEqual(needs(3), ['loan.partnerAmount', 'loan.partnerRole'])
    assert.deepEqual(needs(8), ['loan.partnerRole'])
  })
})

describe('their exposures', () => {
  it('are as many as expected', () =>
    assert.deepEqual(exposures.rows.map((r) => r.exposureId).sort(), tenExposures.map((e) => e.exposureId).sort()))
  for (const { exposureId, expect, because } of tenExposures)
    it(`${exposureId}: ${expect}, ${because}`, () => assert.equal(judge(single, exposure(exposureId)).outcome, expect))

  it('are counted', () => {
    const found = determineMany(single, exposures, context)
    assert.equal(found.outcome, 'failed')
    assert.deepEqual(found.counts, { failed: 1, passed: 1, cantTell: 4, inapplicable: 0, untested: 0 })
    assert.deepEqual(found.samples, ['B1/P4?'])
  })

  it('name what is missing', () => {
    const needs = (id: string) => judge(single, exposure(id)).needs.map((n) => n.fact)
    assert.deepEqual(needs('B1/G'), ['exposure.loans'])
    assert.deepEqual(needs('B2/P5'), ['loan.balance'])
    assert.deepEqual(needs('B3/P3'), ['exposure.bank.netTier1Capital'])
    assert.deepEqual(needs('B3/P5'), ['loan.partnerRole', 'exposure.bank.netTier1Capital'])
  })

  it('cannot be told within the transition period, and say what they turn on', () => {
    const on = (day: string) => {
      const row = exposure('B1/P4?')
      const found = determine(single, { shown: row, all: row }, { ...context, env: lawOf(day) })
      return [found.outcome, found.needs.map((n) => n.fact), found.leads.length]
    }
    const within = ['cantTell', ['bank.rectificationPlan'], 1]
    assert.deepEqual(on('2022-07-12'), within)
    assert.deepEqual(on('2023-06-30'), within)
    assert.deepEqual(on('2023-07-01'), ['failed', [], 0])
  })
})

describe('an incomplete ledger', () => {
  const open = { rows: loans.rows.slice(0, 1), open: [{ zh: '缺少分行台账', en: 'a branch is missing' }] }
  it('never passes, whatever its loans', () => {
    const found = determineMany(share, open, context)
    assert.equal(found.outcome, 'cantTell')
    assert.equal(found.counts?.passed, 1)
    assert.match(found.why.zh, /清单不完整（缺少分行台账）/)
    assert.deepEqual(
      found.needs.map((n) => n.fact),
      ['loan'],
    )
  })
  it('still fails by the loans it has', () => {
    assert.equal(determineMany(share, { ...open, rows: loans.rows.slice(0, 2) }, context).outcome, 'failed')
  })
  it('without loans has nothing to judge', () => {
    const found = determineMany(share, [], context)
    assert.equal(found.outcome, 'inapplicable')
    assert.equal(found.why.zh, '没有可以判断的记录。')
  })
})

it('a partner that no column names is never taken for one and the same', () => {
  const rows = tenLoanTables.loan.rows.map(({ partnerId: _partner, ...row }) => row as Row)
  const bank = { rows: [readRow(bankEntity, { bankId: 'B1', netTier1Capital: '1.00' })], open: [] }
  const blind = loanBook({ bank, partner: { rows: [], open: [] }, loan: { rows, open: [] } })
  const found = determineMany(single, blind.exposures, context)
  assert.equal(found.outcome, 'cantTell')
  assert.equal(found.counts?.passed, 0)
  assert.equal(found.counts?.failed, 0)
  assert.ok(found.counts!.cantTell > 0)
})
