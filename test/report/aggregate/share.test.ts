import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Case, weighted, wilson } from '../../../src/report/aggregate/share.ts'

const cases = (found: number, of: number, weight = 1): Case[] =>
  Array.from({ length: of }, (_, i) => ({ found: i < found, weight }))
const near = (value: number | undefined, wanted: number) =>
  assert.ok(value !== undefined && Math.abs(value - wanted) < 5e-4, `${value} is not ${wanted}`)

describe('shares with intervals', () => {
  it('are those of Wilson for a list without end', () => {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (const [found, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilson(cases(found, of), of, 1e9)
      near(interval?.low, low)
      near(interval?.high, high)
    }
  })
  it('have no width where the whole list was examined, and none without cases', () => {
    assert.deepEqual(wilson(cases(3, 12), 12, 12), { low: 0.25, high: 0.25 })
    assert.equal(wilson([], 0, 12), undefined)
    assert.equal(weighted([]), undefined)
  })
  it('weigh each case by those it stands for', () => {
    const mixed = [...cases(2, 2, 1), ...cases(0, 1, 8)]
    near(weighted(mixed), 0.2)
    const equal = wilson(cases(4, 20, 5), 20, 100)
    const plain = wilson(cases(4, 20, 1), 20, 100)
    near(equal?.low, plain!.low)
    const unequal = wilson([...cases(4, 10, 1), ...cases(0, 10, 9)], 20, 100)
    assert.ok(unequal!.high - unequal!.low > 0)
  })
  it('always hold the share, and grow narrower as more of the list is examined', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.integer({ min: 0, max: 500 }), (of, some, more) => {
        const found = Math.min(some, of)
        const wide = wilson(cases(found, of), of, of + more + 10)!
        const narrow = wilson(cases(found, of), of, of + more)!
        assert.ok(wide.low <= found / of + 1e-12 && wide.high >= found / of - 1e-12)
        assert.ok(narrow.high - narrow.low <= wide.high - wide.low + 1e-12)
      }),
    )
  })
})
