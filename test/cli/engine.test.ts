import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeTables } from '../../src/cli/check.ts'
import { InputError } from '../../src/cli/errors.ts'
import { engineOf } from '../../src/cli/ground.ts'
import { placeOf } from '../../src/collect/engine/session.ts'
import { nameParts } from '../../src/collect/table/lay.ts'
import { book } from '../support/small-book.ts'

const said = (option: string): string => {
  try {
    engineOf(option)
  } catch (error) {
    if (error instanceof InputError) return `${error.text.zh} ${error.text.en}`
  }
  return ''
}

describe('--engine', () => {
  it('names DuckDB, or an address of PostgreSQL or ClickHouse', () => {
    assert.deepEqual(engineOf(undefined), { name: 'duckdb' })
    assert.equal(engineOf('postgresql://h/d').name, 'postgres')
    assert.equal(engineOf('clickhouse://u:p@h:8123/d').name, 'clickhouse')
  })

  it('is refused in one line that never holds what was written in an address', () => {
    for (const option of ['mysql://ann:sesame@h/d', 'postgres://ann:sesame%@h/d', 'clickhouse://ann:sesame@', 'spark'])
      assert.match(said(option), /^\S.+\S$/)
    for (const option of ['mysql://ann:sesame@h/d', 'postgres://ann:sesame%@h/d', 'clickhouse://ann:sesame@'])
      assert.doesNotMatch(said(option), /ann|sesame/)
  })

  it('shows where an address leads, and no more', () => {
    assert.equal(placeOf('postgres://ann:sesame@h:5433/d?password=sesame'), 'postgres://h:5433/d')
    assert.equal(placeOf('postgres://ann:sesame@@:x'), 'postgres://…')
  })

  it('that leads nowhere is told in one line', async () => {
    const nowhere = engineOf('postgres://ann:sesame@127.0.0.1:1/books')
    await assert.rejects(judgeTables(book(), undefined, '0', nowhere), (error) => {
      assert.ok(error instanceof InputError)
      assert.equal(error.code, 'engine.unreachable')
      return error.text.en.startsWith('postgres://127.0.0.1:1/books cannot be used (nothing listens there)')
    })
  })
})

describe('a table of an engine', () => {
  it('has a name of up to three parts, each plain or in quotes', () => {
    assert.deepEqual(nameParts('loans'), ['loans'])
    assert.deepEqual(nameParts('risk.loans'), ['risk', 'loans'])
    assert.deepEqual(nameParts('"Risk".`my loans`'), ['Risk', 'my loans'])
    assert.deepEqual(nameParts('"a""b.c"'), ['a"b.c'])
    for (const wrong of ['', 'a b', 'a..b', 'a.b.c.d', '"a', 'a; DROP TABLE b'])
      assert.equal(nameParts(wrong), undefined, wrong)
  })
})
