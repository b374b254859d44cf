import { basename } from 'node:path'
import type { Session } from '../collect/engine/session.ts'
import {
  type Answered,
  flawSteps,
  flawsSaid,
  orphanSteps,
  orphansSaid,
  type Step,
  twiceSaid,
  twiceSteps,
} from '../collect/table/check.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import { followerJumps, similarNames } from '../collect/table/names.ts'
import { madeUp, ONLY_PLATFORM, type Seen } from '../collect/table/register.ts'
import { type Loaded, shortName } from '../collect/table/shape.ts'
import { formatDecimal, type Minor, parseDecimal } from '../facts/decimal.ts'
import type { AnyEntity, Field, Fields } from '../facts/entity.ts'
import { maskId } from '../facts/personal.ts'
import type { Problem } from '../facts/problem.ts'
import { provenance, type Row, type Scalar } from '../facts/row.ts'
import { TABLE_KINDS, type TableKindOf } from '../facts/tables.ts'
import { type Context, determine, summarise } from '../judge/engine.ts'
import type { Environment } from '../judge/environment.ts'
import { determineMany } from '../judge/many.ts'
import type { Determination, FactEvidence, Lead, SubjectResult } from '../judge/result.ts'
import type { Rule } from '../judge/rule.ts'
import { type Answer, determinations, type Showing } from '../judge/sql/answers.ts'
import { dialects } from '../judge/sql/dialect.ts'
import { PARTS, Plan, tableOf } from '../judge/sql/plan.ts'
import type { Text } from '../law/text.ts'
import { attestedRules, INVENTORIES, type InventoryKind, packsOf } from '../rules/inventories.ts'
import { type Answers, asText, type Ground, inOrder, type Problems, told } from './work.ts'

const OPEN: Text = { zh: '映射声明该表不完整', en: 'the mapping says the table is not complete' }
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * Judges the tables of a mapping of any kind but loan books: each table in one pass or a few, what a person answers by
 * itself, and what is only a lead beside them. A table that is not given leaves its rules open. Answers what is wrong
 * with the tables instead, one line each.
 */
export async function inventoryOn(
  session: Session,
  ground: Ground,
  env: Environment,
): Promise<SubjectResult | Problems> {
  const { mapping, file, tongue } = ground
  const { cells, keep } = tongue
  const kind = mapping.facts as InventoryKind
  const { tables: entities, attested }: TableKindOf = TABLE_KINDS[kind]
  const inventory = INVENTORIES[kind]
  const context: Context = { env, applies: inventory.applies, draft: inventory.draft }
  const inputs = ground.inputs()
  inputs.catch(() => undefined)
  const looked = await ask(session, ground, [
    ...ground.tables.flatMap((t) => t.make.map((sql) => told(t.table, sql, t.source.name))),
    ...ground.tables.flatMap((t) => [...flawSteps(t, cells, keep), ...twiceSteps(t, cells, keep)]),
  ])
  const flawed = ground.tables.flatMap((t) => [
    ...flawsSaid(t, looked[`${t.source.name}_flaws`], maskId),
    ...twiceSaid(t, looked[`${t.source.name}_twice`], maskId),
  ])
  if (flawed.length > 0) return { problems: flawed }
  const answered = await answeredTable(session, mapping, attested, ground.tables)
  if ('zh' in answered) return { problems: [answered] }
  const later = (day: string, n: number, unit: 'day' | 'workday') => env.after(day, { n, unit })
  const tables = await madeUp(session, answered.tables, later)
  const found: Determination[] = []
  for (const [name, entity] of Object.entries(entities)) {
    if (entity === attested) continue
    const table = tables.find((one) => one.source.name === name)
    for (const pack of packsOf(kind, entity)) {
      if (table) {
        found.push(
          ...(await judged(
            session,
            new Plan(pack, layoutOf(table, tables, pack.derived.length === 0), env, dialects.duckdb),
            table,
            context,
          )),
        )
        continue
      }
      for (const rule of [...pack.rules, ...pack.derived.flatMap((one) => one.rules)])
        found.push(determineMany(rule, { rows: [], open: [notGiven(name, entity)] }, context))
    }
  }
  for (const rule of attestedRules(kind))
    found.push(onAnswers(rule, await answers(session, mapping, file, tables, attested), context))
  const leads = await leadsOf(session, tables)
  const places = new Map(inventory.rules.map((rule, i) => [rule.id, i]))
  const ordered = found.map((one) => withLeads(one, leads)).sort((a, b) => places.get(a.rule)! - places.get(b.rule)!)
  const name = basename(file).replace(/\.ya?ml$/, '')
  const problems = await orphaned(session, ground, tables)
  return {
    subject: { kind, id: `${kind}:${name}`, name, version: env.asOf, inputs: [...(await inputs)] },
    determinations: ordered,
    summary: summarise(ordered),
    limits: [...inventory.notes, ...ground.limits],
    ...(problems.length > 0 ? { problems } : {}),
  }
}

const notGiven = (name: string, { title }: AnyEntity): Text => ({
  zh: `映射没有提供 ${name} 表（${title.zh}）`,
  en: `the mapping gives no table ${name} (${title.en})`,
})

async function judged(duck: Session, plan: Plan, table: Loaded, context: Context): Promise<Determination[]> {
  const answers: Record<string, Answer> = {}
  for (const { sql } of plan.statements) await duck.run(sql)
  for (const { name, sql } of plan.queries) answers[name] = await duck.rows(sql)
  for (const made of [PARTS, ...plan.derived.map((one) => tableOf(one.of))]) await duck.run(`DROP TABLE ${made}`)
  return [...determinations(plan, answers, context, showingOf(table)).found]
}

