import { baselines, type Line, lineOf, linksOver, paragraphOf } from './pdf-lines.ts'
import type { FlowCell, FlowTable, PdfItem, PdfLink, PdfRule } from './pdf-page.ts'

/** Rules nearer than this are one rule: borders of neighbouring cells are often drawn apart. */
const NEAR = 3.2
/** A table has at least this many columns; a frame around text has one. */
const COLUMNS = 2
const MOST_CELLS = 20_000

interface Bars {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** A table found on a page, and the items that are its own. */
export interface FoundTable {
  readonly table: FlowTable
  readonly items: ReadonlySet<PdfItem>
  readonly top: number
}

/** Tables that are ruled: every cell inside lines. */
export function ruledTables(
  rules: readonly PdfRule[],
  items: readonly PdfItem[],
  links: readonly PdfLink[],
): FoundTable[] {
  const across: Bars[] = []
  const down: Bars[] = []
  for (const rule of rules) {
    const [width, height] = [rule.x1 - rule.x0, rule.y1 - rule.y0]
    if (height <= width) across.push({ at: (rule.y0 + rule.y1) / 2, from: rule.x0, to: rule.x1 })
    else down.push({ at: (rule.x0 + rule.x1) / 2, from: rule.y0, to: rule.y1 })
  }
  return connected(across, down).flatMap(({ h, v }) => {
    const found = grid(h, v, items, links)
    return found ? [found] : []
  })
}

/** Parts of the drawing in which every rule touches another. */
function connected(across: readonly Bars[], down: readonly Bars[]): { h: Bars[]; v: Bars[] }[] {
  const parent = Array.from({ length: across.length + down.length }, (_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  const sorted = across.map((bar, i) => ({ bar, i })).sort((a, b) => a.bar.at - b.bar.at)
  for (const [k, bar] of down.entries()) {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]!.bar.at < bar.from - NEAR) low = middle + 1
      else high = middle
    }
    for (let n = low; n < sorted.length && sorted[n]!.bar.at <= bar.to + NEAR; n += 1) {
      const { bar: other, i } = sorted[n]!
      if (bar.at >= other.from - NEAR && bar.at <= other.to + NEAR) parent[root(across.length + k)] = root(i)
    }
  }
  const groups = new Map<number, { h: Bars[]; v: Bars[] }>()
  for (let i = 0; i < parent.length; i += 1) {
    const key = root(i)
    const group = groups.get(key) ?? { h: [], v: [] }
    groups.set(key, group)
    if (i < across.length) group.h.push(across[i]!)
    else group.v.push(down[i - across.length]!)
  }
  return [...groups.values()].filter(({ h, v }) => h.length > 1 && v.length > 1)
}

/** Places of rules that are further apart than `NEAR`. */
function places(bars: readonly Bars[]): number[] {
  const out: { sum: number; n: number; last: number }[] = []
  for (const at of bars.map((bar) => bar.at).sort((a, b) => a - b)) {
    const open = out.at(-1)
    if (open && at - open.last <= NEAR) {
      open.sum += at
      open.n += 1
      open.last = at
    } else out.push({ sum: at, n: 1, last: at })
  }
  return out.map((one) => one.sum / one.n)
}

