import { CaseError } from '../../../src/cases/event.ts'
import { consider, type Folded, openCase, take } from '../../../src/cases/fold.ts'
import type { Procedure } from '../../../src/cases/procedure.ts'
import { codesOf } from '../../../src/facts/choice.ts'
import type { AnyEntity, Field } from '../../../src/facts/entity.ts'
import type { PlainFacts } from '../../../src/facts/read.ts'
import { addDays } from '../../../src/law/day.ts'
import { timeline } from '../invariants.ts'
import { event, type Plain } from '../support.ts'
import { type Oracle, saidOf, standing } from './said.ts'

/** A lawful case, and what it is held to. */
export interface Base {
  readonly name: string
  readonly procedure: Procedure
  readonly oracle: Oracle
  readonly facts: PlainFacts
  readonly events: readonly Plain[]
}

/** One thing done otherwise than in a lawful case. `from` is the first event it touches. */
export interface Edit {
  readonly from: number
  readonly what: string
  readonly make: (events: readonly Plain[]) => readonly Plain[]
  readonly facts?: (facts: PlainFacts) => PlainFacts
}

const at = (events: readonly Plain[], i: number, change: (one: Plain) => readonly Plain[]): readonly Plain[] =>
  events.flatMap((one, k) => (k === i ? change(one) : [one]))

/** Without what is not said at all. */
const said = (data: PlainFacts): PlainFacts =>
  Object.fromEntries(Object.entries(data).filter(([, v]) => v !== undefined))

/** Every way in which one thing of a case can be otherwise: a value, a day, an actor, a step that is missing, twice or moved. */
export function editsOf({ procedure, facts, events }: Base): Edit[] {
  const made: Edit[] = []
  const ids = events.flatMap(([, , data]) => (typeof data?.['id'] === 'string' ? [data['id']] : []))
  const roles = Object.keys(procedure.roles)
  for (const [i, [type, day, data = {}]] of events.entries()) {
    const of = procedure.entity.lists[type] as AnyEntity
    const set = (change: PlainFacts, what: string): void => {
      made.push({
        from: i,
        what: `${type} ${i}: ${what}`,
        make: (all) =>
          at(all, i, ([t, d, own = {}, by]) => [
            by ? [t, d, said({ ...own, ...change }), by] : [t, d, said({ ...own, ...change })],
          ]),
      })
    }
    const counted = procedure.events[type]!.counted?.into
    for (const [name, field] of Object.entries(of.fields as Record<string, Field>)) {
      if (['on', 'by', 'id', counted].includes(name)) continue
      for (const value of valuesOf(field, data[name], day, ids))
        if (value !== data[name]) set({ [name]: value }, `${name} = ${JSON.stringify(value)}`)
    }
    for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>)) {
      const rows = (data[name] ?? []) as PlainFacts[]
      set({ [name]: undefined }, `no ${name}`)
      set({ [name]: [] }, `empty ${name}`)
      for (const [k, row] of rows.entries())
        for (const [key, field] of Object.entries(element.fields as Record<string, Field>))
          for (const value of valuesOf(field, row[key], day, []))
            if (value !== row[key])
              set(
                { [name]: rows.map((r, j) => (j === k ? said({ ...r, [key]: value }) : r)) },
                `${name}[${k}].${key} = ${JSON.stringify(value)}`,
              )
    }
    for (const n of [-400, -31, -1, 1, 3, 31, 400]) {
      const moved = addDays(day, n)
      made.push({
        from: i,
        what: `${type} ${i}: on ${moved}`,
        make: (all) => at(all, i, ([t, , ...rest]) => [[t, moved, ...rest] as unknown as Plain]),
      })
    }
    for (const role of roles)
      made.push({
        from: i,
        what: `${type} ${i}: by ${role}`,
        make: (all) => at(all, i, ([t, d, own = {}]) => [[t, d, own, role]]),
      })
    made.push({ from: i, what: `no ${type} ${i}`, make: (all) => at(all, i, () => []) })
    made.push({
      from: i,
      what: `${type} ${i} twice`,
      make: (all) => at(all, i, (one) => [one, [one[0], one[1], { ...one[2], id: 'again' }]]),
    })
    made.push({
      from: i,
      what: `${type} ${i} at the end`,
      make: (all) => [...all.filter((_, k) => k !== i), [all[i]![0], all.at(-1)![1], all[i]![2] ?? {}]],
    })
    if (i > 0)
      made.push({
        from: i - 1,
        what: `${type} ${i} before the last`,
        make: (all) => [
          ...all.slice(0, i - 1),
          [all[i]![0], all[i - 1]![1], all[i]![2] ?? {}],
          all[i - 1]!,
          ...all.slice(i + 1),
        ],
      })
  }
  for (const [name, field] of Object.entries(procedure.entity.fields as Record<string, Field>)) {
    if (name === 'id' || name === 'side') continue
    for (const value of valuesOf(field, facts[name], events[0]![1], []))
      if (value !== facts[name])
        made.push({
          from: 0,
          what: `${name} = ${JSON.stringify(value)}`,
          make: (all) => all,
          facts: (own) => said({ ...own, [name]: value }),
        })
  }
  return made
}

