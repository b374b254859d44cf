import type { Instrument, Outline, Provision } from './instrument.ts'
import { provisionAt } from './instrument.ts'
import { isInstrumentId, loadInstrument, loadOutline } from './library.ts'
import { placeName } from './place-name.ts'
import { parseRef } from './ref.ts'
import type { Text } from './text.ts'

/**
 * Works outside the library that procedures cite: laws and rules of which only the cited provisions are known here, as
 * gists, and Guiju's own practice. Each says what it is and where that stands.
 */
const loaders = {
  'administrative-penalty-law-2017': {
    instrument: () =>
      import('../../law/cited/administrative-penalty-law-2017/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/cited/administrative-penalty-law-2017/outline.json', { with: { type: 'json' } }),
  },
  'administrative-penalty-law-2021': {
    instrument: () =>
      import('../../law/cited/administrative-penalty-law-2021/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/cited/administrative-penalty-law-2021/outline.json', { with: { type: 'json' } }),
  },
  'credit-repair-2026': {
    instrument: () => import('../../law/cited/credit-repair-2026/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/cited/credit-repair-2026/outline.json', { with: { type: 'json' } }),
  },
  'guiju-practice': {
    instrument: () => import('../../law/cited/guiju-practice/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/cited/guiju-practice/outline.json', { with: { type: 'json' } }),
  },
}

export type CitedId = keyof typeof loaders
export const CITED_IDS = Object.keys(loaders) as readonly CitedId[]
export const isCitedId = (id: string): id is CitedId => Object.hasOwn(loaders, id)

/** A cited work: its identity, and the provisions of it that are known here. */
export async function loadCited(id: CitedId): Promise<{ instrument: Instrument; outline: Outline }> {
  const [instrument, outline] = await Promise.all([loaders[id].instrument(), loaders[id].outline()])
  return { instrument: instrument.default as Instrument, outline: outline.default as Outline }
}

/** The provision behind a citation, in the library or among the cited works. */
export interface Cited {
  readonly instrument: Instrument
  readonly provision: Provision
  /** As it is quoted: `《…办法》（…令第36号）第二章`. */
  readonly name: Text
  /** The place alone: `第十九条第三款`. */
  readonly place: Text
}

/** Undefined for a malformed reference, and for what neither holds. */
export async function findCited(reference: string): Promise<Cited | undefined> {
  const parts = parseRef(reference)
  if (!parts) return undefined
  const { instrument: id } = parts
  const found = isInstrumentId(id)
    ? { instrument: await loadInstrument(id), outline: await loadOutline(id) }
    : isCitedId(id)
      ? await loadCited(id)
      : undefined
  const at = reference.slice(id.length + 1)
  const provision = found && provisionAt(found.outline, at)
  if (!found || !provision) return undefined
  const { instrument } = found
  const place = placeName(provision.ref, instrument.numbering) ?? provision.label
  const number = instrument.number
  return {
    instrument,
    provision,
    place,
    name: {
      zh: `《${instrument.title.zh}》${number ? `（${number}）` : ''}${place.zh}`,
      en: `${instrument.title.en}${number ? ` (${number})` : ''}, ${place.en}`,
    },
  }
}
