import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type AnyEntity, entity, field, handle } from '../../../src/facts/entity.ts'
import type { Row } from '../../../src/facts/row.ts'
import type { Condition } from '../../../src/facts/tree.ts'
import type { Environment } from '../../../src/judge/environment.ts'
import type { Dialect } from '../../../src/judge/sql/dialect.ts'
import { walk } from '../../../src/judge/walk.ts'
import { same } from '../../../src/law/text.ts'
import { conditionsOf, DAYS, entities, environmentOn, environments, rowsOf } from '../../support/arbitrary.ts'
import { type ColumnTypes, type Making, sqlOf, truthOf } from '../../support/sql-tables.ts'
import type { Engine } from './engine.ts'

interface Batch {
  readonly entity: AnyEntity
  readonly rows: Row[]
  readonly conditions: Condition[]
  readonly env: Environment
}

/** A whole number as wide as an engine keeps is no fraction, however the two are brought to one type. */
function besideFraction(): Batch {
  const root = entity({
    name: 'root',
    title: same('root'),
    key: 'id',
    fields: { id: field.text(same('id')), whole: field.decimal(same('whole')) },
  })
  const { whole } = handle(root)
  const conditions = [whole.is('0.25'), whole.atLeast('0.25'), whole.between('-0.4', '0.4'), whole.isNot('0.25')]
  const rows = [0, 1, undefined].map((n, i) => ({ id: String(i), whole: n as number | undefined }))
  return { entity: root, rows, conditions, env: environmentOn(DAYS[0]!, DAYS[0]!) }
}

const batchesOf = (rows: number, trees: number): fc.Arbitrary<Batch> =>
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
    { numRuns: runs, examples: [[besideFraction()]] },
  )
  assert.ok(
    seen.every((n) => n > least),
    `all three answers come up: ${seen}`,
  )
  assert.ok(overflows <= runs / 4, `${overflows} of ${runs} batches overflowed`)
}
