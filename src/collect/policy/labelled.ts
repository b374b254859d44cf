import { type Role, rolesOf } from './labels.ts'

export interface Part {
  readonly label: string
  readonly roles: readonly Role[]
  readonly value: string
}

export interface Labelled {
  /** Text before the first label. */
  readonly lead: string
  readonly parts: readonly Part[]
}

const COLON = /[：:]/g
/** Words that make a sentence of what stands before a colon. */
const SENTENCE = /我们|您|你|以下|如下|下列|可能会|将会|为了|为此|本公司|本应用|其中|包括|请|注意|例如/
const BREAKS = ' 。；;，,、|！？!?\n\t'
const LONGEST = 24

/**
 * The label that ends at the colon: the words back to a break, taken further back over blanks while they name no role
 * (`收集个人信息 类型：`).
 */
function labelBefore(
  text: string,
  colon: number,
): { label: string; roles: readonly Role[]; start: number } | undefined {
  let end = colon
  while (end > 0 && text[end - 1] === ' ') end -= 1
  let start = end
  for (let words = 0; words < 3; words += 1) {
    while (start > 0 && end - start < LONGEST && !BREAKS.includes(text[start - 1]!)) start -= 1
    const label = text.slice(start, end)
    if (SENTENCE.test(label)) return undefined
    const roles = rolesOf(label)
    if (roles.length > 0) return { label, roles, start }
    if (start === 0 || text[start - 1] !== ' ') return undefined
    start -= 1
  }
  return undefined
}

/** A label in brackets, with or without a colon behind it: 「SDK名称」友盟. */
const BRACKETED = /[【「『[]([^【】「」『』[\]：:，。]{2,24})[】」』\]](?:[：:]|(?=\s?[^\s：:]))/g

const unbracketed = (text: string): string =>
  /[【「『[]/.test(text)
    ? text.replace(BRACKETED, (all, label: string) => (rolesOf(label).length > 0 ? `${label}：` : all))
    : text

/** Splits text of the form `名称：… 使用目的：… 链接：…` at the labels that name a role. */
export function labelled(source: string): Labelled {
  const text = unbracketed(source)
  if (!text.includes('：') && !text.includes(':')) return { lead: text.trim(), parts: [] }
  const found: { label: string; roles: readonly Role[]; start: number; value: number }[] = []
  for (const match of text.matchAll(COLON)) {
    const before = labelBefore(text, match.index)
    if (before && before.start >= (found.at(-1)?.value ?? 0)) found.push({ ...before, value: match.index + 1 })
  }
  return {
    lead: text.slice(0, found[0]?.start ?? text.length).trim(),
    parts: found.map((one, i) => ({
      label: one.label,
      roles: one.roles,
      value: text
        .slice(one.value, found[i + 1]?.start ?? text.length)
        .trim()
        .replace(/[；;，,|]$/, ''),
    })),
  }
}
