import { endianness } from 'node:os'
import type { Problem } from '../../facts/problem.ts'
import type { Budget } from '../budget.ts'

/**
 * The tables of one DEX: string, type, proto, field, method and class-definition ids, read in place.
 * Layout from the Android Open Source Project page "Dalvik executable format"; versions 035–041.
 */

export const ACC = {
  PRIVATE: 0x2,
  STATIC: 0x8,
  FINAL: 0x10,
  NATIVE: 0x100,
  INTERFACE: 0x200,
  ABSTRACT: 0x400,
  CONSTRUCTOR: 0x10000,
} as const

const HEADER_SIZE = 0x70
const HEADER_SIZE_41 = 0x78
const ENDIAN_TAG = 0x12345678
/** Longer names are not names; the Java limit is 65,535 bytes, the longest seen in packages is a few hundred. */
const MAX_NAME = 1024
/** Constant strings are limited to 65,535 bytes by the Java class file they come from. */
const MAX_STRING = 0xffff
const MAX_CONTAINED = 256
const MAX_PARAMETERS = 255

export interface Table {
  readonly count: number
  /** Byte offset in `Dex.u8`, a multiple of four. */
  readonly offset: number
}

export interface StaticValue {
  readonly kind: 'string' | 'int'
  /** String index or the number itself. */
  readonly value: number
}

export class Dex {
  /** Name of the archive entry, for problems and evidence. */
  readonly name: string
  readonly version: number
  readonly u8: Buffer
  readonly u16: Uint16Array
  readonly u32: Uint32Array
  readonly strings: Table
  readonly types: Table
  readonly protos: Table
  readonly fields: Table
  readonly methods: Table
  readonly classes: Table
  readonly #budget: Budget
  #poolText: readonly [number, string] | undefined

  constructor(
    name: string,
    version: number,
    views: { u8: Buffer; u16: Uint16Array; u32: Uint32Array },
    tables: readonly Table[],
    budget: Budget,
  ) {
    this.name = name
    this.version = version
    this.u8 = views.u8
    this.u16 = views.u16
    this.u32 = views.u32
    ;[this.strings, this.types, this.protos, this.fields, this.methods, this.classes] = tables as [
      Table,
      Table,
      Table,
      Table,
      Table,
      Table,
    ]
    this.#budget = budget
  }

  /** String by index, decoded when asked for; undefined when the index or its data is bad. */
  string(index: number): string | undefined {
    if (index >= this.strings.count) return undefined
    let at = this.u32[(this.strings.offset >> 2) + index]!
    const u8 = this.u8
    // The length prefix counts UTF-16 units, the data ends with a zero byte: where both agree every byte is one unit.
    let units = 0
    for (let shift = 0; ; shift += 7) {
      if (at >= u8.length || shift > 28) return undefined
      const byte = u8[at++]!
      units |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    if (units >= 0 && units <= MAX_STRING && u8[at + units] === 0) {
      this.#budget.steps((units >> 4) + 1)
      const [from, text] = this.#pool()
      return at >= from && at + units <= from + text.length
        ? text.slice(at - from, at - from + units)
        : u8.toString('latin1', at, at + units)
    }
    const limit = Math.min(u8.length, at + MAX_STRING * 3)
    let end = at
    while (end < limit && u8[end] !== 0) end++
    this.#budget.steps(end - at + 1)
    return decodeMutf8(u8, at, end)
  }

  /** The string data as one text of single bytes; cutting pieces out of it is far cheaper than decoding each. */
  #pool(): readonly [from: number, text: string] {
    if (this.#poolText === undefined) {
      const { count, offset } = this.strings
      let from = this.u8.length
      let to = 0
      for (let i = 0; i < count; i++) {
        const at = this.u32[(offset >> 2) + i]!
        if (at < from) from = at
        if (at > to) to = at
      }
      this.#budget.steps(count)
      to = Math.min(this.u8.length, to + MAX_NAME)
      this.#poolText = [from, from < to ? this.u8.toString('latin1', from, to) : '']
    }
    return this.#poolText
  }

  /** Name of a type, method or field; undefined when bad or longer than any real name. */
  nameAt(index: number): string | undefined {
    const name = this.string(index)
    return name === undefined || name.length > MAX_NAME ? undefined : name
  }

  /** String index of a type's descriptor; 0xffffffff when the type index is bad. */
  typeName(type: number): number {
    return type < this.types.count ? this.u32[(this.types.offset >> 2) + type]! : 0xffffffff
  }

