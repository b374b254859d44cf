import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'

const CONJUNCTION = /或者|或|和|并/gu
/** Words between a conjunction and the term after it. */
const REACH = 3
const OPEN =
  /\b(?:not|no|never|neither|nor|without|whether|any|prohibit\w*|prevent\w*|refus\w*|avoid\w*|un\w+ly|may not|if|where|such as|other than|except|between)\b/i

/** `and` where the Chinese has 或, `or` where it has 和: told by the word before the term that follows the conjunction. */
export function conjunctionFindings(pair: Pair): Found[] {
  const { zh, en, words, terms } = pair
  const found: Found[] = []
  for (const m of zh.matchAll(CONJUNCTION)) {
    const [start, end] = [m.index, m.index + m[0].length]
    if (terms.some((t) => t.start < end && start < t.end)) continue
    const next = terms.find((t) => t.start >= end && t.start - end <= 1)
    const last = terms.findLast((t) => t.end <= start && start - t.end <= 1)
    if (!next?.match || !last?.match) continue
    const alternative = m[0].startsWith('或')
    const [a, b] = [last.match, next.match]
    if (a.to > b.from || b.from - a.to > REACH + 1) continue
    const between = words.slice(a.to, b.from)
    const and = between.find((w) => w.lower === 'and')
    const or = between.find((w) => w.lower === 'or')
    if (and && or) continue
    const wrong = alternative ? and : or
    if (!wrong || (alternative ? or : and)) continue
    if (/\band\/or\b/i.test(en.slice(words[a.from]!.start, words[b.to - 1]!.end))) continue
    if (!alternative && OPEN.test(en.slice(Math.max(0, words[a.from]!.start - 160), wrong.start))) continue
    found.push({
      kind: 'conjunction',
      severity: 'norm',
      zh: span(zh, start, end),
      en: span(en, wrong.start, wrong.end),
      message: {
        zh: `连接词不同：中文“${m[0]}”，英文“${wrong.lower}”`,
        en: `Another conjunction: ${alternative ? 'or' : 'and'} in Chinese, ${wrong.lower} in English`,
      },
    })
  }
  return [...found, ...togetherFindings(pair)]
}

/** `A、B的，可…`: what is allowed where both hold. */
const BOTH_HOLD = /[^，,。；;]*、[^，,。；;]*的[，,]\s*(?:均|都|也)?可(?!能)/gu
/** Words between two conditions. */
const BETWEEN = 8

/** Conditions that hold together for a permission and are alternatives in the English. */
function togetherFindings({ zh, en, words, terms }: Pair): Found[] {
  return [...zh.matchAll(BOTH_HOLD)].flatMap((m) =>
    [...m[0].matchAll(/、/gu)].flatMap((mark): Found[] => {
      const at = m.index + mark.index
      const last = terms.findLast((t) => t.end <= at && at - t.end <= 1)?.match
      const next = terms.find((t) => t.start > at && t.start - at <= 2)?.match
      if (!last || !next || next.from < last.to || next.from - last.to > BETWEEN) return []
      const between = words.slice(last.to, next.from)
      const or = between.find((w) => w.lower === 'or')
      if (!or || between.some((w) => w.lower === 'and')) return []
      return [
        {
          kind: 'conjunction',
          severity: 'norm',
          zh: span(zh, at, at + 1),
          en: span(en, or.start, or.end),
          message: {
            zh: '许可的条件在中文里须同时具备，英文成了任选其一',
            en: 'The conditions of a permission hold together in Chinese and are alternatives in English',
          },
        },
      ]
    }),
  )
}
