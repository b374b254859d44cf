import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { isDict, type PlistDict, readPlist } from './plist.ts'

const SUPER_BLOB = 0xfade0cc0
const ENTITLEMENTS = 0xfade7171
const MAX_BLOBS = 64

/** The entitlements in an embedded code signature; `undefined` where it holds none. */
export function entitlementsIn(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): PlistDict | undefined {
  if (bytes.length < 12 || bytes.readUInt32BE(0) !== SUPER_BLOB) return undefined
  const count = Math.min(bytes.readUInt32BE(8), MAX_BLOBS)
  for (let i = 0, at = 12; i < count && at + 8 <= bytes.length; i++, at += 8) {
    const start = bytes.readUInt32BE(at + 4)
    if (start + 8 > bytes.length || bytes.readUInt32BE(start) !== ENTITLEMENTS) continue
    const size = bytes.readUInt32BE(start + 4)
    const plist = readPlist(bytes.subarray(start + 8, start + size), budget, log, `${locator} entitlements`)
    return isDict(plist) ? plist : undefined
  }
  return undefined
}
