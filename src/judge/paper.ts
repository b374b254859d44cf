import type { Text } from '../law/text.ts'

/** A document as it is printed: what a case fills in and a report draws. Texts are plain; whoever draws it escapes them. */
export interface Paper {
  /** `document`: a notice, record, decision or receipt. `file`: a case told from beginning to end. */
  readonly kind: 'document' | 'file'
  readonly title: Text
  readonly number?: Text
  /** Printed across each page, and why below the title. */
  readonly mark?: { readonly word: Text; readonly why: readonly Text[] }
  readonly to?: Text
  readonly body: readonly Block[]
  readonly signed?: { readonly by: Text; readonly day: Text; readonly seal: Text }
  /** What follows the signature, in smaller print. */
  readonly annex: readonly Block[]
  /** The line at the end. */
  readonly foot: Text
}

export type Block =
  | { readonly kind: 'heading'; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly text: Text; readonly soft?: true }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | {
      readonly kind: 'table'
      readonly head: readonly Text[]
      readonly rows: readonly (readonly Text[])[]
      /** Of the columns, in hundredths. */
      readonly widths?: readonly number[]
    }
  /** Names and values, without a head. */
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: Text; readonly value: Text }[] }
  /** Lines to be filled in by hand. */
  | { readonly kind: 'lines'; readonly lines: readonly Text[] }
  | { readonly kind: 'diagram'; readonly diagram: Diagram; readonly caption: Text }

/** States and steps of a procedure, in rows from top to bottom. */
export interface Diagram {
  readonly title: Text
  readonly states: readonly {
    readonly id: string
    readonly title: Text
    readonly row: number
    /** Steps that may be taken there and leave it as it is. */
    readonly steps: readonly Text[]
    readonly mark?: 'now' | 'passed'
  }[]
  readonly steps: readonly {
    readonly id: string
    readonly title: Text
    readonly who: Text
    readonly cites: string
    /** Number of conditions, and what they are. */
    readonly guards: readonly Text[]
    readonly row: number
    readonly from: readonly string[]
    readonly to: string
    readonly mark?: 'passed' | 'refused'
  }[]
  /** Steps that have no place in the order. */
  readonly anytime: readonly Text[]
}
