import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget } from '../../src/collect/budget.ts'
import { readAbc } from '../../src/collect/harmony/abc.ts'
import { ResourceIndex } from '../../src/collect/harmony/resource-index.ts'
import { readMachO } from '../../src/collect/ios/macho.ts'
import { nibTexts } from '../../src/collect/ios/nib.ts'
import { readPlist } from '../../src/collect/ios/plist.ts'
import { writeAbc, writeResourceIndex } from '../support/hap-writer.ts'
import { writeFat, writeMachO } from '../support/macho-writer.ts'
import { mutate } from '../support/mutate.ts'
import { writeBinaryPlist, writeStringsFile, writeXmlPlist } from '../support/plist-writer.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_DEVICE'] ?? 60_000)
const LIMITS = { bytes: 64 << 20, entries: 100_000, depth: 8, steps: 5_000_000, ms: 10_000 }

const info = { CFBundleIdentifier: 'com.example', NSCameraUsageDescription: '用于扫码', list: [1, true, { a: 'b' }] }
const code = {
  imports: ['OBJC_CLASS_$_CLLocationManager'],
  exports: ['main'],
  classes: ['AppDelegate', 'Main'],
  loading: ['Boot'],
  selectors: ['viewDidLoad'],
  strings: ['隐私政策'],
  entitlements: { 'get-task-allow': true },
  launch: { refers: ['Main'], via: 'setUp', stub: true },
}
const strings = [{ id: 0x01000000, name: 'app_name', texts: { '': 'Demo', 'zh-CN': '示例' } }]
const records = [
  { name: 'L&entry/src/main/ets/pages/Index&;', package: 'entry', imports: { '@ohos:router': ['default'] } },
]

const plist = (bytes: Buffer, budget: Budget, log: ProblemLog) => {
  readPlist(bytes, budget, log, 'Info.plist')
  log.guard('nib', () => nibTexts(bytes, budget))
}
const macho = (bytes: Buffer, budget: Budget, log: ProblemLog) => {
  log.guard('strings', () => {
    for (const slice of readMachO(bytes, budget, log, 'Demo')?.slices ?? [])
      for (const text of slice.strings()) void text
  })
}

const SOURCES: readonly [Buffer, (bytes: Buffer, budget: Budget, log: ProblemLog) => void][] = [
  [writeBinaryPlist(info), plist],
  [writeXmlPlist(info), plist],
  [writeStringsFile({ a: '中', b: 'c' }), plist],
  [writeMachO(code), macho],
  [writeMachO({ ...code, chained: true }), macho],
  [writeFat([writeMachO({ cpu: 'arm' }), writeMachO(code)]), macho],
  [writeResourceIndex(strings), (bytes, budget, log) => new ResourceIndex().add(bytes, budget, log, 'resources.index')],
  [writeResourceIndex(strings, 'new'), (bytes, budget, log) => new ResourceIndex().add(bytes, budget, log, 'r')],
  [writeAbc(records, ['同意', 'a']), (bytes, budget, log) => readAbc(bytes, budget, log, 'modules.abc')],
]

it(`${RUNS} damaged property lists, Mach-O files, indexes and byte code give values or problems, never an exception`, {
  timeout: 10 * 60_000,
}, () => {
  let noticed = 0
  let peak = 0
  for (let seed = 0; seed < RUNS; seed++) {
    const [bytes, read] = SOURCES[seed % SOURCES.length]!
    const log = new ProblemLog('fuzz')
    read(mutate(bytes, seed), new Budget(LIMITS), log)
    if (log.problems.length > 0) noticed++
    if (seed % 500 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed)
  }
  assert.ok(noticed > RUNS / 20, `only ${noticed} of ${RUNS} damaged files were noticed`)
  assert.ok(peak < 1 << 30, `heap reached ${peak}`)
})
