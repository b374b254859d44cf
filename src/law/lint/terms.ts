import { type Aligned, type Pair, wordsInPlace } from './align.ts'
import { type Found, type Severity, span } from './finding.ts'
import { renderingsIn, singleWords, type Term, termNamed } from './lexicon.ts'
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
      (t.shared ? leftOut(pair, i) : true) &&
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
  return apart(faults, pair)
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

/** A compound may be rendered part by part. */
function inParts(pair: Pair, t: Aligned): boolean {
  const parts = partsOf(t.term.zh)
  if (parts.length < 2) return false
  const expected = pair.place((t.start + t.end) / 2)
  const near = parts.map((part) =>
    renderingsIn(part, pair.words).filter((r) => Math.abs((r.from + r.to) / 2 - expected) <= NEAR),
  )
  const free = near.map((rs) => rs.some((r) => r.at.every((w) => !pair.covered.has(w))))
  if (free.every(Boolean)) return true
  return FACTORED.test(t.term.zh) && near.every((rs) => rs.length > 0) && free[0] === true
}

/** Heads that English names once for a whole list: the security of networks, systems and data. */
const FACTORED = /(?:安全|保护|管理|工作|制度|体系|能力|机制|活动|服务)$/u

function partsOf(zh: string) {
  for (let cut = 2; cut <= zh.length - 2; cut++) {
    const [a, b] = [termNamed(zh.slice(0, cut)), termNamed(zh.slice(cut))]
    if (a && b) return [a, b]
  }
  return []
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
  const run = bracketed ? [] : wordsInPlace(pair, index)
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

const OPEN_LIST = /等(?=[\p{Script=Han}]{1,8}(?:[，,。；;、]|$))/gu
/** One thing or two since the last comma: a longer list before 等 is summed up by the noun after it. */
const SHORT_LIST = /(?:^|[，,。；;：:])[^、和及与或，,。；;：:]{2,24}(?:[、和及与][^、和及与或，,。；;：:]{2,16})?$/u
/** Words with which English leaves a list open. */
const OPENS =
  /\b(?:etc|other|others|such|including|includes?|like|among|and so on|for example|for instance|in particular|similar)\b/i

/** 等 after one thing: the list is open in Chinese and closed in English. */
export function closedListFault(pair: Pair, normative: boolean): Found[] {
  if (OPENS.test(pair.en)) return []
  const m = [...pair.zh.matchAll(OPEN_LIST)].find(
    (one) =>
      SHORT_LIST.test(pair.zh.slice(0, one.index)) &&
      !/[平均何同相此高中初上下]$/u.test(pair.zh.slice(0, one.index)) &&
      !/^等(?:级|于|待|同|额|次|效|候|保|地|部门|单位)/u.test(pair.zh.slice(one.index)),
  )
  if (!m) return []
  return [
    {
      kind: 'omission',
      severity: normative ? 'norm' : 'meaning',
      zh: span(pair.zh, m.index, m.index + 1),
      en: null,
      message: {
        zh: '“等”没有译出：中文列举未尽，英文成了穷尽列举',
        en: 'The list is open in Chinese (等) and closed in English',
      },
    },
  ]
}
