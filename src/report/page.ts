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

/** What the web build gives: pages as strings, complete with style, script and content security policy. */
export interface ReportPages {
  renderReport(result: Result, options: PageOptions): string
  renderStart(entries: readonly StartEntry[], options: PageOptions): string
}
