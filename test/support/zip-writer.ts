import { crc32, deflateRawSync } from 'node:zlib'

/** Fields of a header that are written as given instead of what is true. */
export interface ZipLies {
  name?: string
  flags?: number
  method?: number
  crc?: number
  compressed?: number
  size?: number
  /** Central directory only. */
  offset?: number
  extra?: Buffer
}

export interface ZipFile {
  name: string
  data: Buffer | string
  /** Stored instead of deflated. */
  stored?: boolean
  central?: ZipLies
  local?: ZipLies
}

export interface ZipShape {
  /** Bytes in front; offsets count from the file's start, as in a real Android package. */
  prefix?: Buffer
  /** Leaves the offsets as if there were no prefix, as self-extracting archives do. */
  unshifted?: boolean
  /** Bytes right before the central directory: an APK signing block. */
  block?: Buffer
  comment?: Buffer
  /** Bytes after the end record. */
  trailing?: Buffer
  zip64?: boolean
  /** Entry count that is stated. */
  count?: number
  /** Size of the central directory that is stated. */
  directorySize?: number
}

/** Writes a ZIP archive, true or lying, for tests. */
export function writeZip(files: readonly ZipFile[], shape: ZipShape = {}): Buffer {
  const prefix = shape.prefix ?? Buffer.alloc(0)
  const shift = shape.unshifted === true ? 0 : prefix.length
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const file of files) {
    const data = Buffer.isBuffer(file.data) ? file.data : Buffer.from(file.data)
    const packed = file.stored === true ? data : deflateRawSync(data)
    const truth = {
      name: file.name,
      flags: 0x800,
      method: file.stored === true ? 0 : 8,
      crc: crc32(data),
      compressed: packed.length,
      size: data.length,
      offset: at + shift,
      extra: Buffer.alloc(0),
    }
    const local = header({ ...truth, ...file.local })
    central.push(directoryEntry({ ...truth, ...file.central }, shape.zip64 === true))
    parts.push(local, packed)
    at += local.length + packed.length
  }
  const block = shape.block ?? Buffer.alloc(0)
  const directory = Buffer.concat(central)
  const start = at + block.length + shift
  const end = endRecords(shape, files.length, shape.directorySize ?? directory.length, start, directory.length)
  return Buffer.concat([prefix, ...parts, block, directory, end, shape.trailing ?? Buffer.alloc(0)])
}

type Fields = Required<ZipLies>

function header(fields: Fields): Buffer {
  const name = Buffer.from(fields.name)
  const bytes = Buffer.alloc(30)
  bytes.writeUInt32LE(0x04034b50, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(fields.flags, 6)
  bytes.writeUInt16LE(fields.method, 8)
  bytes.writeUInt32LE(fields.crc, 14)
  bytes.writeUInt32LE(fields.compressed, 18)
  bytes.writeUInt32LE(fields.size, 22)
  bytes.writeUInt16LE(name.length, 26)
  bytes.writeUInt16LE(fields.extra.length, 28)
  return Buffer.concat([bytes, name, fields.extra])
}

function directoryEntry(fields: Fields, zip64: boolean): Buffer {
  const name = Buffer.from(fields.name)
  const long = Buffer.alloc(zip64 ? 28 : 0)
  if (zip64) {
    long.writeUInt16LE(1, 0)
    long.writeUInt16LE(24, 2)
    long.writeBigUInt64LE(BigInt(fields.size), 4)
    long.writeBigUInt64LE(BigInt(fields.compressed), 12)
    long.writeBigUInt64LE(BigInt(fields.offset), 20)
  }
  const extra = Buffer.concat([long, fields.extra])
  const bytes = Buffer.alloc(46)
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE(fields.flags, 8)
  bytes.writeUInt16LE(fields.method, 10)
  bytes.writeUInt32LE(fields.crc, 16)
  bytes.writeUInt32LE(zip64 ? 0xffffffff : fields.compressed, 20)
  bytes.writeUInt32LE(zip64 ? 0xffffffff : fields.size, 24)
  bytes.writeUInt16LE(name.length, 28)
  bytes.writeUInt16LE(extra.length, 30)
  bytes.writeUInt32LE(zip64 ? 0xffffffff : fields.offset, 42)
  return Buffer.concat([bytes, name, extra])
}

function endRecords(shape: ZipShape, entries: number, size: number, start: number, trueSize: number): Buffer {
  const count = shape.count ?? entries
  const comment = shape.comment ?? Buffer.alloc(0)
  const records: Buffer[] = []
  if (shape.zip64 === true) {
    const record = Buffer.alloc(56)
    record.writeUInt32LE(0x06064b50, 0)
    record.writeBigUInt64LE(44n, 4)
    record.writeBigUInt64LE(BigInt(count), 24)
    record.writeBigUInt64LE(BigInt(count), 32)
    record.writeBigUInt64LE(BigInt(size), 40)
    record.writeBigUInt64LE(BigInt(start), 48)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(BigInt(start + trueSize), 8)
    locator.writeUInt32LE(1, 16)
    records.push(record, locator)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(shape.zip64 === true ? 0xffff : count & 0xffff, 8)
  end.writeUInt16LE(shape.zip64 === true ? 0xffff : count & 0xffff, 10)
  end.writeUInt32LE(shape.zip64 === true ? 0xffffffff : size, 12)
  end.writeUInt32LE(shape.zip64 === true ? 0xffffffff : start, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...records, end, comment])
}
