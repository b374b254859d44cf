import type { AnyEntity } from '../facts/entity.ts'
import type { FactList, Row } from '../facts/row.ts'
import { type Condition, nodes } from '../facts/tree.ts'
import { without } from './fold.ts'
import type { Guard } from './gate.ts'
import type { Procedure } from './procedure.ts'
import { ENVELOPE, NOW, THE_CASE } from './words.ts'

/** What the conditions of a procedure read: what a step itself says, and what was done before it. */

/** Fields of the proposed step that a condition reads, each once. */
export function statedIn(condition: Condition): readonly string[] {
  const found = new Set<string>()
  for (const node of nodes(condition)) {
    const at = node.kind === 'ref' ? node : 'list' in node ? node.list : undefined
    const [name] = at?.variable === NOW ? at.path : []
    if (name !== undefined && !ENVELOPE.includes(name)) found.add(name)
  }
  return [...found]
}

/** Kinds of earlier step that a condition reads, each once. */
export function stepsIn(condition: Condition): readonly string[] {
  const found = new Set<string>()
  for (const node of nodes(condition))
    if ('list' in node && node.list.variable === THE_CASE) found.add(node.list.path[0]!)
  return [...found]
}

/** A guard that asks what the step itself says: an element of the document it is made by. The others ask what was done. */
export const isElement = ({ condition }: Guard): boolean =>
  statedIn(condition).length > 0 && stepsIn(condition).length === 0

/** A step of a kind that is not taken yet, on a day: it says nothing but which earlier steps it is about. */
export const untaken = (procedure: Procedure, type: string, row: Row, on: string): Row => ({
  ...without(procedure.entity.lists[type] as AnyEntity),
  on,
  ...references(procedure.events[type]!.guards, row),
})

/**
 * Fields of a step that name an earlier one, as its guards say (`notice.id.is(decision.notice)`), with the last step of
 * that kind: what is asked next is about that one.
 */
function references(guards: readonly Guard[], row: Row): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { condition } of guards)
    for (const node of nodes(condition)) {
      if (node.kind !== 'some' || node.list.variable !== THE_CASE) continue
      const last = (row[node.list.path[0]!] as FactList | undefined)?.rows.at(-1)
      for (const inner of nodes(node.where)) {
        if (inner.kind !== 'compare' || inner.op !== 'eq' || inner.left.kind !== 'ref' || inner.right.kind !== 'ref')
          continue
        const [own, proposed] = inner.left.variable === NOW ? [inner.right, inner.left] : [inner.left, inner.right]
        if (proposed.variable !== NOW || own.variable !== node.as) continue
        const value = last?.[own.path[0]!]
        const field = proposed.path[0]!
        // An id decides; a field that merely agrees (a domain, a tier) only where no id was found.
        if (typeof value === 'string' && (own.path[0] === 'id' || found[field] === undefined)) found[field] = value
      }
    }
  return found
}
