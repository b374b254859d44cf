import type { Outline, Provision } from '../law/instrument.ts'
import { provisionAt, provisionsOf } from '../law/instrument.ts'
import { INSTRUMENT_IDS, type InstrumentId, isInstrumentId, loadOutline } from '../law/library.ts'
import { instrumentOf, placeOf, type Ref } from '../law/ref.ts'
import { readStored, type StoredChinese } from './law-store.ts'

/** Whether the imported official text is the one a rule was written for. */
export type TextStatus = 'unchecked' | 'match' | 'stale'

/** How one provision of an imported text compares with its outline. */
export type ProvisionCheck =
  /** The same text, or the same words with other punctuation. */
  | 'match'
  | 'punctuation'
  | 'differs'
  /** Not in the text, though provisions after it are. */
  | 'absent'
  /** Not in the text, which may have been cut off before it; or nothing to compare with. */
  | 'unknown'

export interface TextCheck {
  /** Every provision of the outline that has a hash, in the order of the text. */
  readonly checks: ReadonlyMap<string, ProvisionCheck>
  /** Places of the text that the outline does not have. */
  readonly extra: readonly string[]
  /** Those of them that follow the last provision: a page may go on after the text. */
  readonly after: ReadonlySet<string>
  /** Places the text prints more than once: they are compared by the first. */
  readonly repeated: readonly string[]
}

/** Compares an imported Chinese text with the hashes of the outline. */
export function checkText(outline: Outline, imported: StoredChinese): TextCheck {
  const found = new Map<string, StoredChinese['provisions'][number]>()
  const repeated: string[] = []
  for (const p of imported.provisions) {
    if (found.has(p.place)) repeated.push(p.place)
    else found.set(p.place, p)
  }
  const all = [...provisionsOf(outline)]
  const known = new Set(all.map((p) => p.ref))
  const pinned = all.filter((p) => p.sha256 !== undefined)
  const tail = pinned.at(-1)
  /** The last article ends where the page goes on: then its text is the first of several paragraphs. */
  const own = (p: Provision) => found.get(p.ref) ?? (p === tail ? found.get(`${p.ref}.p1`) : undefined)
  const ofTail = tail && own(tail)?.place
  const extra = [...found.keys()].filter((place) => place !== ofTail && !(known.has(place) && hashed(outline, place)))
  const refs = new Set(pinned.map((p) => p.ref))
  const near = new Set(extra.flatMap((place) => [...outward(place)]))
  const last = pinned.findLastIndex((p) => own(p))
  const after = new Set(extra.filter((place) => tail && place.startsWith(`${tail.ref}.p`)))
  const checks = new Map<string, ProvisionCheck>()
  for (const [i, p] of pinned.entries()) {
    const text = own(p)
    if (text) checks.set(p.ref, text.sha256 === p.sha256 ? 'match' : text.words === p.words ? 'punctuation' : 'differs')
    else if (near.has(p.ref) || [...outward(p.ref)].some((place) => found.has(place) && !refs.has(place)))
      checks.set(p.ref, 'differs')
    else checks.set(p.ref, i < last ? 'absent' : 'unknown')
  }
  return { checks, extra, after, repeated }
}

/** A place and the places it lies in: `art8.p2`, `art8`. */
function* outward(place: string): Generator<string> {
  for (let at = place; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) yield at
}

const hashed = (outline: Outline, place: string): boolean => {
  const at = provisionAt(outline, place)
  return at?.sha256 !== undefined || at?.missing?.zh === true
}

/** The status of a provision with all that lies in it, against a text that was imported or was not. */
export function statusOf(outline: Outline, check: TextCheck | undefined, place: string): TextStatus {
  const provision = provisionAt(outline, place)
  if (!provision || !check) return 'unchecked'
  const states = [...within(provision)].flatMap((p) => (p.sha256 ? (check.checks.get(p.ref) ?? 'unknown') : []))
  if (states.some((s) => s === 'differs' || s === 'absent')) return 'stale'
  const inside = (extra: string) => extra === provision.ref || extra.startsWith(`${provision.ref}.`)
  if (check.extra.some((extra) => inside(extra) && !check.after.has(extra))) return 'stale'
  return states.length > 0 && states.every((s) => s === 'match' || s === 'punctuation') ? 'match' : 'unchecked'
}

function* within(provision: Provision): Generator<Provision> {
  yield provision
  for (const child of provision.children ?? []) yield* within(child)
}

/**
 * Loads what was imported into a store's law folder and gives the status of a rule by the provision it cites. Throws
 * `StoreError` for a damaged file.
 */
export async function loadTextStatus(
  folder: string,
  ids: readonly InstrumentId[] = INSTRUMENT_IDS,
): Promise<(rule: { readonly cites: Ref }) => TextStatus> {
  const loaded = new Map<string, { outline: Outline; check: TextCheck }>()
  for (const id of ids) {
    const { zh } = (await readStored(folder, id)) ?? {}
    if (!zh) continue
    const outline = await loadOutline(id)
    loaded.set(id, { outline, check: checkText(outline, zh) })
  }
  return ({ cites }) => {
    const id = instrumentOf(cites)
    const law = isInstrumentId(id) ? loaded.get(id) : undefined
    return law ? statusOf(law.outline, law.check, placeOf(cites)) : 'unchecked'
  }
}
