import type { Instrument, Outline, Provision } from '../instrument.ts'
import { provisionsOf } from '../instrument.ts'
import { printedLabel } from '../normalise.ts'
import { formatRef, parsePlace, type Ref } from '../ref.ts'
import { addedFaults, closedListFault, narrowedFaults } from './added.ts'
import { align, type Pair } from './align.ts'
import { conjunctionFindings } from './conjunction.ts'
import { consistencyFindings, together } from './consistency.ts'
import { dateFindings } from './dates.ts'
import { type Finding, type Found, type Kind, span } from './finding.ts'
import { grammarFindings, listFindings } from './grammar.ts'
import { NAMES } from './lexicon.ts'
import { modalityFindings } from './modality.ts'
import { negationFindings } from './negation.ts'
import { numberFindings } from './numbers.ts'
import { printFindings } from './print.ts'
import { enReferences, referenceFindings, zhReferences } from './references.ts'
import { type Dictionary, remembering, spellingFindings, type Usage, usageOf } from './spelling.ts'
import { type TermFault, termFaults } from './terms.ts'
import { titleFindings } from './titles.ts'

/** One provision as printed in one language. */
export interface PrintedProvision {
  readonly place: string
  readonly text: string
  /** English only: the label it prints where that is not the one of the provision; empty where it prints none. */
  readonly printed?: string
}

/** The two texts of one instrument. */
export interface Bilingual {
  readonly id: string
  readonly zh: readonly PrintedProvision[]
  readonly en: readonly PrintedProvision[]
  /** The English goes on elsewhere. */
  readonly truncated: boolean
  /** Tells which provisions carry norms; without it every provision is taken to. */
  readonly outline?: Outline
  readonly kind?: Instrument['kind']
}

export interface LintResult {
  readonly schema: 'guiju/lint/1'
  readonly findings: readonly Finding[]
}

interface Checked {
  readonly ref: Ref
  readonly pair: Pair
}

/** English words that stand oftener than this in an instrument are usual there. */
const USUAL = 3

/**
 * Compares the two languages of instruments provision by provision and says where the English departs from the Chinese.
 * Findings follow the order of the text; a fault is reported once, at the place where its words stand. `dictionary`
 * tells misspelt English; without one only slips that the Chinese gives away are found. Pure; never throws for bad text.
 */
export function lint(texts: readonly Bilingual[], dictionary?: Dictionary): LintResult {
  const usage = usageOf(texts.flatMap((text) => text.en.map((p) => p.text)))
  const words = dictionary && remembering(dictionary)
  return { schema: 'guiju/lint/1', findings: texts.flatMap((text) => lintOne(text, usage, words)) }
}

function lintOne(text: Bilingual, usage: Usage, dictionary: Dictionary | undefined): Finding[] {
  const en = new Map(text.en.map((p) => [p.place, p]))
  const order = [...new Set([...text.zh, ...text.en].map((p) => p.place))]
  const carries = normative(text)
  const stems = new Map<string, number>()
  const pairs = new Map<string, Pair>()
  for (const p of text.zh) {
    const english = en.get(p.place)
    if (english && !pairs.has(p.place)) pairs.set(p.place, align(p.text, english.text))
  }
  for (const pair of pairs.values()) for (const w of pair.words) stems.set(w.stem, (stems.get(w.stem) ?? 0) + 1)
  const usual = (stem: string) => (stems.get(stem) ?? 0) > USUAL
  const checked: Checked[] = []
  const findings: Finding[] = [...structure(text)]
  const faults: (TermFault & { ref: Ref })[] = []
  for (const [place, pair] of pairs) {
    const ref = refOf(text.id, place)
    if (!ref) continue
    checked.push({ ref, pair })
    const titles = titleFindings(pair)
    const inTitle = ({ zh }: Found) => titles.some((title) => overlap(title.zh, zh))
    const terms = termFaults(pair, carries(place), usual).filter((fault) => !inTitle(fault))
    faults.push(...terms.map((fault) => ({ ...fault, ref })))
    const more = [
      ...titles,
      ...compare(pair),
      ...closedListFault(pair, carries(place)),
      ...addedFaults(pair, NAMES, carries(place)),
      ...narrowedFaults(pair, carries(place)),
    ]
    findings.push(...more.map((found) => ({ ...found, ref })))
  }
  findings.push(...together(faults, checked), ...consistencyFindings(checked))
  for (const p of text.en) {
    const ref = refOf(text.id, p.place)
    if (!ref) continue
    const zh = text.zh.find((other) => other.place === p.place)
    const own = [
      ...printFindings(p.text, zh !== undefined && /[。！？]\s*$/u.test(zh.text)),
      ...grammarFindings(p.text, usage),
      ...(dictionary ? spellingFindings(p.text, usage, dictionary) : []),
    ]
    findings.push(...own.map((found) => ({ ...found, ref })))
  }
  return once(findings, (ref) => order.indexOf(ref.slice(text.id.length + 1)))
}

