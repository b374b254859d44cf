import fc from 'fast-check'
import type { Minor } from '../../src/facts/decimal.ts'
import { parseDecimal, tenTo } from '../../src/facts/decimal.ts'
import { type AnyEntity, entity, type Field, type Fields, field } from '../../src/facts/entity.ts'
import { doubt, type FactList, type Row, type Scalar } from '../../src/facts/row.ts'
import type {
  Comparator,
  Condition,
  ListRef,
  Literal,
  ParameterTerm,
  Ref,
  Term,
  ValueType,
} from '../../src/facts/tree.ts'
import { byRank, type Environment, lawOf, type ParameterTable } from '../../src/judge/environment.ts'
import type { Period } from '../../src/law/calendar.ts'
import { same } from '../../src/law/text.ts'

/**
 * Random entities, rows and condition trees that fit each other, and an environment with dated numbers of every kind:
 * for every engine that judges conditions.
 */

/** Which rows an engine can be given. */
export interface Limits {
  /** None only where the field is optional, as tables have it. */
  readonly noneWhereOptional?: boolean
  /** No rows that may be no rows of their own. */
  readonly noDoubt?: boolean
  /** No days outside these. */
  readonly days?: readonly string[]
  /** No links that are none or unknown as a whole, and no list nobody collected. */
  readonly plainLists?: boolean
}

// Days ---------------------------------------------------------------------------------------------------------------

/** Days around the changes of the dated numbers below, holidays and fillers included. */
export const DAYS = [
  '2020-12-31',
  '2021-12-30',
  '2021-12-31',
  '2022-01-01',
  '2022-01-04',
  '2022-06-30',
  '2022-07-01',
  '2026-09-30',
  '2026-10-10',
  '2026-12-31',
] as const
const FILLERS = ['0001-01-01', '9999-12-31'] as const

// The law's numbers --------------------------------------------------------------------------------------------------

const table = (
  id: string,
  type: ParameterTable['type'],
  scale: number,
  values: ParameterTable['values'],
): readonly [string, ParameterTable] => [
  id,
  { id, title: same(id), type, scale, origin: 'instrument', values: [...values].sort(byRank) },
]
const cite = 'test-2020#1'

/** Dated numbers: decimals of several scales, negative, keyed and large ones, dates, periods, with gaps between. */
export const PARAMETERS: ReadonlyMap<string, ParameterTable> = new Map([
  table('share', 'decimal', 2, [
    { from: '2021-01-01', value: 30, cite },
    { from: '2022-01-01', value: 25, cite },
  ]),
  table('whole', 'decimal', 0, [{ from: '2000-01-01', value: 2, cite }]),
  table('negative', 'decimal', 1, [
    { from: '2000-01-01', until: '2022-06-30', value: -15, cite },
    { from: '2022-07-01', value: 0, cite },
  ]),
  table('large', 'decimal', 2, [{ from: '2000-01-01', value: 9007199254740993n, cite }]),
  table('local', 'decimal', 1, [
    { from: '2000-01-01', value: 10, cite },
    { from: '2021-12-31', value: 20, keys: { region: 'a' }, cite },
    { from: '2000-01-01', until: '2022-01-01', value: 30, keys: { region: 'a', bank: 'b' }, cite },
  ]),
  table('start', 'date', 0, [
    { from: '2021-01-01', until: '2022-06-30', value: '2022-01-01', cite },
    { from: '2022-07-05', value: '2022-07-01', cite },
  ]),
  table('limit', 'period', 0, [
    { from: '2021-01-01', until: '2022-06-30', value: { n: 3, unit: 'workday' }, cite },
    { from: '2022-07-01', value: { n: 1, unit: 'month' }, cite },
  ]),
])

const parameterOf = (id: string): ParameterTable => {
  const found = PARAMETERS.get(id)
  if (!found) throw new TypeError(`unknown parameter ${id}`)
  return found
}

export const environmentOn = (asOf: string, today: string): Environment => ({
  ...lawOf(asOf, today),
  parameter: parameterOf,
})

export const environments: fc.Arbitrary<Environment> = fc
  .tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))
  .map(([asOf, today]) => environmentOn(asOf, today))

// Entities -----------------------------------------------------------------------------------------------------------

const title = same('x')
const fields: fc.Arbitrary<Field> = fc.oneof(
  fc.boolean().map((optional) => field.boolean(title, { optional })),
  fc.boolean().map((optional) => field.text(title, { optional })),
  fc.boolean().map((optional) => field.date(title, { optional })),
  fc
    .record({
      optional: fc.boolean(),
      scale: fc.constantFrom(0, 2, 3),
      minimum: fc.constantFrom(undefined, 0, -2, 1),
    })
    .map(({ optional, scale, minimum }) =>
      field.decimal(title, { optional, scale, ...(minimum === undefined ? {} : { minimum }) }),
    ),
)

