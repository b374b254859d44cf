import { createHash } from 'node:crypto'
import type { Sha256 } from '../cases/draw/digest.ts'
import { sha256Each } from '../cases/ledger/sha2.ts'

/** SHA-256 of long texts by `node:crypto`, of many short ones by our own. */
export const sha256: Sha256 = {
  async of(parts) {
    const digest = createHash('sha256')
    for (const part of parts) digest.update(part, 'utf8')
    return digest.digest()
  },
  // One call for each message costs two to three times as much.
  each: async (bytes, ends) => sha256Each(bytes, ends),
}
