import { open } from 'node:fs/promises'

/** Says that an input is longer than it may be; `limit` in MB. */
export class TooLargeError extends Error {
  readonly limit: number
  constructor(limit: number) {
    super(`larger than ${limit} MB`)
    this.name = 'TooLargeError'
    this.limit = limit
  }
}

const CHUNK = 1 << 20

/** Reads a text as `readBytes` does. Throws what that throws, and `TypeError` for bytes that are no UTF-8. */
export async function readText(name: string, most: number): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readBytes(name, most))
}

/**
 * Reads a file or a pipe whole, and never more than it may be. Throws `TooLargeError` or the error of the file system.
 * @param most bytes
 */
export async function readBytes(name: string, most: number): Promise<Buffer> {
  const file = await open(name, 'r')
  try {
    const parts: Buffer[] = []
    let length = 0
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK)
      if (bytesRead === 0) break
      length += bytesRead
      if (length > most) throw new TooLargeError(most / 2 ** 20)
      parts.push(buffer.subarray(0, bytesRead))
    }
    return Buffer.concat(parts)
  } finally {
    await file.close()
  }
}
