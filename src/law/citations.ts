import type { Numbering } from './instrument.ts'
import { normalise } from './normalise.ts'
import { chineseNumber } from './provisions.ts'
import { parsePlace } from './ref.ts'

/** A provision or a law that a Chinese text names. */
export interface Citation {
  /** Title of the law as printed between 《》; absent where the text means its own instrument. */
  readonly title?: string
  /** Place in it; absent where the law as a whole is named. */
  readonly place?: string
}

const N = '[〇零一二三四五六七八九十百千\\d]{1,8}'
/** 第…条, 第…款, 第…项, with the bare numbers of a list: 第四至六项. */
const UNIT = new RegExp(`^第?(${N})(条|款|项|章)?(?:之${N})?`, 'u')
const JOINT = /^(?:、|和|及|以及|或者|或|与|,|，)/u
const RANGE = /^(?:至|到|-)/u
/** Words that point to the text itself, and say how many provisions before. */
const NEAR = /^(?:前(两|二|三)?(条|款|项)|本条)/u
const OWN = /^本(?:规定|办法|法|条例|通知|意见|细则|决定|解释|方法)/u
const TITLE = /^《([^《》]{2,80})》/u
const START =
  /《[^《》]{2,80}》|本(?:规定|办法|法|条例|通知|意见|细则|决定|解释|方法)|前(?:两|二|三)?(?:条|款|项)|本条|第[〇零一二三四五六七八九十百千\d]{1,8}条/gu
/** A law named without marks, such as 民法典第九百九十八条: no provision of this text, and its title has no clear beginning. */
const ELSEWHERE = /(?:法|法典|条例|规定|办法|解释|决定)$/u
/** Longest range that is taken apart. */
const MAX_RANGE = 30
const MAX_CITATIONS = 100

interface At {
  title?: string
  article?: number
  paragraph?: number
  item?: number
}

/**
 * The provisions that a Chinese text cites, each once, in order: 《网络安全法》第五十九条第一款, 本规定第十条,
 * 第四至六项, 前款. `at` is the place of the text and `numbering` that of its instrument, by which 前款 and 本通知第二条
 * are read; a law named without a place is a citation of the whole. A place that the numbering cannot have is left out.
 */
export function citationsIn(text: string, at: string, numbering: Numbering): readonly Citation[] {
  const found = new Map<string, Citation>()
  const put = (citation: Citation) => {
    if (found.size < MAX_CITATIONS) found.set(`${citation.title ?? ''}#${citation.place ?? ''}`, citation)
  }
  const steps = parsePlace(at) ?? []
  const here: At = {}
  for (const { kind, n } of steps) {
    if (kind === 'article') here.article = n
    else if (kind === 'paragraph') here.paragraph = n
    else if (kind === 'number' && here.article !== undefined) here.item = n
  }
  const label = new RegExp(`^第(${N})条`, 'u').exec(normalise(text))
  const labelled = label !== null && chineseNumber(label[1]!) === here.article && (here.paragraph ?? 1) === 1
  const normal = normalise(text).slice(labelled ? label[0].length : 0)
  let read = 0
  for (const start of normal.matchAll(START)) {
    if (start.index < read) continue
    let rest = normal.slice(start.index)
    const titled = TITLE.exec(rest)
    const own = titled ? undefined : OWN.exec(rest)
    let base: At = {}
    if (titled) {
      base = { title: titled[1]! }
      rest = rest.slice(titled[0].length).replace(/^\([^()]{0,40}\)/u, '')
    } else if (own) rest = rest.slice(own[0].length)
    else {
      const near = NEAR.exec(rest)
      if (!near && ELSEWHERE.test(normal.slice(Math.max(0, start.index - 4), start.index))) {
        read = start.index + units(rest, {}).length
        continue
      }
      if (near) {
        rest = rest.slice(near[0].length)
        const before = nearBefore(near, here)
        const deeper = before.length === 1 && UNIT.test(rest) && rest.startsWith('第')
        for (const place of deeper ? [] : before.flatMap((one) => placeOf(one, numbering) ?? [])) put({ place })
        if (!deeper) {
          read = normal.length - rest.length
          continue
        }
        base = before[0]!
      }
    }
    const named = units(rest, base)
    rest = rest.slice(named.length)
    for (const one of named.found) {
      const place = placeOf(one, one.title === undefined ? numbering : 'articles')
      if (place) put({ ...(one.title === undefined ? {} : { title: one.title }), place })
    }
    if (titled && named.found.length === 0) put({ title: titled[1]! })
    read = normal.length - rest.length
  }
  return [...found.values()]
}

