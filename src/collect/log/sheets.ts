import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import type { ProblemLog } from '../archive/problem-log.ts'
import { openZip } from '../archive/zip.ts'
import type { Budget } from '../budget.ts'
import type { WorkbookTask } from './workbook-thread.ts'

export interface Sheet {
  readonly name: string
  /** Cells as text; rows without a cell are empty. */
  readonly rows: readonly (readonly string[])[]
}

const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** Bytes of an `.xlsx` once inflated; its reader holds several times that. */
const MOST_INFLATED = 96 << 20
const MOST_COMPOUND = 64 << 20
/** Milliseconds for one workbook. */
const MOST_MS = 20_000
const MOST_ROWS = 200_000
const MOST_COLUMNS = 64
/** Characters of one cell; Excel itself allows 32,767. */
const MOST_CHARS = 32_767

/** Whether the first bytes are those of an `.xls` or of a ZIP that may be an `.xlsx`. */
export const looksLikeWorkbook = (head: Uint8Array): boolean =>
  COMPOUND.equals(head.subarray(0, 8)) || (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4)

/**
 * The sheets of an `.xls` or `.xlsx` as text. An archive is inflated here, within limits, and the library is given its
 * parts uncompressed, so that it sees no other archive than was measured.
 */
export async function readSheets(
  bytes: Buffer,
  budget: Budget,
  log: ProblemLog,
): Promise<readonly Sheet[] | undefined> {
  const compound = COMPOUND.equals(bytes.subarray(0, 8))
  if (compound && bytes.length > MOST_COMPOUND)
    log.add('log.large', '', { zh: '表格文件过大，没有读取', en: 'the workbook is too large and was not read' })
  const content = compound ? (bytes.length > MOST_COMPOUND ? undefined : bytes) : inflated(bytes, budget, log)
  if (!content) return undefined
  const sheets = await inThread(content, Math.min(budget.limits.ms, MOST_MS))
  if (!sheets)
    log.add('log.workbook', '', { zh: '表格文件损坏，读不出来', en: 'the workbook is damaged and cannot be read' })
  return sheets
}

/**
 * The library can be led into loops without end, so it works in a thread that is ended after `ms` milliseconds, and
 * whose words on the console go nowhere.
 */
function inThread(bytes: Uint8Array, ms: number): Promise<readonly Sheet[] | undefined> {
  const file = `./workbook-thread${extname(import.meta.url)}`
  const workerData: WorkbookTask = { bytes, mostRows: MOST_ROWS, mostColumns: MOST_COLUMNS, mostChars: MOST_CHARS }
  const thread = new Worker(new URL(file, import.meta.url), {
    workerData,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  return new Promise((resolve) => {
    const finish = (sheets?: readonly Sheet[]) => {
      clearTimeout(timer)
      resolve(sheets)
      void thread.terminate()
    }
    const timer = setTimeout(finish, ms)
    thread.once('message', finish)
    thread.once('error', () => finish())
    thread.once('exit', () => finish())
  })
}

/** The archive with the parts a workbook is read from, stored; undefined where it is none or too large. */
function inflated(bytes: Buffer, budget: Budget, log: ProblemLog): Buffer | undefined {
  const zip = openZip(bytes, budget, { log })
  if (!zip.entries.some((e) => e.name === 'xl/workbook.xml' || e.name === 'xl/workbook.bin')) {
    log.add('log.no-workbook', '', { zh: '压缩包里没有工作簿', en: 'the archive holds no workbook' })
    return undefined
  }
  let left = MOST_INFLATED
  const parts: { readonly name: Buffer; readonly data: Buffer }[] = []
  for (const entry of zip.entries) {
    if (!/\.(?:xml|rels|bin)$/.test(entry.name) || /vba|media|drawing|theme|printer/i.test(entry.name)) continue
    const data = entry.size > left ? undefined : zip.read(entry, left)
    if (data === undefined) {
      log.add('log.bomb', entry.name, {
        zh: '压缩内容过大或读不出来，没有读取',
        en: 'its content is too large or unreadable and was not read',
      })
      return undefined
    }
    left -= data.length
    parts.push({ name: Buffer.from(entry.name), data })
  }
  return stored(parts)
}

/** A ZIP of uncompressed parts (APPNOTE 4.3). */
function stored(parts: readonly { readonly name: Buffer; readonly data: Buffer }[]): Buffer {
  const out: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, data } of parts) {
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt32LE(crc32(data), 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt32LE(data.length, 22)
    head.writeUInt16LE(name.length, 26)
    const row = Buffer.alloc(46)
    row.writeUInt32LE(0x02014b50, 0)
    row.writeUInt16LE(20, 4)
    head.copy(row, 6, 4, 30)
    row.writeUInt32LE(at, 42)
    out.push(head, name, data)
    directory.push(row, name)
    at += head.length + name.length + data.length
  }
  const rows = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(rows.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...out, rows, end])
}
