import type { Cells } from '../collect/table/cells.ts'
import { flawSteps, orphanSteps, orphansSaid, type Step, twiceSteps, wrongIn } from '../collect/table/check.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import { followerSteps, followersSeen, nameSteps, namesSeen } from '../collect/table/names.ts'
import { type Made, madeUp, ONLY_PLATFORM, type Seen } from '../collect/table/register.ts'
import { type Loaded, shortName } from '../collect/table/shape.ts'
import { formatDecimal, type Minor, parseDecimal } from '../facts/decimal.ts'
import type { AnyEntity, Field, Fields } from '../facts/entity.ts'
import { maskId } from '../facts/personal.ts'
import { provenance, type Row, type Scalar } from '../facts/row.ts'
import { TABLE_KINDS, type TableKindOf } from '../facts/tables.ts'
import { type Context, determine } from '../judge/engine.ts'
import type { Environment } from '../judge/environment.ts'
import { determineMany } from '../judge/many.ts'
import type { Determination, FactEvidence, Lead } from '../judge/result.ts'
import type { Rule } from '../judge/rule.ts'
import { determinations } from '../judge/sql/answers.ts'
import { PARTS, type Pack, Plan, tableOf } from '../judge/sql/plan.ts'
import type { Text } from '../law/text.ts'
import { attestedRules, INVENTORIES, type InventoryKind, packsOf } from '../rules/inventories.ts'
import { NOT_COMPLETE, personSays, showingOf, subjectOf } from './over-tables.ts'
import { type Answers, type Ground, madeSteps, type Problems, type Tongue, told, type Work } from './work.ts'

/**
 * What an engine does for one report on tables of any kind but loan books: each table in one pass or a few, what a person
 * answers by itself, and what is only a lead beside them. A table that is not given leaves its rules open.
 */
export function inventoryWork(ground: Ground, env: Environment): Work | Problems {
  const { mapping, file, tongue } = ground
  const { cells, keep, dialect } = tongue
  const kind = mapping.facts as InventoryKind
  const { tables: entities, attested }: TableKindOf = TABLE_KINDS[kind]
  const inventory = INVENTORIES[kind]
  const context: Context = { env, applies: inventory.applies, draft: inventory.draft }
  const given = ground.tables
  const answered = answeredTable(mapping, attested, given, tongue)
  if ('zh' in answered) return { problems: [answered] }
  const made = madeUp(answered.tables, tongue)
  const { tables } = made
  const judging = Object.entries(entities).flatMap(([name, entity]) => {
    const table = entity === attested ? undefined : tables.find((one) => one.source.name === name)
    return table ? packsOf(kind, entity).map((pack, i) => judgingOf(pack, i, table, tables, env, tongue)) : []
  })
  const account = tables.find((one) => one.source.name === 'account')
  const linked = tables.map((table) => ({ table, others: linkedTo(table, tables) }))
  const own = tables.find((one) => one.source.entity === attested && one.places.length > 0)
  const laid = madeSteps(given)
  const staged = [...laid, ...answered.steps, ...made.steps]
  return {
    steps: [
      ...laid,
      ...given.flatMap((t) => [...flawSteps(t, cells, keep), ...twiceSteps(t, cells, keep)]),
      ...answered.steps,
      ...made.steps,
      ...judging.flatMap(({ steps }) => steps),
      ...(own ? [rowsAsked(own, tongue)] : []),
      ...(account ? nameSteps(account, tongue) : []),
      ...followerSteps(tables, tongue),
      ...linked.flatMap(({ table, others }) =>
        orphanSteps(`(SELECT *, 1 AS n FROM ${table.table} AS a)`, table, others, cells),
      ),
      ...dropped(staged, given, tongue).map((name) => told(`drop ${name}`, dialect.drop(name), '')),
    ],
    async fold(answers) {
      const flawed = wrongIn(given, answers, maskId)
      if (flawed.length > 0) return { problems: flawed }
      const found: Determination[] = judging.flatMap(
        ({ plan, table, prefix }) =>
          determinations(plan, ofPlan(plan, prefix, answers), context, showingOf(table)).found,
      )
      for (const [name, entity] of Object.entries(entities)) {
        if (entity === attested || tables.some((one) => one.source.name === name)) continue
        for (const pack of packsOf(kind, entity))
          for (const rule of [...pack.rules, ...pack.derived.flatMap((one) => one.rules)])
            found.push(determineMany(rule, { rows: [], open: [notGiven(name, entity)] }, context))
      }
      const said = own
        ? rowsAnswered(own, answers)
        : attested
          ? [personSays(mapping, file, attested, ONLY_PLATFORM)]
          : []
      for (const rule of attestedRules(kind)) found.push(onAnswers(rule, said, context))
      const leads = leadsOf(tables, answers)
      const places = new Map(inventory.rules.map((rule, i) => [rule.id, i]))
      const ordered = found
        .map((one) => withLeads(one, leads))
        .sort((a, b) => places.get(a.rule)! - places.get(b.rule)!)
      const orphans = linked.flatMap(({ table, others }) => orphansSaid(table, others, answers, maskId))
      const unlooked = account && cells.engine !== 'duckdb' ? [NAMES_UNLOOKED] : []
      const limits = [...inventory.notes, ...unlooked, ...ground.limits]
      return subjectOf(ground, env.asOf, { determinations: ordered, limits }, orphans)
    },
  }
}

