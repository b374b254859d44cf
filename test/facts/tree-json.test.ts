import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loan } from '../../src/facts/lending.ts'
import { param } from '../../src/facts/param.ts'
import { all, any, decimal, named, not, today } from '../../src/facts/terms.ts'
import type { Condition } from '../../src/facts/tree.ts'
import { MAX_DEPTH, MAX_NODES, parseCondition, TreeError } from '../../src/facts/tree-json.ts'

const amount = { kind: 'ref', variable: 'loan', path: ['amount'], type: 'decimal', scale: 2 }
const one = { kind: 'literal', type: 'decimal', value: '1', scale: 0 }
const leaf = { kind: 'compare', op: 'ge', left: amount, right: one }
const list = { variable: 'bank', path: ['loans'] }

const refuses = (json: unknown, where: string, message: RegExp) =>
  assert.throws(
    () => parseCondition(json),
    (error: unknown) => {
      assert.ok(error instanceof TreeError, String(error))
      assert.equal(error.where, where)
      assert.match(error.message, message)
      return true
    },
  )

test('reads what the words build', () => {
  const built = all(
    loan.partnerAmount.atLeast(
      param('internet-lending.partner-share').on(loan.issuedOn).for({ region: loan.bank.region }).of(loan.amount),
    ),
    any(loan.partnerRole.among('funding', 'guarantee'), not(loan.partnerId.exists())),
    named(loan.issuedOn.between('2022-01-01', today), { cites: 'internet-lending-2021#2', say: { zh: '甲', en: 'a' } }),
    loan.amount.plus(loan.balance, 3).times('1.5').moreThan(0),
  )
  const back = parseCondition(JSON.parse(JSON.stringify(built)))
  assert.deepEqual(back, built)
  const parts = (back as Extract<Condition, { kind: 'and' }>).of
  assert.ok(Object.isFrozen(parts) && Object.isFrozen((parts[0] as Extract<Condition, { kind: 'compare' }>).left))
})

test('names the place of what is wrong', () => {
  refuses(null, '', /must be an object/)
  refuses([], '', /must be an object/)
  refuses({ kind: 'xor' }, 'kind', /"xor" is no condition/)
  refuses({ ...leaf, op: '>=' }, 'op', /none of eq/)
  refuses({ kind: 'and', of: [leaf, { ...leaf, left: { ...amount, scale: 1.5 } }] }, 'of.1.left.scale', /whole number/)
  refuses({ kind: 'not', of: { kind: 'or', of: {} } }, 'of.of', /must be a list/)
  refuses({ ...leaf, right: { ...one, value: '1.5' } }, 'right.value', /0 digits after the point/)
  refuses({ ...leaf, right: { ...one, value: 1 } }, 'right.value', /no decimal literal/)
  refuses({ ...leaf, left: { kind: 'plus', type: 'decimal', terms: [] } }, 'left.terms', /not be empty/)
  refuses({ ...leaf, left: leaf }, 'left.kind', /no value/)
  refuses({ ...leaf, say: { zh: '甲' } }, 'say.en', /must be a text/)
  refuses({ ...leaf, cites: 'art. 2' }, 'cites', /no reference/)
})

