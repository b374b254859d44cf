import type { VNode } from 'preact'
import type { Modality } from '../../src/law/instrument.ts'
import type { Lang } from '../../src/report/lang.ts'
import type { LawHit } from '../../src/report/law/found.ts'
import type { LawAsked } from '../../src/report/law/page.ts'
import { MODALITY_NAMES, NOT_BINDING, STANDING_NAMES } from '../../src/report/law-words.ts'
import { T } from '../report/text.tsx'

/** Modalities one can ask for. */
export const ASKABLE: readonly Modality[] = ['must', 'must-not', 'may', 'encouraged', 'liability', 'described-act']

/** An address that keeps day and language. */
export function href(path: string, { on }: LawAsked, lang: Lang, place = ''): string {
  const query = new URLSearchParams()
  if (on !== undefined) query.set('on', on)
  if (lang === 'en') query.set('lang', 'en')
  return `${path}${query.size > 0 ? `?${query}` : ''}${place === '' ? '' : `#${place}`}`
}

export const lawHref = (ref: string, asked: LawAsked, lang: Lang): string => {
  const [id = '', place = ''] = ref.split('#')
  return href(`/law/${encodeURIComponent(id)}`, asked, lang, place)
}

export const Chip = ({ modality }: { modality: Modality }): VNode => (
  <span class={`chip m-${modality}`}>
    <T text={MODALITY_NAMES[modality]} />
  </span>
)

export function Standing({
  standing,
  binding,
}: {
  standing: LawHit['standing']
  binding?: boolean | undefined
}): VNode | null {
  if (binding === false)
    return (
      <span class="chip st-none">
        <T text={NOT_BINDING} />
      </span>
    )
  if (standing === undefined) return null
  return (
    <span class={`chip st-${standing}`}>
      <T text={STANDING_NAMES[standing]} />
    </span>
  )
}
