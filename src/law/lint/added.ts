import type { Aligned, Pair } from './align.ts'
import { type Found, span } from './finding.ts'
import { renderingsIn, singleWords, TERMS, type Term } from './lexicon.ts'
import { isFunctionWord, type Word } from './words.ts'

/** Names of which a rendering in the English with nothing for it in the Chinese is told. */
const MIN_NAME = 4

/** Names of the law that only the English has, and words that say the opposite of a term of the Chinese. */
export function addedFaults(pair: Pair, names: readonly Term[], normative: boolean): Found[] {
  const { zh, en, words, terms, covered } = pair
  const found: Found[] = []
  const explained = (w: Word) => terms.some((t) => renderingsIn(t.term, [w]).length > 0)
  for (const [i, word] of words.entries()) {
    if (covered.has(i) || word.lower.length < 8 || explained(word)) continue
    const t = terms.find(
      ({ term }) =>
        term.weight === 'norm' && singleWords(term).some((r) => r.length > 8 && `un${word.lower}`.startsWith(r)),
    )
    if (!t) continue
    const near = terms.filter((o) => o.term === t.term)
    const place = (o: Aligned) => Math.abs(pair.place(o.start) - i)
    const at = near.sort((a, b) => place(a) - place(b))[0]!
    found.push({
      kind: 'negation',
      severity: 'norm',
      zh: span(zh, at.start, at.end),
      en: span(en, word.start, word.end),
      message: {
        zh: `“${at.term.zh}”的否定方向相反：英文“${word.text}”`,
        en: `${word.text} says the opposite of ${at.term.zh}`,
      },
    })
  }
  for (const name of names) {
    if (name.zh.length < MIN_NAME || zh.includes(name.zh)) continue
    for (const match of renderingsIn(name, words)) {
      if (match.at.length < 3 || match.to - match.from !== match.at.length) continue
      const own = words.slice(match.from, match.to)
      if (match.at.filter((i) => !covered.has(i)).length < 2) continue
      if (terms.some((t) => renderingsIn(t.term, own).some((r) => r.at.length >= 2))) continue
      found.push({
        kind: 'term',
        severity: normative ? 'norm' : 'meaning',
        zh: null,
        en: span(en, own[0]!.start, own.at(-1)!.end),
        message: {
          zh: `中文没有“${name.zh}”，英文有“${en.slice(own[0]!.start, own.at(-1)!.end)}”`,
          en: `“${en.slice(own[0]!.start, own.at(-1)!.end)}” has nothing for it in the Chinese`,
        },
      })
    }
  }
  return found
}

const OPEN_LIST = /等(?=[\p{Script=Han}]{0,12}(?:[，,。；;、]|$))/gu
/** One thing or two since the last comma: a longer list before 等 is summed up by the noun after it. */
const SHORT_LIST = /(?:^|[，,。；;：:])[^、和及与或，,。；;：:]{2,24}(?:[、和及与][^、和及与或，,。；;：:]{2,16})?$/u
/** Words with which English leaves a list open. */
const OPENS =
  /\b(?:etc|other|others|such|including|includes?|like|among|and so on|for example|for instance|in particular|similar)\b/i

/** Words on either side of its place within which a list is left open. */
const AROUND = 16
/** In a longer text a place is less certain. */
const UNSURE = 0.15
/** 如…等: English says for instance before the list. */
const INSTANCE = /(?:如|包括|含)[^。；;]*$/u

/** 等 after one thing or at the end of a clause: the list is open in Chinese and closed in English. */
export function closedListFault(pair: Pair, normative: boolean): Found[] {
  const { zh, en, words } = pair
  const m = [...zh.matchAll(OPEN_LIST)].find(({ index }) => {
    const [before, rest] = [zh.slice(0, index), zh.slice(index)]
    if (INSTANCE.test(before) && OPENS.test(en)) return false
    if (/[平均何同相此高中初上下]$/u.test(before)) return false
    if (/^等(?:级|于|待|同|额|次|效|候|保|地|部门|单位|[\d一二三四五六七八九十百千]|多|各|共|有关|相关)/u.test(rest))
      return false
    if (!/^等[，,。；;]/u.test(rest) && !SHORT_LIST.test(before)) return false
    const at = Math.round(pair.place(index))
    const reach = Math.max(AROUND, words.length * UNSURE)
    const [from, to] = [Math.max(0, Math.floor(at - reach)), Math.min(words.length, Math.ceil(at + reach))]
    const near = words.length === 0 ? en : en.slice(words[from]?.start ?? 0, words[to - 1]?.end ?? en.length)
    return !OPENS.test(near)
  })
  if (!m) return []
  return [
    {
      kind: 'omission',
      severity: normative ? 'norm' : 'meaning',
      zh: span(zh, m.index, m.index + 1),
      en: null,
      message: {
        zh: '“等”没有译出：中文列举未尽，英文成了穷尽列举',
        en: 'The list is open in Chinese (等) and closed in English',
      },
    },
  ]
}

/** Longer terms by the shorter one they end with: 行政法规 ends with 法规. */
const LONGER = new Map<string, readonly Term[]>()
const longerThan = (zh: string): readonly Term[] => {
  const known = LONGER.get(zh)
  if (known) return known
  const found = TERMS.filter((t) => t.zh.length > zh.length && t.zh.endsWith(zh))
  LONGER.set(zh, found)
  return found
}
/** Characters before a term in which its qualifier may stand for a whole list. */
const BEFORE = 10

/** A term that the English narrows to a longer one of the law: 法规 as “administrative regulations”. */
export function narrowedFaults(pair: Pair, normative: boolean): Found[] {
  const { zh, en, words, terms, covered } = pair
  const found: Found[] = []
  for (const t of terms) {
    if (!t.match) continue
    for (const longer of longerThan(t.term.zh)) {
      if (longer.weight !== 'norm') continue
      const qualifier = longer.zh.slice(0, -t.term.zh.length)
      if ([...qualifier].some((c) => zh.slice(Math.max(0, t.start - 3), t.start).includes(c))) continue
      if (zh.slice(Math.max(0, t.start - BEFORE), t.start).includes(qualifier)) continue
      const from = Math.max(0, t.match.from - 2)
      const own = words.slice(from, t.match.to)
      const match = renderingsIn(longer, own).find(
        (r) => r.to === own.length && r.at.length > t.match!.at.length && r.to - r.from === r.at.length,
      )
      if (!match || from + match.from >= t.match.from) continue
      const extra = Array.from({ length: t.match.from - from - match.from }, (_, k) => from + match.from + k)
      if (extra.some((i) => covered.has(i) || isFunctionWord(words[i]!)) || t.term.weight === 'anchor') continue
      const [first, last] = [words[extra[0]!]!, words[t.match.to - 1]!]
      found.push({
        kind: 'term',
        severity: normative ? 'norm' : 'meaning',
        zh: span(zh, t.start, t.end),
        en: span(en, first.start, last.end),
        message: {
          zh: `“${zh.slice(t.start, t.end)}”译作“${en.slice(first.start, last.end)}”，即“${longer.zh}”`,
          en: `${zh.slice(t.start, t.end)} is narrowed to “${en.slice(first.start, last.end)}” (${longer.zh})`,
        },
      })
      break
    }
  }
  return found
}
