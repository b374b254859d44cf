import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MOST_ROWS } from '../../src/cases/bounds.ts'
import { dueList } from '../../src/cases/due.ts'
import { CaseError } from '../../src/cases/event.ts'
import { replay } from '../../src/cases/fold.ts'
import { findProcedure } from '../../src/cases/registry.ts'
import { LONG, longCase } from '../support/long-case.ts'

describe('a long case', () => {
  const looked = (name: string, n: number) => {
    const { id, facts, events } = longCase(name, n)
    const spent = { rows: 0 }
    const folded = replay(findProcedure(id)!, { facts, events }, spent)
    const owed = { rows: 0 }
    dueList(folded, '2026-01-01', owed)
    return { folded, rows: spent.rows, owed: owed.rows }
  }
  for (const name of Object.keys(LONG))
    it(`${name}: twice as long asks about twice as many rows, not four times`, () => {
      const [short, long] = [looked(name, 700), looked(name, 1400)]
      for (const what of ['rows', 'owed'] as const)
        assert.ok(long[what] <= short[what] * 2.4 + 100, `${what}: ${short[what]} and ${long[what]}`)
      assert.equal(long.folded.steps.length, 1400)
    })

  it('whose events refer to one another beyond all measure is refused with a line, not worked at for hours', () => {
    const { id, facts, events } = longCase('late answers', 700)
    assert.throws(
      () => replay(findProcedure(id)!, { facts, events }, { rows: MOST_ROWS - 1000 }),
      (error) => error instanceof CaseError && error.where === 'events' && /divide the case/.test(error.text.en),
    )
  })
})
