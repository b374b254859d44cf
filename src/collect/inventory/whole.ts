import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { operatorEntity } from '../../facts/network.ts'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { Budget, BudgetError } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { looksLikeWorkbook, readSheets } from '../log/sheets.ts'
import { readCsv } from '../tickets/csv.ts'
import { LIST_NAMES, listOf, REQUIREMENTS } from './lists.ts'
import { TABLE_LIMITS } from './table.ts'
import { fieldOf, headAt, plainTitle, titlesOf } from './values.ts'

const MOST_BYTES = 64 << 20

/**
 * An inventory that is one workbook, a sheet for each list by its name or title, or one CSV of networks: as the text of
 * an inventory that names the file. Undefined where the file is neither, or holds no list of networks.
 */
export async function wholeInventory(path: string): Promise<string | Text | undefined> {
  const name = basename(path)
  try {
    if (statSync(path).size > MOST_BYTES) return undefined
    const bytes = readFileSync(path)
    const budget = new Budget(TABLE_LIMITS)
    const log = new ProblemLog(name)
    if (looksLikeWorkbook(bytes)) {
      const sheets = await readSheets(bytes, budget, log)
      return sheets ? ofSheets(name, sheets) : log.problems[0]?.message
    }
    if (!/\.(?:csv|tsv)$/i.test(name)) return undefined
    const rows = readCsv(decode(bytes, budget, log).text.replace(/^\ufeff/, ''), budget)
    return isNetworks(headOf(rows.map(({ cells }) => cells)))
      ? written({ networks: { from: name }, complete: partial(['networks']) })
      : undefined
  } catch (error) {
    if (error instanceof BudgetError)
      return { zh: `${name}太大，超出读取限度：请拆分`, en: `${name} is too large to be read: split it` }
    throw error
  }
}

const written = (root: object): string => JSON.stringify({ facts: 'network', ...root })

/** What is not in the file is not said to be complete; what is, is as complete as its writer made it. */
const partial = (given: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(LIST_NAMES.filter((n) => !given.includes(n)).map((n) => [n, false]))

const NAMES: ReadonlyMap<string, string> = new Map([
  ...LIST_NAMES.flatMap((list) =>
    [list, listOf(list).entity.name, listOf(list).entity.title.zh, listOf(list).entity.title.en].map(
      (word) => [plainTitle(word), list] as const,
    ),
  ),
  ...['requirements', '逐项自查', 'Items'].map((word) => [plainTitle(word), REQUIREMENTS] as const),
])
const OPERATOR = new Set(
  ['operator', operatorEntity.title.zh, operatorEntity.title.en, '单位', '运营者'].map(plainTitle),
)

const NETWORK_TITLES = titlesOf(listOf('networks').entity)
const isTitle = (title: string): boolean => fieldOf(NETWORK_TITLES, title) !== undefined
/** The head of a table of networks, whatever stands above it. */
const headOf = (rows: readonly (readonly string[])[]): readonly string[] => rows[headAt(rows, isTitle)] ?? []

/** Whether titles are those of a list of networks: each stands for itself, and there is a level or a day of its life. */
function isNetworks(titles: readonly string[]): boolean {
  const known = new Set(titles.map((t) => fieldOf(NETWORK_TITLES, t)))
  return (known.has('id') || known.has('name')) && (known.has('level') || known.has('liveOn') || known.has('filedOn'))
}

function ofSheets(
  file: string,
  sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[],
): string | undefined {
  const root: Record<string, unknown> = {}
  for (const { name, rows } of sheets) {
    const plain = plainTitle(name)
    if (OPERATOR.has(plain)) {
      const operator = operatorOf(rows)
      if (operator) root['operator'] = operator
      continue
    }
    const list = NAMES.get(plain)
    if (list !== undefined && !Object.hasOwn(root, list)) root[list] = { from: file, sheet: name }
  }
  if (!Object.hasOwn(root, 'networks')) {
    const found = sheets.find(({ rows }) => isNetworks(headOf(rows)))
    if (!found) return undefined
    root['networks'] = { from: file, sheet: found.name }
  }
  return written({ ...root, complete: partial(Object.keys(root)) })
}

/** The operator as one row under its titles, or as a title and a value in each row. */
function operatorOf(rows: readonly (readonly string[])[]): Record<string, string> | undefined {
  const fields = titlesOf(operatorEntity)
  const at = (title: string | undefined) => fieldOf(fields, title ?? '')
  const isKnown = (title: string) => at(title) !== undefined
  const [head = [], first = []] = rows.slice(headAt(rows, isKnown))
  const across = head.filter(isKnown).length
  const down = rows.filter(([title = '', value = '']) => isKnown(title) && !isKnown(value))
  const pairs =
    across > down.length ? head.map((t, i) => [t, first[i]] as const) : down.map((r) => [r[0], r[1]] as const)
  const found = Object.fromEntries(
    pairs.flatMap(([title, value]) => {
      const field = at(title)
      return field === undefined || (value ?? '').trim() === '' ? [] : [[field, value!.trim()] as const]
    }),
  )
  return Object.keys(found).length > 0 ? found : undefined
}
