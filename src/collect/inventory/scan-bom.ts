import { day, type Found, score, text, word } from './scan-found.ts'

/** What a bill of materials names, in either form. */
export interface Bom {
  readonly timestamp: unknown
  readonly components: readonly BomPart[]
  readonly weaknesses: readonly Weakness[]
}
export interface BomPart {
  readonly ref: unknown
  readonly name: unknown
  readonly version: unknown
}
export interface Weakness {
  readonly id: unknown
  readonly description: unknown
  readonly severity: unknown
  readonly score: unknown
  /** Whether it was set aside, in the words of the format. */
  readonly state: unknown
  readonly affects: unknown
  readonly locator: string
}

const SETTLED = new Set(['not_affected', 'false_positive', 'resolved', 'resolved_with_pedigree'])

/** Weaknesses the bill of materials itself names and does not set aside; components are counted, no more. */
export function bomFindings(bom: Bom, found: Found): Found {
  found.components = bom.components.length
  const names = new Map(bom.components.map((c) => [text(c.ref), `${text(c.name)} ${text(c.version)}`.trim()]))
  const foundOn = day(bom.timestamp)
  for (const [i, one] of bom.weaknesses.entries()) {
    if (SETTLED.has(text(one.state))) continue
    const ref = text(one.affects)
    found.add({
      id: String(i),
      title: text(one.description) || text(one.id),
      severity: word(one.severity) ?? score(one.score),
      asset: names.get(ref) ?? ref,
      reference: text(one.id),
      foundOn,
      locator: one.locator,
    })
  }
  return found
}
