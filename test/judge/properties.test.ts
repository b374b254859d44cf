import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withValue } from '../../src/facts/read.ts'
import { parseCondition } from '../../src/facts/tree-json.ts'
import { compile } from '../../src/judge/compile.ts'
import { explain, explainTrace } from '../../src/judge/explain.ts'
import { evidenceOf, needsOf, variablesOf } from '../../src/judge/facts-of.ts'
import { repairs } from '../../src/judge/repairs.ts'
import { trace } from '../../src/judge/trace.ts'
import { FALSE, TRUE, UNKNOWN } from '../../src/judge/truth.ts'
import { walk } from '../../src/judge/walk.ts'
import { type Case, cases, lessKnown } from '../support/arbitrary.ts'

const RUNS = { numRuns: 1500 }
const scopeOf = ({ entity, row }: Case) => ({ [entity.name]: row })

test('the compiled closure answers as the walker does', () => {
  const seen = new Set<number>()
  fc.assert(
    fc.property(cases(), (c) => {
      const expected = walk(c.condition, scopeOf(c), c.env)
      const compiled = compile(c.condition, c.entity.name, c.env.parameter)
      assert.equal(compiled(c.row, c.env), expected)
      seen.add(expected)
    }),
    { numRuns: 4000 },
  )
  assert.equal(seen.size, 3, 'the random trees give all three answers')
})

test('a compiled closure follows the days it is called with', () => {
  fc.assert(
    fc.property(cases(), cases(), (c, other) => {
      const compiled = compile(c.condition, c.entity.name, c.env.parameter)
      for (const env of [c.env, other.env, c.env])
        assert.equal(compiled(c.row, env), walk(c.condition, scopeOf(c), env))
    }),
    { numRuns: 500 },
  )
})

test('the trace answers as the walker does, part by part', () => {
  fc.assert(
    fc.property(cases(), (c) => {
      const root = trace(c.condition, scopeOf(c), c.env)
      assert.equal(root.truth, walk(c.condition, scopeOf(c), c.env))
      const check = (part: typeof root): void => {
        if (!part.row) assert.equal(part.truth, walk(part.node, part.scope, c.env))
        for (const inner of part.parts) check(inner)
      }
      check(root)
    }),
    RUNS,
  )
})

test('every repair passes when it is judged again, and none is proposed where nothing is wrong', () => {
  let found = 0
  fc.assert(
    fc.property(cases(), (c) => {
      const before = walk(c.condition, scopeOf(c), c.env)
      for (const repair of repairs(c.condition, c.entity.name, c.row, c.env)) {
        found++
        assert.notEqual(before, TRUE)
        const mended = repair.reduce((row, change) => withValue(row, change.path, change.to), c.row)
        assert.equal(walk(c.condition, { [c.entity.name]: mended }, c.env), TRUE)
        for (const change of repair) assert.ok(change.from !== undefined && change.from !== null, 'no fact is invented')
      }
    }),
    { numRuns: 4000 },
  )
  assert.ok(found > 100, `enough repairs were tried: ${found}`)
})

test('knowing less leaves an answer as it was or makes it unknown', () => {
  let changed = 0
  fc.assert(
    fc.property(cases(), (c) => {
      const before = walk(c.condition, scopeOf(c), c.env)
      for (const row of lessKnown(c.row)) {
        const after = walk(c.condition, { [c.entity.name]: row }, c.env)
        if (after !== before) {
          assert.equal(after, UNKNOWN)
          changed++
        }
      }
    }),
    RUNS,
  )
  assert.ok(changed > 300, `enough answers depended on a fact: ${changed}`)
})

test('a tree goes through JSON and back unchanged', () => {
  fc.assert(
    fc.property(cases(), (c) => {
      const back = parseCondition(JSON.parse(JSON.stringify(c.condition)))
      assert.deepEqual(back, c.condition)
      assert.ok(Object.isFrozen(back))
      assert.equal(walk(back, scopeOf(c), c.env), walk(c.condition, scopeOf(c), c.env))
    }),
    RUNS,
  )
})

test('an unknown answer names what is needed, or rests on a number of the law or a calendar', () => {
  fc.assert(
    fc.property(cases(), (c) => {
      const judged = trace(c.condition, scopeOf(c), c.env)
      if (judged.truth !== UNKNOWN) return
      const needs = needsOf(judged, variablesOf(c.condition, c.entity), c.env)
      const lawful = /"(parameter|after)"/.test(JSON.stringify(c.condition))
      const doubted = /doubt/.test([...symbolsIn(c.row)].join())
      assert.ok(needs.length > 0 || lawful || doubted)
    }),
    RUNS,
  )
})

function* symbolsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === 'symbol') yield String(key)
    yield* symbolsIn((value as Record<string, unknown>)[key as string])
  }
}

test('every condition can be told in both languages, judged or not', () => {
  fc.assert(
    fc.property(cases(), (c) => {
      const judged = trace(c.condition, scopeOf(c), c.env)
      evidenceOf(judged, c.env)
      for (const text of [explain(c.condition, c.entity, c.env), explainTrace(judged, c.entity, c.env)])
        for (const words of [text.zh, text.en]) {
          assert.notEqual(words, '')
          assert.doesNotMatch(words, /undefined|\[object|NaN|Infinity/)
        }
      assert.ok([FALSE, UNKNOWN, TRUE].includes(judged.truth))
    }),
    RUNS,
  )
})
