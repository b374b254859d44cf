import { Budget } from '../collect/budget.ts'
import { type Catalogued, LAW_LIMITS, type LawReading, readLaw } from '../collect/law/read-law.ts'
import type { Problem } from '../facts/problem.ts'
import type { Outline } from '../law/instrument.ts'
import { provisionsOf } from '../law/instrument.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'
import type { Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { writeFiles } from './atomic.ts'
import { checkText, statusOf } from './law-status.ts'
import {
  fileOf,
  plainId,
  readStored,
  type Source,
  type StoredLaw,
  sha256,
  storedIds,
  withLaw,
  withText,
} from './law-store.ts'

/** A file as the user names it. */
export interface LawFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Where an imported text differs from the one known before: the shortest stretch, with what surrounds it. */
export interface Difference {
  readonly ref: string
  /** Absent where the text the rules were written for was never imported. */
  readonly was?: string
  readonly now: string
}

export interface ImportedInstrument {
  readonly id: string
  readonly title: Text
  readonly file: string
  /** Where it begins in the file; absent where the store is asked. */
  readonly line?: number
  /** True where the library holds an excerpt of it only. */
  readonly excerpt: boolean
  readonly truncated: boolean
  /** Chinese provisions: found in the outline, in the outline and not found, found and not in the outline. */
  readonly zh: { readonly matched: number; readonly missing: readonly string[]; readonly extra: readonly string[] }
  /** Hashes of the Chinese: equal, equal but for punctuation, different. */
  readonly hashes: {
    readonly match: number
    readonly punctuation: readonly string[]
    readonly differ: readonly Difference[]
  }
  readonly en: {
    readonly matched: number
    readonly missing: readonly string[]
    /** Provisions whose English prints another number, or none. */
    readonly printed: readonly { readonly ref: string; readonly printed: string }[]
  }
}

export interface ImportedLaw {
  readonly id: string
  readonly title: string
  readonly date?: string
  readonly inForce?: string
  readonly articles: number
  readonly file: string
}

/** `guiju/law-import/1` */
export interface ImportReport {
  readonly schema: 'guiju/law-import/1'
  readonly files: readonly {
    readonly name: string
    readonly sha256: string
    readonly bytes: number
    readonly format?: string
    readonly found: readonly string[]
    readonly problems: readonly Problem[]
  }[]
  /** Instruments of the library found in these files. */
  readonly found: number
  readonly of: number
  readonly instruments: readonly ImportedInstrument[]
  readonly notFound: readonly string[]
  readonly laws: readonly ImportedLaw[]
  /** Rules whose cited provision is not the text they were written for, as the store stands now. */
  readonly stale: readonly { readonly rule: string; readonly cites: string }[]
}

/** What an import needs to know of a rule. */
export interface Citing {
  readonly id: string
  readonly cites: Ref
}

/**
 * Reads files into a store's law folder. All files are read before anything is written; then each law is one file,
 * written whole. The same files in the same order give the same store. Throws `StoreError` for a damaged store and the
 * error of the file system where it cannot be written.
 */
export async function importLaws(
  files: readonly LawFile[],
  folder: string,
  rules: readonly Citing[],
): Promise<ImportReport> {
  const catalogue: Catalogued[] = await Promise.all(
    INSTRUMENT_IDS.map(async (id) => ({ instrument: await loadInstrument(id), outline: await loadOutline(id) })),
  )
  const readings: (LawFile & { readonly from: Source; readonly reading: LawReading })[] = []
  for (const file of files) {
    const reading = await readLaw(file.bytes, file.name, catalogue, new Budget(LAW_LIMITS))
    readings.push({ ...file, from: { name: file.name, sha256: sha256(file.bytes) }, reading })
  }
  const stored = new Map<string, StoredLaw>()
  const instruments = new Map<string, ImportedInstrument>()
  const laws = new Map<string, ImportedLaw>()
  for (const { from, reading } of readings) {
    for (const text of reading.texts) {
      const { instrument, outline } = catalogue.find((one) => one.instrument.id === text.id)!
      const before = stored.get(text.id) ?? (await readStored(folder, text.id))
      const law = withText(before, text, from, officialOf(outline))
      stored.set(text.id, law)
      const { title, excerpt } = instrument
      const standing = { id: text.id, title, excerpt: excerpt !== undefined, truncated: text.truncated }
      instruments.set(text.id, { ...standing, file: from.name, line: text.line, ...compare(outline, law) })
    }
    for (const law of reading.laws) {
      stored.set(plainId(law), withLaw(law, from))
      laws.set(plainId(law), importedLaw(law, from))
    }
  }
  await writeFiles(new Map([...stored.values()].map((law) => fileOf(folder, law))))
  return {
    schema: 'guiju/law-import/1',
    files: readings.map(({ from, bytes, reading }) => ({
      ...from,
      bytes: bytes.length,
      ...(reading.format ? { format: reading.format } : {}),
      found: [...reading.texts.map((t) => t.id), ...reading.laws.map(plainId)],
      problems: reading.problems,
    })),
    found: instruments.size,
    of: catalogue.length,
    instruments: INSTRUMENT_IDS.flatMap((id) => instruments.get(id) ?? []),
    notFound: INSTRUMENT_IDS.filter((id) => !instruments.has(id)),
    laws: [...laws.values()],
    stale: await staleRules(folder, rules),
  }
}

/** What a store holds, in the form of the report of an import: what matches, what differs, which rules are stale. */
export async function storedLaws(folder: string, rules: readonly Citing[]): Promise<ImportReport> {
  const instruments: ImportedInstrument[] = []
  for (const id of INSTRUMENT_IDS) {
    const law = await readStored(folder, id)
    const source = law?.zh?.source ?? law?.en?.source
    if (!law || !source) continue
    const { title, excerpt } = await loadInstrument(id)
    const truncated = law.zh?.truncated ?? law.en?.truncated ?? false
    const standing = { id, title, file: source.name, excerpt: excerpt !== undefined, truncated }
    instruments.push({ ...standing, ...compare(await loadOutline(id), law) })
  }
  const laws: ImportedLaw[] = []
  for (const id of await storedIds(folder)) {
    const law = await readStored(folder, id)
    if (law?.law && law.zh) laws.push(plainInStore(law))
  }
  const there = new Set(instruments.map((it) => it.id))
  return {
    schema: 'guiju/law-import/1',
    files: [],
    found: instruments.length,
    of: INSTRUMENT_IDS.length,
    instruments,
    notFound: INSTRUMENT_IDS.filter((id) => !there.has(id)),
    laws,
    stale: await staleRules(folder, rules),
  }
}

const articlesIn = (provisions: readonly { readonly place: string }[]): number =>
  provisions.filter((p) => /^art\d+(?:\.p1)?$/.test(p.place)).length

function plainInStore({ id, law, zh }: StoredLaw): ImportedLaw {
  const { title, date, inForce } = law!
  const { provisions = [], source } = zh ?? {}
  return {
    id,
    title,
    ...(date ? { date } : {}),
    ...(inForce ? { inForce } : {}),
    articles: articlesIn(provisions),
    file: source?.name ?? '',
  }
}

const officialOf = (outline: Outline): Map<string, string> =>
  new Map([...provisionsOf(outline)].flatMap((p) => (p.sha256 ? [[p.ref, p.sha256] as const] : [])))

function importedLaw(law: LawReading['laws'][number], from: Source): ImportedLaw {
  const { title, date, inForce } = law
  return {
    id: plainId(law),
    title,
    ...(date ? { date } : {}),
    ...(inForce ? { inForce } : {}),
    articles: articlesIn(law.provisions),
    file: from.name,
  }
}

/** How what is stored of an instrument now compares with its outline. */
function compare(outline: Outline, law: StoredLaw): Pick<ImportedInstrument, 'zh' | 'hashes' | 'en'> {
  const ref = (place: string) => `${outline.instrument}#${place}`
  const all = [...provisionsOf(outline)]
  const check = law.zh && checkText(outline, law.zh)
  const checks = [...(check?.checks ?? [])]
  const of = (state: string) => checks.filter(([, s]) => s === state).map(([place]) => place)
  const texts = new Map(law.zh?.provisions.map((p) => [p.place, p.text]))
  const unhashed = all.filter((p) => p.missing?.zh && texts.has(p.ref)).length
  const printedEn = new Map(law.en?.provisions.map((p) => [p.place, p]))
  const speaking = all.filter((p) => p.sha256 !== undefined || p.missing?.zh)
  return {
    zh: {
      matched: checks.filter(([place]) => texts.has(place)).length + unhashed,
      missing: all.filter((p) => p.sha256 && !texts.has(p.ref)).map((p) => ref(p.ref)),
      extra: (check?.extra ?? []).map(ref),
    },
    hashes: {
      match: of('match').length,
      punctuation: of('punctuation').map(ref),
      differ: of('differs').map((place) => ({
        ref: ref(place),
        ...difference(law.zh?.before?.[place], texts.get(place) ?? texts.get(`${place}.p1`) ?? ''),
      })),
    },
    en: {
      matched: printedEn.size,
      missing: speaking.filter((p) => !printedEn.has(p.ref)).map((p) => ref(p.ref)),
      printed: [...printedEn.values()].flatMap(({ place, printed }) =>
        printed === undefined ? [] : [{ ref: ref(place), printed }],
      ),
    },
  }
}

/** Characters shown on either side of a difference, and of a text that cannot be compared. */
const AROUND = 12
const SHOWN = 60

/** The shortest stretch in which two texts differ. Without the earlier text, the beginning of the new one. */
export function difference(was: string | undefined, now: string): { was?: string; now: string } {
  const next = [...now]
  if (was === undefined) return { now: next.length > SHOWN ? `${next.slice(0, SHOWN).join('')}…` : now }
  const old = [...was]
  let head = 0
  while (head < Math.min(old.length, next.length) && old[head] === next[head]) head++
  let tail = 0
  const room = Math.min(old.length, next.length) - head
  while (tail < room && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  const cut = (text: readonly string[]) => {
    const from = Math.max(0, head - AROUND)
    const to = Math.min(text.length, text.length - tail + AROUND)
    return `${from > 0 ? '…' : ''}${text.slice(from, to).join('')}${to < text.length ? '…' : ''}`
  }
  return { was: cut(old), now: cut(next) }
}

async function staleRules(folder: string, rules: readonly Citing[]): Promise<ImportReport['stale']> {
  const stale: { rule: string; cites: string }[] = []
  for (const id of INSTRUMENT_IDS) {
    const citing = rules.filter((rule) => rule.cites.startsWith(`${id}#`))
    const zh = citing.length > 0 ? (await readStored(folder, id))?.zh : undefined
    if (!zh) continue
    const outline = await loadOutline(id)
    const check = checkText(outline, zh)
    for (const rule of citing)
      if (statusOf(outline, check, rule.cites.slice(id.length + 1)) === 'stale')
        stale.push({ rule: rule.id, cites: rule.cites })
  }
  return stale
}
