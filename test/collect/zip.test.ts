import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { fileSource } from '../../src/collect/archive/source.ts'
import { openZip, type Zip } from '../../src/collect/archive/zip.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { packageBudget, withFile } from '../support/apk.ts'
import { writeZip, type ZipFile } from '../support/zip-writer.ts'

const open = (bytes: Buffer, budget = packageBudget()): Zip => openZip(bytes, budget, { artifact: 'a.zip' })
const codes = (zip: Zip): string[] => zip.problems.map(({ code }) => code)
const text = (zip: Zip, name: string): string | undefined => {
  const entry = zip.get(name)
  return entry === undefined ? undefined : zip.read(entry)?.toString()
}

test('whatever is written is read back, from memory and from a file', () => {
  const file = fc.record({ data: fc.uint8Array({ maxLength: 300 }), stored: fc.boolean() })
  const shape = fc.record({
    comment: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    prefix: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    zip64: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(file, { maxLength: 8 }), shape, (list, form) => {
      const files: ZipFile[] = list.map(({ data, stored }, i) => ({
        name: `文件/${i}`,
        data: Buffer.from(data),
        stored,
      }))
      // A comment may hold what looks like an end record; that ambiguity is the format's own.
      fc.pre(!form.comment.includes(Buffer.from([0x50, 0x4b, 5, 6])))
      const bytes = writeZip(files, form)
      const check = (zip: Zip): void => {
        assert.deepEqual(codes(zip), [])
        assert.equal(zip.complete, true)
        assert.deepEqual(
          zip.entries.map((entry) => [entry.name, zip.read(entry)?.toString('hex')]),
          files.map(({ name, data }) => [name, Buffer.from(data).toString('hex')]),
        )
      }
      check(open(bytes))
      withFile('a.zip', bytes, (path) => {
        const zip = openZip(fileSource(path), packageBudget())
        check(zip)
        zip.close()
      })
    }),
    { numRuns: 60 },
  )
})

test('bytes in front are found whether the offsets count them or not', () => {
  for (const unshifted of [false, true]) {
    const zip = open(writeZip([{ name: 'a', data: 'inside' }], { prefix: Buffer.from('dex\n035\0 code'), unshifted }))
    assert.equal(text(zip, 'a'), 'inside')
    assert.deepEqual(codes(zip), [])
  }
})

test('a comment that holds an end record of its own does not mislead', () => {
  const false64 = Buffer.concat([Buffer.from([0x50, 0x4b, 5, 6]), Buffer.alloc(30, 0xff)])
  const zip = open(writeZip([{ name: 'a', data: 'inside' }], { comment: false64 }))
  assert.equal(text(zip, 'a'), 'inside')
  assert.equal(zip.complete, true)
})

test('bytes after the end record are tolerated', () => {
  const zip = open(writeZip([{ name: 'a', data: 'inside' }], { trailing: Buffer.from('signature or advert') }))
  assert.equal(text(zip, 'a'), 'inside')
})

test('the central directory is believed, not the local headers', () => {
  const zip = open(
    writeZip([
      { name: 'AndroidManifest.xml', data: 'x'.repeat(500), local: { method: 99, size: 1, compressed: 2, crc: 3 } },
      { name: 'classes.dex', data: 'code', local: { name: 'other.dex', flags: 1, extra: Buffer.alloc(7) } },
    ]),
  )
  assert.equal(text(zip, 'AndroidManifest.xml'), 'x'.repeat(500))
  assert.equal(text(zip, 'classes.dex'), 'code')
  assert.deepEqual(codes(zip), [])
})

test('unknown methods and false encryption flags hide nothing', () => {
  const zip = open(
    writeZip([
      { name: 'deflated', data: 'y'.repeat(300), central: { method: 0x2a3b } },
      { name: 'stored', data: 'z'.repeat(300), stored: true, central: { method: 0x7777, compressed: 4_000_000 } },
      { name: 'flagged', data: 'w'.repeat(300), central: { flags: 0x801 } },
    ]),
  )
  assert.equal(text(zip, 'deflated'), 'y'.repeat(300))
  assert.equal(text(zip, 'stored'), 'z'.repeat(300))
  assert.equal(text(zip, 'flagged'), 'w'.repeat(300))
})

