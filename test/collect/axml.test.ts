import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTR } from '../../src/collect/android/attributes.ts'
import { type AxmlElement, parseAxml } from '../../src/collect/android/axml.ts'
import { asBoolean, asInteger, asWord, VALUE } from '../../src/collect/android/values.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { packageBudget } from '../support/apk.ts'
import { type AxmlShape, writeAxml, type XmlNode } from '../support/axml-writer.ts'

function parse(bytes: Buffer): { root: AxmlElement | undefined; codes: string[] } {
  const log = new ProblemLog('a.apk')
  const root = parseAxml(bytes, packageBudget(), log, 'a.xml')
  return { root, codes: log.problems.map(({ code }) => code) }
}

const tree: XmlNode = {
  tag: 'manifest',
  attributes: { package: 'com.example', 'android:versionCode': 7 },
  line: 3,
  children: [
    { tag: 'uses-permission', attributes: { 'android:name': 'android.permission.INTERNET' }, line: 5 },
    {
      tag: 'application',
      attributes: { 'android:debuggable': true, 'android:label': { ref: 0x7f010000 } },
      text: '中文😀',
    },
  ],
}

const shapes: AxmlShape[] = [
  {},
  { utf8: true },
  { blankNames: true },
  { type: 0 },
  { type: 0xffff, utf8: true },
  { stride: 28 },
  { unknownChunk: Buffer.from([0x34, 0x12, 8, 0, 12, 0, 0, 0, 1, 2, 3, 4]) },
]

for (const shape of shapes)
  test(`elements, attributes and texts are read: ${JSON.stringify(shape)}`, () => {
    const { root, codes } = parse(writeAxml(tree, shape))
    assert.deepEqual(codes, [])
    assert.equal(root?.name, 'manifest')
    assert.equal(root.line, 3)
    assert.equal(root.findPlain('package')?.text, 'com.example')
    assert.equal(root.find(ATTR.versionCode)?.data, 7)
    const [permission, application] = root.children
    assert.equal(permission?.find(ATTR.name)?.text, 'android.permission.INTERNET')
    assert.equal(permission.line, 5)
    assert.deepEqual(application?.find(ATTR.label), { type: VALUE.reference, data: 0x7f010000, text: undefined })
    assert.equal(asBoolean(application.find(ATTR.debuggable)!), true)
    assert.equal(application.text, '中文😀')
    assert.equal(application.parent, root)
  })

test('attributes are found by their id: a name alone is not enough, a false name does not matter', () => {
  const bytes = writeAxml({ tag: 'a', attributes: { name: 'plain', 'android:label': 'by id' } })
  const { root } = parse(bytes)
  assert.equal(root?.find(ATTR.name), undefined)
  assert.equal(root?.find(ATTR.label)?.text, 'by id')
  assert.equal(root.findPlain('label'), undefined)
  assert.deepEqual(
    root?.attributes().map(({ name, id, ns }) => ({ name, id, ns: ns !== undefined })),
    [
      { name: 'name', id: 0, ns: false },
      { name: 'label', id: ATTR.label, ns: true },
    ],
  )
})

test('a stated size beyond the file is a problem and the elements are still read', () => {
  const { root, codes } = parse(writeAxml(tree, { size: 0x7fffffff }))
  assert.equal(root?.children.length, 2)
  assert.deepEqual(codes, ['axml.broken'])
})

test('a cut file keeps the elements before the cut', () => {
  const bytes = writeAxml(tree)
  const { root, codes } = parse(bytes.subarray(0, bytes.length - 60))
  assert.equal(root?.name, 'manifest')
  assert.deepEqual(codes, ['axml.broken'])
})

test('an element that is never closed is a problem', () => {
  const bytes = writeAxml({ tag: 'a' })
  const open = Buffer.from(bytes.subarray(0, bytes.length - 24))
  open.writeUInt32LE(open.length, 4)
  const { root, codes } = parse(open)
  assert.equal(root?.name, 'a')
  assert.deepEqual(codes, ['axml.broken'])
})

test('what is no binary XML gives one problem', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('<?xml version="1.0"?><manifest/>'), Buffer.alloc(64)]) {
    const { root, codes } = parse(bytes)
    assert.equal(root, undefined)
    assert.equal(codes.length, 1)
  }
})

test('very deep nesting neither overflows nor loses elements', () => {
  let node: XmlNode = { tag: 'leaf' }
  for (let i = 0; i < 3000; i++) node = { tag: 'e', children: [node] }
  const { root, codes } = parse(writeAxml(node))
  assert.deepEqual(codes, [])
  let count = 0
  const waiting = [root!]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    count++
    waiting.push(...next.children)
  }
  assert.equal(count, 3001)
})

test('strings that lie over each other do not multiply', () => {
  const attributes = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`a${i}`, `${'x'.repeat(50)}${i}`]))
  const bytes = writeAxml({ tag: 'r', attributes }, { utf8: true })
  // Every offset now points into the longest stretch: each string claims what the others hold as well.
  const pool = 8
  const count = bytes.readUInt32LE(pool + 8)
  const strings = pool + bytes.readUInt32LE(pool + 20)
  for (let i = 0; i < count; i++) bytes.writeUInt32LE(i, pool + 28 + i * 4)
  bytes.fill(0x7f, strings, strings + 2000)
  const log = new ProblemLog('a.apk')
  const budget = packageBudget()
  const before = budget.bytesLeft
  const root = parseAxml(bytes, budget, log, 'a.xml')
  root?.attributes()
  assert.equal(before - budget.bytesLeft <= 2 * bytes.length + 64, true)
})

test('values are converted as the system does', () => {
  const string = (text: string) => ({ type: VALUE.string, data: 0, text })
  assert.equal(asBoolean(string('TRUE')), true)
  assert.equal(asBoolean(string('0')), false)
  assert.equal(asBoolean(string('maybe')), undefined)
  assert.equal(asBoolean({ type: VALUE.decimal, data: 2, text: undefined }), true)
  assert.equal(asInteger({ type: VALUE.hexadecimal, data: 0xffffffff, text: undefined }), -1)
  assert.equal(asInteger(string('0x10')), 16)
  assert.equal(asInteger(string('')), undefined)
  assert.equal(asWord({ type: VALUE.float, data: 0x3fc00000, text: undefined }), '1.5')
  assert.equal(asWord({ type: VALUE.reference, data: 0x7f010000, text: undefined }), undefined)
})
