import type { Numbering } from './instrument.ts'
import { hashForm, normalise, printedLabel } from './normalise.ts'

/** The own words of one provision as found in a text. */
export interface FoundProvision {
  readonly place: string
  /** The words as printed, label included. */
  readonly text: string
  /** Normalised, label left out: what is hashed. */
  readonly form: string
  /** Line of the text where it stands, counted from 0. */
  readonly line: number
}

export interface TextShape {
  /** Official Chinese title; a line, or up to three lines together, must be exactly this after normalisation. */
  readonly title: string
  readonly numbering: Numbering
  /** Names that sign the text: a line of one of these ends it. */
  readonly signatures: readonly string[]
}

const HAN = /\p{Script=Han}/u
const LATIN = /\p{Script=Latin}/gu
/** A line without Chinese and with more letters than this ends the text: the next one has begun in English. */
const MAX_LATIN = 12
/** The title may also stand in a table of contents or a covering notice; the longest body after it wins. */
const MAX_TITLES = 20
const DATE = /^\d{4}年\d{1,2}月\d{1,2}日$/
const CHINESE: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** 21 for 二十一 or 21. Undefined for other texts and above 9999. */
export function chineseNumber(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  if (!/^[〇零一二三四五六七八九十百千]{1,8}$/.test(text)) return undefined
  let total = 0
  let digit = 0
  for (const c of text) {
    const scale = c === '十' ? 10 : c === '百' ? 100 : c === '千' ? 1000 : 0
    if (scale) {
      total += (digit || 1) * scale
      digit = 0
    } else digit = CHINESE[c] ?? 0
  }
  return total + digit
}

type Mark = 'chapter' | 'article' | 'han' | 'bracket' | 'digit'

/** What kind of label a line starts with, and its number. */
function markOf(line: string): { mark: Mark; n: number } | undefined {
  const label = printedLabel(line)
  if (!label) return undefined
  const n = chineseNumber(label.replace(/^[第(]|[编章节条、.)].*$/gu, ''))
  if (n === undefined || n === 0) return undefined
  if (label.startsWith('第')) {
    if (label.endsWith('条')) return { mark: 'article', n }
    return label.endsWith('章') ? { mark: 'chapter', n } : undefined
  }
  if (label.startsWith('(')) return { mark: 'bracket', n }
  return { mark: /^\d/.test(label) ? 'digit' : 'han', n }
}

/** Lines of the text after its title, up to its signature, date or the next text in another script. */
function body(lines: readonly string[], shape: TextShape): { line: number; text: string }[] | undefined {
  const title = normalise(shape.title)
  const signatures = new Set(shape.signatures.map(normalise))
  let best: { line: number; text: string }[] | undefined
  let bestMarks = 0
  let titles = 0
  for (let i = 0; i < lines.length && titles < MAX_TITLES; i++) {
    const end = titleEnd(lines, i, title)
    if (end === undefined) continue
    titles++
    const found: { line: number; text: string }[] = []
    let marks = 0
    for (let j = end; j < lines.length; j++) {
      const text = lines[j]!
      const normal = normalise(text)
      if (!HAN.test(normal)) {
        if ((normal.match(LATIN) ?? []).length > MAX_LATIN) break
        continue
      }
      if (marks > 0 && (signatures.has(normal) || DATE.test(normal))) {
        if (/^附[:件]/.test(normalise(nextText(lines, j + 1, signatures)))) continue
        break
      }
      if (markOf(text)) marks++
      found.push({ line: j, text })
    }
    if (marks > bestMarks) [best, bestMarks] = [found, marks]
  }
  return best
}

/** The next line that is neither empty nor a signature nor a date. */
function nextText(lines: readonly string[], from: number, signatures: ReadonlySet<string>): string {
  for (let i = from; i < Math.min(lines.length, from + 8); i++) {
    const normal = normalise(lines[i]!)
    if (normal !== '' && !signatures.has(normal) && !DATE.test(normal)) return lines[i]!
  }
  return ''
}

