import type { Pair } from './align.ts'
import { type Found, span } from './finding.ts'

/** 不登录、不使用: two negated words in a row. */
const BOTH = /[不未][\p{Script=Han}]{1,6}(?:、|,|，|或者?|和|也|且)[不未][\p{Script=Han}]{1,6}?(?=的|[，,。；;、]|$)/gu
/** `not logged on or have been used`: the second verb has a helper of its own and no negation. */
const SECOND =
  /\b(?:not|never)\b[^,;.]{0,48}?\b((?:or|and|nor)\s+(?:have|has|had|are|is|was|were|do|does|did|will|shall|may|can)\s+(?!not\b|never\b|no\b)(?:been\s+)?(?!not\b|un|in|non)[a-z]+)/i

const ZH_NEGATIVE =
  /(?:不(?:得|能|予|再|准|应|可|符|同意|履行|提供|使用|采取|需|需要|属|构成|影响|超过|少于|低于|足|到位|及时|适应|合格|服|利于|具备|配合|接受)|未(?!来|成年|必)|没有|严禁|禁止|拒不|拒绝|非法(?!人)|不得)/gu
const EN_NEGATIVE =
  /\b(?:not|no|never|nor|neither|none|without|cannot|n't|fail\w*|refus\w*|reject\w*|lack\w*|prohibit\w*|forbid\w*|forbidden|ban\w*|prevent\w*|except\w*|less|fewer|low\w*|illegal\w*|unlawful\w*|insufficien\w*|absen\w*|free|stop\w*|ceas\w*|avoid\w*|only|un\w{3,}|in(?:ability|appropriate|adequate|complete|correct|valid|consistent)\w*|im(?:possible|proper)\w*|non\w*|yet|within|ir\w+|dis\w+|exempt\w*|small|hard\w*|difficult\w*|hindered)\b|n’t/i

/** A negation that the English has lost. */
export function negationFindings(pair: Pair): Found[] {
  const { zh, en, words, place } = pair
  const found: Found[] = []
  const both = [...zh.matchAll(BOTH)][0]
  const second = both && SECOND.exec(en)
  if (both && second) {
    const last = both[0].search(/[不未][^不未]*$/u)
    const start = second.index + second[0].length - second[1]!.length
    found.push({
      kind: 'negation',
      severity: 'norm',
      zh: span(zh, both.index + last, both.index + both[0].length),
      en: span(en, start, start + second[1]!.length),
      message: {
        zh: `第二个否定丢失：“${both[0].slice(last)}”译作“${second[1]}”`,
        en: `The second negation is lost: ${both[0].slice(last)} became “${second[1]}”`,
      },
    })
  }
  const bounds = [0, ...[...zh.matchAll(/[。；;]/gu)].map((m) => m.index + 1), zh.length]
  for (const [i, start] of bounds.entries()) {
    const end = bounds[i + 1]
    if (end === undefined || end <= start) continue
    const negative = [...zh.slice(start, end).matchAll(ZH_NEGATIVE)][0]
    if (!negative || found.length > 0) continue
    const from = Math.max(0, Math.floor((start === 0 ? 0 : place(start)) - 10))
    const to = Math.min(words.length, Math.ceil((end === zh.length ? words.length : place(end)) + 10))
    const text = words.length > 0 ? en.slice(words[from]?.start ?? 0, words[to - 1]?.end ?? en.length) : en
    if (EN_NEGATIVE.test(text)) continue
    const at = start + negative.index
    found.push({
      kind: 'negation',
      severity: 'norm',
      zh: span(zh, at, at + negative[0].length),
      en: null,
      message: {
        zh: `否定“${negative[0]}”在英文中没有对应`,
        en: `The negation ${negative[0]} has nothing for it in the English`,
      },
    })
  }
  return found
}
