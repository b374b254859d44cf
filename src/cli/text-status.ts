import { existsSync } from 'node:fs'
import type { Determination, Result, SubjectResult } from '../judge/result.ts'
import type { InstrumentId } from '../law/library.ts'
import type { Ref } from '../law/ref.ts'
import { lawFolder, storeFolder } from '../store/folder.ts'
import { StoreError } from '../store/store-error.ts'
import { InputError } from './errors.ts'

type TextStatus = (rule: { readonly cites: Ref }) => Determination['text']

/**
 * Whether the texts imported into a store are those the rules were written for, of some instruments or of all;
 * undefined where none was imported. Throws `InputError` for a damaged store.
 */
export async function textStatus(
  store: string | undefined,
  ids?: readonly InstrumentId[],
): Promise<TextStatus | undefined> {
  const folder = lawFolder(storeFolder(store))
  if (!existsSync(folder)) return undefined
  const { loadTextStatus } = await import('../store/law-status.ts')
  try {
    return await loadTextStatus(folder, ids)
  } catch (error) {
    if (error instanceof StoreError) throw new InputError('store.broken', { name: error.path })
    throw error
  }
}

/** A result that says of each determination whether the imported text is the one its rule was written for. */
export async function withTextStatus(result: Result, store: string | undefined): Promise<Result> {
  const say = await sayTextStatus(store)
  return say ? { ...result, results: result.results.map(say) } : result
}

/** As `withTextStatus`, for one subject at a time; undefined where no text was imported. */
export async function sayTextStatus(
  store: string | undefined,
): Promise<((one: SubjectResult) => SubjectResult) | undefined> {
  const text = await textStatus(store)
  return (
    text &&
    ((one) => ({
      ...one,
      determinations: one.determinations.map((d) => ({ ...d, text: text({ cites: d.provision as Ref }) })),
    }))
  )
}
