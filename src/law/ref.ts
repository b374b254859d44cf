/**
 * References to provisions: `<instrument>#<place>`.
 *
 * Places: acts and numbered lists `3.1`, `5`; articles `art10`, paragraphs `art8.p2`, items `art10.3`; parts and
 * sections `2.3`; opinions numbered through `(9)` → `9`, its paragraphs `9.p2`, its part `part5`, unnumbered
 * paragraphs of a part `part9.p1`; paragraphs before the first number (preamble, foreword, the lead of a report) `p1`.
 * Both languages share them; the Chinese numbering decides.
 */
export type Ref = string & { readonly __ref: 'law' }

/** One step of a place, outermost first. */
export interface Step {
  readonly kind: 'article' | 'part' | 'number' | 'paragraph'
  readonly n: number
}

export interface RefParts {
  readonly instrument: string
  readonly steps: readonly Step[]
}

/** Begins with a word that holds a letter: `app-pi-2019`, `5g-2020`, never `2019-app`. */
const INSTRUMENT = /^(?=\d{0,3}[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/
const HEAD = /^(art|part|p|)([1-9]\d{0,3})$/
const TAIL = /^(p|)([1-9]\d{0,3})$/
const HEADS = { art: 'article', part: 'part', p: 'paragraph', '': 'number' } as const
const PREFIX: Readonly<Record<Step['kind'], string>> = { article: 'art', part: 'part', number: '', paragraph: 'p' }

/** At most this many steps: `art10.p1.3.2` has four. */
const MAX_STEPS = 5
const MAX_LENGTH = 120

/** Splits a reference. Undefined for a text in any other form (leading zeros, spaces, unknown prefixes included). */
export function parseRef(text: string): RefParts | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const [instrument, place, rest] = text.split('#')
  if (!instrument || !place || rest !== undefined || !INSTRUMENT.test(instrument)) return undefined
  const steps = parsePlace(place)
  return steps && { instrument, steps }
}

/** Splits the part after `#`. Undefined for a text in any other form. */
export function parsePlace(place: string): readonly Step[] | undefined {
  const [head = '', ...tail] = place.split('.')
  const first = HEAD.exec(head)
  if (!first || tail.length >= MAX_STEPS) return undefined
  if (first[1] === 'p' && tail.length > 0) return undefined
  const steps: Step[] = [{ kind: HEADS[first[1] as keyof typeof HEADS], n: Number(first[2]) }]
  for (const part of tail) {
    const match = TAIL.exec(part)
    if (!match) return undefined
    steps.push({ kind: match[1] === 'p' ? 'paragraph' : 'number', n: Number(match[2]) })
  }
  return steps
}

/** The inverse of `parseRef`. */
export function formatRef(parts: RefParts): Ref {
  return `${parts.instrument}#${formatPlace(parts.steps)}` as Ref
}

/** The inverse of `parsePlace`. */
export const formatPlace = (steps: readonly Step[]): string => steps.map((s) => PREFIX[s.kind] + s.n).join('.')

/** True where the text is a well-formed reference; whether it exists is for the outline to say. */
export const isRef = (text: string): text is Ref => parseRef(text) !== undefined

/** A text as a reference. Throws `RangeError` where it is none: for constants, and after `isRef` on input. */
export function ref(text: string): Ref {
  if (!isRef(text)) throw new RangeError(`not a reference in the form <instrument>#<place>: ${text.slice(0, 80)}`)
  return text
}

/** `app-pi-2019` of `app-pi-2019#3.1`. */
export const instrumentOf = (reference: Ref): string => reference.slice(0, reference.indexOf('#'))
/** `3.1` of `app-pi-2019#3.1`. */
export const placeOf = (reference: Ref): string => reference.slice(reference.indexOf('#') + 1)

const RANK: Readonly<Record<Step['kind'], number>> = { part: 0, article: 1, number: 2, paragraph: 3 }

/**
 * Orders references: by instrument id, then step by step with numbers as numbers (`2` before `10`), a provision before
 * what it contains. Across kinds the order is part, article, number, paragraph; the order of the text itself is that of
 * the outline. Throws `RangeError` for a malformed reference.
 */
export function compareRefs(a: Ref, b: Ref): number {
  const [left, right] = [parseRef(a), parseRef(b)]
  if (!left || !right) throw new RangeError(`not a reference: ${(left ? b : a).slice(0, 80)}`)
  if (left.instrument !== right.instrument) return left.instrument < right.instrument ? -1 : 1
  for (let i = 0; i < Math.min(left.steps.length, right.steps.length); i++) {
    const [x, y] = [left.steps[i]!, right.steps[i]!]
    if (x.kind !== y.kind) return RANK[x.kind] - RANK[y.kind]
    if (x.n !== y.n) return x.n - y.n
  }
  return left.steps.length - right.steps.length
}

/** The provision one step out: `art10` of `art10.3`. Undefined at the outermost step. */
export function parentOf(reference: Ref): Ref | undefined {
  const parts = parseRef(reference)
  return parts && parts.steps.length > 1 ? formatRef({ ...parts, steps: parts.steps.slice(0, -1) }) : undefined
}

/** True where `inner` is `outer` or lies inside it by its numbers. */
export function isWithin(inner: Ref, outer: Ref): boolean {
  return inner === outer || inner.startsWith(`${outer}.`)
}
