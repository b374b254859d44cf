import { standingOn } from '../law/instrument.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'
import type { LawList, ListedInstrument, ListedLaw } from '../report/law/found.ts'
import { isBinding } from './law-show.ts'
import { checkText } from './law-status.ts'
import { readStored, storedIds } from './law-store.ts'

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
      short: instrument.short,
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
