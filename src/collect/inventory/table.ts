import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { looksLikeWorkbook, readSheets } from '../log/sheets.ts'
import { readCsv } from '../tickets/csv.ts'
import { headAt } from './values.ts'

export const TABLE_LIMITS: Limits = { bytes: 256 << 20, entries: 500_000, depth: 16, steps: 400_000_000, ms: 60_000 }
const MOST_BYTES = 64 << 20

/** One sheet as text: its titles, and rows with the number they have in the file. */
export interface PlainTable {
  readonly name: string
  readonly titles: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** The rows of a CSV or of a workbook's sheet, or why there are none. Never throws for bad content. */
export async function readTable(
  path: string,
  sheet: string | undefined,
  isTitle?: IsTitle,
): Promise<PlainTable | Text> {
  const name = basename(path)
  try {
    const { size } = statSync(path)
    if (size > MOST_BYTES)
      return {
        zh: `${name}超过 ${MOST_BYTES >> 20} MB：请拆分`,
        en: `${name} is larger than ${MOST_BYTES >> 20} MB: split it`,
      }
    return await tableIn(readFileSync(path), name, sheet, undefined, isTitle)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof BudgetError)
      return { zh: `${name}太大，超出读取限度：请拆分`, en: `${name} is too large to be read: split it` }
    if (code === undefined) throw error
    if (code === 'ENOENT')
      return { zh: `找不到文件 ${name}：请检查路径`, en: `there is no file ${name}: check the path` }
    return { zh: `无法读取 ${name}（${code}）`, en: `${name} cannot be read (${code})` }
  }
}

/** @throws BudgetError */
export async function tableIn(
  bytes: Buffer,
  name: string,
  sheet: string | undefined,
  budget: Budget = new Budget(TABLE_LIMITS),
  isTitle: IsTitle = () => false,
): Promise<PlainTable | Text> {
  const log = new ProblemLog(name)
  if (!looksLikeWorkbook(bytes)) {
    if (sheet !== undefined)
      return { zh: `${name} 不是工作簿，没有工作表 ${sheet}`, en: `${name} is no workbook and has no sheet ${sheet}` }
    return headed(name, readCsv(decode(bytes, budget, log).text.replace(/^\ufeff/, ''), budget), isTitle)
  }
  const sheets = await readSheets(bytes, budget, log)
  if (!sheets) {
    const [why] = log.problems
    return why?.message ?? { zh: `${name} 读不出来`, en: `${name} cannot be read` }
  }
  const found = sheet === undefined ? sheets[0] : sheets.find((s) => s.name === sheet)
  if (!found) {
    const names = sheets.map((s) => s.name).slice(0, 8)
    return {
      zh: `${name} 没有工作表 ${sheet ?? ''}：有 ${names.join('、')}`,
      en: `${name} has no sheet ${sheet ?? ''}: it has ${names.join(', ')}`,
    }
  }
  return headed(
    name,
    found.rows.map((cells, i) => ({ line: i + 1, cells })).filter(({ cells }) => cells.some((c) => c.trim() !== '')),
    isTitle,
  )
}

/** Whether a cell is a title that is known; without it the first row is the head. */
type IsTitle = (title: string) => boolean

function headed(name: string, rows: PlainTable['rows'], isTitle: IsTitle): PlainTable | Text {
  const at = headAt(
    rows.map(({ cells }) => cells),
    isTitle,
  )
  const head = rows[at]
  const rest = rows.slice(at + 1)
  if (!head) return { zh: `${name} 是空的`, en: `${name} is empty` }
  return { name, titles: head.cells.map((c) => c.trim()), rows: rest }
}
