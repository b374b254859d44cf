import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { decode } from '../document/decode.ts'
import type { Block } from '../document/document.ts'
import { readHtml } from '../document/html.ts'

export type LawFormat = 'text' | 'markdown' | 'html'

/** A file as lines of text, one paragraph or heading each, without markup. */
export interface LawLines {
  readonly format: LawFormat
  readonly lines: readonly string[]
  /** First heading, where the format marks headings. */
  readonly heading?: string
}

/** Bytes that begin a file of a kind that is not read as text. */
const OTHER: readonly (readonly [string, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
]
const HTML = /^\s{0,200}(?:<!doctype\s+html|<html\b|<head\b|<body\b|<\?xml\b)/i

/** The kind of a file that is no text (`pdf`, `zip` for DOCX, `ole` for DOC); undefined for text. */
export function otherKind(bytes: Uint8Array): string | undefined {
  return OTHER.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte))?.[0]
}

/**
 * Lines of a law in plain text, Markdown or HTML. The name decides between text and Markdown, the content shows HTML.
 * Never throws for bad content: it stops at the budget and says so in the log.
 */
export function linesOf(bytes: Uint8Array, name: string, budget: Budget, log: ProblemLog): LawLines | undefined {
  return log.guard('', () => {
    const { text } = decode(bytes, budget, log)
    budget.steps(text.length)
    if (/\.x?html?$/i.test(name) || HTML.test(text)) return fromBlocks(readHtml(text, budget, log).blocks)
    const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
    budget.entries(raw.length)
    return /\.(?:md|markdown)$/i.test(name) ? fromMarkdown(raw) : { format: 'text', lines: raw }
  })
}

function fromBlocks(blocks: readonly Block[]): LawLines {
  const lines = blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.flatMap((row) => row.flatMap((cell) => (cell.spanned ? [] : cell.text.split('\n'))))
      : block.text.split('\n'),
  )
  const heading = blocks.find((block) => block.kind === 'heading' && block.text !== '')
  return { format: 'html', lines, ...(heading?.kind === 'heading' ? { heading: heading.text } : {}) }
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
