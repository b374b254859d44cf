import { equal, type Hash } from './merkle.ts'

/**
 * What stands in the log for good. It holds no content: only a digest that nobody can try guesses against without the
 * salt. `about` names a case or a draw, `turn` counts its entries, so that none can be left out of its middle.
 */
export interface Entry {
  /** Place in the log, from 0. */
  readonly index: number
  /** By the clock of the machine, never before the entry it follows. */
  readonly at: string
  readonly about: string
  readonly turn: number
  /** `event`, `commitment`, `erasure`, `export` and what else is kept. */
  readonly kind: string
  /** SHA-256 of salt and content as hex. */
  readonly digest: string
}

/** Content beside the log. Without it the entry still verifies. */
export interface Content {
  /** 16 bytes as hex. */
  readonly salt: string
  readonly text: string
}

/** Content of an `erasure`: which entry's content was erased, why it was lawful, and when. */
export interface Erasure {
  readonly index: number
  readonly reason: string
  /** The provision that asks for or allows it. */
  readonly cites?: string
  readonly on: string
}

const encoder = new TextEncoder()
const KEYS = 'index at about turn kind digest'

/** The leaf of an entry: its JSON with keys in one order, as UTF-8. */
export function leafOf({ index, at, about, turn, kind, digest }: Entry): Uint8Array {
  return encoder.encode(JSON.stringify({ index, at, about, turn, kind, digest }))
}

export function digestOf({ salt, text }: Content, hash: Hash): Uint8Array {
  return hash(encoder.encode(`${salt}\n${text}`))
}

export function holds(entry: Entry, content: Content, hash: Hash): boolean {
  return equal(digestOf(content, hash), fromHex(entry.digest))
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** The entry a value is, with nothing else in it; nothing for any other value. */
export function readEntry(value: unknown): Entry | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join(' ') !== KEYS) return undefined
  const { index, at, about, turn, kind, digest } = value as Entry
  const whole = [index, turn].every((n) => Number.isSafeInteger(n) && n >= 0)
  const texts = [about, kind].every((t) => typeof t === 'string' && t !== '' && t.length <= 200)
  const fits = typeof at === 'string' && MOMENT.test(at) && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest)
  return whole && texts && fits ? (value as Entry) : undefined
}

/** The content a value is; nothing for any other value. */
export function readContent(value: unknown): Content | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join(' ') !== 'salt text') return undefined
  const { salt, text } = value as Content
  return typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt) && typeof text === 'string'
    ? (value as Content)
    : undefined
}

/** What an erasure entry says. */
export function readErasure(text: string): Erasure | undefined {
  try {
    const value = JSON.parse(text) as Erasure
    const { index, reason, cites, on } = value
    const fits = Number.isSafeInteger(index) && typeof reason === 'string' && reason !== '' && typeof on === 'string'
    return fits && (cites === undefined || typeof cites === 'string') ? value : undefined
  } catch {
    return undefined
  }
}

export const toHex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
