import { CROSSWALKS } from './crosswalk.ts'
import { type DiffProvision, diffLaw, type LawDiff } from './diff.ts'
import { normalise } from './normalise.ts'
import { placeOf, type Ref } from './ref.ts'

/** One version of a law: of a file, or of the store. */
export interface Version {
  readonly id: string
  readonly title: string
  readonly date?: string
  readonly provisions: readonly DiffProvision[]
}

/** What rests on a provision that is another now. */
export interface Resting {
  /** A rule, or a provision whose crosswalk names it. */
  readonly id: string
  readonly place: string
  readonly fate: LawDiff['provisions'][number]['fate']
}

/** `guiju/law-diff/1` */
export interface DiffReport extends LawDiff {
  readonly schema: 'guiju/law-diff/1'
  readonly a: Omit<Version, 'provisions'>
  readonly b: Omit<Version, 'provisions'>
  readonly summary: Readonly<Record<LawDiff['provisions'][number]['fate'], number>>
  /** Rules that cite a provision of the earlier version that did not stay the same. */
  readonly rules: readonly Resting[]
  /** Provisions whose crosswalk names a provision of the later version that did not stay the same. */
  readonly crosswalk: readonly Resting[]
}

/** A title without the name of the state, marks and what follows in brackets. */
const plain = (title: string): string =>
  normalise(title)
    .replace(/^《(.*)》$/u, '$1')
    .replace(/^中华人民共和国(?=.)/u, '')
    .replace(/\(.*\)$/u, '')

const FATES = ['same', 'moved', 'adapted', 'changed', 'split', 'merged', 'added', 'deleted'] as const

/** Compares two versions and says what rests on the provisions that are others now. */
export function diffVersions(
  a: Version,
  b: Version,
  rules: readonly { readonly id: string; readonly cites: Ref }[],
): DiffReport {
  const diff = diffLaw(a.provisions, b.provisions)
  const article = (place: string) => place.split('.')[0]!
  const touched = (places: (p: LawDiff['provisions'][number]) => readonly string[]) =>
    new Map(
      diff.provisions
        .filter((p) => p.fate !== 'same' && p.fate !== 'moved')
        .flatMap((p) => places(p).map((place) => [place, p.fate] as const)),
    )
  const [old, fresh] = [touched((p) => p.from), touched((p) => p.to)]
  const fateOf = (map: ReadonlyMap<string, Resting['fate']>, place: string) => map.get(place) ?? map.get(article(place))
  const about = ({ id, title, date }: Version) => ({ id, title, ...(date ? { date } : {}) })
  return {
    schema: 'guiju/law-diff/1',
    a: about(a),
    b: about(b),
    summary: Object.fromEntries(
      FATES.map((fate) => [fate, diff.provisions.filter((p) => p.fate === fate).length]),
    ) as DiffReport['summary'],
    ...diff,
    rules: rules.flatMap((rule) => {
      const fate = rule.cites.startsWith(`${a.id}#`) ? fateOf(old, placeOf(rule.cites)) : undefined
      return fate ? [{ id: rule.id, place: placeOf(rule.cites), fate }] : []
    }),
    crosswalk: CROSSWALKS.flatMap(({ instrument, documents, entries }) =>
      entries.flatMap(({ ref, to }) =>
        to.flatMap(({ document, place }) => {
          const title = documents[document]?.title.zh ?? ''
          const fate = place && plain(title) === plain(b.title) ? fateOf(fresh, place) : undefined
          return place && fate ? [{ id: `${instrument}#${ref}`, place, fate }] : []
        }),
      ),
    ),
  }
}
