import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Text } from '../../law/text.ts'
import { layOut, shownName } from '../archive/lay-out.ts'
import type { Limits } from '../budget.ts'
import { factsOf } from './head.ts'

const LIMITS: Limits = { bytes: 256 << 20, entries: 1000, depth: 1, steps: 50_000_000, ms: 60_000 }

/**
 * Lays an archive of an inventory and the files it names out in a new folder, and answers the inventory among them:
 * the one YAML that says it holds networks, else the one workbook at the top. Nothing is written outside the folder.
 */
export function unpackInventory(path: string, folder: string): string | Text {
  const name = basename(path)
  const kept = layOut(path, folder, LIMITS)
  if ('zh' in kept) return kept
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
        zh: `${name} 中有多个清单：${found.map(shownName).join('、')}`,
        en: `${name} holds several inventories: ${found.map(shownName).join(', ')}`,
      }
}
