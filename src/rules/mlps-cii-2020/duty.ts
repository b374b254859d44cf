import { network, type networkEntity } from '../../facts/network.ts'
import type { PlainFacts } from '../../facts/read.ts'
import { all, any, asOf, type BooleanTerm, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { type Example, type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'

export const FROM = '2020-07-22'

type Declared = Omit<RuleDeclaration<typeof networkEntity>, 'id' | 'cites' | 'inForce' | 'subject'>

/** One duty of one provision; a provision may hold several. */
export function duty(place: string, name: string, declaration: Declared): Rule<typeof networkEntity> {
  const cites = `mlps-cii-2020#${place}`
  return rule({ id: `${cites}-${name}`, cites, inForce: { from: FROM }, subject: network, ...declaration })
}

/** The network runs on the day judged. */
export const running: Condition = all(
  network.liveOn.onOrBefore(asOf),
  any(not(network.retiredOn.exists()), network.retiredOn.after(asOf)),
)
/** The level the operator decided. */
export const fromLevel = (level: 2 | 3): Condition => network.level.atLeast(level)
/** The protection department notified the operator: Guiju never declares it. */
export const critical: Condition = network.ciiNotifiedOn.onOrBefore(asOf)
export const fromLevel3OrCritical: Condition = any(fromLevel(3), critical)

/** Days that must pass before a missing filing or report is a breach: the texts that give a time give no more. */
export const GRACE = { n: 30, unit: 'day' } as const
/** For what is asked without a time: a network that has run less than this is not judged. */
export const FIRST_YEAR = { n: 12, unit: 'month' } as const

export const RUNS = { id: 'n1', liveOn: '2021-01-01', retiredOn: null } as const
export const LEVEL_2 = { ...RUNS, level: 2, ciiNotifiedOn: null } as const
export const LEVEL_3 = { ...RUNS, level: 3, ciiNotifiedOn: null } as const
export const CRITICAL = { ...RUNS, level: 3, ciiNotifiedOn: '2022-01-01' } as const
export const DAY = '2026-11-01'

interface Attested {
  readonly title: Text
  readonly remedy: Text
  readonly applies: Condition
  /** Facts of a network to which it applies, and of one to which it does not. */
  readonly of: PlainFacts
  readonly outside?: PlainFacts
  readonly records: readonly BooleanTerm[]
  readonly reads?: string
  readonly reading?: Text
}

/** A duty whose record a person attests: yes, no, or not said. */
export function attested(place: string, name: string, from: Attested): Rule<typeof networkEntity> {
  const { applies, of, outside, records, ...rest } = from
  const answers = (skip: number, answer: boolean | undefined): PlainFacts =>
    records.reduce<PlainFacts>((facts, term, i) => put(facts, term.node.path, i === skip ? answer : true), of)
  const examples: Example[] = [{ name: 'all on record', facts: answers(-1, true), expect: 'passed', on: DAY }]
  for (const [i, term] of records.entries()) {
    const field = term.node.path.join('.')
    examples.push(
      { name: `${field} is no`, facts: answers(i, false), expect: 'failed', on: DAY },
      { name: `${field} not said`, facts: answers(i, undefined), expect: 'cantTell', on: DAY },
    )
  }
  if (outside) examples.push({ name: 'outside its scope', facts: outside, expect: 'inapplicable', on: DAY })
  return duty(place, name, {
    ...rest,
    appliesWhen: applies,
    requires: all(...records.map((term) => term.isTrue())),
    examples,
  })
}

function put(facts: PlainFacts, path: readonly string[], value: unknown): PlainFacts {
  const [name, ...rest] = path
  if (name === undefined) return facts
  if (rest.length === 0) return { ...facts, [name]: value }
  return { ...facts, [name]: put((facts[name] ?? {}) as PlainFacts, rest, value) }
}
