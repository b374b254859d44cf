import app from '../../law/crosswalk/app-pi-2019.json' with { type: 'json' }
import constraint from '../../law/crosswalk/credit-constraint-2020.json' with { type: 'json' }
import supervision from '../../law/crosswalk/credit-supervision-2019.json' with { type: 'json' }
import inspection from '../../law/crosswalk/inspection-2018.json' with { type: 'json' }
import lending from '../../law/crosswalk/internet-lending-2021.json' with { type: 'json' }
import { instrumentOf, parsePlace, placeOf, type Ref } from './ref.ts'
import type { Text } from './text.ts'

/** A law, rule or standard of today that stands beside an older provision. */
export interface CrossDocument {
  readonly title: Text
  readonly number?: string
  readonly inForce?: string
  /** Its text was not compared: it is named by number only. */
  readonly byNumber?: true
  readonly source: string
}

/** A place of such a document, with a short phrase by which the place is checked against its text. */
export interface CrossPlace {
  readonly document: string
  /** `art17` for articles; the number as printed for items and clauses. Absent where the whole document is meant. */
  readonly place?: string
  readonly phrase?: string
}

/** `law/crosswalk/<instrument>.json` */
export interface Crosswalk {
  readonly instrument: string
  readonly checkedOn: string
  readonly note: Text
  readonly documents: Readonly<Record<string, CrossDocument>>
  readonly entries: readonly { readonly ref: string; readonly to: readonly CrossPlace[] }[]
}

/** Every crosswalk, by instrument. */
export const CROSSWALKS: readonly Crosswalk[] = [
  app as Crosswalk,
  constraint as Crosswalk,
  supervision as Crosswalk,
  inspection as Crosswalk,
  lending as Crosswalk,
]

const DIGITS = '〇一二三四五六七八九'

/** 二十三 for 23, as article numbers are written. Up to 999. */
export function chineseNumeral(n: number): string {
  if (n < 10) return DIGITS[n] ?? ''
  if (n < 20) return `十${n === 10 ? '' : DIGITS[n - 10]}`
  if (n < 100) return `${DIGITS[Math.floor(n / 10)]}十${n % 10 === 0 ? '' : DIGITS[n % 10]}`
  const rest = n % 100
  const tail = rest === 0 ? '' : rest < 10 ? `零${DIGITS[rest]}` : `${rest < 20 ? '一' : ''}${chineseNumeral(rest)}`
  return `${DIGITS[Math.floor(n / 100)]}百${tail}`
}

/** The provisions of today beside one provision, as lawyers cite them; none where no crosswalk names it. */
export function todayOf(reference: Ref | string): readonly Text[] {
  const id = instrumentOf(reference as Ref)
  const walk = CROSSWALKS.find(({ instrument }) => instrument === id)
  const place = placeOf(reference as Ref)
  const entry =
    walk?.entries.find(({ ref }) => ref === place) ?? walk?.entries.find(({ ref }) => place.startsWith(`${ref}.`))
  if (!walk || !entry) return []
  const cited = new Map<string, CrossPlace[]>()
  for (const to of entry.to) cited.set(to.document, [...(cited.get(to.document) ?? []), to])
  return [...cited].map(([name, places]) => citation(walk.documents[name]!, places))
}

function citation(document: CrossDocument, places: readonly CrossPlace[]): Text {
  const shown = [...new Set(places.flatMap(({ place }) => place ?? []))]
  const steps = shown.map((place) => parsePlace(place)?.[0])
  const articles = steps.every((step) => step?.kind === 'article')
  const zh = shown.map((place, i) => (articles ? `第${chineseNumeral(steps[i]!.n)}条` : place))
  const en = shown.map((place, i) => (articles ? String(steps[i]!.n) : place))
  const { title, number } = document
  const name = number === undefined ? '' : `（${number}）`
  const label = shown.length === 0 ? '' : articles ? ` art. ${en.join(', ')}` : ` no. ${en.join(', ')}`
  return {
    zh: `《${title.zh}》${name}${shown.length === 0 ? '' : articles ? zh.join('、') : `${zh.join('、')}`}`,
    en: `${title.en}${number === undefined ? '' : ` (${number})`}${label}`,
  }
}
