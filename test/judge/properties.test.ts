import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withValue } from '../../src/facts/read.ts'
import { doubt, type Row } from '../../src/facts/row.ts'
import type { Condition, Literal, Ref } from '../../src/facts/tree.ts'
import { parseCondition } from '../../src/facts/tree-json.ts'
import { compile } from '../../src/judge/compile.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { explain, explainTrace } from '../../src/judge/explain.ts'
import { evidenceOf, needsOf, variablesOf } from '../../src/judge/facts-of.ts'
import { repairs } from '../../src/judge/repairs.ts'
import { decisiveNamed, decisiveSaid, trace } from '../../src/judge/trace.ts'
import { FALSE, TRUE, UNKNOWN } from '../../src/judge/truth.ts'
import { surely, walk } from '../../src/judge/walk.ts'
import { type Case, cases, lessKnown, OPEN } from '../support/arbitrary.ts'

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

/** Rows of few values: those asked for, none, unknown, doubtful ones, and rows with rows of their own. */
const many = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', null, undefined),
    on: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03', null, undefined),
    flag: fc.constantFrom(true, false, undefined),
    why: fc.constantFrom(undefined, undefined, undefined, undefined, 'same', 'absent'),
    inner: fc.option(fc.array(fc.constantFrom('a', 'b', null, undefined), { maxLength: 3 }), { nil: undefined }),
    open: fc.boolean(),
  }),
  { maxLength: 40 },
)
const list = (name: string, variable = 'case') => ({ variable, path: [name] })
const field = (variable: string, name: string, type: 'text' | 'date' | 'boolean' = 'text') =>
  ({ kind: 'ref', variable, path: [name], type }) as const
const is = (left: Ref, right: Ref | Literal, op: 'eq' | 'ne' = 'eq'): Condition => ({
  kind: 'compare',
  op,
  left,
  right,
})
const asked = fc.constantFrom<Ref | Literal>(
  { ...field('case', 'now'), path: ['now', 'id'] },
  { kind: 'literal', type: 'text', value: 'a' },
  { kind: 'literal', type: 'text', value: 'z' },
)
const flagged = (as: string): Condition =>
  is(field(as, 'flag', 'boolean'), { kind: 'literal', type: 'boolean', value: true })
/** What quantifiers ask of long lists: rows that share a value, in themselves or in a list of theirs. */
const sharing = fc
  .record({ value: asked, swapped: fc.boolean(), deep: fc.boolean(), more: fc.constantFrom('none', 'flag', 'both') })
  .map(({ value, swapped, deep, more }): Condition => {
    const own = (as: string) =>
      swapped ? { left: value as Ref, right: field(as, 'id') } : { left: field(as, 'id'), right: value }
    const same: Condition = deep
      ? { kind: 'some', list: list('inner', 'r'), as: 'i', where: { kind: 'compare', op: 'eq', ...own('i') } }
      : { kind: 'compare', op: 'eq', ...own('r') }
    return more === 'none'
      ? same
      : { kind: 'and', of: more === 'both' ? [flagged('r'), same, flagged('r')] : [same, flagged('r')] }
  })
const quantified = fc
  .record({ where: sharing, kind: fc.constantFrom('some', 'every', 'or', 'latest', 'since', 'count') })
  .map(({ where, kind }): Condition => {
    const on = field('r', 'on', 'date')
    const rows = { list: list('rows'), as: 'r' }
    const second = { kind: 'literal', type: 'date', value: '2026-01-02' } as const
    switch (kind) {
      case 'some':
        return { kind, ...rows, where }
      case 'every':
        return { kind, ...rows, where: { kind: 'not', of: where } }
      case 'or':
        return { kind: 'every', ...rows, where: { kind: 'or', of: [{ kind: 'not', of: where }, flagged('r')] } }
      case 'latest':
        return { kind: 'compare', op: 'ge', left: { kind, type: 'date', ...rows, of: on, where }, right: second }
      case 'since':
        return {
          kind: 'compare',
          op: 'eq',
          left: { kind: 'latest', type: 'date', ...rows, of: on, where: flagged('r') },
          right: second,
        }
      default:
        return {
          kind: 'compare',
          op: 'ge',
          left: { kind: 'count', type: 'decimal', ...rows, where },
          right: { kind: 'literal', type: 'decimal', value: '2', scale: 0 },
        }
    }
  })

test('looking only at the rows that can matter gives the answer all rows give, as the list grows too', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      many,
      quantified,
      fc.constantFrom('a', 'c', null, undefined),
      fc.boolean(),
      (given, condition, id, open) => {
        const rows: Row[] = []
        const env = lawOf('2026-01-02')
        const facts: Row = { rows: { rows, open: open ? [OPEN] : [] }, now: id === undefined ? {} : { id } }
        const compiled = compile(condition, 'case', env.parameter)
        for (const { inner, why, open: isOpen, ...plain } of given) {
          const row: Record<string | symbol, unknown> = { ...plain }
          if (inner) row['inner'] = { rows: inner.map((one) => ({ id: one, flag: true })), open: isOpen ? [OPEN] : [] }
          if (why) row[doubt] = why
          rows.push(row as Row)
          const scope = { case: facts }
          const all = compiled(facts, env)
          assert.equal(walk(condition, scope, env), all)
          for (const wanted of [TRUE, FALSE] as const)
            assert.equal(surely(wanted, condition, scope, env), all === wanted)
          seen.add(`${condition.kind} ${all}`)
        }
      },
    ),
    { numRuns: 1500 },
  )
  assert.ok(seen.size >= 8, [...seen].join())
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

test('what is certain, and what has words of its own, is found without a trace as with one', () => {
  const say = { zh: '一步', en: 'a step' }
  let said = 0
  fc.assert(
    fc.property(cases(), fc.array(fc.nat(20), { maxLength: 4 }), (c, places) => {
      let n = 0
      const marked = (node: Condition): Condition => {
        const at = n++
        const inner = Object.fromEntries(
          Object.entries(node).map(([key, part]) => [
            key,
            key === 'where' || (key === 'of' && node.kind === 'not')
              ? marked(part)
              : key === 'of' && Array.isArray(part)
                ? part.map(marked)
                : part,
          ]),
        )
        return (places.includes(at) ? { ...inner, say } : inner) as Condition
      }
      const condition = marked(c.condition)
      const whole = trace(condition, scopeOf(c), c.env)
      for (const wanted of [TRUE, FALSE] as const)
        assert.equal(surely(wanted, condition, scopeOf(c), c.env), whole.truth === wanted)
      const expected = [...decisiveNamed(whole)].map((part) => part.node).filter((node) => node.say)
      const found = [...decisiveSaid(condition, scopeOf(c), c.env)]
      assert.deepEqual(found, expected)
      said += found.length
    }),
    RUNS,
  )
  assert.ok(said > 150, `${said}`)
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
