import type { JointFigures } from '../../judge/book.ts'
import type { SubjectResult } from '../../judge/result.ts'
import { SECTIONS, type Section, type Use, usesOf } from './use.ts'

/** One limit of one row over the days judged. */
export interface Trend {
  readonly section: Section
  readonly bank: string
  readonly partner?: string
  /** Each day judged in order; a day on which the row has no use of the limit has none. */
  readonly points: readonly { readonly day: string; readonly use?: Use }[]
  /** First day judged on which the limit is passed, the transition period or not; section 2: a loan is below. */
  readonly firstOver?: string
  /** First day judged with the outcome `failed`. */
  readonly firstFailed?: string
  /** Section 2: day the first loan below was issued. */
  readonly firstIssued?: string
}

/** Earlier joint loans of a row, and what is left of them day by day. */
export interface RunOff {
  readonly bank: string
  readonly partner?: string
  readonly points: readonly { readonly day: string; readonly n: number; readonly balance: string }[]
}

export interface Course {
  readonly id: string
  readonly name: string
  readonly days: readonly string[]
  readonly trends: readonly Trend[]
  readonly runOff: readonly RunOff[]
}

/** The loan books that were judged on more than one day. */
export function coursesOf(results: readonly SubjectResult[]): Course[] {
  const books = Map.groupBy(
    results.filter((r) => r.book !== undefined),
    (r) => r.subject.id,
  )
  return [...books].flatMap(([id, of]) => {
    const ordered = [...of].sort((a, b) => (a.subject.version < b.subject.version ? -1 : 1))
    const days = ordered.map((r) => r.subject.version)
    if (new Set(days).size < 2) return []
    return [{ id, name: of[0]!.subject.name, days, trends: trendsOf(ordered), runOff: runOffOf(ordered) }]
  })
}

const keyOf = ({ bank, partner }: { readonly bank: string; readonly partner?: string }) =>
  JSON.stringify([bank, partner])

function trendsOf(ordered: readonly SubjectResult[]): Trend[] {
  const byDay = ordered.map((r) => ({ day: r.subject.version, uses: usesOf(r) }))
  const issued = new Map<string, string>()
  for (const one of ordered.flatMap((r) => r.book?.partners ?? [])) {
    const known = issued.get(keyOf(one))
    if (one.firstBelow !== undefined && (known === undefined || one.firstBelow < known))
      issued.set(keyOf(one), one.firstBelow)
  }
  return SECTIONS.flatMap((section) => {
    const rows = new Map<string, Use>()
    for (const { uses } of byDay)
      for (const use of uses) if (use.section === section && !rows.has(keyOf(use))) rows.set(keyOf(use), use)
    return [...rows].map(([key, { bank, partner }]): Trend => {
      const points = byDay.map(({ day, uses }) => {
        const use = uses.find((one) => one.section === section && keyOf(one) === key)
        return use ? { day, use } : { day }
      })
      const firstOver = points.find((p) => p.use?.over)?.day
      const firstFailed = points.find((p) => p.use?.outcome === 'failed')?.day
      const firstIssued = section === 2 ? issued.get(key) : undefined
      return {
        section,
        bank,
        ...(partner === undefined ? {} : { partner }),
        points,
        ...(firstOver === undefined ? {} : { firstOver }),
        ...(firstFailed === undefined ? {} : { firstFailed }),
        ...(firstIssued === undefined ? {} : { firstIssued }),
      }
    })
  })
}

function runOffOf(ordered: readonly SubjectResult[]): RunOff[] {
  const rows = new Map<string, JointFigures>()
  for (const one of ordered.flatMap((r) => r.book?.partners ?? []))
    if (one.earlier.n > 0 && !rows.has(keyOf(one))) rows.set(keyOf(one), one)
  return [...rows].map(([key, { bank, partner }]) => ({
    bank,
    ...(partner === undefined ? {} : { partner }),
    points: ordered.map((r) => {
      const found = r.book?.partners.find((one) => keyOf(one) === key)
      return { day: r.subject.version, n: found?.earlier.n ?? 0, balance: found?.earlier.balance ?? '0.00' }
    }),
  }))
}
