import type { ProblemLog } from '../archive/problem-log.ts'
import { openZip, type Zip } from '../archive/zip.ts'
import { type Budget, BudgetError } from '../budget.ts'
import type { Document } from './document.ts'
import { Numbering, Styles } from './docx-styles.ts'
import { BlockBuilder } from './html-blocks.ts'
import { readXml, type XmlTag } from './xml.ts'

/** Both namespaces of the main vocabulary: ECMA-376 transitional and ISO 29500 strict. */
const MAIN = /\/wordprocessingml\/(?:2006\/)?main$/
const RELATION = '_rels/.rels'
/** Text boxes and tables inside one another. */
const NESTED = 16

interface Run {
  readonly text: string
  readonly bold: boolean
  readonly href?: string
}

interface Para {
  readonly kind: 'para'
  readonly runs: Run[]
  style: string | undefined
  outline?: number
  numbering?: string
  level?: number
}

interface TableCell {
  readonly content: Part[]
  span: number
  /** `restart` begins a cell that goes down, `continue` belongs to the one above. */
  merge: 'restart' | 'continue' | undefined
}

interface TableRow {
  readonly cells: TableCell[]
  header: boolean
  /** Grid columns left empty before the first cell. */
  before: number
}

interface Table {
  readonly kind: 'table'
  readonly rows: TableRow[]
}

type Part = Para | Table

const on = (value: string | undefined): boolean => value === undefined || !/^(?:0|false|off|none)$/.test(value)

/** Whether an archive is a Word document, by its own table of parts and not by its name. */
export const isDocx = (zip: Zip): boolean =>
  zip.found && zip.get('[Content_Types].xml') !== undefined && mainPart(zip) !== undefined

/** The main part: where the package relation points, else where Word always puts it. */
function mainPart(zip: Zip): string | undefined {
  if (zip.get('word/document.xml')) return 'word/document.xml'
  const relations = zip.get(RELATION)
  const text = relations ? zip.read(relations, 1 << 20)?.toString('utf8') : undefined
  const target = /<[^<>]{0,400}\/officeDocument"[^<>]{0,400}>/.exec(text ?? '')?.[0]
  const path = /Target="\/?([^"]{1,200})"/.exec(target ?? '')?.[1]
  return path?.startsWith('word/') && zip.get(path) ? path : undefined
}

