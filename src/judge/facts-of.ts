import { parseDecimal } from '../facts/decimal.ts'
import { type AnyEntity, declarationOf, type Field } from '../facts/entity.ts'
import { holder, provenance, type Row } from '../facts/row.ts'
import {
  type Binder,
  type Condition,
  isCondition,
  type ListRef,
  type Node,
  nodes,
  parts,
  type Ref,
} from '../facts/tree.ts'
import type { Text } from '../law/text.ts'
import type { Environment } from './environment.ts'
import type { FactEvidence, Need } from './result.ts'
import { decisive, heldOpen, type Trace, trace } from './trace.ts'
import { FALSE, UNKNOWN } from './truth.ts'
import { evaluate, listOf, type Scope, type Value } from './walk.ts'

/** Entity by variable name, the root and every quantifier of a condition included. */
export type Variables = ReadonlyMap<string, AnyEntity>

export function variablesOf(condition: Condition, root: AnyEntity): Variables {
  const known = variables.get(condition)
  if (known?.get(root.name) === root) return known
  const found = new Map<string, AnyEntity>([[root.name, root]])
  for (const node of nodes(condition)) {
    if (!('list' in node)) continue
    const owner = found.get(node.list.variable)
    const element = owner && declarationOf(owner, node.list.path)?.element
    if (element) found.set(node.as, element)
  }
  if (Object.isFrozen(condition)) variables.set(condition, found)
  return found
}

/** Of conditions that cannot change: a rule asks for its own again for every row. */
const variables = new WeakMap<Condition, Variables>()

type Place = { readonly variable: string; readonly path: readonly string[] }

/** What a path stands for, or an error naming it: a tree may only speak of declared facts. */
export function declared(variables: Variables, ref: Place) {
  const owner = variables.get(ref.variable)
  const found = owner && declarationOf(owner, ref.path)
  if (!found) throw new TypeError(`unknown fact ${factName(ref)}`)
  return found
}

export const factName = (ref: Place): string => [ref.variable, ...ref.path].join('.')

/**
 * Refuses a tree that speaks of facts the entity does not declare, or declares otherwise, or that gives two kinds of
 * rows one name. Throws `TypeError` naming the fact.
 */
export function checkDeclared(condition: Condition, root: AnyEntity): void {
  const named = new Map<string, AnyEntity>([[root.name, root]])
  for (const node of nodes(condition)) {
    if (node.kind === 'ref') {
      const { field } = declared(named, node)
      const { type, scale = 0, minimum } = node
      if (!field) throw new TypeError(`${factName(node)} is a list, not a field`)
      const least = field.minimum === undefined ? undefined : parseDecimal(String(field.minimum), field.scale ?? 0)
      if (field.type !== type || (field.scale ?? 0) !== scale || (minimum !== undefined && minimum !== least))
        throw new TypeError(`${factName(node)} is declared as ${field.type} with ${field.scale ?? 0} digits`)
    }
    if (!('list' in node)) continue
    const { element } = declared(named, node.list)
    if (!element) throw new TypeError(`${factName(node.list)} is no list`)
    if ((named.get(node.as) ?? element) !== element || node.as === root.name)
      throw new TypeError(`"${node.as}" already names rows of ${named.get(node.as)!.name}: name these otherwise`)
    named.set(node.as, element)
  }
}

/** A fact or a list that a leaf reads, with the rows in whose scope it does. */
type Reading =
  | { readonly kind: 'ref'; readonly ref: Ref; readonly scope: Scope }
  | { readonly kind: 'list'; readonly list: ListRef; readonly scope: Scope }
  | { readonly kind: 'row'; readonly as: string; readonly row: Row }

/**
 * What a leaf reads. `open` keeps only what can have left it unknown: in counts, sums and latest dates the rows that
 * count or may count, and of those the parts that are not known.
 */
