import { normalise } from './normalise.ts'
import { chineseNumber } from './provisions.ts'
import { compareRefs, formatPlace, parsePlace, type Ref } from './ref.ts'

/** The text of one provision of one version. */
export interface DiffProvision {
  readonly place: string
  readonly text: string
}

/** What became of a provision; `adapted`: only the numbers of the articles it cites moved with them. */
export type Fate = 'same' | 'moved' | 'adapted' | 'changed' | 'split' | 'merged' | 'added' | 'deleted'

/** What a changed stretch touches. */
export type Touch = 'number' | 'modality' | 'reference'

export interface Change {
  readonly was: string
  readonly now: string
  readonly touches: readonly Touch[]
}

export interface ProvisionDiff {
  readonly fate: Fate
  /** Places in the earlier version; several where provisions were merged. */
  readonly from: readonly string[]
  /** Places in the later version; several where one was split. */
  readonly to: readonly string[]
  /** Share of the text that is the same, 0 to 1; 1 where only the number or punctuation differs. */
  readonly alike: number
  readonly changes: readonly Change[]
}

export interface LawDiff {
  readonly provisions: readonly ProvisionDiff[]
  /** Where each article of the earlier version is found in the later one, where its number changed. */
  readonly renumbering: readonly { readonly from: string; readonly to: string }[]
}

interface Unit {
  readonly place: string
  /** Normalised words without the label. */
  readonly words: string
  readonly grams: ReadonlyMap<string, number>
}

const LABEL = /^第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?/u
const MATCHES = 0.5
/** A part of a split or merged provision is found in the whole to this share. */
const PART = 0.7
const MIN_PART = 8

/** Articles with their paragraphs and items; sections of texts without articles. Headings of chapters are left out. */
function unitsOf(provisions: readonly DiffProvision[]): Unit[] {
  const texts = new Map<string, string[]>()
  for (const { place, text } of provisions) {
    const steps = parsePlace(place)
    if (!steps || steps[0]!.kind === 'part') continue
    const depth = steps.findIndex((s) => s.kind === 'paragraph')
    const outer = steps[0]!.kind === 'article' ? 1 : depth > 0 ? depth : steps.length
    const key = formatPlace(steps.slice(0, outer))
    texts.set(key, [...(texts.get(key) ?? []), text])
  }
  return [...texts].map(([place, parts]) => {
    const words = parts
      .map((part, i) => (i === 0 ? normalise(part).replace(LABEL, '') : normalise(part)))
      .join('')
      .replace(/[，。；：、,.;:“”"'（）()《》<>]/gu, (c) => (/[、，,]/.test(c) ? ',' : c))
    return { place, words, grams: gramsOf(words) }
  })
}

function gramsOf(text: string): Map<string, number> {
  const grams = new Map<string, number>()
  for (let i = 0; i + 1 < text.length; i++) {
    const gram = text.slice(i, i + 2)
    grams.set(gram, (grams.get(gram) ?? 0) + 1)
  }
  return grams
}

const size = (grams: Unit['grams']): number => [...grams.values()].reduce((n, k) => n + k, 0)
function common(a: Unit['grams'], b: Unit['grams']): number {
  let n = 0
  for (const [gram, k] of a) n += Math.min(k, b.get(gram) ?? 0)
  return n
}

/**
 * Compares two versions of a law provision by provision, by text first: an article keeps its identity when it moves.
 * Places are those of each version. Pure; work grows with the product of the numbers of provisions that changed.
 */
export function diffLaw(before: readonly DiffProvision[], after: readonly DiffProvision[]): LawDiff {
  const [left, right] = [unitsOf(before), unitsOf(after)]
  const pairs = new Map<Unit, Unit>()
  const taken = new Set<Unit>()
  const pair = (a: Unit, b: Unit) => {
    pairs.set(a, b)
    taken.add(b)
  }
  for (const a of left) {
    const twins = right.filter((b) => !taken.has(b) && b.words === a.words)
    const b = twins.find((twin) => twin.place === a.place) ?? twins[0]
    if (b) pair(a, b)
  }
  const renumbered = new Map<string, string>()
  const learn = () => {
    for (const [a, b] of pairs) renumbered.set(a.place, b.place)
  }
  learn()
  pairBest(left, right, pairs, taken, pair)
  learn()
  const provisions: ProvisionDiff[] = []
  for (const [a, b] of pairs) provisions.push(compare(a, b, renumbered))
  const lost = left.filter((a) => !pairs.has(a))
  const fresh = right.filter((b) => !taken.has(b))
  const whole = (of: readonly Unit[], part: Unit) =>
    of
      .map((unit) => ({
        unit,
        share: part.words.length < MIN_PART ? 0 : common(part.grams, unit.grams) / Math.max(1, size(part.grams)),
      }))
      .filter(({ share }) => share >= PART)
      .sort((x, y) => y.share - x.share)[0]
  for (const a of lost) {
    const into = whole(right, a)
    if (into) {
      renumbered.set(a.place, into.unit.place)
      provisions.push(
        joined(
          'merged',
          [a, ...[...pairs].filter(([, b]) => b === into.unit).map(([x]) => x)],
          [into.unit],
          into.share,
        ),
      )
    } else provisions.push({ fate: 'deleted', from: [a.place], to: [], alike: 0, changes: [] })
  }
  const targets = new Set(provisions.flatMap((p) => (p.fate === 'merged' ? p.to : [])))
  for (const b of fresh) {
    if (targets.has(b.place)) continue
    const origin = whole(left, b)
    if (origin) {
      const others = pairs.get(origin.unit)
      provisions.push(joined('split', [origin.unit], others ? [others, b] : [b], origin.share))
    } else provisions.push({ fate: 'added', from: [], to: [b.place], alike: 0, changes: [] })
  }
  const order = new Map(right.map((unit, i) => [unit.place, i]))
  const oldOrder = new Map(left.map((unit, i) => [unit.place, i]))
  const at = (p: ProvisionDiff) => order.get(p.to[0] ?? '') ?? (oldOrder.get(p.from[0] ?? '') ?? 0) - 0.5
  return {
    provisions: provisions.sort((x, y) => at(x) - at(y)),
    renumbering: [...renumbered]
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to }))
      .sort((x, y) => compareRefs(`x#${x.from}` as Ref, `x#${y.from}` as Ref)),
  }
}

