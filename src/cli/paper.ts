import type { Paper } from '../judge/paper.ts'
import type { ReportLang } from '../report/lang.ts'
import { paperDocx } from '../report/paper/docx.ts'
import { paperHtml } from '../report/paper/html.ts'
import { InputError } from './errors.ts'

export const PAPER_FORMATS = ['html', 'docx', 'pdf'] as const
export type PaperFormat = (typeof PAPER_FORMATS)[number]

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

async function printed(page: string): Promise<Uint8Array> {
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