function* readings(node: Node, scope: Scope, env: Environment, open: boolean): Generator<Reading> {
  if (open && !isCondition(node) && isKnown(evaluate(node, scope, env))) return
  if (node.kind === 'ref') yield { kind: 'ref', ref: node, scope }
  if (node.kind === 'some' || node.kind === 'every') {
    yield { kind: 'list', list: node.list, scope }
    return
  }
  if ('list' in node) {
    yield { kind: 'list', list: node.list, scope }
    yield* rowReadings(node, scope, env, open)
    return
  }
  for (const [, part] of parts(node)) yield* readings(part, scope, env, open)
}

/** A value that no further fact could change; a number between two bounds is none. */
const isKnown = (value: Value): boolean => value !== undefined && (typeof value !== 'object' || value === null)

function* rowReadings(node: Binder, scope: Scope, env: Environment, open: boolean): Generator<Reading> {
  for (const row of listOf(node.list, scope).rows) {
    const inner = { ...scope, [node.as]: row }
    const counts = node.where ? trace(node.where, inner, env) : undefined
    if (counts?.truth === FALSE) continue
    if (!open) yield { kind: 'row', as: node.as, row }
    for (const leaf of counts && (!open || counts.truth === UNKNOWN) ? decisive(counts) : [])
      yield* readings(leaf.node, leaf.scope, env, open)
    if ('of' in node && (!open || !isKnown(evaluate(node.of, inner, env)))) yield* readings(node.of, inner, env, open)
  }
}

/** Where the decisive facts of a judged condition stand. Rows found by a quantifier come with their own evidence. */
export function evidenceOf(of: Trace, env: Environment): FactEvidence[] {
  const found: FactEvidence[] = []
  const seen = new Set<unknown>()
  const add = (fact: string, row: Row | null | undefined, field?: string) => {
    const source = row?.[provenance]
    const list = field === undefined ? source?.evidence : source?.fields[field]
    for (const one of list ?? []) {
      if (seen.has(one)) continue
      seen.add(one)
      found.push({ fact, ...one })
    }
  }
  for (const leaf of decisive(of)) {
    for (const one of readings(leaf.node, leaf.scope, env, false)) {
      if (one.kind === 'row') add(one.as, one.row)
      if (one.kind !== 'ref') continue
      const row = one.scope[one.ref.variable]
      if (!row) continue
      add(factName(one.ref), holder(row, one.ref.path), one.ref.path.at(-1)!)
      add(one.ref.variable, row)
    }
  }
  return found
}

/** The facts that would settle an unknown answer, each once. */
export function needsOf(of: Trace, variables: Variables, env: Environment): Need[] {
  const found = new Map<string, Text>()
  const need = (fact: string, how: () => Text) => {
    if (!found.has(fact)) found.set(fact, how())
  }
  for (const leaf of decisive(of)) {
    if (leaf.truth !== UNKNOWN) continue
    if (leaf.parts.length > 0 && !heldOpen(leaf)) continue
    for (const one of readings(leaf.node, leaf.scope, env, true)) {
      if (one.kind === 'ref') {
        const owner = one.scope[one.ref.variable]
        const row = owner && holder(owner, one.ref.path)
        const name = one.ref.path.at(-1)!
        if (row === null || row?.[name] !== undefined) continue
        need(factName(one.ref), () => howToGet(declared(variables, one.ref).field!, row?.[provenance]?.unknown[name]))
      }
      if (one.kind === 'list') {
        const { open } = listOf(one.list, one.scope)
        if (open.length === 0) continue
        const { entity, name } = declared(variables, one.list)
        need(factName(one.list), () => entity.listHow[name] ?? open[0]!)
      }
    }
  }
  return [...found].map(([fact, how]) => ({ fact, how }))
}

export const howToGet = (field: Field, why?: Text): Text =>
  why ?? field.how ?? { zh: `提供“${field.title.zh}”`, en: `supply “${field.title.en}”` }
