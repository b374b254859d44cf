import { BudgetError } from '../budget.ts'
import { tidy } from './characters.ts'
import type { Block, Cell, Document, DocumentReader } from './document.ts'
import { goesOn, lineWidth } from './lines.ts'

const BULLET = /^[•·●■◆○▪➢\-*]\s*(?=\S)/

const columns = (line: string): number => line.split('\t').length

/** Rows of a table that was pasted as tab-separated lines: two or more lines with the same three or more columns. */
function pastedTable(lines: readonly string[], from: number): readonly string[] | undefined {
  const width = columns(lines[from]!)
  if (width < 3) return undefined
  let to = from
  while (to < lines.length && columns(lines[to]!) === width) to += 1
  return to - from >= 2 ? lines.slice(from, to) : undefined
}

/** Reads plain text: a line is a paragraph unless the text was cut at a fixed width. */
export const readPlain: DocumentReader = (text, budget, log): Document => {
  const blocks: Block[] = []
  const lines = text.split(/\r\n?|\n|\u2028|\u2029|\f/)
  const width = lineWidth(lines)
  try {
    let open = ''
    const close = () => {
      const whole = tidy(open)
      open = ''
      if (whole === '') return
      budget.entries()
      const bullet = BULLET.exec(whole)?.[0]
      blocks.push(
        bullet ? { kind: 'item', depth: 1, text: whole.slice(bullet.length) } : { kind: 'paragraph', text: whole },
      )
    }
    for (let i = 0; i < lines.length; i += 1) {
      const line = lines[i]!
      budget.steps(line.length + 1)
      const table = line.includes('\t') ? pastedTable(lines, i) : undefined
      if (table) {
        close()
        const cell = (value: string): Cell => ({ text: tidy(value), header: false })
        budget.entries(table.length)
        blocks.push({ kind: 'table', rows: table.map((row) => row.split('\t').slice(0, 64).map(cell)) })
        i += table.length - 1
        continue
      }
      if (open !== '' && !(width !== undefined && line.trim() !== '' && goesOn(lines[i - 1]!, line, width))) close()
      open += line.trim()
      if (open.length > 20_000) close()
    }
    close()
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('text', error)
  }
  return { format: 'text', blocks }
}
