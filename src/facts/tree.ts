import type { Period } from '../law/calendar.ts'
import type { Text } from '../law/text.ts'

/**
 * The condition tree: frozen, JSON-serialisable data. It is walked, compiled to a closure, printed as SQL, explained
 * and repaired from this one form. No node turns unknown into false.
 *
 * Values: booleans, texts, dates (`YYYY-MM-DD`), and exact decimals held as whole numbers of 10^-scale.
 * A field that is `none` (known not to exist) satisfies no comparison; one that is unknown leaves it unknown.
 */
export type ValueType = 'boolean' | 'text' | 'decimal' | 'date'

/** A field of the row a variable stands for, followed through links: `loan.bank.region` is `loan` + `[bank, region]`. */
export interface Ref {
  readonly kind: 'ref'
  readonly variable: string
  readonly path: readonly string[]
  readonly type: ValueType
  /** Decimals: digits after the point. */
  readonly scale?: number
  /** Decimals: the least value the field can have; bounds sums with unknown parts. In units of 10^-scale, a safe integer. */
  readonly minimum?: number
}
export interface Literal {
  readonly kind: 'literal'
  readonly type: ValueType
  /** Decimals as text, e.g. `"0.30"`, so that JSON keeps them exact. */
  readonly value: boolean | string
  readonly scale?: number
}
/** A dated number of the law, looked up on a day (default: the day of judgement) and by keys where local rules differ. */
export interface ParameterTerm {
  readonly kind: 'parameter'
  readonly id: string
  readonly type: 'decimal' | 'date'
  readonly scale?: number
  readonly on?: Term
  readonly keys?: Readonly<Record<string, Term>>
}
/** The day a case is looked at. */
export interface Today {
  readonly kind: 'today'
  readonly type: 'date'
}
/** The day whose law and facts are judged. */
export interface AsOf {
  readonly kind: 'asOf'
  readonly type: 'date'
}
export interface Plus {
  readonly kind: 'plus'
  readonly type: 'decimal'
  readonly terms: readonly Term[]
}
/** Multiplication by a number of the law; there is no division. */
export interface Times {
  readonly kind: 'times'
  readonly type: 'decimal'
  readonly term: Term
  readonly by: ParameterTerm | Literal
}
/** A date and a period after it, counted in the calendar of the period's unit. */
export interface After {
  readonly kind: 'after'
  readonly type: 'date'
  readonly date: Term
  readonly period: Period | { readonly parameter: string }
}
export interface Count {
  readonly kind: 'count'
  readonly type: 'decimal'
  readonly list: ListRef
  readonly as: string
  readonly where?: Condition
}
export interface Sum {
  readonly kind: 'sum'
  readonly type: 'decimal'
  readonly list: ListRef
  readonly as: string
  readonly of: Term
  readonly where?: Condition
}
/** The latest date among the rows that match; `none` when the closed list has no such row. */
export interface Latest {
  readonly kind: 'latest'
  readonly type: 'date'
  readonly list: ListRef
  readonly as: string
  readonly of: Term
  readonly where?: Condition
}
export type Term = Ref | Literal | ParameterTerm | Today | AsOf | Plus | Times | After | Count | Sum | Latest

/** A list of rows, reached from a variable through links. */
export interface ListRef {
  readonly variable: string
  readonly path: readonly string[]
}

export const COMPARATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const
export type Comparator = (typeof COMPARATORS)[number]

interface Marked {
  /** Provision this part of the condition comes from. */
  readonly cites?: string
  /** What this part asks for, in words; replaces the generated sentence. */
  readonly say?: Text
}
export interface Compare extends Marked {
  readonly kind: 'compare'
  readonly op: Comparator
  readonly left: Term
  readonly right: Term
}
export interface Among extends Marked {
  readonly kind: 'among'
  readonly term: Term
  readonly values: readonly Literal[]
}
export interface Between extends Marked {
  readonly kind: 'between'
  readonly term: Term
  readonly low: Term
  readonly high: Term
}
/** The field has a value: true for a value, false for `none`. */
export interface Exists extends Marked {
  readonly kind: 'exists'
  readonly term: Ref | Latest
}
export interface And extends Marked {
  readonly kind: 'and'
  readonly of: readonly Condition[]
}
export interface Or extends Marked {
  readonly kind: 'or'
  readonly of: readonly Condition[]
}
export interface Not extends Marked {
  readonly kind: 'not'
  readonly of: Condition
}
export interface Some extends Marked {
  readonly kind: 'some'
  readonly list: ListRef
  readonly as: string
  readonly where: Condition
}
export interface Every extends Marked {
  readonly kind: 'every'
  readonly list: ListRef
  readonly as: string
  readonly where: Condition
}
export type Condition = Compare | Among | Between | Exists | And | Or | Not | Some | Every
export type Node = Condition | Term
/** Nodes that give the rows of a list a name. */
export type Binder = Some | Every | Count | Sum | Latest

/** Digits after the point of a decimal term; sums and products keep every digit. */
export function scaleOf(term: Term): number {
  switch (term.kind) {
    case 'ref':
    case 'literal':
    case 'parameter':
      return term.scale ?? 0
    case 'plus':
      return Math.max(0, ...term.terms.map(scaleOf))
    case 'times':
      return scaleOf(term.term) + scaleOf(term.by)
    case 'sum':
      return scaleOf(term.of)
    case 'count':
    case 'after':
    case 'latest':
    case 'today':
    case 'asOf':
      return 0
    default:
      return term satisfies never
  }
}

const BOOLEAN_NODES = ['compare', 'among', 'between', 'exists', 'and', 'or', 'not', 'some', 'every']
export const isCondition = (node: Node): node is Condition => BOOLEAN_NODES.includes(node.kind)

/** The direct parts of a node with the key path each stands under. */
export function parts(node: Node): readonly (readonly [string, Node])[] {
  const optional = (key: string, part: Node | undefined): [string, Node][] => (part ? [[key, part]] : [])
  switch (node.kind) {
    case 'ref':
    case 'literal':
    case 'today':
    case 'asOf':
      return []
    case 'parameter':
      return [...optional('on', node.on), ...Object.entries(node.keys ?? {}).map(([k, t]) => [`keys.${k}`, t] as const)]
    case 'plus':
      return node.terms.map((t, i) => [`terms.${i}`, t])
    case 'times':
      return [
        ['term', node.term],
        ['by', node.by],
      ]
    case 'after':
      return [['date', node.date]]
    case 'count':
      return optional('where', node.where)
    case 'sum':
    case 'latest':
      return [['of', node.of], ...optional('where', node.where)]
    case 'compare':
      return [
        ['left', node.left],
        ['right', node.right],
      ]
    case 'among':
      return [['term', node.term], ...node.values.map((v, i) => [`values.${i}`, v] as const)]
    case 'between':
      return [
        ['term', node.term],
        ['low', node.low],
        ['high', node.high],
      ]
    case 'exists':
      return [['term', node.term]]
    case 'and':
    case 'or':
      return node.of.map((c, i) => [`of.${i}`, c])
    case 'not':
      return [['of', node.of]]
    case 'some':
    case 'every':
      return [['where', node.where]]
    default:
      return node satisfies never
  }
}

/** Every node of a tree, the node itself first. */
export function* nodes(node: Node): Generator<Node> {
  yield node
  for (const [, part] of parts(node)) yield* nodes(part)
}

/** Freezes a tree to its leaves. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}
