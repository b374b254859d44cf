import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProblemLog } from '../archive/problem-log.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { isEncrypted, isWxapkg, readWxapkg } from './wxapkg.ts'

/** The files of one mini program, whatever held them. */
export interface MiniFiles {
  /** Path inside the program → bytes. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Templates are compiled into scripts: what they show is not all understood. */
  readonly compiled: boolean
  /** Everything that was there was read. */
  readonly complete: boolean
  /** For a folder: digest over paths and contents in order. */
  readonly digest?: { readonly sha256: string; readonly bytes: number }
}

export type Unreadable = 'encrypted' | 'not-found' | 'empty'

/** Files that say something about a program; pictures, fonts and styles do not. */
const TEXT = /\.(?:js|json|json5|wxml|wxs|axml|sjs|swan|filter|ttml|qml|ksml|jxml|html|ts|vue)$/i
const SKIPPED = /^(?:node_modules|\.git|\.svn|\.idea|\.vscode|__tests__|coverage)$/
const LARGEST = 24 << 20
const DEPTH = 24

export function readPackage(bytes: Buffer, budget: Budget, log: ProblemLog): MiniFiles | Unreadable {
  if (isEncrypted(bytes)) return 'encrypted'
  if (!isWxapkg(bytes)) return 'not-found'
  const files = readWxapkg(bytes, budget, log)
  if (files.size === 0) return 'empty'
  return { files, compiled: true, complete: log.problems.length === 0 }
}

/** A folder of packages of one program, an unpacked program, or a developer's project. Links are not followed. */
export function readFolder(path: string, budget: Budget, log: ProblemLog): MiniFiles | Unreadable {
  const found = new Map<string, Buffer>()
  const hash = createHash('sha256')
  let bytes = 0
  let complete = true
  const walk = (folder: string, prefix: string, depth: number): void => {
    budget.depth(0)
    if (depth > DEPTH) {
      complete = false
      return
    }
    for (const name of readdirSync(folder).sort()) {
      budget.entries()
      const at = join(folder, name)
      const stat = lstatSync(at)
      if (stat.isDirectory()) {
        if (!SKIPPED.test(name)) walk(at, `${prefix}${name}/`, depth + 1)
      } else if (stat.isFile() && (TEXT.test(name) || name.endsWith('.wxapkg'))) {
        if (stat.size > LARGEST) {
          complete = false
          continue
        }
        budget.bytes(stat.size)
        const content = readFileSync(at)
        bytes += content.length
        hash.update(`${prefix}${name}\0${content.length}\0`).update(content)
        found.set(prefix + name, content)
      }
    }
  }
  try {
    walk(path, '', 0)
  } catch (error) {
    if (error instanceof BudgetError) log.spent(path, error)
    else
      log.add('mini.folder', '', {
        zh: `文件夹未能读全（${(error as NodeJS.ErrnoException).code ?? 'error'}）。`,
        en: `The folder was not read in full (${(error as NodeJS.ErrnoException).code ?? 'error'}).`,
      })
    complete = false
  }
  const digest = { sha256: hash.digest('hex'), bytes }
  const packages = [...found].filter(([, content]) => isWxapkg(content))
  if (packages.length > 0) {
    const files = new Map<string, Buffer>()
    for (const [, content] of packages)
      for (const [name, file] of readWxapkg(content, budget, log)) if (!files.has(name)) files.set(name, file)
    for (const [name, file] of found) if (!name.endsWith('.wxapkg') && !files.has(name)) files.set(name, file)
    if (files.size === 0) return 'empty'
    return { files, compiled: true, complete: complete && log.problems.length === 0, digest }
  }
  if ([...found.values()].some(isEncrypted)) return 'encrypted'
  return found.size === 0 ? 'not-found' : { files: found, compiled: false, complete, digest }
}
