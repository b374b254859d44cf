import type { Budget } from '../budget.ts'
import { MAX_DEPTH, type Plist } from './plist.ts'

/** Whether a text begins as the old text form does: a comment, a bracket, or a name and an equals sign. */
export const isTextTable = (text: string): boolean =>
  /^\s*(?:$|\/[/*]|[{(]|"(?:[^"\\]|\\.){0,400}"\s*[=;]|[\w.$/:-]{1,400}\s*[=;])/.test(text.slice(0, 2000))

/**
 * The old text form of property lists, of which `.strings` files are the inside of a dictionary:
 * `"key" = "value";`. Reads up to the first fault; `undefined` when it begins with one.
 */
export function textPlist(text: string, budget: Budget): Plist | undefined {
  const reader = new Reader(text, budget)
  const first = reader.peek()
  if (first === '{' || first === '(') return reader.value(0)
  const table = reader.pairs(0)
  return table.size > 0 || reader.peek() === undefined ? table : undefined
}

class Reader {
  readonly #text: string
  readonly #budget: Budget
  #at = 0

  constructor(text: string, budget: Budget) {
    this.#text = text
    this.#budget = budget
  }

  /** The next character that is neither blank nor comment. */
  peek(): string | undefined {
    const text = this.#text
    for (;;) {
      this.#budget.steps()
      while (/\s/.test(text[this.#at] ?? 'x')) this.#at++
      if (text.startsWith('//', this.#at)) this.#past('\n')
      else if (text.startsWith('/*', this.#at)) this.#past('*/')
      else return text[this.#at]
    }
  }

  /** Pairs up to a closing bracket, the end, or a fault. */
  pairs(depth: number): Map<string, Plist> {
    const dict = new Map<string, Plist>()
    for (let next = this.peek(); next !== undefined && next !== '}'; next = this.peek()) {
      const key = this.#word()
      if (key === undefined) break
      let value: Plist | undefined = key
      if (this.peek() === '=') {
        this.#at++
        value = this.value(depth + 1)
      }
      if (this.peek() !== ';' || value === undefined) break
      this.#at++
      if (!dict.has(key)) dict.set(key, value)
    }
    return dict
  }

  value(depth: number): Plist | undefined {
    const next = this.peek()
    if (depth > MAX_DEPTH) return undefined
    if (next === '{') {
      this.#at++
      const dict = this.pairs(depth)
      return this.#closes('}') ? dict : undefined
    }
    if (next !== '(') return this.#word()
    this.#at++
    const list: Plist[] = []
    while (this.peek() !== ')') {
      const value = this.value(depth + 1)
      if (value === undefined) return undefined
      list.push(value)
      if (this.peek() === ',') this.#at++
    }
    this.#at++
    return list
  }

  #closes(bracket: string): boolean {
    if (this.peek() !== bracket) return false
    this.#at++
    return true
  }

  /** A quoted or plain word. */
  #word(): string | undefined {
    const quote = this.peek()
    if (quote !== '"' && quote !== "'") {
      const from = this.#at
      while (/[\w.$/:-]/.test(this.#text[this.#at] ?? '')) this.#at++
      return this.#at > from ? this.#text.slice(from, this.#at) : undefined
    }
    let word = ''
    let from = ++this.#at
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]
      if (char === quote) {
        word += this.#text.slice(from, this.#at++)
        return word
      }
      if (char !== '\\') continue
      word += this.#text.slice(from, this.#at) + this.#escape()
      from = this.#at + 1
    }
    return undefined
  }

  /** The character an escape stands for; leaves the place at the escape's last character. */
  #escape(): string {
    const next = this.#text[++this.#at] ?? ''
    const digits = /^(?:[Uu]([0-9a-fA-F]{4})|([0-7]{1,3}))/.exec(this.#text.slice(this.#at, this.#at + 5))
    if (digits) {
      this.#at += digits[0].length - 1
      return String.fromCharCode(
        digits[1] === undefined ? Number.parseInt(digits[2]!, 8) : Number.parseInt(digits[1], 16),
      )
    }
    return { n: '\n', t: '\t', r: '\r' }[next] ?? next
  }

  #past(end: string): void {
    const at = this.#text.indexOf(end, this.#at)
    this.#at = at < 0 ? this.#text.length : at + end.length
  }
}
