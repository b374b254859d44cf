import type { ListTerm } from '../../facts/terms.ts'
import type { Condition, ListRef, Ref as Path } from '../../facts/tree.ts'
import type { Text } from '../../law/text.ts'

/**
 * A type of document: which step it is made from, what it says in both languages, and where each value stands in the
 * case. What the law asks of it is not said here: the guards of its step are its elements. Only values that no guard
 * asks for carry a citation of their own.
 */
export interface DocumentType {
  readonly id: string
  readonly procedure: string
  /** Kinds of step it is made from. */
  readonly events: readonly string[]
  /** Which of them. */
  readonly where?: Condition
  readonly title: Text
  /** The word before its number: 信告〔2026〕1号. */
  readonly sign: Text
  /** The side that issues it; for the other side it is a copy. */
  readonly side: string
  readonly issuer: Value
  readonly addressee?: Value
  readonly values: Readonly<Record<string, Value>>
  readonly body: readonly Part[]
  /** Provisions it quotes besides that of its step. */
  readonly quotes?: readonly string[]
  /** Fields of the step that are filled in by hand on paper: before the step is taken, their lack makes a draft. */
  readonly byHand?: readonly string[]
  /** It is read by the public: names of persons are masked. */
  readonly published?: true
}

/** Where a value comes from. */
export type Source =
  | { readonly from: 'step'; readonly field: string }
  | { readonly from: 'case'; readonly field: string }
  | { readonly from: 'row'; readonly field: string }
  /** A field of the steps of a kind whose `on` is the value of `is`; `rows` names a list inside them. */
  | {
      readonly from: 'other'
      readonly list: string
      readonly rows?: string
      readonly on: string
      readonly is: Source
      readonly field: string
    }
  /** The body named as the actor of the step. */
  | { readonly from: 'actor' }
  /** The step with that id, as it is called. */
  | { readonly from: 'called'; readonly is: Source }
  /** A field of the last step of a kind. */
  | { readonly from: 'last'; readonly list: string; readonly field: string }
  /** All of them, one after the other. */
  | { readonly from: 'each'; readonly of: readonly Source[] }
  /** The first of them that has a value. */
  | { readonly from: 'first'; readonly of: readonly Source[] }

export interface Value {
  readonly source: Source
  /** Its name, where that is not the title of its field. */
  readonly label?: Text
  /** The provision that asks for it, where no guard of the step does. */
  readonly cites?: string
  /** What stands there without it; a value without this must be there. */
  readonly without?: Text
  /** Words for choices, in place of the usual ones. */
  readonly words?: Readonly<Record<string, Text>>
  /** It tells what the public reads: names of persons in it are masked. */
  readonly published?: true
}

/** A part of the body. Texts hold values as `{name}`. */
export type Part = { readonly when?: Condition } & (
  | { readonly say: Text }
  | { readonly head: Text }
  | { readonly facts: readonly string[] }
  | { readonly lines: readonly Text[] }
  /** A row for each step of a kind, or for each row inside one, that belongs to this step. */
  | {
      readonly rows: RowSource
      readonly columns: readonly { readonly head: Text; readonly source: Source; readonly without?: Text }[]
      /** Said in place of an empty table. */
      readonly none?: Text
    }
  /** The last days that the step sets or starts. */
  | { readonly terms: true }
)

export interface RowSource {
  readonly list: string
  readonly rows?: string
  readonly on: string
  readonly is: Source
}

type Term = { readonly node: Path }
type Given = Term | Source
const isTerm = (given: Given): given is Term => 'node' in given

/** The source behind a term of the proposed step or of the case. */
export function sourceOf(given: Given): Source {
  if (!isTerm(given)) return given
  const { variable, path } = given.node
  const field = path[0]!
  return variable === 'case'
    ? { from: 'case', field }
    : variable === 'now'
      ? { from: 'step', field }
      : { from: 'row', field }
}

type More = Omit<Value, 'source'>
/** A value as a document names it. */
export const value = (given: Given, more: More = {}): Value => ({ source: sourceOf(given), ...more })

const ROW = 'row'
const listName = (list: ListRef): string => list.path.at(-1)!
/** The field of a row that is picked. */
const fieldIn = <H>(list: ListTerm<H>, pick: (row: H) => Term): string => pick(list.handle(ROW)).node.path[0]!

/** A field of the step of another kind with that id, or whose field `on` has that value. */
export const other = <H>(is: Given, list: ListTerm<H>, pick: (row: H) => Term, on?: (row: H) => Term): Source => ({
  from: 'other',
  list: listName(list.list),
  on: on ? fieldIn(list, on) : 'id',
  is: sourceOf(is),
  field: fieldIn(list, pick),
})

/** A field of the row with that code inside the steps of another kind. */
export function inside<H, I>(
  is: Given,
  list: ListTerm<H>,
  rows: (row: H) => ListTerm<I>,
  on: (row: I) => Term,
  pick: (row: I) => Term,
): Source {
  const inner = rows(list.handle(ROW))
  return {
    from: 'other',
    list: listName(list.list),
    rows: listName(inner.list),
    on: fieldIn(inner, on),
    is: sourceOf(is),
    field: fieldIn(inner, pick),
  }
}

/** The step that is named, by its title and id. */
export const called = (is: Given): Source => ({ from: 'called', is: sourceOf(is) })

/** A field of the last step of another kind. */
export const last = <H>(list: ListTerm<H>, pick: (row: H) => Term): Source => ({
  from: 'last',
  list: listName(list.list),
  field: fieldIn(list, pick),
})

export const each = (...of: readonly Source[]): Source => ({ from: 'each', of })
export const first = (...of: readonly Source[]): Source => ({ from: 'first', of })

/** The rows of a table: the steps of a kind whose field `on` has that value, or the rows inside the step with that id. */
export const stepsOf = <H>(is: Given, list: ListTerm<H>, on: (row: H) => Term): RowSource => ({
  list: listName(list.list),
  on: fieldIn(list, on),
  is: sourceOf(is),
})
export const rowsIn = <H, I>(is: Given, list: ListTerm<H>, rows: (row: H) => ListTerm<I>): RowSource => ({
  list: listName(list.list),
  rows: listName(rows(list.handle(ROW)).list),
  on: 'id',
  is: sourceOf(is),
})
/** A field of the row of a table. */
export const ofRow = <H>(list: ListTerm<H>, pick: (row: H) => Term): Source => ({
  from: 'row',
  field: fieldIn(list, pick),
})
/** A field of the row inside a step. */
export const column = <H, I>(list: ListTerm<H>, rows: (row: H) => ListTerm<I>, pick: (row: I) => Term): Source =>
  ofRow(rows(list.handle(ROW)), pick)

export const head = (zh: string, en: string): Part => ({ head: { zh, en } })
