import { countHan, runs } from '../document/characters.ts'
import type { Document } from '../document/document.ts'
import type { Line } from './reading.ts'
import type { Language, Length } from './scan.ts'
import { countSimplified, countTraditional } from './traditional.ts'

const LETTERS = /[A-Za-z\u00c0-\u024f\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af]+/g
/** Characters that are looked at for the script. */
const SAMPLE = 20_000
/** Less Chinese than this is another language; an English policy has a few Chinese names. */
const CHINESE = 0.3
const ONE_SIDE = 0.9
const SIMPLIFIED_LINK = /简体|简中|zh[-_]?(?:cn|hans)|简体中文|Simplified/i

/** Which script a text is written in, by its characters alone. */
export function readLanguage(text: string, document: Document): Language {
  const han = countHan(text)
  // A letter stands for less than a Chinese character does: five letters count as one word.
  const letters = runs(text, LETTERS) / 5
  const share = han + letters === 0 ? 0 : han / (han + letters)
  const sample = text.slice(0, SAMPLE)
  const traditional = countTraditional(sample)
  const both = traditional + countSimplified(sample)
  const part = both === 0 ? 0 : traditional / both
  const link = simplifiedLink(document)
  return {
    han: share,
    traditional: part,
    kind:
      han + letters === 0
        ? 'none'
        : share < CHINESE
          ? 'other'
          : part >= ONE_SIDE
            ? 'traditional'
            : part > 1 - ONE_SIDE
              ? 'mixed'
              : 'simplified',
    ...(link ? { simplifiedLink: link } : {}),
  }
}

function simplifiedLink(document: Document): string | undefined {
  for (const one of document.page?.alternates ?? []) if (SIMPLIFIED_LINK.test(one.text) && one.href) return one.href
  for (const block of document.blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'item') continue
    for (const link of block.links ?? [])
      if (link.text.length <= 20 && SIMPLIFIED_LINK.test(link.text) && link.href) return link.href
  }
  return undefined
}

/**
 * Measures of how long and how involved the sentences are. A run of parts ended by ； is one sentence. `chars` is the
 * length of the whole text without blanks, with headings and tables.
 */
export function readLength(lines: readonly Line[], chars: number): Length {
  const lengths: number[] = []
  let total = 0
  let clauses = 0
  let brackets = 0
  let open = 0
  let block = -1
  for (const line of lines) {
    const length = line.text.replaceAll(' ', '').length
    total += length
    clauses += 1 + (line.text.match(/[，；：,;:]/g)?.length ?? 0)
    brackets = Math.max(brackets, nesting(line.text))
    const goesOn = open > 0 && line.block === block
    if (goesOn) lengths[lengths.length - 1]! += length
    else lengths.push(length)
    block = line.block
    open = /[；;]$/.test(line.text) ? 1 : 0
  }
  const sorted = lengths.toSorted((a, b) => a - b)
  const count = sorted.length
  return {
    chars,
    sentences: count,
    mean: count === 0 ? 0 : Math.round((total / count) * 10) / 10,
    p90: count === 0 ? 0 : sorted[Math.min(count - 1, Math.floor(count * 0.9))]!,
    max: sorted.at(-1) ?? 0,
    clauses: count === 0 ? 0 : Math.round((clauses / count) * 10) / 10,
    brackets,
  }
}

/** Deepest nesting of round and square brackets. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [mark] of text.matchAll(/[()[\]（）【】]/g)) {
    depth = '([（【'.includes(mark) ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
