import type { Derived } from '../../facts/derive.ts'
import type { AnyEntity, Field } from '../../facts/entity.ts'
import type { Condition, Ref } from '../../facts/tree.ts'
import type { Text } from '../../law/text.ts'
import type { Environment } from '../environment.ts'
import type { Rule } from '../rule.ts'
import { membersOf, refsOf } from './beside.ts'
import { DerivedFrame, type SourceModel } from './derived.ts'
import type { Dialect } from './dialect.ts'
import { acrossQuery, type FigureColumns, type Figures, figuresOfParts, keepFigures } from './figures.ts'
import type { TableModel } from './frame.ts'
import { Frame } from './frame.ts'
import { boundsOf } from './print.ts'
import { LeafCode } from './rules.ts'
import { ScanFrame, type Watch } from './scan.ts'
import { type EntityTables, entityTable, linked } from './tables.ts'

/** Rules over one kind of row, and the condition under which the instrument reaches a row by reference only. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  readonly byReference?: Condition
}

/** Rows a report speaks of beside the outcomes, counted in the same pass. */
export interface Aside {
  readonly when: Condition
  readonly say: (n: number) => Text
}

/** The rules of one table and of what is derived from it. */
export interface Pack extends RuleSet {
  readonly entity: AnyEntity
  readonly asides: readonly Aside[]
  readonly derived: readonly (RuleSet & { readonly of: Derived })[]
  readonly figures?: Figures
}

/** Where the rows stand in the engine. */
export interface Layout {
  readonly tables: EntityTables
  /** Why rows may be missing; none: the table is complete. */
  readonly open: readonly Text[]
  readonly watches: readonly Watch[]
  /** Keep more ids for each combination of answers, by the last signs of an id: for tables that nothing is grouped from. */
  readonly spread?: boolean
  /** Leading digits of a region code that make one jurisdiction, for figures; none: as the column has it. */
  readonly regionDigits?: number
}

export interface Statement {
  readonly name: string
  readonly sql: string
}

/** Something asked of the engine. Rows are read in the order of these columns, in whichever order they come. */
export interface Query extends Statement {
  readonly columns: readonly string[]
}

/** Table that holds the result of the one pass. */
export const PARTS = 'guiju_parts'
export const tableOf = (derived: Derived): string => `guiju_${derived.entity.name}`

/** Ids of rows kept for each combination of answers. */
const MOST_IDS = 10
/** Derived rows that a report lists. */
export const MOST_LISTED = 2000

/** One rule set with what its numbers mean. */
export interface Coded {
  readonly set: RuleSet
  readonly code: LeafCode
  /** Place of the condition `byReference` beside the rules. */
  readonly byReference: number | undefined
  /** Fields of members, with the places of whether they count and of whether they are known; none: in no column. */
  readonly known: readonly {
    readonly ref: Ref
    readonly sure: boolean
    readonly within: number
    readonly at: number | undefined
  }[]
}

/**
 * Statements that judge a table and what is derived from it in one pass, and small queries over what the pass leaves.
 * Pure: an engine runs them, `read.ts` says what the answers mean.
 */
export class Plan {
  readonly pack: Pack
  readonly layout: Layout
  readonly env: Environment
  readonly statements: readonly Statement[]
  readonly queries: readonly Query[]
  readonly coded: Coded & { readonly firstAside: number; readonly firstLead: number }
  readonly derived: readonly (Coded & { readonly of: Derived })[]
  /** What figures are read with: columns of the pass, places of the kinds beside the rules, the code of `across`. */
  readonly figured?: {
    readonly columns: FigureColumns
    readonly kinds: Readonly<Record<string, number>>
    readonly across: LeafCode
  }
  /** Fields of an example row, in the order of the columns `f0`, `f1`, …; each with `n0`, …: whether it is none. */
  readonly shown: readonly { readonly path: readonly string[]; readonly field: Field }[]