function valuesOf(field: Field, now: unknown, day: string, ids: readonly string[]): unknown[] {
  const none = [undefined, null]
  switch (field.type) {
    case 'boolean':
      return [...none, true, false]
    case 'date': {
      const near = typeof now === 'string' ? [addDays(now, -1), addDays(now, 1)] : []
      return [
        ...none,
        ...near,
        day,
        addDays(day, -1),
        addDays(day, 1),
        '2018-01-01',
        '2021-07-14',
        '2021-12-31',
        '2022-01-01',
        '2035-01-01',
      ]
    }
    case 'decimal':
      return [...none, 0, 1, 2, 30, ...((field.scale ?? 0) > 0 ? ['0.01', '0.05', '0.5'] : [])]
    case 'text':
      if (field.choices) return [...none, ...codesOf(field)]
      return [...none, '另一', ...(typeof now === 'string' && ids.includes(now) ? ids : [])]
    default:
      return field.type satisfies never
  }
}

/** Where the gate and the law part, as a timeline; nothing where they say the same of every step. */
export function parts(
  base: Base,
  facts: PlainFacts,
  events: readonly Plain[],
  seen?: Seen,
  begun?: Folded,
): string | undefined {
  const { procedure, oracle } = base
  let folded = begun ?? openCase(procedure, facts)
  for (const one of events.slice(folded.steps.length)) {
    let step: ReturnType<typeof consider>
    try {
      step = consider(folded, event(procedure, one))
    } catch (error) {
      if (error instanceof CaseError) return undefined
      throw error
    }
    const before = standing(folded)
    const wrong = step.mode === 'act' ? oracle.forbids(saidOf(step), before, facts) : undefined
    const due = oracle.due?.(saidOf(step), before, facts)
    const next = take(folded, step)
    const told = (why: string): string => `${why}\n${timeline(next)}`
    if (step.mode === 'observed' && step.outcome !== 'observed') return told('an observed step was refused')
    if (step.mode === 'act') {
      if (step.outcome !== 'refused' && wrong !== undefined) return told(`${one[0]} went through ${wrong}`)
      if (step.outcome === 'refused' && wrong === undefined)
        return told(
          `${one[0]} was refused without reason: ${JSON.stringify(step.gate.missing)} ${step.gate.tooEarlyUntil} ${step.gate.tooLateSince}`,
        )
      if (step.outcome !== 'refused' && (step.outcome === 'late') !== (due !== undefined && step.day > due))
        return told(`${one[0]} is ${step.outcome}, due ${due}`)
      seen?.(folded, step, wrong)
    }
    folded = next
  }
  return undefined
}
/** Told of each step of the own side: the case before it, and why the law forbids it. */
export type Seen = (before: Folded, step: ReturnType<typeof consider>, wrong: string | undefined) => void

/** The case before each event of a base, so that an edit is judged from the first event it touches. */
export function prefixes({ procedure, facts, events }: Base): Folded[] {
  const made = [openCase(procedure, facts)]
  for (const one of events) made.push(take(made.at(-1)!, consider(made.at(-1)!, event(procedure, one))))
  return made
}

/** A procedure without one of its guards. */
export function holed(procedure: Procedure, type: string, place: number): Procedure {
  const of = procedure.events[type]!
  const guards = of.guards.filter((_, i) => i !== place)
  return { ...procedure, events: { ...procedure.events, [type]: { ...of, guards } } }
}

/** Every guard of a procedure, `decision 3`. */
export const guardsOf = (procedure: Procedure): string[] =>
  Object.entries(procedure.events).flatMap(([type, { guards }]) => guards.map((_, i) => `${type} ${i}`))

/**
 * The guards without which a step goes through, or is in time, that the law forbids or calls late: found among every
 * single edit of the bases of a procedure.
 */
export function killed(bases: readonly Base[]): Set<string> {
  const dead = new Set<string>()
  for (const base of bases) {
    const { procedure } = base
    const begun = prefixes(base)
    for (const edit of editsOf(base)) {
      const facts = edit.facts ? edit.facts(base.facts) : base.facts
      parts(
        base,
        facts,
        edit.make(base.events),
        (before, step, wrong) => {
          if (wrong === undefined && step.outcome !== 'late') return
          const { type } = step.event
          for (const i of procedure.events[type]!.guards.keys()) {
            if (dead.has(`${type} ${i}`)) continue
            const without = consider({ ...before, procedure: holed(procedure, type, i) }, step.event)
            if (wrong === undefined ? without.outcome === 'done' : without.outcome !== 'refused')
              dead.add(`${type} ${i}`)
          }
        },
        edit.facts ? undefined : begun[edit.from],
      )
    }
  }
  return dead
}
