import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { GAP_ANSWERS, GAP_STATES, type GapRecord, gapAnalysis } from '../../src/judge/gap.ts'
import { requirementsOf } from '../../src/law/catalogue.ts'

const level3 = requirementsOf(3)
const [a, b, c, d] = level3.map((r) => r.id) as [string, string, string, string]
const DAY = '2026-11-01'
const stateOf = (records: GapRecord[], item: string) =>
  gapAnalysis(level3, records, DAY).rows.find((r) => r.requirement.id === item)?.state

it('no evidence is never met, and no reason never takes an item out', () => {
  assert.equal(stateOf([{ item: a, answer: 'met' }], a), 'unproven')
  assert.equal(stateOf([{ item: a, answer: 'met', evidence: [] }], a), 'unproven')
  assert.equal(stateOf([{ item: a, answer: 'met', evidence: [' '] }], a), 'unproven')
  assert.equal(stateOf([{ item: a, answer: 'met', evidence: ['photo.jpg'] }], a), 'met')
  assert.equal(stateOf([{ item: a, answer: 'not-applicable' }], a), 'unproven')
  assert.equal(stateOf([{ item: a, answer: 'not-applicable', reason: 'no room of its own' }], a), 'not-applicable')
  assert.equal(stateOf([], a), 'open')
})

it('not applicable leaves the denominator; the others stay in it', () => {
  const found = gapAnalysis(
    level3,
    [
      { item: a, answer: 'met', evidence: ['x'] },
      { item: b, answer: 'partly' },
      { item: c, answer: 'not' },
      { item: d, answer: 'not-applicable', reason: 'none' },
    ],
    DAY,
  )
  assert.equal(found.total.of, 210)
  assert.deepEqual(
    [found.total.met, found.total.partly, found.total.not, found.total['not-applicable'], found.total.open],
    [1, 1, 1, 1, 207],
  )
  assert.equal(found.classes.physical.of, level3.filter((r) => r.class === 'physical').length - 1)
})

it('due days: overdue only after the day, and only while not met', () => {
  const due = (answer: GapRecord['answer'], day: string) =>
    gapAnalysis(level3, [{ item: a, answer, due: day, evidence: ['x'], reason: 'y' }], DAY).total.overdue
  assert.equal(due('not', '2026-10-31'), 1)
  assert.equal(due('not', '2026-11-01'), 0)
  assert.equal(due('partly', '2026-10-31'), 1)
  assert.equal(due('met', '2026-10-31'), 0)
  assert.equal(due('not-applicable', '2026-10-31'), 0)
})

it('strays are named, and two answers to one item are none', () => {
  const found = gapAnalysis(
    level3,
    [
      { item: '9.9.9.9', answer: 'met', evidence: ['x'] },
      { item: a, answer: 'met', evidence: ['x'] },
      { item: a, answer: 'not' },
      { item: b, answer: 'met' },
      { item: b, answer: 'met', evidence: ['x'] },
    ],
    DAY,
  )
  assert.deepEqual(found.stray, ['9.9.9.9'])
  assert.deepEqual(found.disputed, [a])
  assert.equal(found.rows.find((r) => r.requirement.id === a)?.state, 'open')
  assert.equal(found.rows.find((r) => r.requirement.id === b)?.state, 'met')
  assert.throws(() => gapAnalysis(level3, [], 'today'), RangeError)
})

it('every item has one state, and counts add up over any answers', () => {
  const record = fc.record(
    {
      item: fc.constantFrom(...level3.slice(0, 30).map((r) => r.id), 'x'),
      answer: fc.constantFrom(...GAP_ANSWERS),
      evidence: fc.array(fc.constantFrom('', 'x'), { maxLength: 2 }),
      reason: fc.constantFrom('', 'y'),
    },
    { requiredKeys: ['item', 'answer'] },
  )
  fc.assert(
    fc.property(fc.array(record, { maxLength: 40 }), (records) => {
      const { total, classes, rows } = gapAnalysis(level3, records as GapRecord[], DAY)
      assert.equal(rows.length, 211)
      assert.equal(
        GAP_STATES.reduce((sum, s) => sum + total[s], 0),
        211,
      )
      assert.equal(total.of, 211 - total['not-applicable'])
      assert.equal(
        Object.values(classes).reduce((sum, one) => sum + one.of, 0),
        total.of,
      )
      for (const row of rows) if (row.state === 'met') assert.ok(row.evidence.some((e) => e.trim() !== ''))
    }),
    { numRuns: 60 },
  )
})
