import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Text } from '../../law/text.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { ProblemLog } from './problem-log.ts'
import { openZip } from './zip.ts'

const MOST_ARCHIVE = 256 << 20
const MOST_NAME = 200

/** A path that stays where it is put: no step up, no root, no drive, nothing hidden. */
const SAFE = /^[^/\\\p{Cc}:]+(?:\/[^/\\\p{Cc}:]+)*$/u
export const staysWithin = (name: string): boolean =>
  name.length <= MOST_NAME && SAFE.test(name) && name.split('/').every((part) => !part.startsWith('.'))

/** What file managers put into an archive beside what was meant. */
export const isClutter = (name: string): boolean =>
  name.endsWith('/') || /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db)(?:\/|$)/.test(name)

/**
 * Lays an archive out in a new folder and answers the names of its files, or why it cannot be: what is laid out then is
 * to be left alone. Nothing is written outside the folder, no file twice, and no more than the limits say.
 */
export function layOut(path: string, folder: string, limits: Limits): readonly string[] | Text {
  const name = basename(path)
  const budget = new Budget(limits)
  const log = new ProblemLog(name)
  if (statSync(path).size > MOST_ARCHIVE) return { zh: `${name} 超过 256 MB`, en: `${name} is larger than 256 MB` }
  const kept: string[] = []
  mkdirSync(folder, { recursive: true })
  try {
    const zip = openZip(readFileSync(path), budget, { log })
    for (const entry of zip.entries) {
      if (isClutter(entry.name)) continue
      if (!staysWithin(entry.name))
        return {
          zh: `${name} 中的文件名不能使用：${shownName(entry.name)}`,
          en: `a file in ${name} has a name that cannot be used: ${shownName(entry.name)}`,
        }
      if (kept.includes(entry.name))
        return {
          zh: `${name} 中有同名文件：${shownName(entry.name)}`,
          en: `${name} holds ${shownName(entry.name)} twice`,
        }
      const bytes = zip.read(entry)
      if (!bytes) continue
      const to = join(folder, entry.name)
      mkdirSync(dirname(to), { recursive: true })
      writeFileSync(to, bytes, { flag: 'wx' })
      kept.push(entry.name)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof BudgetError) log.spent('', error)
    else if (code === 'EEXIST' || code === 'EISDIR' || code === 'ENOTDIR')
      return { zh: `${name} 中的文件名互相冲突`, en: `names of files in ${name} clash` }
    else throw error
  }
  const [problem] = log.problems
  return problem ? problem.message : kept
}

/** A name out of an archive as it can be told. */
export const shownName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]+/gu, '�').slice(0, 80)
