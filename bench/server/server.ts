/** A server of a store in a process of its own, and what it costs. Speaks with the process that measures it. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serve } from '../../src/serve/serve.ts'
import { makeToken, openSession } from '../../src/store/state/people.ts'

const [store = '', database] = process.argv.slice(2)
const served = await serve({ port: '0', store, ...(database ? { database } : {}) })
const { bench, address } = served
const { id } = await bench.db.selectFrom('account').select('id').where('operator', '=', 1).executeTakeFirstOrThrow()
const session = await openSession(bench.db, id)
const token = await makeToken(bench.db, {
  workspace: 'main',
  account: id,
  name: 'bench',
  scopes: ['read', 'write'],
  days: 1,
})
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
let most = 0
setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss)
}, 100).unref()

process.on('message', (asked: string) => {
  if (asked === 'end') void served.close().then(() => process.exit(0))
  else if (asked === 'start') {
    delay.reset()
    most = 0
  }
  const { user, system } = process.cpuUsage()
  process.send!({ cpu: (user + system) / 1000, rss: most, stall: delay.max / 1e6 })
})
process.send!({ address, cookie: `guiju_session=${session.value}`, csrf: session.csrf, token: token.value })
