import { addDays } from '../law/day.ts'
import { type Condition, nodes, type Term } from '../facts/tree.ts'
import type { Environment } from './environment.ts'
import { trace } from './trace.ts'
import { TRUE } from './truth.ts'
import { evaluate, type Scope, walk } from './walk.ts'

/** Days on which a condition about `today` holds, both ends included; an end that is absent has no limit. */
export interface Span {
  readonly from?: string
  readonly until?: string
}

/**
 * The spans of days on which the condition is certainly true, all other facts as they are. `today` enters a condition
 * only through comparisons with dates, so the answer can change only at those dates.
 */
export function window(condition: Condition, scope: Scope, env: Environment): Span[] {
  const edges = new Set<string>()
  const root = trace(condition, scope, env)
  const collect = (of: typeof root): void => {
    for (const part of of.parts) collect(part)
    if (of.parts.length > 0 || (of.node.kind !== 'compare' && of.node.kind !== 'between')) return
    if (![...nodes(of.node)].some((n) => n.kind === 'today')) return
    const terms: Term[] = of.node.kind === 'compare' ? [of.node.left, of.node.right] : [of.node.term, of.node.low, of.node.high]
    for (const term of terms) {
      if (term.kind === 'today') continue
      if ([...nodes(term)].some((n) => n.kind === 'today')) throw new TypeError('a date reckoned from today cannot bound today')
      const day = evaluate(term, of.scope, env)
      if (typeof day === 'string') for (const n of [-1, 0, 1]) edges.add(addDays(day, n))
    }
  }
  collect(root)
  const holds = (today: string) => walk(condition, scope, { ...env, today }) === TRUE
  const days = [...edges].sort()
  if (days.length === 0) return holds(env.today) ? [{}] : []
  const spans: { from?: string; until?: string }[] = []
  let open: { from?: string; until?: string } | undefined
  // Before the first edge and after the last nothing changes; between two edges that do not touch the later day speaks.
  if (holds(addDays(days[0]!, -1))) open = {}
  for (const [i, day] of days.entries()) {
    const gap = i > 0 && addDays(days[i - 1]!, 1) !== day
    if (gap) {
      const between = holds(addDays(day, -1))
      if (between && !open) open = { from: addDays(days[i - 1]!, 1) }
      if (!between && open) {
        spans.push({ ...open, until: days[i - 1]! })
        open = undefined
      }
    }
    const now = holds(day)
    if (now && !open) open = { from: day }
    if (!now && open) {
      spans.push({ ...open, until: addDays(day, -1) })
      open = undefined
    }
  }
  const last = days.at(-1)!
  if (holds(addDays(last, 1)) ? !open : false) open = { from: addDays(last, 1) }
  if (open) spans.push(holds(addDays(last, 1)) ? open : { ...open, until: last })
  return spans
}

/** The earliest day not before `today` on which the condition holds; the last day it held, where it only lies behind. */
export function timing(condition: Condition, scope: Scope, env: Environment): { tooEarlyUntil?: string; tooLateSince?: string } {
  const spans = window(condition, scope, env)
  if (spans.some((s) => (s.from ?? '') <= env.today && (s.until ?? '9999') >= env.today)) return {}
  const next = spans.find((s) => s.from !== undefined && s.from > env.today)
  if (next) return { tooEarlyUntil: next.from! }
  const past = spans.findLast((s) => s.until !== undefined && s.until < env.today)
  return past ? { tooLateSince: addDays(past.until!, 1) } : {}
}

