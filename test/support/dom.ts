/** The part of a parse5 tree that tests look at. */
export interface Node {
  readonly nodeName: string
  readonly tagName?: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

/** Every element under `node`, in document order; of one tag name where given. */
export function all(node: Node | undefined, tag?: string): Node[] {
  if (!node) return []
  return (node.childNodes ?? []).flatMap((child) => [
    ...(child.tagName !== undefined && (tag === undefined || child.tagName === tag) ? [child] : []),
    ...all(child, tag),
  ])
}

/** Value of an attribute; undefined where it is not set. */
export function attribute(node: Node | undefined, name: string): string | undefined {
  return node?.attrs?.find((a) => a.name === name)?.value
}

/** All text under a node, as it stands. */
export function text(node: Node | undefined): string {
  if (!node) return ''
  if (node.nodeName === '#text') return node.value ?? ''
  return (node.childNodes ?? []).map(text).join('')
}
