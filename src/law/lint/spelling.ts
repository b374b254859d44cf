import { type Found, span } from './finding.ts'
import { distance, type Word, wordsOf } from './words.ts'

/** A dictionary of English. */
export interface Dictionary {
  readonly knows: (word: string) => boolean
}

/** How often words and pairs of words stand in the texts that are checked together. */
export interface Usage {
  readonly words: ReadonlyMap<string, number>
  readonly pairs: ReadonlyMap<string, number>
  /** Pairs of words that are both printed with a capital. */
  readonly names: ReadonlyMap<string, number>
}

/** A dictionary that looks each word up once. */
export function remembering(dictionary: Dictionary): Dictionary {
  const known = new Map<string, boolean>()
  return {
    knows: (word) => {
      const before = known.get(word)
      if (before !== undefined) return before
      const knows = dictionary.knows(word)
      known.set(word, knows)
      return knows
    },
  }
}

const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)

const CAPITAL = /^\p{Lu}/u

/** Counts the words of texts, and each word with the one after it. */
export function usageOf(texts: Iterable<string>): Usage {
  const [words, pairs, names] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  for (const text of texts) {
    const list = wordsOf(text)
    for (const [i, word] of list.entries()) {
      add(words, word.lower)
      const next = list[i + 1]
      if (!next) continue
      add(pairs, `${word.lower} ${next.lower}`)
      if (CAPITAL.test(word.text) && CAPITAL.test(next.text)) add(names, `${word.lower} ${next.lower}`)
    }
  }
  return { words, pairs, names }
}

/** A word that stands this often in the texts is a word of theirs. */
const OWN = 3
const RARE = 2
/** A pair of words is usual from here on. */
const USUAL = 5
const SHORT = [
  'the',
  'and',
  'of',
  'on',
  'to',
  'in',
  'is',
  'as',
  'at',
  'by',
  'all',
  'are',
  'for',
  'or',
  'an',
  'well',
  'it',
  'be',
  'has',
  'not',
]
/** Endings that make new words of any other. */
const PRODUCTIVE = /(?:iz|is|if)ation(?:s)?$|ization$|ification$|(?:iz|is)e[sd]?$|ness$|less$|ly$|able$/

/** Misspelt words of an English text, told by a dictionary and by what stands beside the same words elsewhere. */
export function spellingFindings(en: string, usage: Usage, dictionary: Dictionary): Found[] {
  const words = wordsOf(en)
  const found: Found[] = []
  const say = (word: Word, better: string) =>
    found.push({
      kind: 'spelling',
      severity: 'typo',
      zh: null,
      en: span(en, word.start, word.end),
      message: { zh: `拼写：“${word.text}”，疑为 ${better}`, en: `Spelling: ${word.text}, for ${better}` },
    })
  for (const [i, word] of words.entries()) {
    if (/[@/]/.test(en[word.start - 1] ?? '') || en[word.end] === '@' || /\d/.test(word.text)) continue
    const better = unknown(words, i, usage, dictionary) ?? misplaced(words, i, usage)
    if (better !== undefined) say(word, better)
  }
  return found
}

/** A longer run of letters is no English word. */
const LONGEST = 40

const count = (usage: Usage, word: string): number => usage.words.get(word) ?? 0
const bare = (word: string): string => word.replace(/'s?$/, '')

function unknown(words: readonly Word[], i: number, usage: Usage, dictionary: Dictionary): string | undefined {
  const word = words[i]!
  const lower = bare(word.lower)
  if (lower.length < 2 || lower.length > LONGEST || count(usage, word.lower) >= OWN) return undefined
  const capital = /^\p{Lu}/u.test(word.text)
  const acronym = /^\p{Lu}{2,7}$/u.test(word.text)
  const pieces = lower.split('-')
  if (acronym) {
    const near = [...usage.words].find(
      ([other, n]) =>
        n >= OWN && other !== lower && other.length >= 3 && distance(other, lower, 1) === 1 && !dictionary.knows(other),
    )
    return near && !dictionary.knows(lower) ? near[0].toUpperCase() : undefined
  }
  if (pieces.every((piece) => known(piece, dictionary)))
    return pieces.length > 1 ? ownCompound(lower, usage) : undefined
  const text = pieces.find((piece) => !known(piece, dictionary))!
  const rest = (piece: string) => lower.replace(text, piece)
  const own = [...usage.words.keys()]
    .filter(
      (other) =>
        other.length > 3 &&
        text.length > 3 &&
        count(usage, other) >= OWN &&
        distance(other, text, 1) === 1 &&
        known(other, dictionary),
    )
    .sort((a, b) => count(usage, b) - count(usage, a))[0]
  const start = i === 0
  if (own && (!capital || start || text.length >= 6)) return rest(own)
  if (capital && !start) return undefined
  if (PRODUCTIVE.test(text) && text.length > 8)
    return stemKnown(text, dictionary) ? undefined : nearest(text, dictionary)
  if (text.length <= 3) return SHORT.find((s) => distance(s, text, 1) === 1)
  return nearest(text, dictionary)
}

/** `on-sit` in a text that otherwise has `on-site`. */
const ownCompound = (word: string, usage: Usage): string | undefined =>
  [...usage.words].find(
    ([other, n]) => n >= OWN && other !== word && other.includes('-') && distance(other, word, 1) === 1,
  )?.[0]

const stemKnown = (text: string, dictionary: Dictionary): boolean => {
  const base = text.replace(PRODUCTIVE, '')
  return [base, `${base}e`, base.slice(0, -1), `${base}y`, `${base}ic`].some(
    (form) => form.length > 2 && known(form, dictionary),
  )
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

/** A known word from which one letter is lost, to which one was added, or in which two changed places. */
function nearest(text: string, dictionary: Dictionary): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const [head, tail] = [text.slice(0, i), text.slice(i)]
    const forms = [
      head + tail.slice(1),
      head + tail[1] + tail[0] + tail.slice(2),
      ...LETTERS.map((c) => head + c + tail),
    ]
    const found = forms.find(
      (form) => form !== text && form.length > 3 && !form.includes('undefined') && dictionary.knows(form),
    )
    if (found) return found
  }
  return undefined
}

