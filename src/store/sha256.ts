import { createHash, hash } from 'node:crypto'
import type { Sha256 } from '../cases/draw/digest.ts'

/** SHA-256 by `node:crypto`. */
export const sha256: Sha256 = {
  async of(parts) {
    const digest = createHash('sha256')
    for (const part of parts) digest.update(part, 'utf8')
    return digest.digest()
  },
  async each(bytes, ends) {
    const digests = new Uint8Array(ends.length * 32)
    let from = 0
    for (const [i, end] of ends.entries()) {
      digests.set(hash('sha256', bytes.subarray(from, end), 'buffer'), i * 32)
      from = end
    }
    return digests
  },
}
