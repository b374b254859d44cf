import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { decode } from './decode.ts'
import type { Document } from './document.ts'
import { type BinaryKind, binaryKind, readerFor } from './format.ts'

export interface Opened {
  readonly document: Document
  /** Character set of a text as the Encoding standard calls it; empty for PDF and DOCX. */
  readonly charset: string
}

/**
 * Reads a document of any kind there is a reader for: HTML, Markdown, text, PDF, DOCX. The bytes decide; the name is a
 * hint between kinds of text only. Gives undefined, and a problem that says what to do, where nothing can be read.
 * @param charset character set that the server named
 */
export async function openDocument(
  bytes: Uint8Array,
  name: string,
  budget: Budget,
  log: ProblemLog,
  charset?: string,
): Promise<Opened | undefined> {
  const kind = binaryKind(bytes)
  if (kind === undefined) return openText(bytes, name, budget, log, charset)
  const afforded = log.guard('', () => {
    budget.bytes(bytes.length)
    return true
  })
  if (!afforded) return undefined
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const document =
    kind === 'pdf'
      ? await (await import('./pdf.ts')).readPdf(buffer, budget, log)
      : kind === 'zip'
        ? (await import('./docx.ts')).readDocx(buffer, budget, log)
        : refuse(kind, buffer, log)
  return document && { document, charset: '' }
}

/** Reads HTML, Markdown or text, whatever the bytes are. */
export function openText(
  bytes: Uint8Array,
  name: string,
  budget: Budget,
  log: ProblemLog,
  charset?: string,
): Opened | undefined {
  const decoded = log.guard('', () => decode(bytes, budget, log, charset))
  return decoded && { document: readerFor(name, decoded.text)(decoded.text, budget, log), charset: decoded.charset }
}

const KIND: Readonly<Record<Exclude<BinaryKind, 'pdf' | 'zip'>, { readonly zh: string; readonly en: string }>> = {
  ole: { zh: '旧版 Office 文件（.doc 等）', en: 'an old Office file (.doc and the like)' },
  rtf: { zh: 'RTF 文件', en: 'an RTF file' },
  image: { zh: '图片', en: 'an image' },
  gzip: { zh: 'gzip 压缩文件', en: 'a gzip file' },
}

function refuse(kind: Exclude<BinaryKind, 'pdf' | 'zip'>, bytes: Buffer, log: ProblemLog): undefined {
  const encrypted = kind === 'ole' && bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  if (encrypted)
    log.add('document.encrypted', '', {
      zh: '文档有密码保护，无法读取；请另存为不加密的文件。',
      en: 'The document is protected by a password; save it without one.',
    })
  else
    log.add('document.format', '', {
      zh: `${KIND[kind].zh}不能读取；请另存为 docx、PDF、HTML 或纯文本。`,
      en: `It is ${KIND[kind].en}, which is not read; save it as docx, PDF, HTML or plain text.`,
    })
  return undefined
}
