import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlainFacts } from '../../src/facts/read.ts'
import { doubt, type Row } from '../../src/facts/row.ts'
import { all, any, not } from '../../src/facts/terms.ts'
import type { Condition, Sum } from '../../src/facts/tree.ts'
import { compile } from '../../src/judge/compile.ts'
import { lawOf, parameterTable } from '../../src/judge/environment.ts'
import { FALSE, outcomeOf, TRUE, type Truth, UNKNOWN } from '../../src/judge/truth.ts'
import { evaluate, walk } from '../../src/judge/walk.ts'
import { account, accountRow } from '../support/clinic.ts'

const env = lawOf('2026-01-01')
/** Walker and closure together. */
function judge(condition: Condition, row: Row): Truth {
  const walked = walk(condition, { account: row }, env)
  assert.equal(compile(condition, 'account', parameterTable)(row, env), walked)
  return walked
}
const is = (condition: Condition, facts: PlainFacts, expected: Truth) =>
  assert.equal(judge(condition, accountRow(facts)), expected)

describe('comparisons', () => {
  it('keep unknown apart from none', () => {
    const below = account.fee.lessThan(10)
    is(below, { fee: 9.99 }, TRUE)
    is(below, { fee: 10 }, FALSE)
    is(below, {}, UNKNOWN)
    is(below, { fee: null }, FALSE)
    is(account.fee.atLeast(10), { fee: null }, FALSE)
    is(account.fee.isNot(10), { fee: null }, TRUE)
    is(account.fee.between(1, 10), { fee: null }, FALSE)
    is(account.region.among('a', 'b'), { region: null }, FALSE)
    is(account.region.among('a', 'b'), { region: 'b' }, TRUE)
    is(account.region.among(), {}, FALSE)
    is(account.closedOn.exists(), { closedOn: null }, FALSE)
    is(account.closedOn.exists(), {}, UNKNOWN)
  })
  it('answer from one end of a range where the other is unknown', () => {
    const between = account.openedOn.between('2025-01-01', account.closedOn)
    is(between, { openedOn: '2024-12-31' }, FALSE)
    is(between, { openedOn: '2025-01-01' }, UNKNOWN)
    is(between, { openedOn: '2025-01-01', closedOn: null }, FALSE)
  })
  it('are exact across scales and beyond 2^53', () => {
    is(account.fee.is('90071992547409.93'), { fee: '90071992547409.93' }, TRUE)
    is(account.fee.is('90071992547409.92'), { fee: '90071992547409.93' }, FALSE)
    is(account.fee.times('0.333333333333333333').lessThan('33.333333333333333301'), { fee: 100 }, TRUE)
    is(account.fee.times('0.333333333333333333').lessThan('33.3333333333333333'), { fee: 100 }, FALSE)
    is(account.steps.times(900719925474099).is('8112963841460665467419124092109'), { steps: '9007199254740991' }, TRUE)
    is(account.steps.times(900719925474099).is('8112963841460665467419124092108'), { steps: '9007199254740991' }, FALSE)
  })
  it('see through links that are none or unknown', () => {
    is(account.provider.licensed.isTrue(), { provider: { licensed: true } }, TRUE)
    is(account.provider.licensed.isTrue(), { provider: {} }, UNKNOWN)
    is(account.provider.licensed.isTrue(), {}, UNKNOWN)
    is(account.provider.licensed.isTrue(), { provider: null }, FALSE)
  })
})

describe('connectives', () => {
  const [t, f, u] = [account.steps.is(1), account.steps.is(2), account.fee.is(0)]
  const facts = { steps: 1 }
  it('are strong Kleene', () => {
    is(all(t, u), facts, UNKNOWN)
    is(all(u, f), facts, FALSE)
    is(any(f, u), facts, UNKNOWN)
    is(any(u, t), facts, TRUE)
    is(not(u), facts, UNKNOWN)
    is(not(any(u, t)), facts, FALSE)
    is(all(), facts, TRUE)
    is(any(), facts, FALSE)
    is(all(any(f, t), not(all(t, f)), any(u, t)), facts, TRUE)
  })
  it('give the outcome table', () => {
    const expected = {
      [FALSE]: ['inapplicable', 'inapplicable', 'inapplicable'],
      [UNKNOWN]: ['cantTell', 'cantTell', 'passed'],
      [TRUE]: ['failed', 'cantTell', 'passed'],
    }
    for (const applies of [FALSE, UNKNOWN, TRUE] as const)
      assert.deepEqual(
        [FALSE, UNKNOWN, TRUE].map((required) => outcomeOf(applies, required as Truth)),
        expected[applies],
      )
  })
})