const refOf = (id: string, place: string): Ref | undefined => {
  const steps = parsePlace(place)
  return steps && formatRef({ instrument: id, steps })
}

const ZH_LABEL =
  /^\s*(?:第[〇零一二三四五六七八九十百千\d]+[编章节条]|[〇零一二三四五六七八九十]+、|[（(][〇零一二三四五六七八九十\d]+[）)]|\d+[.、．])/u
const EN_LABEL = /^\s*(?:Article\s+\d+|Chapter\s+\w+|[IVXL]+[,.:]|[（(]\d+[)）]|\d+[.,、])/i

/** What two texts laid beside each other show by rule. */
function compare(pair: Pair): Found[] {
  const references = zhReferences(pair.zh)
  const units = enReferences(pair.en)
  const zhLabel = ZH_LABEL.exec(pair.zh)?.[0].length ?? 0
  const enLabel = EN_LABEL.exec(pair.en)?.[0].length ?? 0
  const skipZh = (at: number) => at < zhLabel || references.some((r) => at >= r.start && at < r.end)
  const skipEn = (at: number) => at < enLabel || units.some((u) => at >= u.start && at < u.end)
  return [
    ...numberFindings(pair, skipZh, skipEn),
    ...dateFindings(pair),
    ...referenceFindings(pair),
    ...negationFindings(pair),
    ...modalityFindings(pair),
    ...conjunctionFindings(pair),
    ...listFindings(pair),
  ]
}

/** Provisions the English lacks, labels that differ, and where the English breaks off. */
function structure(text: Bilingual): Finding[] {
  if (text.en.length === 0) return []
  const found: Finding[] = []
  const en = new Map(text.en.map((p) => [p.place, p]))
  const last = text.zh.findLastIndex((p) => en.has(p.place))
  for (const [i, p] of text.zh.entries()) {
    const ref = refOf(text.id, p.place)
    if (!ref) continue
    const english = en.get(p.place)
    if (!english) {
      if (text.truncated && i > last) continue
      found.push({
        ref,
        kind: 'missing',
        severity: 'norm',
        zh: span(p.text, 0, p.text.length),
        en: null,
        message: { zh: '英文缺少该条', en: 'The English lacks this provision' },
      })
    } else if (english.printed !== undefined) {
      const label = ZH_LABEL.exec(p.text)?.[0].trim() ?? printedLabel(p.text) ?? ''
      const start = Math.max(0, p.text.indexOf(label))
      const at = english.printed === '' ? -1 : english.text.indexOf(english.printed)
      found.push({
        ref,
        kind: 'label',
        severity: english.printed === '' ? 'typo' : 'meaning',
        zh: span(p.text, start, start + label.length),
        en: at < 0 ? null : span(english.text, at, at + english.printed.length),
        message:
          english.printed === ''
            ? { zh: `英文没有编号（中文为“${label}”）`, en: `The English prints no number (Chinese: ${label})` }
            : {
                zh: `编号不同：中文“${label}”，英文“${english.printed}”`,
                en: `Another number: ${label} in Chinese, ${english.printed} in English`,
              },
      })
    }
  }
  return [...found, ...brokenOff(text), ...outOfOrder(text)]
}

