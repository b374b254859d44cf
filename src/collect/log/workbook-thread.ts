import { parentPort, workerData } from 'node:worker_threads'
import { read } from '@e965/xlsx'
import type { Sheet } from './sheets.ts'

/** What the thread is given. */
export interface WorkbookTask {
  readonly bytes: Uint8Array
  readonly mostRows: number
  readonly mostColumns: number
  readonly mostChars: number
}

const MOST_SHEETS = 16

/** Only cells that exist are walked, whatever size a sheet claims to have. */
function rowsOf(sheet: unknown, task: WorkbookTask): string[][] {
  const data = (sheet as { '!data'?: unknown })?.['!data']
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
const sheets: Sheet[] = book.SheetNames.slice(0, MOST_SHEETS).map((name) => ({
  name,
  rows: rowsOf(book.Sheets[name], task),
}))
parentPort?.postMessage(sheets)