function entityNamed(name: string, depth: number): fc.Arbitrary<AnyEntity> {
  const inner = (kind: string, most: number): fc.Arbitrary<AnyEntity[]> =>
    depth === 0
      ? fc.constant([])
      : fc
          .integer({ min: 0, max: most })
          .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => entityNamed(`${name}${kind}${i}`, depth - 1))))
  return fc
    .record({ own: fc.array(fields, { minLength: 1, maxLength: 4 }), links: inner('Link', 1), lists: inner('List', 2) })
    .map(({ own, links, lists }) =>
      entity({
        name,
        title: same(name),
        key: 'id',
        fields: { id: field.text(title), ...Object.fromEntries(own.map((f, i) => [`f${i}`, f])) } as Fields,
        links: Object.fromEntries(links.map((e, i) => [`link${i}`, e])),
        lists: Object.fromEntries(lists.map((e, i) => [`list${i}`, e])),
      }),
    )
}

/** Entities with fields of every type, links, and lists of things that have lists. */
export const entities: fc.Arbitrary<AnyEntity> = entityNamed('root', 2)

// Rows ---------------------------------------------------------------------------------------------------------------

const TEXTS = ['a', 'b', 'c'] as const
const LARGE = [9007199254740991n, 9007199254740993n, 123456789012345678901n]

function decimals({ scale = 0, minimum }: Field): fc.Arbitrary<Minor> {
  const one = tenTo(scale)
  const small = fc
    .tuple(fc.integer({ min: -3, max: 6 }), fc.constantFrom(-1, 0, 1))
    .map(([n, by]) => n * Number(one) + by)
  const large = fc.tuple(fc.constantFrom(...LARGE), fc.boolean()).map(([n, less]) => (less ? -n : n))
  const settled = (n: bigint): Minor => (n <= 9007199254740991n && n >= -9007199254740991n ? Number(n) : n)
  const least = minimum === undefined ? undefined : parseDecimal(String(minimum), scale)!
  return fc
    .oneof({ weight: 8, arbitrary: small.map((n): Minor => n) }, { weight: 1, arbitrary: large.map(settled) })
    .map((n) => (least !== undefined && n < least ? least : n))
}

function values(of: Field, limits: Limits): fc.Arbitrary<Scalar> {
  switch (of.type) {
    case 'boolean':
      return fc.boolean()
    case 'text':
      return fc.constantFrom(...TEXTS)
    case 'date':
      return limits.days
        ? fc.constantFrom(...limits.days)
        : fc.oneof(
            { weight: 12, arbitrary: fc.constantFrom<string>(...DAYS) },
            { weight: 1, arbitrary: fc.constantFrom<string>(...FILLERS) },
          )
    case 'decimal':
      return decimals(of)
    default:
      return of.type satisfies never
  }
}

function cells(of: Field, limits: Limits): fc.Arbitrary<Scalar | null | undefined> {
  const noneable = of.optional || !limits.noneWhereOptional
  return fc.oneof(
    { weight: 6, arbitrary: values(of, limits) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    ...(noneable ? [{ weight: 1, arbitrary: fc.constant(null) }] : []),
  )
}

/** Rows of an entity with unknown and none, links and lists of every standing. */
export function rowsOf(of: AnyEntity, limits: Limits = {}): fc.Arbitrary<Row> {
  const own = Object.entries(of.fields as Fields).map(([name, f]) => [name, cells(f, limits)] as const)
  const links = Object.entries(of.links as Record<string, AnyEntity>).map(([name, target]) => {
    const absent = fc.constantFrom<null | undefined>(null, undefined)
    return [name, fc.oneof({ weight: 4, arbitrary: rowsOf(target, limits) }, { weight: 1, arbitrary: absent })] as const
  })
  const lists = Object.entries(of.lists as Record<string, AnyEntity>).map(
    ([name, element]) => [name, listsOf(element, limits)] as const,
  )
  return fc
    .record(Object.fromEntries<fc.Arbitrary<Row[string]>>([...own, ...links, ...lists]))
    .map((row) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== undefined)) as Row)
}

export const OPEN = same('open')

