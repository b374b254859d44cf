import type { Budget } from '../budget.ts'
import { readXml } from './xml.ts'

/** What a paragraph style says about structure. */
export interface Style {
  /** Heading level from 1, where the style is one of headings. */
  readonly heading?: number
  readonly bold?: boolean
  readonly numbering?: string
  readonly level?: number
  /** A line of a generated table of contents. */
  readonly contents: boolean
}

interface RawStyle {
  name: string
  basedOn?: string
  outline?: number
  bold?: boolean
  numbering?: string
  level?: number
}

const on = (value: string | undefined): boolean => value === undefined || !/^(?:0|false|off|none)$/.test(value)
/** Styles may be based on one another this far. */
const CHAIN = 12

/** Paragraph styles by id. */
export class Styles {
  readonly #raw = new Map<string, RawStyle>()
  readonly #known = new Map<string, Style>()
  #fallback = ''

  read(bytes: Uint8Array, budget: Budget): string | undefined {
    let open: RawStyle | undefined
    return readXml(bytes, budget, {
      open: (tag) => {
        const value = tag.attribute('val')
        if (tag.name === 'style') {
          open = { name: '' }
          const id = tag.attribute('styleId') ?? ''
          if (tag.attribute('type') === 'paragraph' || tag.attribute('type') === undefined) {
            budget.entries()
            this.#raw.set(id, open)
            if (on(tag.attribute('default') ?? '0')) this.#fallback = id
          }
        } else if (!open) return
        else if (tag.name === 'name') open.name = value ?? ''
        else if (tag.name === 'basedOn' && value !== undefined) open.basedOn = value
        else if (tag.name === 'outlineLvl') open.outline = Number(value)
        else if (tag.name === 'b') open.bold = on(value)
        else if (tag.name === 'numId' && value !== undefined) open.numbering = value
        else if (tag.name === 'ilvl') open.level = Number(value)
      },
      close: (name) => {
        if (name === 'style') open = undefined
      },
    })
  }

  /** The style of this id, or the default one; fields not set come from the styles it is based on. */
  get(id: string | undefined): Style {
    const key = id ?? this.#fallback
    const known = this.#known.get(key)
    if (known) return known
    const chain: RawStyle[] = []
    for (let at = this.#raw.get(key); at && chain.length < CHAIN; at = this.#raw.get(at.basedOn ?? '\0')) chain.push(at)
    const first = <T>(pick: (style: RawStyle) => T | undefined): T | undefined => {
      for (const one of chain) {
        const value = pick(one)
        if (value !== undefined) return value
      }
      return undefined
    }
    const name = chain[0]?.name ?? ''
    const outline = first((s) => s.outline)
    const named = /^(?:heading|标题)\s?([1-9])$/i.exec(name)?.[1] ?? (/^(?:title|标题)$/i.test(name) ? '1' : undefined)
    const heading = outline !== undefined && outline < 9 ? outline + 1 : named === undefined ? undefined : Number(named)
    const bold = first((s) => s.bold)
    const numbering = first((s) => s.numbering)
    const level = first((s) => s.level)
    const style: Style = {
      contents: /^(?:toc|目录)\s?\d|^toc heading$/i.test(name),
      ...(heading === undefined ? {} : { heading }),
      ...(bold === undefined ? {} : { bold }),
      ...(numbering === undefined ? {} : { numbering }),
      ...(level === undefined ? {} : { level }),
    }
    this.#known.set(key, style)
    return style
  }
}

interface Level {
  format: string
  text: string
  start: number
}

const HAN = '零一二三四五六七八九'

/** A number below 10,000 in Chinese, as documents count: 一, 十, 十一, 二十, 一百零五. */
export function hanNumber(n: number): string {
  if (n <= 0 || n > 9999) return String(n)
  let out = ''
  let gap = false
  for (const [place, unit] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / place) % 10
    if (digit === 0) {
      gap = out !== ''
      continue
    }
    if (gap) out += '零'
    gap = false
    out += HAN[digit]! + unit
  }
  return n >= 10 && n < 20 ? out.slice(1) : out
}

