import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { openZip } from '../archive/zip.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { factsOf } from './head.ts'

const LIMITS: Limits = { bytes: 256 << 20, entries: 1000, depth: 1, steps: 50_000_000, ms: 60_000 }
const MOST_ARCHIVE = 256 << 20
const MOST_NAME = 200

/** A path that stays where it is put: no step up, no root, no drive, nothing hidden. */
const SAFE = /^[^/\\\p{Cc}:]+(?:\/[^/\\\p{Cc}:]+)*$/u
export const staysWithin = (name: string): boolean =>
  name.length <= MOST_NAME && SAFE.test(name) && name.split('/').every((part) => !part.startsWith('.'))

/**
 * Lays an archive of an inventory and the files it names out in a new folder, and answers the inventory among them:
 * the one YAML that says it holds networks, else the one workbook at the top. Nothing is written outside the folder.
 */
export function unpackInventory(path: string, folder: string): string | Text {
  const name = basename(path)
  const budget = new Budget(LIMITS)
  const log = new ProblemLog(name)
  if (statSync(path).size > MOST_ARCHIVE) return { zh: `${name} 超过 256 MB`, en: `${name} is larger than 256 MB` }
  const kept: string[] = []
  mkdirSync(folder, { recursive: true })
  try {
    const zip = openZip(readFileSync(path), budget, { log })
    for (const entry of zip.entries) {
      if (entry.name.endsWith('/') || /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db)(?:\/|$)/.test(entry.name)) continue
      if (!staysWithin(entry.name))
        return {
          zh: `${name} 中的文件名不能使用：${shown(entry.name)}`,
          en: `a file in ${name} has a name that cannot be used: ${shown(entry.name)}`,
        }
      if (kept.includes(entry.name))
        return { zh: `${name} 中有同名文件：${shown(entry.name)}`, en: `${name} holds ${shown(entry.name)} twice` }
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
  if (problem) return problem.message
  const written = kept.filter((k) => /\.(?:ya?ml|json)$/i.test(k))
  const inventories = written.filter((k) => factsOf(readFileSync(join(folder, k), 'utf8')) !== undefined)
  const books = kept.filter((k) => !k.includes('/') && /\.xlsx?$/i.test(k))
  const found = inventories.length > 0 ? inventories : books
  if (found.length === 1) return join(folder, found[0]!)
  return found.length === 0
    ? {
        zh: `${name} 中没有清单（facts: network 的 YAML）`,
        en: `${name} holds no inventory (YAML with facts: network)`,
      }
    : {
        zh: `${name} 中有多个清单：${found.map(shown).join('、')}`,
        en: `${name} holds several inventories: ${found.map(shown).join(', ')}`,
      }
}

const shown = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]+/gu, '�').slice(0, 80)
