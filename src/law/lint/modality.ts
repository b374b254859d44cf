import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'

type Modal = 'must' | 'must-not' | 'may'
interface Mark {
  readonly modal: Modal
  readonly start: number
  readonly end: number
}

/** Order matters: what forbids is looked for before what allows. */
const ZH: readonly (readonly [Modal, RegExp])[] = [
  ['must-not', /不得(?!不)|严禁|不准|不许/gu],
  [
    'must',
    /应当|必须|须(?=[经在由向按依对将以])|(?<![相响适对反回供感效顺呼策答内])应(?!用|急|对|援|答|收|归|尽|变|邀|聘|届)(?=[\p{Script=Han}])/gu,
  ],
  [
    'may',
    /(?<!不)可以(?!说)|(?<![许认不尚财])可(?=由|根据|依据|依法|依照|将|向|在|提出|采取|实施|委托|申请|要求|通过|合理|会同|按|对|作为)/gu,
  ],
]

const EN: Readonly<Record<Modal, RegExp>> = {
  must: /\b(?:shall|must|should|ought|(?:is|are|be|been|was|were) to|require[sd]?|requiring|obliged|obligat\w*|needs? to|ha(?:s|ve) to|mandatory|duty|duties to)\b/gi,
  'must-not':
    /\b(?:(?:may|must|shall|should|can|could|will|is|are|be|do|does|need)\s+(?:not|never|in no way|under no)|cannot|prohibit\w*|forbid\w*|forbidden|bann?(?:ed|s|ing)?\b|not (?:be )?(?:allowed|permitted)|no\b|never|without exception)/gi,
  may: /\b(?:may|can|could|might|permit\w*|allow\w*|optional|able to|at (?:its|their) discretion|entitled)\b/gi,
}

/** Modal verbs of a Chinese text. */
export function zhModals(zh: string): readonly Mark[] {
  const found: Mark[] = []
  for (const [modal, form] of ZH)
    for (const m of zh.matchAll(form)) {
      const [start, end] = [m.index, m.index + m[0].length]
      if (!found.some((f) => f.start < end && start < f.end)) found.push({ modal, start, end })
    }
  return found.sort((a, b) => a.start - b.start)
}

const enModals = (en: string, modal: Modal): readonly Mark[] =>
  [...en.matchAll(EN[modal])].map((m) => ({ modal, start: m.index, end: m.index + m[0].length }))

/** A modal verb may stand this many words from its place. */
const FAR = 24
const WORDS: Readonly<Record<Modal, { zh: string; en: string }>> = {
  must: { zh: '应当', en: 'shall' },
  'must-not': { zh: '不得', en: 'may not' },
  may: { zh: '可以', en: 'may' },
}

/** Duties that became permissions, announcements or facts; permissions that became duties; prohibitions that are gone. */
export function modalityFindings(pair: Pair): Found[] {
  const { zh, en, words } = pair
  const wordAt = (at: number) => {
    const i = words.findIndex((w) => w.end > at)
    return i < 0 ? words.length : i
  }
  const sentences = [0, ...[...zh.matchAll(/[。；;]/gu)].map((m) => m.index + 1), zh.length]
  const found: Found[] = []
  const marks = zhModals(zh)
  const english = (['must', 'must-not', 'may'] as const).flatMap((modal) => enModals(en, modal))
  for (const mark of marks) {
    const i = Math.max(
      0,
      sentences.findLastIndex((s) => s <= mark.start),
    )
    const end = sentences[i + 1] ?? zh.length
    const from = i === 0 ? 0 : pair.place(sentences[i]!) - 6
    const to = end === zh.length ? words.length : pair.place(end) + 6
    const expected = pair.place(mark.start)
    const inside = (m: Mark) => {
      const at = wordAt(m.start)
      return (at >= from && at <= to) || Math.abs(at - expected) <= FAR / 2
    }
    const near = english.filter(inside)
    if (near.some((m) => m.modal === mark.modal && !negates(en, m))) continue
    if (mark.modal === 'must' && spare(near, marks)) continue
    const off = (m: Mark) => Math.abs(wordAt(m.start) - expected)
    const free = near.filter(
      (m) => !negates(en, m) && !marks.some((other) => other !== mark && other.modal === m.modal),
    )
    const other = free.sort((a, b) => off(a) - off(b))[0]
    const will = mark.modal === 'must' ? weak(pair, expected) : undefined
    const at = other ?? will
    found.push({
      kind: mark.modal === 'must-not' ? 'negation' : 'modality',
      severity: 'norm',
      zh: span(zh, mark.start, mark.end),
      en: at ? span(en, at.start, at.end) : null,
      message: at
        ? {
            zh: `情态不同：中文“${zh.slice(mark.start, mark.end)}”，英文“${en.slice(at.start, at.end)}”`,
            en: `Another modality: ${WORDS[mark.modal].en} in Chinese, ${en.slice(at.start, at.end)} in English`,
          }
        : {
            zh: `英文没有译出“${zh.slice(mark.start, mark.end)}”`,
            en: `No word for ${WORDS[mark.modal].en} in the English`,
          },
    })
  }
  return found
}

/** More prohibitions near it in the English than there are in the Chinese: a duty may be said as one. */
const spare = (near: readonly Mark[], marks: readonly Mark[]): boolean =>
  near.filter((m) => m.modal === 'must-not').length > marks.filter((m) => m.modal === 'must-not').length

/** `may not` allows nothing. */
const negates = (en: string, m: Mark): boolean =>
  m.modal === 'may' && /^\s+(?:not|never|in no way)\b/i.test(en.slice(m.end))

function weak(pair: Pair, expected: number): { start: number; end: number } | undefined {
  const near = pair.words
    .map((w, i) => ({ w, off: Math.abs(i - expected) }))
    .filter(({ w, off }) => off <= FAR / 2 && w.lower === 'will')
    .sort((a, b) => a.off - b.off)[0]
  return near && { start: near.w.start, end: near.w.end }
}
