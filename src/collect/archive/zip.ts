import type { Budget } from '../budget.ts'
import { checksum, inflate } from './inflate.ts'
import { ProblemLog } from './problem-log.ts'
import { type ByteSource, bufferSource, rangeSource } from './source.ts'
import { readDirectory, type ZipDirectory, type ZipEntry } from './zip-directory.ts'

export type { ZipEntry } from './zip-directory.ts'

export interface ZipOptions {
  /** Name used in problems; not needed when `log` is given. */
  readonly artifact?: string
  /** A shared list of problems. */
  readonly log?: ProblemLog
  /** Put before entry names in locators: `base.apk!/`. */
  readonly prefix?: string
  /** 1 for an archive of its own, one more for each archive around it. */
  readonly depth?: number
}

const LOCAL = 0x04034b50
const LOCAL_SIZE = 30
const STORED = 0
const DEFLATED = 8

/**
 * A ZIP archive read entry by entry. It believes the central directory, as Android does, and not the local headers:
 * other methods than stored and deflate are tried as both, false encryption flags are ignored.
 * Names are only names: nothing is ever written.
 */
export class Zip {
  readonly source: ByteSource
  readonly prefix: string
  readonly log: ProblemLog
  /** False when there is no central directory at all: not a ZIP, or cut off. */
  readonly found: boolean
  /** False when entries may be missing. */
  readonly complete: boolean
  readonly entries: readonly ZipEntry[]
  /** Where the central directory begins. */
  readonly directoryStart: number
  readonly #budget: Budget
  readonly #depth: number
  #byName: Map<string, ZipEntry> | undefined

