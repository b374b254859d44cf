import type { Text } from '../law/text.ts'

/** Something a reader could not read. It opens the lists it touches; it never becomes a verdict. */
export interface Problem {
  /** Stable short code, e.g. `zip.truncated`, `dex.bad-index`, `budget.steps`. */
  readonly code: string
  readonly artifact: string
  readonly locator: string
  readonly message: Text
}