  methodClass(method: number): number {
    return this.u16[(this.methods.offset >> 1) + method * 4]!
  }
  methodProto(method: number): number {
    return this.u16[(this.methods.offset >> 1) + method * 4 + 1]!
  }
  methodName(method: number): number {
    return this.u32[(this.methods.offset >> 2) + method * 2 + 1]!
  }
  fieldClass(field: number): number {
    return this.u16[(this.fields.offset >> 1) + field * 4]!
  }
  fieldType(field: number): number {
    return this.u16[(this.fields.offset >> 1) + field * 4 + 1]!
  }
  fieldName(field: number): number {
    return this.u32[(this.fields.offset >> 2) + field * 2 + 1]!
  }
  protoReturn(proto: number): number {
    return proto < this.protos.count ? this.u32[(this.protos.offset >> 2) + proto * 3 + 1]! : 0xffffffff
  }

  /** Type indexes of a `type_list`; empty for offset 0, undefined when it runs out of the file. */
  typeList(offset: number): Uint16Array | undefined {
    if (offset === 0) return new Uint16Array(0)
    if ((offset & 3) !== 0 || offset + 4 > this.u8.length) return undefined
    const count = this.u32[offset >> 2]!
    const start = (offset >> 1) + 2
    if (count > 0xffff || start + count > this.u16.length) return undefined
    return this.u16.subarray(start, start + count)
  }

  /** Type indexes of the declared parameters; undefined when bad or more than a method can have. */
  parameters(proto: number): Uint16Array | undefined {
    if (proto >= this.protos.count) return undefined
    const list = this.typeList(this.u32[(this.protos.offset >> 2) + proto * 3 + 2]!)
    return list === undefined || list.length > MAX_PARAMETERS ? undefined : list
  }

  /** One word of a class definition: 0 type, 1 access, 2 superclass, 3 interfaces, 6 class data, 7 static values. */
  classWord(index: number, word: number): number {
    return this.u32[(this.classes.offset >> 2) + index * 8 + word]!
  }

  /** Index of a string by binary search, or -1. */
  findString(text: string): number {
    const index = this.#lowerBound(text)
    return this.string(index) === text ? index : -1
  }

  /** True when a string begins with this one. */
  hasStringFrom(prefix: string): boolean {
    return this.string(this.#lowerBound(prefix))?.startsWith(prefix) === true
  }

  /** First string that is not less; the table is sorted by UTF-16 units, which the runtime checks. */
  #lowerBound(text: string): number {
    let low = 0
    let high = this.strings.count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.string(middle) ?? '') < text) low = middle + 1
      else high = middle
    }
    return low
  }

  /** True when a code item lies wholly inside the file, with its instructions and try items. */
  codeFits(offset: number): boolean {
    if (offset < HEADER_SIZE || (offset & 3) !== 0 || offset + 16 > this.u8.length) return false
    const units = this.u32[(offset >> 2) + 3]!
    const tries = this.u16[(offset >> 1) + 3]!
    return offset + 16 + units * 2 + tries * 8 <= this.u8.length
  }

  /** Initial values of static fields in field order, as far as they are strings and integers. */
  staticValues(classIndex: number): (StaticValue | undefined)[] {
    const offset = this.classWord(classIndex, 7)
    const values: (StaticValue | undefined)[] = []
    if (offset === 0 || offset >= this.u8.length) return values
    const cursor = { at: offset }
    const count = readUleb(this.u8, cursor)
    for (let i = 0; i < count && cursor.at < this.u8.length; i++) {
      this.#budget.steps(1)
      const head = this.u8[cursor.at++]!
      const type = head & 0x1f
      const argument = head >> 5
      if (type === 0x1e) values.push(undefined)
      else if (type === 0x1f) values.push({ kind: 'int', value: argument })
      else if (type === 0x1c || type === 0x1d) break
      else {
        let value = 0
        for (let b = 0; b <= argument && b < 4; b++) value |= (this.u8[cursor.at + b] ?? 0) << (8 * b)
        if (argument < 3 && (type === 0x00 || type === 0x02 || type === 0x04)) {
          const shift = 24 - 8 * argument
          value = (value << shift) >> shift
        }
        cursor.at += argument + 1
        if (type === 0x17) values.push({ kind: 'string', value: value >>> 0 })
        else if (type === 0x04 || type === 0x02 || type === 0x00 || type === 0x03) values.push({ kind: 'int', value })
        else values.push(undefined)
      }
    }
    return values
  }
}

/** Unsigned LEB128 at the cursor, which moves on; bytes past the end read as zero. */
export function readUleb(u8: Uint8Array, cursor: { at: number }): number {
  let result = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = u8[cursor.at++] ?? 0
    result |= (byte & 0x7f) << shift
    if (byte < 0x80) break
  }
  return result >>> 0
}

