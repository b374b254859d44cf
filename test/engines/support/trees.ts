import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Dialect } from '../../../src/judge/sql/dialect.ts'
import { walk } from '../../../src/judge/walk.ts'
import { conditionsOf, DAYS, entities, environments, rowsOf } from '../../support/arbitrary.ts'
import { type ColumnTypes, type Making, sqlOf, truthOf } from '../../support/sql-tables.ts'
import type { Engine } from './engine.ts'

const batchesOf = (rows: number, trees: number) =>
  entities.chain((entity) =>
    fc.record({
      entity: fc.constant(entity),
      rows: fc.array(rowsOf(entity, { noDoubt: true, days: DAYS }), { minLength: rows >> 1, maxLength: rows }),
      conditions: fc.array(conditionsOf(entity), { minLength: trees >> 1, maxLength: trees }),
      env: environments,
    }),
  )

export interface TreeProof {
  readonly dialect: Dialect
  readonly types: ColumnTypes
  readonly make?: Making
  readonly runs: number
  readonly rows: number
  readonly trees: number
  /** How often each answer comes up at least. */
  readonly least?: number
}

/** Random trees over random rows give what the walker says. Only too many digits may be refused, and that seldom. */
export async function proveTrees(
  engine: Engine,
  { dialect, types, make, runs, rows: most, trees, least = 50 }: TreeProof,
): Promise<void> {
  const seen = [0, 0, 0]
  let overflows = 0
  for (const statement of dialect.session) await engine.run(statement)
  await fc.assert(
    fc.asyncProperty(batchesOf(most, trees), async ({ entity, rows, conditions, env }) => {
      const { setup, drop, query } = sqlOf(entity, rows, conditions, env, dialect, types, make)
      try {
        for (const statement of setup) await engine.run(statement)
        const found = await engine.rows(query)
        assert.equal(found.length, rows.length)
        for (const [i, row] of rows.entries())
          for (const [j, condition] of conditions.entries()) {
            const expected = walk(condition, { [entity.name]: row }, env)
            const said = `row ${i}, condition ${j}: ${JSON.stringify(condition)}\n${JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? String(v) : v))}\n${setup.join(';\n')};\n${query}`
            assert.equal(truthOf(found[i]![`r${j}`]), expected, said)
            seen[expected]!++
          }
      } catch (error) {
        if (
          error instanceof assert.AssertionError ||
          !/out of range|overflow|NUMERIC_VALUE_OUT_OF_RANGE/i.test(String(error))
        )
          throw error
        overflows++
      } finally {
        for (const statement of drop) await engine.run(statement)
      }
    }),
    { numRuns: runs },
  )
  assert.ok(
    seen.every((n) => n > least),
    `all three answers come up: ${seen}`,
  )
  assert.ok(overflows <= runs / 4, `${overflows} of ${runs} batches overflowed`)
}
