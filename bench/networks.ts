/**
 * Every duty of 2,000 made-up networks, judged, explained and written as JSON: seconds of one core and megabytes.
 * `node bench/networks.ts <file>` reads an inventory of one’s own instead.
 */
import { readFileSync } from 'node:fs'
import { judgeInventory } from '../src/cli/network-check.ts'
import { jsonPieces } from '../src/report/json.ts'
import { fortyInventory } from '../test/support/forty-networks.ts'

const own = process.argv[2]
const forty = JSON.parse(fortyInventory()) as { networks: readonly object[] }
const many = Array.from({ length: 2000 }, (_, i) => ({ ...forty.networks[i % forty.networks.length], id: `s${i}` }))
const text = own === undefined ? JSON.stringify({ ...forty, networks: many }) : readFileSync(own, 'utf8')
const found = await judgeInventory(text, own ?? 'networks.json', '2026-11-01', '0')
if (!('result' in found)) throw new Error(found.problems[0]?.en)
let bytes = 0
for (const piece of jsonPieces(found.result)) bytes += Buffer.byteLength(piece)
const { userCPUTime, maxRSS } = process.resourceUsage()
console.log(
  `${found.result.results.length - 1} networks, ${(bytes / 1e6).toFixed(0)} MB of JSON: ${(userCPUTime / 1e6).toFixed(1)} s of processor time, ${(maxRSS / 1e3).toFixed(0)} MB at most`,
)
