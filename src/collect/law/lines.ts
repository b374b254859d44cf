import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { decode } from '../document/decode.ts'
import type { Block, Document } from '../document/document.ts'
import { binaryKind } from '../document/format.ts'
import { readHtml } from '../document/html.ts'
import { goesOn, lineWidth } from '../document/lines.ts'
import { openDocument } from '../document/open.ts'

export type LawFormat = Document['format']

/** A file as lines of text, one paragraph or heading each, without markup. */
export interface LawLines {
  readonly format: LawFormat
  readonly lines: readonly string[]
  /** First heading, where the format marks headings. */
  readonly heading?: string
}

const HTML = /^\s{0,200}(?:<!doctype\s+html|<html\b|<head\b|<body\b|<\?xml\b)/i

/**
 * Lines of a law in plain text, Markdown, HTML, PDF or DOCX. The bytes show the last three, the name decides between text
 * and Markdown. Never throws for bad content: it stops at the budget and says so in the log. Undefined where the file
 * is of a kind that is not read.
 */
export async function linesOf(
  bytes: Uint8Array,
  name: string,
  budget: Budget,
  log: ProblemLog,
): Promise<LawLines | undefined> {
  if (binaryKind(bytes) !== undefined) {
    const opened = await openDocument(bytes, name, budget, log)
    return opened && fromBlocks(opened.document.blocks, opened.document.format)
  }
  return log.guard('', () => {
    const { text } = decode(bytes, budget, log)
    budget.steps(text.length)
    if (/\.x?html?$/i.test(name) || HTML.test(text)) return fromBlocks(readHtml(text, budget, log).blocks, 'html')
    const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
    budget.entries(raw.length)
    return /\.(?:md|markdown)$/i.test(name) ? fromMarkdown(raw) : { format: 'text', lines: whole(raw) }
  })
}

/** Lines of a text that was cut at a fixed width, put together again where they stood; other texts as they are. */
function whole(raw: readonly string[]): readonly string[] {
  const width = lineWidth(raw)
  if (width === undefined) return raw
  const lines: string[] = []
  let open = -1
  for (const [i, line] of raw.entries()) {
    const on = open >= 0 && line.trim() !== '' && goesOn(raw[i - 1]!, line, width)
    if (!on) {
      open = line.trim() === '' ? -1 : lines.length
      lines.push(line)
      continue
    }
    const before = lines[open]!.trimEnd()
    const gap = /[A-Za-z,.;)]$/.test(before) && /^\s*[A-Za-z(]/.test(line) ? ' ' : ''
    lines[open] = before + gap + line.trim()
    // A line of the file stays a line, so that places can be named by their number.
    lines.push('')
  }
  return lines
}

function fromBlocks(blocks: readonly Block[], format: LawFormat): LawLines {
  const lines = blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.flatMap((row) => row.flatMap((cell) => (cell.spanned ? [] : cell.text.split('\n'))))
      : block.text.split('\n'),
  )
  const heading = blocks.find((block) => block.kind === 'heading' && block.text !== '')
  return { format, lines, ...(heading?.kind === 'heading' ? { heading: heading.text } : {}) }
}

const HEADING = /^ {0,3}#{1,6}(?:\s+|$)/
/** Front matter is at most this long. */
const FRONT = 60

/** Markdown of law collections: headings, bold labels, comments and front matter; nothing in it is laid out. */
function fromMarkdown(raw: readonly string[]): LawLines {
  const lines: string[] = []
  let heading: string | undefined
  let comment = false
  for (const source of raw.slice(afterFrontMatter(raw))) {
    const [line, open] = withoutComments(source, comment)
    comment = open
    if (line === undefined) continue
    const isHeading = HEADING.test(line)
    const text = line
      .replace(HEADING, '')
      .replace(/^ {0,3}>\s?/, '')
      .replace(/(\*\*|__)(?=\S)(.{1,400}?)\1/g, '$2')
      .replace(/<br\s*\/?>\s*$/i, '')
    if (isHeading && heading === undefined && text.trim() !== '') heading = text.trim()
    lines.push(text)
  }
  return { format: 'markdown', lines, ...(heading === undefined ? {} : { heading }) }
}

/** A line without HTML comments, and whether one is still open at its end; no line where all of it is comment. */
function withoutComments(source: string, open: boolean): readonly [string | undefined, boolean] {
  let text = ''
  let at = 0
  let inside = open
  while (at <= source.length) {
    const next = source.indexOf(inside ? '-->' : '<!--', at)
    if (!inside) text += source.slice(at, next < 0 ? undefined : next)
    if (next < 0) break
    at = next + (inside ? 3 : 4)
    inside = !inside
  }
  return [text === '' && source !== '' ? undefined : text, inside]
}

function afterFrontMatter(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return 0
  const end = lines.slice(1, FRONT).findIndex((line) => line.trim() === '---')
  return end < 0 ? 0 : end + 2
}