/** British spelling, and words made of a prefix and a known word. */
function known(word: string, dictionary: Dictionary): boolean {
  if (dictionary.knows(word)) return true
  const forms = [
    word.replace(/our/, 'or'),
    word.replace(/is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)/, 'iz'),
    word.replace(/ys(?=(?:e|ed|es|ing)$)/, 'yz'),
    word.replace(/ll(?=(?:ed|ing|ation|er|ers)$)/, 'l'),
    word.replace(/re$/, 'er').replace(/res$/, 'ers'),
    word.replace(/ence(s?)$/, 'ense$1'),
    word.replace(/mme(s?)$/, 'm$1'),
    word.replace(/ogue(s?)$/, 'og$1'),
    word.replace(/lfil/, 'llfill'),
    word.replace(/^wilful/, 'willful'),
    word.replace(/ae|oe/, 'e'),
    word.replace(
      /^(?:re|un|non|inter|micro|cyber|multi|co|pre|sub|cross|mega|e|anti|over|self|de|intra|in|re)(?=.{3})/,
      '',
    ),
    word.replace(/al$/, '').replace(/ectoral$/, 'ector'),
    word.replace(/ability$/, 'able').replace(/ibility$/, 'ible'),
    word.replace(/s$/, ''),
    word.replace(/icing$/, 'ensing'),
    word.replace(/en$/, ''),
    word.replace(/ened$/, ''),
  ]
  return (
    forms.some((form) => form !== word && form.length > 1 && dictionary.knows(form)) ||
    PREFIXES.has(word) ||
    compound(word, dictionary)
  )
}

const PREFIXES = new Set([
  'intra',
  'inter',
  'multi',
  'ex',
  'pre',
  'non',
  'anti',
  'cyber',
  'co',
  're',
  'mid',
  'ad',
  'th',
  'nd',
  'rd',
  'st',
  'self',
])

/** Two known words written as one: hotline, lifecycle. */
const compound = (word: string, dictionary: Dictionary): boolean =>
  word.length >= 7 &&
  Array.from({ length: word.length - 5 }, (_, i) => i + 3).some(
    (cut) => dictionary.knows(word.slice(0, cut)) && dictionary.knows(word.slice(cut)),
  )

const NO_BEFORE = new Set(['the', 'a', 'an', 'this', 'these', 'their', 'its'])

/** Words that the law hardly ever needs and that a slip of the finger makes of others. */
const SLIPS = new Set([
  'he',
  'ad',
  'al',
  'ins',
  'ot',
  'fo',
  'te',
  'od',
  'tot',
  'fro',
  'ti',
  'si',
  'ans',
  'tho',
  'thy',
  'wit',
  'fir',
  'ail',
])

/** A word that is right by itself, where another word one letter away always stands. */
function misplaced(words: readonly Word[], i: number, usage: Usage): string | undefined {
  const word = words[i]!
  const [last, next] = [words[i - 1]?.lower, words[i + 1]?.lower]
  const { lower } = word
  if (lower === 'no' && next && NO_BEFORE.has(next)) return 'on'
  const pair = (a: string | undefined, b: string | undefined) => (a && b ? (usage.pairs.get(`${a} ${b}`) ?? 0) : 0)
  const slip = SLIPS.has(lower)
  if ((!slip && count(usage, lower) > RARE) || lower.length > 6 || /^\p{Lu}/u.test(word.text)) return undefined
  if (slip && pair(lower, next) > 1) return undefined
  let best: { word: string; n: number } | undefined
  for (const other of SHORT) {
    if (other === lower || distance(other, lower, 1) !== 1) continue
    const [before, after] = [pair(last, other), pair(other, next)]
    const n = before + after
    if ((slip ? Math.max(before, after) >= OWN : before > 0 && after > 0 && n >= USUAL) && (!best || n > best.n))
      best = { word: other, n }
  }
  return best?.word
}
