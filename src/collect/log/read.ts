import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import { type Digest, digestOf } from '../app/target.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { Budget, type Limits } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { looksLikePackageDump, type PackageDump, readPackageDump } from './grants.ts'
import { type Har, readHar } from './har.ts'
import { readHookLines } from './hook-lines.ts'
import type { HookLog } from './hook-log.ts'
import { readHookTable } from './hook-table.ts'
import { looksLikeHar } from './recognise.ts'
import { looksLikeScreen, readScreen, type Screen } from './screens.ts'
import { looksLikeWorkbook, readSheets } from './sheets.ts'

/** For one log file. */
export const LOG_LIMITS: Limits = { bytes: 256 << 20, entries: 500_000, depth: 64, steps: 400_000_000, ms: 60_000 }
const MOST_BYTES = 128 << 20
/** Files of one folder. */
const MOST_FILES = 500

export type Content = HookLog | Har | Screen | PackageDump

/** One log file as it was read. */
export interface Log {
  readonly name: string
  readonly content: Content
  readonly input: Digest
  readonly problems: readonly Problem[]
}

/** Why a log cannot be read: an error code of the command line with its values. */
export interface LogUnread {
  readonly error: 'file.missing' | 'file.unreadable' | 'log.unreadable'
  readonly values: Readonly<Record<string, string | Text>>
}

const UNKNOWN: Text = { zh: '不是已知的日志格式', en: 'it is no log of a known kind' }
const EMPTY: Text = { zh: '文件是空的', en: 'the file is empty' }
const NO_ROWS: Text = { zh: '表中没有时间、行为、堆栈等列', en: 'it has no columns for time, behaviour or stack' }

/**
 * Reads logs of any kind, each recognised by its content; a folder stands for the files in it. `near` dates times
 * without a year; `own` chooses among several packages of one dump.
 */
export async function readLogs(
  paths: readonly string[],
  near: number,
  own?: string,
): Promise<readonly Log[] | LogUnread> {
  const logs: Log[] = []
  for (const path of paths) {
    const files = filesOf(path)
    if ('error' in files) return files
    for (const file of files) {
      const log = await readLog(file, near, own)
      if ('error' in log) return log
      logs.push(log)
    }
  }
  return logs
}

function filesOf(path: string): readonly string[] | LogUnread {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const names = readdirSync(path, { withFileTypes: true }).filter((e) => e.isFile() && !e.name.startsWith('.'))
    const unread = (zh: string, en: string): LogUnread => ({
      error: 'log.unreadable',
      values: { name: path, why: { zh, en } },
    })
    if (names.length === 0) return unread('文件夹里没有文件', 'the folder holds no file')
    // Of logs that are left out nothing can be said, not even that nothing happened.
    if (names.length > MOST_FILES)
      return unread(`文件夹里超过${MOST_FILES}个文件`, `the folder holds more than ${MOST_FILES} files`)
    return names.map((e) => join(path, e.name)).sort()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    return code === 'ENOENT'
      ? { error: 'file.missing', values: { name: path } }
      : { error: 'file.unreadable', values: { name: path, why: code } }
  }
}

async function readLog(path: string, near: number, own: string | undefined): Promise<Log | LogUnread> {
  const input = digestOf(path)
  if ('error' in input) return input
  const name = basename(path)
  const unread = (why: Text): LogUnread => ({ error: 'log.unreadable', values: { name: path, why } })
  if (input.bytes === 0) return unread(EMPTY)
  if (input.bytes > MOST_BYTES)
    return unread({ zh: `超过 ${MOST_BYTES >> 20} MB`, en: `it is larger than ${MOST_BYTES >> 20} MB` })
  const problems = new ProblemLog(name)
  const content = await contentOf(readFileSync(path), name, near, own, problems)
  if ('no' in content) return unread(content.no)
  return { name, content, input, problems: problems.problems }
}

/** What the bytes of a log say, or why nothing. Never throws for bad content. */
export async function contentOf(
  bytes: Buffer,
  name: string,
  near: number,
  own: string | undefined,
  problems: ProblemLog,
  budget: Budget = new Budget(LOG_LIMITS),
): Promise<Content | { readonly no: Text }> {
  if (looksLikeWorkbook(bytes)) {
    const sheets = await readSheets(bytes, budget, problems)
    if (!sheets) return { no: problems.problems[0]?.message ?? UNKNOWN }
    return readHookTable(sheets, near) ?? { no: NO_ROWS }
  }
  const decoded = problems.guard('', () => decode(bytes, budget, problems))
  if (!decoded) return { no: problems.problems[0]?.message ?? UNKNOWN }
  const { text } = decoded
  const head = text.slice(0, 4096)
  if (looksLikeHar(head)) return readHar(text)
  if (looksLikeScreen(head)) return readScreen(text, name, budget, problems) ?? { no: UNKNOWN }
  if (looksLikePackageDump(text)) return readPackageDump(text, name, own) ?? { no: UNKNOWN }
  const lines = readHookLines(text, near, budget, problems)
  if (lines && lines.rows.length + lines.chose.size + (lines.fromStart ? 1 : 0) > 0) return lines
  // A HAR may give other members before `log`.
  const har = /"log"\s*:/.test(head) ? readHar(text) : undefined
  return har ?? { no: UNKNOWN }
}
