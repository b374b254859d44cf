import type { FlowLink, PdfItem, PdfLink } from './pdf-page.ts'

/** Items on one baseline that follow each other without a gap. */
export interface Line {
  readonly items: readonly PdfItem[]
  readonly x0: number
  readonly x1: number
  /** Baseline. */
  readonly y: number
  readonly size: number
}

/** Share of the font size by which baselines on one line may differ. */
const SAME = 0.4
/** A gap this wide, in font sizes, is a blank between words. */
const BLANK = 0.18
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]/

/**
 * pdf.js writes a blank where two texts of one font stand less than a character apart, two cells of a table among
 * them. Chinese text has no blanks of its own, so an item is cut at those that touch it. Chinese characters are as wide
 * as the font is large; what else is in the item shares the rest of its width.
 */
export function cutAtBlanks(item: PdfItem): readonly PdfItem[] {
  const parts = item.text.split(
    /(?<=[\u2e80-\u9fff\uff00-\uffef\u3001-\u303f\u201d]) +| +(?=[\u2e80-\u9fff\uff00-\uffef\u3001-\u303f\u201c])/,
  )
  if (parts.length < 2) return [item]
  const wide = [...item.text].filter((char) => WIDE.test(char)).length
  const narrow = [...item.text].length - wide
  const each = narrow > 0 ? Math.max(0, item.width - wide * item.size) / narrow : 0
  const widthOf = (text: string) => [...text].reduce((n, char) => n + (WIDE.test(char) ? item.size : each), 0)
  const out: PdfItem[] = []
  let from = 0
  for (const part of parts) {
    const at = item.text.indexOf(part, from)
    if (part !== '')
      out.push({ ...item, text: part, x: item.x + widthOf(item.text.slice(0, at)), width: widthOf(part) })
    from = at + part.length
  }
  return out
}

/**
 * The right edge of a column of text: where most of its long lines end. Closing marks may hang over it.
 */
export function rightOf(lines: readonly Line[]): number {
  const ends = lines.map((line) => line.x1).sort((a, b) => b - a)
  const size = lines[0]?.size ?? 12
  const enough = Math.max(2, lines.length * 0.08)
  for (const [i, end] of ends.entries()) {
    // One line that runs over the edge, an address perhaps, is no margin.
    const near = ends.slice(i).filter((other) => other > end - size * 2.6)
    if (near.length >= enough) return near[Math.floor(near.length / 2)]!
  }
  return ends[0] ?? 0
}

const sizeOf = (items: readonly PdfItem[]): number => Math.max(...items.map((item) => item.size))

/** The same words drawn twice a hair apart are bold type of printers that have none. */
const twice = (a: PdfItem, b: PdfItem): boolean =>
  a.text === b.text && Math.abs(a.x - b.x) < a.size * 0.2 && Math.abs(a.y - b.y) < a.size * 0.2

/** Items by their baseline, from the top, each line from the left. Superscripts stay with their line. */
export function baselines(items: readonly PdfItem[]): PdfItem[][] {
  const sorted = [...items].sort((a, b) => a.y - b.y || a.x - b.x)
  const lines: PdfItem[][] = []
  let open: PdfItem[] = []
  let y = 0
  for (const item of sorted) {
    if (open.length > 0 && item.y - y <= Math.min(item.size, sizeOf(open.slice(-8))) * SAME) open.push(item)
    else {
      open = [item]
      lines.push(open)
      y = item.y
    }
  }
  for (const line of lines) line.sort((a, b) => a.x - b.x)
  return lines.map((line) => line.filter((item, i) => i === 0 || !twice(line[i - 1]!, item)))
}

export function lineOf(items: readonly PdfItem[]): Line {
  const first = items[0]!
  return {
    items,
    x0: first.x,
    x1: Math.max(...items.map((item) => item.x + item.width)),
    y: first.y,
    size: items.reduce((n, item) => n + item.size * item.text.length, 0) / items.reduce((n, i) => n + i.text.length, 0),
  }
}

/** Text of items on one line; a gap between words becomes a blank, one inside Chinese text does not. */
export function textOf(items: readonly PdfItem[]): string {
  let text = ''
  let end = Number.POSITIVE_INFINITY
  for (const item of items) {
    const gap = item.x - end
    if (gap > item.size * BLANK && !(WIDE.test(text.at(-1) ?? '') && WIDE.test(item.text[0]!) && gap < item.size))
      text += ' '
    text += item.text.replaceAll('\u2015', '\u2014')
    end = item.x + item.width
  }
  return text
}

const LATIN = /[A-Za-z0-9,;:!?%)]$/
const OPENS = '（《「『【〈“‘(['
const BREAKS_BEFORE = '。，、；：？！）》」』】〉”’…—,.;:?!)]}%'

/** What would have to fit at the end of the line above: one Chinese character, or a word. */
function firstToken(line: Line): number {
  const [item] = line.items
  const word = /^[A-Za-z0-9@._/:%?&=#-]{1,60}/.exec(item!.text)?.[0]
  return word === undefined ? item!.size : (item!.width * word.length) / item!.text.length
}

/** Whether a line ends before the margin although the next one's beginning had room: a break that was meant. */
export function breaksHard(line: Line, next: Line, right: number): boolean {
  const room = (right - line.x1) / line.size
  const token = firstToken(next) / line.size
  if (token > 1.1) return room > token + 0.4
  // Chinese typesetting keeps closing marks off the beginning of a line and opening ones off its end: a character goes with them.
  const text = textOf(next.items)
  const moved = BREAKS_BEFORE.includes(text[1] ?? ' ') || OPENS.includes(text[0]!)
  return room > (moved ? 2.3 : 1.25)
}

/** Joins the text of two lines of one paragraph. */
export function joined(text: string, next: string): string {
  if (text === '') return next
  const hyphen = /[a-z]-$/.test(text) && /^[a-z]/.test(next)
  if (hyphen) return text.slice(0, -1) + next
  // An address that was broken goes on without a blank.
  if (/(?:https?:\/\/|www\.)[\x21-\x7e]*$/.test(text) && /^[\x21-\x7e]/.test(next)) return text + next
  return LATIN.test(text) && /^[A-Za-z0-9(]/.test(next) ? `${text} ${next}` : text + next
}

/** Lines of one paragraph or cell as text, with `\n` where the break was meant. */
export function paragraphOf(lines: readonly Line[], right: number): string {
  let text = ''
  let open = ''
  for (const [i, line] of lines.entries()) {
    open = joined(open, textOf(line.items))
    const next = lines[i + 1]
    if (next && breaksHard(line, next, right)) {
      text += `${open}\n`
      open = ''
    }
  }
  return text + open
}

/** Links that lie over these items, with the words under them. */
export function linksOver(items: readonly PdfItem[], links: readonly PdfLink[]): FlowLink[] {
  const found = new Map<string, { href: string; items: PdfItem[] }>()
  if (links.length === 0) return []
  for (const item of items) {
    const [x, y] = [item.x + item.width / 2, item.y - item.size / 3]
    const link = links.find((one) => x >= one.x0 && x <= one.x1 && y >= one.y0 - 1 && y <= one.y1 + 1)
    if (!link) continue
    const known = found.get(link.href) ?? { href: link.href, items: [] }
    known.items.push(item)
    found.set(link.href, known)
  }
  return [...found.values()].map((one) => ({ href: one.href, text: textOf(one.items) }))
}
