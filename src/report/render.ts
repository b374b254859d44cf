import type { Result } from '../judge/result.ts'
import { toJson } from './json.ts'
import type { ReportLang } from './lang.ts'
import { toMarkdown } from './markdown.ts'
import type { UuidOf } from './oscal-parts.ts'

/** Forms in which any result can be written. */
export const REPORT_FORMATS = ['html', 'json', 'sarif', 'oscal', 'xlsx', 'md', 'docx', 'pdf'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** One file of a report, named by what follows its base name. */
export interface Rendered {
  readonly ending: string
  readonly content: string | Uint8Array<ArrayBuffer>
}

/** What is not this folder's to do. */
export interface Edge {
  readonly uuidOf: UuidOf
  /** Prints a page to PDF. */
  readonly print: (page: string) => Promise<Uint8Array>
}

/** A result in one form. OSCAL is two files where something was found: the results, and the plan of action. */
export async function render(
  result: Result,
  format: ReportFormat,
  lang: ReportLang,
  { uuidOf, print }: Edge,
): Promise<readonly Rendered[]> {
  switch (format) {
    case 'json':
      return [{ ending: 'json', content: toJson(result) }]
    case 'md':
      return [{ ending: 'md', content: toMarkdown(result, lang) }]
    case 'sarif':
      return [{ ending: 'sarif', content: (await import('./sarif.ts')).toSarif(result, lang) }]
    case 'xlsx':
      return [{ ending: 'xlsx', content: (await import('./result-sheets.ts')).toXlsx(result, lang) }]
    case 'html': {
      const { toHtml } = await import('./html.ts')
      return [{ ending: 'html', content: await toHtml(result, lang === 'en' ? 'en' : 'zh') }]
    }
    case 'oscal': {
      const { toAssessmentResults, toMilestones } = await import('./oscal.ts')
      const plan = toMilestones(result, uuidOf)
      return [
        { ending: 'assessment-results.json', content: toAssessmentResults(result, uuidOf) },
        ...(plan === undefined ? [] : [{ ending: 'poam.json', content: plan }]),
      ]
    }
    case 'docx':
    case 'pdf': {
      const paper = (await import('./result-paper.ts')).resultPaper(result)
      const content =
        format === 'docx'
          ? (await import('./paper/docx.ts')).paperDocx(paper, lang)
          : await print((await import('./paper/html.ts')).paperHtml(paper, lang))
      return [{ ending: format, content: Uint8Array.from(content) }]
    }
    default:
      return format satisfies never
  }
}
