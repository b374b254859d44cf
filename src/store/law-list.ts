import type { Instrument } from '../law/instrument.ts'
import { standingOn } from '../law/instrument.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'
import type { Text } from '../law/text.ts'
import { isBinding } from './law-show.ts'
import { checkText, type TextStatus } from './law-status.ts'
import { readStored, storedIds } from './law-store.ts'

/** An instrument of the library, as it stands on a day and in a store. */
export interface ListedInstrument {
  readonly id: string
  readonly title: Text
  readonly kind: Instrument['kind']
  readonly inForce: Instrument['inForce'] | null
  readonly standing: ReturnType<typeof standingOn>
  readonly excerpt: boolean
  readonly binding: boolean
  /** Languages of which a text was imported. */
  readonly imported: readonly ('zh' | 'en')[]
  readonly text: TextStatus
}

/** An imported law outside the library. */
export interface ListedLaw {
  readonly id: string
  readonly title: string
  readonly date: string | null
  readonly inForce: { readonly from: string } | null
  readonly articles: number
}

export interface LawList {
  readonly on: string
  readonly instruments: readonly ListedInstrument[]
  readonly laws: readonly ListedLaw[]
}

/** Everything the library holds and a store has imported. Throws `StoreError` for a damaged store. */
export async function listLaws(folder: string, on: string): Promise<LawList> {
  const instruments: ListedInstrument[] = []
  for (const id of INSTRUMENT_IDS) {
    const instrument = await loadInstrument(id)
    const law = await readStored(folder, id)
    const checks = law?.zh ? [...checkText(await loadOutline(id), law.zh).checks.values()] : []
    const stale = checks.some((c) => c === 'differs' || c === 'absent')
    const match = checks.length > 0 && checks.every((c) => c === 'match' || c === 'punctuation')
    instruments.push({
      id,
      title: instrument.title,
      kind: instrument.kind,
      inForce: instrument.inForce ?? null,
      standing: standingOn(instrument, on),
      excerpt: instrument.excerpt !== undefined,
      binding: isBinding(instrument),
      imported: [...(law?.zh ? ['zh' as const] : []), ...(law?.en ? ['en' as const] : [])],
      text: stale ? 'stale' : match ? 'match' : 'unchecked',
    })
  }
  const laws: ListedLaw[] = []
  for (const id of await storedIds(folder)) {
    if (!id.startsWith('law-')) continue
    const law = await readStored(folder, id)
    if (!law?.law) continue
    const articles = law.zh?.provisions.filter((p) => /^art\d+(?:\.p1)?$/.test(p.place)).length ?? 0
    const { title, date, inForce } = law.law
    laws.push({ id, title, date: date ?? null, inForce: inForce ? { from: inForce } : null, articles })
  }
  return { on, instruments, laws }
}
