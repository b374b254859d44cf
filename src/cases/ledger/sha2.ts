/** SHA-256 and SHA-512 (FIPS 180-4) where the platform has none at hand, or is slower at many short messages. */

const U64 = (1n << 64n) - 1n
const PRIMES = primes(80)
/** First 64 bits of the fractions of the roots of primes; SHA-256 takes the first 32 of each. */
const CUBES = PRIMES.map((p) => root(BigInt(p) << 192n, 3n) & U64)
const SQUARES = PRIMES.slice(0, 8).map((p) => root(BigInt(p) << 128n, 2n) & U64)
const K = Int32Array.from(CUBES.slice(0, 64), (k) => Number(k >> 32n) | 0)
const START = Int32Array.from(SQUARES, (h) => Number(h >> 32n) | 0)

function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n += 1) if (found.every((p) => n % p !== 0)) found.push(n)
  return found
}

/** The greatest whole number of which the power is not above `n`. */
function root(n: bigint, power: bigint): bigint {
  let [low, high] = [0n, 1n << 80n]
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** power <= n) low = middle
    else high = middle - 1n
  }
  return low
}

const W = new Int32Array(64)

/** Takes one block of 64 bytes into the state. */
function compress(h: Int32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0, j = at; i < 16; i += 1, j += 4)
    W[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15]!
    const y = W[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0
  }
  let a = h[0]!
  let b = h[1]!
  let c = h[2]!
  let d = h[3]!
  let e = h[4]!
  let f = h[5]!
  let g = h[6]!
  let z = h[7]!
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (z + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    z = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  h[0] = (h[0]! + a) | 0
  h[1] = (h[1]! + b) | 0
  h[2] = (h[2]! + c) | 0
  h[3] = (h[3]! + d) | 0
  h[4] = (h[4]! + e) | 0
  h[5] = (h[5]! + f) | 0
  h[6] = (h[6]! + g) | 0
  h[7] = (h[7]! + z) | 0
}

/** SHA-256 of bytes given in parts. */
export class Sha256Stream {
  #h = START.slice()
  #rest = new Uint8Array(64)
  #used = 0
  #length = 0
  update(bytes: Uint8Array): this {
    this.#length += bytes.length
    let at = 0
    if (this.#used > 0) {
      at = Math.min(64 - this.#used, bytes.length)
      this.#rest.set(bytes.subarray(0, at), this.#used)
      this.#used += at
      if (this.#used < 64) return this
      compress(this.#h, this.#rest, 0)
      this.#used = 0
    }
    for (; at + 64 <= bytes.length; at += 64) compress(this.#h, bytes, at)
    this.#rest.set(bytes.subarray(at))
    this.#used = bytes.length - at
    return this
  }
  digest(): Uint8Array {
    const to = new Uint8Array(32)
    finish(this.#h, this.#rest, this.#used, this.#length, to, 0)
    return to
  }
}

/** The last block or two: a one bit, zeros, and the length in bits. */
function finish(h: Int32Array, rest: Uint8Array, used: number, length: number, to: Uint8Array, at: number): void {
  rest[used] = 0x80
  rest.fill(0, used + 1)
  if (used >= 56) {
    compress(h, rest, 0)
    rest.fill(0)
  }
  const high = Math.floor(length / 0x2000_0000)
  const low = (length << 3) >>> 0
  for (let i = 0; i < 4; i += 1) {
    rest[56 + i] = high >>> (24 - 8 * i)
    rest[60 + i] = low >>> (24 - 8 * i)
  }
  compress(h, rest, 0)
  for (let i = 0; i < 8; i += 1) {
    const word = h[i]!
    to[at + 4 * i] = word >>> 24
    to[at + 4 * i + 1] = word >>> 16
    to[at + 4 * i + 2] = word >>> 8
    to[at + 4 * i + 3] = word
  }
}

export const sha256 = (bytes: Uint8Array): Uint8Array => new Sha256Stream().update(bytes).digest()

/**
 * The digests of many messages laid end to end, 32 bytes each, in order.
 * @param ends where each message ends
 */
export function sha256Each(bytes: Uint8Array, ends: Uint32Array): Uint8Array {
  const digests = new Uint8Array(ends.length * 32)
  const h = new Int32Array(8)
  const rest = new Uint8Array(64)
  let from = 0
  for (let n = 0; n < ends.length; n += 1) {
    const end = ends[n]!
    h.set(START)
    let at = from
    for (; at + 64 <= end; at += 64) compress(h, bytes, at)
    const used = end - at
    for (let i = 0; i < used; i += 1) rest[i] = bytes[at + i]!
    finish(h, rest, used, end - from, digests, n * 32)
    from = end
  }
  return digests
}

/** SHA-512 of a short text, such as the one a signature is over. */
export function sha512(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil((bytes.length + 17) / 128)
  const padded = new Uint8Array(blocks * 128)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  const h = SQUARES.slice()
  const turn = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (64n - by))) & U64
  for (let block = 0; block < blocks; block += 1) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(block * 128 + i * 8))
    for (let i = 16; i < 80; i += 1) {
      const [x, y] = [w[i - 15]!, w[i - 2]!]
      const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n)
      const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n)
      w.push((w[i - 16]! + s0 + w[i - 7]! + s1) & U64)
    }
    let [a, b, c, d, e, f, g, z] = h as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
    for (let i = 0; i < 80; i += 1) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)
      const one = z + s1 + ((e & f) ^ (~e & U64 & g)) + CUBES[i]! + w[i]!
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)
      const two = s0 + ((a & b) ^ (a & c) ^ (b & c))
      ;[z, g, f, e, d, c, b, a] = [g, f, e, (d + one) & U64, c, b, a, (one + two) & U64]
    }
    for (const [i, x] of [a, b, c, d, e, f, g, z].entries()) h[i] = (h[i]! + x) & U64
  }
  const out = new DataView(new ArrayBuffer(64))
  for (const [i, x] of h.entries()) out.setBigUint64(i * 8, x)
  return new Uint8Array(out.buffer)
}
