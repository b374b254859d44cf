import type { Budget } from '../budget.ts'
import type { Cell, Link } from './document.ts'

/** A cell as written, before merged cells are laid out. */
export interface RawCell {
  readonly text: string
  readonly header: boolean
  readonly rowspan: number
  readonly colspan: number
  readonly links?: readonly Link[]
}

/** A table in running text has no more columns; wider spans are cut. */
const COLUMNS = 64
/** Rows a merged cell may cover. */
const ROWS = 2000

/**
 * Lays out merged cells: the text of a cell stands in every place it covers, and places after the first are marked
 * `spanned`. Rows may differ in length. Spans are cut, so a short table cannot ask for a huge grid.
 * @throws BudgetError when the places exceed the budget
 */
export function layOut(rows: readonly (readonly RawCell[])[], budget: Budget): readonly (readonly Cell[])[] {
  const out: Cell[][] = []
  /** Per column, the cell that still reaches down and how many rows it has left. */
  const reaching: ({ cell: Cell; left: number } | undefined)[] = []
  for (const row of rows) {
    const line: Cell[] = []
    const fill = () => {
      for (let held = reaching[line.length]; held && held.left > 0; held = reaching[line.length]) {
        held.left -= 1
        line.push(held.cell)
      }
    }
    for (const raw of row) {
      fill()
      if (line.length >= COLUMNS) break
      const cell: Cell = { text: raw.text, header: raw.header, ...(raw.links?.length ? { links: raw.links } : {}) }
      const across = Math.min(Math.max(1, raw.colspan), COLUMNS - line.length)
      const down = Math.min(Math.max(1, raw.rowspan), ROWS)
      for (let i = 0; i < across; i += 1) {
        reaching[line.length] = down > 1 ? { cell: { ...cell, spanned: true }, left: down - 1 } : undefined
        line.push(i === 0 ? cell : { ...cell, spanned: true })
      }
    }
    fill()
    budget.entries(line.length + 1)
    out.push(line)
  }
  return out
}
