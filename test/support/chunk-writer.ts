/** Builds the string pool of a chunk file; indexes are given out as strings are asked for. */
export class PoolWriter {
  readonly #strings: string[] = []
  readonly #indexes = new Map<string, number>()

  index(text: string): number {
    const known = this.#indexes.get(text)
    if (known !== undefined) return known
    const index = this.#strings.push(text) - 1
    this.#indexes.set(text, index)
    return index
  }

  /** Adds a string at a place of its own even when the same text is there already. */
  append(text: string): number {
    return this.#strings.push(text) - 1
  }

  bytes(utf8: boolean): Buffer {
    const data: Buffer[] = []
    const offsets: number[] = []
    let at = 0
    for (const text of this.#strings) {
      const encoded = utf8 ? utf8String(text) : utf16String(text)
      offsets.push(at)
      data.push(encoded)
      at += encoded.length
    }
    const strings = pad(Buffer.concat(data))
    const header = Buffer.alloc(20)
    header.writeUInt32LE(this.#strings.length, 0)
    header.writeUInt32LE(utf8 ? 0x100 : 0, 8)
    header.writeUInt32LE(28 + offsets.length * 4, 12)
    return chunk(0x0001, header, Buffer.concat([u32(...offsets), strings]))
  }
}

function utf8String(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = (n: number): number[] => (n > 0x7f ? [(n >> 8) | 0x80, n & 0xff] : [n])
  return Buffer.concat([Buffer.from([...length(text.length), ...length(bytes.length)]), bytes, Buffer.from([0])])
}

function utf16String(text: string): Buffer {
  const { length } = text
  const head = length > 0x7fff ? u16((length >> 16) | 0x8000, length & 0xffff) : u16(length)
  return Buffer.concat([head, Buffer.from(text, 'utf16le'), u16(0)])
}

/** A chunk: type, header size and size, then the rest of the header, then the body. */
export function chunk(type: number, header: Buffer, body: Buffer): Buffer {
  const start = Buffer.alloc(8)
  start.writeUInt16LE(type, 0)
  start.writeUInt16LE(8 + header.length, 2)
  start.writeUInt32LE(8 + header.length + body.length, 4)
  return Buffer.concat([start, header, body])
}

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, i * 2)
  return bytes
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, i * 4)
  return bytes
}

/** Fills up to a multiple of four. */
export const pad = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