  constructor(pack: Pack, layout: Layout, env: Environment, dialect: Dialect) {
    for (const one of [pack, ...pack.derived].flatMap((set) => set.rules))
      if (one.pending) throw new TypeError(`${one.id}: what may still be pending is not compiled`)
    this.pack = pack
    this.layout = layout
    this.env = env
    const { entity } = pack
    const source = entityTable(entity, layout.tables, dialect)
    const scan = new ScanFrame(entity.name, source, dialect, env)
    for (const { of } of pack.derived) scan.group(of)
    const members = membersOf(pack.derived)
    const beside: Condition[] = []
    const place = (condition: Condition) => beside.push(condition) - 1
    const known = members.map(({ ref, where, sure }): Coded['known'][number] => ({
      ref,
      sure,
      within: place(where),
      at: scan.field(ref) === undefined ? undefined : place({ kind: 'exists', term: ref }),
    }))
    const byReference = pack.byReference && place(pack.byReference)
    const firstAside = beside.length
    beside.push(...pack.asides.map((aside) => aside.when))
    const firstLead = beside.length
    beside.push(...pack.rules.flatMap(({ leads = [] }) => leads.map((lead) => lead.when)))
    const { figures } = pack
    const kinds = Object.entries(figures?.kinds ?? {}).map(([name, kind]): [string, number] => [name, place(kind)])
    const code = new LeafCode(pack.rules, scan, beside)
    this.coded = { set: pack, code, byReference, known, firstAside, firstLead }
    const derived = pack.derived.map((one) => new DerivedTables(one, layout, source, scan))
    this.derived = derived.map(({ of, set, code: own, byReference: by }) => ({
      of,
      set,
      code: own,
      byReference: by,
      known: [],
    }))
    const columns = figures && keepFigures(figures, scan)
    const across = figures && acrossQuery(figures.across, entity, source, scan.printer, layout.regionDigits)
    if (columns && across) this.figured = { columns, across: across.code, kinds: Object.fromEntries(kinds) }
    const id = `s.${dialect.quote(entity.key)}`
    const pass = scan.query(code.sql(dialect.truth), id, layout.watches, layout.spread)
    const made = derived.map(({ of, query }) => ({ name: of.entity.name, sql: dialect.keep(tableOf(of), query()) }))
    this.statements = [{ name: 'scan', sql: dialect.keep(PARTS, pass) }, ...made]
    this.shown = refsOf(pack.rules, entity)
    this.queries = [
      {
        name: 'codes',
        columns: ['code', 'n'],
        sql: `SELECT code, SUM(n) AS n FROM ${PARTS} GROUP BY code ORDER BY code`,
      },
      { name: 'ids', columns: ['code', 'least'], sql: `${picked(MOST_IDS)} ORDER BY code, least` },
      {
        name: 'examples',
        columns: ['id', ...this.shown.flatMap((_, i) => [`f${i}`, `n${i}`])],
        sql: examples(source.at('x'), this.shown, entity, dialect, env),
      },
      ...(layout.watches.length > 0
        ? [{ name: 'watches', columns: ['name', 'least', 'n'], sql: watched(layout.watches) }]
        : []),
      ...derived.flatMap(({ of, set }) => derivedQueries(of, set, dialect)),
      ...(columns && across
        ? [
            ...derived.map(({ of, parts }) => ({
              name: `${of.entity.name}_parts`,
              columns: [...of.by.map((_, i) => `k${i}`), 'code', 'n', 'least', ...columns.all.map((c) => c.name)],
              sql: figuresOfParts(parts, columns),
            })),
            { name: 'across', columns: across.columns, sql: across.sql },
          ]
        : []),
    ]
  }
}

/** The least ids of the rows with one combination of answers, as many as there are groups and at most `most`. */
const picked = (most: number) =>
  `SELECT code, least FROM (SELECT code, least, ROW_NUMBER() OVER (PARTITION BY code ORDER BY least) AS place FROM ${PARTS}) AS q WHERE place <= ${most}`