function grid(
  h: readonly Bars[],
  v: readonly Bars[],
  items: readonly PdfItem[],
  links: readonly PdfLink[],
): FoundTable | undefined {
  const xs = places(v)
  const ys = places(h)
  const [columns, rows] = [xs.length - 1, ys.length - 1]
  if (columns < COLUMNS || rows < 1 || columns > 64 || columns * rows > MOST_CELLS) return undefined
  const walls = byPlace(v, xs)
  const floors = byPlace(h, ys)
  const covers = (bars: readonly Bars[], middle: number) => bars.some((bar) => bar.from <= middle && bar.to >= middle)
  const wall = (row: number, x: number) => covers(walls[x]!, (ys[row]! + ys[row + 1]!) / 2)
  const floor = (column: number, y: number) => covers(floors[y]!, (xs[column]! + xs[column + 1]!) / 2)
  const inside = new Map<number, PdfItem[]>()
  const own = new Set<PdfItem>()
  for (const item of items) {
    const column = slot(xs, item.x + Math.min(item.width / 2, item.size / 2))
    const row = slot(ys, item.y - item.size * 0.3)
    if (column === undefined || row === undefined) continue
    own.add(item)
    const key = row * columns + column
    const cell = inside.get(key) ?? []
    cell.push(item)
    inside.set(key, cell)
  }
  if (own.size === 0) return undefined
  const taken = new Uint8Array(columns * rows)
  const out: FlowCell[][] = []
  for (let row = 0; row < rows; row += 1) {
    const line: FlowCell[] = []
    for (let column = 0; column < columns; column += 1) {
      if (taken[row * columns + column] === 1) continue
      let colspan = 1
      while (
        column + colspan < columns &&
        taken[row * columns + column + colspan] === 0 &&
        !wall(row, column + colspan)
      )
        colspan += 1
      let rowspan = 1
      const open = (y: number) => {
        for (let i = 0; i < colspan; i += 1) if (floor(column + i, y)) return false
        return true
      }
      while (row + rowspan < rows && open(row + rowspan)) rowspan += 1
      const found: PdfItem[] = []
      for (let y = row; y < row + rowspan; y += 1)
        for (let x = column; x < column + colspan; x += 1) {
          taken[y * columns + x] = 1
          found.push(...(inside.get(y * columns + x) ?? []))
        }
      line.push(cellOf(found, xs[column + colspan]!, links, { rowspan, colspan }))
    }
    out.push(line)
  }
  return { table: { kind: 'table', columns: xs.slice(0, -1), rows: out }, items: own, top: ys[0]! }
}

const byPlace = (bars: readonly Bars[], at: readonly number[]): Bars[][] => {
  const out: Bars[][] = at.map(() => [])
  for (const bar of bars) {
    let best = 0
    for (let i = 1; i < at.length; i += 1) if (Math.abs(at[i]! - bar.at) < Math.abs(at[best]! - bar.at)) best = i
    out[best]!.push(bar)
  }
  return out
}

function slot(edges: readonly number[], at: number): number | undefined {
  for (let i = 0; i + 1 < edges.length; i += 1) if (at >= edges[i]! && at < edges[i + 1]!) return i
  return undefined
}

function cellOf(
  items: readonly PdfItem[],
  right: number,
  links: readonly PdfLink[],
  span: { readonly rowspan: number; readonly colspan: number },
): FlowCell {
  const lines = baselines(items).map(lineOf)
  // Inside a border there is a margin; the widest line shows where it is.
  const margin = Math.max(...lines.map((line) => line.x1), right - 12)
  return {
    text: paragraphOf(lines, Math.min(margin, right)),
    header: items.length > 0 && items.every((item) => item.bold),
    ...span,
    links: linksOver(items, links),
  }
}

/** Marks of lists: a column of them is no table. */
const MARK = /^(?:[•·●○■□◆◇▪▫➢✓–—-]|[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.．、:：]?)$/
/** Width of the empty strip between two columns, in font sizes. */
const STRIP = 0.15
/** Lines further apart than this many ordinary distances belong to different parts of the page. */
const APART = 1.5

/**
 * Tables without rules: neighbouring lines with the same empty strips between their columns.
 * @param pitch ordinary distance of lines, in font sizes
 */
export function alignedTables(items: readonly PdfItem[], links: readonly PdfLink[], pitch: number): FoundTable[] {
  const lines = baselines(items)
  const found: FoundTable[] = []
  for (let from = 0; from < lines.length; ) {
    let to = from + 1
    let strips = gapsOf(lines[from]!)
    while (to < lines.length && lines[to]![0]!.y - lines[to - 1]![0]!.y <= pitch * lines[to]![0]!.size * APART) {
      const next = common(strips, gapsOf(lines[to]!))
      if (next.length === 0) break
      strips = next
      to += 1
    }
    const made = to - from >= 2 ? tableOf(lines.slice(from, to), strips, links, pitch) : undefined
    if (made) {
      found.push(made)
      from = to
    } else from += 1
  }
  return found
}

interface Strip {
  readonly from: number
  readonly to: number
}

/** Empty strips of a line, the open ones before and behind it included. */
function gapsOf(items: readonly PdfItem[]): Strip[] {
  const out: Strip[] = [{ from: Number.NEGATIVE_INFINITY, to: items[0]!.x }]
  let end = items[0]!.x + items[0]!.width
  for (const item of items.slice(1)) {
    if (item.x - end >= item.size * STRIP) out.push({ from: end, to: item.x })
    end = Math.max(end, item.x + item.width)
  }
  out.push({ from: end, to: Number.POSITIVE_INFINITY })
  return out
}

const common = (a: readonly Strip[], b: readonly Strip[]): Strip[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)]
      return to - from >= 2 ? [{ from, to }] : []
    }),
  )

