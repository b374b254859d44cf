import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Budget } from '../../src/collect/budget.ts'
import { readScan, SCAN_LIMITS } from '../../src/collect/inventory/scan.ts'
import { workbook } from '../../src/report/xlsx.ts'
import { mutate } from '../support/mutate.ts'
import { SCAN_SEEDS } from '../support/scans.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_SCANS'] ?? 6_000)

const sheet = workbook([
  {
    name: '核查',
    rows: [
      ['检查项', 'IP地址', '是否符合'],
      ['口令', '10.0.0.2', '不符合'],
    ],
  },
])
const seeds = [...SCAN_SEEDS.map((s) => Buffer.from(typeof s === 'string' ? s : JSON.stringify(s))), Buffer.from(sheet)]

it(`${RUNS} damaged results of scanners are read or refused`, { timeout: 5 * 60_000 }, async () => {
  let read = 0
  for (let run = 0; run < RUNS; run++) {
    const damaged = mutate(seeds[run % seeds.length]!, run)
    const found = await readScan(damaged, 'x', new Budget({ ...SCAN_LIMITS, ms: 5_000 }))
    if ('findings' in found) {
      read += 1
      for (const one of found.findings) {
        assert.ok(one.locator !== '' && one.title.length <= 700, JSON.stringify(one))
        if (one.foundOn !== undefined) assert.match(one.foundOn, /^\d{4}-\d{2}-\d{2}$/)
      }
    } else assert.ok(found.en !== '' && found.zh !== '')
  }
  assert.ok(read > RUNS / 20 && read < RUNS, String(read))
})
