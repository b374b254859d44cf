import { REQUIREMENT_CLASSES, type Requirement, type RequirementClass } from '../law/catalogue.ts'
import { isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'

/** Gap analysis: where a network stands against the requirements of its level, as attested item by item. */

export const GAP_ANSWERS = ['met', 'partly', 'not', 'not-applicable'] as const
export type GapAnswer = (typeof GAP_ANSWERS)[number]

/** What a person answered for one item. */
export interface GapRecord {
  readonly item: string
  readonly answer: GapAnswer
  /** Names or hashes of documents, screens, configurations. */
  readonly evidence?: readonly string[]
  /** Why the item does not apply. */
  readonly reason?: string
  readonly owner?: string
  /** Day by which it is to be corrected. */
  readonly due?: string
}

/** `unproven`: met or not applicable was said and nothing shows it. `open`: nothing was said. */
export type GapState = GapAnswer | 'unproven' | 'open'
export const GAP_STATES: readonly GapState[] = ['met', 'partly', 'not', 'unproven', 'open', 'not-applicable']

export const GAP_WORDS: Readonly<Record<GapState, Text>> = {
  met: { zh: '符合', en: 'met' },
  partly: { zh: '部分符合', en: 'partly met' },
  not: { zh: '不符合', en: 'not met' },
  unproven: { zh: '待证', en: 'not shown' },
  open: { zh: '未填写', en: 'not answered' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
}

export interface GapRow {
  readonly requirement: Requirement
  readonly state: GapState
  /** What was said, before it was weighed. */
  readonly answer?: GapAnswer
  readonly evidence: readonly string[]
  /** Why it is said not to apply. */
  readonly reason?: string
  readonly owner?: string
  readonly due?: string
  /** The due day has passed and the item is not met. */
  readonly overdue: boolean
}

/** Counts over some rows. `of` leaves out what does not apply; a share is `met` of `of`. */
export interface GapCounts extends Readonly<Record<GapState, number>> {
  readonly of: number
  readonly overdue: number
}

export interface GapAnalysis {
  readonly rows: readonly GapRow[]
  readonly total: GapCounts
  readonly classes: Readonly<Record<RequirementClass, GapCounts>>
  /** Records of items the level does not have, and items answered twice with different answers. */
  readonly stray: readonly string[]
  readonly disputed: readonly string[]
}

type Counting = Record<GapState, number> & { of: number; overdue: number }

const counting = (): Counting => ({
  met: 0,
  partly: 0,
  not: 0,
  unproven: 0,
  open: 0,
  'not-applicable': 0,
  of: 0,
  overdue: 0,
})

/**
 * Holds answers against requirements as of a day. An item answered twice with different answers counts as not answered.
 * Throws `RangeError` when `asOf` is no day.
 */
export function gapAnalysis(
  requirements: readonly Requirement[],
  records: readonly GapRecord[],
  asOf: string,
): GapAnalysis {
  if (!isDay(asOf)) throw new RangeError(`not a day: ${asOf}`)
  const known = new Set(requirements.map((r) => r.id))
  const answers = new Map<string, GapRecord>()
  const [stray, disputed] = [new Set<string>(), new Set<string>()]
  for (const record of records) {
    const before = answers.get(record.item)
    if (!known.has(record.item)) stray.add(record.item)
    else if (before && before.answer !== record.answer) disputed.add(record.item)
    else if (!before || stateOf(before) === 'unproven') answers.set(record.item, record)
  }
  const total = counting()
  const classes = Object.fromEntries(REQUIREMENT_CLASSES.map((c) => [c, counting()])) as Record<
    RequirementClass,
    Counting
  >
  const rows = requirements.map((requirement): GapRow => {
    const record = disputed.has(requirement.id) ? undefined : answers.get(requirement.id)
    const state = record ? stateOf(record) : 'open'
    const overdue = record?.due !== undefined && record.due < asOf && state !== 'met' && state !== 'not-applicable'
    for (const counts of [total, classes[requirement.class]]) {
      counts[state]++
      if (state !== 'not-applicable') counts.of++
      if (overdue) counts.overdue++
    }
    return {
      requirement,
      state,
      ...(record === undefined ? {} : { answer: record.answer }),
      evidence: record?.evidence ?? [],
      ...(record?.reason === undefined ? {} : { reason: record.reason }),
      ...(record?.owner === undefined ? {} : { owner: record.owner }),
      ...(record?.due === undefined ? {} : { due: record.due }),
      overdue,
    }
  })
  return { rows, total, classes, stray: [...stray], disputed: [...disputed] }
}

/** What an answer is worth: without evidence nothing is met, without a reason everything applies. */
function stateOf({ answer, evidence, reason }: GapRecord): GapState {
  if (answer === 'met') return evidence?.some((e) => e.trim() !== '') ? 'met' : 'unproven'
  if (answer === 'not-applicable') return reason?.trim() ? 'not-applicable' : 'unproven'
  return answer
}
