import type { Period } from '../../law/calendar.ts'
import type { Instrument, Modality, Standing } from '../../law/instrument.ts'
import type { RoleId } from '../../law/role.ts'
import type { Text } from '../../law/text.ts'

/** Text with the places of what was searched for: `[start, end)` in UTF-16 units. */
export interface Excerpt {
  readonly text: string
  readonly marks: readonly (readonly [number, number])[]
}

export interface LawHit {
  readonly ref: string
  readonly title: { readonly zh: string; readonly en: string | null }
  /** How the place is cited in words. */
  readonly label: Text
  readonly modalities: readonly Modality[]
  readonly bearers: readonly RoleId[]
  readonly limits: readonly Period[]
  /** Absent where the day of commencement is not known. */
  readonly standing?: Standing
  /** A report, a speech or a proposal: it binds no one. */
  readonly binding?: false
  readonly inForce: { readonly from: string; readonly until?: string } | null
  readonly zh: { readonly gist: Excerpt | null; readonly text: Excerpt | null }
  readonly en: { readonly gist: Excerpt | null; readonly text: Excerpt | null }
}

/** A provision or a law at one end of a citation. */
export interface Cited {
  /** Null for a law that is not here. */
  readonly ref: string | null
  readonly title: { readonly zh: string; readonly en: string | null }
  /** How the place is cited in words; absent where the law as a whole is cited. */
  readonly label?: Text
}

/** `guiju/law-search/1` */
export interface LawFound {
  readonly schema: 'guiju/law-search/1'
  readonly query: string
  readonly on: string
  /** Provisions found; where `more`, there are at least that many. */
  readonly total: number
  readonly more: boolean
  /** Laws whose title holds the words. */
  readonly laws: readonly { readonly id: string; readonly title: LawHit['title'] }[]
  readonly hits: readonly LawHit[]
}

/** An instrument of the library, as it stands on a day and in a store. */
export interface ListedInstrument {
  readonly id: string
  readonly title: Text
  readonly short: Text
  readonly kind: Instrument['kind']
  readonly inForce: Instrument['inForce'] | null
  readonly standing: Standing
  readonly excerpt: boolean
  readonly binding: boolean
  /** Languages of which a text was imported. */
  readonly imported: readonly ('zh' | 'en')[]
  /** Whether the imported official text is the one the rules were written for. */
  readonly text: 'unchecked' | 'match' | 'stale'
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
