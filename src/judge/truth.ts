/** Strong Kleene logic: a known answer wins only when no missing fact could change it. */
export const FALSE = 0
export const UNKNOWN = 1
export const TRUE = 2
export type Truth = typeof FALSE | typeof UNKNOWN | typeof TRUE

export const truth = (value: boolean): Truth => (value ? TRUE : FALSE)
export const negate = (value: Truth): Truth => (2 - value) as Truth

/** The outcome table of a rule: what applies and what is required decide together. */
export function outcomeOf(applies: Truth, required: Truth): 'inapplicable' | 'passed' | 'failed' | 'cantTell' {
  if (applies === FALSE) return 'inapplicable'
  if (required === TRUE) return 'passed'
  return applies === TRUE && required === FALSE ? 'failed' : 'cantTell'
}
