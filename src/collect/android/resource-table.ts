import type { Text } from '../../law/text.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { type Config, readConfig } from './config.ts'
import { StringPool } from './string-pool.ts'
import { VALUE, type Value } from './values.ts'

const CHUNK = { pool: 0x0001, table: 0x0002, package: 0x0200, type: 0x0201 } as const
const SPARSE = 0x01
const OFFSET16 = 0x02
const COMPLEX = 0x0001
const COMPACT = 0x0008
const NO_ENTRY = 0xffffffff
/** Items of one array, plural or style that are read. */
const MAX_ITEMS = 20_000

const OVERLAP: Text = {
  zh: '资源表中的字符串或条目互相重叠,部分资源未读。',
  en: 'Strings or entries of the resource table overlap each other; some resources were not read.',
}

/** All values of one resource type for one configuration. */
export interface TypeChunk {
  readonly config: Config
  readonly at: number
  readonly end: number
  readonly flags: number
  readonly headerSize: number
  readonly count: number
  readonly entriesStart: number
}

/** One resource type of a package: `string`, `layout` … */
export interface TypeGroup {
  readonly id: number
  readonly name: string
  readonly chunks: TypeChunk[]
}

export interface ResourcePackage {
  readonly id: number
  readonly name: string
  readonly keys: StringPool
  readonly types: Map<number, TypeGroup>
}

/** An item of an array, plural or style; `name` is the attribute's id in styles. */
export interface BagItem extends Value {
  readonly name: number
}

export interface ResourceEntry {
  /** Index of the entry's name in the package's key pool. */
  readonly key: number
  /** Simple value; undefined for arrays, plurals and styles. */
  readonly value: Value | undefined
  readonly parent: number
  readonly items: readonly BagItem[] | undefined
}

/** One `resources.arsc`: an index of its type chunks. Entries and strings are read when asked for. */
export class ResourceTable {
  readonly packages: ResourcePackage[] = []
  readonly #bytes: Buffer
  readonly #budget: Budget
  readonly #overlapping: () => void
  #strings: StringPool

