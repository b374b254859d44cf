import { type ContextWord, type DataItem, dataItems, NEAR } from './data-items.ts'

/** A data item named in a text. Offsets are UTF-16 units of the text that was given. */
export interface ItemMention {
  readonly item: string
  readonly word: string
  readonly start: number
  readonly end: number
}

interface Entry {
  readonly item: string
  readonly context?: ContextWord
}
interface Node {
  readonly next: Map<string, Node>
  entries?: Entry[]
}

const LATIN = /[a-z0-9_]/

/** Full-width forms to half-width, letters to lower case: one character for one. */
const plain = (char: string): string => {
  const code = char.charCodeAt(0)
  const half = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char
  const lower = half.toLowerCase()
  return lower.length === 1 ? lower : half
}

const fold = (text: string): string => {
  let folded = ''
  for (let i = 0; i < text.length; i += 1) folded += plain(text[i]!)
  return folded
}

const isBlank = (char: string): boolean => char === ' ' || char === '\u00a0' || char === '\u3000'

const build = (items: readonly DataItem[]): Node => {
  const root: Node = { next: new Map() }
  const add = (word: string, entry: Entry) => {
    let node = root
    for (const char of fold(word)) {
      if (isBlank(char)) continue
      let next = node.next.get(char)
      if (!next) {
        next = { next: new Map() }
        node.next.set(char, next)
      }
      node = next
    }
    node.entries = [...(node.entries ?? []), entry]
  }
  for (const item of items) {
    for (const word of [...item.synonymsZh, ...item.synonymsEn]) add(word, { item: item.id })
    for (const context of item.context ?? []) add(context.word, { item: item.id, context })
  }
  return root
}

let trie: Node | undefined

const allowed = (context: ContextWord, folded: string, start: number, end: number): boolean => {
  const before = folded.slice(Math.max(0, start - NEAR), start)
  const after = folded.slice(end, end + NEAR)
  if (context.notBefore?.some((word) => before.trimEnd().endsWith(fold(word)))) return false
  if (context.notAfter?.some((word) => after.trimStart().startsWith(fold(word)))) return false
  return !context.near || context.near.some((word) => before.includes(fold(word)) || after.includes(fold(word)))
}

/**
 * The data items a text names, left to right, the longest word at each place (`WiFi列表`, not `WiFi`).
 * Letter case, full-width forms and blanks inside a word do not matter; a word that begins or ends
 * with a Latin letter or digit must stand on a word boundary there.
 */
export function findDataItems(text: string): readonly ItemMention[] {
  trie ??= build(dataItems)
  const folded = fold(text)
  const found: ItemMention[] = []
  for (let start = 0; start < folded.length; ) {
    let node: Node | undefined = trie
    let best: ItemMention | undefined
    const startsLatin = LATIN.test(folded[start]!)
    if (!isBlank(folded[start]!) && !(startsLatin && start > 0 && LATIN.test(folded[start - 1]!))) {
      for (let at = start; at < folded.length && node; at += 1) {
        const char = folded[at]!
        if (isBlank(char)) continue
        node = node.next.get(char)
        const end = at + 1
        if (!node?.entries || (LATIN.test(char) && LATIN.test(folded[end] ?? ''))) continue
        const entry = node.entries.find((one) => !one.context || allowed(one.context, folded, start, end))
        if (entry) best = { item: entry.item, word: text.slice(start, end), start, end }
      }
    }
    if (best) found.push(best)
    start = best ? best.end : start + 1
  }
  return found
}
