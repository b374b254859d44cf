import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../../src/collect/budget.ts'
import { readAbc } from '../../../src/collect/harmony/abc.ts'
import { parseJson } from '../../../src/collect/harmony/json.ts'
import { ResourceIndex, shownValue } from '../../../src/collect/harmony/resource-index.ts'
import { readTarGz } from '../../../src/collect/harmony/tar.ts'
import { writeAbc, writeResourceIndex } from '../../support/hap-writer.ts'
import { mutate } from '../../support/mutate.ts'

const budget = () => new Budget({ ...PACKAGE_LIMITS, steps: 5_000_000, bytes: 64 << 20 })

const RESOURCES = [
  { id: 0x01000000, name: 'app_name', texts: { '': 'Demo', 'zh-CN': '示例', 'en-US': 'Demo' } },
  { id: 0x01000001, name: 'camera_reason', texts: { '': '', 'zh-Hans-CN': '用于扫码' } },
]

for (const form of ['old', 'new'] as const)
  test(`resource index, ${form} form: by number and by name, the Chinese value first`, () => {
    const log = new ProblemLog('x')
    const index = new ResourceIndex()
    index.add(writeResourceIndex(RESOURCES, form), budget(), log, 'resources.index')
    assert.deepEqual(log.problems, [])
    assert.deepEqual(shownValue(index.find(0x01000000)!), { locale: 'zh-CN', text: '示例' })
    assert.deepEqual(shownValue(index.find('$string:camera_reason')!), { locale: 'zh-Hans-CN', text: '用于扫码' })
    assert.equal(index.find('$string:none'), undefined)
    assert.equal(index.find('app_name'), undefined)
    assert.equal([...index.all()].length, 2)
  })

const ABC = writeAbc(
  [
    {
      name: 'L&entry/src/main/ets/pages/Index&;',
      package: 'entry',
      imports: {
        '@ohos:geoLocationManager': ['default'],
        '@normalized:N&&&@umeng/analytics/Index&1.2.0': ['Analytics'],
      },
    },
    { name: 'L&@umeng/analytics/Index&1.2.0;', package: '@umeng/analytics' },
  ],
  ['getCurrentLocation', '同意并继续', 'a'.repeat(300)],
)

test('byte code: source files with package and imports, and the strings code uses', () => {
  const log = new ProblemLog('x')
  const abc = readAbc(ABC, budget(), log, 'ets/modules.abc')!
  assert.deepEqual(log.problems, [])
  assert.equal(abc.complete, true)
  assert.equal(abc.version, '12.0.6.0')
  assert.deepEqual(
    abc.records.map((r) => [r.name, r.package]),
    [
      ['entry/src/main/ets/pages/Index', 'entry'],
      ['@umeng/analytics/Index', '@umeng/analytics'],
    ],
  )
  assert.deepEqual(abc.records[0]!.imports, [
    { module: '@ohos:geoLocationManager', name: 'default' },
    { module: '@normalized:N&&&@umeng/analytics/Index&1.2.0', name: 'Analytics' },
  ])
  assert.deepEqual(abc.strings, ['getCurrentLocation', '同意并继续', 'a'.repeat(300)])
})

test('JSON with comments, single quotes, bare names and trailing commas', () => {
  const text = `// a\n{ name: '@x/y', "url": "https://a//b", 'v': "1", /* c */ list: [1, 2,], }`
  assert.deepEqual(parseJson(text), { name: '@x/y', url: 'https://a//b', v: '1', list: [1, 2] })
  assert.equal(parseJson('{'), undefined)
})

function tar(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).map(([name, text]) => {
    const head = Buffer.alloc(512)
    head.write(name)
    head.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124)
    head.write('0', 156)
    head.write('ustar', 257)
    return Buffer.concat([head, Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)])
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

test('tar archives: files with names; a cut or lying one gives what stands before the fault', () => {
  const bytes = tar({ 'package/oh-package.json5': '{}', 'package/a.txt': 'x'.repeat(600) })
  const files = readTarGz(bytes, budget())!
  assert.deepEqual(
    files.map((f) => [f.name, f.bytes.length]),
    [
      ['package/oh-package.json5', 2],
      ['package/a.txt', 600],
    ],
  )
  assert.equal(readTarGz(bytes.subarray(0, 40), budget()), undefined)
  assert.equal(
    readTarGz(gzipSync(Buffer.alloc(200 << 20)), new Budget({ ...PACKAGE_LIMITS, bytes: 1 << 20 })),
    undefined,
  )
})

test('damage never throws: index, byte code and tar', () => {
  const index = [writeResourceIndex(RESOURCES), writeResourceIndex(RESOURCES, 'new')]
  let noticed = 0
  for (let seed = 1; seed <= 1500; seed++) {
    const log = new ProblemLog('x')
    assert.doesNotThrow(() => {
      new ResourceIndex().add(mutate(index[seed % 2]!, seed), budget(), log, 'resources.index')
      readAbc(mutate(ABC, seed), budget(), log, 'ets/modules.abc')
      readTarGz(mutate(tar({ 'a/b': 'c' }), seed), budget())
    }, `seed ${seed}`)
    noticed += log.problems.length
  }
  assert.ok(noticed > 300, `${noticed}`)
})
