import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { Result } from '../../src/judge/result.ts'
import { toJson } from '../../src/report/json.ts'
import { checkResult, resultJsonSchema } from '../../src/report/schema.ts'
import { sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'

const result = sampleResult([sampleApp(), sampleLoanBook()])

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed))
  if (value === null || typeof value !== 'object') return value
  const keys = Object.keys(value)
  const turn = keys.length === 0 ? 0 : seed % keys.length
  const order = [...keys.slice(turn), ...keys.slice(0, turn)]
  if (seed % 2 === 1) order.reverse()
  return Object.fromEntries(order.map((key) => [key, shuffled((value as Record<string, unknown>)[key], seed)]))
}

describe('toJson', () => {
  it('gives the same bytes whatever the order of keys', () => {
    const wanted = toJson(result)
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        assert.equal(toJson(shuffled(result, seed) as Result), wanted)
      }),
      { numRuns: 25 },
    )
  })

  it('ends with one newline, starts with the schema and loses nothing', () => {
    const text = toJson(result)
    assert.match(text, /^\{\n {2}"schema": "guiju\/result\/1",\n {2}"tool": /)
    assert.match(text, /[^\n]\n$/)
    const own = JSON.parse(text, (key, value) => (key === 'today' ? undefined : value))
    assert.deepEqual(own, JSON.parse(JSON.stringify(result)))
  })

  it('orders the keys of a determination as the interface lists them', () => {
    const [first] = JSON.parse(toJson(result)).results[0].determinations
    assert.deepEqual(Object.keys(first), [
      'rule',
      'provision',
      'outcome',
      'applies',
      'status',
      'text',
      'what',
      'why',
      'fix',
      'today',
      'evidence',
      'needs',
      'leads',
    ])
    assert.ok(first.today[0].zh.startsWith('《个人信息保护法》第'))
  })

  it('drops keys the schema does not name', () => {
    const extended = { ...result, secret: 'x' }
    assert.equal(toJson(extended), toJson(result))
  })
})

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(JSON.parse(resultJsonSchema()))

  it('is the one in docs/schemas', () => {
    const file = new URL('../../docs/schemas/guiju-result-1.json', import.meta.url)
    assert.equal(readFileSync(file, 'utf8'), resultJsonSchema())
  })

  it('accepts the sample', () => {
    assert.equal(validate(JSON.parse(toJson(result))), true, JSON.stringify(validate.errors))
  })

  it('accepts a field that a later version adds', () => {
    assert.equal(validate({ ...JSON.parse(toJson(result)), later: 1 }), true)
  })

  for (const [name, change] of [
    ['an unknown outcome', (r: Loose) => Object.assign(r.results[0].determinations[0], { outcome: 'pass' })],
    ['a missing language', (r: Loose) => delete r.results[0].determinations[0].what.en],
    ['a hash that is none', (r: Loose) => Object.assign(r.tool, { rules: 'abc' })],
    ['a negative count', (r: Loose) => Object.assign(r.results[0].summary, { failed: -1 })],
    [
      'a provision without an instrument',
      (r: Loose) => Object.assign(r.results[0].determinations[0], { provision: '3.1' }),
    ],
  ] as const) {
    it(`refuses ${name}, as checkResult does`, () => {
      const changed = JSON.parse(toJson(result))
      change(changed)
      assert.equal(validate(changed), false)
      assert.equal(checkResult(changed).ok, false)
    })
  }
})

// biome-ignore lint/suspicious/noExplicitAny: the changes below break the type on purpose
type Loose = any

describe('checkResult', () => {
  it('reads back what toJson wrote', () => {
    const check = checkResult(JSON.parse(toJson(result)))
    assert.ok(check.ok)
    assert.equal(toJson(check.result), toJson(result))
  })

  it('says in both languages where a file is wrong', () => {
    const check = checkResult({ schema: 'guiju/result/1', asOf: 7 })
    assert.ok(!check.ok)
    const problem = check.problems.find(({ at }) => at === 'asOf')
    assert.ok(problem)
    assert.match(problem.message.zh, /\p{Script=Han}/u)
    assert.match(problem.message.en, /expected string/)
  })

  it('refuses a summary that the determinations do not bear out', () => {
    const changed = JSON.parse(toJson(result))
    changed.results[0].summary.failed = 0
    const check = checkResult(changed)
    assert.ok(!check.ok)
    assert.deepEqual(
      check.problems.map(({ at }) => at),
      ['results.0.summary.failed'],
    )
  })

  it('never throws and never reports more than twenty problems', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const check = checkResult(value)
        assert.ok(check.ok || (check.problems.length > 0 && check.problems.length <= 20))
      }),
    )
  })
})
