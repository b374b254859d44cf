import { type Inventory, readInventory } from '../collect/inventory/read.ts'
import { networkEntity } from '../facts/network.ts'
import { maskId } from '../facts/personal.ts'
import type { FactList, Row } from '../facts/row.ts'
import { type Context, determine, summarise } from '../judge/engine.ts'
import { lawOf } from '../judge/environment.ts'
import { determineMany } from '../judge/many.ts'
import type { Determination, Result, SubjectResult } from '../judge/result.ts'
import type { Rule } from '../judge/rule.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import type { Text } from '../law/text.ts'
import { readinessRules } from '../rules/inspection-2018/readiness.ts'
import { networkRules } from '../rules/mlps-cii-2020/operator.ts'
import { proposalRules } from '../rules/pi-proposal-2018/duties.ts'
import { dayOf } from './options.ts'
import { rulesHash } from './rules-hash.ts'

/** Instruments without legal force: what falls short of them changes no exit code. */
export const NOT_BINDING: ReadonlySet<string> = new Set(['pi-proposal-2018'])

const plain = (rules: readonly unknown[]) => rules as readonly Rule[]
const all = plain([...readinessRules, ...networkRules, ...proposalRules])

export interface Judged {
  readonly result: Result
  readonly inventory: Inventory
}

/**
 * Judges an inventory on a day, by default on the days it names, else today: the organisation, then each network.
 * Answers everything that is wrong with it instead, one line each.
 */
export async function judgeInventory(
  text: string,
  file: string,
  on: string | undefined,
  version: string,
): Promise<Judged | { readonly problems: readonly Text[] }> {
  const read = await readInventory(text, file)
  if (!read.inventory) return { problems: read.problems }
  const { inventory } = read
  const days = on !== undefined ? [on] : inventory.asOf.length > 0 ? inventory.asOf : [dayOf({})]
  const result: Result = {
    schema: 'guiju/result/1',
    tool: { name: 'guiju', version, rules: rulesHash(all), calendarUntil: CALENDAR_UNTIL },
    asOf: days.at(-1)!,
    results: days.flatMap((day) => judgedOn(inventory, day)),
  }
  return { result, inventory }
}

/** The opinions are addressed to central bodies and enterprises; whoever does not say so follows by reference. */
const appliesTo = (operator: Row): Context['applies'] =>
  operator['addressee'] === 'central-body' || operator['addressee'] === 'central-enterprise' ? 'direct' : 'by-reference'

export function judgedOn(inventory: Inventory, day: string): SubjectResult[] {
  const env = lawOf(day)
  const opinions: Context = { env, applies: appliesTo(inventory.operator) }
  return [organisationOn(inventory, opinions), ...inventory.networks.map((row) => networkOn(inventory, row, opinions))]
}

function organisationOn(inventory: Inventory, opinions: Context): SubjectResult {
  const { organisation, operator } = inventory
  const { env } = opinions
  const views = { shown: organisation, all: organisation }
  const networks = organisation['networks'] as FactList
  const determinations: Determination[] = [
    ...plain(readinessRules).map((rule) => determine(rule, views, { env, applies: 'direct' })),
    ...plain(networkRules).map((rule) => masked(determineMany(rule, networks, opinions))),
    ...plain(proposalRules).map((rule) => determine(rule, views, { env, applies: 'by-reference' })),
  ]
  const id = String(operator['id'] ?? inventory.name.replace(/\.ya?ml$/, ''))
  return subjectOf('organisation', id, String(operator['name'] ?? id), env.asOf, inventory, determinations)
}

const masked = (d: Determination): Determination => (d.samples ? { ...d, samples: d.samples.map(maskId) } : d)

function networkOn(inventory: Inventory, row: Row, context: Context): SubjectResult {
  const views = { shown: row, all: row }
  const determinations = plain(networkRules).map((rule) => determine(rule, views, context))
  const id = String(row[networkEntity.key])
  return subjectOf('network', id, String(row['name'] ?? id), context.env.asOf, inventory, determinations)
}

function subjectOf(
  kind: 'network' | 'organisation',
  id: string,
  name: string,
  version: string,
  inventory: Inventory,
  determinations: readonly Determination[],
): SubjectResult {
  return {
    subject: { kind, id: `${kind}:${maskId(id)}`, name: maskId(name), version, inputs: inventory.inputs },
    determinations,
    summary: summarise(determinations),
    limits: LIMITS,
    ...(kind === 'organisation' && inventory.notes.length > 0 ? { problems: inventory.notes } : {}),
  }
}

const LIMITS: readonly Text[] = [
  {
    zh: '按运营者自报的清单判断：只看有无记录和日期，未核对记录内容，未登录任何系统。',
    en: 'Judged by the operator’s own inventory: whether records exist and their days; their content was not compared, and no system was entered.',
  },
  {
    zh: '是否为关键信息基础设施只看保护工作部门的通知；等级由运营者确定，本工具不定级。',
    en: 'Only the notice of the protection department makes a network critical infrastructure; the operator decides the level, not this tool.',
  },
]
