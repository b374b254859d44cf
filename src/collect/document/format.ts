import type { DocumentReader } from './document.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPlain } from './plain.ts'

/** What the first bytes show where they are no text. */
export type BinaryKind = 'pdf' | 'zip' | 'ole' | 'rtf' | 'image' | 'gzip'

const SIGNATURES: readonly (readonly [BinaryKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['gzip', [0x1f, 0x8b]],
]
/** Readers of PDF look this far for the header. */
const HEADER_WITHIN = 1024

/** The kind of a document that is no text, by its bytes and never by its name; undefined where they may be text. */
export function binaryKind(bytes: Uint8Array): BinaryKind | undefined {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0]
  if (found) return found
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const late = view.subarray(0, HEADER_WITHIN + 5).includes('%PDF-') && view.subarray(-2048).includes('startxref')
  return late ? 'pdf' : undefined
}

const TAGS = /<(?:!doctype|html|head|body|div|p|table|h[1-6]|ul|ol|section|article|span|br)\b/gi
const MARKDOWN =
  /^#{1,6}\s|^\s{0,3}\|?[^|\n]{1,200}\|[^\n]{0,400}\n\s{0,3}\|?\s{0,10}:?-{2,}|\*\*[^*\n]{1,80}\*\*|\[[^\]\n]{1,100}\]\([^)\n]{1,300}\)/m

const PAGES: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml', 'shtml', 'php', 'jsp', 'asp', 'aspx'])

/** The reader for a text, by its name where the content does not say otherwise. */
export function readerFor(name: string, text: string): DocumentReader {
  const head = text.slice(0, 20_000)
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name.replace(/[?#].*$/, ''))?.[1]?.toLowerCase()
  const tags = head.match(TAGS)?.length ?? 0
  if (/^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b/i.test(head)) return readHtml
  if (extension && PAGES.has(extension) && tags > 0) return readHtml
  if (extension === 'md' || extension === 'markdown' || extension === 'mdx') return readMarkdown
  if (tags >= 3 && (extension !== 'txt' || tags >= 10)) return readHtml
  if (extension === 'txt') return readPlain
  return MARKDOWN.test(head) ? readMarkdown : readPlain
}
