import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlainFacts } from '../../src/facts/read.ts'
import { all, any, not } from '../../src/facts/terms.ts'
import type { Condition } from '../../src/facts/tree.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { repairs } from '../../src/judge/repairs.ts'
import { account, accountRow } from '../support/clinic.ts'

const found = (condition: Condition, facts: PlainFacts) =>
  repairs(condition, 'account', accountRow(facts), lawOf('2026-01-01')).map((repair) =>
    repair.map((change) => `${change.path.join('.')}: ${change.from} → ${change.to}`),
  )

test('goes to the boundary and no further', () => {
  assert.deepEqual(found(account.fee.atMost(10), { fee: '10.01' }), [['fee: 1001 → 1000']])
  assert.deepEqual(found(account.fee.lessThan(10), { fee: 25 }), [['fee: 2500 → 999']])
  assert.deepEqual(found(account.fee.moreThan('0.5'), { fee: 0 }), [['fee: 0 → 51']])
  assert.deepEqual(found(account.openedOn.before('2025-03-01'), { openedOn: '2025-06-01' }), [
    ['openedOn: 2025-06-01 → 2025-02-28'],
  ])
  assert.deepEqual(found(account.openedOn.onOrAfter('9999-12-31'), { openedOn: '2025-06-01' }), [
    ['openedOn: 2025-06-01 → 9999-12-31'],
  ])
})

test('either side of a ratio may be mended', () => {
  const share = account.fee.atLeast(account.provider.capital.times('0.30'))
  assert.deepEqual(found(share, { fee: '299.99', provider: { capital: '1000.00' } }), [
    ['fee: 29999 → 30000'],
    ['provider.capital: 100000 → 99996'],
  ])
})

test('numbers beyond 2^53 are mended exactly', () => {
  assert.deepEqual(found(account.steps.atLeast('9007199254740993'), { steps: 1 }), [['steps: 1 → 9007199254740993']])
})

test('any row of a sum may be mended, but none below its minimum', () => {
  const total = account.requests.sum((r) => r.fee).atMost(10)
  assert.deepEqual(found(total, { requests: [{ fee: 8 }, { fee: 5 }, { fee: 1 }] }), [
    ['requests.0.fee: 800 → 400'],
    ['requests.1.fee: 500 → 100'],
  ])
})

test('one change per row that fails, for all together', () => {
  const every = account.requests.every((r) => all(r.fee.is(0), r.kind.among('delete')))
  assert.deepEqual(
    found(every, {
      requests: [
        { fee: 5, kind: 'delete' },
        { fee: 0, kind: 'correct' },
      ],
    }),
    [['requests.0.fee: 500 → 0', 'requests.1.kind: correct → delete']],
  )
})

test('fewest changes first, alternatives side by side', () => {
  const either = any(all(account.fee.is(0), account.steps.atMost(4)), account.listed.isFalse())
  assert.deepEqual(found(either, { fee: 5, steps: 6, listed: true }), [
    ['listed: true → false'],
    ['fee: 500 → 0', 'steps: 6 → 4'],
  ])
})

test('negations, ranges and withdrawn facts', () => {
  assert.deepEqual(found(not(account.listed.isTrue()), { listed: true }), [['listed: true → false']])
  assert.deepEqual(found(account.steps.between(2, 4), { steps: 9 }), [['steps: 9 → 4']])
  assert.deepEqual(found(not(account.closedOn.exists()), { closedOn: '2025-01-01' }), [['closedOn: 2025-01-01 → null']])
  assert.deepEqual(found(account.region.among('a', 'b'), { region: 'c' }), [['region: c → a'], ['region: c → b']])
})

test('invents no facts', () => {
  assert.deepEqual(found(account.fee.atMost(10), {}), [])
  assert.deepEqual(found(account.fee.atMost(10), { fee: null }), [])
  assert.deepEqual(found(all(account.fee.atMost(10), account.listed.isTrue()), { fee: 11 }), [])
  assert.deepEqual(
    found(
      account.requests.some((r) => r.fee.is(0)),
      { requests: [] },
    ),
    [],
  )
})

test('gives up on lists too long for a small repair, and quickly', () => {
  const requests = Array.from({ length: 5000 }, () => ({ fee: 1 }))
  assert.deepEqual(
    found(
      account.requests.every((r) => r.fee.is(0)),
      { requests },
    ),
    [],
  )
  assert.equal(found(account.requests.sum((r) => r.fee).atMost('4999.50'), { requests }).length, 8)
})
