import type { Budget } from '../budget.ts'

/** One row with the line it begins on, from 1. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

const SEPARATORS = [',', '\t', ';', '，', '|'] as const

/** The separator that stands most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const head = text
    .slice(0, 8192)
    .split(/\r?\n/, 1)[0]!
    .replace(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((s) => [s, head.split(s).length] as const)
  return counts.reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

/** Rows of a text of separated values (RFC 4180, any common separator); empty rows left out. */
export function readCsv(text: string, budget: Budget): CsvRow[] {
  const separator = separatorOf(text)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let line = 1
  let start = 1
  const end = () => {
    if (cells.some((c) => c.trim() !== '')) {
      budget.entries()
      rows.push({ line: start, cells })
    }
    cells = []
  }
  for (let at = 0; at < text.length; ) {
    budget.steps()
    let cell = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const close = text.indexOf('"', at)
        const piece = close < 0 ? text.slice(at) : text.slice(at, close)
        cell += piece
        for (let nl = piece.indexOf('\n'); nl >= 0; nl = piece.indexOf('\n', nl + 1)) line++
        at = close < 0 ? text.length : close + 1
        if (close < 0 || text[at] !== '"') break
        cell += '"'
        at++
      }
    }
    let stop = at
    while (stop < text.length && text[stop] !== separator && text[stop] !== '\n') stop++
    cell += text.slice(at, stop).replace(/\r$/, '')
    cells.push(cell)
    budget.steps(stop - at)
    at = stop
    if (text[at] === separator) {
      at++
      if (at < text.length && text[at] !== '\n') continue
      cells.push('')
    }
    if (at >= text.length || text[at] === '\n') {
      end()
      at++
      line++
      start = line
    }
  }
  end()
  return rows
}
