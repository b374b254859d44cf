import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resources } from '../../src/collect/android/resources.ts'
import { VALUE } from '../../src/collect/android/values.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { packageBudget } from '../support/apk.ts'
import { type ResourceType, type TableShape, writeArsc } from '../support/arsc-writer.ts'

const cn = { language: 'zh', region: 'CN' }
const types: ResourceType[] = [
  {
    name: 'string',
    rows: [
      {
        name: 'app_name',
        values: [{ value: 'Demo' }, { config: cn, value: '示例' }, { config: { language: 'de' }, value: 'Beispiel' }],
      },
      { name: 'only_default', values: [{ value: 'plain' }] },
      { name: 'only_zh', values: [{ config: cn, value: '只有中文' }] },
      { name: 'alias', values: [{ value: { ref: 0x7f010000 } }] },
      { name: 'loop_a', values: [{ value: { ref: 0x7f010005 } }] },
      { name: 'loop_b', values: [{ value: { ref: 0x7f010004 } }] },
      {
        name: 'privacy_title',
        values: [{ value: 'Privacy' }, { config: { language: 'zh', script: 'Hans' }, value: '隐私政策' }],
      },
    ],
  },
  {
    name: 'layout',
    rows: [
      { name: 'activity_login', values: [{ value: 'res/a/b.xml' }, { config: { sdk: 21 }, value: 'res/a/c.xml' }] },
    ],
  },
  { name: 'bool', rows: [{ name: 'on', values: [{ value: false }, { config: { sdk: 23 }, value: true }] }] },
  {
    name: 'array',
    rows: [
      {
        name: 'choices',
        values: [
          {
            value: {
              items: [
                { name: 0x02000000, value: 'one' },
                { name: 0x02000001, value: 'two' },
              ],
            },
          },
        ],
      },
    ],
  },
  {
    name: 'style',
    rows: [
      { name: 'Base', values: [{ value: { items: [{ name: 0x01010106, value: true }] } }] },
      { name: 'Child', values: [{ value: { parent: 0x7f050000, items: [{ name: 0x0101014f, value: 'text' }] } }] },
    ],
  },
]

function read(bytes: Buffer, budget = packageBudget()): { resources: Resources; log: ProblemLog } {
  const log = new ProblemLog('a.apk')
  const resources = new Resources(budget, log)
  resources.add(bytes, 'resources.arsc')
  return { resources, log }
}

const reference = (data: number) => ({ type: VALUE.reference, data, text: undefined })

const shapes: TableShape[] = (['plain', 'sparse', 'offset16'] as const).flatMap((layout) =>
  [false, true].flatMap((compact) => [false, true].map((utf8) => ({ layout, compact, utf8 }))),
)
for (const shape of shapes)
  test(`a table is read in every encoding: ${JSON.stringify(shape)}`, () => {
    const { resources, log } = read(writeArsc(types, shape))
    assert.deepEqual(resources.text(reference(0x7f010000)), { id: 0x7f010000, default: 'Demo', zh: '示例' })
    assert.deepEqual(resources.text(reference(0x7f010001)), { id: 0x7f010001, default: 'plain' })
    assert.deepEqual(resources.text(reference(0x7f010002)), { id: 0x7f010002, zh: '只有中文' })
    assert.deepEqual(resources.text(reference(0x7f010003)), { id: 0x7f010003, default: 'Demo', zh: '示例' })
    assert.deepEqual(resources.text(reference(0x7f010006)), { id: 0x7f010006, default: 'Privacy', zh: '隐私政策' })
    assert.equal(resources.name(0x7f010006), 'string/privacy_title')
    assert.equal(resources.find('string/privacy_title'), 0x7f010006)
    assert.deepEqual(resources.paths(resources.find('layout/activity_login')!), ['res/a/b.xml', 'res/a/c.xml'])
    assert.equal(resources.boolean(reference(0x7f030000)), true)
    assert.deepEqual(log.problems, [])
  })

test('references that go round end without a value', () => {
  const { resources } = read(writeArsc(types))
  assert.deepEqual(resources.text(reference(0x7f010004)), { id: 0x7f010004 })
  assert.equal(resources.resolve(reference(0x7f010005)), undefined)
})

test('ids that do not exist have nothing', () => {
  const { resources } = read(writeArsc(types))
  for (const id of [0x7f0100ff, 0x7f220000, 0x0104000a, 0xffffffff]) {
    assert.deepEqual(resources.text(reference(id)), { id })
    assert.equal(resources.name(id), undefined)
    assert.deepEqual(resources.paths(id), [])
  }
})

test('all strings of the default and Simplified Chinese are listed, arrays item by item, other languages not', () => {
  const { resources } = read(writeArsc(types))
  const list = [...resources.strings()].map(({ name, locale, text }) => `${name} ${locale} ${text}`)
  assert.deepEqual(list.sort(), [
    'array/choices default one',
    'array/choices default two',
    'string/app_name default Demo',
    'string/app_name zh 示例',
    'string/only_default default plain',
    'string/only_zh zh 只有中文',
    'string/privacy_title default Privacy',
    'string/privacy_title zh 隐私政策',
  ])
})

