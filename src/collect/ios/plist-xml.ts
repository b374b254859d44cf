import type { Budget } from '../budget.ts'
import { MAX_DEPTH, type Plist } from './plist.ts'

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

interface Token {
  readonly kind: 'open' | 'close' | 'empty' | 'text'
  readonly value: string
}

/** An XML property list. It knows no entities of its own making and loads nothing; `undefined` when it is broken. */
export function xmlPlist(text: string, budget: Budget): Plist | undefined {
  const reader = new Reader(text, budget)
  for (let token = reader.next(); token !== undefined; token = reader.next()) {
    if (token.kind === 'text' || (token.kind === 'open' && token.value === 'plist')) continue
    const value = token.kind === 'close' ? undefined : reader.value(token, 0)
    return reader.cut ? undefined : value
  }
  return undefined
}

class Reader {
  readonly #text: string
  readonly #budget: Budget
  #at = 0
  /** The text ended before what was begun did. */
  cut = false

  constructor(text: string, budget: Budget) {
    this.#text = text
    this.#budget = budget
  }

  /** The next tag or run of text; comments, declarations and instructions are passed over. */
  next(): Token | undefined {
    const text = this.#text
    this.cut ||= this.#at >= text.length
    while (this.#at < text.length) {
      this.#budget.steps()
      if (text[this.#at] !== '<') {
        const end = text.indexOf('<', this.#at)
        const stop = end < 0 ? text.length : end
        const raw = text.slice(this.#at, stop)
        this.#at = stop
        return { kind: 'text', value: withoutEntities(raw) }
      }
      if (text.startsWith('<!--', this.#at)) this.#skip('-->')
      else if (text.startsWith('<![CDATA[', this.#at)) {
        const start = this.#at + 9
        this.#skip(']]>')
        return { kind: 'text', value: text.slice(start, Math.max(start, this.#at - 3)) }
      } else if (text.startsWith('<?', this.#at)) this.#skip('?>')
      else if (text.startsWith('<!', this.#at)) this.#declaration()
      else return this.#tag()
    }
    return undefined
  }

  /** The value an opening or empty tag begins. */
  value(token: Token, depth: number): Plist | undefined {
    if (token.kind === 'empty') return emptyValue(token.value)
    switch (token.value) {
      case 'dict':
        return this.#dict(depth)
      case 'array':
        return this.#array(depth)
      case 'true':
      case 'false':
        this.#content()
        return token.value === 'true'
      case 'integer':
      case 'real': {
        const number = Number(this.#content().trim())
        return Number.isFinite(number) ? number : undefined
      }
      case 'data':
        return Buffer.from(this.#content(), 'base64')
      case 'date':
      case 'string':
      case 'key':
        return this.#content()
      default:
        this.#content()
        return undefined
    }
  }

  #dict(depth: number): Map<string, Plist> | undefined {
    const dict = new Map<string, Plist>()
    if (depth > MAX_DEPTH) return undefined
    let key: string | undefined
    for (let token = this.next(); token !== undefined && token.kind !== 'close'; token = this.next()) {
      if (token.kind === 'text') continue
      if (token.value === 'key') {
        key = token.kind === 'empty' ? '' : this.#content()
        continue
      }
      const value = this.value(token, depth + 1)
      if (key !== undefined && value !== undefined && !dict.has(key)) dict.set(key, value)
      key = undefined
    }
    return dict
  }

  #array(depth: number): Plist[] | undefined {
    const list: Plist[] = []
    if (depth > MAX_DEPTH) return undefined
    for (let token = this.next(); token !== undefined && token.kind !== 'close'; token = this.next()) {
      if (token.kind === 'text') continue
      const value = this.value(token, depth + 1)
      if (value !== undefined) list.push(value)
    }
    return list
  }

  /** Text up to the closing tag. */
  #content(): string {
    let text = ''
    for (let token = this.next(); token !== undefined && token.kind !== 'close'; token = this.next())
      if (token.kind === 'text') text += token.value
    return text
  }

  #tag(): Token | undefined {
    const end = this.#text.indexOf('>', this.#at)
    if (end < 0) {
      this.#at = this.#text.length
      return undefined
    }
    const inside = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    if (inside.startsWith('/')) return { kind: 'close', value: inside.slice(1).trim() }
    const name = /^[^\s/]*/.exec(inside)![0]
    return { kind: inside.endsWith('/') ? 'empty' : 'open', value: name }
  }

  #skip(end: string): void {
    const at = this.#text.indexOf(end, this.#at)
    this.#at = at < 0 ? this.#text.length : at + end.length
  }

  /** A document type, with an inner subset if it has one. */
  #declaration(): void {
    const close = this.#text.indexOf('>', this.#at)
    const subset = this.#text.indexOf('[', this.#at)
    if (subset >= 0 && subset < close) this.#skip(']')
    this.#skip('>')
  }
}

function emptyValue(name: string): Plist | undefined {
  switch (name) {
    case 'true':
      return true
    case 'false':
      return false
    case 'dict':
      return new Map()
    case 'array':
      return []
    case 'string':
      return ''
    case 'data':
      return Buffer.alloc(0)
    default:
      return undefined
  }
}

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
