import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { readFolder } from '../../src/collect/mini-program/files.ts'
import { scanMini } from '../../src/collect/mini-program/scan.ts'
import { isWxapkg } from '../../src/collect/mini-program/wxapkg.ts'

const SAMPLES = fileURLToPath(new URL('../../../shared/data/samples/', import.meta.url))
/** The folder of the only packages among the samples, found by what they are. */
const folder = existsSync(SAMPLES)
  ? readdirSync(SAMPLES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(SAMPLES, entry.name))
      .find((path) =>
        readdirSync(path, { withFileTypes: true }).some(
          (e) => e.isFile() && e.name.endsWith('.wxapkg') && isWxapkg(readFileSync(join(path, e.name))),
        ),
      )
  : undefined

test('the sample packages are joined and give what is known of them', {
  skip: folder === undefined && 'samples are not here',
}, () => {
  const budget = new Budget({ ...PACKAGE_LIMITS, ms: 600_000 })
  const log = new ProblemLog('sample')
  const files = readFolder(folder!, budget, log)
  assert.ok(typeof files !== 'string')
  const scan = scanMini(files, budget, log)
  assert.deepEqual(log.problems, [])
  assert.deepEqual([...scan.config!.scopes.keys()], ['scope.userLocation'])
  assert.deepEqual(scan.config!.privateInfos, ['getLocation'])
  const called = new Set(scan.scripts.calls.map((call) => call.name))
  for (const name of [
    'login',
    'getSystemInfoSync',
    'getLocation',
    'getUserInfo',
    'getUserProfile',
    'getPrivacySetting',
  ])
    assert.ok(called.has(name), name)
  assert.ok(!scan.missing.includes('pages/bus') && scan.missing.includes('pages/hotel'))
  assert.equal(scan.textsRead, false)
})
