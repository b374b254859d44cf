import type { FactList } from '../facts/row.ts'
import { type Node, parts, type Some, type Term } from '../facts/tree.ts'
import { type Environment, lawOf, parameterValue } from '../judge/environment.ts'
import { placeOf, rowsBy } from '../judge/narrow.ts'
import { TRUE } from '../judge/truth.ts'
import { evaluate, rowsFor, type Scope, surely } from '../judge/walk.ts'
import { addPeriod, type Due, type Period } from '../law/calendar.ts'
import { daysBetween } from '../law/day.ts'
import type { Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { type Spent, within } from './bounds.ts'
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
export function dueList(folded: Folded, on: string, spent?: Spent): DueItem[] {
  const env = within(lawOf(on), spent)
  const items = folded.procedure.deadlines.flatMap((deadline) => {
    const { rows } = folded.row[deadline.each] as FactList
    const isOwed = owedWhere(deadline, folded, env)
    const meeting = new Meeting(deadline, folded)
    return rows.flatMap((row) => {
      const scope: Scope = { [THE_CASE]: folded.row, [deadline.each]: row }
      return isOwed(scope) ? [itemOf(folded, deadline, scope, meeting.first(scope, env), env)] : []
    })
  })
  return items.sort((a, b) => ((a.due ?? '~') < (b.due ?? '~') ? -1 : 1))
}

/** Whether a row is owed anything; asked once where the answer is the same for every row. */
function owedWhere({ where, each }: Deadline, folded: Folded, env: Environment): (scope: Scope) => boolean {
  if (!where) return () => true
  if (asksOf(where, each)) return (scope) => surely(TRUE, where, scope, env)
  const always = surely(TRUE, where, { [THE_CASE]: folded.row }, env)
  return () => always
}

/** True where a node asks anything of the row with that name. */
function asksOf(node: Node, name: string): boolean {
  if (node.kind === 'ref') return node.variable === name
  if ('list' in node && (node.list.variable === name || node.as === name)) return node.list.variable === name
  return parts(node).some(([, part]) => asksOf(part, name))
}

/** The events that may meet a deadline, in the order of their days. */
class Meeting {
  readonly #name: string
  readonly #asked: Some
  readonly #list: FactList
  readonly #since: Term | undefined

  constructor({ each, met }: Deadline, folded: Folded) {
    this.#name = metName(each, met.by)
    const { rows, open } = folded.row[met.by] as FactList
    this.#list = { rows: rowsBy(rows, 'on').known, open }
    const { where } = met
    this.#asked = { kind: 'some', list: { variable: THE_CASE, path: [met.by] }, as: this.#name, where }
    const from = where.kind === 'compare' && where.op === 'ge' && where.left.kind === 'ref' ? where.left : undefined
    if (from?.variable === this.#name && from.path.join() === 'on' && where.kind === 'compare')
      this.#since = where.right
  }

  /** The day of the first that meets it. */
  first(scope: Scope, env: Environment): string | undefined {
    const rows = rowsFor(this.#asked, this.#list, scope)
    const since = this.#since && evaluate(this.#since, scope, env)
    for (let i = typeof since === 'string' ? placeOf(rows, 'on', since) : 0; i < rows.length; i += 1) {
      env.onRow?.()
      const row = rows[i]!
      if (surely(TRUE, this.#asked.where, { ...scope, [this.#name]: row }, env)) return String(row['on'])
    }
    return undefined
  }
}

function itemOf(
  folded: Folded,
  deadline: Deadline,
  scope: Scope,
  doneOn: string | undefined,
  env: Environment,
): DueItem {
  const on = env.today
  const of = String(scope[deadline.each]!['id'])
  const head = { title: deadline.title, citation: deadline.cites, who: deadline.who, of }
  const done = doneOn === undefined ? {} : { doneOn }
  const counted = countOf(folded, deadline, scope, env)
  const due = counted ? counted.due.day : deadline.due && evaluate(deadline.due, scope, env)
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
function countOf({ procedure }: Folded, deadline: Deadline, scope: Scope, env: Environment) {
  const term = deadline.due
  const promised = procedure.events[deadline.each]!.counted
  const row = scope[deadline.each]!
  if (!term) return undefined
  if (promised && term.kind === 'ref' && term.path.at(-1) === promised.into) {
    const found = promiseOf(promised, row)
    const from = String(row['on'])
    return found ? { from, period: found.period, due: addPeriod(from, found.period) } : undefined
  }
  if (term.kind !== 'after') return undefined
  const from = evaluate(term.date, scope, env)
  if (typeof from !== 'string') return undefined
  const period = 'parameter' in term.period ? parameterValue(env.parameter(term.period.parameter), from) : term.period
  return typeof period === 'object' ? { from, period, due: addPeriod(from, period) } : undefined
}
