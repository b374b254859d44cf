import {
  argon2,
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const MEMORY = 19_456
const PASSES = 2
const LANES = 1
const TAG = 32

const derive = promisify(argon2)

/** Unguessable text of letters and digits, by default 256 bits. */
export const secret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** A name for a row that tells nothing and is not guessed. */
export const newId = (): string => randomBytes(12).toString('hex')

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** argon2id in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await tagOf(password, nonce, MEMORY, PASSES, LANES)
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${plain(nonce)}$${plain(tag)}`
}

/** Whether a password is the one that was hashed. Takes as long where there is none. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const [, m, t, p, salt, want] = PHC.exec(hashed ?? (await nobody())) ?? []
  if (want === undefined) return false
  const expected = Buffer.from(want, 'base64')
  const tag = await tagOf(password, Buffer.from(salt!, 'base64'), Number(m), Number(t), Number(p))
  return timingSafeEqual(tag, expected) && hashed !== null
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

let unknown: Promise<string> | undefined
function nobody(): Promise<string> {
  unknown ??= hashPassword(secret())
  return unknown
}

const plain = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** Two at a time: each needs its memory, and a crowd of sign-ins must not take all of it. */
let free = 2
const waiting: (() => void)[] = []

async function tagOf(password: string, nonce: Uint8Array, memory: number, passes: number, parallelism: number) {
  if (free === 0) await new Promise<void>((go) => waiting.push(go))
  else free -= 1
  try {
    return await derive('argon2id', { message: password, nonce, parallelism, tagLength: TAG, memory, passes })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}

/** An ID token as a session keeps it: whoever has the database without the cookie cannot read it. */
export function seal(value: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(value), iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

export function unseal(value: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(value), bytes.subarray(0, 12), { authTagLength: 16 })
    cipher.setAuthTag(bytes.subarray(-16))
    return cipher.update(bytes.subarray(12, -16), undefined, 'utf8') + cipher.final('utf8')
  } catch {
    return undefined
  }
}

const keyOf = (value: string): Buffer => Buffer.from(hkdfSync('sha256', value, '', 'guiju id token', 32))
