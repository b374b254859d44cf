import { isDay } from '../../law/day.ts'
import type { Text } from '../../law/text.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/**
 * Results of other tools, as findings of a scan. Each is taken for what it shows and no more: that something failed, a
 * weakness was named or a port answered on that day. What passed shows nothing of a duty, nothing is ever complete, and
 * nobody's due day or correction is read into it.
 */

export type ScanForm = 'sarif' | 'xccdf' | 'ohdf' | 'nmap' | 'cyclonedx' | 'host-check'

export interface ScanFinding {
  readonly id: string
  readonly title: string
  readonly severity?: 'critical' | 'high' | 'medium' | 'low' | 'info'
  readonly asset?: string
  readonly reference?: string
  readonly foundOn?: string
  /** Place in the file. */
  readonly locator: string
}

export interface Scan {
  readonly form: ScanForm
  readonly findings: readonly ScanFinding[]
  /** Software components that were named; they say nothing of a product's conformity. */
  readonly components: number
  readonly problems: ProblemLog['problems']
}

const MOST_TEXT = 300

/** Foreign text as one short line; nothing for what is no text. */
export const text = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, MOST_TEXT) : ''
export const day = (value: unknown): string | undefined => {
  const written = text(value).slice(0, 10)
  return isDay(written) ? written : undefined
}

export const unknownScan = (name: string): Text => ({
  zh: `${name} 不是认得的扫描结果：可用 SARIF、XCCDF/ARF、OHDF、nmap XML、CycloneDX（JSON、XML）、主机核查表（xlsx、csv、html）`,
  en: `${name} is no known result of a scan: give SARIF, XCCDF or ARF, OHDF, nmap XML, CycloneDX (JSON, XML), or a host check (xlsx, csv, html)`,
})

/** Findings so far; the budget bounds them. */
export class Found {
  readonly all: ScanFinding[] = []
  components = 0
  readonly #budget: Budget
  constructor(budget: Budget) {
    this.#budget = budget
  }
  add(
    one: Omit<ScanFinding, 'severity' | 'asset' | 'reference' | 'foundOn'> & {
      readonly [K in 'asset' | 'reference' | 'foundOn']?: string | undefined
    } & { readonly severity?: ScanFinding['severity'] | undefined },
  ): void {
    this.#budget.entries()
    const named = { ...one, title: one.title || one.reference || one.locator }
    this.all.push(
      Object.fromEntries(
        Object.entries(named).filter(([, v]) => v !== undefined && v !== ''),
      ) as unknown as ScanFinding,
    )
  }
  scan(form: ScanForm, log: ProblemLog): Scan {
    return { form, findings: this.all, components: this.components, problems: log.problems }
  }
}

const WORDS: Readonly<Record<string, ScanFinding['severity']>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  info: 'info',
  informational: 'info',
  none: 'info',
}
export const word = (value: unknown): ScanFinding['severity'] | undefined => {
  const key = text(value).toLowerCase()
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined
}

/** A score of 0 to 10 as CVSS names it. */
export const score = (value: unknown): ScanFinding['severity'] | undefined => {
  const n = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  if (!(n >= 0 && n <= 10)) return undefined
  return n >= 9 ? 'critical' : n >= 7 ? 'high' : n >= 4 ? 'medium' : n > 0 ? 'low' : 'info'
}
