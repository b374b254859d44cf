import { reportPages } from './html.ts'
import type { Lang } from './lang.ts'
import type { StartEntry } from './page.ts'

/**
 * The page that lists the reports: what was examined, the outcomes, and a link to each file.
 * @param entries in the order to list them
 * @param lang the language shown first; both are in the page
 */
export async function startPage(entries: readonly StartEntry[], lang: Lang = 'zh'): Promise<string> {
  return (await reportPages()).renderStart(entries, { lang })
}