test('Simplified Chinese is chosen by region, then script, then the bare language; Traditional never', () => {
  const configs = [
    { config: { language: 'zh', region: 'TW' }, value: 'TW' },
    { config: { language: 'zh', script: 'Hant' }, value: 'Hant' },
    { config: { language: 'zh', region: 'SG' }, value: 'SG' },
    { config: { language: 'zh', script: 'Hans' }, value: 'Hans' },
    { config: { language: 'zh' }, value: 'zh' },
    { config: { language: 'zh', region: 'CN' }, value: 'CN' },
  ]
  for (const [count, expected] of [
    [2, undefined],
    [3, 'SG'],
    [4, 'Hans'],
    [5, 'zh'],
    [6, 'CN'],
  ] as const) {
    const { resources } = read(writeArsc([{ name: 'string', rows: [{ name: 's', values: configs.slice(0, count) }] }]))
    assert.equal(resources.text(reference(0x7f010000)).zh, expected)
  }
})

test('the least special configuration wins over densities', () => {
  const values = [
    { config: { density: 480 }, value: 'dense' },
    { value: 'plain' },
    { config: { density: 640 }, value: 'denser' },
  ]
  const { resources } = read(writeArsc([{ name: 'string', rows: [{ name: 's', values }] }]))
  assert.equal(resources.text(reference(0x7f010000)).default, 'plain')
})

test('a split adds languages, types and packages to the base', () => {
  const { resources } = read(writeArsc([{ name: 'string', rows: [{ name: 's', values: [{ value: 'base' }] }] }]))
  resources.add(writeArsc([{ name: 'string', rows: [{ name: 's', values: [{ config: cn, value: '拆分' }] }] }]), 'zh')
  resources.add(
    writeArsc([{ name: 'string', rows: [{ name: 'f', values: [{ value: 'feature' }] }] }], { packageId: 0x7e }),
    'f',
  )
  assert.deepEqual(resources.text(reference(0x7f010000)), { id: 0x7f010000, default: 'base', zh: '拆分' })
  assert.equal(resources.text(reference(0x7e010000)).default, 'feature')
  assert.equal(resources.find('string/f'), 0x7e010000)
})

test('styles are followed to their parents', () => {
  const { resources } = read(writeArsc(types))
  assert.equal(resources.styleValue(0x7f050001, 0x0101014f)?.text, 'text')
  assert.equal(resources.boolean(resources.styleValue(0x7f050001, 0x01010106)!), true)
  assert.equal(resources.styleValue(0x7f050001, 0x01010107), undefined)
})

test('texts beyond 32,767 bytes are whole', () => {
  const long = '长'.repeat(70_000)
  for (const utf8 of [false, true]) {
    const bytes = writeArsc(
      [{ name: 'string', rows: [{ name: 's', values: [{ value: utf8 ? long.slice(0, 10_900) : long }] }] }],
      { utf8 },
    )
    const { resources } = read(bytes)
    assert.equal(resources.text(reference(0x7f010000)).default?.length, utf8 ? 10_900 : 70_000)
  }
})

test('an empty, foreign or cut table is a problem at most', () => {
  assert.deepEqual(read(Buffer.alloc(0)).log.problems, [])
  assert.equal(read(Buffer.from('not a table at all')).log.problems[0]?.code, 'arsc.header')
  const bytes = writeArsc(types)
  const { resources, log } = read(bytes.subarray(0, bytes.length - 200))
  assert.equal(log.problems[0]?.code, 'arsc.broken')
  assert.doesNotThrow(() => [...resources.strings()])
})

test('a used-up budget ends lists with a problem', () => {
  const { resources, log } = read(writeArsc(types), new Budget({ ...PACKAGE_LIMITS, steps: 20 }))
  const list = [...resources.strings()]
  assert.equal(list.length < 8, true)
  assert.deepEqual(
    log.problems.map(({ code }) => code),
    ['budget.steps'],
  )
})

test('an array whose entries all point to the same items does not multiply', () => {
  const items = Array.from({ length: 500 }, (_, i) => ({ name: i, value: 'x' }))
  const rows = [
    { name: 'a', values: [{ value: { items } }] },
    ...Array.from({ length: 300 }, (_, i) => ({ name: `b${i}`, values: [{ value: { items: [] } }] })),
  ]
  const bytes = writeArsc([{ name: 'array', rows }])
  const type = bytes.indexOf(Buffer.from([0x01, 0x02, 84, 0]))
  assert.equal(type > 0, true)
  for (let i = 1; i <= 300; i++) bytes.writeUInt32LE(0, type + 84 + i * 4)
  const { resources, log } = read(bytes)
  assert.equal([...resources.strings()].length < 3000, true)
  assert.equal(log.problems[0]?.code, 'arsc.overlap')
})
