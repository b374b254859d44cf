/**
 * A draw over many subjects in three tiers with 2,000 inspectors: seconds of reading the plan, committing, revealing
 * and verifying. Argument: the number of subjects, five million by default.
 */
import { commit, reveal } from '../../src/cases/draw/record.ts'
import { verifyDraw } from '../../src/cases/draw/verify.ts'
import { sha256 } from '../../src/store/sha256.ts'

const count = Number(process.argv[2] ?? 5_000_000)
const TIERS = ['A', 'B', 'C']
const input = {
  id: 'bench',
  title: 'bench',
  organiser: 'bench',
  tiers: { A: { ratio: '0.1%' }, B: { ratio: '1%' }, C: { ratio: '1/20', atLeast: 10 } },
  subjects: Array.from({ length: count }, (_, i) => ({
    id: `91440300MA5${String((i * 7_919) % count).padStart(7, '0')}`,
    tier: TIERS[Math.min(2, Math.floor((i % 100) / 45))],
  })),
  inspectors: Array.from({ length: 2000 }, (_, i) => ({ id: `P${String(i).padStart(4, '0')}` })),
  perSubject: 2,
  substitutes: { subjects: 10, inspectors: 1 },
  randomness: {
    kind: 'published',
    at: '2026-12-01T21:15:00+08:00',
    sources: [{ id: 'beacon', name: 'bench', form: 'hex' }],
  },
}

let from = performance.now()
let used = process.cpuUsage()
const cpu = (): string => {
  const { user, system } = process.cpuUsage(used)
  return ((user + system) / 1e6).toFixed(2)
}
const lap = (what: string): void => {
  console.log(`${what.padEnd(8)} ${((performance.now() - from) / 1000).toFixed(1)} s, ${cpu()} s of processor time`)
  from = performance.now()
  used = process.cpuUsage()
}
const committed = await commit(input, 'ab'.repeat(32), { at: '2026-11-20T02:00:00.000Z' }, sha256)
lap('commit')
const done = await reveal(committed, { beacon: '5e'.repeat(64) }, { at: '2026-12-01T14:00:00.000Z' }, sha256)
lap('reveal')
const found = await verifyDraw(done, sha256)
lap('verify')
const drawn = done.reveal!.result.tiers.map((t) => `${t.drawn.length} of ${t.of}`).join(', ')
console.log(
  `${drawn}; ${found.ok ? 'verified' : 'NOT VERIFIED'}; ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
)
