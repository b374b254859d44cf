import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Evidence } from '../../src/facts/evidence.ts'
import { doubt, provenance, type Row } from '../../src/facts/row.ts'
import { all } from '../../src/facts/terms.ts'
import { determine, statusOn, summarise, witnesses } from '../../src/judge/engine.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { determineMany } from '../../src/judge/many.ts'
import { type RuleDeclaration, rule } from '../../src/judge/rule.ts'
import { trace } from '../../src/judge/trace.ts'
import { same } from '../../src/law/text.ts'
import { account, type accountEntity, accountRow } from '../support/clinic.ts'

const made = (more: Partial<RuleDeclaration<typeof accountEntity>> = {}) =>
  rule({
    id: 'test-2020#1',
    cites: 'test-2020#1',
    inForce: { from: '2020-01-01', until: '2025-12-31' },
    title: { zh: '标题', en: 'title' },
    subject: account,
    appliesWhen: account.listed.isTrue(),
    requires: account.fee.atMost(10),
    remedy: { zh: '整改', en: 'mend it' },
    examples: [],
    ...more,
  })
const context = { env: lawOf('2023-01-01'), applies: 'direct' } as const
const judge = (of: ReturnType<typeof made>, shown: Row, everything: Row = shown) =>
  determine(of, { shown, all: everything }, context)
const at = (artifact: string): Evidence => ({ artifact, locator: 'l', method: 'static' })
const seen = (row: Row, fields: Record<string, Evidence[]>, evidence: Evidence[] = []): Row => ({
  ...row,
  [provenance]: { entity: 'account', id: 'a1', evidence, fields, unknown: {} },
})

describe('determine', () => {
  it('gives each outcome with its reason, evidence and what to do', () => {
    const failed = judge(made(), seen({ listed: true, fee: 1001 }, { fee: [at('f')], listed: [at('l')] }, [at('row')]))
    assert.equal(failed.outcome, 'failed')
    assert.equal(failed.why.zh, '年费超过10（年费：10.01）')
    assert.equal(failed.fix.zh, '整改')
    assert.deepEqual(
      failed.evidence.map((e) => [e.fact, e.artifact]),
      [
        ['account.fee', 'f'],
        ['account', 'row'],
        ['account.listed', 'l'],
      ],
    )

    const passed = judge(made(), accountRow({ listed: true, fee: 10 }))
    assert.equal(passed.outcome, 'passed')
    assert.equal(passed.fix.zh, '无需处理。')
    const inapplicable = judge(made(), accountRow({ listed: false }))
    assert.equal(inapplicable.outcome, 'inapplicable')
    assert.equal(inapplicable.why.zh, '“列入名单”为否')
    const open = judge(made(), accountRow({ listed: true }))
    assert.equal(open.outcome, 'cantTell')
    assert.deepEqual(open.needs, [{ fact: 'account.fee', how: { zh: '提供“年费”', en: 'supply “yearly fee”' } }])
    assert.deepEqual(summarise([failed, passed, inapplicable, open, open]), {
      failed: 1,
      passed: 1,
      cantTell: 2,
      inapplicable: 1,
      untested: 0,
    })
  })

  it('passes what is met even where it is unknown whether it applies', () => {
    assert.equal(judge(made(), accountRow({ fee: 1 })).outcome, 'passed')
    assert.equal(judge(made(), accountRow({ fee: 11 })).outcome, 'cantTell')
  })

  it('asks for what the readers say is missing, before the general hint', () => {
    const row: Row = {
      listed: true,
      [provenance]: { entity: 'account', id: 'a', evidence: [], fields: {}, unknown: { closedOn: same('torn page') } },
    }
    const closing = made({ requires: account.closedOn.exists() })
    assert.deepEqual(judge(closing, row).needs, [{ fact: 'account.closedOn', how: same('torn page') }])
    assert.equal(judge(closing, { listed: true }).needs[0]!.how.zh, '查销户记录')
  })

  it('asks for facts of the rows that leave a count or sum open, and not of those that are known', () => {
    const total = made({
      requires: account.requests
        .sum(
          (r) => r.fee,
          (r) => r.kind.is('delete'),
        )
        .atMost(5),
    })
    const needs = (requests: object[]) => judge(total, accountRow({ listed: true, requests })).needs.map((n) => n.fact)
    assert.deepEqual(needs([{ kind: 'delete', fee: 1 }, { kind: 'delete' }]), ['request.fee'])
    assert.deepEqual(needs([{ fee: 6 }]), ['request.kind'])
    assert.deepEqual(needs([{ kind: 'correct' }, {}]), ['request.kind', 'request.fee'])
    const deletions = account.requests.count((r) => r.kind.is('delete'), 'other')
    const pairs = made({ requires: account.requests.sum(() => deletions).atMost(0) })
    const open = judge(pairs, accountRow({ listed: true, requests: [{}] }))
    assert.deepEqual([open.outcome, ...open.needs.map((n) => n.fact)], ['cantTell', 'other.kind'])
  })

  it('shows the rows that a count rests on', () => {
    const row = {
      kind: 'delete',
      [provenance]: { entity: 'request', id: 'r', evidence: [at('seen')], fields: { kind: [at('kind')] }, unknown: {} },
    }
    const none = made({ requires: account.requests.count((r) => r.kind.is('delete')).is(0) })
    const found = judge(none, { listed: true, requests: { rows: [row], open: [] } })
    assert.equal(found.outcome, 'failed')
    assert.deepEqual(
      found.evidence.map((e) => [e.fact, e.artifact]),
      [
        ['request', 'seen'],
        ['request.kind', 'kind'],
      ],
    )
  })

  it('reads indicated facts in leads and nowhere else', () => {
    const hinted = made({ leads: [{ when: account.fee.moreThan(10), say: { zh: '疑似', en: 'maybe' } }] })
    const [shown, everything] = [
      accountRow({ listed: true }),
      seen(accountRow({ listed: true, fee: 11 }), { fee: [at('hint')] }),
    ]
    const found = judge(hinted, shown, everything)
    assert.equal(found.outcome, 'cantTell')
    assert.deepEqual(
      found.leads.map((l) => [l.what.zh, l.evidence.map((e) => e.artifact)]),
      [['疑似', ['hint']]],
    )
    assert.deepEqual(judge(hinted, shown).leads, [])
  })

  it('never tests what only a person can decide, whatever the facts', () => {
    const human = made({ ceiling: { by: 'human', why: { zh: '由人判断', en: 'for a person' } } })
    for (const facts of [{}, { listed: false }, { listed: true, fee: 11 }]) {
      const found = judge(human, accountRow(facts))
      assert.equal(found.outcome, 'untested')
      assert.equal(found.reason, 'human')
    }
  })

  it('tells a breach in the words of the rule, from the rows that decided', () => {
    const rows = [
      { number: 'r1', fee: 0 },
      { number: 'r2', fee: 900 },
    ]
    const tell = (found: readonly Row[]) => same(found.map((r) => r.number).join())
    const free = made({ requires: account.requests.none((r) => r.fee.moreThan(0)), tell })
    assert.equal(judge(free, { listed: true, requests: { rows, open: [] } }).why.zh, 'r2')
    const judged = trace(free.requires, { account: { requests: { rows, open: [] } } }, context.env)
    assert.deepEqual(witnesses(judged), [rows[1]])
  })

  it('stands as its dates and its instrument say', () => {
    assert.deepEqual(
      ['2019-12-31', '2020-01-01', '2025-12-31', '2026-01-01'].map((day) => statusOn(made(), day, false)),
      ['not-yet', 'in-force', 'in-force', 'replaced'],
    )
    assert.equal(statusOn(made(), '2023-01-01', true), 'draft')
    assert.throws(() => statusOn(made(), '2023-1-1', false), RangeError)
  })
})

