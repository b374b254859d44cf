import { type Inventory, readInventory } from '../collect/inventory/read.ts'
import { networkEntity } from '../facts/network.ts'
import { maskId } from '../facts/personal.ts'
import type { FactList, Row } from '../facts/row.ts'
import { type Context, determine, noOutcomes, summarise } from '../judge/engine.ts'
import { lawOf } from '../judge/environment.ts'
import { determineMany, outcomesBy } from '../judge/many.ts'
import type { Determination, Result, SubjectResult } from '../judge/result.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import type { Text } from '../law/text.ts'
import { readinessRules } from '../rules/inspection-2018/readiness.ts'
import { networkRules } from '../rules/mlps-cii-2020/operator.ts'
import { proposalRules } from '../rules/pi-proposal-2018/duties.ts'
import { boardOf } from './network-board.ts'
import { dayOf } from './options.ts'
import { rulesHash } from './rules-hash.ts'

const all = [...readinessRules, ...networkRules, ...proposalRules]

/** Subjects of an inventory, judged as they are asked for and each time anew: thousands of them need not be held at once. */
export interface Subjects extends Iterable<SubjectResult> {
  readonly length: number
}

export interface Judged {
  readonly result: Omit<Result, 'results'> & { readonly results: Subjects }
  readonly inventory: Inventory
}

/**
 * Judges an inventory on a day, by default on the days it names, else today: the organisation, then each network.
 * Answers everything that is wrong with it instead, one line each. `within`: no file outside this folder is opened.
 */
export async function judgeInventory(
  text: string,
  file: string,
  on: string | undefined,
  version: string,
  within?: string,
): Promise<Judged | { readonly problems: readonly Text[] }> {
  const read = await readInventory(text, file, within)
  if (!read.inventory) return { problems: read.problems }
  const { inventory } = read
  const days = on !== undefined ? [on] : inventory.asOf.length > 0 ? inventory.asOf : [dayOf({})]
  const operators = new Map(days.map((day) => [day, judgedOperator(inventory, day)]))
  const result: Judged['result'] = {
    schema: 'guiju/result/1',
    tool: { name: 'guiju', version, rules: rulesHash(all), calendarUntil: CALENDAR_UNTIL },
    asOf: days.at(-1)!,
    results: {
      length: days.length * (1 + inventory.networks.length),
      *[Symbol.iterator]() {
        for (const [day, operator] of operators) {
          yield operator
          yield* networksOn(inventory, day)
        }
      },
    },
  }
  return { result, inventory }
}

/** The opinions are addressed to central bodies and enterprises; whoever does not say so follows by reference. */
const appliesTo = (operator: Row): Context['applies'] =>
  operator['addressee'] === 'central-body' || operator['addressee'] === 'central-enterprise' ? 'direct' : 'by-reference'

function* networksOn(inventory: Inventory, day: string): Generator<SubjectResult> {
  const opinions: Context = { env: lawOf(day), applies: appliesTo(inventory.operator) }
  for (const row of inventory.networks) yield networkOn(inventory, row, opinions)
}

/** How many duties each network meets, by outcome, in the order of the inventory: counted, not told. */
export function countedNetworks(inventory: Inventory, day: string): SubjectResult['summary'][] {
  const env = lawOf(day)
  const outcomes = networkRules.map((rule) => outcomesBy(rule, env))
  return inventory.networks.map((row) => {
    const counts = noOutcomes()
    for (const outcome of outcomes) counts[outcome(row)]++
    return counts
  })
}

/** The operator as a whole on a day. */
export const judgedOperator = (inventory: Inventory, day: string): SubjectResult =>
  organisationOn(inventory, { env: lawOf(day), applies: appliesTo(inventory.operator) })

function organisationOn(inventory: Inventory, opinions: Context): SubjectResult {
  const { organisation, operator } = inventory
  const { env } = opinions
  const views = { shown: organisation, all: organisation }
  const networks = organisation['networks'] as FactList
  const determinations: Determination[] = [
    ...readinessRules.map((rule) => determine(rule, views, { env, applies: 'direct' })),
    ...networkRules.map((rule) => masked(determineMany(rule, networks, opinions))),
    ...proposalRules.map((rule) => determine(rule, views, { env, applies: 'by-reference' })),
  ]
  const id = String(operator['id'] ?? inventory.name.replace(/\.ya?ml$/, ''))
  const name = String(operator['name'] ?? id)
  return {
    ...subjectOf('organisation', id, name, env.asOf, inventory, determinations),
    board: boardOf(inventory, env.asOf),
  }
}

const masked = (d: Determination): Determination => (d.samples ? { ...d, samples: d.samples.map(maskId) } : d)

function networkOn(inventory: Inventory, row: Row, context: Context): SubjectResult {
  const views = { shown: row, all: row }
  const determinations = networkRules.map((rule) => determine(rule, views, context))
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