const watched = (watches: readonly Watch[]) =>
  watches
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, m AS n, k AS least FROM (SELECT SUM(${name}) OVER () AS m, ${name}_least AS k, ROW_NUMBER() OVER (ORDER BY ${name}_least) AS place FROM ${PARTS} WHERE ${name} > 0) AS q WHERE place <= 5`,
    )
    .join('\nUNION ALL ')

/** One whole row for each combination of answers: its values say why. */
function examples(
  model: TableModel,
  shown: Plan['shown'],
  entity: AnyEntity,
  dialect: Dialect,
  env: Environment,
): string {
  const frame = new Frame(entity.name, model, dialect, env)
  const columns = shown.flatMap(({ path, field }, i) => {
    const found = model.field(path)
    const value = found?.value ?? dialect.nothing(field.type, field.scale ?? 0)
    return [`${value} AS f${i}`, `${found?.none ?? 'FALSE'} AS n${i}`]
  })
  const id = `x.${dialect.quote(entity.key)}`
  return `SELECT ${[`${id} AS id`, ...columns].join(', ')}\nFROM ${frame.from()}\nWHERE ${dialect.byCode(id)} IN (SELECT least FROM (${picked(1)}) AS p)`
}

function derivedQueries(of: Derived, { rules }: RuleSet, dialect: Dialect): Query[] {
  const table = tableOf(of)
  const name = dialect.byCode('name')
  const measures = rules.flatMap(({ measure }, i) => (measure ? [`lo${i}`, `hi${i}`, `of${i}`, `limit${i}`] : []))
  return [
    {
      name: `${of.entity.name}_codes`,
      columns: ['code', 'doubt', 'n'],
      sql: `SELECT code, doubt, COUNT(*) AS n FROM ${table} GROUP BY code, doubt ORDER BY code, doubt`,
    },
    {
      name: `${of.entity.name}_rows`,
      columns: ['name', 'code', 'doubt', ...measures],
      sql: `SELECT * FROM (SELECT q.*, ROW_NUMBER() OVER (PARTITION BY code, doubt ORDER BY ${name}) AS place FROM ${table} AS q) AS r WHERE place <= ${MOST_LISTED} ORDER BY ${name}, code`,
    },
  ]
}

class DerivedTables implements Coded {
  readonly of: Derived
  readonly set: RuleSet
  readonly code: LeafCode
  readonly byReference: number | undefined
  readonly known = []
  readonly #frame: DerivedFrame
  readonly #columns: readonly string[]

  constructor(one: Pack['derived'][number], layout: Layout, source: SourceModel, scan: ScanFrame) {
    const { of, rules, byReference } = one
    const { dialect } = scan.printer
    const target = (of.source.links as Record<string, AnyEntity>)[of.link ?? '']
    const frame = new DerivedFrame(
      {
        derived: of,
        source,
        open: layout.open.length > 0,
        link: (key, alias) => {
          if (!target) throw new TypeError(`${of.entity.name} has no link`)
          return linked(target, layout.tables.links?.[of.link!], key, alias, dialect)
        },
        table: PARTS,
      },
      scan,
    )
    this.of = of
    this.set = one
    this.code = new LeafCode(rules, frame, byReference ? [byReference] : [])
    this.byReference = byReference && 0
    this.#frame = frame
    this.#columns = [
      'e.name AS name',
      `${this.code.sql(dialect.truth)} AS code`,
      'e.doubt AS doubt',
      ...rules.flatMap((rule, i) => measured(rule, i, frame)),
    ]
  }

  readonly parts: DerivedFrame['parts'] = (columns, most) => this.#frame.parts(columns, most)

  /** The grouped rows, judged. Call it last. */
  readonly query = (): string => `SELECT ${this.#columns.join(', ')}\nFROM ${this.#frame.from()}`
}

/** What a rule measures in a derived row: at least, at most, of what, and the limit. */
function measured({ id, measure }: Rule, i: number, frame: DerivedFrame): string[] {
  if (!measure) return []
  const { lo, hi } = boundsOf(frame.printer.term(measure.value.node, `${id}.measure.value`))
  const of = boundsOf(frame.printer.term(measure.of.node, `${id}.measure.of`)).lo
  const limit = measure.limit
    ? boundsOf(frame.printer.term(measure.limit.node, `${id}.measure.limit`)).lo
    : frame.printer.dialect.nothing('decimal', 0)
  return [`${lo} AS lo${i}`, `${hi} AS hi${i}`, `${of} AS of${i}`, `${limit} AS limit${i}`]
}
