/**
 * A server with many subjects under load: rate held, latency, processor time and memory.
 * `node bench/server/run.ts <store> [--database postgres://…] [--subjects 100000] [--rate 500] [--seconds 30]
 * [--screens] [--profile folder]` fills the store first where it is not full. Ends with 1 where a limit is missed.
 */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openState, stateFile } from '../../src/store/state/database.ts'
import { fill, nameOf } from './fill.ts'
import type { Ask, Told } from './load.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    subjects: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    screens: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const [store] = positionals
if (!store) throw new Error('name a folder for the store')
const LIMIT = 50
const UPLOADS = 200
const UPLOAD_BYTES = 2 ** 20

const filled = await fill(store, Number(values.subjects), values.database)
console.log(`${filled.subjects} subjects, ${filled.determinations} determinations`)

/** Ids at random, so that hardly any request is asked twice. */
async function someIds(most: number): Promise<{ readonly subject: string; readonly result: string }[]> {
  const state = await openState(store!, values.database)
  const step = Math.max(1, Math.floor(filled.subjects / most))
  const rows = await state.db.selectFrom('subject').select(['id', 'latest_id']).execute()
  await state.close()
  return rows.filter((_, n) => n % step === 0).map((r) => ({ subject: r.id, result: r.latest_id }))
}

const ids = await someIds(20_000)
// What is measured is the server, not the disk: the file is in the cache of the system when the load begins.
if (!values.database)
  for await (const chunk of createReadStream(stateFile(store), { highWaterMark: 2 ** 23 })) void chunk
const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!
const below = (n: number) => Math.floor(Math.random() * n)
const KINDS = ['', '&kind=app.ios', '&outcome=failed', '&kind=app.web&outcome=cantTell']

/** What people ask of the API, each as often as it stands here. */
const API: readonly (() => Ask)[] = [
  ...Array.from({ length: 4 }, () => () => ({
    name: 'list of subjects',
    path: `/api/workspaces/main/subjects?from=${below(10) === 0 ? below(filled.subjects) : 50 * below(4)}${any(KINDS)}`,
  })),
  ...Array.from({ length: 3 }, () => () => ({
    name: 'a subject',
    path: `/api/workspaces/main/subjects/${any(ids).subject}/results`,
  })),
  ...Array.from({ length: 4 }, () => () => ({
    name: 'a result',
    path: `/api/workspaces/main/results/${any(ids).result}`,
  })),
  ...Array.from({ length: 2 }, () => () => ({ name: 'counts by provision', path: '/api/workspaces/main/provisions' })),
  () => ({
    name: 'subjects of a provision',
    path: `/api/workspaces/main/determinations?provision=app-pi-2019%233.${1 + below(9)}&outcome=${any(['failed', 'cantTell', 'passed'])}`,
  }),
  ...Array.from({ length: 2 }, () => () => ({ name: 'due', path: '/api/workspaces/main/due' })),
  ...Array.from({ length: 3 }, () => () => {
    const { name, key } = nameOf(below(filled.subjects))
    return {
      name: 'search',
      path: `/api/workspaces/main/subjects?q=${encodeURIComponent(any([name, key, key.slice(-9)]))}`,
    }
  }),
  () => ({ name: 'who am I', path: '/api/me' }),
]
const SCREENS: readonly (() => Ask)[] = [
  () => ({ name: 'screen: home', path: '/w/main' }),
  () => ({ name: 'screen: subjects', path: `/w/main/subjects?from=${50 * below(20)}` }),
  () => ({ name: 'screen: a subject', path: `/w/main/subjects/${any(ids).subject}` }),
  () => ({ name: 'screen: a result', path: `/w/main/results/${any(ids).result}` }),
]
const of = values.screens ? SCREENS : API

const child = (name: string, args: readonly string[], execArgv: readonly string[] = []) =>
  fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv: [...execArgv] })
const server = child(
  'server.ts',
  [store, ...(values.database ? [values.database] : [])],
  values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
)
const [{ address, cookie, token }] = (await once(server, 'message')) as [Record<'address' | 'cookie' | 'token', string>]
async function ask(
  what: 'start' | 'usage',
): Promise<{ readonly cpu: number; readonly rss: number; readonly stall: number }> {
  server.send(what)
  const [told] = await once(server, 'message')
  return told
}

async function load(rate: number, seconds: number): Promise<Told> {
  const driver = child('load.ts', [])
  const asks = Array.from({ length: rate * seconds }, () => any(of)())
  driver.send({ address, headers: { host: new URL(address).host, cookie }, asks, rate, seconds })
  const [told] = await once(driver, 'message')
  return told as Told
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const line = (name: string, took: readonly number[]) => {
  const sorted = [...took].sort((a, b) => a - b)
  const [p50, p99, max] = [at(sorted, 0.5), at(sorted, 0.99), sorted.at(-1) ?? 0].map((ms) => ms.toFixed(1).padStart(8))
  return `${name.padEnd(26)}${String(took.length).padStart(7)}${p50}${p99}${max}`
}
const inWhole = (of: readonly number[]) => of.map((ms) => ms.toFixed(0)).join(' ')
const loadNow = () =>
  loadavg()
    .map((l) => l.toFixed(1))
    .join(' ')

const [rate, seconds] = [Number(values.rate), Number(values.seconds)]
// The first seconds of a process, in which its code is compiled, are told apart from those that follow.
const { longest: first } = await load(rate, 5)
const loadBefore = loadNow()
const before = await ask('start')
const { took, longest, bad, achieved } = await load(rate, seconds)
const after = await ask('usage')
const everything = Object.values(took).flat()
console.log(`load of the machine ${loadBefore} before, ${loadNow()} after`)
console.log(`asked ${rate}/s for ${seconds} s, answered ${achieved.toFixed(0)}/s, ${bad.length} not`)
console.log(
  `server: ${(((after.cpu - before.cpu) / (seconds * 1000)) * 100).toFixed(0)} % of one core, ${(after.rss / 2 ** 20).toFixed(0)} MB at most, longest stall ${after.stall.toFixed(0)} ms`,
)
console.log(`${'ms'.padEnd(26)}${'n'.padStart(7)}${'p50'.padStart(8)}${'p99'.padStart(8)}${'max'.padStart(8)}`)
for (const [name, of] of Object.entries(took).sort()) console.log(line(name, of))
console.log(line('all', everything))
console.log(`longest of each of the first seconds: ${inWhole(first)} ms`)
console.log(`longest of each second: ${inWhole(longest)} ms`)
for (const one of bad.slice(0, 5)) console.log(one)

await ask('start')
const start = performance.now()
const uploads = await Promise.all(
  Array.from({ length: UPLOADS }, async (_, n) => {
    const answer = await fetch(`${address}api/workspaces/main/artifacts?name=bench-${n}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: randomBytes(UPLOAD_BYTES),
    })
    await answer.arrayBuffer()
    return answer.status
  }),
)
const uploaded = await ask('usage')
const refused = uploads.filter((status) => status !== 201)
console.log(
  `${UPLOADS} uploads of 1 MB at once: ${((performance.now() - start) / 1000).toFixed(1)} s, ${refused.length} refused, ${(uploaded.rss / 2 ** 20).toFixed(0)} MB at most, longest stall ${uploaded.stall.toFixed(0)} ms`,
)
server.send('end')
await once(server, 'exit')
const sorted = everything.sort((a, b) => a - b)
process.exitCode =
  at(sorted, 0.99) < LIMIT && bad.length === 0 && refused.length === 0 && achieved > rate * 0.98 ? 0 : 1