test('refuses types that do not go together', () => {
  const text = { kind: 'ref', variable: 'loan', path: ['region'], type: 'text' }
  const day = { kind: 'ref', variable: 'loan', path: ['issuedOn'], type: 'date' }
  refuses({ ...leaf, right: day }, 'right', /decimal cannot be compared with a date/)
  refuses({ kind: 'compare', op: 'lt', left: text, right: text }, '', /needs numbers or dates/)
  refuses({ kind: 'between', term: text, low: text, high: text }, '', /needs numbers or dates/)
  refuses({ kind: 'among', term: text, values: [one] }, 'values.0', /cannot be compared/)
  refuses({ kind: 'among', term: amount, values: [amount] }, 'values.0', /literal/)
  refuses({ kind: 'exists', term: one }, 'term', /field or a latest date/)
  const times = { kind: 'times', type: 'decimal', term: amount, by: amount }
  refuses({ ...leaf, left: times }, 'left.by', /number of the law or a literal/)
  refuses({ ...leaf, left: { kind: 'plus', type: 'decimal', terms: [day] } }, 'left.terms.0', /must be a decimal/)
  const after = { kind: 'after', type: 'date', date: amount, period: { n: 1, unit: 'day' } }
  refuses({ kind: 'compare', op: 'lt', left: day, right: after }, 'right.date', /must be a date/)
  refuses(
    { kind: 'compare', op: 'lt', left: day, right: { ...after, date: day, period: { n: -1, unit: 'day' } } },
    'right.period.n',
    /0 to 10000/,
  )
  refuses(
    { kind: 'compare', op: 'lt', left: day, right: { ...after, date: day, period: { n: 1, unit: 'week' } } },
    'right.period.unit',
    /none of/,
  )
  refuses(
    { kind: 'compare', op: 'eq', left: day, right: { kind: 'literal', type: 'date', value: '2023-02-29' } },
    'right.value',
    /no day/,
  )
})

test('never drops a part it does not know', () => {
  refuses({ ...leaf, unless: leaf }, 'unless', /no such part/)
  refuses({ ...leaf, left: { ...amount, filter: 1 } }, 'left.filter', /no such part/)
  refuses({ ...leaf, left: { ...amount, say: { zh: '甲', en: 'a' } } }, 'left', /only a condition/)
  const count = { kind: 'count', type: 'decimal', list, as: 'loan', when: leaf }
  refuses({ ...leaf, left: count }, 'left.when', /no such part/)
  refuses({ kind: 'some', list: { ...list, limit: 1 }, as: 'loan', where: leaf }, 'list.limit', /no such part/)
})

test('refuses names that are no names, and rows that cannot be told apart', () => {
  for (const name of ['__proto__', 'constructor', 'toString', '', 'a b', 'a.b', '1a', 'x'.repeat(65), 7])
    refuses({ ...leaf, left: { ...amount, path: [name] } }, 'left.path.0', /no name/)
  refuses({ ...leaf, left: { ...amount, variable: 'hasOwnProperty' } }, 'left.variable', /no name/)
  refuses({ ...leaf, left: { ...amount, path: [] } }, 'left.path', /1 to 16/)
  const inner = { kind: 'some', list: { variable: 'loan', path: ['parts'] }, as: 'loan', where: leaf }
  refuses({ kind: 'every', list, as: 'loan', where: inner }, 'where.as', /already called/)
  assert.doesNotThrow(() => parseCondition({ kind: 'and', of: [{ ...inner }, { ...inner }] }))
})

test('refuses trees that are too deep or too large before they do harm', () => {
  let deep: unknown = leaf
  for (let i = 0; i < MAX_DEPTH; i++) deep = { kind: 'not', of: deep }
  refuses(deep, Array(MAX_DEPTH).fill('of').concat('left').join('.'), /deeper than/)
  for (let i = 0; i < 100_000; i++) deep = { kind: 'not', of: deep }
  assert.throws(() => parseCondition(deep), TreeError)
  const wide = { kind: 'and', of: Array(MAX_NODES / 2).fill(leaf) }
  assert.throws(() => parseCondition(wide), /more than 20000 parts/)
  const cyclic: { kind: string; of?: unknown } = { kind: 'not' }
  cyclic.of = cyclic
  assert.throws(() => parseCondition(cyclic), /deeper than/)
})

test('the words refuse what the tree would', () => {
  assert.throws(() => decimal('1e3'), TypeError)
  assert.throws(() => decimal(1e21), TypeError)
  assert.throws(() => decimal('01'), TypeError)
  assert.throws(() => loan.issuedOn.before('2023-02-29'), TypeError)
})
