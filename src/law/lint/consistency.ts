import type { Ref } from '../ref.ts'
import type { Aligned, Pair } from './align.ts'
import { type Finding, span } from './finding.ts'
import { NAMES } from './lexicon.ts'
import type { TermFault } from './terms.ts'
import { isFunctionWord, stem } from './words.ts'

interface Placed {
  readonly ref: Ref
  readonly pair: Pair
}

/** From here on a term without its proper rendering is one decision of the translator, reported where it first stands. */
const DECIDED = 3
/** Words on either side of a place that are looked through for the rendering a translator always uses. */
const AROUND = 5
const MAX_PHRASE = 6

/** Faults of one term that repeat through an instrument become one finding, with the rendering that repeats. */
export function together(faults: readonly (TermFault & { ref: Ref })[], checked: readonly Placed[]): Finding[] {
  const groups = new Map<string, (TermFault & { ref: Ref })[]>()
  for (const fault of faults) groups.set(fault.term, [...(groups.get(fault.term) ?? []), fault])
  return [...groups].flatMap(([term, group]) => {
    const finding = ({ ref, kind, severity, zh, en, message }: Finding): Finding => ({
      ref,
      kind,
      severity,
      zh,
      en,
      message,
    })
    if (group.length < DECIDED) return group.map(finding)
    const matched = checked.reduce(
      (n, { pair }) => n + pair.terms.filter((t) => t.term.zh === term && t.match).length,
      0,
    )
    if (group.length <= matched) return group.map(finding)
    const first = group[0]!
    const phrase = usualPhrase(term, checked)
    if (!phrase) return []
    const [zhText, times] = [first.zh!.text, group.length]
    const start = Math.max(0, checked.find((c) => c.ref === phrase.ref)!.pair.zh.indexOf(zhText))
    const zh = checked.find((c) => c.ref === phrase.ref)!.pair.zh
    return [
      {
        ref: phrase.ref,
        kind: 'consistency' as const,
        severity: first.severity,
        zh: span(zh, start, start + zhText.length),
        en: phrase.en,
        message: {
          zh: `“${zhText}”通篇 ${times} 处译作“${phrase.en.text}”一类`,
          en: `${zhText} is rendered as “${phrase.en.text}” or the like in ${times} places`,
        },
      },
    ]
  })
}

/** The words that stand most often where a term without a proper rendering stands. */
function usualPhrase(term: string, checked: readonly Placed[]): { ref: Ref; en: Finding['en'] & object } | undefined {
  const seen = new Map<string, { n: number; length: number; ref: Ref; en: Finding['en'] & object }>()
  let places = 0
  for (const { ref, pair } of checked)
    for (const t of pair.terms) {
      if (t.term.zh !== term || t.match) continue
      places++
      const middle = Math.round(pair.place((t.start + t.end) / 2))
      const here = new Set<string>()
      for (let from = Math.max(0, middle - AROUND); from < Math.min(pair.words.length, middle + AROUND); from++)
        for (let length = 1; length <= MAX_PHRASE && from + length <= pair.words.length; length++) {
          const words = pair.words.slice(from, from + length)
          if (![from, from + length - 1].every((i) => !pair.covered.has(i) && !isFunctionWord(pair.words[i]!))) continue
          const key = words.map((w) => w.stem).join(' ')
          if (here.has(key)) continue
          here.add(key)
          const before = seen.get(key)
          if (before) before.n++
          else seen.set(key, { n: 1, length, ref, en: span(pair.en, words[0]!.start, words.at(-1)!.end) })
        }
    }
  return [...seen.values()].filter((s) => s.n >= places * 0.6).sort((a, b) => b.length - a.length || b.n - a.n)[0]
}

/** A term is named by a definite rendering from this many places on. */
const NAMED = 5
const MINORITY = 0.2

const keyOf = (pair: Pair, t: Aligned): string =>
  t
    .match!.at.map((i) => pair.words[i]!)
    .filter((w) => !isFunctionWord(w))
    .flatMap((w) => w.lower.split('-'))
    .map((piece) => stem(piece).slice(0, 6))
    .join(' ')

/** Names that are rendered one way nearly everywhere and another way in one or two places. */
export function consistencyFindings(checked: readonly Placed[]): Finding[] {
  const renderings = new Map<string, Map<string, { ref: Ref; pair: Pair; t: Aligned }[]>>()
  for (const { ref, pair } of checked)
    for (const t of pair.terms) {
      if (!t.match || !NAMES.includes(t.term) || t.term.zh.length < 4) continue
      const keys = renderings.get(t.term.zh) ?? new Map<string, { ref: Ref; pair: Pair; t: Aligned }[]>()
      renderings.set(t.term.zh, keys)
      const key = keyOf(pair, t)
      keys.set(key, [...(keys.get(key) ?? []), { ref, pair, t }])
    }
  return [...renderings].flatMap(([term, keys]) => {
    const all = [...keys.values()].reduce((n, list) => n + list.length, 0)
    const [main] = [...keys].sort((a, b) => b[1].length - a[1].length)
    if (!main || all < NAMED || main[1].length < all * (1 - MINORITY)) return []
    const usual = main[1][0]!
    const usualText = text(usual.pair, usual.t)
    return [...keys].flatMap(([key, [first]]): Finding[] => {
      if (key === main[0] || !first || !differs(main[0], key) || first.t.match!.to - first.t.match!.from > LONGEST)
        return []
      const { ref, pair, t } = first
      const [from, to] = [pair.words[t.match!.from]!, pair.words[t.match!.to - 1]!]
      return [
        {
          ref,
          kind: 'consistency',
          severity: 'typo',
          zh: span(pair.zh, t.start, t.end),
          en: span(pair.en, from.start, to.end),
          message: {
            zh: `“${term}”在别处译作“${usualText}”，此处译作“${text(pair, t)}”`,
            en: `${term} is “${usualText}” elsewhere and “${text(pair, t)}” here`,
          },
        },
      ]
    })
  })
}

/** Words of a name, gaps included. */
const LONGEST = 5

/** As many words, one of them another: not the same words joined or shortened. */
function differs(a: string, b: string): boolean {
  const [x, y] = [a.split(' '), b.split(' ')]
  return x.length === y.length && x.length > 1 && a.replace(/[ -]/g, '') !== b.replace(/[ -]/g, '')
}

const text = (pair: Pair, t: Aligned): string =>
  pair.en.slice(pair.words[t.match!.from]!.start, pair.words[t.match!.to - 1]!.end)