  constructor(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string) {
    this.#bytes = bytes
    this.#budget = budget
    this.#overlapping = () => log.add('arsc.overlap', locator, OVERLAP)
    this.#strings = new StringPool(bytes, 0, 0, budget)
    log.guard(locator, () => this.#readTable(log, locator))
  }

  /** The number of an entry within its type chunk → where the entry stands, or -1. */
  offsetOf(chunk: TypeChunk, index: number): number {
    const bytes = this.#bytes
    const table = chunk.at + chunk.headerSize
    let offset = -1
    if (chunk.flags & SPARSE) {
      let low = 0
      let high = chunk.count - 1
      while (low <= high) {
        const middle = (low + high) >> 1
        const found = bytes.readUInt16LE(table + middle * 4)
        if (found === index) {
          offset = bytes.readUInt16LE(table + middle * 4 + 2) * 4
          break
        }
        if (found < index) low = middle + 1
        else high = middle - 1
      }
    } else if (index < chunk.count) {
      if (chunk.flags & OFFSET16) {
        const short = bytes.readUInt16LE(table + index * 2)
        if (short !== 0xffff) offset = short * 4
      } else {
        const long = bytes.readUInt32LE(table + index * 4)
        if (long !== NO_ENTRY) offset = long
      }
    }
    if (offset < 0) return -1
    const at = chunk.at + chunk.entriesStart + offset
    return at + 8 <= chunk.end ? at : -1
  }

  /** Entry numbers a chunk has, in order. */
  *indexes(chunk: TypeChunk): Generator<number> {
    this.#budget.steps(chunk.count)
    for (let i = 0; i < chunk.count; i++) {
      const index = chunk.flags & SPARSE ? this.#bytes.readUInt16LE(chunk.at + chunk.headerSize + i * 4) : i
      if (this.offsetOf(chunk, index) >= 0) yield index
    }
  }

  /** Entries of a chunk with their numbers, in order; stops where arrays overlap so much that they would never end. */
  *entries(chunk: TypeChunk): Generator<{ index: number; entry: ResourceEntry }> {
    let items = 2 * Math.ceil((chunk.end - chunk.at) / 12)
    for (const index of this.indexes(chunk)) {
      const entry = this.entry(chunk, index)
      if (entry === undefined) continue
      items -= entry.items?.length ?? 0
      if (items < 0) {
        this.#overlapping()
        return
      }
      yield { index, entry }
    }
  }

  /** Index of the name of the entry at `at`. */
  keyAt(at: number): number {
    const compact = (this.#bytes.readUInt16LE(at + 2) & COMPACT) !== 0
    return compact ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt32LE(at + 4)
  }

  /** Reads the entry of a number; `undefined` when the chunk has none or it is broken. */
  entry(chunk: TypeChunk, index: number): ResourceEntry | undefined {
    const at = this.offsetOf(chunk, index)
    if (at < 0) return undefined
    const bytes = this.#bytes
    this.#budget.steps()
    const flags = bytes.readUInt16LE(at + 2)
    const key = this.keyAt(at)
    if (flags & COMPACT) {
      const value = this.#value(flags >> 8, bytes.readUInt32LE(at + 4))
      return { key, value, parent: 0, items: undefined }
    }
    const size = bytes.readUInt16LE(at)
    if ((flags & COMPLEX) === 0) {
      if (at + size + 8 > chunk.end) return undefined
      const value = this.#value(bytes[at + size + 3]!, bytes.readUInt32LE(at + size + 4))
      return { key, value, parent: 0, items: undefined }
    }
    if (at + 16 > chunk.end) return undefined
    const room = Math.floor((chunk.end - at - size) / 12)
    const count = Math.max(0, Math.min(bytes.readUInt32LE(at + 12), room, MAX_ITEMS))
    this.#budget.steps(count)
    const items: BagItem[] = []
    for (let i = 0, item = at + size; i < count; i++, item += 12)
      items.push({
        name: bytes.readUInt32LE(item),
        ...this.#value(bytes[item + 7]!, bytes.readUInt32LE(item + 8)),
      })
    return { key, value: undefined, parent: bytes.readUInt32LE(at + 8), items }
  }

  #value(type: number, data: number): Value {
    return { type, data, text: type === VALUE.string ? this.#strings.get(data) : undefined }
  }

  #readTable(log: ProblemLog, locator: string): void {
    const bytes = this.#bytes
    if (bytes.length === 0) return
    if (bytes.length < 12 || bytes.readUInt16LE(0) !== CHUNK.table) {
      log.add('arsc.header', locator, { zh: '不是安卓资源表。', en: 'Not an Android resource table.' })
      return
    }
    const end = Math.min(Math.max(12, bytes.readUInt32LE(4)), bytes.length)
    let pool = false
    const whole = this.#children(Math.max(12, bytes.readUInt16LE(2)), end, (type, at, size) => {
      if (type === CHUNK.pool && !pool) {
        this.#strings = new StringPool(bytes, at, at + size, this.#budget, this.#overlapping)
        pool = true
      } else if (type === CHUNK.package) return this.#readPackage(at, size)
      return true
    })
    if (!whole || bytes.readUInt32LE(4) > bytes.length)
      log.add('arsc.broken', locator, {
        zh: '资源表部分损坏,其后的资源未读。',
        en: 'The resource table is broken in part; the resources after that were not read.',
      })
  }

  #readPackage(start: number, size: number): boolean {
    const bytes = this.#bytes
    const headerSize = bytes.readUInt16LE(start + 2)
    if (headerSize < 284 || size < headerSize) return false
    const typeNamesAt = start + bytes.readUInt32LE(start + 268)
    const keysAt = start + bytes.readUInt32LE(start + 276)
    const shift = headerSize >= 288 ? bytes.readUInt32LE(start + 284) : 0
    const pools: { at: number; pool: StringPool }[] = []
    const found: { id: number; chunk: TypeChunk }[] = []
    let whole = this.#children(start + headerSize, start + size, (type, at, length) => {
      if (type === CHUNK.pool)
        pools.push({ at, pool: new StringPool(bytes, at, at + length, this.#budget, this.#overlapping) })
      if (type !== CHUNK.type) return true
      const chunk = this.#readType(at, length)
      if (chunk === undefined) return false
      found.push({ id: bytes[at + 8]!, chunk })
      return true
    })
    const empty = new StringPool(bytes, 0, 0, this.#budget)
    const names = pools.find(({ at }) => at === typeNamesAt)?.pool ?? pools[0]?.pool ?? empty
    const keys = pools.find(({ at }) => at === keysAt)?.pool ?? pools[1]?.pool ?? empty
    const types = new Map<number, TypeGroup>()
    for (const { id, chunk } of found) {
      if (id === 0) {
        whole = false
        continue
      }
      let group = types.get(id)
      if (group === undefined) {
        const name = names.get(id - 1 - shift) ?? names.get(id - 1) ?? ''
        group = { id, name, chunks: [] }
        types.set(id, group)
      }
      group.chunks.push(chunk)
    }
    const label = bytes.toString('utf16le', start + 12, start + 268).replace(/\0.*$/s, '')
    this.packages.push({ id: bytes.readUInt32LE(start + 8) & 0xff, name: label, keys, types })
    return whole
  }

  #readType(at: number, size: number): TypeChunk | undefined {
    const bytes = this.#bytes
    const headerSize = bytes.readUInt16LE(at + 2)
    if (headerSize < 24 || size < headerSize) return undefined
    this.#budget.entries()
    const flags = bytes[at + 9]!
    const stated = bytes.readUInt32LE(at + 12)
    const wide = flags & OFFSET16 && !(flags & SPARSE) ? 2 : 4
    return {
      config: readConfig(bytes, at + 20, at + headerSize),
      at,
      end: at + size,
      flags,
      headerSize,
      count: Math.min(stated, Math.floor((size - headerSize) / wide), 0x10000),
      entriesStart: bytes.readUInt32LE(at + 16),
    }
  }

  /** Walks the chunks in a range; false when it met one that cannot be. */
  #children(from: number, end: number, visit: (type: number, at: number, size: number) => boolean): boolean {
    const bytes = this.#bytes
    let whole = true
    for (let at = from; at + 8 <= end; ) {
      const headerSize = bytes.readUInt16LE(at + 2)
      const size = bytes.readUInt32LE(at + 4)
      if (headerSize < 8 || size < headerSize || at + size > end) return false
      this.#budget.steps()
      if (!visit(bytes.readUInt16LE(at), at, size)) whole = false
      at += size
    }
    return whole
  }
}
