import type { Ref } from '../ref.ts'
import type { Text } from '../text.ts'

/** What can be wrong with a translation. */
export const KINDS = [
  'missing',
  'label',
  'sequence',
  'truncated',
  'number',
  'date',
  'unit',
  'comparator',
  'negation',
  'modality',
  'conjunction',
  'reference',
  'term',
  'consistency',
  'omission',
  'spelling',
  'grammar',
  'repetition',
  'punctuation',
  'markup',
] as const
export type Kind = (typeof KINDS)[number]

/** `norm`: what is ordered, allowed or forbidden, to whom or how much, is another; `meaning`: distorted; `typo`. */
export type Severity = 'norm' | 'meaning' | 'typo'

/** A stretch of a provision's text as printed, in UTF-16 units. */
export interface Span {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** One fault, with the shortest words at fault in each language; null where a language has none. */
export interface Finding {
  readonly ref: Ref
  readonly kind: Kind
  readonly severity: Severity
  readonly zh: Span | null
  readonly en: Span | null
  readonly message: Text
}

/** A finding before it is known where it stands. */
export type Found = Omit<Finding, 'ref'>

export const span = (text: string, start: number, end: number): Span => ({ text: text.slice(start, end), start, end })
