import type { Period } from '../law/calendar.ts'
import { type Citation, citationsIn, placesFor } from '../law/citations.ts'
import { addDays } from '../law/day.ts'
import type { Instrument, Modality, Norm, Outline, Provision } from '../law/instrument.ts'
import { provisionAt, provisionsOf } from '../law/instrument.ts'
import { INSTRUMENT_IDS, type InstrumentId, isInstrumentId, loadInstrument, loadOutline } from '../law/library.ts'
import { parameterOn } from '../law/parameter.ts'
import { placeName } from '../law/place-name.ts'
import type { RoleId } from '../law/role.ts'
import type { Text } from '../law/text.ts'
import { limitsIn, modalWords } from '../law/wording.ts'
import { isBinding } from './law-show.ts'
import { plainTitle, readStored, type StoredLaw, storedIds } from './law-store.ts'

/** One provision as it is indexed: what it is found by, and what is shown of it. */
export interface LawEntry {
  readonly ref: string
  /** Id of the instrument or law. */
  readonly law: string
  readonly title: { readonly zh: string; readonly en: string | null }
  /** How it is cited in words. */
  readonly label: Text
  readonly gist: Text | null
  readonly zh: string | null
  readonly en: string | null
  readonly modalities: readonly Modality[]
  readonly bearers: readonly RoleId[]
  readonly limits: readonly Period[]
  /** Days in force; `from` is absent for a draft, and where the day is not known. */
  readonly from?: string
  readonly until?: string
  /** Where only the day of passing is known: it is in force no earlier. */
  readonly passed?: string
  readonly draft: boolean
  /** False for a report, a speech or a proposal, which bind no one. */
  readonly binding: boolean
  /** References and ids of what it cites; what is not here by its title: `《反恐怖主义法》#art84`. */
  readonly cites: readonly string[]
}

/** Ids of the laws outside the library, with what their citations need. */
interface KnownLaw {
  readonly id: string
  readonly date: string
  readonly inForce?: string
  readonly places: ReadonlySet<string>
}

/**
 * Every provision of the library and of the laws imported into a store's law folder, those in force first: the order in
 * which equal hits are shown. Throws `StoreError` for a damaged store.
 */
export async function* lawEntries(folder: string, on: string): AsyncGenerator<LawEntry> {
  const instruments = await Promise.all(INSTRUMENT_IDS.map(loadInstrument))
  const outlines = new Map(await Promise.all(INSTRUMENT_IDS.map(async (id) => [id, await loadOutline(id)] as const)))
  const plain: string[] = []
  const known = new Map<string, KnownLaw[]>()
  for (const id of await storedIds(folder)) {
    if (isInstrumentId(id)) continue
    const law = await readStored(folder, id)
    if (!law?.law) continue
    plain.push(id)
    const title = plainTitle(law.law.title)
    const places = new Set(law.zh?.provisions.map((p) => p.place))
    const { date = '', inForce } = law.law
    known.set(title, [...(known.get(title) ?? []), { id, date, places, ...(inForce ? { inForce } : {}) }])
  }
  const resolve = resolver(instruments, outlines, known)
  const rank = (it: Instrument) =>
    it.status === 'in-force' ? (it.excerpt ? 2 : it.applies === 'direct' ? 0 : 1) : it.status === 'draft' ? 4 : 3
  for (const it of instruments.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1)))
    yield* ofInstrument(it, outlines.get(it.id as InstrumentId)!, await readStored(folder, it.id), on, resolve)
  for (const id of plain) {
    const law = await readStored(folder, id)
    if (law?.law) yield* ofPlain(law, endOf(law, known), resolve)
  }
}

/** The last day of a version, where a later one of the same title is here whose commencement is known. */
function endOf(law: StoredLaw, known: ReadonlyMap<string, readonly KnownLaw[]>): string | undefined {
  const { title, date = '' } = law.law!
  const later = (known.get(plainTitle(title)) ?? []).filter((other) => other.date > date)
  const next = later.flatMap((other) => other.inForce ?? []).sort()[0]
  return next === undefined ? undefined : addDays(next, -1)
}

type Resolve = (citation: Citation, from: { readonly id: string; readonly day: string }) => string | undefined

