interface Node<T> {
  readonly next: Map<string, Node<T>>
  value?: T
}

export interface Hit<T> {
  readonly value: T
  readonly start: number
  readonly end: number
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

  /** The longest word at each place where one begins; words may overlap. */
  scan(text: string): readonly Hit<T>[] {
    const hits: Hit<T>[] = []
    for (let start = 0; start < text.length; start += 1) {
      if (this.#first[text.charCodeAt(start)] === 0) continue
      let node = this.#root.next.get(text[start]!)
      let hit: Hit<T> | undefined
      for (let end = start + 1; node; end += 1) {
        if (node.value !== undefined) hit = { value: node.value, start, end }
        if (end >= text.length) break
        node = node.next.get(text[end]!)
      }
      if (hit) hits.push(hit)
    }
    return hits
  }
}