const ROMAN: readonly (readonly [number, string])[] = [
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

const roman = (n: number): string => {
  let out = ''
  let left = Math.min(n, 399)
  for (const [value, letters] of ROMAN)
    while (left >= value) {
      out += letters
      left -= value
    }
  return out
}

function numberAs(format: string, n: number): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'chineseLegalSimplified':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
    case 'ideographTraditional':
      return hanNumber(n)
    case 'upperLetter':
      return String.fromCharCode(64 + ((Math.max(n, 1) - 1) % 26) + 1)
    case 'lowerLetter':
      return String.fromCharCode(96 + ((Math.max(n, 1) - 1) % 26) + 1)
    case 'upperRoman':
      return roman(n).toUpperCase()
    case 'lowerRoman':
      return roman(n)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x245f + n) : String(n)
    case 'decimalZero':
      return String(n).padStart(2, '0')
    default:
      return String(n)
  }
}

/** Automatic numbers of paragraphs. They are nowhere in the text: a reader has to count as Word does. */
export class Numbering {
  readonly #abstract = new Map<string, Map<number, Level>>()
  readonly #lists = new Map<string, { abstract: string; starts: Map<number, number> }>()
  readonly #counts = new Map<string, (number | undefined)[]>()

  read(bytes: Uint8Array, budget: Budget): string | undefined {
    let levels: Map<number, Level> | undefined
    let level: Level | undefined
    let list: { abstract: string; starts: Map<number, number> } | undefined
    let override = 0
    return readXml(bytes, budget, {
      open: (tag) => {
        const value = tag.attribute('val')
        if (tag.name === 'abstractNum') {
          budget.entries()
          levels = new Map()
          this.#abstract.set(tag.attribute('abstractNumId') ?? '', levels)
        } else if (tag.name === 'lvl' && levels) {
          level = { format: 'decimal', text: '', start: 1 }
          levels.set(Number(tag.attribute('ilvl')), level)
        } else if (tag.name === 'numFmt' && level) level.format = value ?? 'decimal'
        else if (tag.name === 'lvlText' && level) level.text = (value ?? '').slice(0, 40)
        else if (tag.name === 'start' && level) level.start = Number(value)
        else if (tag.name === 'num') {
          budget.entries()
          list = { abstract: '', starts: new Map() }
          this.#lists.set(tag.attribute('numId') ?? '', list)
        } else if (tag.name === 'abstractNumId' && list) list.abstract = value ?? ''
        else if (tag.name === 'lvlOverride') override = Number(tag.attribute('ilvl'))
        else if (tag.name === 'startOverride' && list) list.starts.set(override, Number(value))
      },
      close: (name) => {
        if (name === 'abstractNum') levels = undefined
        else if (name === 'lvl') level = undefined
        else if (name === 'num') list = undefined
      },
    })
  }

  /** The next number of a list's level; `undefined` where the paragraph is not numbered. */
  next(id: string, at: number): { readonly format: string; readonly text: string } | undefined {
    const list = this.#lists.get(id)
    const level = this.#abstract.get(list?.abstract ?? '')?.get(at)
    if (!list || !level || !Number.isInteger(at) || at < 0 || at > 8) return undefined
    const levels = this.#abstract.get(list.abstract)!
    // Lists on one abstract numbering go on counting together, unless one of them starts anew.
    const key = list.starts.size > 0 ? `#${id}` : list.abstract
    const counts = this.#counts.get(key) ?? []
    this.#counts.set(key, counts)
    const start = (i: number) => list.starts.get(i) ?? levels.get(i)?.start ?? 1
    counts[at] = counts[at] === undefined ? start(at) : counts[at] + 1
    counts.length = at + 1
    const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const i = Number(digit) - 1
      return numberAs(levels.get(i)?.format ?? 'decimal', counts[i] ?? start(i))
    })
    return { format: level.format, text }
  }
}
