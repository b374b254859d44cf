import { baselines, breaksHard, type Line, lineOf, linksOver, paragraphOf, rightOf, textOf } from './pdf-lines.ts'
import type { Flow, FlowText, PdfItem, PdfPage } from './pdf-page.ts'
import { alignedTables, ruledTables } from './pdf-tables.ts'

/** Sizes and margins of a document's ordinary text. */
export interface Body {
  readonly size: number
  /** Larger sizes that headings use, widest first. */
  readonly headings: readonly number[]
  /** Distance of lines of one paragraph, in font sizes. */
  readonly pitch: number
}

const BULLET = /^[•·●○■□◆◇▪▫➢✓]\s*(?=\S)/
const NUMBER = /^(\d{1,3}[.．)）])\s*(?=\S)/
const STARTS =
  /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[•·●■◆○▪➢]|第[一二三四五六七八九十百\d]{1,5}[章节条编]|【)/
const HEADING = 80

/** The size of most characters, and the larger ones that stand alone. */
export function bodyOf(pages: readonly PdfPage[]): Body {
  const chars = new Map<number, number>()
  for (const page of pages)
    for (const item of page.items) {
      const size = Math.round(item.size * 2) / 2
      chars.set(size, (chars.get(size) ?? 0) + item.text.length)
    }
  const [size] = [...chars].sort((a, b) => b[1] - a[1])[0] ?? [12]
  const total = [...chars.values()].reduce((a, b) => a + b, 0)
  const headings = [...chars]
    .filter(([one, count]) => one >= size * 1.12 && count < total * 0.25)
    .map(([one]) => one)
    .sort((a, b) => b - a)
    .slice(0, 5)
  return { size, headings, pitch: pitchOf(pages.flatMap((page) => gapsOf(page, size))) }
}

/** Lines that repeat at the head or foot of pages, and page numbers. */
export function marginalia(pages: readonly PdfPage[]): ReadonlySet<PdfItem> {
  const seen = new Map<string, PdfItem[][]>()
  const drop = new Set<PdfItem>()
  for (const page of pages)
    for (const line of baselines(page.items)) {
      const y = line[0]!.y
      if (y > page.height * 0.09 && y < page.height * 0.91) continue
      const text = textOf(line).trim()
      if (/^[-—–\s第]{0,4}\d{1,4}\s?(?:[/／]\s?\d{1,4}|页[\s,，/／共]{0,4}(?:\d{1,4}\s?页)?)?[-—–\s]{0,4}$/.test(text))
        for (const item of line) drop.add(item)
      const key = `${Math.round(y / 4)}|${text.replace(/\d+/g, '#')}`
      seen.set(key, [...(seen.get(key) ?? []), line])
    }
  for (const lines of seen.values())
    if (lines.length >= Math.max(2, pages.length * 0.6))
      for (const line of lines) for (const item of line) drop.add(item)
  return drop
}

/** Lays out a page without tags: tables first, the rest as paragraphs from the top. */
export function flowOf(page: PdfPage, body: Body, drop: ReadonlySet<PdfItem>): Flow[] {
  const items = page.items.filter((item) => !drop.has(item))
  const ruled = ruledTables(
    page.rules.filter((r) => r.x1 - r.x0 < page.width * 0.97 || r.y1 - r.y0 < page.height * 0.97),
    items,
    page.links,
  )
  const taken = new Set(ruled.flatMap((one) => [...one.items]))
  const aligned = alignedTables(
    items.filter((item) => !taken.has(item)),
    page.links,
    body.pitch,
  )
  for (const one of aligned) for (const item of one.items) taken.add(item)
  const tables = [...ruled, ...aligned].sort((a, b) => a.top - b.top)
  const lines = baselines(items.filter((item) => !taken.has(item))).map(lineOf)
  const out: Flow[] = []
  let next = 0
  let open: Line[] = []
  const right = rightOf(lines)
  const left = leftOf(lines)
  const close = () => {
    if (open.length > 0) out.push(...paragraph(open, page, body, { left, right }))
    open = []
  }
  for (const line of lines) {
    while (tables[next] && tables[next]!.top < line.y) {
      close()
      out.push(tables[next]!.table)
      next += 1
    }
    const last = open.at(-1)
    if (last && !goesOn(open, last, line, { right, pitch: body.pitch, page })) close()
    open.push(line)
  }
  close()
  for (const one of tables.slice(next)) out.push(one.table)
  return out
}

