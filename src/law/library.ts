import type { Instrument, Outline, Provision } from './instrument.ts'
import { provisionAt } from './instrument.ts'
import { parseRef } from './ref.ts'

interface Loader {
  readonly instrument: () => Promise<{ default: unknown }>
  readonly outline: () => Promise<{ default: unknown }>
}

/** Each instrument is loaded on first use: an audit reads only the law it judges by. */
const loaders = {
  '5g-2020': {
    instrument: () => import('../../law/5g-2020/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/5g-2020/outline.json', { with: { type: 'json' } }),
  },
  'app-pi-2019': {
    instrument: () => import('../../law/app-pi-2019/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/app-pi-2019/outline.json', { with: { type: 'json' } }),
  },
  'credit-constraint-2020': {
    instrument: () => import('../../law/credit-constraint-2020/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/credit-constraint-2020/outline.json', { with: { type: 'json' } }),
  },
  'credit-internet-draft': {
    instrument: () => import('../../law/credit-internet-draft/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/credit-internet-draft/outline.json', { with: { type: 'json' } }),
  },
  'credit-supervision-2019': {
    instrument: () => import('../../law/credit-supervision-2019/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/credit-supervision-2019/outline.json', { with: { type: 'json' } }),
  },
  'csl-implementation-2017': {
    instrument: () => import('../../law/csl-implementation-2017/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/csl-implementation-2017/outline.json', { with: { type: 'json' } }),
  },
  'cyber-speech-2018': {
    instrument: () => import('../../law/cyber-speech-2018/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/cyber-speech-2018/outline.json', { with: { type: 'json' } }),
  },
  'data-security-standards-2020-draft': {
    instrument: () =>
      import('../../law/data-security-standards-2020-draft/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/data-security-standards-2020-draft/outline.json', { with: { type: 'json' } }),
  },
  'digital-silk-road-2017': {
    instrument: () => import('../../law/digital-silk-road-2017/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/digital-silk-road-2017/outline.json', { with: { type: 'json' } }),
  },
  'fan-circle-2021': {
    instrument: () => import('../../law/fan-circle-2021/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/fan-circle-2021/outline.json', { with: { type: 'json' } }),
  },
  'inspection-2018': {
    instrument: () => import('../../law/inspection-2018/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/inspection-2018/outline.json', { with: { type: 'json' } }),
  },
  'inspection-2018-draft': {
    instrument: () => import('../../law/inspection-2018-draft/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/inspection-2018-draft/outline.json', { with: { type: 'json' } }),
  },
  'internet-lending-2021': {
    instrument: () => import('../../law/internet-lending-2021/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/internet-lending-2021/outline.json', { with: { type: 'json' } }),
  },
  'microblog-2018': {
    instrument: () => import('../../law/microblog-2018/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/microblog-2018/outline.json', { with: { type: 'json' } }),
  },
  'mlps-cii-2020': {
    instrument: () => import('../../law/mlps-cii-2020/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/mlps-cii-2020/outline.json', { with: { type: 'json' } }),
  },
  'pi-proposal-2018': {
    instrument: () => import('../../law/pi-proposal-2018/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/pi-proposal-2018/outline.json', { with: { type: 'json' } }),
  },
  'pipl-expert-draft': {
    instrument: () => import('../../law/pipl-expert-draft/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/pipl-expert-draft/outline.json', { with: { type: 'json' } }),
  },
  'programmes-2021': {
    instrument: () => import('../../law/programmes-2021/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/programmes-2021/outline.json', { with: { type: 'json' } }),
  },
  'public-accounts-2020-draft': {
    instrument: () => import('../../law/public-accounts-2020-draft/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/public-accounts-2020-draft/outline.json', { with: { type: 'json' } }),
  },
  'rule-of-law-society-2020': {
    instrument: () => import('../../law/rule-of-law-society-2020/instrument.json', { with: { type: 'json' } }),
    outline: () => import('../../law/rule-of-law-society-2020/outline.json', { with: { type: 'json' } }),
  },
} satisfies Readonly<Record<string, Loader>>

export type InstrumentId = keyof typeof loaders

/** Ids of the instruments in the library, sorted. */
export const INSTRUMENT_IDS: readonly InstrumentId[] = (Object.keys(loaders) as InstrumentId[]).sort()

/** True for an instrument of the library; use it on ids that come from data. */
export const isInstrumentId = (id: string): id is InstrumentId => Object.hasOwn(loaders, id)

/** Identity, dates and standing of an instrument. */
export async function loadInstrument(id: InstrumentId): Promise<Instrument> {
  return (await loaders[id].instrument()).default as Instrument
}

/** The provision tree of an instrument. */
export async function loadOutline(id: InstrumentId): Promise<Outline> {
  return (await loaders[id].outline()).default as Outline
}

export interface FoundReference {
  readonly instrument: Instrument
  readonly provision: Provision
}

/** The provision a reference names. Undefined for a malformed one, and for what the library does not hold. */
export async function findReference(reference: string): Promise<FoundReference | undefined> {
  const parts = parseRef(reference)
  if (!parts || !isInstrumentId(parts.instrument)) return undefined
  const place = reference.slice(parts.instrument.length + 1)
  const [instrument, outline] = await Promise.all([loadInstrument(parts.instrument), loadOutline(parts.instrument)])
  const provision = provisionAt(outline, place)
  return provision && { instrument, provision }
}
