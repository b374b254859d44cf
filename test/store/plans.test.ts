import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sql } from 'kysely'
import { openState } from '../../src/store/state/database.ts'
import { Plans } from '../../src/store/state/plans.ts'
import { newDatabase } from '../support/bench.ts'

it('a statement has one name for good, and what is planned each time has none', () => {
  const plans = new Plans()
  const one = plans.nameOf('select * from "result" where "id" = $1')
  const two = plans.nameOf('select * from "job" where "id" = $1')
  assert.ok(one !== undefined && two !== undefined && one !== two)
  assert.equal(plans.nameOf('select * from "result" where "id" = $1'), one)
  for (const sql of [
    'update "job" set "state" = $1',
    'select "id" from "subject" where "folded" like $1',
    'select "id" from "subject" where "id" in ($1, $2)',
    `select ${'"id", '.repeat(1000)} "id" from "subject"`,
  ])
    assert.equal(plans.nameOf(sql), undefined, sql.slice(0, 60))
})

it('no more statements are kept than there is room for', () => {
  const plans = new Plans()
  const names = Array.from({ length: 1000 }, (_, n) => plans.nameOf(`select ${n}`))
  assert.equal(new Set(names).size, 301)
  assert.equal(names.at(-1), undefined)
  assert.equal(plans.nameOf('select 7'), names[7])
})

it('a table that is given another column is read on as before', async () => {
  const { address, drop } = await newDatabase()
  const state = await openState('', address)
  try {
    const read = () => state.db.selectFrom('workspace').selectAll().where('id', '=', 'none').execute()
    for (let n = 0; n < 20; n += 1) assert.deepEqual(await read(), [])
    await sql`alter table workspace add column more text`.execute(state.db)
    // Whichever connection is given.
    const all = await Promise.all(Array.from({ length: 20 }, read))
    assert.deepEqual(all.flat(), [])
  } finally {
    await state.close()
    await drop()
  }
})
