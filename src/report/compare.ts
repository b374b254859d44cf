import type { Determination, SubjectResult } from '../judge/result.ts'

/** How one rule stands in two results of a subject. */
export interface Change {
  readonly rule: string
  readonly kind: 'fixed' | 'worse' | 'changed' | 'new' | 'gone' | 'evidence' | 'same'
  readonly before?: Determination
  readonly after?: Determination
}

/** Changes of one kind are shown together, in this order. */
export const CHANGE_ORDER: readonly Change['kind'][] = ['worse', 'fixed', 'changed', 'new', 'gone', 'evidence', 'same']

/**
 * Sets two results of one subject side by side, rule by rule in the order of the later one. `fixed`: evidence of a
 * breach was found and no longer is; `worse`: the reverse; `evidence`: the same outcome for other reasons.
 */
export function compare(before: SubjectResult, after: SubjectResult): readonly Change[] {
  const earlier = new Map(before.determinations.map((d) => [d.rule, d]))
  const later = new Set(after.determinations.map((d) => d.rule))
  return [
    ...after.determinations.map((d): Change => {
      const old = earlier.get(d.rule)
      return old
        ? { rule: d.rule, kind: kindOf(old, d), before: old, after: d }
        : { rule: d.rule, kind: 'new', after: d }
    }),
    ...before.determinations
      .filter((d) => !later.has(d.rule))
      .map((d): Change => ({ rule: d.rule, kind: 'gone', before: d })),
  ]
}

function kindOf(before: Determination, after: Determination): Change['kind'] {
  if (before.outcome !== after.outcome)
    return after.outcome === 'failed' ? 'worse' : before.outcome === 'failed' ? 'fixed' : 'changed'
  return mark(before) === mark(after) ? 'same' : 'evidence'
}

/** What an outcome rests on, without the names of files, which differ from build to build. */
const mark = ({ evidence, leads, needs, counts }: Determination): string =>
  JSON.stringify([
    evidence.map((e) => [e.fact, e.locator, e.excerpt ?? '']).sort(),
    leads.map((l) => l.what.en).sort(),
    needs.map((n) => n.fact).sort(),
    counts ?? null,
  ])

/** How many changes of each kind there are. */
export function changeCounts(changes: readonly Change[]): Readonly<Record<Change['kind'], number>> {
  const counts = { fixed: 0, worse: 0, changed: 0, new: 0, gone: 0, evidence: 0, same: 0 }
  for (const { kind } of changes) counts[kind] += 1
  return counts
}
