import { type Aligned, type Pair, wordsInPlace } from './align.ts'
import { type Found, type Severity, span } from './finding.ts'
import { renderingsIn, singleWords, TERMS } from './lexicon.ts'
import { inParts, remainder } from './parts.ts'
import { distance, stem, type Word } from './words.ts'

/** A term without a proper rendering, before the findings of one instrument are weighed against each other. */
export interface TermFault extends Found {
  readonly term: string
}

/** Words within which a rendering must stand of that of the neighbour the term is joined to. */
const JOINED = 3

/** Terms without a rendering of their own: misspelt, rendered by another word, negated, or left out. */
export function termFaults(pair: Pair, normative: boolean, usual: (stem: string) => boolean): TermFault[] {
  const { zh, terms } = pair
  const faults: TermFault[] = []
  const done = new Set<number>()
  const lost = (i: number) => {
    const t = terms[i]!
    return (
      t.term.weight !== 'anchor' &&
      !closesList(zh, t) &&
      !t.match &&
      (t.shared ? leftOut(pair, i) || remainder(pair, i).length > 0 || elsewhere(pair, i) : true) &&
      !inParts(pair, t)
    )
  }
  for (let i = 0; i < terms.length; i++) {
    if (done.has(i)) continue
    const t = terms[i]!
    const severity = severityOf(t, normative)
    const typo = t.match ? undefined : misspelt(pair, i, usual)
    if (!typo && !lost(i)) continue
    const opposite = t.match ? undefined : negated(pair, t)
    if (opposite !== undefined) {
      const w = pair.words[opposite]!
      faults.push({
        term: t.term.zh,
        kind: 'negation',
        severity: 'norm',
        zh: span(zh, t.start, t.end),
        en: span(pair.en, w.start, w.end),
        message: {
          zh: `“${t.term.zh}”的否定方向相反：英文“${w.text}”`,
          en: `${w.text} says the opposite of ${t.term.zh}`,
        },
      })
      continue
    }
    if (typo) {
      faults.push({
        term: t.term.zh,
        kind: 'spelling',
        severity: severity === 'norm' || t.term.weight === 'norm' ? 'meaning' : 'typo',
        zh: span(zh, t.start, t.end),
        en: span(pair.en, pair.words[typo.word]!.start, pair.words[typo.word]!.end),
        message: {
          zh: `“${t.term.zh}”应译作 ${typo.expected} 之类，英文是“${pair.words[typo.word]!.text}”，疑为笔误`,
          en: `${pair.words[typo.word]!.text}: a slip for ${typo.expected}, by the Chinese ${t.term.zh}`,
        },
      })
      continue
    }
    const clause = clauseOf(zh, t)
    const together = terms
      .map((_, k) => k)
      .filter((k) => terms[k]!.start >= clause.start && terms[k]!.end <= clause.end)
    const missing = together.filter(
      (k) => terms[k]!.match === undefined && (terms[k]!.term.weight === 'anchor' || lost(k)),
    )
    if (missing.length >= 3 && missing.length > together.length * 0.6) {
      for (const k of missing) done.add(k)
      const [from, to] = [terms[missing[0]!]!, terms[missing.at(-1)!]!]
      faults.push({
        term: zh.slice(from.start, to.end),
        kind: 'omission',
        severity: normative ? 'norm' : 'meaning',
        zh: span(zh, from.start, to.end),
        en: null,
        message: {
          zh: `英文漏译“${zh.slice(from.start, to.end)}”`,
          en: `Not in the English: ${zh.slice(from.start, to.end)}`,
        },
      })
      continue
    }
    faults.push(replaced(pair, i, severity))
  }
  return shared(apart(faults, pair), pair)
}

/** Two words in the place of two terms in a row are one each. */
function shared(faults: readonly TermFault[], pair: Pair): TermFault[] {
  const given = new Map<TermFault, TermFault>()
  for (const f of faults) {
    if (f.kind !== 'term' || !f.en) continue
    const words = pair.words.filter((w) => w.start >= f.en!.start && w.end <= f.en!.end)
    const next = faults.find((g) => g.kind === 'omission' && !g.en && g.zh!.start === f.zh!.end)
    if (words.length !== 2 || !next || TERMS.some((t) => renderingsIn(t, words).some((r) => r.at.length === 2)))
      continue
    for (const [fault, word] of [[f, words[0]!] as const, [next, words[1]!] as const])
      given.set(fault, termFault(fault, pair, word.start, word.end))
  }
  return faults.map((f) => given.get(f) ?? f)
}