const showingOf = (table: Loaded): Showing => ({
  artifact: shortName(table),
  key: table.source.columns[table.source.entity.key] ?? table.source.entity.key,
  mask: maskId,
})

function layoutOf(table: Loaded, tables: readonly Loaded[], spread: boolean) {
  const linked = Object.keys(table.source.entity.links as Record<string, AnyEntity>).flatMap((name) => {
    const of = (table.source.entity.links as Record<string, AnyEntity>)[name]
    const one = tables.find((other) => other.source.entity === of)
    return one ? [[name, { table: one.table, columns: one.columns }] as const] : []
  })
  return {
    tables: { table: table.table, columns: table.columns, links: Object.fromEntries(linked) },
    open: table.source.complete ? [] : [OPEN],
    watches: [],
    spread,
  }
}

/** The table of what a person answers: the answers themselves where no table is given. */
async function answeredTable(
  duck: Session,
  mapping: Mapping,
  of: AnyEntity | undefined,
  tables: readonly Loaded[],
): Promise<{ readonly tables: readonly Loaded[] } | Text> {
  if (!of || mapping.attested.length === 0) return { tables }
  const given = tables.find((one) => one.source.entity === of)
  if (given)
    return {
      zh: `${given.source.name} 表和 attest 只能提供一个`,
      en: `give either the table ${given.source.name} or attest, not both`,
    }
  const fields = of.fields as Fields
  const columns = mapping.attested.map(({ field, answer }) => `${literal(fields[field]!, answer)} AS ${quoted(field)}`)
  const table = `guiju_${of.name}`
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT '${ONLY_PLATFORM}' AS ${quoted(of.key)}, ${columns.join(', ')}`,
  )
  const names = [of.key, ...mapping.attested.map(({ field }) => field)]
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
  const made: Loaded = { source, places: [], paths: [], table, make: [], columns: new Set(names), flaws: [] }
  return { tables: [...tables, made] }
}

function literal(field: Field, value: Scalar | null): string {
  const types = {
    boolean: 'BOOLEAN',
    text: 'VARCHAR',
    date: 'DATE',
    decimal: `DECIMAL(18,${field.scale ?? 0})`,
  } as const
  if (value === null) return `CAST(NULL AS ${types[field.type]})`
  const written = field.type === 'decimal' ? formatDecimal(value as Minor, field.scale ?? 0) : String(value)
  return `CAST('${written.replaceAll("'", "''")}' AS ${types[field.type]})`
}

/** The rows a person answers for, each answer with where it can be looked up. */
async function answers(
  duck: Session,
  mapping: Mapping,
  file: string,
  tables: readonly Loaded[],
  of: AnyEntity | undefined,
): Promise<Row[]> {
  const named = basename(file)
  const table = tables.find((one) => one.source.entity === of && one.places.length > 0)
  if (!of) return []
  if (!table) {
    const said = mapping.attested.map(({ field, evidence }) => [
      field,
      evidence.map((artifact) => ({ artifact, locator: `${named}: attest.${field}`, method: 'attested' as const })),
    ])
    return [
      {
        [of.key]: ONLY_PLATFORM,
        ...Object.fromEntries(mapping.attested.map(({ field, answer }) => [field, answer])),
        [provenance]: { entity: of.name, id: named, evidence: [], fields: Object.fromEntries(said), unknown: {} },
      },
    ]
  }
  const fields = of.fields as Fields
  const rows = await duck.rows(`SELECT ${[...table.columns].map(quoted).join(', ')} FROM ${table.table}`)
  return rows.map((row) => {
    const values = [...table.columns].map((name) => [name, cellOf(fields[name]!, row[name])])
    const id = String(row[of.key])
    const evidence = [
      { artifact: shortName(table), locator: `${showingOf(table).key}=${maskId(id)}`, method: 'table' as const },
    ]
    return { ...Object.fromEntries(values), [provenance]: { entity: of.name, id, evidence, fields: {}, unknown: {} } }
  })
}

function cellOf(field: Field, value: unknown): Scalar | null | undefined {
  if (value === null || value === undefined) return field.optional ? null : undefined
  if (field.type === 'decimal') return parseDecimal(String(value), field.scale ?? 0)
  if (field.type === 'boolean') return value === true || value === 'true'
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
async function leadsOf(duck: Session, tables: readonly Loaded[]): Promise<ReadonlyMap<string, readonly Lead[]>> {
  const account = tables.find((one) => one.source.name === 'account')
  const counted = tables.find((one) => one.source.name === 'followerCount') ?? account
  const seen = [
    ...(account ? await similarNames(duck, account, maskId) : []),
    ...(counted ? await followerJumps(duck, tables, maskId) : []),
  ]
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

async function orphaned(session: Session, ground: Ground, tables: readonly Loaded[]): Promise<Problem[]> {
  const found: Problem[] = []
  for (const table of tables) {
    const links = Object.values(table.source.entity.links as Record<string, AnyEntity>)
    const others = tables.filter((one) => one !== table && links.includes(one.source.entity) && one.places.length > 0)
    if (others.length === 0) continue
    const rows = `(SELECT *, 1 AS n FROM ${table.table})`
    const answers = await ask(session, ground, orphanSteps(rows, table, others, ground.tongue.cells))
    for (const { text, artifact } of orphansSaid(table, others, answers, maskId))
      found.push({ code: 'table.orphans', artifact, locator: table.source.name, message: text })
  }
  return found
}

async function ask(session: Session, { tongue }: Ground, steps: readonly Step[]): Promise<Answers> {
  const answers: Record<string, Answered> = {}
  for (const step of steps) {
    if (step.columns) answers[step.name] = inOrder(await session.rows(asText(step, tongue.cells)), step.columns)
    else await session.run(step.sql)
  }
  return answers
}
