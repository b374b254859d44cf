/** A small seeded generator (mulberry32): the same seed, the same numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

type Damage = (bytes: Buffer, below: (n: number) => number) => Buffer

const EXTREMES = [0, 1, 7, 8, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff]

const DAMAGES: readonly Damage[] = [
  function flipBits(bytes, below) {
    const out = Buffer.from(bytes)
    for (let n = 1 + below(8); n > 0; n--) out[below(out.length)]! ^= 1 << below(8)
    return out
  },
  function randomBytes(bytes, below) {
    const out = Buffer.from(bytes)
    for (let n = 1 + below(16); n > 0; n--) out[below(out.length)] = below(256)
    return out
  },
  function truncate(bytes, below) {
    return Buffer.from(bytes.subarray(0, below(bytes.length)))
  },
  function cutFront(bytes, below) {
    return Buffer.from(bytes.subarray(below(Math.min(bytes.length, 64))))
  },
  function duplicateBlock(bytes, below) {
    const [start, end] = block(bytes, below)
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start, end), bytes.subarray(end)])
  },
  function removeBlock(bytes, below) {
    const [start, end] = block(bytes, below)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  },
  function zeroBlock(bytes, below) {
    const [start, end] = block(bytes, below)
    return Buffer.from(bytes).fill(0, start, end)
  },
  function overwriteBlock(bytes, below) {
    const [start, end] = block(bytes, below)
    const out = Buffer.from(bytes)
    bytes.copy(out, below(bytes.length), start, end)
    return out
  },
  function extremeLengths(bytes, below) {
    const out = Buffer.from(bytes)
    for (let n = 1 + below(4); n > 0 && out.length >= 8; n--) {
      const at = below(Math.floor((out.length - 4) / 2)) * 2
      const value = below(3) === 0 ? out.length + below(33) - 16 : EXTREMES[below(EXTREMES.length)]!
      if (below(2) === 0) out.writeUInt16LE((value >>> 0) & 0xffff, at)
      else out.writeUInt32LE(value >>> 0, at)
    }
    return out
  },
  function nudgeLengths(bytes, below) {
    const out = Buffer.from(bytes)
    for (let n = 1 + below(4); n > 0 && out.length >= 8; n--) {
      const at = below(Math.floor((out.length - 4) / 2)) * 2
      out.writeUInt32LE((out.readUInt32LE(at) + below(17) - 8) >>> 0, at)
    }
    return out
  },
]

function block(bytes: Buffer, below: (n: number) => number): [number, number] {
  const start = below(bytes.length)
  return [start, start + 1 + below(Math.min(bytes.length - start, 1 + (bytes.length >> 3)))]
}

/**
 * Damages bytes as a broken transfer or an attacker might: flipped bits, cuts, doubled, moved and erased blocks, and
 * extreme or slightly wrong numbers where lengths may stand. The same seed does the same damage; the input is kept.
 */
export function mutate(bytes: Buffer, seed: number): Buffer {
  const random = seeded(seed)
  const below = (n: number): number => Math.floor(random() * Math.max(1, n))
  let out = bytes
  for (let n = 1 + below(3); n > 0 && out.length > 0; n--) out = DAMAGES[below(DAMAGES.length)]!(out, below)
  return out
}
