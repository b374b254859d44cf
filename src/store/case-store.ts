import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Cases: one file each, `<store>/cases/<id>.json`, shape `guiju/case/1`. */
export const casesFolder = (store: string): string => join(store, 'cases')

const ID = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u
export const isCaseId = (text: string): boolean => ID.test(text)

/** The first free id of a procedure in the store, beyond those that were found taken. */
export async function freeId(store: string, procedure: string, not: readonly string[]): Promise<string> {
  const names = await readdir(casesFolder(store)).catch(() => [] as string[])
  const taken = new Set([...not, ...names.map((n) => basename(n, '.json'))])
  let n = 1
  while (taken.has(`${procedure}-${n}`)) n += 1
  return `${procedure}-${n}`
}
