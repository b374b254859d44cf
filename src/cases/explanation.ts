import type { AnyEntity, Field } from '../facts/entity.ts'
import { maskText } from '../facts/personal.ts'
import { readRow } from '../facts/read.ts'
import type { FactList, Row, Scalar } from '../facts/row.ts'
import { lawOf } from '../judge/environment.ts'
import { TRUE } from '../judge/truth.ts'
import { type Scope, walk } from '../judge/walk.ts'
import { window } from '../judge/window.ts'
import type { Ref } from '../law/ref.ts'
import { fill, same, type Text } from '../law/text.ts'
import { type DueItem, dueList } from './due.ts'
import type { Outcome } from './event.ts'
import { drift, type Folded, type Step } from './fold.ts'
import { gate, type Missing, type Why, whyOf } from './gate.ts'
import { type Procedure, rolesText } from './procedure.ts'
import { isElement, statedIn, stepsIn, untaken } from './reads.ts'
import { actorText, valueText } from './texts.ts'
import { ENVELOPE, NOW, THE_CASE } from './words.ts'

/** A case told from its beginning: what was done, what was refused and why, what is owed, what may follow. */
export interface Explanation {
  readonly schema: 'guiju/case-explanation/1'
  readonly procedure: string
  readonly title: Text
  readonly asOf: string
  readonly state: { readonly id: string; readonly title: Text }
  readonly facts: readonly Named[]
  readonly done: readonly ToldStep[]
  readonly refused: readonly ToldStep[]
  readonly due: readonly DueItem[]
  readonly next: readonly NextStep[]
  readonly notes: readonly Text[]
  /** Every provision that is named. */
  readonly citations: readonly Ref[]
}

export interface Named {
  /** As events and facts give it; absent for evidence. */
  readonly field?: string
  readonly label: Text
  readonly value: Text
}

export interface ToldStep extends Why {
  readonly id: string
  readonly type: string
  readonly title: Text
  readonly day: string
  readonly who: Text
  readonly outcome: Outcome
  readonly cites: Ref
  readonly says: readonly Named[]
  /** The outcome it was recorded with, where that is another one. */
  readonly recorded?: Outcome
  readonly erased?: Text
}

export interface NextStep {
  readonly type: string
  readonly title: Text
  readonly side: string
  readonly who: Text
  readonly cites: Ref
  /** Nothing that was to be done before stands in the way today. */
  readonly ready: boolean
  /** What must be done before. */
  readonly before: readonly Missing[]
  /** What it has to state. */
  readonly says: readonly Missing[]
  readonly earliest: string | null
  readonly latest: { readonly day: string; readonly cites: Ref } | null
  /** Where it is too late for it: the first day that was. */
  readonly closed: { readonly day: string; readonly cites: Ref } | null
}

/** The explanation of a case on a day. Personal data is masked. */
export function explanationOf(folded: Folded, asOf: string): Explanation {
  const { procedure, state, steps } = folded
  const changed = new Set(drift(folded))
  const told = steps.map((step) => tell(step, procedure, changed.has(step)))
  const due = dueList(folded, asOf)
  const next = Object.keys(procedure.events).map((type) => nextOf(folded, type, asOf))
  const cited = [
    ...told.flatMap((s) => [s.cites, ...s.missing.map((m) => m.citation), ...s.late.map((l) => l.citation)]),
    ...due.map((d) => d.citation),
    ...next.flatMap((n) => [n.cites, ...n.before.map((m) => m.citation), ...(n.closed ? [n.closed.cites] : [])]),
  ]
  return {
    schema: 'guiju/case-explanation/1',
    procedure: procedure.id,
    title: procedure.title,
    asOf,
    state: { id: state, title: procedure.states[state]! },
    facts: said(procedure.entity, folded.row).map((one) =>
      one.field === 'side' ? { ...one, value: procedure.sides[String(folded.facts['side'])] ?? one.value } : one,
    ),
    done: told.filter((s) => s.outcome !== 'refused'),
    refused: told.filter((s) => s.outcome === 'refused'),
    due,
    next,
    notes: procedure.notes.filter(({ from }) => from === undefined || from <= asOf).map(({ text }) => text),
    citations: [...new Set(cited)],
  }
}

