import { gunzipSync } from 'node:zlib'
import type { Budget } from '../budget.ts'

export interface TarFile {
  readonly name: string
  readonly bytes: Buffer
}

const BLOCK = 512
const MAX_FILES = 20_000

/** The files of a gzip-packed tar archive, as a HAR is one; `undefined` where it cannot be unpacked. */
export function readTarGz(bytes: Buffer, budget: Budget): TarFile[] | undefined {
  let plain: Buffer
  try {
    plain = gunzipSync(bytes, { maxOutputLength: Math.max(1, Math.min(budget.bytesLeft, 256 << 20)) })
  } catch {
    return undefined
  }
  budget.bytes(plain.length)
  const files: TarFile[] = []
  for (let at = 0; at + BLOCK <= plain.length && files.length < MAX_FILES; ) {
    budget.entries()
    const name = text(plain, at, 100)
    if (name === '') break
    const size = Number.parseInt(text(plain, at + 124, 12).trim() || '0', 8)
    if (!Number.isSafeInteger(size) || size < 0 || at + BLOCK + size > plain.length) break
    const prefix = plain.toString('latin1', at + 257, at + 262) === 'ustar' ? text(plain, at + 345, 155) : ''
    const kind = plain[at + 156]
    if (kind === 0 || kind === 0x30)
      files.push({
        name: prefix === '' ? name : `${prefix}/${name}`,
        bytes: plain.subarray(at + BLOCK, at + BLOCK + size),
      })
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

const text = (bytes: Buffer, at: number, length: number): string =>
  bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '')
