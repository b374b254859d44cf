import { BudgetError } from '../budget.ts'
import { tidy } from './characters.ts'
import type { Block, Cell, Document, DocumentReader } from './document.ts'
import { readHtml } from './html.ts'
import { goesOn, lineWidth } from './lines.ts'
import { inline } from './markdown-inline.ts'

const HEADING = /^ {0,3}(#{1,6})\s{0,4}(.{1,300}?)\s{0,4}#{0,6}\s*$/
const RULE = /^ {0,3}\|?\s{0,20}:?-{2,200}:?\s{0,20}(?:\|\s{0,20}:?-{1,200}:?\s{0,20}){0,64}\|?\s*$/
const ITEM = /^(\s{0,40})(?:[-*+]\s{1,4}|(\d{1,3}[.)])\s{1,4})(.*)$/
const HTML =
  /^\s{0,10}<\/?(?:table|div|p|br|ul|ol|li|h[1-6]|section|center|small|font|span|strong|details|summary|tr|td|th|thead|tbody|style|script|hr|html|body|head|meta|!--)\b/i
const FENCE = /^\s{0,3}(?:`{3,}|~{3,})/

const cells = (line: string): readonly string[] => {
  const trimmed = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return trimmed.split(/(?<!\\)\|/, 64)
}

const toCell = (source: string, header: boolean): Cell => {
  const lines = source.split(/<br\s{0,4}\/?>/i, 200).map(inline)
  const text = lines
    .map((line) => tidy(line.text.replaceAll('\\|', '|')))
    .filter(Boolean)
    .join('\n')
  const links = lines.flatMap((line) => line.links)
  return { text, header, ...(links.length > 0 ? { links } : {}) }
}

/** Number of the first line after YAML front matter. */
function afterFrontMatter(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return 0
  for (let i = 1; i < Math.min(lines.length, 60); i += 1) if (lines[i]!.trim() === '---') return i + 1
  return 0
}

class Reader {
  readonly blocks: Block[] = []
  readonly #lines: readonly string[]
  readonly #width: number | undefined
  #open = ''
  #last = ''
  #item: number | undefined

  constructor(lines: readonly string[]) {
    this.#lines = lines
    this.#width = lineWidth(lines)
  }

  close(): void {
    const source = this.#open
    const depth = this.#item
    this.#open = ''
    this.#item = undefined
    for (const part of source.split(/<br\s{0,4}\/?>/i)) {
      const { text, links, bold } = inline(part)
      const whole = tidy(text)
      if (whole === '') continue
      const linked = links.length > 0 ? { links } : {}
      if (depth !== undefined) this.blocks.push({ kind: 'item', depth, text: whole, ...linked })
      else this.blocks.push({ kind: 'paragraph', text: whole, ...linked, ...(bold ? { bold } : {}) })
    }
  }

  heading(level: number, source: string): void {
    this.close()
    const text = tidy(inline(source).text)
    if (text !== '') this.blocks.push({ kind: 'heading', level, text })
  }

  item(depth: number, text: string): void {
    this.close()
    this.#open = text
    this.#item = depth
    this.#last = text
  }

  line(line: string): void {
    const open = this.#open !== ''
    const hard = / {2}$|\\$/.test(this.#last)
    if (open && (hard || this.#width === undefined || !goesOn(this.#last, line, this.#width))) this.close()
    this.#open += line.replace(/\\$/, '')
    this.#last = line
    if (this.#open.length > 20_000) this.close()
  }

  /** A pipe table that begins at this line; gives the number of lines it has, or 0. */
  table(at: number): number {
    const rule = this.#lines[at + 1]
    if (!this.#lines[at]!.includes('|') || rule === undefined || !rule.includes('-') || !RULE.test(rule)) return 0
    if (!rule.includes('|') && !/^\s*\|/.test(this.#lines[at]!)) return 0
    this.close()
    const rows = [cells(this.#lines[at]!).map((cell) => toCell(cell, true))]
    let next = at + 2
    for (; next < this.#lines.length; next += 1) {
      const line = this.#lines[next]!
      if (!line.includes('|') || line.trim() === '') break
      rows.push(cells(line).map((cell) => toCell(cell, false)))
    }
    this.blocks.push({ kind: 'table', rows })
    return next - at
  }

  /** Number of lines of an HTML block that begins here: up to its last end tag of a table, or to an empty line. */
  html(at: number): number {
    let tables = 0
    let next = at
    for (; next < this.#lines.length; next += 1) {
      const line = this.#lines[next]!
      if (line.trim() === '' && tables <= 0) break
      if (/<\/?table\b/i.test(line))
        tables += (line.match(/<table\b/gi)?.length ?? 0) - (line.match(/<\/table\b/gi)?.length ?? 0)
    }
    return next - at
  }
}

/** Reads Markdown with pipe tables and the HTML that is mixed into it. */
export const readMarkdown: DocumentReader = (text, budget, log): Document => {
  const lines = text.split(/\r\n?|\n/)
  const reader = new Reader(lines)
  const read = () => {
    for (let at = afterFrontMatter(lines); at < lines.length; at += 1) {
      const line = lines[at]!.replace(/(\S {0,2})\s*$/, '$1')
      budget.steps(line.length + 1)
      budget.entries()
      if (line.trim() === '' || FENCE.test(line) || /^\s*(?:[-*_]\s*){3,40}$/.test(line)) {
        reader.close()
        continue
      }
      const heading = HEADING.exec(line)
      if (heading) {
        reader.heading(heading[1]!.length, heading[2]!)
        continue
      }
      if (/^\s{0,3}(?:=+|-{2,})\s*$/.test(lines[at + 1] ?? '') && !line.includes('|') && line.length < 200) {
        reader.heading(lines[at + 1]!.includes('=') ? 1 : 2, line)
        at += 1
        continue
      }
      const table = reader.table(at)
      if (table > 0) {
        budget.entries(table)
        at += table - 1
        continue
      }
      if (HTML.test(line)) {
        reader.close()
        const length = reader.html(at)
        budget.steps(200)
        for (const block of readHtml(lines.slice(at, at + length).join('\n'), budget, log).blocks)
          reader.blocks.push(block)
        at += length - 1
        continue
      }
      const item = ITEM.exec(line)
      if (item)
        reader.item(
          Math.floor(item[1]!.replaceAll('\t', '    ').length / 2) + 1,
          `${item[2] ? `${item[2]} ` : ''}${item[3]!}`,
        )
      else reader.line(line.replace(/^\s{0,3}>\s?/, ''))
    }
    reader.close()
  }
  try {
    read()
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('markdown', error)
  }
  return { format: 'markdown', blocks: reader.blocks }
}