function listsOf(element: AnyEntity, limits: Limits): fc.Arbitrary<FactList | undefined> {
  const row = limits.noDoubt
    ? rowsOf(element, limits)
    : fc
        .tuple(rowsOf(element, limits), fc.constantFrom(undefined, undefined, undefined, undefined, 'same', 'absent'))
        .map(([r, why]) => (why === undefined ? r : ({ ...r, [doubt]: why } as Row)))
  const list = fc.record({
    rows: fc.array(row, { maxLength: 3 }),
    open: fc.constantFrom([], [], [], [OPEN]),
  })
  return fc.oneof({ weight: 8, arbitrary: list }, { weight: 1, arbitrary: fc.constant(undefined) })
}

// Trees --------------------------------------------------------------------------------------------------------------

/** A row a tree can speak of. */
interface Variable {
  readonly name: string
  readonly entity: AnyEntity
}

/** What trees may contain. */
export interface Grammar {
  /** No `today` in terms that are reckoned further. */
  readonly noTodayReckoned?: boolean
  readonly depth?: number
}

const lazily = <T>(make: () => fc.Arbitrary<T>): fc.Arbitrary<T> => fc.constant(null).chain(make)

function refsOf(scope: readonly Variable[], type: ValueType): Ref[] {
  const found: Ref[] = []
  const visit = (variable: string, of: AnyEntity, path: readonly string[]) => {
    for (const [name, f] of Object.entries(of.fields as Fields)) {
      if (f.type !== type) continue
      const scale = f.scale ?? 0
      const decimal = type !== 'decimal' ? {} : { scale }
      const least = f.minimum === undefined ? {} : { minimum: Number(parseDecimal(String(f.minimum), scale)) }
      found.push({ kind: 'ref', variable, path: [...path, name], type, ...decimal, ...least })
    }
    for (const [name, target] of Object.entries(of.links as Record<string, AnyEntity>))
      visit(variable, target, [...path, name])
  }
  for (const { name, entity: of } of scope) visit(name, of, [])
  return found
}

function listRefs(scope: readonly Variable[]): { list: ListRef; element: AnyEntity }[] {
  const found: { list: ListRef; element: AnyEntity }[] = []
  const visit = (variable: string, of: AnyEntity, path: readonly string[]) => {
    for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>))
      found.push({ list: { variable, path: [...path, name] }, element })
    for (const [name, target] of Object.entries(of.links as Record<string, AnyEntity>))
      visit(variable, target, [...path, name])
  }
  for (const { name, entity: of } of scope) visit(name, of, [])
  return found
}

const literal = (type: ValueType, value: boolean | string, scale?: number): Literal => ({
  kind: 'literal',
  type,
  value,
  ...(scale === undefined ? {} : { scale }),
})

const decimalLiterals: fc.Arbitrary<Literal> = fc.constantFrom(
  ...['0', '1', '2', '-1', '3'].map((n) => literal('decimal', n, 0)),
  literal('decimal', '0.30', 2),
  literal('decimal', '1.5', 1),
  literal('decimal', '-0.5', 1),
  literal('decimal', '9007199254740993', 0),
)

function literals(type: ValueType): fc.Arbitrary<Literal> {
  switch (type) {
    case 'boolean':
      return fc.boolean().map((b) => literal(type, b))
    case 'text':
      return fc.constantFrom(...TEXTS).map((t) => literal(type, t))
    case 'date':
      return fc.constantFrom(...DAYS).map((d) => literal(type, d))
    case 'decimal':
      return decimalLiterals
    default:
      return type satisfies never
  }
}

/** Names of quantified rows tell their entity and depth, so that no two kinds of rows share one. */
const rowName = (element: AnyEntity, scope: readonly Variable[]): string => `${element.name}At${scope.length}`

class TreeMaker {
  readonly #grammar: Grammar
  constructor(grammar: Grammar) {
    this.#grammar = grammar
  }

