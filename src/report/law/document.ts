import type { Citation } from '../../law/citations.ts'
import type { Instrument, Norm, Numbering, Standing } from '../../law/instrument.ts'
import type { Text } from '../../law/text.ts'

/** How the imported text of a provision compares with the hash it should have. */
export type TextCheck = 'match' | 'punctuation' | 'differs' | 'absent' | 'unknown'

/** One provision to be written out: its words in both languages where they were imported, its gist and its norms. */
export interface LawNode {
  readonly place: string
  /** As printed, in each language. */
  readonly label: Text
  /** As cited. */
  readonly name: Text
  readonly gist: Text | null
  readonly zh: {
    readonly text: string | null
    readonly hash: string | null
    readonly missing: boolean
    readonly check: TextCheck
  }
  readonly en: { readonly text: string | null; readonly missing: boolean; readonly printed?: string }
  readonly norms: readonly Norm[]
  readonly cites: readonly Citation[]
  readonly inForce?: { readonly from: string; readonly until?: string }
  readonly children: readonly LawNode[]
}

/** An instrument of the library, or an imported law, as it stands on a day: what every export is made from. */
export interface LawDocument {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string | null }
  readonly numbering: Numbering
  /** Absent for laws outside the library. */
  readonly instrument?: Instrument
  /** Day of issue or passing, or the month where only that is known. */
  readonly issued?: string
  readonly inForce?: { readonly from: string; readonly until?: string }
  readonly standing?: Standing
  readonly binding: boolean
  readonly on: string
  /** Languages of which a text was imported. */
  readonly imported: readonly ('zh' | 'en')[]
  readonly provisions: readonly LawNode[]
}

/** Every node, a provision before what lies in it. */
export function* nodesOf(nodes: readonly LawNode[]): Generator<LawNode> {
  for (const node of nodes) {
    yield node
    yield* nodesOf(node.children)
  }
}

export const GIST_NOTICE: Text = {
  zh: '未导入原文：所载为本项目撰写的要旨，不是规范原文。',
  en: 'The text was not imported: what stands here is this project’s gist, not the text.',
}
export const SOURCE_NOTICE: Text = {
  zh: '原文由使用者导入，译文没有法律效力；要旨为本项目撰写。',
  en: 'The text was imported by the user; a translation has no legal force; gists are this project’s words.',
}
