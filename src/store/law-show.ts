import { isCitedId, loadCited } from '../law/cited.ts'
import { addDays } from '../law/day.ts'
import type { Instrument, Link, Norm, Outline, Provision } from '../law/instrument.ts'
import { provisionAt, standingOn } from '../law/instrument.ts'
import { isInstrumentId, loadInstrument, loadOutline } from '../law/library.ts'
import { parsePlace } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import type { Cited } from '../report/law/found.ts'
import { checkText, type ProvisionCheck } from './law-status.ts'
import { plainTitle, readStored, type StoredLaw, storedIds } from './law-store.ts'

export interface ShownChinese {
  /** Own words; null for laws outside the library. */
  readonly gist: string | null
  /** Official text as imported, label included; null before an import and where the source lacks it. */
  readonly text: string | null
  /** SHA-256 of the normalised official text; null where the words belong to paragraphs, or none is known. */
  readonly hash: string | null
  readonly missing: boolean
  /** How the imported text compares with the hash. */
  readonly check: ProvisionCheck
}

export interface ShownEnglish {
  readonly gist: string | null
  readonly text: string | null
  readonly missing: boolean
  /** The number the translation prints, where it is another; empty where it prints none. */
  readonly printed?: string
}

/** One provision, in both languages, on a day. */
export interface ShownProvision {
  readonly ref: string
  readonly zh: ShownChinese
  readonly en: ShownEnglish
  readonly inForce: { readonly from: string; readonly until?: string } | null
  readonly replacedBy: readonly (Link | LaterVersion)[]
  readonly on: string
  /** Absent where the day of commencement is not known. */
  readonly standing?: ReturnType<typeof standingOn>
  /** The library holds an excerpt of this instrument only. */
  readonly excerpt?: true
  /** Who must, may or may not do what; absent for laws outside the library. */
  readonly norms?: readonly Norm[]
  /** What it cites, what cites it, and the rules that read it, where they were asked for. */
  readonly cites?: readonly Cited[]
  readonly citedBy?: readonly Cited[]
  readonly rules?: readonly string[]
  /** A report, a speech or a proposal: it binds no one, and its day is that on which it was made. */
  readonly binding?: false
  /** A work outside the library that cases cite: what it is, and where what is known of it comes from. */
  readonly work?: { readonly title: Text; readonly number?: string; readonly source: Text }
}

/** Another version of an imported law in the same store. */
export interface LaterVersion {
  readonly id: string
  readonly title: string
  readonly published: string
  readonly inForce?: string
}

export type Shown =
  | { readonly found: ShownProvision }
  | { readonly unknown: 'law' | 'place'; readonly title?: string; readonly near?: string }

/**
 * The provision a reference names, in the library or in a law that was imported: by id, or by the title of the law
 * (`个人信息保护法#art13`), of which the last version by `on` is taken. Throws `StoreError` for a damaged store.
 */
export async function showProvision(reference: string, folder: string, on: string): Promise<Shown> {
  const cut = reference.indexOf('#')
  const [name, place] = [reference.slice(0, cut), reference.slice(cut + 1)]
  if (isInstrumentId(name)) {
    const [instrument, outline, law] = await Promise.all([
      loadInstrument(name),
      loadOutline(name),
      readStored(folder, name),
    ])
    return ofLibrary(instrument, outline, law, place, on)
  }
  if (isCitedId(name)) {
    const { instrument, outline } = await loadCited(name)
    return ofCited(instrument, ofLibrary(instrument, outline, await versionCited(instrument, folder), place, on))
  }
  const law = await plainLawNamed(name, folder, on)
  return law ? ofPlain(law, place, folder, on) : { unknown: 'law' }
}

function ofLibrary(
  instrument: Instrument,
  outline: Outline,
  law: StoredLaw | undefined,
  place: string,
  on: string,
): Shown {
  const zh = new Map(law?.zh?.provisions.map((p) => [p.place, p.text]))
  const en = new Map(law?.en?.provisions.map((p) => [p.place, p]))
  const provision = provisionAt(outline, place)
  const title = instrument.title.zh
  const near = `${instrument.id}#${outline.provisions[0]!.ref}`
  if (!provision && !zh.has(place) && !en.has(place)) return { unknown: 'place', title, near }
  const ref = provision?.ref ?? place
  const period = provision?.inForce ?? instrument.inForce
  const words = provision ? wordsOf(provision) : [place]
  const english = join(words.map((p) => en.get(p)?.text))
  const check = law?.zh && checkText(outline, law.zh)
  const printed = en.get(words[0] ?? '')?.printed ?? provision?.printedAs?.en
  return {
    found: {
      ref: `${instrument.id}#${ref}`,
      zh: {
        gist: provision?.gist.zh ?? null,
        text: join(words.map((p) => zh.get(p))),
        hash: provision?.sha256 ?? null,
        missing: provision !== undefined && isMissing(provision, 'zh') && !words.some((p) => zh.has(p)),
        check: worst(words.map((p) => check?.checks.get(p) ?? 'unknown')),
      },
      en: {
        gist: provision?.gist.en ?? null,
        text: english,
        missing: english === null && (en.size > 0 || provision === undefined || isMissing(provision, 'en')),
        ...(printed === undefined ? {} : { printed }),
      },
      inForce: period ? { ...period } : null,
      replacedBy: instrument.replacedBy,
      on,
      standing: standingOn(instrument, on, provision),
      ...(provision?.norms ? { norms: provision.norms } : {}),
      ...(instrument.excerpt ? { excerpt: true as const } : {}),
      ...(isBinding(instrument) ? {} : { binding: false as const }),
    },
  }
}

