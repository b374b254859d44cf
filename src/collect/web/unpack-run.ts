import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '../../law/text.ts'
import { lookAt } from '../app/target.ts'
import { isClutter, layOut } from '../archive/lay-out.ts'
import type { Limits } from '../budget.ts'
import { isRunFile } from './read-run.ts'

/** A run is one JSON, the policy it read and some tens of pictures. */
const LIMITS: Limits = { bytes: 512 << 20, entries: 1000, depth: 1, steps: 50_000_000, ms: 60_000 }
const RUN = 'run.json'
/** Endings of what a run saves: records, the policy, pictures. */
const SAVED = /\.(?:json|har|html?|txt|pdf|docx?|jpe?g|png|webp)$/

/**
 * Lays the archive of a saved consent run out as a new folder, which it answers, or why the archive cannot be used;
 * undefined where the file is something else. An archive is a run by its content: `run.json`, alone or in one folder,
 * and beside it nothing but files such as a run saves.
 */
export function unpackRun(path: string, folder: string): string | Text | undefined {
  const within = folderOfRun(path)
  if (within === undefined) return undefined
  const laid = `${folder}.laid`
  const kept = layOut(path, laid, LIMITS)
  if ('zh' in kept) return kept
  renameSync(join(laid, within), folder)
  if (within !== '') rmSync(laid, { recursive: true, force: true })
  return folder
}

/** The folder in an archive that is a run: none, or one. */
function folderOfRun(path: string): string | undefined {
  const target = lookAt(path)
  if ('error' in target || target.kind !== 'file') return undefined
  if (target.head.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return undefined
  const names = target.names().filter((name) => !isClutter(name))
  const run = names.find((name) => name === RUN || (name.endsWith(`/${RUN}`) && name.split('/').length === 2))
  if (run === undefined) return undefined
  const within = run.slice(0, -RUN.length)
  const isOne = names.every((name) => {
    const file = name.slice(within.length)
    return name.startsWith(within) && isRunFile(file) && SAVED.test(file)
  })
  return isOne ? within : undefined
}
