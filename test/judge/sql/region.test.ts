import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDuck } from '../../../src/collect/table/duck.ts'
import { REGION_LEVELS, sameRegion } from '../../../src/facts/lending.ts'
import { dialects } from '../../../src/judge/sql/dialect.ts'
import { computedFields } from '../../../src/judge/sql/region.ts'

const dialect = dialects.duckdb
const CODES = ['33', '3301', '330106', '330100', '330000', '330206', '110105', '11', '330106001', '330006', '000106']
const TEXTS = [...CODES, '00', '0000', '000000', '33010', '浙江', '', undefined]
const written = (text: string | undefined) => (text === undefined ? 'CAST(NULL AS VARCHAR)' : dialect.text(text))

test('regions are compared in SQL as they are row by row', () =>
  withDuck(async (duck) => {
    const pairs = TEXTS.flatMap((a) => TEXTS.map((b) => [a, b] as const))
    const values = pairs.map(([a, b], i) => `(${i}, ${written(a)}, ${written(b)})`).join(', ')
    for (const level of REGION_LEVELS) {
      const { ready = (text: string) => text, print } = computedFields(level).inRegion!
      const rows = await duck.rows(
        `SELECT ${print(['x', 'y'], dialect)} AS r FROM (SELECT i, ${ready('a', dialect)} AS x, ${ready('b', dialect)} AS y FROM (VALUES ${values}) AS t(i, a, b)) AS q ORDER BY i`,
      )
      for (const [i, [a, b]] of pairs.entries()) {
        const expected = a === undefined || b === undefined ? undefined : sameRegion(level, a, b)
        assert.equal(rows[i]!.r ?? undefined, expected, `${a} and ${b} at ${level}`)
      }
    }
  }))
