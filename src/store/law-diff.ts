import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Budget } from '../collect/budget.ts'
import { LAW_LIMITS, readLaw } from '../collect/law/read-law.ts'
import type { Version } from '../law/diff-report.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'
import { plainId, plainTitle, readStored, storedIds } from './law-store.ts'

export type NotFound = 'unknown' | 'no-text' | 'several'

/**
 * The version a user names: a file with one law, an id of the store, or a title with or without `@` and the day of the
 * version (the last one without). Throws `StoreError` for a damaged store and the error of the file system.
 */
export async function versionNamed(name: string, folder: string): Promise<Version | NotFound> {
  if (existsSync(name) && (await stat(name)).isFile()) return ofFile(await readFile(name), basename(name))
  const stored = await readStored(folder, name)
  if (stored) {
    const title = stored.law?.title ?? (await titleOf(name))
    return stored.zh ? version(name, title, stored.law?.date, stored.zh.provisions) : 'no-text'
  }
  const [title = '', date] = name.split('@')
  const found: Version[] = []
  for (const id of await storedIds(folder)) {
    const law = await readStored(folder, id)
    if (!law?.zh || !law.law || plainTitle(law.law.title) !== plainTitle(title)) continue
    if (date === undefined || law.law.date === date)
      found.push(version(id, law.law.title, law.law.date, law.zh.provisions))
  }
  return found.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1)).at(-1) ?? 'unknown'
}

const titleOf = async (id: string): Promise<string> => {
  const known = INSTRUMENT_IDS.find((one) => one === id)
  return known ? (await loadInstrument(known)).title.zh : id
}

const version = (
  id: string,
  title: string,
  date: string | undefined,
  provisions: readonly { readonly place: string; readonly text: string }[],
): Version => ({
  id,
  title,
  ...(date ? { date } : {}),
  provisions: provisions.map(({ place, text }) => ({ place, text })),
})

async function ofFile(bytes: Uint8Array, name: string): Promise<Version | NotFound> {
  const catalogue = await Promise.all(
    INSTRUMENT_IDS.map(async (id) => ({ instrument: await loadInstrument(id), outline: await loadOutline(id) })),
  )
  const { texts, laws } = await readLaw(bytes, name, catalogue, new Budget(LAW_LIMITS))
  const found = [
    ...laws.map((law) => version(plainId(law), law.title, law.date, law.provisions)),
    ...texts.flatMap(({ id, zh }) => {
      const { instrument } = catalogue.find((one) => one.instrument.id === id)!
      return zh.length > 0 ? [version(id, instrument.title.zh, instrument.issued, zh)] : []
    }),
  ]
  return found.length > 1 ? 'several' : (found[0] ?? 'no-text')
}
