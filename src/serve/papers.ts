import type { Context } from 'hono'
import { InputError } from '../cli/errors.ts'
import { PAPER_FORMATS, type PaperFormat, paperFile, printed as print } from '../cli/paper.ts'
import type { Paper } from '../judge/paper.ts'
import { ApiError } from './error.ts'

/** Browsers that print at once. */
const MOST_PRINTING = 2
let printing = 0

const TYPES: Readonly<Record<PaperFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

export const DOCX_TYPE = TYPES.docx
export const PDF_TYPE = TYPES.pdf
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export { PAPER_FORMATS, type PaperFormat }

/** Runs what may start a browser: few at once, and why it cannot is an answer. Throws `ApiError`. */
export async function printed<T>(isPdf: boolean, work: () => Promise<T>): Promise<T> {
  if (!isPdf) return work()
  if (printing >= MOST_PRINTING) throw new ApiError('busy')
  printing += 1
  try {
    return await work()
  } catch (error) {
    throw error instanceof InputError ? new ApiError('refused', { ...error.text }) : error
  } finally {
    printing -= 1
  }
}

/** A paper as the file that was asked for. */
export async function answerPaper(
  context: Context,
  paper: Paper,
  name: string,
  { format, lang }: { readonly format: PaperFormat; readonly lang: 'zh' | 'en' | 'both' },
): Promise<Response> {
  const body = await printed(format === 'pdf', () => paperFile(paper, format, lang))
  return fileAnswer(context, body, `${name}.${format}`, TYPES[format])
}

/** A page as a PDF. Throws `ApiError`. */
export const printedPage = (page: string): Promise<Uint8Array<ArrayBuffer>> =>
  printed(true, async () => Uint8Array.from(await print(page)))

export const answerPdf = async (context: Context, page: string, name: string): Promise<Response> =>
  fileAnswer(context, await printedPage(page), name, PDF_TYPE)

/** A file that is kept under its name; a page is opened. */
export const fileAnswer = (context: Context, body: string | Uint8Array, name: string, type: string): Response =>
  context.body(typeof body === 'string' ? body : Uint8Array.from(body), 200, {
    'content-type': type,
    'content-disposition': `${type.startsWith('text/html') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  })
