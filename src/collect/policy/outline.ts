import type { Budget } from '../budget.ts'
import { squeeze } from '../document/characters.ts'
import type { Block, Document } from '../document/document.ts'
import { looksLikeHeading } from './headings.ts'

export interface OutlineSection {
  readonly title: string
  readonly level: number
  readonly parent?: number
}

/** A block with the section it stands in. */
export interface Located {
  readonly block: Block
  readonly index: number
  readonly section: number
  /** The block was taken as the heading of its section. */
  readonly heading: boolean
  /** Number of the table among the tables of the document, from 1. */
  readonly table?: number
}

export interface Outline {
  readonly sections: readonly OutlineSection[]
  readonly blocks: readonly Located[]
}

/** A heading element that holds a whole sentence is running text. */
const isSentence = (text: string): boolean => text.length > 60 || (text.length > 24 && /[，,].*[。；]$|。./.test(text))

function levelOf(block: Block, explicit: number): number | undefined {
  if (block.kind === 'heading') return isSentence(block.text) ? undefined : block.level
  const looks = looksLikeHeading(block)
  return looks === undefined ? undefined : Math.max(looks, explicit + 1)
}

const sameTitle = (title: string): string =>
  squeeze(title).replace(/[\s\d.．、，,：:()（）【】一二三四五六七八九十]/g, '')

/**
 * Puts the blocks of a document under their headings. Section 0 is the text before the first heading. A heading with
 * nothing under it whose title comes again later is a line of the table of contents and is left out.
 * @throws BudgetError
 */
export function outline(document: Document, budget: Budget): Outline {
  const sections: { title: string; level: number; parent?: number; filled: boolean }[] = [
    { title: '', level: 0, filled: true },
  ]
  const blocks: Located[] = []
  const open: number[] = [0]
  let tables = 0
  let explicit = 0
  for (const [index, block] of document.blocks.entries()) {
    budget.steps(block.kind === 'table' ? 8 : block.text.length)
    const level = levelOf(block, explicit)
    if (block.kind === 'heading' && level !== undefined) explicit = level
    if (level === undefined || block.kind === 'table') {
      for (const at of open) sections[at]!.filled = true
      if (block.kind === 'table') tables += 1
      const table = block.kind === 'table' ? { table: tables } : {}
      blocks.push({ block, index, section: open.at(-1)!, heading: false, ...table })
      continue
    }
    while (open.length > 1 && sections[open.at(-1)!]!.level >= level) open.pop()
    const parent = open.at(-1)!
    sections.push({ title: squeeze(block.text), level, filled: false, ...(parent > 0 ? { parent } : {}) })
    open.push(sections.length - 1)
    budget.depth(open.length)
    blocks.push({ block, index, section: sections.length - 1, heading: true })
  }
  return withoutContents(sections, blocks)
}

function withoutContents(
  sections: readonly { title: string; level: number; parent?: number; filled: boolean }[],
  blocks: readonly Located[],
): Outline {
  const later = new Set<string>()
  const drop = new Set<number>()
  for (let i = sections.length - 1; i > 0; i -= 1) {
    const title = sameTitle(sections[i]!.title)
    if (!sections[i]!.filled && later.has(title)) drop.add(i)
    later.add(title)
  }
  if (drop.size === 0) return { sections: sections.map(plainSection), blocks }
  const place: number[] = []
  const kept: OutlineSection[] = []
  for (const [i, section] of sections.entries()) {
    if (drop.has(i)) {
      place.push(section.parent === undefined ? 0 : place[section.parent]!)
      continue
    }
    place.push(kept.length)
    const parent = section.parent === undefined ? 0 : place[section.parent]!
    kept.push({ title: section.title, level: section.level, ...(parent > 0 ? { parent } : {}) })
  }
  return {
    sections: kept,
    blocks: blocks
      .filter((one) => !(one.heading && drop.has(one.section)))
      .map((one) => ({ ...one, section: place[one.section]! })),
  }
}

const plainSection = ({ title, level, parent }: { title: string; level: number; parent?: number }): OutlineSection => ({
  title,
  level,
  ...(parent === undefined ? {} : { parent }),
})
