interface Node<T> {
  readonly next: Map<string, Node<T>>
  value?: T
}

/** A set of words, each with a value, that is looked for in one pass over a text. */
export class WordIndex<T> {
  readonly #root: Node<T> = { next: new Map() }
  /** 1 for each character code with which a word begins. */
  readonly #first = new Uint8Array(0x10000)

  /** A word given twice keeps its last value. */
  constructor(words: Iterable<readonly [word: string, value: T]>) {
    for (const [word, value] of words) {
      let node = this.#root
      this.#first[word.charCodeAt(0)] = 1
      for (let i = 0; i < word.length; i += 1) {
        const char = word[i]!
        let next = node.next.get(char)
        if (!next) {
          next = { next: new Map() }
          node.next.set(char, next)
        }
        node = next
      }
      node.value = value
    }
  }

  /** Gives `visit` the value of the longest word at each place where one begins; words may overlap. */
  scan(text: string, visit: (value: T) => void): void {
    for (let start = 0; start < text.length; start += 1) {
      if (this.#first[text.charCodeAt(start)] === 0) continue
      let node = this.#root.next.get(text[start]!)
      let value: T | undefined
      for (let end = start + 1; node; end += 1) {
        if (node.value !== undefined) value = node.value
        if (end >= text.length) break
        node = node.next.get(text[end]!)
      }
      if (value !== undefined) visit(value)
    }
  }
}
