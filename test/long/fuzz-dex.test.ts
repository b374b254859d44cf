import assert from 'node:assert/strict'
import { it } from 'node:test'
import { scanCode } from '../../src/collect/android/code.ts'
import { openZip } from '../../src/collect/archive/zip.ts'
import { Budget } from '../../src/collect/budget.ts'
import { isFramework } from '../../src/collect/catalog/framework.ts'
import { sensitiveApis } from '../../src/collect/catalog/sensitive-apis.ts'
import { mutate } from '../support/mutate.ts'
import { packages } from './fuzz-sources.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_DEX'] ?? 60_000)
const LIMITS = { bytes: 64 << 20, entries: 100_000, depth: 4, steps: 20_000_000, ms: 10_000 }

it(`${RUNS} damaged DEX files give a scan or problems, never an exception`, { timeout: 20 * 60_000 }, () => {
  const dexes = packages(60_000).flatMap((apk) => {
    const zip = openZip(apk, new Budget(LIMITS))
    const entry = zip.get('classes.dex')
    const dex = entry && zip.read(entry)
    return dex && dex.length < 40_000 ? [dex] : []
  })
  assert.ok(dexes.length >= 3, 'there are DEX files to damage')
  let damaged = 0
  let peak = 0
  for (let seed = 0; seed < RUNS; seed++) {
    const bytes = mutate(dexes[seed % dexes.length]!, seed)
    const scan = scanCode(
      {
        artifact: 'fuzz.apk',
        dex: [{ name: 'classes.dex', bytes }],
        roots: {
          application: 'com.example.App',
          providers: [],
          initializers: [],
          launchers: ['com.example.suiqing.tianqi.MainActivity', 'de.ecspride.MainActivity'],
          components: [{ kind: 'activity', name: 'de.ecspride.MainActivity' }],
          clickHandlers: ['onClick'],
        },
        apis: sensitiveApis,
        owners: () => undefined,
        framework: isFramework,
      },
      new Budget(LIMITS),
    )
    if (!scan.complete || scan.problems.length > 0) damaged++
    for (const site of scan.sites) assert.ok(site.method.length > 0)
    if (seed % 500 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed)
  }
  assert.ok(damaged > RUNS / 20, `only ${damaged} of ${RUNS} damaged files were noticed`)
  assert.ok(peak < 1 << 30, `heap reached ${peak}`)
})
