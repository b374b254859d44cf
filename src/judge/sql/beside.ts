import type { Derived } from '../../facts/derive.ts'
import { type AnyEntity, declarationOf, type Field } from '../../facts/entity.ts'
import { type Condition, nodes, type Ref } from '../../facts/tree.ts'
import type { Rule } from '../rule.ts'

/** A field of the source that a derived row turns on where `where` is unknown; or, with `sure`, where it holds too. */
export interface Member {
  readonly ref: Ref
  readonly where: Condition
  readonly sure: boolean
}

/** The fields of members that rules over derived rows read, each once: what a sum may lack. */
export function membersOf(derived: readonly { readonly of: Derived; readonly rules: readonly Rule[] }[]): Member[] {
  const found = new Map<string, Member>()
  for (const { of, rules } of derived)
    for (const rule of rules)
      for (const condition of [rule.appliesWhen, rule.requires])
        for (const node of nodes(condition)) {
          if (!('list' in node) || node.list.path.join('.') !== of.list) continue
          const where = node.where ?? ALWAYS
          const add = (ref: Ref, sure: boolean) =>
            found.set(JSON.stringify([ref.path, sure, where]), { ref, where, sure })
          for (const part of nodes(where)) if (part.kind === 'ref' && part.variable === of.source.name) add(part, false)
          if ('of' in node)
            for (const part of nodes(node.of))
              if (part.kind === 'ref' && part.variable === of.source.name) add(part, true)
        }
  return [...found.values()]
}

const ALWAYS: Condition = { kind: 'and', of: [] }

/** The fields that rules read of a row, its links included, each once and with its key. */
export function refsOf(
  rules: readonly Rule[],
  entity: AnyEntity,
): { readonly path: readonly string[]; readonly field: Field }[] {
  const found = new Map<string, readonly string[]>()
  const add = (path: readonly string[]) => found.set(path.join('.'), path)
  for (const { appliesWhen, requires } of rules)
    for (const condition of [appliesWhen, requires])
      for (const node of nodes(condition)) {
        if (node.kind !== 'ref' || node.variable !== entity.name) continue
        for (let i = 1; i < node.path.length; i++) {
          const link = linkOf(entity, node.path.slice(0, i))
          if (link) add([...node.path.slice(0, i), link.key])
        }
        add(node.path)
      }
  return [...found.values()].flatMap((path) => {
    const field = declarationOf(entity, path)?.field
    return field ? [{ path, field }] : []
  })
}

function linkOf(entity: AnyEntity, path: readonly string[]): AnyEntity | undefined {
  let at: AnyEntity | undefined = entity
  for (const name of path) at = (at?.links as Record<string, AnyEntity> | undefined)?.[name]
  return at
}
