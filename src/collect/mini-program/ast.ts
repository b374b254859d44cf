import type { Node } from 'acorn'

/** A node of the tree, whatever it holds. */
export type Any = Node & Readonly<Record<string, unknown>>
export const isNode = (value: unknown): value is Any =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
export const FUNCTION = /^(?:FunctionExpression|ArrowFunctionExpression|FunctionDeclaration)$/

export function children(node: Any): Any[] {
  const out: Any[] = []
  for (const key of Object.keys(node)) {
    if (key === 'type' || key === 'start' || key === 'end' || key === 'loc') continue
    const value = node[key]
    if (isNode(value)) out.push(value)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) out.push(one)
  }
  return out
}

export const keyOf = (node: Any): string | undefined => {
  const key = node['key'] as Any | undefined
  return key?.type === 'Identifier' && node['computed'] !== true ? (key['name'] as string) : literal(key)
}

export const literal = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'TemplateLiteral' && (node['expressions'] as unknown[]).length === 0)
    return ((node['quasis'] as Any[])[0]?.['value'] as { cooked?: string } | undefined)?.cooked
  if (node.type === 'BinaryExpression' && node['operator'] === '+') {
    const [left, right] = [literal(node['left']), literal(node['right'])]
    return left === undefined || right === undefined ? undefined : left + right
  }
  return undefined
}

/** Name of a member, also where it is written in brackets with a constant. */
export const member = (node: Any): string | undefined =>
  node['computed'] === true ? literal(node['property']) : ((node['property'] as Any)['name'] as string | undefined)

export const unwrap = (node: Any): Any =>
  node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression' ? unwrap(node['expression'] as Any) : node

export function* deep(from: Any): Generator<Any> {
  const stack = [from]
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node
    stack.push(...children(node))
  }
}