/** Index after the title that starts on line `at`, written on one to three lines. */
function titleEnd(lines: readonly string[], at: number, title: string): number | undefined {
  let joined = ''
  let used = 0
  for (let i = at; i < lines.length && used < 3; i++) {
    const normal = normalise(lines[i]!.slice(0, 400))
    if (normal === '') {
      if (joined === '') return undefined
      continue
    }
    joined += normal
    used++
    if (joined === title) return i + 1
    if (!title.startsWith(joined)) return undefined
  }
  return undefined
}

interface Block {
  readonly place: string
  readonly labelled: boolean
  readonly lines: { line: number; text: string; item?: number }[]
}

/**
 * Finds the official Chinese text of every provision of one instrument in a text that may hold many: posts in two
 * languages, saved pages, plain files. Returns undefined where the title is not there, and only what is printed: a
 * text cut off in the middle gives fewer provisions, never invented ones. Never throws; its work grows with the length
 * of the text and no faster.
 */
export function findProvisions(text: string, shape: TextShape): readonly FoundProvision[] | undefined {
  const found = body(text.split(/\r\n|\r|\n/), shape)
  return found && blocksOf(found, shape.numbering).flatMap(provisions)
}

/** Cuts the lines at labels into blocks: one heading, section or article with the lines under it. */
function blocksOf(lines: readonly { line: number; text: string }[], numbering: Numbering): Block[] {
  const blocks: Block[] = []
  let part = 0
  let annex = false
  const open = (place: string, line: { line: number; text: string }, labelled = true) =>
    blocks.push({ place, labelled, lines: [line] })
  for (const line of lines) {
    const found = markOf(line.text)
    const last = blocks.at(-1)
    if (numbering === 'list' && /^附[:件]/.test(normalise(line.text))) {
      annex = true
      open('part2', line, false)
    } else if (numbering === 'articles') {
      if (found?.mark === 'chapter') open(`part${found.n}`, line)
      else if (found?.mark === 'article') open(`art${found.n}`, line)
      else if (last?.place.startsWith('art')) {
        last.lines.push(found?.mark === 'bracket' ? { ...line, item: found.n } : line)
      }
    } else if (numbering === 'list') {
      if (found?.mark === 'han' || found?.mark === 'digit') open(annex ? `part2.${found.n}` : String(found.n), line)
    } else if (found?.mark === 'han') {
      part = found.n
      open(numbering === 'opinions' ? `part${part}` : String(part), line)
    } else if (part > 0 && numbering === 'groups' && found?.mark === 'digit') {
      open(`${part}.${found.n}`, line)
    } else if (part > 0 && numbering !== 'groups' && found?.mark === 'bracket') {
      open(numbering === 'opinions' ? String(found.n) : `${part}.${found.n}`, line)
    } else if (part > 0 && numbering !== 'groups') last?.lines.push(line)
  }
  return blocks
}

/** A heading stands alone on its line: no full stop in it. */
const isHeading = (line: string) => !/[。;:,]/u.test(normalise(line))

/** The provisions of a block: the block itself, its paragraphs where it has more than one, its items. */
function provisions(block: Block): FoundProvision[] {
  const make = (place: string, line: { line: number; text: string }, labelled: boolean): FoundProvision => ({
    place,
    text: line.text.trim(),
    form: hashForm(line.text, labelled),
    line: line.line,
  })
  const [first, ...rest] = block.lines
  if (!first) return []
  const article = block.place.startsWith('art')
  const heading = !article && isHeading(first.text)
  const paragraphs = block.lines.filter((l) => l.item === undefined)
  if (heading) {
    return [make(block.place, first, block.labelled), ...rest.map((l, i) => make(`${block.place}.p${i + 1}`, l, false))]
  }
  if (paragraphs.length === 1) {
    return [make(block.place, first, block.labelled), ...rest.map((l) => make(`${block.place}.${l.item}`, l, true))]
  }
  let n = 0
  return block.lines.map((l) =>
    l.item === undefined
      ? make(`${block.place}.p${++n}`, l, l === first && block.labelled)
      : make(`${block.place}.${l.item}`, l, true),
  )
}