function leftOf(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const x = Math.round(line.x0)
    counts.set(x, (counts.get(x) ?? 0) + textOf(line.items).length)
  }
  const total = [...counts.values()].reduce((a, b) => a + b, 0)
  const common = [...counts].filter(([, n]) => n > total * 0.1).map(([x]) => x)
  return Math.min(...(common.length > 0 ? common : [0]))
}

/** Distances of neighbouring lines in the body size. */
function gapsOf(page: PdfPage, size: number): number[] {
  const lines = baselines(page.items).map((line) => line[0]!)
  return lines.slice(1).flatMap((line, i) => {
    const gap = (line.y - lines[i]!.y) / line.size
    return Math.abs(line.size - size) < 1 && gap > 0.9 && gap < 4 ? [gap] : []
  })
}

/** Where every paragraph is one line, distances show only how far paragraphs are apart. */
const LOOSE = 2.05
const USUAL = 1.6

function pitchOf(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((a, b) => a - b)
  const low = sorted[Math.floor(sorted.length / 10)] ?? USUAL
  return low > LOOSE ? USUAL : low
}

const dotBefore = (line: Line, page: PdfPage): boolean =>
  page.dots.some(
    (dot) =>
      dot.x < line.x0 &&
      line.x0 - dot.x < line.size * 2 &&
      Math.abs(line.y - line.size * 0.35 - dot.y) < line.size * 0.5,
  )

function goesOn(
  open: readonly Line[],
  last: Line,
  line: Line,
  { right, pitch, page }: { right: number; pitch: number; page: PdfPage },
): boolean {
  if (Math.abs(line.size - last.size) > last.size * 0.08) return false
  if (line.y - last.y > pitch * line.size * 1.28) return false
  if (dotBefore(line, page)) return false
  const text = textOf(line.items)
  const hard = breaksHard(last, line, right)
  if (STARTS.test(text) && (hard || /[。；;：:]$/.test(textOf(last.items)))) return false
  if (hard) return false
  const margin = open.length > 1 ? open[1]!.x0 : Math.min(open[0]!.x0, line.x0)
  return line.x0 - margin < line.size * 1.2
}

function paragraph(
  lines: readonly Line[],
  page: PdfPage,
  body: Body,
  { left, right }: { left: number; right: number },
): FlowText[] {
  const first = lines[0]!
  const items = lines.flatMap((line) => line.items)
  let text = paragraphOf(lines, right)
  const size = Math.round(first.size * 2) / 2
  const rank = body.headings.indexOf(size)
  const bold = items.every((item) => item.bold)
  const dotted = dotBefore(first, page)
  const inset = first.x0 - left
  const bullet = BULLET.exec(text)?.[0]
  const number = inset > first.size ? NUMBER.exec(text) : null
  const isItem = dotted || bullet !== undefined || number !== null
  if (bullet !== undefined) text = text.slice(bullet.length)
  else if (number && !dotted) text = text.slice(number[0].length)
  const heading = rank >= 0 && text.length <= HEADING && !isItem ? rank + 1 : undefined
  return [
    {
      kind: 'text',
      text,
      bold,
      links: linksOver(items, page.links),
      begins:
        isItem || heading !== undefined || lines.length > 1
          ? first.x0 > (lines[1]?.x0 ?? first.x0) + 4 || isItem || heading !== undefined
          : false,
      open: heading === undefined && lines.at(-1)!.x1 > right - first.size * 2.5 && !/[。！？；：!?;:]$/.test(text),
      ...(heading === undefined ? {} : { heading }),
      ...(isItem ? { item: Math.max(1, Math.round(inset / (first.size * 2.4))) } : {}),
      ...(number && !dotted ? { number: number[1]! } : {}),
    },
  ]
}
