import { parentPort, workerData } from 'node:worker_threads'
import { read, type WorkSheet } from '@e965/xlsx'
import type { Sheet } from './sheets.ts'

/** What the thread is given. */
export interface WorkbookTask {
  readonly bytes: Uint8Array
  readonly mostRows: number
  readonly mostColumns: number
  readonly mostChars: number
}

const MOST_SHEETS = 16
/** Cells of a workbook that merged ones may cover: as many as it may have of its own. */
const MOST_COVERED = 2_000_000
let covered = 0

/** Only cells that exist are walked, whatever size a sheet claims to have. */
function rowsOf(sheet: WorkSheet, task: WorkbookTask): string[][] {
  const data: unknown = sheet['!data']
  const rows: string[][] = []
  if (!Array.isArray(data)) return rows
  for (const at of Object.keys(data).slice(0, task.mostRows)) {
    const cells: string[] = []
    const row = data[Number(at)] as unknown
    if (Array.isArray(row))
      for (const column of Object.keys(row)) {
        if (Number(column) >= task.mostColumns) break
        const value = (row[Number(column)] as { v?: unknown } | undefined)?.v
        cells[Number(column)] = value === undefined || value === null ? '' : String(value).slice(0, task.mostChars)
      }
    rows[Number(at)] = Array.from(cells, (cell) => cell ?? '')
  }
  return Array.from(rows, (row) => row ?? [])
}

/**
 * A cell merged over rows says the same of each of them. What it covers to its right stays empty: a title over several
 * columns is that of none of them.
 */
function coverDown(rows: string[][], merges: WorkSheet['!merges'] = []): void {
  for (const { s, e } of merges) {
    const value = rows[s.r]?.[s.c]
    if (!value) continue
    for (let at = s.r + 1; at <= Math.min(e.r, rows.length - 1); at += 1) {
      if (++covered > MOST_COVERED) return
      const row = rows[at]!
      // A row of which nothing else is written is none.
      if (!row.some((cell) => cell !== '') || row[s.c]) continue
      while (row.length <= s.c) row.push('')
      row[s.c] = value
    }
  }
}

const task = workerData as WorkbookTask
const book = read(task.bytes, {
  type: 'array',
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellDates: false,
  bookVBA: false,
  sheetRows: task.mostRows,
})
const sheets: Sheet[] = book.SheetNames.slice(0, MOST_SHEETS).map((name) => {
  const sheet = book.Sheets[name] ?? {}
  const rows = rowsOf(sheet, task)
  coverDown(rows, sheet['!merges'])
  return { name, rows }
})
parentPort?.postMessage(sheets)