function decodeMutf8(u8: Uint8Array, start: number, end: number): string {
  let text = ''
  let units: number[] = []
  for (let at = start; at < end; ) {
    const a = u8[at++]!
    if (a < 0x80) units.push(a)
    else if (a >> 5 === 6) units.push(((a & 0x1f) << 6) | ((u8[at++] ?? 0) & 0x3f))
    else if (a >> 4 === 14) {
      units.push(((a & 0x0f) << 12) | (((u8[at] ?? 0) & 0x3f) << 6) | ((u8[at + 1] ?? 0) & 0x3f))
      at += 2
    } else units.push(0xfffd)
    if (units.length >= 4096) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}

const TABLES = [
  { name: 'string_ids', word: 14, size: 4 },
  { name: 'type_ids', word: 16, size: 4 },
  { name: 'proto_ids', word: 18, size: 12 },
  { name: 'field_ids', word: 20, size: 8 },
  { name: 'method_ids', word: 22, size: 8 },
  { name: 'class_defs', word: 24, size: 32 },
] as const

/**
 * Opens the DEX of one archive entry. A version-041 container yields one `Dex` per contained header. Never throws for
 * bad content: what cannot be read is reported to `problems` and left out.
 */
export function openDex(bytes: Buffer, name: string, budget: Budget, problems: Problem[]): Dex[] {
  const bad = (code: string, locator: string, zh: string, en: string) =>
    problems.push({ code, artifact: name, locator, message: { zh, en } })
  if (bytes.length < HEADER_SIZE || bytes.toString('latin1', 0, 4) !== 'dex\n') {
    bad('dex.bad-magic', 'header', '不是DEX文件', 'not a DEX file')
    return []
  }
  const views = viewsOf(bytes)
  const found: Dex[] = []
  let at = 0
  while (at + HEADER_SIZE <= views.u8.length && found.length < MAX_CONTAINED) {
    const version = Number(views.u8.toString('latin1', at + 4, at + 7))
    if (views.u8.toString('latin1', at, at + 4) !== 'dex\n' || !Number.isInteger(version) || (at & 3) !== 0) {
      bad('dex.bad-magic', `0x${at.toString(16)}`, 'DEX容器中断', 'the DEX container breaks off')
      break
    }
    const word = (index: number) => views.u32[(at >> 2) + index]!
    if (word(10) !== ENDIAN_TAG) {
      bad('dex.bad-endian', 'header', '字节序标记不正确', 'wrong endian tag')
      break
    }
    const container = version >= 41 && word(9) >= HEADER_SIZE_41
    const size = word(8)
    if (size < HEADER_SIZE || at + size > views.u8.length) {
      bad('dex.truncated', 'header', '文件比文件头声明的短', 'the file is shorter than its header says')
    }
    const tables = TABLES.map(({ name: table, word: index, size: row }): Table => {
      const count = word(index)
      const offset = word(index + 1)
      if (count === 0) return { count: 0, offset: 0 }
      const fits = (offset & 3) === 0 && offset >= HEADER_SIZE && offset <= views.u8.length
      const rows = fits ? Math.min(count, Math.floor((views.u8.length - offset) / row)) : 0
      if (rows < count) {
        bad('dex.bad-table', table, '索引表超出文件范围', 'an id table runs out of the file')
      }
      return { count: rows, offset: rows === 0 ? 0 : offset }
    })
    const label = found.length === 0 ? name : `${name}#${found.length + 1}`
    found.push(new Dex(label, version, views, tables, budget))
    if (!container || size < HEADER_SIZE_41) break
    at += size
  }
  return found
}

/** Little-endian views over the bytes; copies once where the memory is not aligned. */
function viewsOf(bytes: Buffer): { u8: Buffer; u16: Uint16Array; u32: Uint32Array } {
  let u8 = bytes
  if (endianness() === 'LE') {
    if ((bytes.byteOffset & 3) !== 0) {
      u8 = Buffer.alloc(bytes.length)
      bytes.copy(u8)
    }
    return {
      u8,
      u16: new Uint16Array(u8.buffer, u8.byteOffset, u8.length >> 1),
      u32: new Uint32Array(u8.buffer, u8.byteOffset, u8.length >> 2),
    }
  }
  const u16 = new Uint16Array(u8.length >> 1)
  const u32 = new Uint32Array(u8.length >> 2)
  for (let i = 0; i < u16.length; i++) u16[i] = bytes.readUInt16LE(i * 2)
  for (let i = 0; i < u32.length; i++) u32[i] = bytes.readUInt32LE(i * 4)
  return { u8, u16, u32 }
}
