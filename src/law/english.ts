import type { Outline, Provision } from './instrument.ts'
import type { Line } from './provisions.ts'
import { chineseNumber } from './provisions.ts'

/** The English of one provision as found in a translation. */
export interface FoundEnglish {
  readonly place: string
  /** As printed, label included. */
  readonly text: string
  readonly line: number
  /** The label it prints, where that is not the one of the provision; empty where it prints none. */
  readonly printed?: string
}

export interface Alignment {
  readonly found: readonly FoundEnglish[]
  /** Places of the outline that the translation lacks, in its order. */
  readonly missing: readonly string[]
  /** Share of the numbered provisions found under their own number, 0 to 1. */
  readonly agreement: number
}

type Mark = 'chapter' | 'article' | 'annex' | 'roman' | 'digit' | 'bracket'
interface Label {
  readonly mark: Mark
  readonly n: number
  readonly printed: string
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 }
const FORMS: readonly (readonly [Mark, RegExp])[] = [
  ['chapter', /^Chapter\s+([IVXL]{1,8}|\d{1,3})\b/i],
  ['article', /^Art(?:icle|\.)\s*(\d{1,4})\b/i],
  ['annex', /^(?:Appendix|Annex|Attachment)\b/i],
  ['bracket', /^[(（]\s*(\d{1,3}|[一二三四五六七八九十]{1,4})\s*[)）]/],
  ['roman', /^([IVXL]{1,8})\s*[,.、:，．](?=\s|$)/],
  ['digit', /^(\d{1,3})\s*[.,、)．，](?!\d)/],
]

/** 9 for IX. Undefined for letters that are no Roman numeral. */
export function romanNumber(text: string): number | undefined {
  if (!/^L?(?:XL|X{0,3})(?:IX|IV|V?I{0,3})$/i.test(text) || text === '') return undefined
  let total = 0
  let last = 0
  for (const c of [...text.toUpperCase()].reverse()) {
    const value = ROMAN[c] ?? 0
    total += value < last ? -value : value
    last = Math.max(last, value)
  }
  return total
}

/** The label at the start of an English line: `Article 12`, `IV,`, `(3)`, `7.`. Dashes are no label. */
export function englishLabel(text: string): Label | undefined {
  for (const [mark, form] of FORMS) {
    const match = form.exec(text)
    if (!match) continue
    if (mark === 'annex') return { mark, n: 1, printed: match[0] }
    const digits = match[1]!
    const n = /^[IVXL]+$/i.test(digits) ? romanNumber(digits) : chineseNumber(digits)
    if (n !== undefined && n > 0) return { mark, n, printed: match[0].trim() }
  }
  return undefined
}

interface Unit {
  readonly place: string
  readonly label: Label | undefined
  /** The source this outline was made from lacks it: decides where nothing else does. */
  readonly lacking: boolean
}

/** Provisions that have words of their own, in the order of the text, with the label each should print. */
function unitsOf(provisions: readonly Provision[], inherited?: Label): Unit[] {
  const units: Unit[] = []
  for (const [i, p] of provisions.entries()) {
    const label = englishLabel(p.label.en) ?? (i === 0 ? inherited : undefined)
    const own = p.sha256 !== undefined || p.missing?.zh === true
    if (own) units.push({ place: p.ref, label, lacking: p.missing?.en === true })
    if (p.children) units.push(...unitsOf(p.children, own ? undefined : label))
  }
  return units
}

const SKIP_UNIT = 1
const SKIP_LACKING = 0.9
const SKIP_LABELLED = 1
const SKIP_PLAIN = 0.6
const OTHER_FORM = 0.3
const UNLABELLED = 1.2
const OTHER_NUMBER = 1.4
const NEVER = 9
/** A translation has this many characters for one of the Chinese, at least and at most. */
const RATIO = [1, 14] as const
/** A paragraph is broken into this many more lines at most. */
const MAX_BROKEN = 3
/** An aligned pair that costs no more than this agrees. */
const AGREES = 0.5

/** What it costs to take a line for a provision. */
function cost(unit: Unit, label: Label | undefined): number {
  if (!unit.label) return label ? NEVER : 0
  if (!label) return unit.label.mark === 'annex' ? NEVER : UNLABELLED
  if (unit.label.mark === label.mark) return unit.label.n === label.n ? 0 : OTHER_NUMBER
  return unit.label.n === label.n && isNumber(unit.label) && isNumber(label) ? OTHER_FORM : NEVER
}

const isNumber = ({ mark }: Label): boolean => mark === 'roman' || mark === 'digit' || mark === 'bracket'