  condition(scope: readonly Variable[], depth: number): fc.Arbitrary<Condition> {
    const leaf = this.#leaf(scope, depth)
    if (depth <= 0) return leaf
    const inner = lazily(() => this.condition(scope, depth - 1))
    const options: { weight: number; arbitrary: fc.Arbitrary<Condition> }[] = [
      { weight: 3, arbitrary: leaf },
      { weight: 2, arbitrary: fc.array(inner, { maxLength: 3 }).map((of) => ({ kind: 'and', of })) },
      { weight: 2, arbitrary: fc.array(inner, { maxLength: 3 }).map((of) => ({ kind: 'or', of })) },
      { weight: 1, arbitrary: inner.map((of) => ({ kind: 'not', of })) },
    ]
    const lists = listRefs(scope)
    if (lists.length > 0)
      options.push({
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...lists), fc.constantFrom('some' as const, 'every' as const))
          .chain(([{ list, element }, kind]) => {
            const as = rowName(element, scope)
            return this.condition([...scope, { name: as, entity: element }], depth - 1).map((where) => ({
              kind,
              list,
              as,
              where,
            }))
          }),
      })
    return fc.oneof(...options)
  }

  #leaf(scope: readonly Variable[], depth: number): fc.Arbitrary<Condition> {
    const type = fc.constantFrom<ValueType>('boolean', 'text', 'decimal', 'decimal', 'decimal', 'date', 'date')
    return type.chain((t) => {
      const term = () => this.term(t, scope, depth)
      const ordered = t === 'decimal' || t === 'date'
      const ops: Comparator[] = ordered ? ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] : ['eq', 'ne']
      const compare: fc.Arbitrary<Condition> = fc
        .tuple(fc.constantFrom(...ops), term(), term())
        .map(([op, left, right]) => ({ kind: 'compare', op, left, right }))
      const among: fc.Arbitrary<Condition> = fc
        .tuple(term(), fc.array(literals(t), { maxLength: 3 }))
        .map(([of, found]) => ({ kind: 'among', term: of, values: found }))
      const between: fc.Arbitrary<Condition> = fc
        .tuple(term(), term(), term())
        .map(([of, low, high]) => ({ kind: 'between', term: of, low, high }))
      const refs = refsOf(scope, t)
      const latest = t === 'date' ? this.#gathered('latest', scope, depth) : undefined
      const existing = [...(refs.length > 0 ? [fc.constantFrom<Ref>(...refs)] : []), ...(latest ? [latest] : [])]
      const exists: fc.Arbitrary<Condition> | undefined =
        existing.length > 0 ? fc.oneof(...existing).map((of) => ({ kind: 'exists', term: of as Ref })) : undefined
      return fc.oneof(
        { weight: 6, arbitrary: compare },
        { weight: 1, arbitrary: among },
        ...(ordered ? [{ weight: 1, arbitrary: between }] : []),
        ...(exists ? [{ weight: 1, arbitrary: exists }] : []),
      )
    })
  }

  term(type: ValueType, scope: readonly Variable[], depth: number): fc.Arbitrary<Term> {
    const refs = refsOf(scope, type)
    const options: { weight: number; arbitrary: fc.Arbitrary<Term> }[] = [{ weight: 2, arbitrary: literals(type) }]
    if (refs.length > 0) options.push({ weight: 6, arbitrary: fc.constantFrom(...refs) })
    if (type === 'date') {
      options.push({ weight: 2, arbitrary: fc.constantFrom<Term>({ kind: 'today', type }, { kind: 'asOf', type }) })
      options.push({ weight: 1, arbitrary: this.#parameter('date', scope) })
      if (depth > 0) options.push({ weight: 2, arbitrary: lazily(() => this.#after(scope, depth - 1)) })
      const latest = this.#gathered('latest', scope, depth)
      if (latest) options.push({ weight: 2, arbitrary: latest })
    }
    if (type === 'decimal') {
      options.push({ weight: 1, arbitrary: this.#parameter('decimal', scope) })
      for (const kind of ['count', 'sum'] as const) {
        const gathered = this.#gathered(kind, scope, depth)
        if (gathered) options.push({ weight: 2, arbitrary: gathered })
      }
      if (depth > 0) {
        const inner = lazily(() => this.term('decimal', scope, depth - 1))
        options.push({
          weight: 1,
          arbitrary: fc.array(inner, { minLength: 1, maxLength: 3 }).map((terms) => ({ kind: 'plus', type, terms })),
        })
        const by = fc.oneof(this.#parameter('decimal', scope), decimalLiterals)
        options.push({
          weight: 2,
          arbitrary: fc.tuple(inner, by).map(([of, factor]) => ({ kind: 'times', type, term: of, by: factor })),
        })
      }
    }
    return fc.oneof(...options)
  }

  #gathered(
    kind: 'count' | 'sum' | 'latest',
    scope: readonly Variable[],
    depth: number,
  ): fc.Arbitrary<Term> | undefined {
    const lists = listRefs(scope)
    if (lists.length === 0 || depth <= 0) return undefined
    return fc.constantFrom(...lists).chain(({ list, element }) => {
      const as = rowName(element, scope)
      const inner = [...scope, { name: as, entity: element }]
      const where = fc.option(this.condition(inner, depth - 1), { nil: undefined })
      const of =
        kind === 'count' ? fc.constant(undefined) : this.#ofRow(kind === 'sum' ? 'decimal' : 'date', inner, depth - 1)
      return fc.tuple(where, of).map(([filter, term]) => {
        const common = { list, as, ...(filter ? { where: filter } : {}) }
        if (kind === 'count') return { kind, type: 'decimal', ...common }
        return kind === 'sum'
          ? { kind, type: 'decimal', of: term!, ...common }
          : { kind, type: 'date', of: term!, ...common }
      })
    })
  }

  /** What is summed or latest: mostly a field of the row itself. */
  #ofRow(type: ValueType, inner: readonly Variable[], depth: number): fc.Arbitrary<Term> {
    const own = refsOf(inner.slice(-1), type)
    const any = this.term(type, inner, depth)
    return own.length > 0
      ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom<Term>(...own) }, { weight: 1, arbitrary: any })
      : any
  }

  #parameter(type: 'decimal' | 'date', scope: readonly Variable[]): fc.Arbitrary<ParameterTerm> {
    const ids = type === 'date' ? ['start'] : ['share', 'whole', 'negative', 'large', 'local', 'limit']
    const days = refsOf(scope, 'date')
    const texts = refsOf(scope, 'text')
    const on = days.length > 0 ? fc.option(fc.constantFrom<Term>(...days), { nil: undefined }) : fc.constant(undefined)
    const keys =
      texts.length > 0
        ? fc.option(fc.tuple(fc.constantFrom(...texts), fc.constantFrom(...texts)), { nil: undefined })
        : fc.constant(undefined)
    return fc.tuple(fc.constantFrom(...ids), on, keys).map(([id, day, key]) => ({
      kind: 'parameter',
      id,
      type,
      ...(type === 'date' ? {} : { scale: parameterOf(id).scale }),
      ...(day ? { on: day } : {}),
      ...(id === 'local' && key ? { keys: { region: key[0], bank: key[1] } } : {}),
    }))
  }

  #after(scope: readonly Variable[], depth: number): fc.Arbitrary<Term> {
    const refs = refsOf(scope, 'date')
    const plain = fc.constantFrom<Term>(...refs, literal('date', '2022-01-01'), { kind: 'asOf', type: 'date' })
    const date = this.#grammar.noTodayReckoned ? plain : fc.oneof(plain, this.term('date', scope, depth))
    const period: fc.Arbitrary<Period | { readonly parameter: string }> = fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom<Period['unit']>('day', 'workday', 'month', 'hour'))
        .map(([n, unit]) => ({ n, unit })),
      fc.constant({ parameter: 'limit' }),
    )
    return fc.tuple(date, period).map(([of, p]) => ({ kind: 'after', type: 'date', date: of, period: p }))
  }
}

