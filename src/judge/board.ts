import type { RequirementClass } from '../law/catalogue.ts'
import type { Damage, Level } from '../law/grading.ts'
import type { Text } from '../law/text.ts'

/** What the pictures of an inventory of networks are drawn from, as data: no conclusion of anybody. */

export const LIFE_STEPS = ['graded', 'designed', 'live', 'filed', 'assessed', 'corrected', 'retired'] as const
export type LifeStep = (typeof LIFE_STEPS)[number]
export const DUE_KINDS = ['certificate', 'assessment', 'plan', 'correction'] as const
export type DueKind = (typeof DUE_KINDS)[number]
export const WORK_COLUMNS = ['overdue', 'open', 'undated', 'done'] as const
export type WorkColumn = (typeof WORK_COLUMNS)[number]

export interface BoardNetwork {
  readonly id: string
  readonly name: string
  /** The level the operator decided. */
  readonly level?: number
  readonly grading?: BoardGrading
  /** Steps that were taken, with the day. */
  readonly steps: readonly { readonly step: LifeStep; readonly on: string }[]
  /** Items of the baseline by class: those met, of those that apply. Empty where nothing was answered. */
  readonly classes: readonly { readonly class: RequirementClass; readonly met: number; readonly of: number }[]
}

/** The damage that decides each aspect, and the higher of both levels. */
export interface BoardGrading {
  readonly information?: Damage
  readonly service?: Damage
  readonly proposed?: Level
}

/** A day that something falls on, in the year from the day judged, or before it and not done. */
export interface BoardDue {
  readonly network: string
  readonly kind: DueKind
  readonly what: Text
  readonly day: string
  /** Last working day before or on it, and whether holidays of that year may still move it. */
  readonly workday: string
  readonly provisional: boolean
}

/** Something to be corrected, or corrected, whatever raised it. */
export interface BoardWork {
  readonly network: string
  /** Clause, or number of the finding. */
  readonly item: string
  readonly what: Text
  readonly state: Text
  readonly column: WorkColumn
  readonly due?: string
  /** Day found, where known. */
  readonly since?: string
}

export interface NetworkBoard {
  readonly asOf: string
  readonly networks: readonly BoardNetwork[]
  /** The earliest first; the first of them where there are many. */
  readonly dues: readonly BoardDue[]
  /** The most pressing first; the first of them where there are many. */
  readonly work: readonly BoardWork[]
  /** All that fall due, by month (`YYYY-MM`) and kind. */
  readonly months: readonly { readonly month: string; readonly kind: DueKind; readonly n: number }[]
  /** All work by column. */
  readonly columns: readonly { readonly column: WorkColumn; readonly n: number }[]
  /** Work not done by days since it was found: from 0, 30, 90 and 180, and how much has no such day. */
  readonly ages: readonly { readonly from: number | null; readonly n: number }[]
}
