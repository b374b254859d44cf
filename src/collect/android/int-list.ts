/** A growing list of 32-bit integers in one typed array: a quarter of the memory of `number[]`, no boxing. */
export class IntList {
  length = 0
  #items: Int32Array

  constructor(capacity = 256) {
    this.#items = new Int32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.#items.length) {
      const wider = new Int32Array(this.length * 2)
      wider.set(this.#items)
      this.#items = wider
    }
    this.#items[this.length++] = value
  }

  pop(): number {
    return this.#items[--this.length]!
  }

  at(index: number): number {
    return this.#items[index]!
  }

  set(index: number, value: number): void {
    this.#items[index] = value
  }

  /** The filled part, sharing memory; valid until the next `push`. */
  view(): Int32Array {
    return this.#items.subarray(0, this.length)
  }
}
