import type { NetworkBoard } from '../judge/board.ts'
import type { Result } from '../judge/result.ts'
import type { Condensed } from './condense.ts'
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
  /** `rest`: networks too many to be printed whole. */
  renderReport(result: Result, options: PageOptions & { readonly rest?: readonly Condensed[] }): string
  /** The pictures of an inventory of networks by themselves. */
  renderBoard(board: NetworkBoard, operator: string, options: PageOptions): string
  /** The page that verifies draws, cases and receipts where it is opened, with a file in it or none. */
  renderVerify(given: VerifyFile | undefined, options: PageOptions): string
}
