import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'
import { renderingsIn, TERMS, termNamed, termsIn } from './lexicon.ts'
import { isFunctionWord, type Word, wordsOf } from './words.ts'

interface Title {
  readonly text: string
  readonly start: number
}

const ZH_TITLE = /《([^《》]{4,60})》/gu
const EN_TITLE = /“([^“”]{4,240})”/gu

const titles = (text: string, form: RegExp): Title[] =>
  [...text.matchAll(form)].map((m) => ({ text: m[1]!, start: m.index + 1 }))

/** Share of a title's terms that a title of the other language must render to be taken for it. */
const SAME = 0.5
/** Verbs that a title may lose without becoming another. */
const LIGHT = /^(?:推进|推动|加快|加强|促进|进一步|做好|开展|实施|全面|深入|有关|若干)$/u
/** Share of a title that must be known before a word of the other language counts as added to it. */
const KNOWN = 0.85

/** Titles of instruments with a part dropped or added: a title is a name and is rendered whole. */
export function titleFindings(pair: Pair): Found[] {
  const left = titles(pair.zh, ZH_TITLE)
  const right = titles(pair.en, EN_TITLE)
  const used = new Set<Title>()
  const found: Found[] = []
  for (const [i, zh] of left.entries()) {
    const terms = termsIn(zh.text)
    if (terms.length < 2) continue
    const open = right.filter((t) => !used.has(t))
    const share = (t: Title) => {
      const words = wordsOf(t.text)
      return terms.filter(({ term }) => renderingsIn(term, words).length > 0).length / terms.length
    }
    const near = (t: Title) => Math.abs(right.indexOf(t) - i) / 100
    const en = open.sort((a, b) => share(b) - near(b) - share(a) + near(a))[0]
    if (!en || share(en) < SAME) continue
    used.add(en)
    const words = wordsOf(en.text)
    for (const t of terms) {
      if (LIGHT.test(t.term.zh) || renderingsIn(t.term, words).length > 0 || inParts(t.term.zh, words)) continue
      found.push({
        kind: 'omission',
        severity: 'meaning',
        zh: span(pair.zh, zh.start + t.start, zh.start + t.end),
        en: span(pair.en, en.start, en.start + en.text.length),
        message: {
          zh: `名称《${zh.text}》中的“${t.term.zh}”没有译出`,
          en: `The title ${zh.text} is rendered without ${t.term.zh}`,
        },
      })
    }
    const known = terms.reduce((n, t) => n + t.end - t.start, 0) / zh.text.replace(/[和与及的关于、]/gu, '').length
    if (known < KNOWN) continue
    const rendered = new Set(terms.flatMap(({ term }) => renderingsIn(term, words).flatMap((m) => m.at)))
    for (const [at, w] of words.entries()) {
      if (rendered.has(at) || isFunctionWord(w) || /^\d/.test(w.lower)) continue
      const meant = TERMS.filter((term) => term.zh.length === 2 && renderingsIn(term, [w]).length > 0)
      if (meant.length === 0 || meant.some(({ zh: name }) => [...name].some((c) => zh.text.includes(c)))) continue
      found.push({
        kind: 'term',
        severity: 'meaning',
        zh: span(pair.zh, zh.start, zh.start + zh.text.length),
        en: span(pair.en, en.start + w.start, en.start + w.end),
        message: {
          zh: `名称《${zh.text}》的英文多出“${w.text}”`,
          en: `“${w.text}” is not in the title ${zh.text}`,
        },
      })
    }
  }
  return found
}

function inParts(zh: string, words: readonly Word[]): boolean {
  for (let cut = 2; cut <= zh.length - 2; cut++) {
    const [a, b] = [termNamed(zh.slice(0, cut)), termNamed(zh.slice(cut))]
    if (a && b && renderingsIn(a, words).length > 0 && renderingsIn(b, words).length > 0) return true
  }
  return false
}
