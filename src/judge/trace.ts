import { doubt, type Row } from '../facts/row.ts'
import type { Condition } from '../facts/tree.ts'
import type { Environment } from './environment.ts'
import { speaks } from './narrow.ts'
import { FALSE, negate, TRUE, type Truth, UNKNOWN } from './truth.ts'
import { listOf, rowsFor, type Scope, walk, whereShown } from './walk.ts'

/** A condition with the answer each of its parts gave. Parts of a quantifier are its rows. */
export interface Trace {
  readonly node: Condition
  readonly truth: Truth
  readonly scope: Scope
  readonly parts: readonly Trace[]
  /** The row this part was judged with, where it is a part of a quantifier: `scope[node.as]` of the whole. */
  readonly row?: Row
}

const NO_PARTS: readonly Trace[] = []

/** Walks every part, decisive or not. */
export function trace(node: Condition, scope: Scope, env: Environment, row?: Row): Trace {
  let result: Truth
  let parts = NO_PARTS
  switch (node.kind) {
    case 'and':
    case 'or': {
      parts = node.of.map((part) => trace(part, scope, env))
      result = connect(node.kind, node.kind === 'and' ? TRUE : FALSE, parts)
      break
    }
    case 'not': {
      const part = trace(node.of, scope, env)
      parts = [part]
      result = negate(part.truth)
      break
    }
    case 'some':
    case 'every': {
      const { kind } = node
      const list = listOf(node.list, scope)
      parts = list.rows.map((one) => {
        const part = trace(node.where, { ...scope, [node.as]: one }, env, one)
        const shown = whereShown(kind, part.truth, one)
        return shown === part.truth ? part : { ...part, truth: shown }
      })
      const start = list.open.length > 0 ? UNKNOWN : kind === 'every' ? TRUE : FALSE
      result = connect(kind === 'every' ? 'and' : 'or', start, parts)
      break
    }
    case 'compare':
    case 'among':
    case 'between':
    case 'exists':
      result = walk(node, scope, env)
      break
    default:
      return node satisfies never
  }
  return row === undefined ? { node, truth: result, scope, parts } : { node, truth: result, scope, parts, row }
}

function connect(kind: 'and' | 'or', start: Truth, parts: readonly Trace[]): Truth {
  let result = start
  for (const { truth } of parts) if (kind === 'and' ? truth < result : truth > result) result = truth
  return result
}

/** The parts that made the answer what it is: for a false `and` its false parts, for an unknown one its unknown parts. */
export function decisiveParts(of: Trace): readonly Trace[] {
  if (of.node.kind === 'not') return of.parts
  const weakest = of.node.kind === 'and' || of.node.kind === 'every' ? TRUE : FALSE
  return of.truth === weakest ? of.parts : of.parts.filter((part) => part.truth === of.truth)
}

/** A quantifier whose list is not complete, or has rows that may not exist, where that keeps the answer open. */
export const heldOpen = (of: Trace): boolean =>
  (of.node.kind === 'some' || of.node.kind === 'every') &&
  of.truth === UNKNOWN &&
  (listOf(of.node.list, of.scope).open.length > 0 ||
    of.parts.some((part) => part.truth === UNKNOWN && part.row?.[doubt] === 'absent'))

/** The decisive leaves, quantifiers whose own list decides (open, or empty) included. */
export function* decisive(of: Trace): Generator<Trace> {
  if (of.parts.length === 0 || heldOpen(of)) yield of
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

/**
 * The decisive parts that carry their own words, as `decisiveNamed` finds them in a trace, without one: nothing is
 * looked at that says nothing.
 */
export function* decisiveSaid(node: Condition, scope: Scope, env: Environment, truth?: Truth): Generator<Condition> {
  if (node.say) yield node
  else if (speaks(node)) yield* saidWithin(node, scope, env, truth ?? walk(node, scope, env))
}

function* saidWithin(node: Condition, scope: Scope, env: Environment, truth: Truth): Generator<Condition> {
  switch (node.kind) {
    case 'not':
      yield* decisiveSaid(node.of, scope, env)
      break
    case 'and':
    case 'or': {
      const weakest = node.kind === 'and' ? TRUE : FALSE
      for (const part of node.of) {
        if (!speaks(part)) continue
        const one = walk(part, scope, env)
        if (truth === weakest || one === truth) yield* decisiveSaid(part, scope, env, one)
      }
      break
    }
    case 'some':
    case 'every': {
      const weakest = node.kind === 'every' ? TRUE : FALSE
      // All rows have their say where none decides alone.
      const rows = truth === weakest ? listOf(node.list, scope).rows : rowsFor(node, listOf(node.list, scope), scope)
      for (const row of rows) {
        env.onRow?.()
        const inner = { ...scope, [node.as]: row }
        const one = whereShown(node.kind, walk(node.where, inner, env), row)
        if (truth === weakest || one === truth) yield* decisiveSaid(node.where, inner, env, one)
      }
      break
    }
    case 'compare':
    case 'among':
    case 'between':
    case 'exists':
      break
    default:
      node satisfies never
  }
}
