import { type AnyEntity, declarationOf, type Field } from '../facts/entity.ts'
import { holder, provenance, type Row } from '../facts/row.ts'
import { type Condition, type ListRef, type Node, nodes, type Ref } from '../facts/tree.ts'
import type { Text } from '../law/text.ts'
import type { FactEvidence, Need } from './result.ts'
import { decisive, type Trace } from './trace.ts'
import { UNKNOWN } from './truth.ts'
import { listOf, type Scope } from './walk.ts'

/** Entity by variable name, the root and every quantifier of a condition included. */
export type Variables = ReadonlyMap<string, AnyEntity>

export function variablesOf(condition: Condition, root: AnyEntity): Variables {
  const found = new Map<string, AnyEntity>([[root.name, root]])
  const visit = (node: Node): void => {
    if ('list' in node) {
      const owner = found.get(node.list.variable)
      const element = owner && declarationOf(owner, node.list.path)?.element
      if (element) found.set(node.as, element)
    }
  }
  for (const node of nodes(condition)) visit(node)
  return found
}

/** What a path stands for, or an error naming it: a tree may only speak of declared facts. */
export function declared(variables: Variables, ref: { readonly variable: string; readonly path: readonly string[] }) {
  const owner = variables.get(ref.variable)
  const found = owner && declarationOf(owner, ref.path)
  if (!found) throw new TypeError(`unknown fact ${factName(ref)}`)
  return found
}

export const factName = (ref: { readonly variable: string; readonly path: readonly string[] }): string =>
  [ref.variable, ...ref.path].join('.')

/** The refs and lists a leaf reads directly, quantified parts left to their own traces. */
function reads(of: Trace): { refs: Ref[]; lists: ListRef[] } {
  const refs: Ref[] = []
  const lists: ListRef[] = []
  if (of.node.kind === 'some' || of.node.kind === 'every') return { refs, lists: [of.node.list] }
  for (const node of nodes(of.node)) {
    if (node.kind === 'ref') refs.push(node)
    if ('list' in node) lists.push(node.list)
  }
  return { refs, lists }
}

/** Where the decisive facts of a judged condition stand. Rows found by a quantifier come with their own evidence. */
export function evidenceOf(of: Trace): FactEvidence[] {
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
    for (const ref of reads(leaf).refs) {
      const row = leaf.scope[ref.variable]
      if (!row) continue
      add(factName(ref), holder(row, ref.path), ref.path.at(-1)!)
      add(ref.variable, row)
    }
  }
  return found
}

/** The facts that would settle an unknown answer, each once. */
export function needsOf(of: Trace, variables: Variables): Need[] {
  const found = new Map<string, Text>()
  for (const leaf of decisive(of)) {
    if (leaf.truth !== UNKNOWN) continue
    const { refs, lists } = reads(leaf)
    for (const ref of refs) {
      const owner = leaf.scope[ref.variable]
      const row = owner && holder(owner, ref.path)
      const name = ref.path.at(-1)!
      if (row === null || row?.[name] !== undefined) continue
      const field = declared(variables, ref).field as Field
      const why = row?.[provenance]?.unknown[name] ?? field.how ?? { zh: `提供“${field.title.zh}”`, en: `Supply: ${field.title.en}` }
      if (!found.has(factName(ref))) found.set(factName(ref), why)
    }
    for (const list of lists) openings(list, leaf.scope, variables, found)
  }
  return [...found].map(([fact, how]) => ({ fact, how }))
}

function openings(list: ListRef, scope: Scope, variables: Variables, into: Map<string, Text>): void {
  const { open } = listOf(list, scope)
  if (open.length === 0 || into.has(factName(list))) return
  const { entity, name } = declared(variables, list)
  into.set(factName(list), entity.listHow[name] ?? open[0]!)
}