const joined = (
  fate: 'merged' | 'split',
  from: readonly Unit[],
  to: readonly Unit[],
  share: number,
): ProvisionDiff => ({
  fate,
  from: from.map((unit) => unit.place),
  to: to.map((unit) => unit.place),
  alike: round(share),
  changes: [],
})

/** Pairs what is left by likeness, the likest first; at equal likeness by place. */
function pairBest(
  left: readonly Unit[],
  right: readonly Unit[],
  pairs: ReadonlyMap<Unit, Unit>,
  taken: ReadonlySet<Unit>,
  pair: (a: Unit, b: Unit) => void,
): void {
  const open = left.filter((a) => !pairs.has(a))
  const free = right.filter((b) => !taken.has(b))
  const scored = open.flatMap((a) =>
    free.flatMap((b) => {
      const score = (2 * common(a.grams, b.grams)) / Math.max(1, size(a.grams) + size(b.grams))
      return score >= MATCHES ? [{ a, b, score }] : []
    }),
  )
  for (const { a, b } of scored.sort(
    (x, y) => y.score - x.score || Number(y.a.place === y.b.place) - Number(x.a.place === x.b.place),
  ))
    if (!pairs.has(a) && !taken.has(b)) pair(a, b)
}

const round = (n: number): number => Math.round(n * 1000) / 1000
const CITED = /第([〇零一二三四五六七八九十百千\d]{1,8})条/gu

/** The words with the numbers of cited articles as they are in the later version. */
const carried = (words: string, renumbered: ReadonlyMap<string, string>): string =>
  words.replace(CITED, (_, digits: string) => {
    const n = chineseNumber(digits)
    const to = n === undefined ? undefined : renumbered.get(`art${n}`)
    return to === undefined ? `第${n ?? digits}条` : `第${to.slice(3)}条`
  })
const numbered = (words: string): string =>
  words.replace(CITED, (_, digits: string) => `第${chineseNumber(digits) ?? digits}条`)

function compare(a: Unit, b: Unit, renumbered: ReadonlyMap<string, string>): ProvisionDiff {
  const at = { from: [a.place], to: [b.place] }
  if (a.words === b.words) return { fate: a.place === b.place ? 'same' : 'moved', ...at, alike: 1, changes: [] }
  if (carried(a.words, renumbered) === numbered(b.words))
    return { fate: 'adapted', ...at, alike: 1, changes: changesOf(a.words, b.words) }
  const alike = (2 * common(a.grams, b.grams)) / Math.max(1, size(a.grams) + size(b.grams))
  return { fate: 'changed', ...at, alike: round(alike), changes: changesOf(a.words, b.words) }
}

const TOKEN =
  /第[〇零一二三四五六七八九十百千\d]+[条款项](?:第[〇零一二三四五六七八九十百千\d]+[款项])*|[〇零一二三四五六七八九十百千万亿\d.]*[〇零一二三四五六七八九十百千\d][〇零一二三四五六七八九十百千万亿\d.]*[%％倍元日月年人个天]?|应当|必须|不得|可以|禁止|严禁|鼓励|支持|[A-Za-z]+|[\s\S]/gu
const MODAL = /应当|必须|不得|可以|可|禁止|严禁|鼓励|须/u
const NUMBER = /[〇零二三四五六七八九十百千万亿\d]|一[个次年月日倍百千万亿]/u
const REFERENCE = /第[〇零一二三四五六七八九十百千\d]+[条款项]/u
/** Tokens times tokens that one comparison may take; longer texts are compared as a whole. */
const MAX_CELLS = 6_000_000

/** The stretches in which two texts differ, each with what it touches. */
export function changesOf(was: string, now: string): Change[] {
  const [a, b] = [was.match(TOKEN) ?? [], now.match(TOKEN) ?? []]
  if (a.length * b.length > MAX_CELLS) return [change(was, now)]
  const width = b.length + 1
  const best = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * width + j] =
        a[i] === b[j]
          ? best[(i + 1) * width + j + 1]! + 1
          : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
  const changes: Change[] = []
  let [i, j, x, y] = [0, 0, '', '']
  const flush = () => {
    if (x !== '' || y !== '') changes.push(change(x, y))
    ;[x, y] = ['', '']
  }
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      flush()
      i++
      j++
    } else if (j >= b.length || (i < a.length && best[(i + 1) * width + j]! >= best[i * width + j + 1]!)) x += a[i++]
    else y += b[j++]
  }
  flush()
  return changes
}

function change(was: string, now: string): Change {
  const touches: Touch[] = []
  const [a, b] = [was.replaceAll(new RegExp(REFERENCE, 'gu'), ''), now.replaceAll(new RegExp(REFERENCE, 'gu'), '')]
  if (NUMBER.test(a) || NUMBER.test(b)) touches.push('number')
  if (MODAL.test(was) || MODAL.test(now)) touches.push('modality')
  if (REFERENCE.test(was) || REFERENCE.test(now)) touches.push('reference')
  return { was, now, touches }
}
