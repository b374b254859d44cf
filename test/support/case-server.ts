/** A server on a store, for tests that end it: prints its port, and the headers of a member who may write, as JSON. */
import { writeSync } from 'node:fs'
import { serve } from '../../src/serve/serve.ts'
import { makeToken } from '../../src/store/state/people.ts'

const [store = ''] = process.argv.slice(2)
const { bench, address } = await serve({ port: '0', store, jobs: 1 })
const owner = await bench.db.selectFrom('account').select('id').where('operator', '=', 1).executeTakeFirstOrThrow()
const { value } = await makeToken(bench.db, {
  workspace: 'main',
  account: owner.id,
  name: 'test',
  scopes: ['read', 'write'],
  days: 1,
})
writeSync(1, `${JSON.stringify({ address, headers: { authorization: `Bearer ${value}` } })}\n`)