const NAMES_UNLOOKED: Text = {
  zh: '本次没有查找相近的账号名称：其他引擎不能一致地归一化名称。把账号表导出为 Parquet 或 CSV 文件，再运行 guiju check（DuckDB）即可查找。',
  en: 'Account names that look alike were not looked for: other engines do not bring names to one form alike. Export the account table as a Parquet or CSV file and run guiju check over it (DuckDB) to look for them.',
}

/** Names of what was kept on the way and not let go of, each once. */
function dropped(staged: readonly Step[], given: readonly Loaded[], { cells }: Tongue): string[] {
  const looked = given.flatMap((t) => [
    `guiju_flawed_${t.source.name}`,
    ...(cells.engine === 'duckdb' ? [`guiju_twice_${t.source.name}`] : []),
  ])
  const names = staged.map((step) => step.name)
  const left = names.filter((name) => !name.startsWith('drop ') && !names.includes(`drop ${name}`))
  return [...new Set([...left, ...looked])]
}

/** Tables that rows of this one name rows of. */
function linkedTo(table: Loaded, tables: readonly Loaded[]): Loaded[] {
  const links = Object.values(table.source.entity.links as Record<string, AnyEntity>)
  return tables.filter((one) => one !== table && links.includes(one.source.entity) && one.places.length > 0)
}

const notGiven = (name: string, { title }: AnyEntity): Text => ({
  zh: `映射没有提供 ${name} 表（${title.zh}）`,
  en: `the mapping gives no table ${name} (${title.en})`,
})

interface Judging {
  readonly plan: Plan
  readonly table: Loaded
  /** Stands before the names of the plan's queries. */
  readonly prefix: string
  readonly steps: readonly Step[]
}

function judgingOf(
  pack: Pack,
  i: number,
  table: Loaded,
  tables: readonly Loaded[],
  env: Environment,
  { dialect }: Tongue,
): Judging {
  const plan = new Plan(pack, layoutOf(table, tables, pack.derived.length === 0), env, dialect)
  const of = table.source.name
  const prefix = `${of}_${i}_`
  const kept = [PARTS, ...plan.derived.map((one) => tableOf(one.of))]
  return {
    plan,
    table,
    prefix,
    steps: [
      ...plan.statements.map(({ name, sql }) => told(name, sql, of)),
      ...plan.queries.map((query) => ({ ...query, name: prefix + query.name, table: of })),
      ...kept.map((name) => told(`drop ${name}`, dialect.drop(name), of)),
    ],
  }
}

const ofPlan = ({ queries }: Plan, prefix: string, answers: Answers): Answers =>
  Object.fromEntries(queries.map(({ name }) => [name, answers[prefix + name] ?? []]))

function layoutOf(table: Loaded, tables: readonly Loaded[], spread: boolean) {
  const linked = Object.keys(table.source.entity.links as Record<string, AnyEntity>).flatMap((name) => {
    const of = (table.source.entity.links as Record<string, AnyEntity>)[name]
    const one = tables.find((other) => other.source.entity === of)
    return one ? [[name, { table: one.table, columns: one.columns }] as const] : []
  })
  return {
    tables: { table: table.table, columns: table.columns, links: Object.fromEntries(linked) },
    open: table.source.complete ? [] : [NOT_COMPLETE],
    watches: [],
    spread,
  }
}

