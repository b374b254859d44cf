import { isPair, isScalar, parseDocument, visit } from 'yaml'
import { isDay } from '../../law/day.ts'
import { brokenYaml } from '../broken-yaml.ts'
import type { Flaws } from './flaws.ts'
import { LIST_NAMES, type ListName, listOf, REQUIREMENTS } from './lists.ts'
import { isPlain, type Plain, unknownName } from './values.ts'

const MOST_CHARACTERS = 48 << 20

/** What a file says it holds, in YAML or JSON; undefined where it is no YAML or does not say. */
export function factsOf(text: string): string | undefined {
  return /(?:^|[{,])[^\S\n]*["']?facts["']?[^\S\n]*:[^\S\n]*["']?([\w.-]+)/m.exec(text.slice(0, 1 << 20))?.[1]
}

/** The content of an inventory; undefined where it is none. */
export function parseInventory(text: string, flaws: Flaws): Plain | undefined {
  if (text.length > MOST_CHARACTERS) {
    flaws.add({ zh: '清单超过 48 MB：请用表格', en: 'the inventory is larger than 48 MB: use tables' })
    return undefined
  }
  const written = jsonOf(text)
  if (written !== undefined) return written
  const document = parseDocument(text.replace(/^\ufeff/, ''), { schema: 'core', version: '1.2', logLevel: 'error' })
  const broken = brokenYaml(document)
  if (broken) {
    flaws.add(broken)
    return undefined
  }
  // A name with nothing behind it was not filled in; only a written null is none.
  visit(document, {
    Pair: (_, pair) => {
      if (isPair(pair) && isScalar(pair.value) && pair.value.value === null && (pair.value.source ?? '') === '')
        pair.value.value = ''
    },
  })
  try {
    const plain: unknown = document.toJS({ maxAliasCount: 100 })
    if (isPlain(plain)) return plain
    flaws.add({ zh: '内容不是键值对', en: 'it holds no names and values' })
    return undefined
  } catch {
    flaws.add({ zh: 'YAML 的引用过多', en: 'the YAML refers to itself too often' })
    return undefined
  }
}

/**
 * An inventory written as JSON, which is YAML and is read many times faster so; undefined where it is none, or where a
 * name stands twice in one place: the reader of YAML says where.
 */
function jsonOf(text: string): Plain | undefined {
  const plain = text.replace(/^\ufeff/, '')
  if (!/^\s*\{/.test(plain)) return undefined
  let root: unknown
  try {
    root = JSON.parse(plain)
  } catch {
    return undefined
  }
  let kept = 0
  const left: unknown[] = [root]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (typeof one !== 'object' || one === null) continue
    const values = Object.values(one)
    if (!Array.isArray(one)) kept += values.length
    for (const value of values) if (typeof value === 'object' && value !== null) left.push(value)
  }
  // In valid JSON a string before a colon is a name.
  let names = 0
  for (const [, colon] of plain.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) names++
  return isPlain(root) && kept === names ? root : undefined
}

/** Lists may also stand under `tables`, as in a mapping, by their own name or that of a row. */
export function tablesOf(root: Plain, flaws: Flaws): Plain {
  const given = root['tables']
  if (given === undefined || given === '') return {}
  if (!isPlain(given)) {
    flaws.say('tables', { zh: '应按清单写 { from: 表格文件 }', en: 'must hold { from: file of a table } by list' })
    return {}
  }
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const list =
      LIST_NAMES.find((l) => l === name || listOf(l).entity.name === name) ?? (name === REQUIREMENTS ? name : undefined)
    if (list === undefined) flaws.add(unknownName('tables', name, [...LIST_NAMES, REQUIREMENTS]))
    else if (Object.hasOwn(root, list) || Object.hasOwn(found, list))
      flaws.say(`tables.${name}`, { zh: `清单 ${list} 写了两次`, en: `the list ${list} is given twice` })
    else found[list] = value
  }
  return found
}

/** The days judged, in order. */
export function daysOf(given: unknown, flaws: Flaws): readonly string[] {
  const days = given === undefined || given === '' ? [] : [given].flat()
  for (const day of days)
    if (typeof day !== 'string' || !isDay(day))
      flaws.say('asOf', { zh: '不是 YYYY-MM-DD 形式的日期', en: 'is no day in the form YYYY-MM-DD' })
  return [...new Set(days.map(String))].sort()
}

/** Whether a list is said to be complete: true, false, or nothing said of it. */
export function completenessOf(given: unknown, flaws: Flaws): (list: string) => boolean | undefined {
  if (given === undefined || given === '') return () => undefined
  if (typeof given === 'boolean') return () => (given ? undefined : false)
  if (!isPlain(given)) {
    flaws.say('complete', {
      zh: '应为 true、false，或者逐个清单写 true、false',
      en: 'must be true, false, or one of both for each list',
    })
    return () => undefined
  }
  flaws.keys(given, LIST_NAMES, 'complete')
  for (const [name, value] of Object.entries(given))
    if (typeof value !== 'boolean')
      flaws.say(`complete.${name}`, { zh: '应为 true 或 false', en: 'must be true or false' })
  return (list) => (typeof given[list] === 'boolean' ? (given[list] as boolean) : undefined)
}

/** Values of the rows of a list that do not give their own. */
export function defaultsOf(given: unknown, flaws: Flaws): Readonly<Partial<Record<ListName, Plain>>> {
  if (given === undefined || given === '') return {}
  if (!isPlain(given)) {
    flaws.say('defaults', { zh: '应按清单写字段和值', en: 'must hold fields and values by list' })
    return {}
  }
  flaws.keys(given, LIST_NAMES, 'defaults')
  return Object.fromEntries(
    Object.entries(given).map(([name, values]) => {
      if (isPlain(values)) return [name, values]
      flaws.say(`defaults.${name}`, { zh: '应为字段和值', en: 'must hold fields and values' })
      return [name, {}]
    }),
  )
}
