import type { Budget } from '../budget.ts'
import { isDict, listOf, type Plist } from './plist.ts'
import { binaryPlist } from './plist-binary.ts'

const MAGIC = 'NIBArchive'
const HEADER = 50
/** Bytes that follow a value of each type; type 8 states its own length. */
const SIZE: Readonly<Record<number, number>> = { 0: 1, 1: 2, 2: 4, 3: 8, 4: 0, 5: 0, 6: 4, 7: 8, 9: 0, 10: 4 }
const DATA = 8

/** Texts in a compiled interface file, either form; `undefined` where it is neither. */
export function nibTexts(bytes: Buffer, budget: Budget): string[] | undefined {
  if (bytes.subarray(0, MAGIC.length).toString('latin1') === MAGIC) return archiveTexts(bytes, budget)
  if (bytes.subarray(0, 6).toString('latin1') !== 'bplist') return undefined
  const archive = binaryPlist(bytes, budget)
  return isDict(archive) ? keyedTexts(archive.get('$objects')) : undefined
}

/** Strings of a keyed archive stand in its list of objects, plain or as the bytes of an `NSString`. */
function keyedTexts(objects: Plist | undefined): string[] {
  return listOf(objects).flatMap((o) => {
    if (typeof o === 'string') return [o]
    const bytes = isDict(o) ? o.get('NS.bytes') : undefined
    return Buffer.isBuffer(bytes) ? [bytes.toString('utf8')] : []
  })
}

function archiveTexts(bytes: Buffer, budget: Budget): string[] | undefined {
  if (bytes.length < HEADER) return undefined
  const count = bytes.readUInt32LE(34)
  const texts: string[] = []
  let at = bytes.readUInt32LE(38)
  for (let i = 0; i < count && at < bytes.length; i++) {
    budget.steps()
    // The key's number, then the type, then what it holds.
    at = number(bytes, at).next
    const type = bytes[at++]
    if (type === undefined) break
    if (type !== DATA) {
      const size = SIZE[type]
      if (size === undefined) return undefined
      at += size
      continue
    }
    const { value, next } = number(bytes, at)
    if (next + value > bytes.length) break
    const text = bytes.toString('utf8', next, next + value)
    if (value > 1 && isWords(text)) texts.push(text)
    at = next + value
  }
  return texts
}

/** A number in groups of seven bits, lowest first; the last group has its high bit set. */
function number(bytes: Buffer, at: number): { value: number; next: number } {
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++] ?? 0x80
    value += (byte & 0x7f) * 2 ** shift
    if (byte & 0x80) break
  }
  return { value, next: at }
}

/** Data of other kinds are stored the same way: they are not valid text, or hold control characters. */
const isWords = (text: string): boolean => !text.includes('\ufffd') && ![...text].some((c) => c < '\t')
