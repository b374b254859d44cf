import assert from 'node:assert/strict'
import { it } from 'node:test'
import { insertRows } from '../../src/store/state/insert.ts'
import { TestBench } from '../support/bench.ts'

it('rows go into the columns they name, in whatever order each call names them', async () => {
  const bench = await TestBench.open()
  const { db } = bench.bench
  const ws = await bench.workspace('main')
  const texts = { zh: '材料', en: 'material' }
  await db.transaction().execute(async (within) => {
    await insertRows(within, 'material', [{ workspace_id: ws, id: 'a', kind: 'provide', ...texts, n: 1 }])
    await insertRows(within, 'material', [{ n: 2, ...texts, kind: 'verify', id: 'b', workspace_id: ws }])
  })
  const rows = await db.selectFrom('material').select(['id', 'kind', 'n']).orderBy('id').execute()
  assert.deepEqual(
    rows.map((r) => [r.id, r.kind, r.n]),
    [
      ['a', 'provide', 1],
      ['b', 'verify', 2],
    ],
  )
  await bench.close()
})
