import type { Row } from '../facts/row.ts'
import type { Condition } from '../facts/tree.ts'
import type { Environment } from './environment.ts'
import { FALSE, negate, TRUE, type Truth, UNKNOWN } from './truth.ts'
import { listOf, type Scope, walk } from './walk.ts'

/** A condition with the answer each of its parts gave. Parts of a quantifier are its rows. */
export interface Trace {
  readonly node: Condition
  readonly truth: Truth
  readonly scope: Scope
  readonly parts: readonly Trace[]
  /** Quantifiers: the row each part was judged with is `part.scope[node.as]`. */
  readonly row?: Row
}

/** Walks every part, decisive or not. */
export function trace(node: Condition, scope: Scope, env: Environment): Trace {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const parts = node.of.map((part) => trace(part, scope, env))
      const pick = node.kind === 'and' ? Math.min : Math.max
      return { node, truth: parts.reduce<Truth>((t, p) => pick(t, p.truth) as Truth, node.kind === 'and' ? TRUE : FALSE), scope, parts }
    }
    case 'not': {
      const part = trace(node.of, scope, env)
      return { node, truth: negate(part.truth), scope, parts: [part] }
    }
    case 'some':
    case 'every': {
      const list = listOf(node.list, scope)
      const parts = list.rows.map((row) => ({ ...trace(node.where, { ...scope, [node.as]: row }, env), row }))
      const start = list.open.length > 0 ? UNKNOWN : node.kind === 'every' ? TRUE : FALSE
      const pick = node.kind === 'every' ? Math.min : Math.max
      return { node, truth: parts.reduce<Truth>((t, p) => pick(t, p.truth) as Truth, start), scope, parts }
    }
    case 'compare':
    case 'among':
    case 'between':
    case 'exists':
      return { node, truth: walk(node, scope, env), scope, parts: [] }
    default:
      return node satisfies never
  }
}

/** The parts that made the answer what it is: for a false `and` its false parts, for an unknown one its unknown parts. */
export function decisiveParts(of: Trace): readonly Trace[] {
  if (of.node.kind === 'not') return of.parts
  const weakest = of.node.kind === 'and' || of.node.kind === 'every' ? TRUE : FALSE
  return of.truth === weakest ? of.parts : of.parts.filter((part) => part.truth === of.truth)
}

/** The decisive leaves, quantifiers whose own list decides (open, or empty) included. */
export function* decisive(of: Trace): Generator<Trace> {
  const leaf = of.parts.length === 0
  const openList = (of.node.kind === 'some' || of.node.kind === 'every') && of.truth === UNKNOWN && listOf(of.node.list, of.scope).open.length > 0
  if (leaf || openList) yield of
  for (const part of decisiveParts(of)) yield* decisive(part)
}

/** The decisive parts that carry their own words, outermost first; leaves where none does. */
export function* decisiveNamed(of: Trace): Generator<Trace> {
  if (of.node.say || of.parts.length === 0) {
    yield of
    return
  }
  for (const part of decisiveParts(of)) yield* decisiveNamed(part)
}
