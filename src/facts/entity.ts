import type { Text } from '../law/text.ts'
import type { Choices } from './choice.ts'
import { parseDecimal } from './decimal.ts'
import { BooleanTerm, DateField, DecimalField, ListTerm, TextTerm } from './terms.ts'
import type { Ref, ValueType } from './tree.ts'

/** One field of an entity. Types, schemas, mapping checks and SQL all come from this declaration. */
export interface Field<T extends ValueType = ValueType, Choice extends string = string> {
  readonly type: T
  readonly title: Text
  /** How to get the fact where it is unknown. */
  readonly how?: Text
  readonly scale?: number
  readonly unit?: string
  /** Least possible value, in the field's own unit. */
  readonly minimum?: number
  /** A mapped empty cell means none instead of unknown. */
  readonly optional?: boolean
  /** What a text may say, each code with its words. */
  readonly choices?: Choices<Choice>
}

type Options = Pick<Field, 'how' | 'optional'>
type Amount = Options & Pick<Field, 'unit' | 'minimum'> & { readonly scale?: number }

export const field = {
  boolean: (title: Text, options: Options = {}): Field<'boolean'> => ({ type: 'boolean', title, ...options }),
  text: (title: Text, options: Options = {}): Field<'text'> => ({ type: 'text', title, ...options }),
  date: (title: Text, options: Options = {}): Field<'date'> => ({ type: 'date', title, ...options }),
  /** A whole number unless `scale` says otherwise. */
  decimal: (title: Text, options: Amount = {}): Field<'decimal'> => ({ type: 'decimal', title, scale: 0, ...options }),
  choice: <const C extends string>(title: Text, choices: Choices<C>, options: Options = {}): Field<'text', C> => ({
    type: 'text',
    title,
    choices,
    ...options,
  }),
}

export type Fields = Readonly<Record<string, Field>>
// biome-ignore lint/suspicious/noExplicitAny: an entity of any shape
export type AnyEntity = Entity<any, any, any>
type Links = Readonly<Record<string, AnyEntity>>
type Lists = Readonly<Record<string, AnyEntity>>

/** A kind of thing facts are about, declared once. */
export interface Entity<F extends Fields = Fields, L extends Links = Links, C extends Lists = Lists> {
  readonly name: string
  readonly title: Text
  /** Field that names a row. */
  readonly key: keyof F & string
  readonly fields: F
  readonly links: L
  readonly lists: C
  /** How to close a list, by list name. */
  readonly listHow: Readonly<Record<string, Text>>
}

type FieldTerm<F> =
  F extends Field<'boolean'>
    ? BooleanTerm
    : F extends Field<'decimal'>
      ? DecimalField
      : F extends Field<'date'>
        ? DateField
        : F extends Field<'text', infer C>
          ? TextTerm<C>
          : never

/** The declaration behind a handle. */
export const declaration: unique symbol = Symbol('declaration')

/** What a rule can say about a row: its fields, its links' fields, its lists. */
export type Handle<E extends AnyEntity> =
  E extends Entity<infer F, infer L, infer C>
    ? { readonly [declaration]: E } & { readonly [K in keyof F]: FieldTerm<F[K]> } & {
        readonly [K in keyof L]: Handle<L[K]>
      } & {
        readonly [K in keyof C]: ListTerm<Handle<C[K]>>
      }
    : never

export function entity<
  const F extends Fields,
  const L extends Links = Record<never, never>,
  const C extends Lists = Record<never, never>,
>(declared: {
  readonly name: string
  readonly title: Text
  readonly key: keyof F & string
  readonly fields: F
  readonly links?: L
  readonly lists?: C
  readonly listHow?: Readonly<Partial<Record<keyof C & string, Text>>>
}): Entity<F, L, C> {
  return Object.freeze({
    links: {} as L,
    lists: {} as C,
    ...declared,
    listHow: (declared.listHow ?? {}) as Readonly<Record<string, Text>>,
  })
}

function term(declared: Field, variable: string, path: readonly string[]): unknown {
  const { type, scale = 0, minimum } = declared
  const least = type === 'decimal' && minimum !== undefined ? Number(parseDecimal(String(minimum), scale)) : undefined
  const node: Ref = {
    kind: 'ref',
    variable,
    path,
    type,
    ...(type === 'decimal' ? { scale } : {}),
    ...(least === undefined ? {} : { minimum: least }),
  }
  switch (type) {
    case 'boolean':
      return new BooleanTerm(node)
    case 'decimal':
      return new DecimalField(node)
    case 'date':
      return new DateField(node)
    case 'text':
      return new TextTerm(node)
    default:
      return type satisfies never
  }
}

/** The words a rule uses for one row of an entity; `variable` is the name the tree knows it by. */
export function handle<E extends AnyEntity>(
  of: E,
  variable: string = of.name,
  path: readonly string[] = [],
): Handle<E> {
  const words: Record<string | symbol, unknown> = { [declaration]: of }
  const lazily = (name: string, make: () => unknown) =>
    Object.defineProperty(words, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = make()
        Object.defineProperty(words, name, { value, enumerable: true })
        return value
      },
    })
  for (const [name, declared] of Object.entries(of.fields as Fields))
    lazily(name, () => term(declared, variable, [...path, name]))
  for (const [name, target] of Object.entries(of.links as Links))
    lazily(name, () => handle(target, variable, [...path, name]))
  for (const [name, element] of Object.entries(of.lists as Lists))
    lazily(
      name,
      () => new ListTerm({ variable, path: [...path, name] }, element.name, (as: string) => handle(element, as)),
    )
  return words as Handle<E>
}

/** The declaration a path of a variable of entity `of` ends at, with the entity that holds it. */
export function declarationOf(
  of: AnyEntity,
  path: readonly string[],
):
  | { readonly entity: AnyEntity; readonly name: string; readonly field?: Field; readonly element?: AnyEntity }
  | undefined {
  let at = of
  for (const [i, name] of path.entries()) {
    if (i < path.length - 1) {
      const next = (at.links as Links)[name]
      if (!next) return undefined
      at = next
      continue
    }
    const declared = (at.fields as Fields)[name]
    if (declared) return { entity: at, name, field: declared }
    const element = (at.lists as Lists)[name]
    return element ? { entity: at, name, element } : undefined
  }
  return undefined
}
