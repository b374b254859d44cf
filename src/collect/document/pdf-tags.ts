import { baselines, lineOf, linksOver, paragraphOf, rightOf, textOf } from './pdf-lines.ts'
import type { Flow, FlowCell, FlowLink, FlowText, PdfItem, PdfPage, PdfTag } from './pdf-page.ts'

const ROLE: Readonly<Record<string, 'block' | 'list' | 'item' | 'label' | 'table' | 'skip'>> = {
  __proto__: null as never,
  L: 'list',
  LI: 'item',
  Lbl: 'label',
  Table: 'table',
  Artifact: 'skip',
  Figure: 'skip',
}
/** Inline roles; every other one begins and ends a paragraph. */
const INLINE = new Set([
  'Span',
  'Link',
  'Quote',
  'Note',
  'Reference',
  'Em',
  'Strong',
  'NonStruct',
  'LBody',
  'Lbl',
  'Code',
  'Annot',
  '',
])
const BULLET = /^[•·●○■□◆◇▪▫➢✓◦\uf0b7\uf06c-]$/

type Node = PdfTag['children'][number]

/** Lays out a page by the structure tags that its maker put in. */
export function flowByTags(page: PdfPage, drop: ReadonlySet<PdfItem>): Flow[] {
  const byMark = new Map<string, PdfItem[]>()
  for (const item of page.items) {
    if (item.mark === undefined || drop.has(item)) continue
    const own = byMark.get(item.mark)
    if (own) own.push(item)
    else byMark.set(item.mark, [item])
  }
  const reader = new Reader(page, byMark)
  reader.walk(page.tags!, 0)
  reader.close()
  return reader.out
}

class Reader {
  readonly out: Flow[] = []
  readonly #page: PdfPage
  readonly #byMark: ReadonlyMap<string, readonly PdfItem[]>
  readonly #links: ReadonlyMap<string, string>
  readonly #right: number
  #items: PdfItem[] = []
  #own: FlowLink[] = []
  #heading: number | undefined
  #lists = 0
  #inItem = false
  #number: string | undefined

  constructor(page: PdfPage, byMark: ReadonlyMap<string, readonly PdfItem[]>) {
    this.#page = page
    this.#byMark = byMark
    this.#links = new Map(page.links.map((link) => [link.id, link.href]))
    this.#right = rightOf(page.items.length === 0 ? [] : baselines(page.items).map(lineOf))
  }

