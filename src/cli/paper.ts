import { extname } from 'node:path'
import type { Paper } from '../judge/paper.ts'
import type { ReportLang } from '../report/lang.ts'
import { paperDocx } from '../report/paper/docx.ts'
import { paperHtml } from '../report/paper/html.ts'
import { InputError } from './errors.ts'
import { type CommonOptions, formatsOf } from './options.ts'
import { fileName, writeAll } from './output.ts'

const DEFAULT_OUT = 'guiju-reports'

export const PAPER_FORMATS = ['html', 'docx', 'pdf'] as const
export type PaperFormat = (typeof PAPER_FORMATS)[number]

/** The formats asked for; where none is, that of the name of the file. */
export function paperFormats<F extends string>(
  options: CommonOptions & { readonly out?: string },
  more: readonly F[],
  fallback: F | PaperFormat,
) {
  const known = [...PAPER_FORMATS, ...more]
  const named = extname(options.out ?? '').slice(1)
  return formatsOf(options, known, [known.find((one) => one === named) ?? fallback])
}

/**
 * Writes a paper in each format: to the file named, its ending changed where several formats are asked for, else to
 * `base` in the folder of reports. Returns the files. Nothing is written before all of them are made.
 */
export async function writePaper(
  paper: Paper,
  formats: readonly PaperFormat[],
  lang: ReportLang,
  base: string,
  out: string | undefined,
): Promise<readonly string[]> {
  const files = new Map<string, string | Uint8Array>()
  for (const format of formats) {
    const named =
      out === undefined || formats.length > 1
        ? `${out === undefined ? `${DEFAULT_OUT}/${fileName(base)}` : out.slice(0, out.length - extname(out).length)}.${format}`
        : out
    files.set(named, await paperFile(paper, format, lang))
  }
  await writeAll(files)
  return [...files.keys()]
}

/** A paper as the bytes of a file. A PDF is printed by a browser. Throws `InputError` where there is none. */
export async function paperFile(paper: Paper, format: PaperFormat, lang: ReportLang): Promise<string | Uint8Array> {
  switch (format) {
    case 'html':
      return paperHtml(paper, lang)
    case 'docx':
      return paperDocx(paper, lang)
    case 'pdf':
      return printed(paperHtml(paper, lang))
    default:
      return format satisfies never
  }
}

/** A page as PDF. Throws `InputError` where there is no browser. */
export async function printed(page: string): Promise<Uint8Array> {
  const { findBrowser } = await import('../collect/web/browser.ts')
  const { printPage } = await import('../collect/web/print.ts')
  const program = await findBrowser()
  if (!program) throw new InputError('pdf.browser')
  try {
    return await printPage(program, page)
  } catch (error) {
    throw new InputError('pdf.failed', { why: (error as Error).message })
  }
}
