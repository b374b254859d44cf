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
  /** How many paragraphs before the first number belong to it (`p1`, `p2`); the last ones are taken. Default: none. */
  readonly preamble?: number
}

const HAN = /\p{Script=Han}/u
const LATIN = /\p{Script=Latin}/gu
/** A line without Chinese and with more letters than this ends the text: the next one has begun in English. */
const MAX_LATIN = 12
/** The title may also stand in a table of contents or a covering notice; the longest body after it wins. */
const MAX_TITLES = 20
const DATE = /^\d{4}年\d{1,2}月\d{1,2}日$/
/** Set phrases that close a notice or a report. */
const CLOSING = /^(?:特此(?:通知|公告|通告|报告)|以上报告,请(?:审议|予审议))。?$/
/** A line that says the title before it is that of a draft. */
const DRAFT = /^\(?[^。;:]{0,16}(?:征求意见稿|草案|送审稿|建议稿)[^。;:]{0,6}\)?$/
/** A title may be printed in marks and announced: 《…》全文如下. */
const ANNOUNCED = /》?(?:\(全文\)|全文如下|如下)?[。:]?$/
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

type Mark = 'book' | 'chapter' | 'section' | 'article' | 'inserted' | 'han' | 'bracket' | 'digit'
const UNITS: Readonly<Record<string, Mark>> = { 编: 'book', 章: 'chapter', 节: 'section', 条: 'article' }

/** What kind of label a line starts with, and its number; `inserted` is an article 第…条之一. */
export function markOf(line: string): { mark: Mark; n: number } | undefined {
  const label = printedLabel(line)
  if (!label) return undefined
  const n = chineseNumber(label.replace(/^[第(]|[编章节条、.)].*$/gu, ''))
  if (n === undefined || n === 0) return undefined
  if (label.startsWith('第')) {
    const mark = UNITS[label.at(-1)!]
    return mark ? { mark, n } : { mark: 'inserted', n }
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
      if (marks > 0 && (signatures.has(normal) || DATE.test(normal) || CLOSING.test(normal))) {
        if (/^附[:件]/.test(normalise(nextText(lines, j + 1, signatures)))) continue
        break
      }
      if (markOf(text)) marks++
      found.push({ line: j, text })
    }
    if (marks > bestMarks || (!best && shape.preamble && found.length > 0)) [best, bestMarks] = [found, marks]
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
    let normal = normalise(lines[i]!.slice(0, 400))
    if (normal === '') {
      if (joined === '') return undefined
      continue
    }
    if (joined === '' && !title.startsWith('《')) normal = normal.replace(/^《/, '')
    joined += normal
    used++
    if (joined === title || (joined.startsWith(title) && joined.replace(ANNOUNCED, '') === title)) {
      return !DRAFT.test(title) && isDraftLine(lines, i + 1) ? undefined : i + 1
    }
    if (!title.startsWith(joined)) return undefined
  }
  return undefined
}

/** True where the next printed line says that this is a draft: then it is not the text of that title. */
function isDraftLine(lines: readonly string[], from: number): boolean {
  for (let i = from; i < Math.min(lines.length, from + 4); i++) {
    const normal = normalise(lines[i]!.slice(0, 60))
    if (normal !== '') return DRAFT.test(normal)
  }
  return false
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
  return found && provisionsIn(found, shape.numbering, shape.preamble)
}

/** One line of a text with its place in the file, counted from 0. */
export interface Line {
  readonly line: number
  readonly text: string
}

/** The provisions of the lines that follow a title. */
export function provisionsIn(lines: readonly Line[], numbering: Numbering, preamble = 0): readonly FoundProvision[] {
  const split = numbering === 'list' ? splitItems(lines) : lines
  const blocks = blocksOf(split, numbering).flatMap(provisions)
  if (preamble === 0) return blocks
  const first = split.findIndex((l) => markOf(l.text) !== undefined)
  const before = split.slice(0, first < 0 ? undefined : first).slice(-preamble)
  return [...before.map((l, i) => make(`p${i + 1}`, l, false)), ...blocks]
}

const SECOND_ITEM = /[。;!?；！？]\s+(?=(\d{1,2})[.、．](?!\d))/gu

