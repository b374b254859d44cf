import type { Budget } from '../budget.ts'
import { tidy } from './characters.ts'
import type { Block, Link } from './document.ts'
import { layOut, type RawCell } from './table-grid.ts'

/** A heading longer than this is a paragraph in a heading element. */
const HEADING = 200
/** Tables inside tables that are followed; what is deeper reads as running text. */
const TABLES = 6
const LINKS = 200

interface OpenTable {
  readonly rows: RawCell[][]
  row?: RawCell[]
  cell?: { text: string; header: boolean; rowspan: number; colspan: number; links: Link[] }
  caption?: string
  inCaption: boolean
  /** The table only arranges the page: its cells are read as running text. */
  layout: boolean
}

/** Collects text and structure of a page into blocks, in reading order. */
export class BlockBuilder {
  readonly blocks: Block[] = []
  readonly #budget: Budget
  readonly #tables: OpenTable[] = []
  readonly #lists: { inItem: boolean; number?: string | undefined }[] = []
  #text = ''
  #boldText = 0
  #links: Link[] = []
  #anchor: { href: string; text: string } | undefined
  #heading = 0

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Characters read so far that may be seen. */
  seen = 0

  text(part: string, bold: boolean): void {
    this.seen += part.length
    if (this.#anchor && this.#anchor.text.length < 200) this.#anchor.text += part
    const table = this.#table
    if (table && !table.layout) {
      if (table.inCaption) table.caption = (table.caption ?? '') + part
      else if (table.cell) table.cell.text += part
      else if (part.trim() !== '') this.#append(part, bold)
      return
    }
    this.#append(part, bold)
  }

  #append(part: string, bold: boolean): void {
    this.#text += part
    if (bold) this.#boldText += part.trim().length
    if (this.#heading && this.#text.length > HEADING) {
      this.#heading = 0
    }
  }

  /** The end of a block, or the beginning of one. */
  break(): void {
    const table = this.#table
    if (table?.cell && !table.layout) {
      if (!table.cell.text.endsWith('\n')) table.cell.text += '\n'
      return
    }
    if (this.#heading) this.#text += ' '
    else this.#flush()
  }

  #flush(): void {
    const text = tidy(this.#text)
    const links = this.#links
    const bold = this.#boldText > 0 && this.#boldText >= text.replaceAll(' ', '').length * 0.9
    this.#text = ''
    this.#boldText = 0
    this.#links = []
    if (text === '') return
    this.#budget.entries()
    const linked = links.length > 0 ? { links } : {}
    const list = this.#lists.at(-1)
    if (this.#heading) this.blocks.push({ kind: 'heading', level: this.#heading, text })
    else if (list?.inItem) {
      const { number } = list
      delete list.number
      this.blocks.push({ kind: 'item', depth: this.#lists.length, text, ...(number ? { number } : {}), ...linked })
    } else this.blocks.push({ kind: 'paragraph', text, ...linked, ...(bold ? { bold } : {}) })
  }

  /** Inside a cell a heading element is only a line. */
  startHeading(level: number): void {
    this.endHeading()
    if (!this.#inCell) this.#heading = level
  }

  endHeading(): void {
    if (this.#inCell) this.break()
    else {
      this.#flush()
      this.#heading = 0
    }
  }

  get #inCell(): boolean {
    const table = this.#table
    return table?.cell !== undefined && !table.layout
  }

  startLink(href: string): void {
    this.endLink()
    if (href !== '') this.#anchor = { href: href.slice(0, 500), text: '' }
  }

  endLink(): void {
    const anchor = this.#anchor
    this.#anchor = undefined
    if (!anchor) return
    const link = { text: tidy(anchor.text), href: anchor.href }
    const links = this.#table?.cell && !this.#table.layout ? this.#table.cell.links : this.#links
    if (links.length < LINKS) links.push(link)
  }

  startList(): void {
    this.break()
    if (this.#lists.length < this.#budget.limits.depth) this.#lists.push({ inItem: false })
  }

  endList(): void {
    this.break()
    this.#lists.pop()
  }

  /** @param number the number an automatic list shows before the item, for formats that keep it out of the text */
  startItem(number?: string): void {
    this.break()
    if (this.#lists.length === 0) this.#lists.push({ inItem: true })
    const list = this.#lists.at(-1)!
    list.inItem = true
    list.number = number
  }

  endItem(): void {
    this.break()
    const list = this.#lists.at(-1)
    if (list) list.inItem = false
  }

  get #table(): OpenTable | undefined {
    return this.#tables.at(-1)
  }

  startTable(): void {
    const outer = this.#table
    if (outer && !outer.layout) this.#makeLayout(outer)
    this.endHeading()
    if (this.#tables.length < TABLES) this.#tables.push({ rows: [], inCaption: false, layout: false })
  }

  /** A table that holds a table arranges the page: what it has so far becomes running text. */
  #makeLayout(table: OpenTable): void {
    this.#closeRow(table)
    table.layout = true
    for (const row of table.rows) for (const cell of row) this.#flow(cell.text)
    table.rows.length = 0
  }

  #flow(text: string): void {
    for (const line of text.split('\n')) {
      this.#text = line
      this.#flush()
    }
  }

  endTable(): void {
    const table = this.#tables.pop()
    if (!table) return
    this.endLink()
    if (!table.layout) this.#closeRow(table)
    const rows = table.rows
    const single = rows.length === 1 || rows.every((row) => row.length === 1)
    if (table.layout || single) {
      for (const row of rows) for (const cell of row) this.#flow(cell.text)
      this.#flush()
      return
    }
    this.#flush()
    const caption = tidy(table.caption ?? '')
    this.#budget.entries()
    this.blocks.push({ kind: 'table', rows: layOut(rows, this.#budget), ...(caption ? { caption } : {}) })
  }

  startCaption(): void {
    const table = this.#table
    if (table && !table.layout) table.inCaption = true
  }

  endCaption(): void {
    const table = this.#table
    if (table) table.inCaption = false
  }

  startRow(): void {
    const table = this.#table
    if (!table || table.layout) this.#flush()
    else {
      this.#closeRow(table)
      table.row = []
    }
  }

  startCell(header: boolean, rowspan: number, colspan: number): void {
    const table = this.#table
    if (!table || table.layout) this.#flush()
    else {
      this.#closeCell(table)
      table.inCaption = false
      table.row ??= []
      table.cell = { text: '', header, rowspan, colspan, links: [] }
    }
  }

  endCell(): void {
    const table = this.#table
    if (!table || table.layout) this.#flush()
    else {
      this.endLink()
      this.#closeCell(table)
    }
  }

  #closeCell(table: OpenTable): void {
    const cell = table.cell
    delete table.cell
    if (!cell) return
    this.#budget.entries()
    const text = cell.text.split('\n').map(tidy).filter(Boolean).join('\n')
    table.row?.push({ ...cell, text })
  }

  #closeRow(table: OpenTable): void {
    this.#closeCell(table)
    if (table.row && table.row.length > 0) table.rows.push(table.row)
    delete table.row
  }

  /** Closes everything that is still open and gives the blocks. */
  end(): readonly Block[] {
    while (this.#tables.length > 0) this.endTable()
    this.endHeading()
    return this.blocks
  }
}
