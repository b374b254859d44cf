import type { FactList } from '../facts/row.ts'
import { lawOf, parameterValue } from '../judge/environment.ts'
import { TRUE } from '../judge/truth.ts'
import { evaluate, type Scope, walk } from '../judge/walk.ts'
import { addPeriod, type Due, type Period } from '../law/calendar.ts'
import { daysBetween } from '../law/day.ts'
import type { Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { countOf as promiseOf } from './counted.ts'
import type { Folded } from './fold.ts'
import { type Deadline, metName } from './procedure.ts'
import { THE_CASE } from './words.ts'

/** What somebody owes, and how it stands on a day. */
export interface DueItem {
  readonly title: Text
  readonly citation: Ref
  readonly who: string
  /** Id of the event it comes from. */
  readonly of: string
  /** The day it is counted from, where it is counted. */
  readonly from?: string
  readonly period?: Period
  /** Last day that is in time; absent where the law of the day, or the case, sets none that can be told. */
  readonly due?: string
  readonly status: 'running' | 'overdue' | 'met' | 'late' | 'no-limit'
  readonly doneOn?: string
  /** Calendar days late so far, or until it was done. */
  readonly days?: number
  /** Days that do not count, Saturdays and Sundays that do, and why the day may still move. */
  readonly explained?: Pick<Due, 'skipped' | 'madeUp' | 'provisional' | 'caution'>
}

/** Everything owed in a case, met or not, as seen on a day: the earliest first, what has no set day last. */
export function dueList(folded: Folded, on: string): DueItem[] {
  const items = folded.procedure.deadlines.flatMap((deadline) => {
    const { rows } = folded.row[deadline.each] as FactList
    return rows.flatMap((row) => {
      const scope: Scope = { [THE_CASE]: folded.row, [deadline.each]: row }
      if (deadline.where && walk(deadline.where, scope, lawOf(on)) !== TRUE) return []
      return [itemOf(folded, deadline, scope, String(row['id']), on)]
    })
  })
  return items.sort((a, b) => ((a.due ?? '~') < (b.due ?? '~') ? -1 : 1))
}

function itemOf(folded: Folded, deadline: Deadline, scope: Scope, of: string, on: string): DueItem {
  const env = lawOf(on)
  const name = metName(deadline.each, deadline.met.by)
  const answers = (folded.row[deadline.met.by] as FactList).rows
  const doneOn = answers
    .filter((row) => walk(deadline.met.where, { ...scope, [name]: row }, env) === TRUE)
    .map((row) => String(row['on']))
    .sort()[0]
  const head = { title: deadline.title, citation: deadline.cites, who: deadline.who, of }
  const done = doneOn === undefined ? {} : { doneOn }
  const counted = countOf(folded, deadline, scope, on)
  const due = counted ? counted.due.day : evaluate(deadline.due, scope, env)
  if (typeof due !== 'string') return { ...head, ...done, status: doneOn === undefined ? 'no-limit' : 'met' }
  const until = doneOn ?? on
  const late = until > due
  return {
    ...head,
    ...(counted ? { from: counted.from, period: counted.period } : {}),
    due,
    status: doneOn === undefined ? (late ? 'overdue' : 'running') : late ? 'late' : 'met',
    ...done,
    ...(late ? { days: daysBetween(due, until) } : {}),
    ...(counted ? { explained: explainedOf(counted.due) } : {}),
  }
}

function explainedOf({ skipped, madeUp, provisional, caution }: Due): NonNullable<DueItem['explained']> {
  return { skipped, madeUp, provisional, ...(caution ? { caution } : {}) }
}

/** The count behind a day, where it is one. */
function countOf({ procedure }: Folded, deadline: Deadline, scope: Scope, on: string) {
  const term = deadline.due
  const promised = procedure.events[deadline.each]!.counted
  const row = scope[deadline.each]!
  if (promised && term.kind === 'ref' && term.path.at(-1) === promised.into) {
    const found = promiseOf(promised, row)
    const from = String(row['on'])
    return found ? { from, period: found.period, due: addPeriod(from, found.period) } : undefined
  }
  if (term.kind !== 'after') return undefined
  const env = lawOf(on)
  const from = evaluate(term.date, scope, env)
  if (typeof from !== 'string') return undefined
  const period = 'parameter' in term.period ? parameterValue(env.parameter(term.period.parameter), from) : term.period
  return typeof period === 'object' ? { from, period, due: addPeriod(from, period) } : undefined
}
