import type { Period } from './calendar.ts'
import type { Citation } from './citations.ts'
import type { ParameterId } from './parameter.ts'
import type { RoleId } from './role.ts'
import type { Text } from './text.ts'

/** How the text numbers its provisions; `provisions.ts` reads it by this. */
export const NUMBERINGS = ['groups', 'list', 'articles', 'opinions', 'sections'] as const
/**
 * - `groups`: groups 一、 with numbered entries inside → `3`, `3.1`
 * - `list`: one numbered list → `5`; an annex list → `part2.3`
 * - `articles`: chapters → `part2`, articles → `art10`, paragraphs `art8.p2`, items `art10.3`
 * - `opinions`: parts 一、 → `part5`, sections numbered through （九） → `9`, paragraphs `9.p2`, `part9.p1`
 * - `sections`: parts 一、 → `2`, sections （三） that begin anew in each part → `2.3`, paragraphs `2.3.p1`
 */
export type Numbering = (typeof NUMBERINGS)[number]

/** A fact of an instrument that was not seen in an official text, with what is open about it. */
export interface Open {
  readonly field: string
  readonly note: Text
}

/** Another instrument that replaces this one, is replaced by it or must be named beside it. */
export interface Link {
  /** Its id, where it is in the library. */
  readonly id?: string
  readonly title: Text
  readonly number?: string
  readonly published?: string
  readonly inForce?: string
  readonly source: string
  /** What is known about the relation, and what is not. */
  readonly known: Text
}

/** Identity, dates and standing of one instrument: `law/<id>/instrument.json`. */
export interface Instrument {
  readonly id: string
  readonly title: Text
  readonly short: Text
  /** Document number as printed. Absent where it has none. */
  readonly number?: string
  readonly issuers: readonly Text[]
  readonly kind:
    | 'law'
    | 'regulation'
    | 'rule'
    | 'normative-document'
    | 'opinions'
    | 'policy'
    | 'report'
    | 'speech'
    | 'proposal'
    | 'draft'
  /** A day, or a month where only that is printed. Absent where neither is known. */
  readonly issued?: string
  /** Absent for a draft: its commencement date is blank. */
  readonly inForce?: { readonly from: string; readonly until?: string }
  readonly status: 'in-force' | 'not-yet' | 'replaced' | 'draft'
  /** Whether it binds the reader directly, or is applied by reference (addressed to others). */
  readonly applies: 'direct' | 'by-reference'
  readonly numbering: Numbering
  /** Titles under which translations print it. */
  readonly knownAs?: { readonly en: readonly string[] }
  /** What the source at hand holds, where that is not the whole text. */
  readonly excerpt?: Text
  readonly replaces: readonly Link[]
  readonly replacedBy: readonly Link[]
  /** Later or neighbouring instruments a report names and does not judge. */
  readonly seeAlso: readonly Link[]
  readonly open: readonly Open[]
  readonly checkedOn: string
  readonly source: Text
}

/**
 * `described-act`: an act that may be determined as unlawful collection; `statement`: purpose, aim or fact without an
 * order; `encouraged` also covers what is promoted or explored.
 */
export type Modality =
  | 'must'
  | 'must-not'
  | 'may'
  | 'encouraged'
  | 'described-act'
  | 'definition'
  | 'scope'
  | 'liability'
  | 'commencement'
  | 'statement'

/** What can check a norm; `none` for norms that ask nothing checkable, `boundary` for what Guiju does not judge. */
export type CheckedBy = 'data' | 'scan' | 'document' | 'human' | 'none' | 'boundary'

export interface Deadline {
  /** The dated parameter that holds the number, or the period where no rule reads it. */
  readonly parameter?: ParameterId
  readonly period?: Period
  /** The event from which it is counted. */
  readonly from: Text
}

export const COMPARATORS = ['more-than', 'at-least', 'at-most', 'less-than', 'exactly', 'about', 'from', 'by'] as const

