import { type Binder, type Condition, type Node, parts, type Term } from '../facts/tree.ts'
import { addDays, dayNumber, dayOf } from '../law/day.ts'
import { type Environment, RECKONED_FROM, RECKONED_UNTIL } from './environment.ts'
import { speaksOfToday } from './narrow.ts'
import { TRUE } from './truth.ts'
import { evaluate, listOf, rowsFor, type Scope, surely } from './walk.ts'

/** Days on which a condition about `today` holds, both ends included; an end that is absent has no limit. */
export interface Span {
  readonly from?: string
  readonly until?: string
}

const FIRST = '0001-01-01'
const LAST = '9999-12-31'
const dayAfter = (day: string): string | undefined => (day < LAST ? addDays(day, 1) : undefined)

/**
 * The spans of days on which the condition is certainly true, all other facts as they are. Throws `TypeError` where a
 * date reckoned from today is compared with another, or is a sought-for latest date.
 */
export function window(condition: Condition, scope: Scope, env: Environment): Span[] {
  const changes = new Set<string>()
  changesIn(condition, scope, env, changes)
  const starts = [FIRST, ...[...changes].filter((day) => day > FIRST).sort()]
  const spans: { from?: string; until?: string }[] = []
  let open = false
  for (const day of starts) {
    const holds = surely(TRUE, condition, scope, { ...env, today: day })
    if (holds && !open) spans.push(day === FIRST ? {} : { from: day })
    if (!holds && open) spans.at(-1)!.until = addDays(day, -1)
    open = holds
  }
  return spans
}

/** Collects the days on which a part may answer otherwise than on the day before. */
function changesIn(node: Node, scope: Scope, env: Environment, into: Set<string>): void {
  if (!speaksOfToday(node)) return
  if ('list' in node) {
    changesInRows(node, scope, env, into)
    return
  }
  switch (node.kind) {
    case 'compare':
      between(node.left, node.right, scope, env, into)
      break
    case 'between':
      between(node.term, node.low, scope, env, into)
      between(node.term, node.high, scope, env, into)
      break
    case 'among':
      for (const value of node.values) between(node.term, value, scope, env, into)
      break
    case 'parameter':
      if (node.on && speaksOfToday(node.on))
        for (const { from, until } of env.parameter(node.id).values) {
          reach(node.on, from, scope, env, into)
          if (until !== undefined) reach(node.on, dayAfter(until), scope, env, into)
        }
      break
    default:
  }
  for (const [, part] of parts(node)) changesIn(part, scope, env, into)
}

function changesInRows(node: Binder, scope: Scope, env: Environment, into: Set<string>): void {
  if (node.kind === 'latest' && speaksOfToday(node.of))
    throw new TypeError('a latest date cannot be reckoned from today')
  for (const row of rowsFor(node, listOf(node.list, scope), scope)) {
    env.onRow?.()
    for (const [, part] of parts(node)) changesIn(part, { ...scope, [node.as]: row }, env, into)
  }
}

/** Where a date reckoned from today passes a fixed one. */
function between(left: Term, right: Term, scope: Scope, env: Environment, into: Set<string>): void {
  const [a, b] = [reckonedFromToday(left), reckonedFromToday(right)]
  if (!a && !b) return
  if ((a ? speaksOfToday(right) : false) || (b ? speaksOfToday(left) : false))
    throw new TypeError('a date reckoned from today can only be compared with a date that is not')
  const [moving, fixed] = a ? [left, right] : [right, left]
  const day = evaluate(fixed, scope, env)
  if (typeof day !== 'string') return
  reach(moving, day, scope, env, into)
  reach(moving, dayAfter(day), scope, env, into)
}

const reckonedFromToday = (term: Term): boolean =>
  term.kind === 'today' || (term.kind === 'after' && reckonedFromToday(term.date))

/**
 * Adds the first day from which a date reckoned from today is `target` or later. With a fixed period such a date never
 * goes back as today goes on, so halving finds it.
 */
function reach(moving: Term, target: string | undefined, scope: Scope, env: Environment, into: Set<string>): void {
  if (target === undefined) return
  if (moving.kind === 'today') {
    into.add(target)
    return
  }
  if (moving.kind !== 'after' || 'parameter' in moving.period)
    throw new TypeError('only a fixed period can be reckoned from today')
  const reached = (day: number) => {
    const found = evaluate(moving, scope, { ...env, today: dayOf(day) })
    return typeof found === 'string' && found >= target
  }
  let [low, high] = [dayNumber(RECKONED_FROM), dayNumber(RECKONED_UNTIL)]
  into.add(RECKONED_FROM).add(dayOf(high + 1))
  if (!reached(high)) return
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (reached(middle)) high = middle
    else low = middle + 1
  }
  into.add(dayOf(low))
}

/** Where a day lies against the spans of a condition: the first day ahead, or the first day after the last span. */
export interface Timing {
  /** The earliest day after `today` on which the condition holds. */
  readonly tooEarlyUntil?: string
  /** The first day on which it no longer held, where no later day brings it back. */
  readonly tooLateSince?: string
}

/** How `today` stands to the days on which the condition holds; nothing where it holds, or never does. */
export function timing(condition: Condition, scope: Scope, env: Environment): Timing {
  return timingOf(window(condition, scope, env), env.today)
}

export function timingOf(spans: readonly Span[], today: string): Timing {
  if (spans.some((s) => (s.from ?? FIRST) <= today && today <= (s.until ?? LAST))) return {}
  const next = spans.find((s) => s.from !== undefined && s.from > today)
  if (next) return { tooEarlyUntil: next.from! }
  const past = spans.findLast((s) => s.until !== undefined && s.until < today)
  return past ? { tooLateSince: addDays(past.until!, 1) } : {}
}

/** The days two lists of spans share. */
export function shared(a: readonly Span[], b: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const x of a)
    for (const y of b) {
      const from = x.from === undefined || (y.from !== undefined && y.from > x.from) ? y.from : x.from
      const until = x.until === undefined || (y.until !== undefined && y.until < x.until) ? y.until : x.until
      if (from !== undefined && until !== undefined && from > until) continue
      found.push({ ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) })
    }
  return found
}
