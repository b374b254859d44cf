import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PlainLaw } from '../collect/law/plain-law.ts'
import type { FoundText } from '../collect/law/read-law.ts'
import { normalise, wordsOnly } from '../law/normalise.ts'
import type { FoundProvision } from '../law/provisions.ts'
import { settle } from './atomic.ts'
import { StoreError } from './store-error.ts'

const source = z.object({ name: z.string(), sha256: z.string() })
const chinese = z.object({
  place: z.string(),
  text: z.string(),
  /** SHA-256 of the normalised text without its label, and of its words alone. */
  sha256: z.string(),
  words: z.string(),
})
const english = z.object({
  place: z.string(),
  text: z.string(),
  /** Label as printed, where it is not that of the provision. */
  printed: z.string().optional(),
})
const stored = z.object({
  schema: z.literal('guiju/law-text/1'),
  id: z.string(),
  /** Laws outside the library name themselves. */
  law: z.object({ title: z.string(), date: z.string().optional(), inForce: z.string().optional() }).optional(),
  zh: z
    .object({
      source,
      truncated: z.boolean(),
      provisions: z.array(chinese),
      /** Earlier texts that were the ones the rules were written for, of provisions that differ now. */
      before: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  en: z.object({ source, truncated: z.boolean(), provisions: z.array(english) }).optional(),
})

/** One imported law: `<store>/law/<id>.json`. */
export type StoredLaw = z.infer<typeof stored>
export type StoredChinese = NonNullable<StoredLaw['zh']>
export type StoredProvision = StoredChinese['provisions'][number]
export type Source = z.infer<typeof source>

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const MAX_ID = 80

const settled = new Map<string, Promise<void>>()

/** One look in each process at what an interrupted import left. */
function settledOnce(folder: string): Promise<void> {
  let once = settled.get(folder)
  if (!once) {
    once = settle(folder).catch(() => undefined)
    settled.set(folder, once)
  }
  return once
}

/** The stored texts of a law; undefined where it was not imported. Throws `StoreError` for a damaged file. */
export async function readStored(folder: string, id: string): Promise<StoredLaw | undefined> {
  if (!ID.test(id) || id.length > MAX_ID) return undefined
  await settledOnce(folder)
  const path = join(folder, `${id}.json`)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new StoreError(path, code ?? 'unreadable')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new StoreError(path, 'no JSON')
  }
  const parsed = stored.safeParse(value)
  if (!parsed.success || parsed.data.id !== id) throw new StoreError(path, 'not a stored law')
  return parsed.data
}

/** Ids of all stored laws, sorted. What an interrupted import left is completed first. */
export async function storedIds(folder: string): Promise<string[]> {
  await settle(folder).catch(() => undefined)
  const names = await readdir(folder).catch(() => [] as string[])
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .filter((id) => ID.test(id) && id.length <= MAX_ID)
    .sort()
}

/** The file of a stored law: the same texts give the same bytes. */
export const fileOf = (folder: string, law: StoredLaw): readonly [string, string] => [
  join(folder, `${law.id}.json`),
  `${JSON.stringify(law, null, 1)}\n`,
]

const toStored = ({ place, text, form }: FoundProvision): StoredProvision => ({
  place,
  text,
  sha256: sha256(form),
  words: sha256(wordsOnly(form)),
})

/**
 * What is kept of an instrument after a file was read: each language the file has replaces that language; the other
 * stays. `official` gives the hash a provision should have: a text that had it and has another now is kept beside it.
 */
export function withText(
  before: StoredLaw | undefined,
  found: FoundText,
  from: Source,
  official: ReadonlyMap<string, string>,
): StoredLaw {
  const en = found.en.map(({ place, text, printed }) => ({
    place,
    text,
    ...(printed === undefined ? {} : { printed }),
  }))
  const zh = found.zh.length > 0 ? chineseText(before?.zh, found, from, official) : before?.zh
  return {
    schema: 'guiju/law-text/1',
    id: found.id,
    ...(zh ? { zh } : {}),
    ...(en.length > 0
      ? { en: { source: from, truncated: found.truncated, provisions: en } }
      : before?.en
        ? { en: before.en }
        : {}),
  }
}

function chineseText(
  before: StoredChinese | undefined,
  found: FoundText,
  from: Source,
  official: ReadonlyMap<string, string>,
): StoredChinese {
  const provisions = found.zh.map(toStored)
  const now = new Map(provisions.map((p) => [p.place, p.sha256]))
  const known = new Map(Object.entries(before?.before ?? {}))
  for (const p of before?.provisions ?? []) if (official.get(p.place) === p.sha256) known.set(p.place, p.text)
  const kept = [...known].filter(([place]) => official.has(place) && now.get(place) !== official.get(place)).sort()
  return {
    source: from,
    truncated: found.truncated,
    provisions,
    ...(kept.length > 0 ? { before: Object.fromEntries(kept) } : {}),
  }
}

/** A title without the name of the state and without marks: collections print it with and without. */
export const plainTitle = (title: string): string =>
  normalise(title)
    .replace(/^《(.*)》$/u, '$1')
    .replace(/^中华人民共和国(?=.)/u, '')

/** Id of a law outside the library, from its title and the day of its version: `law-3b1f00c2a9d4-2021-08-20`. */
export const plainId = ({ title, date }: Pick<PlainLaw, 'title' | 'date'>): string =>
  `law-${sha256(plainTitle(title)).slice(0, 12)}${date ? `-${date}` : ''}`

/** What is kept of a law outside the library. */
export function withLaw(law: PlainLaw, from: Source): StoredLaw {
  const { title, date, inForce } = law
  return {
    schema: 'guiju/law-text/1',
    id: plainId(law),
    law: { title, ...(date ? { date } : {}), ...(inForce ? { inForce } : {}) },
    zh: { source: from, truncated: false, provisions: law.provisions.map(toStored) },
  }
}
