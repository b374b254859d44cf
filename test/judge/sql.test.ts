import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { walk } from '../../src/judge/walk.ts'
import { conditionsOf, DAYS, entities, environments, rowsOf } from '../support/arbitrary.ts'
import { sqlOf, truthOf } from '../support/sql-tables.ts'

const types = {
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  date: 'DATE',
  integer: 'INTEGER',
  decimal: (scale: number) => `DECIMAL(38,${scale})`,
}

const batches = entities.chain((entity) =>
  fc.record({
    entity: fc.constant(entity),
    rows: fc.array(rowsOf(entity, { noDoubt: true, days: DAYS }), { minLength: 1, maxLength: 8 }),
    conditions: fc.array(conditionsOf(entity), { minLength: 1, maxLength: 6 }),
    env: environments,
  }),
)

test('DuckDB answers as the walker does', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const seen = [0, 0, 0]
  let overflows = 0
  await fc.assert(
    fc.asyncProperty(batches, async ({ entity, rows, conditions, env }) => {
      const { setup, drop, query } = sqlOf(entity, rows, conditions, env, dialects.duckdb, types)
      for (const statement of setup) await connection.run(statement)
      try {
        const found = (await connection.runAndReadAll(query)).getRows()
        for (const [i, row] of rows.entries())
          for (const [j, condition] of conditions.entries()) {
            const expected = walk(condition, { [entity.name]: row }, env)
            assert.equal(
              truthOf(found[i]![j + 1]),
              expected,
              `row ${i}, condition ${j}: ${JSON.stringify(condition)}\n${query}`,
            )
            seen[expected]!++
          }
      } catch (error) {
        // More than 38 digits: the engine says so and answers nothing.
        if (!/out of range|overflow/i.test(String(error))) throw error
        overflows++
      } finally {
        for (const statement of drop) await connection.run(statement)
      }
    }),
    { numRuns: 150 },
  )
  assert.ok(
    seen.every((n) => n > 100),
    `all three answers come up: ${seen}`,
  )
  assert.ok(overflows < 30, `${overflows} batches overflowed`)
})
