import type { Budget } from '../budget.ts'
import { squeeze } from '../document/characters.ts'
import { excerpt } from './excerpt.ts'
import type { Located, OutlineSection } from './outline.ts'
import type { Found, Place, Topic } from './scan.ts'
import { splitSentences } from './sentences.ts'
import type { TopicTagger } from './topics.ts'
import { simplified } from './traditional.ts'

/** A sentence as the readers see it. */
export interface Line {
  readonly index: number
  readonly section: number
  readonly block: number
  /** As written, tidied. */
  readonly text: string
  /** For comparing words: without blanks at Chinese characters, in simplified characters. */
  readonly plain: string
  readonly topics: readonly Topic[]
  /** It stands in a list item or table cell. */
  readonly listed: boolean
  /** It announces what follows: it ends with a colon or names 以下方式. */
  readonly announces: boolean
  /** Address of the first link of its paragraph. */
  readonly links: readonly { readonly text: string; readonly href: string }[]
}

/** The policy as sentences under headings; every reader of a part takes this. */
export interface Reading {
  /** Sentences of running text; the index of each is its place here. */
  readonly lines: readonly Line[]
  /** Sentences of the blocks that were read as records of a list; their indexes go on after those of `lines`. */
  readonly records: readonly Line[]
  /** Headings as lines with the index −1: dates and names stand in them too. */
  readonly headings: readonly Line[]
  readonly sections: readonly OutlineSection[]
  /** Titles of a section and of what it is a part of, simplified, innermost first. */
  titles(section: number): string
  place(line: Line): Place
  found(line: Line, at?: number): Found
}

const MIN_CELL = 30
/** The sentence ends with a colon or points to what is listed next. */
const TAIL = 40
const ANNOUNCES =
  /[：:]$|(?:以下|如下|下列|下述|下面的?|下文)[^。，]{0,8}(?:方式|途径|方法|路径|渠道|步骤|指引|操作)[^。]{0,14}[。]?$/

/**
 * Sentences of a document. `taken` has the blocks that were read as tables or records of lists. Headings are not
 * sentences; other table cells are where they hold prose.
 * @throws BudgetError
 */
export function read(
  blocks: readonly Located[],
  sections: readonly OutlineSection[],
  taken: ReadonlySet<number>,
  tag: TopicTagger,
  budget: Budget,
): Reading {
  const prose: Line[] = []
  const records: Line[] = []
  const add = (lines: Line[], from: number, at: Located, text: string, listed: boolean, links: Line['links']) => {
    for (const sentence of splitSentences(text)) {
      budget.entries()
      budget.steps(sentence.length * 4)
      const squeezed = squeeze(sentence)
      const plain = simplified(squeezed)
      lines.push({
        index: from < 0 ? -1 : from + lines.length,
        section: at.section,
        block: at.index,
        text: squeezed,
        plain,
        topics: tag(plain),
        listed,
        announces: ANNOUNCES.test(plain.slice(-TAIL)),
        links,
      })
    }
  }
  const addBlock = (lines: Line[], from: number, at: Located) => {
    const { block } = at
    if (block.kind === 'table') {
      for (const row of block.rows)
        for (const cell of row)
          if (!cell.spanned && cell.text.length >= MIN_CELL)
            for (const line of cell.text.split('\n')) add(lines, from, at, line, true, cell.links ?? [])
    } else if (block.kind === 'heading') add(lines, from, at, block.text, false, [])
    else add(lines, from, at, block.text, block.kind === 'item', block.links ?? [])
  }
  for (const at of blocks) if (!at.heading && !taken.has(at.index)) addBlock(prose, 0, at)
  for (const at of blocks)
    if (!at.heading && taken.has(at.index) && at.block.kind !== 'table') addBlock(records, prose.length, at)
  const headings: Line[] = []
  for (const at of blocks) if (at.heading && at.block.kind !== 'table') add(headings, -1, at, at.block.text, false, [])
  const titles = sections.map((_, index) => {
    const names: string[] = []
    for (let at: number | undefined = index; at !== undefined && names.length < 8; at = sections[at]?.parent)
      names.push(simplified(sections[at]?.title ?? ''))
    return names.join(' ')
  })
  const place = (line: Line): Place => ({
    section: line.section,
    title: sections[line.section]?.title ?? '',
    ...(line.index < 0 ? {} : { sentence: line.index }),
  })
  return {
    lines: prose,
    records,
    headings,
    sections,
    titles: (section) => titles[section] ?? '',
    place,
    found: (line, at = 0) => ({ at: place(line), excerpt: excerpt(line.text, at) }),
  }
}
