import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { binaryPlist } from './plist-binary.ts'
import { isTextTable, textPlist } from './plist-text.ts'
import { xmlPlist } from './plist-xml.ts'
import { decodeText } from './text.ts'

/** A value of a property list. Dates are ISO strings, data are bytes; keyed archives' UIDs are numbers. */
export type Plist = string | number | boolean | Buffer | readonly Plist[] | PlistDict
export type PlistDict = ReadonlyMap<string, Plist>

/** Nesting that is followed; deeper values are left out. */
export const MAX_DEPTH = 64

/**
 * Reads a property list in any of its three forms: binary, XML, and the old text form of `.strings` files (UTF-8 or
 * UTF-16). `undefined` with a problem when it is none or broken.
 */
export function readPlist(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): Plist | undefined {
  return log.guard(locator, () => {
    const found = anyPlist(bytes, budget)
    if (found === undefined)
      log.add('plist.broken', locator, {
        zh: '属性列表损坏或不是已知格式，未读。',
        en: 'The property list is broken or of no known form; it was not read.',
      })
    return found
  })
}

function anyPlist(bytes: Buffer, budget: Budget): Plist | undefined {
  budget.steps(1 + (bytes.length >> 4))
  if (bytes.subarray(0, 6).toString('latin1') === 'bplist') return binaryPlist(bytes, budget)
  const text = decodeText(bytes)
  if (text === undefined) return undefined
  const start = text.slice(0, 512).trimStart()
  if (start.startsWith('<?xml') || start.startsWith('<!DOCTYPE') || start.startsWith('<plist'))
    return xmlPlist(text, budget)
  return isTextTable(text) ? textPlist(text, budget) : undefined
}

export const isDict = (value: Plist | undefined): value is PlistDict => value instanceof Map

export const dictOf = (value: Plist | undefined): PlistDict | undefined => (isDict(value) ? value : undefined)

export const textOf = (value: Plist | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

export const listOf = (value: Plist | undefined): readonly Plist[] => (Array.isArray(value) ? value : [])

export const textsOf = (value: Plist | undefined): string[] => listOf(value).filter((v) => typeof v === 'string')