function tableOf(
  lines: readonly (readonly PdfItem[])[],
  strips: readonly Strip[],
  links: readonly PdfLink[],
  usual: number,
): FoundTable | undefined {
  const inner = strips.filter((one) => Number.isFinite(one.from) && Number.isFinite(one.to))
  if (inner.length === 0) return undefined
  const edges = [Number.NEGATIVE_INFINITY, ...inner.map((one) => (one.from + one.to) / 2), Number.POSITIVE_INFINITY]
  const columns: Line[][] = edges.slice(1).map(() => [])
  for (const line of lines)
    for (const [i, column] of columns.entries()) {
      const part = line.filter((item) => item.x >= edges[i]! && item.x < edges[i + 1]!)
      if (part.length > 0) column.push(lineOf(part))
    }
  if (columns.some((column) => column.length === 0)) return undefined
  const pitch = level(columns) ? 0 : Math.min(smallest(columns), usual * lines[0]![0]!.size)
  const cells = columns.flatMap((column, i) => apart(column, pitch).map((own) => ({ column: i, lines: own })))
  const rows = rowsOf(cells)
  const full = rows.filter((row) => new Set(row.map((cell) => cell.column)).size >= COLUMNS)
  if (full.length < 2 || full.length < rows.length * 0.6) return undefined
  if (
    columns.some((column) =>
      column.every((line) =>
        MARK.test(
          line.items
            .map((i) => i.text)
            .join('')
            .trim(),
        ),
      ),
    )
  )
    return undefined
  const lefts = columns.map((column) => Math.min(...column.map((line) => line.x0)))
  const rights = columns.map((column) => Math.max(...column.map((line) => line.x1)))
  const table: FlowTable = {
    kind: 'table',
    columns: lefts,
    rows: rows.map((row) =>
      columns.map((_, i) => {
        const own = row.filter((cell) => cell.column === i).flatMap((cell) => cell.lines)
        const all = own.flatMap((line) => line.items)
        return {
          text: paragraphOf(own, rights[i]!),
          header: all.length > 0 && all.every((item) => item.bold),
          rowspan: 1,
          colspan: 1,
          links: linksOver(all, links),
        }
      }),
    ),
  }
  return { table, items: new Set(lines.flat()), top: lines[0]![0]!.y }
}

interface Block {
  readonly column: number
  readonly lines: readonly Line[]
}

/** Every column has a line wherever another has one, all equally far apart: each line is a row. */
const level = (columns: readonly (readonly Line[])[]): boolean =>
  columns[0]!.every((line, i, all) => i < 2 || Math.abs(line.y - 2 * all[i - 1]!.y + all[i - 2]!.y) < line.size / 8) &&
  columns.every(
    (column) =>
      column.length === columns[0]!.length &&
      column.every((line, i) => Math.abs(line.y - columns[0]![i]!.y) < line.size / 4),
  )

function smallest(columns: readonly (readonly Line[])[]): number {
  const gaps = columns.flatMap((column) => column.slice(1).map((line, i) => line.y - column[i]!.y))
  return Math.min(...gaps.filter((gap) => gap > 4), Number.POSITIVE_INFINITY)
}

/** Lines of a column, cut where the distance is more than that of lines of one cell. */
function apart(column: readonly Line[], pitch: number): Line[][] {
  const out: Line[][] = []
  for (const [i, line] of column.entries()) {
    if (i > 0 && line.y - column[i - 1]!.y <= pitch * 1.08) out.at(-1)!.push(line)
    else out.push([line])
  }
  return out
}

/** Cells whose heights overlap are one row: cells of a row may stand at the top or in the middle of it. */
function rowsOf(cells: readonly Block[]): Block[][] {
  const top = (cell: Block) => cell.lines[0]!.y - cell.lines[0]!.size * 0.8
  const bottom = (cell: Block) => cell.lines.at(-1)!.y + cell.lines.at(-1)!.size * 0.15
  const sorted = [...cells].sort((a, b) => top(a) - top(b))
  const rows: { cells: Block[]; bottom: number }[] = []
  for (const cell of sorted) {
    const open = rows.at(-1)
    if (open && top(cell) < open.bottom) {
      open.cells.push(cell)
      open.bottom = Math.max(open.bottom, bottom(cell))
    } else rows.push({ cells: [cell], bottom: bottom(cell) })
  }
  return rows.map((row) => row.cells)
}
