import type { Budget } from '../budget.ts'
import type { ProblemLog } from './problem-log.ts'
import type { ByteSource } from './source.ts'

/** One entry as the central directory states it. Nothing here is checked against the data yet. */
export interface ZipEntry {
  /** Position in the central directory, from 0. */
  readonly index: number
  /** The name as stored; it may be absolute or hold `../` and is never used as a path. */
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  /** Bytes in the archive. */
  readonly compressed: number
  /** Bytes after inflating, as stated. */
  readonly size: number
  /** Where the local header stands. */
  readonly offset: number
  /** Length of the name in bytes, as the central directory has it. */
  readonly nameBytes: number
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  /** Where the central directory begins; a signing block ends here. */
  readonly start: number
  /** Where it ends. */
  readonly end: number
  /** False when entries may be missing: the directory is cut off or broken. */
  readonly complete: boolean
}

const END = Buffer.from([0x50, 0x4b, 5, 6])
const CENTRAL = 0x02014b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const END_SIZE = 22
const CENTRAL_SIZE = 46
const MAX_COMMENT = 0xffff
/** The central directory is read through a window of this size. */
const WINDOW = 1 << 20

interface End {
  /** Where the records after the central directory begin. */
  readonly at: number
  readonly count: number
  readonly size: number
  readonly offset: number
  readonly zip64: boolean
}

/** Finds and walks the central directory. `undefined` when there is none: the source is not a ZIP, or its end is cut off. */
export function readDirectory(
  source: ByteSource,
  budget: Budget,
  log: ProblemLog,
  locator: string,
): ZipDirectory | undefined {
  const end = findEnd(source)
  if (end === undefined) return undefined
  const start = findStart(source, end)
  const entries: ZipEntry[] = []
  const walked = log.guard(locator, () => walk(source, budget, log, locator, start, end, entries))
  const lacking = end.zip64 ? entries.length !== end.count : entries.length % 65536 !== end.count
  if (lacking && walked !== undefined)
    log.add('zip.count', locator, {
      zh: `中央目录声明 ${end.count} 个条目,实际读到 ${entries.length} 个。`,
      en: `The central directory states ${end.count} entries; ${entries.length} were read.`,
    })
  noteOverlaps(entries, log, locator)
  return { entries, start, end: end.at, complete: walked === true && !(lacking && entries.length < end.count) }
}

