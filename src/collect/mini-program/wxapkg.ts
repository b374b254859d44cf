import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

const FIRST = 0xbe
const LAST = 0xed
const HEADER = 18
const ENCRYPTED = 'V1MMWX'
/** Names are paths of a program's own files. */
const NAME = 1024

export const isWxapkg = (head: Buffer): boolean => head.length >= HEADER && head[0] === FIRST && head[13] === LAST
/** Packages that WeChat for Windows keeps encrypted; their content cannot be read without the appid. */
export const isEncrypted = (head: Buffer): boolean =>
  head.subarray(0, ENCRYPTED.length).toString('latin1') === ENCRYPTED

/**
 * Files of a package: 0xBE, a word, the lengths of index and body, 0xED, the number of files, then name, offset and
 * length of each, all big-endian. Offsets and lengths are believed only where the bytes are there.
 */
export function readWxapkg(bytes: Buffer, budget: Budget, log: ProblemLog): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const broken = (at: string) =>
    log.add('wxapkg.entry', at, {
      zh: '包内条目的位置超出文件，未读取。',
      en: 'An entry of the package points outside the file and was not read.',
    })
  log.guard('', () => {
    const count = bytes.readUInt32BE(14)
    let at = HEADER
    for (let i = 0; i < count; i += 1) {
      budget.entries()
      if (at + 4 > bytes.length) return broken(`${i}`)
      const length = bytes.readUInt32BE(at)
      if (length > NAME || at + 12 + length > bytes.length) return broken(`${i}`)
      const name = bytes.toString('utf8', at + 4, at + 4 + length).replace(/^\/+/, '')
      const offset = bytes.readUInt32BE(at + 4 + length)
      const size = bytes.readUInt32BE(at + 8 + length)
      at += 12 + length
      if (offset + size > bytes.length) broken(name)
      else if (!files.has(name)) {
        budget.bytes(size)
        files.set(name, bytes.subarray(offset, offset + size))
      }
    }
    return undefined
  })
  return files
}
