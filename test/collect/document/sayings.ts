import type { PolicyScan } from '../../../src/collect/policy/scan.ts'

/** What a policy says, without where it stands: two formats of one text must agree on it. */
export function sayings(scan: PolicyScan): unknown {
  const { artifact, format, charset, problems, sections, sentences, title, length, language, ...rest } = scan
  void [artifact, format, charset, problems, title, length]
  return strip({
    ...rest,
    sections: sections.map((section) => section.title),
    sentences: sentences.map((sentence) => sentence.text),
    language: language.kind,
  })
}

/** Places differ by the numbers of blocks; titles of sections stay. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'at' ? (inner as { title: string }).title : strip(inner),
    ]),
  )
}