/**
 * Finds the provisions of an outline in the lines of an English translation by their order and their labels. A line
 * whose label is missing or misprinted is taken only where it stands alone between two neighbours that agree; lines of
 * covering letters, headings and signatures stay over. `chinese` gives the length of the Chinese of a place, where
 * known. Work and memory grow with provisions times lines: the caller bounds both.
 */
export function alignEnglish(
  outline: Outline,
  lines: readonly Line[],
  chinese: ReadonlyMap<string, number> = new Map(),
): Alignment {
  const units = unitsOf(outline.provisions)
  const lead = units.filter((u) => /^p\d+$/.test(u.place))
  const body = units.slice(lead.length)
  const labels = lines.map((l) => englishLabel(l.text))
  const first = body.length === 0 ? lines.length : labels.findIndex((l) => l !== undefined)
  const start = first < 0 ? lines.length : first
  const found: FoundEnglish[] = []
  const before = lines.slice(0, start).slice(-lead.length || lines.length)
  if (before.length === lead.length) for (const [i, unit] of lead.entries()) found.push(take(unit, before[i]!))

  const pairs = align(body, lines, labels, lead.length > 0 ? start : 0, chinese)
  let agreeing = 0
  for (const [i, unit] of body.entries()) {
    const j = pairs[i]
    if (j === undefined) continue
    const price = cost(unit, labels[j])
    if (price > AGREES && !(sound(i - 1) && sound(i + 1))) continue
    if (unit.label && price <= AGREES) agreeing++
    found.push(take(unit, lines[j]!, price > 0 ? (labels[j]?.printed ?? '') : undefined, goesOn(i, j)))
  }
  /** Unnumbered lines between a provision and the next one: the translation broke its paragraph. */
  function goesOn(i: number, j: number): readonly Line[] {
    const next = sound(i) && sound(i + 1) ? pairs[i + 1]! : j + 1
    const between = lines.slice(j + 1, next)
    return between.length <= MAX_BROKEN && between.every((_, k) => labels[j + 1 + k] === undefined) ? between : []
  }
  function sound(i: number): boolean {
    const j = pairs[i]
    return j !== undefined && cost(body[i]!, labels[j]) <= AGREES
  }
  const places = new Set(found.map((f) => f.place))
  const labelled = body.filter((u) => u.label).length
  return {
    found,
    missing: units.filter((u) => !places.has(u.place)).map((u) => u.place),
    agreement: labelled === 0 ? (places.size > 0 ? 1 : 0) : agreeing / labelled,
  }
}

const take = (unit: Unit, line: Line, printed?: string, more: readonly Line[] = []): FoundEnglish => ({
  place: unit.place,
  text: [line, ...more].map((l) => l.text.trim()).join('\n'),
  line: line.line,
  ...(printed === undefined ? {} : { printed }),
})

/** For each provision the line taken for it, by least cost; earlier lines where the cost is the same. */
function align(
  units: readonly Unit[],
  lines: readonly Line[],
  labels: readonly (Label | undefined)[],
  from: number,
  chinese: ReadonlyMap<string, number>,
): readonly (number | undefined)[] {
  const width = lines.length - from + 1
  const rest = new Float64Array((units.length + 1) * width)
  const at = (i: number, j: number) => i * width + (j - from)
  const price = (i: number, j: number): number => {
    const base = cost(units[i]!, labels[j])
    const length = chinese.get(units[i]!.place)
    if (base !== 0 || units[i]!.label || length === undefined) return base
    const ratio = lines[j]!.text.length / Math.max(length, 1)
    return ratio < RATIO[0] || ratio > RATIO[1] ? NEVER : base
  }
  const skipUnit = (i: number) => (units[i]!.lacking ? SKIP_LACKING : SKIP_UNIT)
  const skipLine = (j: number) => (labels[j] ? SKIP_LABELLED : SKIP_PLAIN)
  for (let i = units.length; i >= 0; i--)
    for (let j = lines.length; j >= from; j--) {
      if (i === units.length && j === lines.length) continue
      let best = Number.POSITIVE_INFINITY
      if (i < units.length) best = Math.min(best, rest[at(i + 1, j)]! + skipUnit(i))
      if (j < lines.length) best = Math.min(best, rest[at(i, j + 1)]! + skipLine(j))
      if (i < units.length && j < lines.length) best = Math.min(best, rest[at(i + 1, j + 1)]! + price(i, j))
      rest[at(i, j)] = best
    }
  const pairs: (number | undefined)[] = units.map(() => undefined)
  let [i, j] = [0, from]
  while (i < units.length && j < lines.length) {
    const here = rest[at(i, j)]!
    const same = (value: number) => Math.abs(here - value) < 1e-6
    if (same(rest[at(i + 1, j + 1)]! + price(i, j))) pairs[i++] = j++
    else if (same(rest[at(i + 1, j)]! + skipUnit(i))) i++
    else j++
  }
  return pairs
}
