import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { CELLS, convertText, textOf } from '../../../src/collect/table/cells.ts'
import { convert } from '../../../src/collect/table/convert.ts'
import { Duck } from '../../../src/collect/table/duck.ts'
import type { Field } from '../../../src/facts/entity.ts'
import { field } from '../../../src/facts/entity.ts'
import { CELL_TEXTS } from '../../support/cell-texts.ts'

let duck: Duck
before(async () => {
  duck = await Duck.open()
})
after(() => duck.close())

const title = { zh: '列', en: 'column' }
const FIELDS: Readonly<Record<string, Field>> = {
  text: field.text(title),
  choice: field.choice(title, { local: { zh: '本地', en: 'local one' }, national: { zh: '全国', en: 'national one' } }),
  boolean: field.boolean(title),
  date: field.date(title),
  amount: field.decimal(title, { scale: 2 }),
  count: field.decimal(title),
}
/** Columns of types of their own, as DuckDB makes them of a text. */
const TYPES = ['VARCHAR', 'DOUBLE', 'FLOAT', 'INTEGER', 'BIGINT', 'DECIMAL(18,4)', 'DATE', 'TIMESTAMP', 'BOOLEAN']

describe('a cell read by what it says as text', () => {
  for (const [name, of] of Object.entries(FIELDS))
    for (const power of of.type === 'decimal' ? [0, 4] : [0])
      it(`is what DuckDB makes of its own types: ${name}${power === 0 ? '' : ` in 10^${power}`}`, async () => {
        for (const type of TYPES) {
          if (type === 'BOOLEAN' && of.type === 'decimal') continue
          const rows = `(SELECT TRY_CAST(v AS ${type}) AS c FROM (VALUES ${CELL_TEXTS.map((t) => `('${t}')`).join(', ')}) AS t(v))`
          const nulls = ['NA', '-']
          const own = convert(of, 'r.c', type, nulls, power)
          const text = { text: textOf(CELLS.duckdb, 'r.c', nulls), type: CELLS.duckdb.typeOf('r.c') }
          const read = convertText(CELLS.duckdb, of, text, power)
          const found = await duck.rows(
            `SELECT CAST(r.c AS VARCHAR) AS cell, ${own.value} AS a, ${own.bad ?? 'FALSE'} AS x, ${read.value} AS b, ${read.bad ?? 'FALSE'} AS y FROM ${rows} AS r`,
          )
          for (const { cell, a, b, x, y } of found) assert.deepEqual([b, y], [a, x], `${type} ${cell}`)
        }
      })

  it('takes the words of a choice for its code, in either language', async () => {
    const { value } = convertText(CELLS.duckdb, FIELDS['choice']!, { text: 'v' }, 0)
    const cells = [' 本地', '全国', 'local one', 'national', '地方']
    const rows = await duck.rows(
      `SELECT ${value} AS code FROM (SELECT TRIM(v) AS v FROM (VALUES ${cells.map((c) => `('${c}')`).join(', ')}) AS t(v))`,
    )
    assert.deepEqual(
      rows.map((row) => row['code']),
      ['local', 'national', 'local', 'national', null],
    )
  })
})
