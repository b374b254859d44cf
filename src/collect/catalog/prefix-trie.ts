interface Node<T> {
  readonly next: Map<string, Node<T>>
  value?: T
}

/** Longest-prefix lookup for dotted names. A prefix ends on a `.` or a `$`, never inside a word. */
export class PrefixTrie<T> {
  readonly #root: Node<T> = { next: new Map() }

  add(prefix: string, value: T): void {
    let node = this.#root
    for (const part of prefix.split('.')) {
      let next = node.next.get(part)
      if (!next) {
        next = { next: new Map() }
        node.next.set(part, next)
      }
      node = next
    }
    node.value = value
  }

  /** The value of the longest prefix of `name`, or undefined. */
  find(name: string): T | undefined {
    let node: Node<T> | undefined = this.#root
    let found: T | undefined
    for (let start = 0; node && start <= name.length; ) {
      const dot = name.indexOf('.', start)
      const end = dot < 0 ? name.length : dot
      const part = name.slice(start, end)
      const next: Node<T> | undefined = node.next.get(part)
      if (!next) {
        const dollar = part.indexOf('$')
        return (dollar > 0 ? node.next.get(part.slice(0, dollar))?.value : undefined) ?? found
      }
      found = next.value ?? found
      node = next
      start = end + 1
    }
    return found
  }
}