/** 前款, 前两条, 本条: provisions counted back from where the text stands. */
function nearBefore(near: RegExpExecArray, here: At): At[] {
  const [, many, unit] = near
  const count = many === undefined ? 1 : many === '三' ? 3 : 2
  if (unit === undefined) return here.article === undefined ? [] : [{ article: here.article }]
  const back = (n: number | undefined, make: (n: number) => At) =>
    n === undefined
      ? []
      : Array.from({ length: count }, (_, i) => n - count + i).flatMap((k) => (k > 0 ? [make(k)] : []))
  if (unit === '条') return back(here.article, (article) => ({ article }))
  if (here.article === undefined) return []
  const { article } = here
  if (unit === '款') return back(here.paragraph, (paragraph) => ({ article, paragraph }))
  const paragraph = here.paragraph === undefined ? {} : { paragraph: here.paragraph }
  return back(here.item, (item) => ({ article, ...paragraph, item }))
}

/** The units that follow a title or an own word: 第五条、第八条第一款, 第十条至第十二条, 第四至六项. */
function units(text: string, base: At): { found: At[]; length: number } {
  const found: At[] = []
  let at = base
  let length = 0
  let range = false
  let last: { level: '条' | '款' | '项'; n: number } | undefined
  for (;;) {
    const rest = text.slice(length)
    const match = UNIT.exec(rest)
    if (!match) break
    const bare = !rest.startsWith('第')
    let unit = match[2] as '条' | '款' | '项' | '章' | undefined
    if (bare && !(last && unit)) break
    unit ??= followingUnit(rest.slice(match[0].length))
    const n = chineseNumber(match[1]!)
    if (unit === undefined || unit === '章' || n === undefined || n === 0) break
    if (unit === '条') at = title(at, { article: n })
    else if (at.article === undefined) break
    else if (unit === '款') at = title(at, { article: at.article, paragraph: n })
    else
      at = title(at, {
        article: at.article,
        ...(at.paragraph === undefined ? {} : { paragraph: at.paragraph }),
        item: n,
      })
    if (range && last?.level === unit)
      for (let k = last.n + 1; k < n && k - last.n <= MAX_RANGE; k++) found.push(withLevel(at, unit, k))
    length += match[0].length
    const deeper = /^第[〇零一二三四五六七八九十百千\d]{1,8}(?:款|项)/u.test(text.slice(length))
    if (!deeper) found.push(at)
    last = { level: unit, n }
    range = false
    if (deeper) continue
    const joint = RANGE.exec(text.slice(length)) ?? JOINT.exec(text.slice(length))
    if (!joint) break
    const next = text.slice(length + joint[0].length)
    if (!UNIT.test(next) || !/^第|^[〇零一二三四五六七八九十百千\d]{1,8}(?:条|款|项)/u.test(next)) break
    range = RANGE.test(joint[0])
    length += joint[0].length
  }
  return { found, length }
}

/** 第四至六项: the unit stands after the last number. */
const followingUnit = (rest: string): '条' | '款' | '项' | undefined =>
  /^(?:(?:至|到|、|和|或者?)第?[〇零一二三四五六七八九十百千\d]{1,8}){1,6}(条|款|项)/u.exec(rest)?.[1] as
    | '条'
    | '款'
    | '项'
    | undefined

const title = (from: At, to: At): At => (from.title === undefined ? to : { title: from.title, ...to })

const withLevel = (at: At, level: '条' | '款' | '项', n: number): At =>
  level === '条' ? title(at, { article: n }) : { ...at, [level === '款' ? 'paragraph' : 'item']: n }

/** The place under a numbering; undefined where it numbers otherwise. */
function placeOf({ article, paragraph, item }: At, numbering: Numbering): string | undefined {
  if (article === undefined) return undefined
  if (numbering === 'articles')
    return `art${article}${item === undefined ? (paragraph === undefined ? '' : `.p${paragraph}`) : `.${paragraph === undefined || paragraph === 1 ? '' : `p${paragraph}.`}${item}`}`
  return (numbering === 'list' || numbering === 'opinions') && paragraph === undefined && item === undefined
    ? `${article}`
    : undefined
}

/** Places under which a cited provision may stand, the most exact first: `art24.p2.1`, `art24.1`, `art24.p2`, `art24`. */
export function* placesFor(place: string): Generator<string> {
  yield place
  const [outer = '', ...inner] = place.split('.')
  if (inner.length === 2) yield `${outer}.${inner[1]}`
  if (inner.length === 1 && !inner[0]!.startsWith('p')) yield `${outer}.p1.${inner[0]}`
  if (inner.length === 2) yield `${outer}.${inner[0]}`
  if (inner.length > 0) yield outer
}