/** A line that holds two items of a list: item n, and n + 1 before the line of n + 2 or the end. */
function splitItems(lines: readonly Line[]): readonly Line[] {
  const marks = lines.map((l) => markOf(l.text))
  return lines.flatMap((l, i) => {
    const here = marks[i]
    if (here?.mark !== 'digit') return [l]
    const next = marks.slice(i + 1, i + 8).find((m) => m?.mark === 'digit')
    const cut = [...l.text.matchAll(SECOND_ITEM)].find((m) => Number(m[1]) === here.n + 1)
    if (!cut || next?.n === here.n + 1) return [l]
    const at = cut.index + cut[0].length
    return [
      { line: l.line, text: l.text.slice(0, at) },
      { line: l.line, text: l.text.slice(at) },
    ]
  })
}

/** A paragraph may begin with the number of another article (第三条规定的……): a label is set off, or next in order. */
const SET_OFF = /^[\s*_#]*第[〇零一二三四五六七八九十百千\d]+条[*_]*(?:[\s:：]|$)/u

/** Cuts the lines at labels into blocks: one heading, section or article with the lines under it. */
function blocksOf(lines: readonly Line[], numbering: Numbering): Block[] {
  if (numbering === 'articles') return articleBlocks(lines)
  const blocks: Block[] = []
  let part = 0
  let annex = false
  const open = (place: string, line: Line, labelled = true) => blocks.push({ place, labelled, lines: [line] })
  for (const line of lines) {
    const found = markOf(line.text)
    const last = blocks.at(-1)
    if (numbering === 'list' && /^附[:件]/.test(normalise(line.text))) {
      annex = true
      open('part2', line, false)
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

/** Books, chapters, sections and articles. A table of contents before the first article is passed over. */
function articleBlocks(lines: readonly Line[]): Block[] {
  let blocks: Block[] = []
  let seen = new Set<string>()
  const at = { book: 0, chapter: 0, section: 0 }
  let article = 0
  let open: Block | undefined
  const start = (place: string, line: Line) => {
    open = { place, labelled: true, lines: [line] }
    blocks.push(open)
    seen.add(place)
  }
  for (const line of lines) {
    const found = markOf(line.text)
    const mark = found?.mark
    if (found && (mark === 'book' || mark === 'chapter' || mark === 'section')) {
      if (mark === 'book') [at.book, at.chapter, at.section] = [found.n, 0, 0]
      else if (mark === 'chapter') [at.chapter, at.section] = [found.n, 0]
      else at.section = found.n
      const place = `part${[at.book, at.chapter, at.section].filter((n) => n > 0).join('.')}`
      if (article === 0 && seen.has(place)) [blocks, seen] = [[], new Set()]
      start(place, line)
    } else if (found && mark === 'article' && (found.n === article + 1 || SET_OFF.test(line.text))) {
      article = found.n
      start(`art${article}`, line)
    } else if (mark === 'inserted' && SET_OFF_INSERTED.test(line.text)) open = undefined
    else if (open?.place.startsWith('art')) open.lines.push(mark === 'bracket' ? { ...line, item: found!.n } : line)
  }
  return blocks
}

/** Articles 第…条之一 have no reference of their own: they are left out, and never run into the article before. */
export const SET_OFF_INSERTED =
  /^[\s*_#]*第[〇零一二三四五六七八九十百千\d]+条之[一二三四五六七八九十]+[*_]*(?:[\s:：]|$)/u

/** Longest heading with a comma in it, in characters. */
const MAX_HEADING = 40

/** A heading stands alone on its line: no full stop in it. */
function isHeading(line: string): boolean {
  const normal = normalise(line)
  return !/[。;:]/u.test(normal) && (normal.length <= MAX_HEADING || !normal.includes(','))
}

const make = (place: string, line: Line, labelled: boolean): FoundProvision => ({
  place,
  text: line.text.trim(),
  form: hashForm(line.text, labelled),
  line: line.line,
})

/**
 * The provisions of a block: the block itself, its paragraphs where it has more than one, its items. A second list in
 * one article hangs on its paragraph: `art38.p2.1`.
 */
function provisions(block: Block): FoundProvision[] {
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
  let list: number | undefined
  return block.lines.map((l) => {
    if (l.item === undefined) return make(`${block.place}.p${++n}`, l, l === first && block.labelled)
    list ??= n
    return make(list === n ? `${block.place}.${l.item}` : `${block.place}.p${n}.${l.item}`, l, true)
  })
}
