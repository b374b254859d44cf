/** What Office Open XML files share: parts in a ZIP archive, and text in XML. */

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const DAY = 0x5a21 // 2025-01-01: the same parts give the same bytes

/** Text in an element or attribute; what XML cannot hold becomes U+FFFD. */
export const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** An archive of named parts, stored and not compressed, so that this stays a pure function. */
export function office(parts: readonly (readonly [name: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  return zip(parts.map(([name, text]) => ({ name: encoder.encode(name), bytes: encoder.encode(text) })))
}

interface Entry {
  readonly name: Uint8Array
  readonly bytes: Uint8Array
}

const CRC: Uint32Array = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** A ZIP archive of stored entries, with names in UTF-8. */
function zip(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const local = 30
  const central = 46
  const size = entries.reduce((sum, { name, bytes }) => sum + local + central + name.length * 2 + bytes.length, 22)
  const out = new Uint8Array(size)
  const view = new DataView(out.buffer)
  const offsets: number[] = []
  let at = 0
  const common = (from: number, { name, bytes }: Entry, crc: number) => {
    view.setUint16(from, 20, true)
    view.setUint16(from + 2, 0x0800, true)
    view.setUint16(from + 8, DAY, true)
    view.setUint32(from + 10, crc, true)
    view.setUint32(from + 14, bytes.length, true)
    view.setUint32(from + 18, bytes.length, true)
    view.setUint16(from + 22, name.length, true)
  }
  const crcs = entries.map(({ bytes }) => crc32(bytes))
  for (const [i, entry] of entries.entries()) {
    offsets.push(at)
    view.setUint32(at, 0x04034b50, true)
    common(at + 4, entry, crcs[i]!)
    out.set(entry.name, at + local)
    out.set(entry.bytes, at + local + entry.name.length)
    at += local + entry.name.length + entry.bytes.length
  }
  const start = at
  for (const [i, entry] of entries.entries()) {
    view.setUint32(at, 0x02014b50, true)
    view.setUint16(at + 4, 20, true)
    common(at + 6, entry, crcs[i]!)
    view.setUint32(at + 42, offsets[i]!, true)
    out.set(entry.name, at + central)
    at += central + entry.name.length
  }
  view.setUint32(at, 0x06054b50, true)
  view.setUint16(at + 8, entries.length, true)
  view.setUint16(at + 10, entries.length, true)
  view.setUint32(at + 12, at - start, true)
  view.setUint32(at + 16, start, true)
  return out
}
