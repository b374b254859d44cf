import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'
import type { Usage } from './spelling.ts'
import { isFunctionWord, type Word, wordsOf } from './words.ts'

interface Rule {
  readonly form: RegExp
  readonly zh: string
  readonly en: string
}

const RULES: readonly Rule[] = [
  {
    form: /\b(?:will|shall|may|must) be (?!(?:according|outstanding|pending|binding|ongoing|standing|existing|lacking|forthcoming|missing|accompanying)\b)\p{Ll}{3,}ing (?:according|by|in accordance|through|under)\b/gu,
    zh: '被动语态用了现在分词',
    en: 'A present participle where the passive is meant',
  },
  {
    form: /\b(?:be|been|is|are|was|were) \p{Ll}{3,}ly (?!(?:in|on|at|a|the|an)\b)\p{Ll}{4,}(?:tion|ment)\b(?= (?:to|by|in|under|according)|[,;.])/gu,
    zh: '副词后用了名词',
    en: 'A noun where a participle is meant',
  },
  {
    form: /\bmade (?:published|announced|established|implemented|formulated)\b/gu,
    zh: '谓语重复',
    en: 'Two verbs in one place',
  },
  {
    form: /\b(?:do|does) (?:operate|conduct|make|carry|provide|perform)\b(?= in\b| a\b| the\b)/gu,
    zh: '谓语重复',
    en: 'Two verbs in one place',
  },
  {
    form: /(?<=\b(?:to|the|of|launch|conduct|strengthen) (?:\p{Ll}+ )?)\p{Ll}{6,}[^s\W]’s (?:with|between|among|in|on|for|to|by)\b/gu,
    zh: '复数写成了所有格',
    en: 'A possessive where the plural is meant',
  },
  {
    form: /(?<!\b(?:of|in|for|to|by|with|from|between|among|on|and|or|that|how|whether) (?:[\p{L}-]+ ){0,5})\b(?:units|bodies|departments|operators|users|platforms|enterprises|organizations|institutions|agencies|authorities|systems|networks|persons|providers|companies|measures|risks|accounts) (?:was|is|has|does|exists)\b/giu,
    zh: '主谓不一致',
    en: 'A singular verb with a plural',
  },
  {
    form: /(?<=\bmajor |\bgrave |\bserious |\bcybersecurity )\p{Ll}{4,}s exists\b/gu,
    zh: '主谓不一致',
    en: 'A singular verb with a plural',
  },
  { form: /\betc(?=,)/gu, zh: 'etc 后缺少缩写点', en: 'No stop after etc' },
  { form: /\bother which\b/gu, zh: '疑为 other such', en: 'other which, for other such' },
  { form: /(?<=[“"])once(?= \p{Ll}+[”"])/gu, zh: '疑为 one', en: 'once, for one' },
]

/** Words that stand in the singular after `other such` and the like. */
const UNCOUNTED = new Set(
  (
    'information data content personnel staff work conduct behaviour behavior media equipment infrastructure software hardware ' +
    'legislation material evidence knowledge education training research advice assistance support news training property ' +
    'capital funding police public management supervision governance protection security technology business activity'
  ).split(' '),
)

/** A plural stands this often in the texts before its bare singular is told. */
const USUAL = 3
const MANY = /^(?:such|these|those|all|various|several|many|multiple|both|relevant|two|three|four|five|six)$/

