import type { Result } from '../judge/result.ts'
import type { Lang } from './lang.ts'

export interface PageOptions {
  /** The language shown first; both are in the page. */
  readonly lang: Lang
}

/** A report on the start page, with the files written for it. */
export interface StartEntry {
  readonly result: Result
  /** Paths relative to the start page, not percent-encoded. */
  readonly files: {
    readonly html: string
    readonly json?: string
    readonly sarif?: string
    readonly markdown?: string
  }
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
  renderStart(entries: readonly StartEntry[], options: PageOptions): string
}
