/**
 * Writes a large synthetic package for measuring: fifteen DEX files of sixty thousand methods, libraries and assets, in
 * all about 250 MB. Written piece by piece; nothing of it is kept in the repository.
 *
 * Usage: node bench/android/big-apk.ts [file], default bench/.cache/big.apk
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'
import { launcherFilter, manifestTree } from '../../test/support/apk.ts'
import { writeArsc } from '../../test/support/arsc-writer.ts'
import { writeAxml } from '../../test/support/axml-writer.ts'
import { writeDex } from './dex-writer.ts'

const FILES = 15
const MB = 1 << 20
const TOTAL = 250 * MB

const target = process.argv[2] ?? fileURLToPath(new URL('../.cache/big.apk', import.meta.url))
mkdirSync(dirname(target), { recursive: true })
const fd = openSync(target, 'w')
const central: Buffer[] = []
let at = 0
const write = (bytes: Buffer): void => {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
  at += bytes.length
}

function add(name: string, bytes: Buffer, deflated: boolean): void {
  const body = deflated ? deflateRawSync(bytes, { level: 1 }) : bytes
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(deflated ? 8 : 0, 4)
  shared.writeUInt16LE(0x21, 8)
  shared.writeUInt32LE(crc32(bytes), 10)
  shared.writeUInt32LE(body.length, 14)
  shared.writeUInt32LE(bytes.length, 18)
  shared.writeUInt16LE(name.length, 22)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(at, 10)
  central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, Buffer.from(name))
  write(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), body]))
}

const activity = { tag: 'activity', attributes: { 'android:name': 'com.big.d00.c00000' }, children: [launcherFilter] }
const manifest = manifestTree({
  package: 'com.big',
  children: [
    { tag: 'uses-sdk', attributes: { 'android:targetSdkVersion': 34 } },
    { tag: 'uses-permission', attributes: { 'android:name': 'android.permission.READ_PHONE_STATE' } },
  ],
  components: [activity],
})
add('AndroidManifest.xml', writeAxml(manifest), true)
const values = Array.from({ length: 20_000 }, (_, i) => ({ name: `s${i}`, values: [{ value: `text ${i}` }] }))
add('resources.arsc', writeArsc([{ name: 'string', rows: values }]), false)
for (let number = 0; number < FILES; number++) {
  const next = number + 1 < FILES ? number + 1 : undefined
  const shape = { number, classes: 6_000, methodsPerClass: 10, padding: 14, next, readsEvery: 50 }
  add(`classes${number === 0 ? '' : number + 1}.dex`, writeDex(shape), true)
}
// Libraries and assets fill the rest: no archive of this size is all code.
const noise = Buffer.alloc(8 * MB)
for (let i = 0, seed = 1; i < noise.length; i += 4) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  noise.writeUInt32LE(seed, i)
}
for (let n = 0; at + noise.length + MB < TOTAL; n++)
  add(n % 2 === 0 ? `lib/arm64-v8a/libpart${n}.so` : `assets/data/part${n}.bin`, noise, false)

const start = at
const directory = Buffer.concat(central)
write(directory)
const end = Buffer.alloc(22)
end.write('PK\x05\x06', 0, 'latin1')
end.writeUInt16LE(central.length / 4, 8)
end.writeUInt16LE(central.length / 4, 10)
end.writeUInt32LE(directory.length, 12)
end.writeUInt32LE(start, 16)
write(end)
closeSync(fd)
console.log(`${target}: ${(at / MB).toFixed(0)} MB, ${FILES} DEX files`)
