import { same, type Text } from '../law/text.ts'
import { TITLES } from './titles.ts'

/** A provision reference taken apart: `app-pi-2019#3.1` → `app-pi-2019`, `3.1`. */
export interface ProvisionRef {
  readonly instrument: string
  readonly ref: string
}

/** Splits `<instrument>#<ref>`; without `#` the whole is the instrument. */
export function provisionRef(provision: string): ProvisionRef {
  const cut = provision.indexOf('#')
  return cut < 0
    ? { instrument: provision, ref: '' }
    : { instrument: provision.slice(0, cut), ref: provision.slice(cut + 1) }
}

/** The six groups of `app-pi-2019`, named in our own words. */
const APP_GROUPS: readonly Text[] = [
  { zh: '规则公开', en: 'Published rules' },
  { zh: '目的、方式、范围', en: 'Purpose, means, scope' },
  { zh: '用户同意', en: 'Consent' },
  { zh: '必要原则', en: 'Necessity' },
  { zh: '向他人提供', en: 'Provision to others' },
  { zh: '删除、更正、投诉', en: 'Deletion, correction, complaints' },
]

/** Full title of an instrument; one that this project does not hold is named by its id. */
export function instrumentTitle(instrument: string): Text {
  return Object.hasOwn(TITLES, instrument) ? (TITLES[instrument]?.title ?? same(instrument)) : same(instrument)
}

/** Short title, for lists and filters. */
export function instrumentShort(instrument: string): Text {
  return Object.hasOwn(TITLES, instrument) ? (TITLES[instrument]?.short ?? same(instrument)) : same(instrument)
}

/** A part of an instrument under which determinations are listed together. */
export interface GroupName {
  /** `app-pi-2019/3`, or the instrument id where it has no groups. */
  readonly key: string
  readonly number: string
  readonly title: Text
}

/** The group a provision belongs to: groups 1–6 of `app-pi-2019`, else the instrument itself. */
export function groupOf(provision: string): GroupName {
  const { instrument, ref } = provisionRef(provision)
  if (instrument === 'app-pi-2019') {
    const number = ref.split('.', 1)[0] ?? ''
    const title = /^[1-6]$/.test(number) ? APP_GROUPS[Number(number) - 1] : undefined
    if (title) return { key: `${instrument}/${number}`, number, title }
  }
  return { key: instrument, number: '', title: instrumentShort(instrument) }
}