/** Words of the end of a text that breaks off. */
const TAIL = 60

/** The English goes on elsewhere: what follows was not compared. */
function brokenOff(text: Bilingual): Finding[] {
  const last = text.en.at(-1)
  const ref = last && text.truncated ? refOf(text.id, last.place) : undefined
  if (!last || !ref) return []
  const end = last.text.trimEnd().length
  const start = last.text.lastIndexOf(' ', end - TAIL) + 1
  return [
    {
      ref,
      kind: 'truncated',
      severity: 'meaning',
      zh: null,
      en: span(last.text, start, end),
      message: { zh: '英文到此中断，其后未作比较', en: 'The English breaks off here; what follows was not compared' },
    },
  ]
}

/** Provisions that the English prints in another order than the Chinese. */
function outOfOrder(text: Bilingual): Finding[] {
  const zh = new Map(text.zh.map((p, i) => [p.place, i]))
  const order = text.en.flatMap((p) => {
    const at = zh.get(p.place)
    return at === undefined ? [] : [{ p, at }]
  })
  return order.flatMap(({ p, at }, i): Finding[] => {
    const before = order[i - 1]
    const ref = refOf(text.id, p.place)
    if (!before || at > before.at || !ref) return []
    const source = text.zh[at]!
    return [
      {
        ref,
        kind: 'sequence',
        severity: 'meaning',
        zh: span(source.text, 0, Math.min(source.text.length, 12)),
        en: span(p.text, 0, Math.min(p.text.length, 24)),
        message: {
          zh: `英文把该条排在 ${before.p.place} 之后，中文在其前`,
          en: `Printed after ${before.p.place} in English and before it in Chinese`,
        },
      },
    ]
  })
}

const UNBINDING: ReadonlySet<string> = new Set(['report', 'speech', 'proposal', 'policy'])

/** Whether a provision carries a norm by the outline: itself, or what it lies in. */
function normative(text: Bilingual): (place: string) => boolean {
  const { outline, kind } = text
  if (!outline) return () => true
  if (kind && UNBINDING.has(kind)) return () => false
  const own = new Map<string, Provision>([...provisionsOf(outline)].map((p) => [p.ref, p]))
  const by = (place: string): boolean => {
    const norms = own.get(place)?.norms
    if (norms && norms.length > 0) return norms.some((norm) => norm.modality !== 'statement')
    const cut = place.lastIndexOf('.')
    return cut > 0 ? by(place.slice(0, cut)) : false
  }
  return by
}

/** Where two findings are about the same words the one further in front says more. */
const ORDER: readonly Kind[] = [
  'missing',
  'label',
  'truncated',
  'sequence',
  'markup',
  'number',
  'date',
  'unit',
  'comparator',
  'reference',
  'negation',
  'modality',
  'conjunction',
  'spelling',
  'grammar',
  'term',
  'omission',
  'consistency',
  'repetition',
  'punctuation',
]

function once(findings: readonly Finding[], at: (ref: Ref) => number): Finding[] {
  const rank = (f: Finding) => ORDER.indexOf(f.kind) + (f.zh === null ? 0.5 : 0)
  const kept: Finding[] = []
  for (const f of [...findings].sort((a, b) => rank(a) - rank(b))) {
    const repeated = kept.some(
      (k) =>
        k.ref === f.ref &&
        (overlap(k.zh, f.zh) || (overlap(k.en, f.en) && (k.kind === 'spelling' || f.zh === null || k.zh === null))),
    )
    if (!repeated) kept.push(f)
  }
  const start = (f: Finding) => f.zh?.start ?? f.en?.start ?? 0
  return kept.sort((a, b) => at(a.ref) - at(b.ref) || start(a) - start(b) || rank(a) - rank(b))
}

const overlap = (a: Finding['zh'], b: Finding['zh']): boolean =>
  a !== null && b !== null && a.start < b.end && b.start < a.end
