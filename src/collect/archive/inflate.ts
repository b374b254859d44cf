import { crc32, inflateRawSync } from 'node:zlib'

/** No DEFLATE stream grows more than this (zlib's technical notes). */
export const MAX_RATIO = 1032

export type Inflated =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: 'too-large' | 'broken' }

/** Inflates raw DEFLATE bytes into at most `limit` bytes; `expected` is only a hint for the size of the buffer. */
export function inflate(bytes: Buffer, limit: number, expected: number): Inflated {
  const most = Math.min(limit, bytes.length * MAX_RATIO + 64)
  if (most < 1) return { ok: false, reason: limit < 1 ? 'too-large' : 'broken' }
  // One buffer for honest entries; a lying size must not reserve much more than the packed bytes make likely.
  const likely = Math.max(1 << 16, bytes.length * 8)
  const chunkSize = Math.max(64, Math.min(expected + 1, most + 1, likely, 16 << 20))
  try {
    return { ok: true, bytes: inflateRawSync(bytes, { maxOutputLength: most, chunkSize }) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return { ok: false, reason: code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken' }
  }
}

/** CRC-32 as ZIP stores it. */
export const checksum = (bytes: Buffer): number => crc32(bytes)