const termFault = (f: TermFault, pair: Pair, start: number, end: number): TermFault => {
  const [text, other] = [f.zh!.text, pair.en.slice(start, end)]
  return {
    ...f,
    kind: 'term',
    en: span(pair.en, start, end),
    message: { zh: `“${text}”译作“${other}”`, en: `${text} is rendered as “${other}”` },
  }
}

/** Two terms are not rendered by the same words: the words go to the term in whose place they stand. */
function apart(faults: readonly TermFault[], pair: Pair): TermFault[] {
  const at = (f: TermFault) => pair.words.findIndex((w) => w.end > f.en!.start)
  const joinedTo = (f: TermFault) =>
    pair.terms.some(
      ({ start, end, match }) =>
        match &&
        Math.max(start - f.zh!.end, f.zh!.start - end) === 0 &&
        Math.min(Math.abs(match.from - at(f)), Math.abs(at(f) - match.to)) <= 2,
    )
  const off = (f: TermFault) => Math.abs(pair.place((f.zh!.start + f.zh!.end) / 2) - at(f)) + (joinedTo(f) ? 0 : NEAR)
  return faults.map((f) => {
    const rival = faults.find((g) => g !== f && g.en && f.en && g.en.start < f.en.end && f.en.start < g.en.end)
    if (f.kind !== 'term' || !rival?.zh || (rival.kind === 'term' && off(f) <= off(rival))) return f
    return leftOutFault(f.term, pair.zh, f.zh!.start, f.zh!.end, f.severity)
  })
}

const severityOf = (t: Aligned, normative: boolean): Severity =>
  t.term.weight === 'norm' && normative ? 'norm' : 'meaning'

/** 等方式 closes a list that English closes with `etc.`: the noun after it carries nothing. */
const CLOSES =
  /^(?:单位|部门|方式|措施|情况|领域|内容|活动|行为|事项|问题|工作|方面|信息|机构|手段|形式|渠道|处置|处理|制度|管理|服务|功能|操作|材料|规定|规则|权益|合法权益|网络|系统|机制|因素)/u
const closesList = (zh: string, t: Aligned): boolean =>
  (zh[t.start - 1] === '等' && CLOSES.test(t.term.zh)) ||
  (t.term.zh === '规定' && /[条款项]$/u.test(zh.slice(0, t.start)))

/** A shared rendering is one that another place has taken: the term is left out where it stands far from its neighbours. */
function leftOut(pair: Pair, index: number): boolean {
  const { terms, words } = pair
  const t = terms[index]!
  const neighbours = [terms[index + 1], terms[index - 1]].filter(
    (n): n is Aligned => n?.match !== undefined && Math.max(n.start - t.end, t.start - n.end) <= 1,
  )
  if (neighbours.length === 0) return false
  const renderings = renderingsIn(t.term, words)
  return !neighbours.some(({ match }) =>
    renderings.some(
      (r) =>
        Math.min(Math.abs(r.from - match!.to), Math.abs(match!.from - r.to)) <= JOINED ||
        (r.from <= match!.from && r.to >= match!.from),
    ),
  )
}

/** Words from its place beyond which a rendering belongs to another mention of a term. */
const AWAY = 9

/** The nearest rendering is that of another mention, and in the place of this one stands a word that renders nothing. */
function elsewhere(pair: Pair, index: number): boolean {
  const t = pair.terms[index]!
  const expected = pair.place((t.start + t.end) / 2)
  const off = Math.min(...renderingsIn(t.term, pair.words).map((r) => Math.abs((r.from + r.to) / 2 - expected)))
  if (off < AWAY) return false
  const run = wordsInPlace(pair, index)
  return run.length > 0 && run.every((i) => !pair.terms.some((o) => renderingsIn(o.term, [pair.words[i]!]).length > 0))
}

interface Slip {
  readonly word: number
  readonly expected: string
}

/** A word that is not usual in this text, near the place of a term, and one or two letters from a proper rendering of it. */
function misspelt(pair: Pair, index: number, usual: (stem: string) => boolean): Slip | undefined {
  const { words, covered, terms } = pair
  const t = terms[index]!
  const expected = pair.place((t.start + t.end) / 2)
  const inPlace = wordsInPlace(pair, index)
  let best: (Slip & { cost: number }) | undefined
  for (const [i, word] of words.entries()) {
    const off = inPlace.includes(i) ? 0 : Math.abs(i - expected)
    if (off > NEAR + words.length * 0.04 || covered.has(i) || word.lower.length < 4 || usual(word.stem)) continue
    for (const rendering of singleWords(t.term)) {
      const d = slip(word, rendering)
      if (d === undefined || (t.shared && !inPlace.includes(i))) continue
      if (t.term.weight === 'anchor' && (t.shared || off > NEAR / 2 || !alike(word.lower, rendering, d))) continue
      const cost = d * 10 + off
      if (!best || cost < best.cost) best = { word: i, expected: rendering, cost }
    }
  }
  return best
}