/** Slips of the printed English that its grammar gives away; `usage` tells which nouns have a plural in these texts. */
export function grammarFindings(en: string, usage: Usage): Found[] {
  const found: Found[] = []
  const say = (start: number, end: number, zh: string, message: string) =>
    found.push({
      kind: 'grammar',
      severity: 'typo',
      zh: null,
      en: span(en, start, end),
      message: { zh, en: message },
    })
  for (const rule of RULES) {
    const [m] = en.matchAll(rule.form)
    if (m) say(m.index, m.index + m[0].length, rule.zh, rule.en)
  }
  const words = wordsOf(en)
  for (const [i, word] of words.entries()) {
    const next = words[i + 1]
    const name = next && !isFunctionWord(word) && (usage.names.get(`${word.lower} ${next.lower}`) ?? 0)
    if (name && name >= USUAL && /^\p{Ll}/u.test(word.text) && /^\p{Lu}/u.test(next.text) && en[word.end] === ' ')
      say(
        word.start,
        next.end,
        `名称未大写：“${word.text} ${next.text}”`,
        `A name with a small letter: ${word.text} ${next.text}`,
      )
    const head = singular(words, i, en, usage)
    if (head === undefined) continue
    const last = words[head]!
    say(word.start, last.end, `复数写成了单数：“${last.text}”`, `${last.text} in the singular after ${word.text}`)
  }
  return found
}

/** `other such act.`: up to three words after a word that wants a plural, the last one a noun in the singular. */
function singular(words: readonly Word[], i: number, en: string, usage: Usage): number | undefined {
  const word = words[i]!
  if (!MANY.test(word.lower)) return undefined
  if (word.lower === 'such' && words[i - 1]?.lower !== 'other') return undefined
  if (word.lower === 'relevant' && !/^(?:with|such|all|to)$/.test(words[i - 1]?.lower ?? '')) return undefined
  if (word.lower === 'relevant' && words[i - 1]!.lower === 'such') return undefined
  for (let k = i + 1; k <= i + 4; k++) {
    const w = words[k]
    if (!w || /[,.;:()“”]/.test(en.slice(words[k - 1]!.end, w.start))) return undefined
    if (
      w.lower.endsWith('s') ||
      /^(?:a|an|the|of|and|or|as|in|to|for|that|this|who|which|is|are|be|by|not|people|persons)$/.test(w.lower)
    )
      return undefined
    const after = en.slice(w.end, w.end + 1)
    if (!/[,.;:]/.test(after)) continue
    if (UNCOUNTED.has(w.lower) || /(?:ing|ed|ly|ness|ity|ism|ship)$/.test(w.lower)) return undefined
    const [plural, alone] = [usage.words.get(pluralOf(w.lower)) ?? 0, usage.words.get(w.lower) ?? 0]
    return plural >= USUAL && plural * 2 > alone ? k : undefined
  }
  return undefined
}

const pluralOf = (word: string): string =>
  /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`

/** A term ends an item of a list, or its rendering goes on where the item does. */
function wholeItem({ zh, terms }: Pair, i: number): boolean {
  const [t, next] = [terms[i]!, terms[i + 1]]
  if (t.end === zh.length || /[、，,。；;和及与或等的]/u.test(zh[t.end]!)) return true
  return next?.start === t.end && next.match?.from === t.match?.to
}

/** Items of a Chinese list that stand side by side in the English without a comma. */
export function listFindings(pair: Pair): Found[] {
  const { zh, en, words, terms } = pair
  const found: Found[] = []
  for (const [i, a] of terms.entries()) {
    const b = terms[i + 1]
    if (!a.match || !b?.match || zh.slice(a.end, b.start) !== '、') continue
    if (a.match.to !== b.match.from || a.match.to - a.match.from !== a.match.at.length) continue
    const [last, next] = [words[a.match.to - 1]!, words[b.match.from]!]
    if (!/^\s+$/.test(en.slice(last.end, next.start))) continue
    if (/^(?:and|or|as|with)$/.test(next.lower) || !wholeItem(pair, i + 1)) continue
    found.push({
      kind: 'punctuation',
      severity: 'typo',
      zh: span(zh, a.start, b.end),
      en: span(en, words[a.match.from]!.start, words[b.match.to - 1]!.end),
      message: { zh: '两个并列项之间缺少逗号', en: 'No comma between two items of a list' },
    })
  }
  return found
}