/** A number of the provision, with the direction in which it cuts. */
export interface NormNumber {
  readonly parameter?: ParameterId
  /** `about`: printed as 约 or 近; `from` and `by` are for dates. */
  readonly comparator: (typeof COMPARATORS)[number]
  /** As a decimal, a day or a year; percentages as `"0.30"`. */
  readonly value: string
  readonly unit: Text
  /** What is counted, where the act does not say it. */
  readonly of?: Text
}

export interface Norm {
  readonly bearer?: RoleId
  /** Who may rely on it, or at whom it is directed. */
  readonly counterpart?: RoleId
  readonly modality: Modality
  readonly act: Text
  readonly condition?: Text
  readonly deadline?: Deadline
  readonly numbers?: readonly NormNumber[]
  readonly sanction?: Text
  readonly checkedBy: CheckedBy
}

/** One node of the provision tree. */
export interface Provision {
  /** Place inside the instrument: `1.3`, `art19.p3`. */
  readonly ref: string
  /** As printed; for unnumbered paragraphs as they are cited. */
  readonly label: Text
  /** What it says, in this project's own words. */
  readonly gist: Text
  /**
   * SHA-256 of the normalised official Chinese of this node's own words — heading, introduction or whole text — without
   * its children. Absent where all its words belong to its children.
   */
  readonly sha256?: string
  /** SHA-256 of the words of that text alone: equal where two printings differ in punctuation at most. */
  readonly words?: string
  /** What that text cites, by title and place: taken from the source with its hash. */
  readonly cites?: readonly Citation[]
  /** Languages in which the source at hand lacks the provision. */
  readonly missing?: { readonly zh?: true; readonly en?: true }
  /** Where the English of the source numbers it otherwise, the label it prints. */
  readonly printedAs?: { readonly en: string }
  /** Where it differs from the instrument. */
  readonly inForce?: { readonly from: string; readonly until?: string }
  readonly norms?: readonly Norm[]
  readonly children?: readonly Provision[]
}

/** `law/<id>/outline.json`. */
export interface Outline {
  readonly instrument: string
  readonly provisions: readonly Provision[]
}

/** How a text stands on a day. */
export type Standing = 'in-force' | 'not-yet' | 'replaced' | 'draft'

/**
 * The standing of an instrument, or of one of its provisions, on a day. Drafts stay drafts on every day; a text that
 * has ended is `replaced`, whatever followed it.
 */
export function standingOn(
  instrument: Pick<Instrument, 'status' | 'inForce'>,
  day: string,
  provision?: Pick<Provision, 'inForce'>,
): Standing {
  if (instrument.status === 'draft' || !instrument.inForce) return 'draft'
  const { from, until } = provision?.inForce ?? instrument.inForce
  const end = until ?? instrument.inForce.until
  if (day < from) return 'not-yet'
  return end !== undefined && day > end ? 'replaced' : 'in-force'
}

/** Every provision of an outline in the order of the text, a provision before its children. */
export function* provisionsOf(outline: Outline): Generator<Provision> {
  yield* walk(outline.provisions)
}

function* walk(provisions: readonly Provision[]): Generator<Provision> {
  for (const provision of provisions) {
    yield provision
    if (provision.children) yield* walk(provision.children)
  }
}

/**
 * The provision at a place. An article, or a numbered section without parts, of a single paragraph is also found under
 * its first paragraph (`art7.p1` is `art7`). Undefined where the outline has no such place.
 */
export function provisionAt(outline: Outline, place: string): Provision | undefined {
  const outer = /^(art\d+|\d+(?:\.\d+)?)\.p1$/.exec(place)?.[1]
  let single: Provision | undefined
  for (const provision of provisionsOf(outline)) {
    if (provision.ref === place) return provision
    if (provision.ref === outer && isSingleParagraph(provision)) single = provision
  }
  return single
}

const isSingleParagraph = (provision: Provision): boolean =>
  provision.sha256 !== undefined && (provision.ref.startsWith('art') || provision.children === undefined)
