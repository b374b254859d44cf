import type { Result } from '../judge/result.ts'
import type { Lang } from './lang.ts'

export interface PageOptions {
  /** The language shown first; both are in the page. */
  readonly lang: Lang
}

/** A draw, export of a case or receipt, as its file holds it. */
export interface VerifyFile {
  readonly name: string
  readonly text: string
}

/** What the web build gives: pages as strings, complete with style, script and content security policy. */
export interface ReportPages {
  renderReport(result: Result, options: PageOptions): string
  /** The page that verifies draws, cases and receipts where it is opened, with a file in it or none. */
  renderVerify(given: VerifyFile | undefined, options: PageOptions): string
}
