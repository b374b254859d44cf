import { crc32, deflateRawSync } from 'node:zlib'

/** A file to be packed. */
export interface PackedFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Kept without compression, as Android wants `resources.arsc`. */
  readonly stored?: boolean
}

/** 1981-01-01 00:00:00 in the two DOS words: one fixed time, so that the same sources give the same archive. */
const DOS_TIME = 0
const DOS_DATE = (1 << 9) | (1 << 5) | 1
const VERSION = 20

/** A ZIP archive of the files in the given order, with the same bytes on every run. Names are ASCII or UTF-8. */
export function zip(files: readonly PackedFile[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name, 'utf8')
    const deflated = file.stored ? undefined : deflateRawSync(file.bytes, { level: 9 })
    const body = deflated && deflated.length < file.bytes.length ? deflated : Buffer.from(file.bytes)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(VERSION, 0)
    shared.writeUInt16LE(/^[\x20-\x7e]*$/.test(file.name) ? 0 : 0x800, 2)
    shared.writeUInt16LE(body === deflated ? 8 : 0, 4)
    shared.writeUInt16LE(DOS_TIME, 6)
    shared.writeUInt16LE(DOS_DATE, 8)
    shared.writeUInt32LE(crc32(file.bytes), 10)
    shared.writeUInt32LE(body.length, 14)
    shared.writeUInt32LE(file.bytes.length, 18)
    shared.writeUInt16LE(name.length, 22)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, body)
    const head = Buffer.alloc(6)
    head.write('PK\x01\x02', 0, 'latin1')
    head.writeUInt16LE(VERSION, 4)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(head, shared, tail, name)
    offset += 30 + name.length + body.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

/** The entries of an archive that a build tool wrote: names and inflated bytes, in directory order. Trusted input only. */
export function unzip(archive: Buffer, inflate: (bytes: Buffer) => Buffer): PackedFile[] {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0) throw new Error('no ZIP directory')
  const files: PackedFile[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const method = archive.readUInt16LE(at + 10)
    const size = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const start = archive.readUInt32LE(at + 42)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const body = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const raw = archive.subarray(body, body + size)
    files.push({ name, bytes: method === 0 ? raw : inflate(raw), stored: method === 0 })
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}