test('a stored entry with two sizes has the one its checksum confirms', () => {
  const zip = open(
    writeZip([
      { name: 'short', data: 'true bytes', stored: true, central: { size: 4 } },
      { name: 'long', data: 'true bytes', stored: true, central: { compressed: 4 } },
    ]),
  )
  assert.equal(text(zip, 'short'), 'true bytes')
  assert.equal(text(zip, 'long'), 'true bytes')
})

test('an entry that is really encrypted is a problem, not content', () => {
  const noise = Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 151 + 77) & 0xff))
  const zip = open(
    writeZip([
      { name: 'a', data: noise, stored: true, central: { flags: 1, method: 8, size: 90, crc: 1 } },
      { name: 'b', data: noise, stored: true, central: { flags: 1, crc: 1 } },
    ]),
  )
  assert.equal(text(zip, 'a'), undefined)
  assert.equal(text(zip, 'b'), undefined)
  assert.deepEqual(codes(zip), ['zip.encrypted', 'zip.encrypted'])
})

test('names are only names', () => {
  const names = ['../../etc/passwd', '/absolute', 'C:\\a', '..\\b', 'a/../b', '']
  const zip = open(writeZip(names.map((name) => ({ name, data: name }))))
  assert.deepEqual(
    zip.entries.map(({ name }) => name),
    names,
  )
  assert.equal(text(zip, '../../etc/passwd'), '../../etc/passwd')
})

test('of two entries of one name the first is read, and it is said', () => {
  const zip = open(
    writeZip([
      { name: 'classes.dex', data: 'first' },
      { name: 'classes.dex', data: 'second' },
    ]),
  )
  assert.equal(text(zip, 'classes.dex'), 'first')
  assert.deepEqual(codes(zip), ['zip.duplicate'])
})

test('names in the Chinese code page are read as such', () => {
  const name = Buffer.from([0xd2, 0xfe, 0xcb, 0xbd, 0xd5, 0xfe, 0xb2, 0xdf]) // 隐私政策 in GB 18030
  const bytes = writeZip([{ name: 'NNNNNNNN', data: 'x', central: { flags: 0 } }])
  name.copy(bytes, bytes.lastIndexOf('NNNNNNNN'))
  assert.deepEqual(
    open(bytes).entries.map((entry) => entry.name),
    ['隐私政策'],
  )
})

test('a changed entry is read with a problem', () => {
  const zip = open(writeZip([{ name: 'a', data: 'content', central: { crc: 12345 } }]))
  assert.equal(text(zip, 'a'), 'content')
  assert.deepEqual(codes(zip), ['zip.checksum'])
})

test('an entry that is longer than it says is read to its end, and it is said', () => {
  const zip = open(writeZip([{ name: 'a', data: 'b'.repeat(1000), central: { size: 10 } }]))
  assert.equal(text(zip, 'a')?.length, 1000)
  assert.deepEqual(codes(zip), ['zip.size'])
})

test('a bomb stops at the budget', () => {
  const limits = { ...PACKAGE_LIMITS, bytes: 1 << 20 }
  const bomb = Buffer.alloc(8 << 20)
  for (const size of [bomb.length, 1000, 0xfffffff0]) {
    const zip = open(writeZip([{ name: 'bomb', data: bomb, central: { size } }]), new Budget(limits))
    assert.equal(text(zip, 'bomb'), undefined, `stated size ${size}`)
    assert.equal(codes(zip).includes('zip.too-large'), true)
  }
})

test('many small bombs together stop at the budget', () => {
  const data = Buffer.alloc(300_000)
  const files = Array.from({ length: 20 }, (_, i) => ({ name: `${i}`, data }))
  const zip = open(writeZip(files), new Budget({ ...PACKAGE_LIMITS, bytes: 1 << 20 }))
  const read = zip.entries.filter((entry) => zip.read(entry) !== undefined).length
  assert.equal(read, 3)
})