function findEnd(source: ByteSource): End | undefined {
  const tailSize = Math.min(source.size, END_SIZE + MAX_COMMENT)
  const base = source.size - tailSize
  const tail = source.read(base, tailSize)
  let fallback: number | undefined
  for (let at = tail.lastIndexOf(END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
    if (at + END_SIZE > tail.length) continue
    // Bytes after the comment break the archive for Android but not for other tools: the exact match wins, then the last.
    if (at + END_SIZE + tail.readUInt16LE(at + 20) === tail.length) return readEnd(source, tail, at, base)
    fallback ??= at
  }
  return fallback === undefined ? undefined : readEnd(source, tail, fallback, base)
}

function readEnd(source: ByteSource, tail: Buffer, at: number, base: number): End {
  const plain: End = {
    at: base + at,
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
    zip64: false,
  }
  if (plain.count !== 0xffff && plain.size !== 0xffffffff && plain.offset !== 0xffffffff) return plain
  const locator = source.read(plain.at - 20, 20)
  if (plain.at < 20 || locator.length < 20 || locator.readUInt32LE(0) !== LOCATOR64) return plain
  const at64 = readLong(locator, 8)
  const record = at64 <= plain.at - 20 - 56 ? source.read(at64, 56) : Buffer.alloc(0)
  if (record.length < 56 || record.readUInt32LE(0) !== END64) return plain
  return {
    at: at64,
    count: readLong(record, 32),
    size: readLong(record, 40),
    offset: readLong(record, 48),
    zip64: true,
  }
}

/** The stated offset, or, when the archive was put behind other bytes without adjusting it, the place that fits the size. */
function findStart(source: ByteSource, end: End): number {
  if (end.offset <= end.at && startsEntry(source, end.offset)) return end.offset
  const shifted = end.at - end.size
  if (shifted >= 0 && startsEntry(source, shifted)) return shifted
  return Math.min(end.offset, end.at)
}

function startsEntry(source: ByteSource, at: number): boolean {
  const head = source.read(at, 4)
  return head.length === 4 && head.readUInt32LE(0) === CENTRAL
}

/** Reads entries until the end records. True when the walk ended where it should. */
function walk(
  source: ByteSource,
  budget: Budget,
  log: ProblemLog,
  locator: string,
  start: number,
  end: End,
  entries: ZipEntry[],
): boolean {
  const shift = end.zip64 || end.offset >= start ? 0 : start - end.offset
  let window: Buffer = Buffer.alloc(0)
  let base = start
  let at = start
  const load = (need: number): boolean => {
    if (at - base + need <= window.length) return true
    if (at + need > end.at) return false
    window = source.read(at, Math.min(end.at - at, Math.max(WINDOW, need)))
    base = at
    return window.length >= need
  }
  while (at < end.at) {
    if (!load(CENTRAL_SIZE) || window.readUInt32LE(at - base) !== CENTRAL) {
      // Extra data between the directory and its end records is allowed (archive signature).
      if (at >= start + end.size && end.size > 0) return true
      log.add('zip.directory', locator, {
        zh: `中央目录在偏移 ${at} 处损坏,其后的条目未读。`,
        en: `The central directory is broken at offset ${at}; the entries after it were not read.`,
      })
      return false
    }
    const head = at - base
    const nameBytes = window.readUInt16LE(head + 28)
    const extraBytes = window.readUInt16LE(head + 30)
    const total = CENTRAL_SIZE + nameBytes + extraBytes + window.readUInt16LE(head + 32)
    if (!load(total)) {
      log.add('zip.directory', locator, {
        zh: `中央目录在偏移 ${at} 处被截断。`,
        en: `The central directory is cut off at offset ${at}.`,
      })
      return false
    }
    budget.entries()
    entries.push(readEntry(window, at - base, nameBytes, extraBytes, entries.length, shift))
    at += total
  }
  return true
}

function readEntry(
  bytes: Buffer,
  at: number,
  nameBytes: number,
  extraBytes: number,
  index: number,
  shift: number,
): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8)
  let compressed = bytes.readUInt32LE(at + 20)
  let size = bytes.readUInt32LE(at + 24)
  let offset = bytes.readUInt32LE(at + 42)
  const nameAt = at + CENTRAL_SIZE
  if (compressed === 0xffffffff || size === 0xffffffff || offset === 0xffffffff) {
    const extraEnd = nameAt + nameBytes + extraBytes
    const long = findExtra(bytes, nameAt + nameBytes, extraEnd, 1)
    if (long !== undefined) {
      let next = long.start
      const take = (value: number): number => {
        if (value !== 0xffffffff || next + 8 > long.end) return value
        next += 8
        return readLong(bytes, next - 8)
      }
      size = take(size)
      compressed = take(compressed)
      offset = take(offset)
    }
  }
  return {
    index,
    name: readName(bytes, nameAt, nameAt + nameBytes, (flags & 0x800) !== 0),
    flags,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    compressed,
    size,
    offset: offset + shift,
    nameBytes,
  }
}

function findExtra(bytes: Buffer, from: number, end: number, id: number): { start: number; end: number } | undefined {
  for (let at = from; at + 4 <= end; ) {
    const length = bytes.readUInt16LE(at + 2)
    if (bytes.readUInt16LE(at) === id) return { start: at + 4, end: Math.min(end, at + 4 + length) }
    at += 4 + length
  }
  return undefined
}

const NOT_ASCII = /[^\0-\x7f]/
let gb18030: InstanceType<typeof TextDecoder> | undefined

/** UTF-8 where it is valid; else the Chinese code page many packers use without saying so; else Latin-1. */
function readName(bytes: Buffer, start: number, end: number, utf8: boolean): string {
  const plain = bytes.toString('latin1', start, end)
  if (!NOT_ASCII.test(plain)) return plain
  const text = bytes.toString('utf8', start, end)
  if (utf8 || !text.includes('\ufffd')) return text
  try {
    gb18030 ??= new TextDecoder('gb18030', { fatal: true })
    return gb18030.decode(bytes.subarray(start, end))
  } catch {
    return plain
  }
}

/** 64 bits as a number; beyond 2^53 it is inexact, and no file is that large. */
function readLong(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 0x1_0000_0000
}

function noteOverlaps(entries: readonly ZipEntry[], log: ProblemLog, locator: string): void {
  let sorted: readonly ZipEntry[] = entries
  for (let i = 1; i < entries.length; i++)
    if (entries[i]!.offset < entries[i - 1]!.offset) {
      sorted = [...entries].sort((a, b) => a.offset - b.offset)
      break
    }
  let count = 0
  let first: ZipEntry | undefined
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1]!
    if (before.offset + 30 + before.nameBytes + before.compressed <= sorted[i]!.offset) continue
    first ??= sorted[i]
    count++
  }
  if (first !== undefined)
    log.add('zip.overlap', `${locator}${first.name}`, {
      zh: `${count} 个条目的数据区互相重叠。`,
      en: `The data of ${count} entries overlap.`,
    })
}
