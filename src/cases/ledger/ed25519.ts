import type { VerifySignature } from './note.ts'
import { sha512 } from './sha2.ts'

/** Verification of Ed25519 (RFC 8032) for places without a synchronous one. Nothing here is secret, so nothing is constant-time. */

const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n

const mod = (n: bigint): bigint => {
  const rest = n % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)]
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = mod(result * square)
    square = mod(square * square)
  }
  return result
}

const D = mod(-121665n * power(121666n, P - 2n))
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n)

/** X, Y, Z and T of a point of the curve: x = X/Z, y = Y/Z, xy = T/Z. */
type Point = readonly [bigint, bigint, bigint, bigint]

const ZERO: Point = [0n, 1n, 1n, 0n]
const BASE = pointOf(mod(4n * power(5n, P - 2n)), 0n)!

/** The point with that y and that lowest bit of x; nothing where there is none. */
function pointOf(y: bigint, sign: bigint): Point | undefined {
  if (y >= P) return undefined
  const u = mod(y * y - 1n)
  const v = mod(D * y * y + 1n)
  let x = mod(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n))
  const square = mod(v * x * x)
  if (square === mod(-u)) x = mod(x * ROOT_OF_MINUS_ONE)
  else if (square !== u) return undefined
  if (x === 0n && sign === 1n) return undefined
  if ((x & 1n) !== sign) x = P - x
  return [x, y, 1n, mod(x * y)]
}

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2))
  const b = mod((y1 + x1) * (y2 + x2))
  const c = mod(2n * t1 * t2 * D)
  const d = mod(2n * z1 * z2)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

function times(scalar: bigint, point: Point): Point {
  let [sum, step] = [ZERO, point]
  for (let n = scalar; n > 0n; n >>= 1n) {
    if (n & 1n) sum = add(sum, step)
    step = add(step, step)
  }
  return sum
}

/** A number of 32 or 64 bytes, the lowest first. */
function numberOf(bytes: Uint8Array): bigint {
  let n = 0n
  for (let i = bytes.length - 1; i >= 0; i -= 1) n = (n << 8n) | BigInt(bytes[i]!)
  return n
}

const SIGN = 1n << 255n

function decode(bytes: Uint8Array): Point | undefined {
  const n = numberOf(bytes)
  return n >= SIGN ? pointOf(n - SIGN, 1n) : pointOf(n, 0n)
}

/** True where the 64 bytes are the signature of the text by the key of 32 bytes. */
export const verifyEd25519: VerifySignature = (text, signature, publicKey) => {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  const key = decode(publicKey)
  const s = numberOf(signature.subarray(32))
  if (!key || s >= L) return false
  const hashed = new Uint8Array(64 + text.length)
  hashed.set(signature.subarray(0, 32))
  hashed.set(publicKey, 32)
  hashed.set(text, 64)
  const k = numberOf(sha512(hashed)) % L
  const [x, y, z, t] = key
  const [rx, ry, rz] = add(times(s, BASE), times(k, [mod(-x), y, z, mod(-t)]))
  const inverse = power(rz, P - 2n)
  return (mod(ry * inverse) | ((mod(rx * inverse) & 1n) << 255n)) === numberOf(signature.subarray(0, 32))
}