describe('determineMany', () => {
  const rows = (...facts: object[]) => facts.map((f, i) => accountRow({ id: `a${i}`, listed: true, ...f }))
  const many = (of: ReturnType<typeof made>, list: Parameters<typeof determineMany>[1]) =>
    determineMany(of, list, context)

  it('is as grave as the gravest row', () => {
    assert.equal(many(made(), rows({ fee: 1 }, {}, { fee: 11 })).outcome, 'failed')
    assert.equal(many(made(), rows({ fee: 1 }, {})).outcome, 'cantTell')
    assert.equal(many(made(), rows({ fee: 1 }, { listed: false })).outcome, 'passed')
    assert.equal(many(made(), rows({ listed: false })).outcome, 'inapplicable')
  })

  it('counts, and gives the ids of the rows at fault, ten at most', () => {
    const found = many(made(), rows({ fee: 1 }, ...Array(12).fill({ fee: 11 })))
    assert.deepEqual(found.counts, { failed: 12, passed: 1, cantTell: 0, inapplicable: 0, untested: 0 })
    assert.deepEqual(found.reasons, { 'failed +|-': 12 })
    assert.equal(found.samples!.length, 10)
    assert.equal(found.samples![0], 'a1')
    assert.equal(found.why.zh, '年费超过10（年费：11.00）')
  })

  it('asks for what any kind of open row needs', () => {
    const found = many(made(), rows({ fee: 1 }, {}, { listed: undefined, fee: 11 }))
    assert.deepEqual(
      found.needs.map((n) => n.fact),
      ['account.fee', 'account.listed'],
    )
  })

  it('leaves a rule for persons untested, with its rows counted', () => {
    const human = made({ ceiling: { by: 'boundary', why: same('x') } })
    const found = many(human, rows({ fee: 11 }, {}))
    assert.equal(found.outcome, 'untested')
    assert.deepEqual(found.counts, { failed: 0, passed: 0, cantTell: 0, inapplicable: 0, untested: 2 })
  })

  it('takes a row that may not exist for neither a breach nor an exemption', () => {
    const maybe: Row = { ...accountRow({ id: 'a', listed: true, fee: 11 }), [doubt]: 'absent' }
    assert.equal(many(made(), [maybe]).outcome, 'cantTell')
    assert.equal(many(made(), [{ ...maybe, listed: false }]).outcome, 'cantTell')
    assert.equal(many(made({ appliesWhen: all() }), [{ ...maybe, fee: 0 }]).outcome, 'passed')
    assert.equal(many(made(), [{ ...maybe, [doubt]: 'same' }]).outcome, 'failed')
  })
})