/** False for reports, speeches and proposals. Drafts say by their standing that they bind no one. */
export const isBinding = ({ kind }: Pick<Instrument, 'kind'>): boolean =>
  kind !== 'report' && kind !== 'speech' && kind !== 'proposal'

/** Places that hold the words of a provision: itself, or its paragraphs where all its words belong to them. */
const wordsOf = (p: Provision): string[] =>
  p.sha256 !== undefined || p.missing?.zh || !p.children ? [p.ref] : p.children.flatMap(wordsOf)

function isMissing(p: Provision, lang: 'zh' | 'en'): boolean {
  if (p.missing?.[lang]) return true
  return p.sha256 === undefined && (p.children?.every((child) => isMissing(child, lang)) ?? false)
}

const ORDER: readonly ProvisionCheck[] = ['differs', 'absent', 'unknown', 'punctuation', 'match']
const worst = (checks: readonly ProvisionCheck[]): ProvisionCheck => ORDER.find((c) => checks.includes(c)) ?? 'unknown'

const join = (texts: readonly (string | undefined)[]): string | null => {
  const found = texts.filter((text) => text !== undefined)
  return found.length > 0 ? found.join('\n') : null
}

function ofCited({ title, number, source, excerpt }: Instrument, shown: Shown): Shown {
  if ('unknown' in shown) return shown
  const { found } = shown
  const work = { title, ...(number === undefined ? {} : { number }), source }
  if (excerpt) return { found: { ...found, work } }
  // Own words are all there is of it.
  const zh = { ...found.zh, gist: null, text: found.zh.gist }
  return { found: { ...found, zh, en: { ...found.en, gist: null, text: found.en.gist, missing: false }, work } }
}

/** The imported version of a cited law: of its title, and in force in its time. */
async function versionCited({ title, inForce }: Instrument, folder: string): Promise<StoredLaw | undefined> {
  if (!inForce) return undefined
  const versions = await versionsOf(plainTitle(title.zh), folder)
  return versions.findLast(({ law }) => {
    const from = law?.inForce ?? law?.date ?? ''
    return from !== '' && from <= (inForce.until ?? '9999-12-31') && from >= inForce.from
  })
}

/** A law outside the library by id, or by title: the last version that was made by the day, else the first one. */
async function plainLawNamed(name: string, folder: string, on: string): Promise<StoredLaw | undefined> {
  if (!/\p{Script=Han}/u.test(name)) {
    const law = await readStored(folder, name)
    return law?.law ? law : undefined
  }
  const versions = await versionsOf(plainTitle(name), folder)
  return versions.findLast((law) => (law.law?.inForce ?? law.law?.date ?? '') <= on) ?? versions[0]
}

/** Stored versions of a title, oldest first. */
async function versionsOf(title: string, folder: string): Promise<StoredLaw[]> {
  const laws: StoredLaw[] = []
  for (const id of await storedIds(folder)) {
    if (!id.startsWith('law-')) continue
    const law = await readStored(folder, id)
    if (law?.law && plainTitle(law.law.title) === title) laws.push(law)
  }
  const day = (law: StoredLaw) => law.law?.date ?? ''
  return laws.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
}

async function ofPlain(law: StoredLaw, place: string, folder: string, on: string): Promise<Shown> {
  const { title, date, inForce } = law.law!
  const provisions = law.zh?.provisions ?? []
  const own = provisions.filter((p) => p.place === place)
  const paragraphs = provisions.filter((p) => p.place.startsWith(`${place}.p`))
  const outer = place.endsWith('.p1') ? provisions.filter((p) => p.place === place.slice(0, -3)) : []
  const texts = own.length > 0 ? own : paragraphs.length > 0 ? paragraphs : outer
  const near = `${law.id}#${provisions[0]?.place ?? 'art1'}`
  if (!parsePlace(place) || texts.length === 0) return { unknown: 'place', title, near }
  const later = (await versionsOf(plainTitle(title), folder)).flatMap(({ id, law: other }) =>
    other?.date && date && other.date > date
      ? [{ id, title: other.title, published: other.date, ...(other.inForce ? { inForce: other.inForce } : {}) }]
      : [],
  )
  const next = later.flatMap((version) => version.inForce ?? []).sort()[0]
  const until = next === undefined ? undefined : addDays(next, -1)
  const period = inForce
    ? ({ status: 'in-force', inForce: { from: inForce, ...(until ? { until } : {}) } } as const)
    : undefined
  const standing = period && standingOn(period, on)
  return {
    found: {
      ref: `${law.id}#${texts === outer ? place.slice(0, -3) : place}`,
      zh: {
        gist: null,
        text: texts.map((p) => p.text).join('\n'),
        hash: texts.length === 1 ? texts[0]!.sha256 : null,
        missing: false,
        check: 'unknown',
      },
      en: { gist: null, text: null, missing: true },
      inForce: inForce ? { from: inForce, ...(until ? { until } : {}) } : null,
      replacedBy: later,
      on,
      ...(standing ? { standing } : {}),
    },
  }
}