/** Reads a Word document. Deleted text, hidden text, comments, headers and footers are no part of it. */
export function readDocx(bytes: Buffer, budget: Budget, log: ProblemLog): Document | undefined {
  const zip = openZip(bytes, budget, { log })
  const path = log.guard('', () => (isDocx(zip) ? mainPart(zip) : undefined))
  if (path === undefined) {
    log.add('document.format', '', {
      zh: '压缩包不是 Word 文档（docx）；请提供 docx、PDF、HTML、Markdown 或纯文本。',
      en: 'The archive is no Word document (docx); supply docx, PDF, HTML, Markdown or plain text.',
    })
    return undefined
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const builder = new BlockBuilder(budget)
  const body = new Body(budget)
  let images = 0
  const read = (name: string, take: (bytes: Buffer) => string | undefined): boolean => {
    const entry = zip.get(name)
    const part = entry && zip.read(entry)
    if (!part) return false
    const fault = take(part)
    if (fault !== undefined)
      log.add('document.xml', name, {
        zh: `文档内容损坏，只读到一部分：${fault}`,
        en: `The document is damaged and was read in part only: ${fault}`,
      })
    return true
  }
  try {
    read(`${folder}_rels/${path.slice(folder.length)}.rels`, (part) =>
      readXml(part, budget, {
        open: (tag) => {
          if (tag.name !== 'Relationship') return
          const target = tag.attribute('Target') ?? ''
          const type = tag.attribute('Type') ?? ''
          if (type.endsWith('/image')) images += 1
          if (type.endsWith('/aFChunk'))
            log.add('document.part', target, {
              zh: '文档嵌入了另一份文件，其中的文字未读取。',
              en: 'The document embeds another file whose text was not read.',
            })
          if (tag.attribute('TargetMode') === 'External')
            body.links.set(tag.attribute('Id') ?? '', target.slice(0, 500))
        },
        close: () => {},
      }),
    )
    const styles = new Styles()
    const numbering = new Numbering()
    read(`${folder}styles.xml`, (part) => styles.read(part, budget))
    read(`${folder}numbering.xml`, (part) => numbering.read(part, budget))
    const found = read(path, (part) => readXml(part, budget, body))
    body.finish()
    lay(body.parts, builder, styles, numbering)
    builder.end()
    if (!found) return undefined
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('docx', error)
    builder.end()
  }
  return {
    format: 'docx',
    blocks: builder.blocks,
    page: { scripts: 0, images, frames: [], noscript: '', alternates: [] },
  }
}

/** Collects paragraphs and tables from the events of the main part. */
class Body {
  readonly parts: Part[] = []
  readonly links = new Map<string, string>()
  readonly #budget: Budget
  /** Where the next part goes: the body, or cells of open tables. */
  readonly #into: Part[][] = [this.parts]
  readonly #tables: Table[] = []
  readonly #paras: Para[] = []
  /** Depth of an element that is left out, 0 where none is open. */
  #skip = 0
  #bold = false
  #hidden = false
  #inText = false
  #inField = false
  #inParaProps = false
  #inRunProps = false
  #href: string | undefined
  readonly #fields: { code: string; href?: string; result: boolean }[] = []

  constructor(budget: Budget) {
    this.#budget = budget
  }

  open(tag: XmlTag): void {
    if (this.#skip > 0) {
      this.#skip += 1
      return
    }
    if (tag.name === 'Fallback' && /markup-compatibility/.test(tag.uri)) {
      this.#skip = 1
      return
    }
    if (!MAIN.test(tag.uri)) return
    const value = tag.attribute('val')
    const para = this.#paras.at(-1)
    switch (tag.name) {
      case 'pPrChange':
      case 'rPrChange':
      case 'tblPrChange':
      case 'trPrChange':
      case 'tcPrChange':
        this.#skip = 1
        return
      case 'del':
      case 'moveFrom':
        // Inside properties `del` only marks the paragraph's end as deleted.
        if (!this.#inParaProps && !this.#inRunProps) this.#skip = 1
        return
      case 'p':
        this.#budget.entries()
        this.#budget.depth(this.#paras.length + 1)
        if (this.#paras.length < NESTED) this.#paras.push({ kind: 'para', runs: [], style: undefined })
        else this.#skip = 1
        return
      case 'pPr':
        this.#inParaProps = true
        return
      case 'pStyle':
        if (para && value !== undefined) para.style = value
        return
      case 'outlineLvl':
        if (para && this.#inParaProps) para.outline = Number(value)
        return
      case 'ilvl':
        if (para && this.#inParaProps) para.level = Number(value)
        return
      case 'numId':
        if (para && this.#inParaProps && value !== undefined) para.numbering = value
        return
      case 'r':
        this.#bold = false
        this.#hidden = false
        return
      case 'rPr':
        this.#inRunProps = true
        return
      case 'b':
        if (this.#inRunProps && !this.#inParaProps) this.#bold = on(value)
        return
      case 'vanish':
        if (this.#inRunProps && !this.#inParaProps) this.#hidden = on(value)
        return
      case 't':
        this.#inText = true
        return
      case 'instrText':
        this.#inField = true
        return
      case 'tab':
      case 'ptab':
        if (!this.#inParaProps) this.#add(' ')
        return
      case 'br':
      case 'cr':
        this.#add('\n')
        return
      case 'noBreakHyphen':
        this.#add('-')
        return
      case 'sym':
        this.#add(' ')
        return
      case 'fldChar':
        this.#field(tag.attribute('fldCharType'))
        return
      case 'fldSimple':
        this.#href = hrefOf(tag.attribute('instr') ?? '') ?? this.#href
        return
      case 'hyperlink':
        this.#href = this.links.get(tag.attribute('id') ?? '') ?? this.#href
        return
      default:
        this.#table(tag, value)
    }
  }

  #table(tag: XmlTag, value: string | undefined): void {
    const table = this.#tables.at(-1)
    const row = table?.rows.at(-1)
    const cell = row?.cells.at(-1)
    switch (tag.name) {
      case 'tbl':
        this.#budget.entries()
        if (this.#tables.length >= NESTED) this.#skip = 1
        else this.#tables.push({ kind: 'table', rows: [] })
        return
      case 'tr':
        this.#budget.entries()
        table?.rows.push({ cells: [], header: false, before: 0 })
        return
      case 'gridBefore':
        if (row) row.before = Math.min(Number(value) || 0, 64)
        return
      case 'tblHeader':
        if (row) row.header = on(value)
        return
      case 'tc': {
        this.#budget.entries()
        const made: TableCell = { content: [], span: 1, merge: undefined }
        row?.cells.push(made)
        this.#into.push(made.content)
        return
      }
      case 'gridSpan':
        if (cell) cell.span = Math.min(Math.max(Number(value) || 1, 1), 64)
        return
      case 'vMerge':
        if (cell) cell.merge = value === 'restart' ? 'restart' : 'continue'
        return
      default:
    }
  }

  close(name: string, uri: string): void {
    if (this.#skip > 0) {
      this.#skip -= 1
      return
    }
    if (!MAIN.test(uri)) return
    switch (name) {
      case 'p': {
        const para = this.#paras.pop()
        if (para) this.#into.at(-1)!.push(para)
        return
      }
      case 'pPr':
        this.#inParaProps = false
        return
      case 'rPr':
        this.#inRunProps = false
        return
      case 't':
        this.#inText = false
        return
      case 'instrText':
        this.#inField = false
        return
      case 'hyperlink':
      case 'fldSimple':
        this.#href = undefined
        return
      case 'tc':
        if (this.#into.length > 1) this.#into.pop()
        return
      case 'tbl': {
        const table = this.#tables.pop()
        if (table) this.#into.at(-1)!.push(table)
        return
      }
      default:
    }
  }

  text(text: string): void {
    if (this.#skip > 0) return
    const field = this.#fields.at(-1)
    if (this.#inField && field && field.code.length < 2000) field.code += text
    else if (this.#inText) this.#add(text)
  }

  /** A file that breaks off leaves tables open: what they hold is kept. */
  finish(): void {
    for (const para of this.#paras.splice(0)) this.#into.at(-1)!.push(para)
    while (this.#tables.length > 0) {
      const table = this.#tables.pop()!
      this.#into.length = Math.max(1, this.#into.length - 1)
      this.#into.at(-1)!.push(table)
    }
  }

  #field(type: string | undefined): void {
    if (type === 'begin') this.#fields.push({ code: '', result: false })
    else if (type === 'separate') {
      const field = this.#fields.at(-1)
      const href = hrefOf(field?.code ?? '')
      if (field && href !== undefined) field.href = href
    } else if (type === 'end') this.#fields.pop()
  }

  #add(text: string): void {
    const para = this.#paras.at(-1)
    if (!para || this.#hidden || this.#inRunProps || this.#inParaProps) return
    const href = this.#href ?? this.#fields.findLast((field) => field.href !== undefined)?.href
    para.runs.push({ text, bold: this.#bold, ...(href === undefined ? {} : { href }) })
  }
}

const hrefOf = (code: string): string | undefined => /^\s*HYPERLINK\s+"([^"]{1,500})"/i.exec(code)?.[1]

function lay(parts: readonly Part[], builder: BlockBuilder, styles: Styles, numbering: Numbering): void {
  for (const part of parts) {
    if (part.kind === 'para') layPara(part, builder, styles, numbering)
    else layTable(part, builder, styles, numbering)
  }
}

/** Counting formats that are written into Chinese documents as part of the text: 第一条, （一）. */
const WRITTEN = /^(?:chinese|taiwanese|japanese|ideograph)/

function layPara(para: Para, builder: BlockBuilder, styles: Styles, numbering: Numbering): void {
  const style = styles.get(para.style)
  const text = para.runs.map((run) => run.text).join('')
  if (style.contents || text.trim() === '') return
  const outline = para.outline ?? (style.heading === undefined ? 9 : style.heading - 1)
  const heading = outline >= 0 && outline < 9 ? Math.min(outline + 1, 6) : undefined
  const level = para.level ?? style.level ?? 0
  const list = para.numbering ?? style.numbering
  const number = list === undefined || list === '0' ? undefined : numbering.next(list, level)
  const written =
    number !== undefined &&
    number.format !== 'bullet' &&
    number.format !== 'none' &&
    (heading !== undefined || WRITTEN.test(number.format) || /\p{Script=Han}/u.test(number.text))
  const item = number !== undefined && !written && heading === undefined
  if (heading !== undefined) builder.startHeading(heading)
  else if (item) {
    for (let i = 0; i <= level; i += 1) builder.startList()
    builder.startItem(number.format === 'bullet' ? undefined : number.text)
  } else builder.break()
  const bold = style.bold ?? false
  if (written) builder.text(number.text, bold)
  let href: string | undefined
  for (const run of para.runs) {
    if (run.href !== href) {
      builder.endLink()
      if (run.href !== undefined) builder.startLink(run.href)
      href = run.href
    }
    for (const [i, line] of run.text.split('\n').entries()) {
      if (i > 0) builder.break()
      if (line !== '') builder.text(line, run.bold || bold)
    }
  }
  builder.endLink()
  if (heading !== undefined) builder.endHeading()
  else if (item) {
    builder.endItem()
    for (let i = 0; i <= level; i += 1) builder.endList()
  } else builder.break()
}

function layTable(table: Table, builder: BlockBuilder, styles: Styles, numbering: Numbering): void {
  /** Per row, the cell that begins at each grid column. */
  const grid = table.rows.map((row) => {
    const at = new Map<number, TableCell>()
    let column = row.before
    for (const cell of row.cells) {
      at.set(column, cell)
      column += cell.span
    }
    return at
  })
  const rowspans = merged(grid)
  builder.startTable()
  for (const [i, row] of table.rows.entries()) {
    builder.startRow()
    if (row.before > 0) {
      builder.startCell(false, 1, row.before)
      builder.endCell()
    }
    for (const cell of grid[i]!.values()) {
      const rowspan = rowspans.get(cell) ?? 1
      if (rowspan === 0) continue
      builder.startCell(row.header, rowspan, cell.span)
      lay(cell.content, builder, styles, numbering)
      builder.endCell()
    }
  }
  builder.endTable()
}

/** Rows each merged cell covers; 0 for a cell that one above covers. */
function merged(grid: readonly ReadonlyMap<number, TableCell>[]): ReadonlyMap<TableCell, number> {
  const spans = new Map<TableCell, number>()
  let open = new Map<number, TableCell>()
  for (const row of grid) {
    const next = new Map<number, TableCell>()
    for (const [column, cell] of row) {
      const above = open.get(column)
      if (cell.merge === 'continue' && above) {
        spans.set(above, (spans.get(above) ?? 1) + 1)
        spans.set(cell, 0)
        next.set(column, above)
      } else if (cell.merge === 'restart') next.set(column, cell)
    }
    open = next
  }
  return spans
}