test('overlapping entries are noted once and never read twice as much as the budget', () => {
  const packed = deflateRawSync(Buffer.alloc(50_000))
  const base = writeZip([{ name: 'a', data: Buffer.alloc(50_000) }])
  assert.equal(base.includes(packed), true)
  const files = Array.from({ length: 50 }, (_, i) => ({
    name: `${i}`,
    data: Buffer.alloc(50_000),
    central: { offset: 0 },
  }))
  const zip = open(writeZip(files), new Budget({ ...PACKAGE_LIMITS, bytes: 200_000 }))
  assert.deepEqual(codes(zip), ['zip.overlap'])
  assert.equal(zip.entries.filter((entry) => zip.read(entry) !== undefined).length, 4)
})

test('a huge stated count or directory is not believed', () => {
  const zip = open(writeZip([{ name: 'a', data: 'x' }], { zip64: true, count: 4_000_000_000 }))
  assert.equal(zip.entries.length, 1)
  assert.equal(zip.complete, false)
  assert.deepEqual(codes(zip), ['zip.count'])
  assert.equal(open(writeZip([{ name: 'a', data: 'x' }], { directorySize: 0xfffffff })).entries.length, 1)
})

test('more entries than the budget allows stop the walk', () => {
  const files = Array.from({ length: 30 }, (_, i) => ({ name: `${i}`, data: '' }))
  const zip = open(writeZip(files), new Budget({ ...PACKAGE_LIMITS, entries: 10 }))
  assert.equal(zip.entries.length, 10)
  assert.equal(zip.complete, false)
  assert.equal(codes(zip).includes('budget.entries'), true)
})

test('what is no ZIP, empty or cut off is not found', () => {
  const whole = writeZip([{ name: 'a', data: 'x'.repeat(100) }])
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('text'),
    Buffer.alloc(100_000, 0x50),
    whole.subarray(0, whole.length - 10),
  ])
    assert.equal(open(bytes).found, false)
})

test('a cut or damaged directory keeps what stands before and is not complete', () => {
  const bytes = writeZip([
    { name: 'first', data: 'x' },
    { name: 'second', data: 'y' },
  ])
  bytes.writeUInt32LE(0, bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])))
  const zip = open(bytes)
  assert.deepEqual(
    zip.entries.map(({ name }) => name),
    ['first'],
  )
  assert.equal(zip.complete, false)
  assert.deepEqual(codes(zip), ['zip.directory', 'zip.count'])
})

test('an entry that points nowhere is a problem', () => {
  const zip = open(writeZip([{ name: 'a', data: 'x', central: { offset: 0x7ffffff0 } }]))
  assert.equal(text(zip, 'a'), undefined)
  assert.deepEqual(codes(zip), ['zip.local-header'])
})

test('archives in archives open in place or from memory, as deep as the budget says', () => {
  const inner = writeZip([{ name: 'leaf', data: 'deep' }])
  const middle = writeZip([
    { name: 'stored.zip', data: inner, stored: true },
    { name: 'deflated.zip', data: inner },
  ])
  const outer = open(
    writeZip([{ name: 'middle.zip', data: middle, stored: true }]),
    new Budget({ ...PACKAGE_LIMITS, depth: 3 }),
  )
  const opened = outer.open(outer.get('middle.zip')!)!
  for (const name of ['stored.zip', 'deflated.zip']) {
    const leaf = opened.open(opened.get(name)!)!
    assert.equal(text(leaf, 'leaf'), 'deep')
    assert.equal(leaf.locator(leaf.entries[0]!), `middle.zip!/${name}!/leaf`)
  }
  const shallow = open(writeZip([{ name: 'middle.zip', data: middle }]), new Budget({ ...PACKAGE_LIMITS, depth: 1 }))
  assert.equal(shallow.open(shallow.get('middle.zip')!)?.found, false)
  assert.deepEqual(codes(shallow), ['budget.depth'])
})

test('a limit for one entry leaves larger ones alone', () => {
  const zip = open(writeZip([{ name: 'a', data: 'x'.repeat(1000) }]))
  assert.equal(zip.read(zip.entries[0]!, 999), undefined)
  assert.equal(zip.read(zip.entries[0]!, 1000)?.length, 1000)
})
