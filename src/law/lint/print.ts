import { type Found, type Kind, span } from './finding.ts'
import { wordsOf } from './words.ts'

interface Rule {
  readonly kind: Kind
  readonly form: RegExp
  readonly zh: string
  readonly en: string
}

const RULES: readonly Rule[] = [
  { kind: 'punctuation', form: /,\s*,/g, zh: '逗号重复', en: 'A comma twice' },
  {
    kind: 'punctuation',
    form: /(?<=[\p{L}\p{N}”"’)])\s+[,;](?=\s)/gu,
    zh: '逗号或分号前有空格',
    en: 'A space before a comma',
  },
  { kind: 'punctuation', form: /\(\(|\)\)|””|““/g, zh: '括号或引号重复', en: 'A bracket or quotation mark twice' },
  { kind: 'punctuation', form: /\betc\.?,\s*$/gi, zh: '句末是逗号', en: 'A comma at the end' },
  { kind: 'punctuation', form: /\b\d+(?:st|nd|rd|th)(?=[A-Z])[A-Z]\w*/g, zh: '缺少空格', en: 'A missing space' },
  { kind: 'punctuation', form: /^\p{Ll}[\p{L}-]*/gu, zh: '句首小写', en: 'A small letter at the beginning' },
  {
    kind: 'markup',
    form: /<[!/]?[\p{L}–-][^<>]{0,40}>|&(?:nbsp|amp|quot|#\d+);/gu,
    zh: '残留的标记',
    en: 'Stray markup',
  },
  {
    kind: 'repetition',
    form: /\b(to|the|of|and|in|a|an|for|on|by|with|is|are|be|or|at|as)\s+\1\b/gi,
    zh: '词语重复',
    en: 'A word twice',
  },
  {
    kind: 'repetition',
    form: /\b(\p{L}{5,}) (?:for|of|to) an? \1\b/gu,
    zh: '词语重复',
    en: 'A word twice',
  },
  {
    kind: 'punctuation',
    form: /(?<=\s)\p{Ll}{3,}\s(?:When|Where|All|If|These|They|Such)(?= \p{Ll})/gu,
    zh: '两句之间缺少句号',
    en: 'No stop between two sentences',
  },
  {
    kind: 'spelling',
    form: /\b(?:(?:is|are|was|were|been) (?:not )?|those not )conform\b/g,
    zh: '动词形式有误',
    en: 'A wrong form of the verb',
  },
]

const PAIRS: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['(', ')'],
  ['[', ']'],
]

/** Faults of the printed English alone: punctuation, markup, repeated words. `closed` says that the Chinese ends with a stop. */
export function printFindings(en: string, closed: boolean): Found[] {
  const found: Found[] = []
  const add = (kind: Kind, start: number, end: number, zh: string, message: string) =>
    found.push({ kind, severity: 'typo', zh: null, en: span(en, start, end), message: { zh, en: message } })
  for (const rule of RULES)
    for (const m of en.matchAll(rule.form)) add(rule.kind, m.index, m.index + m[0].length, rule.zh, rule.en)
  for (const [open, close] of PAIRS) {
    const stack: number[] = []
    for (let i = 0; i < en.length; i++) {
      if (en[i] === open) stack.push(i)
      else if (en[i] === close && stack.pop() === undefined && !(close === ')' && i < 8)) {
        if (!found.some((f) => f.en && f.en.start <= i && i < f.en.end))
          add('punctuation', i, i + 1, `多余的“${close}”`, `A ${close} too many`)
      }
    }
    for (const i of stack)
      if (!found.some((f) => f.en && f.en.start <= i && i < f.en.end)) {
        const end = wordsOf(en.slice(i + 1, i + 40))[0]?.end ?? 0
        add('punctuation', i, i + 1 + end, `“${open}”没有闭合`, `A ${open} that is never closed`)
      }
  }
  const tail = en.trimEnd()
  if (
    closed &&
    !/[.!?:;][”"’)\]]*$/.test(tail) &&
    !/\.\s*[”)]*$/.test(tail) &&
    tail.length > 60 &&
    !/[,;]$/.test(tail)
  ) {
    const last = wordsOf(tail).at(-1)
    if (last) add('punctuation', last.start, tail.length, '句末缺少句号', 'No stop at the end')
  }
  return found
}
