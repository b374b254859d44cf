import type { Budget } from '../budget.ts'
import { MAX_DEPTH, type Plist } from './plist.ts'
import { bigEndian } from './text.ts'

const TRAILER = 32
/** Seconds between the Unix epoch and 2001-01-01, from which Apple counts. */
const EPOCH = 978_307_200

interface Shape {
  readonly bytes: Buffer
  readonly budget: Budget
  readonly offsets: number
  readonly offsetSize: number
  readonly refSize: number
  readonly count: number
  /** Objects read once are not read again: shared parts must not grow without end. */
  readonly known: Map<number, Plist | undefined>
  /** Bytes and members that may still be taken: parts that lie over each other are left out. */
  left: number
}

/** A binary property list (`bplist00`); broken parts are left out, `undefined` when nothing can be read. */
export function binaryPlist(bytes: Buffer, budget: Budget): Plist | undefined {
  if (bytes.length < 8 + TRAILER) return undefined
  const at = bytes.length - TRAILER
  const offsetSize = bytes[at + 6]!
  const refSize = bytes[at + 7]!
  const count = small(bytes.readBigUInt64BE(at + 8))
  const top = small(bytes.readBigUInt64BE(at + 16))
  const offsets = small(bytes.readBigUInt64BE(at + 24))
  if (offsetSize < 1 || offsetSize > 8 || refSize < 1 || refSize > 8) return undefined
  if (offsets >= at || count > Math.floor((at - offsets) / offsetSize) || top >= count) return undefined
  const left = 4 * bytes.length
  return object({ bytes, budget, offsets, offsetSize, refSize, count, known: new Map(), left }, top, 0)
}

const small = (value: bigint): number => (value > 0xffff_ffffn ? Number.MAX_SAFE_INTEGER : Number(value))

function unsigned(bytes: Buffer, at: number, size: number): number {
  let value = 0
  for (let i = 0; i < size; i++) value = value * 256 + bytes[at + i]!
  return value
}

function object(shape: Shape, ref: number, depth: number): Plist | undefined {
  if (ref >= shape.count || depth > MAX_DEPTH) return undefined
  if (shape.known.has(ref)) return shape.known.get(ref)
  shape.budget.steps()
  // A value that holds itself is left out where it comes round.
  shape.known.set(ref, undefined)
  const at = unsigned(shape.bytes, shape.offsets + ref * shape.offsetSize, shape.offsetSize)
  const value = at < shape.bytes.length - TRAILER ? valueAt(shape, at, depth) : undefined
  shape.known.set(ref, value)
  return value
}

function valueAt(shape: Shape, at: number, depth: number): Plist | undefined {
  const { bytes } = shape
  const marker = bytes[at]!
  const low = marker & 15
  switch (marker >> 4) {
    case 0:
      return low === 8 ? false : low === 9 ? true : undefined
    case 1:
      return integer(bytes, at + 1, 1 << low)
    case 2:
      if (low === 2) return at + 5 <= bytes.length ? bytes.readFloatBE(at + 1) : undefined
      return low === 3 && at + 9 <= bytes.length ? bytes.readDoubleBE(at + 1) : undefined
    case 3:
      return at + 9 <= bytes.length ? date(bytes.readDoubleBE(at + 1)) : undefined
    case 8:
      return at + 2 + low <= bytes.length && low < 8 ? unsigned(bytes, at + 1, low + 1) : undefined
    default:
      return counted(shape, marker >> 4, at, depth)
  }
}

function integer(bytes: Buffer, at: number, size: number): number | undefined {
  if (at + size > bytes.length || size > 16) return undefined
  if (size < 8) return unsigned(bytes, at, size)
  return Number(bytes.readBigInt64BE(at + size - 8))
}

function date(seconds: number): string | undefined {
  const ms = (seconds + EPOCH) * 1000
  return Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : undefined
}

/** Values that state how many bytes, characters or members they have. */
function counted(shape: Shape, kind: number, at: number, depth: number): Plist | undefined {
  const { bytes } = shape
  let count = bytes[at]! & 15
  let start = at + 1
  if (count === 15) {
    const size = 1 << (bytes[start]! & 15)
    if ((bytes[start] ?? 0) >> 4 !== 1 || size > 8 || start + 1 + size > bytes.length) return undefined
    count = unsigned(bytes, start + 1, size)
    start += 1 + size
  }
  const room = bytes.length - TRAILER - start
  if (count > shape.left) return undefined
  shape.left -= count
  switch (kind) {
    case 4:
      return count <= room ? bytes.subarray(start, start + count) : undefined
    case 5:
      return count <= room ? bytes.toString('latin1', start, start + count) : undefined
    case 6:
      return count * 2 <= room ? bigEndian(bytes.subarray(start, start + count * 2)) : undefined
    case 7:
      return count <= room ? bytes.toString('utf8', start, start + count) : undefined
    case 10:
    case 11:
    case 12:
      return count * shape.refSize <= room ? array(shape, start, count, depth) : undefined
    case 13:
      return count * 2 * shape.refSize <= room ? dictionary(shape, start, count, depth) : undefined
    default:
      return undefined
  }
}

function array(shape: Shape, start: number, count: number, depth: number): Plist[] {
  const list: Plist[] = []
  shape.budget.steps(count)
  for (let i = 0; i < count; i++) {
    const value = object(shape, unsigned(shape.bytes, start + i * shape.refSize, shape.refSize), depth + 1)
    if (value !== undefined) list.push(value)
  }
  return list
}

function dictionary(shape: Shape, start: number, count: number, depth: number): Map<string, Plist> {
  const { bytes, refSize } = shape
  const dict = new Map<string, Plist>()
  shape.budget.steps(count)
  for (let i = 0; i < count; i++) {
    const key = object(shape, unsigned(bytes, start + i * refSize, refSize), depth + 1)
    const value = object(shape, unsigned(bytes, start + (count + i) * refSize, refSize), depth + 1)
    if (typeof key === 'string' && value !== undefined && !dict.has(key)) dict.set(key, value)
  }
  return dict
}