  constructor(source: ByteSource, budget: Budget, options: ZipOptions = {}) {
    this.source = source
    this.prefix = options.prefix ?? ''
    this.log = options.log ?? new ProblemLog(options.artifact ?? '')
    this.#budget = budget
    this.#depth = options.depth ?? 1
    const directory: ZipDirectory | undefined = this.log.guard(this.prefix, () => {
      budget.depth(this.#depth)
      return readDirectory(source, budget, this.log, this.prefix)
    })
    this.found = directory !== undefined
    this.complete = directory?.complete ?? false
    this.entries = directory?.entries ?? []
    this.directoryStart = directory?.start ?? 0
  }

  get problems() {
    return this.log.problems
  }

  /** The entry of exactly this name; of several, the first, with a problem. */
  get(name: string): ZipEntry | undefined {
    this.#byName ??= this.#index()
    return this.#byName.get(name)
  }

  /** The entry's bytes, or `undefined` with a problem. `limit`: more bytes than this are not wanted. */
  read(entry: ZipEntry, limit = Number.POSITIVE_INFINITY): Buffer | undefined {
    return this.log.guard(this.locator(entry), () => this.#read(entry, limit))
  }

  /** Opens an archive inside this one: in place when it is stored, else from memory. */
  open(entry: ZipEntry, limit?: number): Zip | undefined {
    const source = this.log.guard(this.locator(entry), () => this.#inner(entry, limit))
    if (source === undefined) return undefined
    const options = { log: this.log, prefix: `${this.locator(entry)}!/`, depth: this.#depth + 1 }
    return new Zip(source, this.#budget, options)
  }

  locator(entry: ZipEntry): string {
    return this.prefix + entry.name
  }

  close(): void {
    this.source.close()
  }

  #index(): Map<string, ZipEntry> {
    const byName = new Map<string, ZipEntry>()
    for (const entry of this.entries) {
      if (!byName.has(entry.name)) byName.set(entry.name, entry)
      else
        this.log.add('zip.duplicate', this.locator(entry), {
          zh: '压缩包内有同名条目,取第一个;安卓系统会拒绝安装这样的包。',
          en: 'The archive has several entries of this name; the first is read. Android refuses such a package.',
        })
    }
    return byName
  }

  #inner(entry: ZipEntry, limit: number | undefined): ByteSource | undefined {
    if (entry.method === STORED && entry.compressed === entry.size && entry.size <= (limit ?? entry.size)) {
      const start = this.#dataStart(entry)
      if (start === undefined) return undefined
      if (start + entry.size <= this.source.size) return rangeSource(this.source, start, entry.size)
    }
    const bytes = this.#read(entry, limit ?? Number.POSITIVE_INFINITY)
    return bytes === undefined ? undefined : bufferSource(bytes)
  }

  #dataStart(entry: ZipEntry): number | undefined {
    const head = this.source.read(entry.offset, LOCAL_SIZE)
    if (head.length < LOCAL_SIZE || head.readUInt32LE(0) !== LOCAL) {
      this.log.add('zip.local-header', this.locator(entry), {
        zh: '条目的本地文件头不在中央目录所指的位置。',
        en: 'There is no local header where the central directory points to.',
      })
      return undefined
    }
    return entry.offset + LOCAL_SIZE + head.readUInt16LE(26) + head.readUInt16LE(28)
  }

  #read(entry: ZipEntry, limit: number): Buffer | undefined {
    const start = this.#dataStart(entry)
    if (start === undefined) return undefined
    const end = entry.offset < this.directoryStart ? this.directoryStart : this.source.size
    const room = Math.max(0, end - start)
    const most = Math.min(limit, this.#budget.bytesLeft)
    const bytes =
      entry.method === STORED
        ? this.#stored(entry, start, room, most)
        : (this.#deflated(entry, start, room, most, entry.method === DEFLATED) ??
          (entry.method === DEFLATED ? undefined : this.#stored(entry, start, room, most)))
    if (bytes !== undefined) this.#budget.bytes(bytes.length)
    return bytes
  }

  #stored(entry: ZipEntry, start: number, room: number, most: number): Buffer | undefined {
    // Where the two sizes differ, Android's readers disagree as well: take the one the checksum confirms.
    const sizes = entry.size === entry.compressed ? [entry.size] : [entry.size, entry.compressed]
    const fitting = sizes.filter((size) => size <= room)
    if (fitting.length === 0) {
      this.#broken(entry)
      return undefined
    }
    const encrypted = (entry.flags & 1) !== 0
    let first: Buffer | undefined
    for (const size of fitting) {
      if (size > most) {
        this.#tooLarge(entry, size, most)
        return undefined
      }
      const bytes = this.source.read(start, size)
      if (checksum(bytes) === entry.crc) return bytes
      first ??= bytes
    }
    // Without the checksum's word, bytes that are marked encrypted or packed by an unknown method are no content.
    if (encrypted || (entry.method !== STORED && entry.size !== entry.compressed)) {
      this.#broken(entry)
      return undefined
    }
    this.#badChecksum(entry)
    return first
  }

  /** `undefined` when the bytes are no DEFLATE stream; the caller has nothing else to try when `only` is set. */
  #deflated(entry: ZipEntry, start: number, room: number, most: number, only: boolean): Buffer | undefined {
    const packed = this.source.read(start, Math.min(entry.compressed, room))
    if (entry.size > most) {
      if (only) this.#tooLarge(entry, entry.size, most)
      return undefined
    }
    let result = inflate(packed, entry.size, entry.size)
    if (!result.ok && result.reason === 'too-large' && entry.size < most) result = inflate(packed, most, entry.size * 2)
    if (!result.ok) {
      if (!only) return undefined
      if (result.reason === 'too-large') this.#tooLarge(entry, entry.size, most)
      else if (entry.compressed === entry.size && checksum(packed) === entry.crc) return packed
      else this.#broken(entry)
      return undefined
    }
    const { bytes } = result
    const exact = bytes.length === entry.size
    if (!only && !exact && checksum(bytes) !== entry.crc) return undefined
    if (!exact)
      this.log.add('zip.size', this.locator(entry), {
        zh: `条目声明解压后 ${entry.size} 字节,实际 ${bytes.length} 字节。`,
        en: `The entry states ${entry.size} bytes; it inflates to ${bytes.length}.`,
      })
    else if (checksum(bytes) !== entry.crc) this.#badChecksum(entry)
    return bytes
  }

  #tooLarge(entry: ZipEntry, size: number, most: number): void {
    this.log.add('zip.too-large', this.locator(entry), {
      zh: `条目解压后至少 ${size} 字节,超过可读上限 ${most} 字节,未读。`,
      en: `The entry holds at least ${size} bytes, more than the ${most} that may be read; it was not read.`,
    })
  }

  #broken(entry: ZipEntry): void {
    const encrypted = (entry.flags & 1) !== 0
    this.log.add(encrypted ? 'zip.encrypted' : 'zip.data', this.locator(entry), {
      zh: encrypted ? '条目标为加密,且数据无法解压。' : '条目数据损坏或被截断,无法解压。',
      en: encrypted ? 'The entry is marked encrypted and cannot be inflated.' : 'The entry is broken or cut off.',
    })
  }

  #badChecksum(entry: ZipEntry): void {
    this.log.add('zip.checksum', this.locator(entry), {
      zh: '条目内容与 CRC-32 不符,内容可能被改动或损坏。',
      en: 'The content does not match its CRC-32; it may be changed or damaged.',
    })
  }
}

/** Opens a ZIP from a source or from memory. It never throws for bad content: see `found`, `complete` and `problems`. */
export function openZip(source: ByteSource | Buffer, budget: Budget, options: ZipOptions = {}): Zip {
  return new Zip(Buffer.isBuffer(source) ? bufferSource(source) : source, budget, options)
}
