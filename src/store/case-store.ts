import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type CaseFile, readCase } from '../cases/event.ts'
import { findProcedure } from '../cases/registry.ts'
import { settle, writeFiles } from './atomic.ts'

/** Cases: one file each, `<store>/cases/<id>.json`, shape `guiju/case/1`. */
export const casesFolder = (store: string): string => join(store, 'cases')

const ID = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u
export const isCaseId = (text: string): boolean => ID.test(text)

/** The file of a case: an id in the store, or the path of a file. */
export function caseFile(store: string, name: string): string {
  return isCaseId(name) && !name.endsWith('.json') ? join(casesFolder(store), `${name}.json`) : resolve(name)
}

const MOST_BYTES = 64 * 2 ** 20

/** Reads a case. Throws `CaseError` for one that is none, `SyntaxError` for no JSON, or the error of the file system. */
export async function loadCase(path: string): Promise<CaseFile> {
  await settle(dirname(path))
  const { size } = await stat(path)
  if (size > MOST_BYTES) throw new RangeError(`larger than ${MOST_BYTES / 2 ** 20} MB`)
  return readCase(JSON.parse(await readFile(path, 'utf8')), findProcedure)
}

/** Writes a case whole or not at all. Throws the error of the file system. */
export const saveCase = (path: string, file: CaseFile): Promise<void> =>
  writeFiles(new Map([[path, `${JSON.stringify(file, null, 2)}\n`]]))

/** The first free id of a procedure in the store. */
export async function freeId(store: string, procedure: string): Promise<string> {
  const taken = new Set(
    (await readdir(casesFolder(store)).catch(() => [] as string[])).map((n) => basename(n, '.json')),
  )
  let n = 1
  while (taken.has(`${procedure}-${n}`)) n += 1
  return `${procedure}-${n}`
}