/** Conditions over one row of an entity, called by the entity's name. */
export function conditionsOf(of: AnyEntity, grammar: Grammar = {}): fc.Arbitrary<Condition> {
  return new TreeMaker(grammar).condition([{ name: of.name, entity: of }], grammar.depth ?? 3)
}

/** A condition, a row it can be judged on, and the days and numbers it is judged by. */
export interface Case {
  readonly entity: AnyEntity
  readonly condition: Condition
  readonly row: Row
  readonly env: Environment
}

/** Random entity, tree, row and days. */
export function cases(grammar: Grammar = {}, limits: Limits = {}): fc.Arbitrary<Case> {
  return entities.chain((of) =>
    fc.record({
      entity: fc.constant(of),
      condition: conditionsOf(of, grammar),
      row: rowsOf(of, limits),
      env: environments,
    }),
  )
}

// Knowing less -------------------------------------------------------------------------------------------------------

/** Every row that knows a little less than this one: a fact made unknown, a list opened, a row lost or put in doubt. */
export function* lessKnown(row: Row): Generator<Row> {
  for (const [name, value] of Object.entries(row)) {
    if (value !== undefined) yield { ...row, [name]: undefined }
    if (typeof value !== 'object' || value === null) continue
    if (!('rows' in value && Array.isArray(value.rows))) {
      for (const inner of lessKnown(value as Row)) yield { ...row, [name]: inner }
      continue
    }
    const list = value as FactList
    const open = list.open.length > 0 ? list.open : [OPEN]
    if (list.open.length === 0) yield { ...row, [name]: { ...list, open } }
    for (const [i, one] of list.rows.entries()) {
      yield { ...row, [name]: { rows: list.rows.filter((_, j) => j !== i), open } }
      const put = (r: Row): FactList => ({ ...list, rows: list.rows.map((other, j) => (j === i ? r : other)) })
      for (const why of ['same', 'absent'] as const)
        if (one[doubt] === undefined) yield { ...row, [name]: put({ ...one, [doubt]: why }) }
      for (const inner of lessKnown(one)) yield { ...row, [name]: put(inner) }
    }
  }
}