function tell(step: Step, procedure: Procedure, changed: boolean): ToldStep {
  const { event } = step
  const kind = procedure.events[event.type]!
  const of = procedure.entity.lists[event.type] as AnyEntity
  const { erased } = event
  return {
    id: step.id,
    type: event.type,
    title: kind.title,
    day: step.day,
    who: actorText(event.by, procedure),
    outcome: step.outcome,
    cites: kind.cites,
    says: erased ? [] : saidBy(of, step),
    ...whyOf(step.gate),
    ...(changed ? { recorded: event.outcome! } : {}),
    ...(erased
      ? {
          erased: {
            zh: `内容已于${erased.on}删除（${maskText(erased.reason)}）`,
            en: `content erased on ${erased.on} (${maskText(erased.reason)})`,
          },
        }
      : {}),
  }
}

const EVIDENCE: Text = { zh: '证据', en: 'evidence' }
const ROWS: Text = { zh: '{n}条', en: '{n} rows' }

/** The values of a step without its envelope, then its lists as their number of rows, then its evidence. */
function saidBy(of: AnyEntity, { event, id, day }: Step): readonly Named[] {
  const { evidence, ...data } = event.data
  const row = readRow(of, { ...data, id, on: day, by: event.by }, 'event.data')
  const named: Named[] = said(of, row).filter((one) => !ENVELOPE.includes(one.field))
  for (const [list, { title }] of Object.entries(of.lists as Record<string, AnyEntity>)) {
    const rows = (row[list] as FactList | undefined)?.rows
    if (rows) named.push({ field: list, label: title, value: fill(ROWS, { n: rows.length }) })
  }
  if (Array.isArray(evidence) && evidence.length > 0)
    named.push({ label: EVIDENCE, value: same(maskText(evidence.map(String).join(', '))) })
  return named
}

/** The values of a row under the titles of their fields, in the order of the declaration. */
const said = (of: AnyEntity, row: Row): readonly (Named & { readonly field: string })[] =>
  Object.entries(of.fields as Record<string, Field>).flatMap(([field, declared]) => {
    const value = row[field] as Scalar | null | undefined
    if (value === undefined || value === null) return []
    return [{ field, label: declared.title, value: valueText(declared, value) }]
  })

/** What stands between the case and one of its steps, with the references to earlier steps filled in. */
function nextOf(folded: Folded, type: string, asOf: string): NextStep {
  const { procedure } = folded
  const { title, by, cites, guards } = procedure.events[type]!
  const env = lawOf(asOf)
  const row = untaken(procedure, type, folded.row, asOf)
  const scope: Scope = { [THE_CASE]: folded.row, [NOW]: row }
  const open = guards.map((guard) => ({ guard, found: gate([guard], scope, env) })).filter((j) => !j.found.allowed)
  // What only the step's own words keep open is for it to state.
  const states = ({ guard, found }: (typeof open)[number]) =>
    isElement(guard) ||
    (found.missing.every((m) => m.unknown) && statedIn(guard.condition).some((name) => row[name] === undefined))
  const waiting = open.filter((j) => !states(j) || j.found.tooEarlyUntil !== undefined)
  const early = waiting
    .flatMap((j) => j.found.tooEarlyUntil ?? [])
    .sort()
    .at(-1)
  const closed = waiting
    .flatMap(({ guard, found }) => (found.tooLateSince ? [{ day: found.tooLateSince, cites: guard.cites }] : []))
    .sort((a, b) => (a.day < b.day ? -1 : 1))[0]
  const missing = waiting.filter((j) => j.found.tooEarlyUntil === undefined).flatMap((j) => j.found.missing)
  const ends = guards.flatMap((guard) => {
    if (stepsIn(guard.condition).length === 0 || walk(guard.condition, scope, env) !== TRUE) return []
    const spans = window(guard.condition, scope, env)
    const until = spans.find((s) => (s.from ?? '') <= asOf && asOf <= (s.until ?? '9999-12-31'))?.until
    return until === undefined ? [] : [{ day: until, cites: guard.cites }]
  })
  return {
    type,
    title,
    side: procedure.roles[by[0]!]!.side,
    who: rolesText(procedure, by),
    cites,
    ready: waiting.length === 0,
    before: missing,
    says: open
      .filter((j) => !waiting.includes(j))
      .flatMap((j) => j.found.missing.map(({ step, citation }) => ({ step, citation }))),
    earliest: early ?? null,
    latest: ends.sort((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null,
    closed: closed ?? null,
  }
}