/** The table of what a person answers: the answers themselves where no table is given. */
function answeredTable(
  mapping: Mapping,
  of: AnyEntity | undefined,
  tables: readonly Loaded[],
  { cells, keep }: Tongue,
): Made | Text {
  if (!of || mapping.attested.length === 0) return { tables, steps: [] }
  const given = tables.find((one) => one.source.entity === of)
  if (given)
    return {
      zh: `${given.source.name} 表和 attest 只能提供一个`,
      en: `give either the table ${given.source.name} or attest, not both`,
    }
  const fields = of.fields as Fields
  const values = [
    [of.key, literal(fields[of.key]!, ONLY_PLATFORM, cells)] as const,
    ...mapping.attested.map(({ field, answer }) => [field, literal(fields[field]!, answer, cells)] as const),
  ]
  const table = `guiju_${of.name}`
  const query = `SELECT ${values.map(([name, value]) => `${value} AS ${cells.quote(name)}`).join(', ')}`
  const source = {
    name: of.name,
    entity: of,
    from: [],
    written: [],
    columns: {},
    nulls: {},
    units: {},
    values: {},
    set: {},
    complete: true,
  }
  const columns = new Set(values.map(([name]) => name))
  const made: Loaded = { source, places: [], paths: [], table, make: [], columns, flaws: [] }
  return { tables: [...tables, made], steps: [told(table, keep(table, query), of.name)] }
}

function literal(field: Field, value: Scalar | null, cells: Cells): string {
  if (value === null) return cells.nothing(field.type)
  const text = (written: string) => cells.shown(cells.text(written))
  switch (field.type) {
    case 'boolean':
      return value === true ? 'TRUE' : 'FALSE'
    case 'decimal':
      return cells.decimal(text(formatDecimal(value as Minor, field.scale ?? 0)), field.scale ?? 0)
    case 'date':
      return cells.date(String(value))
    case 'text':
      return cells.byCode(text(String(value)))
    default:
      return field.type satisfies never
  }
}

/** Asks for all rows of a table: those a person answers in. */
function rowsAsked(table: Loaded, { cells }: Tongue): Step {
  const columns = [...table.columns].map((_, i) => `p${i}`)
  const selected = [...table.columns].map((name, i) => `t.${cells.quote(name)} AS p${i}`)
  return {
    name: `${table.source.name}_answers`,
    table: table.source.name,
    columns,
    sql: `SELECT ${selected.join(', ')} FROM ${table.table} AS t`,
  }
}

function rowsAnswered(table: Loaded, answers: Answers): Row[] {
  const of = table.source.entity
  const fields = of.fields as Fields
  const key = [...table.columns].indexOf(of.key)
  return (answers[`${table.source.name}_answers`] ?? []).map((row) => {
    const values = [...table.columns].map((name, i) => [name, cellOf(fields[name]!, row[`p${i}`])])
    const id = String(row[`p${key}`])
    const evidence = [
      { artifact: shortName(table), locator: `${showingOf(table).key}=${maskId(id)}`, method: 'table' as const },
    ]
    return { ...Object.fromEntries(values), [provenance]: { entity: of.name, id, evidence, fields: {}, unknown: {} } }
  })
}

function cellOf(field: Field, value: unknown): Scalar | null | undefined {
  if (value === null || value === undefined) return field.optional ? null : undefined
  if (field.type === 'decimal') return parseDecimal(String(value), field.scale ?? 0)
  if (field.type === 'boolean') return value === 'true' || value === '1'
  return field.type === 'date' ? String(value).slice(0, 10) : String(value)
}

const onAnswers = (rule: Rule, rows: readonly Row[], context: Context): Determination =>
  rows.length === 1 ? determine(rule, { shown: rows[0]!, all: rows[0]! }, context) : determineMany(rule, rows, context)

/** The rule that an indication over a whole table stands beside. */
const BESIDE: Readonly<Record<Seen['of'], string>> = {
  'closed-names': 'public-accounts-2020-draft#art8.p3-related-names',
  'owners-names': 'public-accounts-2020-draft#art18.2-impersonation',
  followers: 'public-accounts-2020-draft#art12.p2-follow-controls',
}

/** Indications found over whole tables, by the rule they stand beside. */
function leadsOf(tables: readonly Loaded[], answers: Answers): ReadonlyMap<string, readonly Lead[]> {
  const account = tables.find((one) => one.source.name === 'account')
  const counted = tables.find((one) => one.source.name === 'followerCount') ?? account
  const seen = [...(account ? namesSeen(account, answers, maskId) : []), ...followersSeen(answers, maskId)]
  const artifactOf = (of: Seen['of']) => shortName((of === 'followers' ? counted : account)!)
  const leads = seen.map(({ of, what, places }) => ({
    rule: BESIDE[of],
    what,
    evidence: places.map((p): FactEvidence => ({ fact: 'account', method: 'table', artifact: artifactOf(of), ...p })),
  }))
  return Map.groupBy(leads, (lead) => lead.rule) as ReadonlyMap<string, readonly Lead[]>
}

function withLeads(one: Determination, leads: ReadonlyMap<string, readonly Lead[]>): Determination {
  const more = leads.get(one.rule)
  if (!more) return one
  return { ...one, leads: [...one.leads, ...more.map(({ what, evidence }) => ({ what, evidence }))] }
}