/** Finds what a citation names: in the citing text itself, in the library, in an imported law as it was on its day. */
function resolver(
  instruments: readonly Instrument[],
  outlines: ReadonlyMap<string, Outline>,
  known: ReadonlyMap<string, readonly KnownLaw[]>,
): Resolve {
  const titles = new Map(instruments.map((it) => [plainTitle(it.title.zh), it.id]))
  const inLibrary = (id: string, place: string | undefined): string | undefined => {
    if (place === undefined) return id
    const outline = outlines.get(id)
    for (const candidate of placesFor(place)) {
      const found = outline && provisionAt(outline, candidate)
      if (found) return `${id}#${found.ref}`
    }
    return undefined
  }
  const inLaw = (law: KnownLaw, place: string | undefined): string | undefined => {
    if (place === undefined) return law.id
    for (const candidate of placesFor(place))
      if (law.places.has(candidate) || law.places.has(`${candidate}.p1`)) return `${law.id}#${candidate}`
    return undefined
  }
  const laws = new Map([...known.values()].flat().map((law) => [law.id, law]))
  return ({ title, place }, from) => {
    if (title === undefined) {
      const own = laws.get(from.id)
      return own ? inLaw(own, place) : inLibrary(from.id, place)
    }
    const name = plainTitle(title)
    const id = titles.get(name)
    if (id !== undefined) return inLibrary(id, place)
    const versions = (known.get(name) ?? []).toSorted((a, b) => (a.date < b.date ? -1 : 1))
    const version = versions.findLast((law) => law.date <= from.day) ?? versions[0]
    return version && inLaw(version, place)
  }
}

/** A law that is not here is named; a place of the text itself that it does not have is no citation. */
const byTitle = ({ title, place }: Citation): string[] =>
  title === undefined ? [] : [place === undefined ? `《${title}》` : `《${title}》#${place}`]

function* ofInstrument(
  it: Instrument,
  outline: Outline,
  stored: StoredLaw | undefined,
  on: string,
  resolve: Resolve,
): Generator<LawEntry> {
  const zh = new Map(stored?.zh?.provisions.map((p) => [p.place, p.text]))
  const en = new Map(stored?.en?.provisions.map((p) => [p.place, p.text]))
  const from = { id: it.id, day: it.inForce?.from ?? it.issued ?? '' }
  for (const p of provisionsOf(outline)) {
    const period = p.inForce ?? it.inForce
    const until = period?.until ?? it.inForce?.until
    const text = zh.get(p.ref)
    const cites = text === undefined ? (p.cites ?? []) : citationsIn(text, p.ref, it.numbering)
    yield {
      ref: `${it.id}#${p.ref}`,
      law: it.id,
      title: it.title,
      label: placeName(p.ref, it.numbering) ?? p.label,
      gist: p.gist,
      zh: text ?? null,
      en: en.get(p.ref) ?? null,
      modalities: [...new Set(p.norms?.map((n) => n.modality) ?? [])],
      bearers: [...new Set(p.norms?.flatMap((n) => n.bearer ?? []) ?? [])],
      limits: limitsOf(p, on),
      draft: it.status === 'draft',
      binding: isBinding(it),
      ...(period && it.status !== 'draft' ? { from: period.from } : {}),
      ...(until === undefined ? {} : { until }),
      cites: [...new Set(cites.flatMap((c) => resolve(c, from) ?? byTitle(c)))],
    }
  }
}

const UNITS: Readonly<Record<string, Period['unit']>> = {
  工作日: 'workday',
  个工作日: 'workday',
  日: 'day',
  个月: 'month',
  小时: 'hour',
}

/** Time limits of the norms of a provision: their deadlines, and numbers whose unit is a time. */
function limitsOf(p: Provision, on: string): Period[] {
  const limits = (p.norms ?? []).flatMap((norm: Norm) => {
    const value = norm.deadline?.parameter && parameterOn(norm.deadline.parameter, on)?.value
    const deadline = typeof value === 'object' ? (value as Period) : norm.deadline?.period
    const numbers = (norm.numbers ?? []).flatMap(({ value: n, unit }) => {
      const of = UNITS[unit.zh]
      return of && /^\d+$/.test(n) ? [{ n: Number(n), unit: of }] : []
    })
    return [...(deadline ? [deadline] : []), ...numbers]
  })
  return [...new Map(limits.map((l) => [`${l.n} ${l.unit}`, l])).values()]
}

function* ofPlain(law: StoredLaw, until: string | undefined, resolve: Resolve): Generator<LawEntry> {
  const { title, date, inForce } = law.law!
  const from = { id: law.id, day: date ?? '' }
  for (const { place, text } of law.zh?.provisions ?? []) {
    yield {
      ref: `${law.id}#${place}`,
      law: law.id,
      title: { zh: title, en: null },
      label: placeName(place, 'articles') ?? { zh: place, en: place },
      gist: null,
      zh: text,
      en: null,
      modalities: [...new Set(modalWords(text).map((m) => m.modality))],
      bearers: [],
      limits: limitsIn(text),
      draft: false,
      binding: true,
      ...(inForce ? { from: inForce } : date ? { passed: date } : {}),
      ...(until === undefined ? {} : { until }),
      cites: [...new Set(citationsIn(text, place, 'articles').flatMap((c) => resolve(c, from) ?? byTitle(c)))],
    }
  }
}