  walk(node: Node, depth: number): void {
    if (depth > 60) return
    if ('mark' in node) {
      this.#items.push(...(this.#byMark.get(node.mark) ?? []))
      return
    }
    if ('link' in node) return
    const level = /^H([1-6])$/.exec(node.role)?.[1]
    const inside = () => {
      for (const child of node.children) this.walk(child, depth + 1)
    }
    if (level !== undefined || node.role === 'H' || node.role === 'Title') {
      this.close()
      this.#heading = Number(level ?? 1)
      inside()
      this.close()
      this.#heading = undefined
      return
    }
    switch (ROLE[node.role]) {
      case 'list':
        this.close()
        this.#lists += 1
        inside()
        this.close()
        this.#lists -= 1
        return
      case 'item': {
        this.close()
        const outer = this.#inItem
        this.#inItem = true
        inside()
        this.close()
        this.#inItem = outer
        return
      }
      case 'label': {
        const label = textOf(itemsOf(node, this.#byMark)).trim()
        this.#number = BULLET.test(label) || label === '' ? undefined : label
        return
      }
      case 'table':
        this.close()
        this.#table(node)
        return
      case 'skip':
        return
      default:
    }
    if (node.role === 'Link') {
      const from = this.#items.length
      inside()
      const href = node.children.flatMap((c) => ('link' in c ? (this.#links.get(c.link) ?? []) : []))[0]
      if (href !== undefined) this.#own.push({ href, text: textOf(this.#items.slice(from)) })
      return
    }
    const block = !INLINE.has(node.role)
    if (block) this.close()
    inside()
    if (block) this.close()
  }

  close(): void {
    const items = this.#items
    this.#items = []
    const own = this.#own
    this.#own = []
    if (items.length === 0) return
    const lines = linesOf(items)
    const text = paragraphOf(lines, this.#right)
    const number = this.#number
    this.#number = undefined
    const flow: FlowText = {
      kind: 'text',
      text,
      bold: items.every((item) => item.bold),
      links: own.length > 0 ? own : linksOver(items, this.#page.links),
      begins: false,
      open: lines.at(-1)!.x1 > this.#right - lines[0]!.size * 2.5 && !/[。！？；：!?;:]$/.test(text),
      ...(this.#heading === undefined ? {} : { heading: this.#heading }),
      ...(this.#lists > 0 && this.#inItem ? { item: this.#lists } : {}),
      ...(number === undefined ? {} : { number }),
    }
    this.out.push(flow)
  }

  #table(node: PdfTag): void {
    const rows: { cells: TaggedCell[] }[] = []
    let caption: PdfItem[] = []
    const visit = (tag: Node, depth: number): void => {
      if (!('role' in tag) || depth > 20) return
      if (tag.role === 'TR') {
        const cells = tag.children.flatMap((child) =>
          'role' in child && (child.role === 'TD' || child.role === 'TH')
            ? [cellOf(child, itemsOf(child, this.#byMark), this.#page)]
            : [],
        )
        if (cells.length > 0) rows.push({ cells })
      } else if (tag.role === 'Caption') caption = itemsOf(tag, this.#byMark)
      else for (const child of tag.children) visit(child, depth + 1)
    }
    for (const child of node.children) visit(child, 0)
    if (caption.length > 0) {
      this.#items = caption
      this.close()
    }
    const placed = place(rows.map((row) => row.cells))
    if (placed) this.out.push({ kind: 'table', ...placed })
  }
}

function itemsOf(node: Node, byMark: ReadonlyMap<string, readonly PdfItem[]>, depth = 0): PdfItem[] {
  if ('mark' in node) return [...(byMark.get(node.mark) ?? [])]
  if ('link' in node || depth > 60) return []
  return node.children.flatMap((child) => itemsOf(child, byMark, depth + 1))
}

/** Lines in the order of the tags: text that flows over columns or pages keeps its order. */
function linesOf(items: readonly PdfItem[]) {
  return baselines(items).map(lineOf)
}

interface TaggedCell {
  readonly cell: { text: string; header: boolean; links: FlowLink[] }
  readonly x0: number
  readonly x1: number
}

function cellOf(tag: PdfTag, items: readonly PdfItem[], page: PdfPage): TaggedCell {
  const lines = linesOf(items)
  const x1 = Math.max(...lines.map((line) => line.x1))
  return {
    cell: { text: paragraphOf(lines, x1), header: tag.role === 'TH', links: linksOver(items, page.links) },
    x0: Math.min(...lines.map((line) => line.x0)),
    x1,
  }
}

/**
 * Rows with fewer cells than the widest have merged ones, which tags do not show here: their cells are put under the
 * columns in which their text stands; a column that is left out belongs to the cell above it, or to a wide one beside.
 */
function place(rows: readonly (readonly TaggedCell[])[]): { columns: number[]; rows: FlowCell[][] } | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return undefined
  const whole = rows.filter((row) => row.length === width)
  const lefts = Array.from({ length: width }, (_, i) =>
    Math.min(...whole.map((row) => row[i]!.x0).filter(Number.isFinite)),
  )
  const rights = Array.from({ length: width }, (_, i) =>
    Math.max(...whole.map((row) => row[i]!.x1).filter(Number.isFinite)),
  )
  const open: (FlowCell | undefined)[] = []
  const out: FlowCell[][] = []
  for (const row of rows) {
    const line: FlowCell[] = []
    const made = (one: TaggedCell, colspan: number): FlowCell => ({ ...one.cell, rowspan: 1, colspan })
    if (row.length === width) {
      for (const [i, one] of row.entries()) {
        const cell = made(one, 1)
        line.push(cell)
        open[i] = cell
      }
      out.push(line)
      continue
    }
    let column = 0
    for (const [n, one] of row.entries()) {
      const left = row.length - n
      const middle = (one.x0 + one.x1) / 2
      let best = column
      for (let i = column; i <= width - left; i += 1)
        if (distance(middle, lefts[i]!, rights[i]!) < distance(middle, lefts[best]!, rights[best]!)) best = i
      if (n === 0 && one.x1 - one.x0 > 0 && row.length === 1) best = column
      for (let i = column; i < best; i += 1) grow(open, i)
      let colspan = 1
      const next = row[n + 1]
      while (
        best + colspan <= width - left &&
        one.x1 > (lefts[best + colspan] ?? Number.POSITIVE_INFINITY) + 2 &&
        !(next && next.x0 <= lefts[best + colspan]! + 2)
      )
        colspan += 1
      if (row.length === 1) colspan = width - best
      const cell = made(one, colspan)
      line.push(cell)
      for (let i = best; i < best + colspan; i += 1) open[i] = i === best ? cell : undefined
      column = best + colspan
    }
    for (let i = column; i < width; i += 1) grow(open, i)
    out.push(line)
  }
  return { columns: lefts, rows: out }
}

const distance = (at: number, left: number, right: number): number =>
  at < left ? left - at : at > right ? at - right : 0

function grow(open: readonly (FlowCell | undefined)[], column: number): void {
  const cell = open[column] as { rowspan: number } | undefined
  if (cell) cell.rowspan += 1
}
