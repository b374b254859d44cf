import type { Lang } from '../lang.ts'
import type { LawDocument } from './document.ts'
import type { Cited, LawFound, LawList } from './found.ts'

/** What the address of a law page asks for, as it was typed. */
export interface LawAsked {
  readonly q?: string
  readonly on?: string
  readonly instrument?: string
  readonly modality?: string
  readonly bearer?: string
  readonly deadline?: string
}

/** Citations and rules around the provisions of one law, by reference. */
export type Surroundings = ReadonlyMap<
  string,
  { readonly cites?: readonly Cited[]; readonly citedBy?: readonly Cited[]; readonly rules?: readonly string[] }
>

/** What the web build gives for the law. */
export interface LawPages {
  renderLibrary(list: LawList, asked: LawAsked, found: LawFound | undefined, lang: Lang): string
  renderFound(found: LawFound, asked: LawAsked, lang: Lang): string
  renderReader(document: LawDocument, around: Surroundings, asked: LawAsked, lang: Lang): string
}
