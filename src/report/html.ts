import type { BenchPages } from './bench/screen.ts'
import { condense } from './condense.ts'
import type { Streamed } from './json.ts'
import type { Lang } from './lang.ts'
import type { LawPages } from './law/page.ts'
import type { ReportPages, VerifyFile } from './page.ts'

/**
 * Made by `scripts/build-web.mjs` from `web/report`. This file runs from `src/report` in the checkout and from
 * `dist/src/report` in the package. A value, not a literal, so that the type check needs no web build.
 */
const BUNDLE = import.meta.url.endsWith('.ts') ? '../../dist/web/report.js' : '../../web/report.js'

/** Loads the page components on first use. Rejects when the web build has not been run. */
export async function reportPages(): Promise<ReportPages & LawPages & BenchPages> {
  const pages: ReportPages & LawPages & BenchPages = await import(BUNDLE)
  return pages
}

/**
 * One HTML file for a Result: no outside request, both languages, readable without JavaScript.
 * @param lang the language shown first
 */
export async function toHtml(
  result: Streamed & { readonly results: { readonly length: number } },
  lang: Lang = 'zh',
): Promise<string> {
  const { whole, rest } = condense(result)
  return (await reportPages()).renderReport(whole, { lang, rest })
}

/**
 * A page that verifies draws, exports of cases and receipts by itself, wherever it is opened.
 * @param given a file it shows at once
 */
export async function verifyHtml(lang: Lang = 'zh', given?: VerifyFile): Promise<string> {
  return (await reportPages()).renderVerify(given, { lang })
}
