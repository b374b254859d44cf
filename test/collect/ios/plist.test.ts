import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../../src/collect/budget.ts'
import { type Plist, readPlist } from '../../../src/collect/ios/plist.ts'
import { mutate } from '../../support/mutate.ts'
import { type PlistShape, writeBinaryPlist, writeStringsFile, writeXmlPlist } from '../../support/plist-writer.ts'

const read = (bytes: Buffer, log = new ProblemLog('x')): Plist | undefined =>
  readPlist(bytes, new Budget({ ...PACKAGE_LIMITS, steps: 5_000_000 }), log, 'Info.plist')

/** A read value as a test writes it. */
function plain(value: Plist | undefined): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
  return Array.isArray(value) ? value.map(plain) : value
}

const SHAPE: PlistShape = {
  CFBundleIdentifier: 'com.example.app',
  NSCameraUsageDescription: '用于扫描 & 识别 <二维码>',
  empty: '',
  list: ['甲', 2, true, { inner: false }],
  data: Buffer.from([1, 2, 255]),
  negative: -7,
  half: 0.5,
}

test('the binary and the XML form give the same values', () => {
  assert.deepEqual(plain(read(writeBinaryPlist(SHAPE))), SHAPE)
  assert.deepEqual(plain(read(writeXmlPlist(SHAPE))), SHAPE)
})

test('any property list comes back from both forms', () => {
  const { value } = fc.letrec<{ value: PlistShape }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: fc.constantFrom('a', '中', '&', '<', '"', ' ') }),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: fc.constantFrom('k', '键') }), tie('value'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }))
  fc.assert(
    fc.property(value, (shape) => {
      assert.deepEqual(plain(read(writeBinaryPlist(shape))), shape)
      assert.deepEqual(plain(read(writeXmlPlist(shape))), shape)
    }),
  )
})

test('string tables: UTF-16 and UTF-8, comments, escapes, bare names, and an empty file', () => {
  const table = { NSCameraUsageDescription: '用于“扫码”', CFBundleDisplayName: '清"简' }
  assert.deepEqual(plain(read(writeStringsFile(table))), table)
  assert.deepEqual(plain(read(writeStringsFile(table).subarray(2).swap16())), table)
  const text = '// 说明\nCFBundleName = Demo;\n/* a */ "k" = "\\U4e2d\\n\\"x\\"" ;\n"same";'
  assert.deepEqual(plain(read(Buffer.from(text))), { CFBundleName: 'Demo', k: '中\n"x"', same: 'same' })
  assert.deepEqual(plain(read(Buffer.from('/* nothing */\n'))), {})
})

test('XML: comments, CDATA, character references and a document type with an inner subset', () => {
  const xml =
    '<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "b">]><!-- x --><plist><dict><key>a</key><string>1<![CDATA[<2>]]>&#x4e2d;&#25991;&a;</string></dict></plist>'
  assert.deepEqual(plain(read(Buffer.from(xml))), { a: '1<2>中文&a;' })
})

test('hostile binary lists: loops, shared parts, lying counts and deep nesting end quickly', () => {
  // An array that holds itself.
  const loop = writeBinaryPlist([1])
  loop.writeUInt16BE(0, 9)
  assert.deepEqual(plain(read(loop)), [])
  let deep: PlistShape = 'x'
  for (let i = 0; i < 500; i++) deep = [deep]
  assert.ok(read(writeBinaryPlist(deep)))
  assert.ok(read(writeXmlPlist(deep)))
  const lying = writeBinaryPlist(['x'])
  lying.writeBigUInt64BE(0xffff_ffff_ffffn, lying.length - 24)
  const log = new ProblemLog('x')
  assert.equal(read(lying, log), undefined)
  assert.equal(log.problems[0]?.code, 'plist.broken')
})

test('an XML list that was cut off is none: what was lost cannot be told from what is not there', () => {
  const whole = writeXmlPlist({ CFBundleIdentifier: 'a.b', NSCameraUsageDescription: '用于扫码' })
  assert.ok(read(whole))
  for (const text of ['</plist>', '</dict>', '</string>']) {
    const log = new ProblemLog('x')
    const cut = whole.subarray(0, whole.lastIndexOf(text))
    assert.equal(read(cut, log) === undefined, text !== '</plist>', text)
    assert.equal(log.problems.length, text === '</plist>' ? 0 : 1)
  }
})

test('strings that lie over each other are not decoded without end', () => {
  // Two thousand strings that each claim the whole file.
  const count = 2000
  const long = Buffer.alloc(100_000, 0x41)
  const head = Buffer.from([0x5f, 0x12, 0, 0, 0, 0])
  head.writeUInt32BE(long.length, 2)
  const array = Buffer.concat([Buffer.from([0xaf, 0x11, 0, 0]), Buffer.alloc(count * 2)])
  array.writeUInt16BE(count, 2)
  for (let i = 0; i < count; i++) array.writeUInt16BE(i + 1, 4 + i * 2)
  const table = Buffer.alloc((count + 1) * 4)
  table.writeUInt32BE(8 + head.length + long.length, 0)
  for (let i = 1; i <= count; i++) table.writeUInt32BE(8, i * 4)
  const trailer = Buffer.alloc(32)
  trailer[6] = 4
  trailer[7] = 2
  trailer.writeBigUInt64BE(BigInt(count + 1), 8)
  trailer.writeBigUInt64BE(BigInt(8 + head.length + long.length + array.length), 24)
  const list = read(Buffer.concat([Buffer.from('bplist00'), head, long, array, table, trailer]))
  assert.ok(Array.isArray(list) && list.length <= 8, String(Array.isArray(list) && list.length))
})

test('damage never throws, in any form', () => {
  const whole = [writeBinaryPlist(SHAPE), writeXmlPlist(SHAPE), writeStringsFile({ a: '中', b: 'c' })]
  let broken = 0
  for (let seed = 1; seed <= 1500; seed++) {
    const log = new ProblemLog('x')
    assert.doesNotThrow(() => read(mutate(whole[seed % 3]!, seed), log), `seed ${seed}`)
    broken += log.problems.length
  }
  assert.ok(broken > 50, `${broken} of 1500 noticed`)
})