/** A slip in a common word must be plain: one letter, or two with the same beginning and end. */
const alike = (word: string, rendering: string, d: number): boolean =>
  word[0] === rendering[0] && (d === 1 || word.slice(-4) === rendering.slice(-4))

/** Words from its place within which a misspelt rendering is looked for, in a short text. */
const NEAR = 12

/** How many letters a word is away from a rendering; undefined for another word, and for one of the same family. */
function slip(word: Word, rendering: string): number | undefined {
  if (rendering.length < 4 || word.lower.startsWith(rendering) || rendering.startsWith(word.stem)) return undefined
  const shared = [...rendering].findIndex((c, i) => word.lower[i] !== c)
  if (shared >= 6) return undefined
  const { length } = rendering
  const forms = [word.lower, word.stem, word.lower.slice(0, length), word.lower.slice(0, length + 1)]
  const sameEnd = forms.some((form) => form.slice(-4) === rendering.slice(-4))
  const limit = length >= 7 || (length >= 6 && sameEnd) ? 2 : 1
  const d = Math.min(...forms.map((form) => distance(form, rendering, limit)))
  return d > 0 && d <= limit ? d : undefined
}

const PREFIX = /^(?:un|in|non-?|dis)/

/** A free word that would be a proper rendering with a negative prefix, or without the one it has. */
function negated(pair: Pair, t: Aligned): number | undefined {
  const expected = pair.place((t.start + t.end) / 2)
  const renderings = singleWords(t.term).filter((r) => r.length > 5)
  for (const [i, word] of pair.words.entries()) {
    if (pair.covered.has(i) || Math.abs(i - expected) > NEAR || word.lower.length < 6) continue
    if (/^(?:not|no|never|without)$/.test(pair.words[i - 1]?.lower ?? '')) continue
    if (pair.terms.some((other) => other !== t && renderingsIn(other.term, [word]).length > 0)) continue
    const forms = ['un', 'in', 'dis', 'non'].map((p) => p + word.lower)
    if (PREFIX.test(word.lower)) forms.push(word.lower.replace(PREFIX, ''))
    if (renderings.some((r) => forms.some((form) => form.startsWith(r) || stem(form) === r))) return i
  }
  return undefined
}

function clauseOf(zh: string, t: Aligned): { start: number; end: number } {
  let start = t.start
  while (start > 0 && !/[，,。；;：:]/u.test(zh[start - 1]!)) start--
  let end = t.end
  while (end < zh.length && !/[，,。；;：:]/u.test(zh[end]!)) end++
  return { start, end }
}

function replaced(pair: Pair, index: number, severity: Severity): TermFault {
  const { zh, en, words, terms } = pair
  const t = terms[index]!
  const text = zh.slice(t.start, t.end)
  const bracketed = /[（(](?:含|包括)[^）)]{0,6}$/u.test(zh.slice(0, t.start))
  const tries = t.shared ? [remainder, wordsInPlace] : [wordsInPlace, remainder]
  const run = bracketed ? [] : (tries.map((of) => of(pair, index)).find((found) => found.length > 0) ?? [])
  if (run.length === 0) return leftOutFault(t.term.zh, zh, t.start, t.end, severity)
  const [from, to] = [words[run[0]!]!, words[run.at(-1)!]!]
  const other = en.slice(from.start, to.end)
  return {
    term: t.term.zh,
    kind: 'term',
    severity,
    zh: span(zh, t.start, t.end),
    en: span(en, from.start, to.end),
    message: { zh: `“${text}”译作“${other}”`, en: `${text} is rendered as “${other}”` },
  }
}

function leftOutFault(term: string, zh: string, start: number, end: number, severity: Severity): TermFault {
  const text = zh.slice(start, end)
  return {
    term,
    kind: 'omission',
    severity,
    zh: span(zh, start, end),
    en: null,
    message: { zh: `英文没有译出“${text}”`, en: `No rendering of ${text} in the English` },
  }
}