describe('lists', () => {
  const free = { fee: 0 }
  const paid = { fee: 5 }
  const open = (...rows: PlainFacts[]) => ({ requests: { rows, open: true } })
  it('need to be complete for an absence', () => {
    const some = account.requests.some((r) => r.fee.moreThan(0))
    is(some, { requests: [free] }, FALSE)
    is(some, open(free), UNKNOWN)
    is(some, open(free, paid), TRUE)
    is(some, { requests: [free, {}] }, UNKNOWN)
    is(some, {}, UNKNOWN)
    const every = account.requests.every((r) => r.fee.is(0))
    is(every, { requests: [] }, TRUE)
    is(every, open(), UNKNOWN)
    is(every, open(paid), FALSE)
    is(
      account.requests.none((r) => r.fee.moreThan(0)),
      { requests: [free] },
      TRUE,
    )
  })
  it('are nested, inner rows seeing outer ones', () => {
    const unread = account.requests.some((r) =>
      all(
        r.fee.lessThan(account.fee),
        r.messages.some((m) => m.read.isFalse()),
      ),
    )
    const request = (fee: number, read: boolean) => ({ fee, messages: [{ read }] })
    is(unread, { fee: 3, requests: [request(5, false), request(1, true)] }, FALSE)
    is(unread, { fee: 3, requests: [request(5, true), request(1, false)] }, TRUE)
  })
  it('refuse to give nested rows one name', () => {
    assert.throws(
      () => account.requests.some((r) => account.requests.some((s) => r.fee.lessThan(s.fee as never))),
      /both called "request"/,
    )
    const dearer = account.requests.some((r) => account.requests.some((s) => r.fee.lessThan(s.fee), 'other'))
    is(dearer, { requests: [free, paid] }, TRUE)
    is(dearer, { requests: [paid, paid] }, FALSE)
  })
  it('count within bounds', () => {
    const count = (facts: PlainFacts) =>
      evaluate(account.requests.count((r) => r.fee.moreThan(0)).node, { account: accountRow(facts) }, env)
    assert.equal(count({ requests: [free, paid] }), 1)
    assert.deepEqual(count({ requests: [paid, {}] }), { lo: 1, hi: 2 })
    assert.deepEqual(count(open(paid)), { lo: 1, hi: Infinity })
    is(account.requests.count().atMost(2), open(paid, paid, paid), FALSE)
    is(account.requests.count().atMost(3), open(paid, paid, paid), UNKNOWN)
  })
  it('sum within bounds', () => {
    const sum = (
      facts: PlainFacts,
      where?: (r: typeof account.requests extends { handle(v: string): infer H } ? H : never) => Condition,
    ) => evaluate(account.requests.sum((r) => r.fee, where).node, { account: accountRow(facts) }, env)
    assert.equal(sum({ requests: [paid, paid, { fee: null }] }), 1000)
    assert.deepEqual(sum({ requests: [paid, {}] }), { lo: 500, hi: Infinity })
    assert.deepEqual(sum(open(paid)), { lo: 500, hi: Infinity })
    assert.deepEqual(
      sum({ requests: [paid, { fee: 7 }] }, (r) => r.steps.is(1)),
      { lo: 0, hi: 1200 },
    )
    assert.deepEqual(sum({}), { lo: 0, hi: Infinity })
    is(account.requests.sum((r) => r.fee).atMost(4), { requests: [paid, {}] }, FALSE)
    is(account.requests.sum((r) => r.fee).atMost(5), { requests: [paid, {}] }, UNKNOWN)
  })
  it('take a field that may be none for at least nothing, whatever its minimum', () => {
    const node = account.requests.sum((r) => r.steps).node
    const least = { ...node, of: { ...(node as Sum).of, minimum: 4 } } as Sum
    assert.deepEqual(evaluate(least, { account: accountRow({ requests: [{}] }) }, env), { lo: 0, hi: Infinity })
  })
  it('know the latest date only where no other may be later', () => {
    const latest = (facts: PlainFacts) =>
      evaluate(
        account.requests.latest(
          (r) => r.closedOn,
          (r) => r.kind.is('delete'),
        ).node,
        { account: accountRow(facts) },
        env,
      )
    const closed = (closedOn: string | null | undefined, kind: string | undefined = 'delete') => ({ closedOn, kind })
    assert.equal(
      latest({ requests: [closed('2025-01-01'), closed('2025-02-01'), closed('2025-03-01', 'correct')] }),
      '2025-02-01',
    )
    assert.equal(latest({ requests: [] }), null)
    assert.equal(latest({ requests: [closed(null)] }), null)
    assert.equal(latest(open(closed('2025-01-01'))), undefined)
    assert.equal(latest({ requests: [closed('2025-01-01'), { closedOn: '2025-03-01' }] }), undefined)
    assert.equal(
      latest({ requests: [{ closedOn: '2024-03-01' }, closed('2025-01-01')] }),
      '2025-01-01',
      'an earlier one may or may not count',
    )
    assert.equal(latest({ requests: [closed('2025-01-01'), closed(undefined)] }), undefined)
  })
  it('are empty where their owner does not exist, and open where it is not known', () => {
    const ref = {
      kind: 'some',
      list: { variable: 'account', path: ['provider', 'requests'] },
      as: 'r',
      where: all(),
    } as const
    assert.equal(judge(ref, accountRow({ provider: null })), FALSE)
    assert.equal(judge(ref, accountRow({})), UNKNOWN)
    assert.equal(judge(ref, accountRow({ provider: {} })), UNKNOWN)
  })
})

describe('rows that may be no rows of their own', () => {
  const row = (why: 'same' | 'absent', fee: number): Row => ({ requests: { rows: [{ fee, [doubt]: why }], open: [] } })
  const dear = account.requests.some((r) => r.fee.moreThan(0))
  const cheap = account.requests.every((r) => r.fee.is(0))
  it('show what they show where they exist, and nothing where they may not', () => {
    assert.equal(judge(dear, row('same', 500)), TRUE)
    assert.equal(judge(dear, row('absent', 500)), UNKNOWN)
    assert.equal(judge(dear, row('absent', 0)), FALSE)
    assert.equal(judge(cheap, row('same', 500)), FALSE)
    assert.equal(judge(cheap, row('absent', 500)), UNKNOWN)
    assert.equal(judge(cheap, row('absent', 0)), TRUE)
  })
  it('are not counted for certain', () => {
    for (const why of ['same', 'absent'] as const) {
      assert.equal(judge(account.requests.count().is(1), row(why, 0)), UNKNOWN)
      assert.equal(judge(account.requests.sum((r) => r.fee).atMost(5), row(why, 500)), TRUE)
      assert.equal(judge(account.requests.sum((r) => r.fee).atLeast(5), row(why, 500)), UNKNOWN)
    }
  })
})
