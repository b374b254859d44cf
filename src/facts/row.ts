import type { Text } from '../law/text.ts'
import type { Minor } from './decimal.ts'
import type { Evidence } from './evidence.ts'

/** Decimals are whole numbers of 10^-scale, dates `YYYY-MM-DD`. */
export type Scalar = boolean | string | Minor

/** A list with its rows so far. Closed (complete) when nothing keeps it open; over an open list an absence is unknown. */
export interface FactList {
  readonly rows: readonly Row[]
  readonly open: readonly Text[]
}

/** `null` is none (known not to exist), `undefined` or a missing key is unknown. */
export interface Row {
  readonly [name: string]: Scalar | null | undefined | Row | FactList
  readonly [provenance]?: Provenance
  readonly [doubt]?: Doubt
}

/** Where the row and its values come from. Rows of bulk tables carry none: their key is their evidence. */
export const provenance: unique symbol = Symbol('provenance')
export interface Provenance {
  readonly entity: string
  readonly id: string
  /** Evidence that the row exists. */
  readonly evidence: readonly Evidence[]
  /** Evidence of single values. */
  readonly fields: Readonly<Record<string, readonly Evidence[]>>
  /** Why a field is unknown, where the reader knows. */
  readonly unknown: Readonly<Record<string, Text>>
}

/**
 * Why a row may be no row of its own: `same` — it may prove to be one with another row of its list, so it is not
 * counted for certain; `absent` — it may not exist, so it can show nothing either.
 */
export const doubt: unique symbol = Symbol('doubt')
export type Doubt = 'same' | 'absent'

export const isList = (value: Row[string]): value is FactList =>
  typeof value === 'object' && value !== null && Array.isArray((value as { rows?: unknown }).rows)

export const isRow = (value: Row[string]): value is Row => typeof value === 'object' && value !== null && !isList(value)

/** Follows links to the row that holds the last name of a path; `null` and `undefined` of a link carry over. */
export function holder(row: Row, path: readonly string[]): Row | null | undefined {
  let at: Row = row
  for (let i = 0; i < path.length - 1; i++) {
    const next = at[path[i]!]
    if (next === null || next === undefined) return next
    if (!isRow(next)) return undefined
    at = next
  }
  return at
}
