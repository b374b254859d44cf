import type { Budget } from '../budget.ts'

const HEADER = 28
const UTF8_FLAG = 0x100

/** A string pool chunk of binary XML and resource tables; strings are decoded when asked for, once per place. */
export class StringPool {
  /** Strings the pool can really hold; the stated number may be larger. */
  readonly count: number
  readonly #bytes: Buffer
  readonly #budget: Budget
  readonly #offsets: number
  readonly #strings: number
  readonly #end: number
  readonly #utf8: boolean
  readonly #decoded = new Map<number, string>()
  readonly #overlapping: () => void
  /** Bytes that may still be decoded: strings that lie over each other must not grow without end. */
  #left: number

  /**
   * `at`: start of the chunk; `end`: where the chunk's bytes stop. A broken pool is an empty one. `overlapping` is
   * called when strings overlap so much that the rest is not decoded.
   */
  constructor(bytes: Buffer, at: number, end: number, budget: Budget, overlapping: () => void = () => {}) {
    this.#bytes = bytes
    this.#budget = budget
    this.#overlapping = overlapping
    this.#left = 2 * Math.max(0, end - at) + 64
    if (at + HEADER > end || end > bytes.length) {
      this.count = this.#offsets = this.#strings = this.#end = 0
      this.#utf8 = false
      return
    }
    const headerSize = bytes.readUInt16LE(at + 2)
    const stylesStart = bytes.readUInt32LE(at + 24)
    const stringsStart = at + bytes.readUInt32LE(at + 20)
    this.#offsets = at + Math.max(HEADER, headerSize)
    this.#strings = stringsStart
    this.#end = stylesStart > 0 && at + stylesStart > stringsStart ? Math.min(end, at + stylesStart) : end
    this.#utf8 = (bytes.readUInt32LE(at + 16) & UTF8_FLAG) !== 0
    // Obfuscators overstate the count; offsets can only stand before the strings.
    const room = Math.floor((Math.min(end, Math.max(stringsStart, this.#offsets)) - this.#offsets) / 4)
    this.count = Math.max(0, Math.min(bytes.readUInt32LE(at + 8), room))
  }

  /** The string of an index; `undefined` for an index out of range or a string out of the pool. */
  get(index: number): string | undefined {
    if (index < 0 || index >= this.count) return undefined
    const at = this.#strings + this.#bytes.readUInt32LE(this.#offsets + index * 4)
    const known = this.#decoded.get(at)
    if (known !== undefined) return known
    const text = this.#utf8 ? this.#utf8At(at) : this.#utf16At(at)
    if (text !== undefined) this.#decoded.set(at, text)
    return text
  }

  /** Takes bytes from what may be decoded; false when there is no more. */
  #take(count: number): boolean {
    if (count > this.#left) {
      this.#overlapping()
      return false
    }
    this.#left -= count
    this.#budget.bytes(count)
    return true
  }

  #utf16At(at: number): string | undefined {
    const bytes = this.#bytes
    if (at + 2 > this.#end) return undefined
    let length = bytes.readUInt16LE(at)
    let start = at + 2
    if (length & 0x8000) {
      if (start + 2 > this.#end) return undefined
      length = (length & 0x7fff) * 0x10000 + bytes.readUInt16LE(start)
      start += 2
    }
    const stop = Math.min(start + length * 2, this.#end)
    return this.#take(stop - start) ? bytes.toString('utf16le', start, stop) : undefined
  }

  #utf8At(at: number): string | undefined {
    const bytes = this.#bytes
    const end = this.#end
    // Characters first (not needed), then bytes; each length is one or two bytes.
    let start = at + (at < end && bytes[at]! & 0x80 ? 2 : 1)
    if (start >= end) return undefined
    let length = bytes[start++]!
    if (length & 0x80) {
      if (start >= end) return undefined
      length = ((length & 0x7f) << 8) | bytes[start++]!
    }
    let stop = start + length
    if (stop < end && bytes[stop] !== 0) {
      // Old aapt cut lengths over 0x7fff to 15 bits; the closing zero tells the real one.
      while (stop < end && bytes[stop] !== 0) stop += 0x8000
      if (stop >= end) stop = start + length
    }
    stop = Math.min(stop, end)
    if (!this.#take(stop - start)) return undefined
    const text = bytes.toString('utf8', start, stop)
    return text.includes('\ufffd') ? modifiedUtf8(bytes, start, stop) : text
  }
}

/** Java's UTF-8: surrogates are written as two three-byte groups, zero as two bytes. Broken bytes become U+FFFD. */
function modifiedUtf8(bytes: Buffer, start: number, stop: number): string {
  const units: number[] = []
  for (let at = start; at < stop; ) {
    const a = bytes[at]!
    const b = at + 1 < stop ? bytes[at + 1]! : 0
    const c = at + 2 < stop ? bytes[at + 2]! : 0
    const d = at + 3 < stop ? bytes[at + 3]! : 0
    if (a < 0x80) {
      units.push(a)
      at += 1
    } else if ((a & 0xe0) === 0xc0 && (b & 0xc0) === 0x80) {
      units.push(((a & 0x1f) << 6) | (b & 0x3f))
      at += 2
    } else if ((a & 0xf0) === 0xe0 && (b & 0xc0) === 0x80 && (c & 0xc0) === 0x80) {
      units.push(((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f))
      at += 3
    } else if ((a & 0xf8) === 0xf0 && (b & 0xc0) === 0x80 && (c & 0xc0) === 0x80 && (d & 0xc0) === 0x80) {
      const point = (((a & 7) << 18) | ((b & 0x3f) << 12) | ((c & 0x3f) << 6) | (d & 0x3f)) - 0x10000
      units.push(0xd800 + ((point >> 10) & 0x3ff), 0xdc00 + (point & 0x3ff))
      at += 4
    } else {
      units.push(0xfffd)
      at += 1
    }
  }
  let text = ''
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.slice(i, i + 8192))
  return text
}
