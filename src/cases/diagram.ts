import { type Condition, nodes } from '../facts/tree.ts'
import type { Diagram } from '../judge/paper.ts'
import type { Text } from '../law/text.ts'
import type { Folded } from './fold.ts'
import { type Procedure, rolesText } from './procedure.ts'
import { citedText } from './texts.ts'
import { THE_CASE } from './words.ts'

/**
 * The picture of a procedure, derived from its guards: a step leaves the states that the steps it requires lead to.
 * Steps that lead nowhere stand in the state in which they become possible.
 */

type Needs = readonly ReadonlySet<string>[]
const NOTHING: Needs = [new Set()]
const MOST = 64

const unique = (sets: Needs): Needs => [...new Map(sets.map((s) => [[...s].sort().join(), s])).values()]
const both = (a: Needs, b: Needs): Needs => {
  const all = unique(a.flatMap((x) => b.map((y) => new Set([...x, ...y]))))
  return all.length > MOST ? all.slice(0, MOST) : all
}

/** The ways in which a condition can hold, each as the kinds of step that must have been taken. */
function needs(of: Condition): Needs {
  switch (of.kind) {
    case 'and':
      return of.of.reduce<Needs>((found, part) => both(found, needs(part)), NOTHING)
    case 'or':
      return of.of.length === 0 ? NOTHING : unique(of.of.flatMap(needs))
    case 'some': {
      const inner = needs(of.where)
      return of.list.variable === THE_CASE ? both([new Set([of.list.path[0]!])], inner) : inner
    }
    case 'not':
    case 'every':
      return NOTHING
    case 'compare':
    case 'among':
    case 'between':
    case 'exists': {
      const latest = [...nodes(of)].flatMap((n) =>
        n.kind === 'latest' && n.list.variable === THE_CASE ? [n.list.path[0]!] : [],
      )
      return [new Set(latest)]
    }
    default:
      return of satisfies never
  }
}

/** What a step requires; where its guards require nothing, what the deadline it meets comes from. */
function needsOf(procedure: Procedure, type: string): Needs {
  const required = procedure.events[type]!.guards.reduce<Needs>((f, g) => both(f, needs(g.condition)), NOTHING)
  if (required.some((set) => set.size > 0)) return required
  const from = procedure.deadlines.filter((d) => d.met.by === type && d.each !== type).map((d) => new Set([d.each]))
  return from.length > 0 ? unique(from) : NOTHING
}

/** The states a step may be taken in, as far as its guards say; empty where they say nothing. */
function statesBefore(procedure: Procedure, type: string, seen: ReadonlySet<string> = new Set()): Needs {
  if (seen.has(type)) return NOTHING
  const within = new Set([...seen, type])
  const madeBy = (one: string): Needs => {
    const { to } = procedure.events[one]!
    return to === undefined ? statesBefore(procedure, one, within) : [new Set([to])]
  }
  return unique(
    needsOf(procedure, type).flatMap((set) =>
      [...set].reduce<Needs>((found, one) => both(found, madeBy(one)), NOTHING),
    ),
  )
}

export interface Edge {
  readonly type: string
  readonly from: readonly string[]
  readonly to?: string
}

/** Each step with the states it leaves and the one it leads to. */
export function edgesOf(procedure: Procedure): readonly Edge[] {
  const order = Object.keys(procedure.states)
  const raw = Object.entries(procedure.events).map(([type, { to }]) => ({
    type,
    sets: statesBefore(procedure, type),
    ...(to === undefined ? {} : { to }),
  }))
  const before = new Map(order.map((s) => [s, new Set<string>()]))
  for (const { sets, to } of raw)
    if (to !== undefined) for (const set of sets) for (const s of set) before.get(to)!.add(s)
  const isBefore = (s: string, t: string, seen = new Set<string>()): boolean => {
    if (seen.has(t)) return false
    seen.add(t)
    return [...before.get(t)!].some((u) => u === s || isBefore(s, u, seen))
  }
  // Of states one after the other only the last is left by the step.
  const last = (set: ReadonlySet<string>) =>
    [...set].filter((s) => ![...set].some((t) => t !== s && isBefore(s, t) && !isBefore(t, s)))
  return raw.map(({ type, sets, to }) => {
    const found = new Set(sets.flatMap(last))
    const free = sets.some((set) => set.size === 0)
    // Without any requirement it follows the state declared before its own.
    if (found.size === 0 && to !== undefined) found.add(order[Math.max(0, order.indexOf(to) - 1)]!)
    else if (free && to !== undefined) found.add(procedure.start)
    const from = order.filter((s) => found.has(s) && s !== to)
    return { type, from, ...(to === undefined ? {} : { to }) }
  })
}

/** The diagram of a procedure; with a case, marked with what has happened in it. */
export function diagramOf(procedure: Procedure, folded?: Folded): Diagram {
  const edges = edgesOf(procedure)
  const order = Object.keys(procedure.states)
  const rows = new Map(order.map((s) => [s, 0]))
  // Steps back to an earlier state do not move it down.
  for (let pass = 0; pass < order.length; pass += 1)
    for (const { from, to } of edges)
      if (to !== undefined)
        for (const s of from)
          if (order.indexOf(s) < order.indexOf(to)) rows.set(to, Math.max(rows.get(to)!, rows.get(s)! + 1))
  const taken = folded?.steps.filter((s) => s.outcome !== 'refused') ?? []
  const passed = new Set(taken.flatMap((s) => procedure.events[s.event.type]!.to ?? []))
  const types = new Set(taken.map((s) => s.event.type))
  const refused = new Set(folded?.steps.filter((s) => s.outcome === 'refused').map((s) => s.event.type))
  const title = (type: string): Text => procedure.events[type]!.title
  return {
    title: procedure.title,
    states: order.map((id) => ({
      id,
      title: procedure.states[id]!,
      row: rows.get(id)!,
      steps: edges.filter((e) => e.to === undefined && e.from.includes(id)).map((e) => title(e.type)),
      ...(folded?.state === id ? { mark: 'now' as const } : passed.has(id) ? { mark: 'passed' as const } : {}),
    })),
    steps: edges.flatMap(({ type, from, to }) => {
      if (to === undefined) return []
      const { by, cites, guards } = procedure.events[type]!
      return [
        {
          id: type,
          title: title(type),
          who: rolesText(procedure, by),
          cites,
          guards: guards.map((g) => citedText(g.step, g.cites)),
          row: rows.get(to)!,
          from,
          to,
          ...(types.has(type) ? { mark: 'passed' as const } : refused.has(type) ? { mark: 'refused' as const } : {}),
        },
      ]
    }),
    anytime: edges.filter((e) => e.to === undefined && e.from.length === 0).map((e) => title(e.type)),
  }
}
