import { network, type networkEntity, type PLAN_KINDS } from '../../facts/network.ts'
import type { PlainFacts } from '../../facts/read.ts'
import { all, any, asOf, type BooleanTerm, type DateField, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { type LeadDeclaration, type Pending, type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'
import { attestedExamples, onRecord } from '../attested.ts'

export const FROM = '2020-07-22'

type Declared = Omit<RuleDeclaration<typeof networkEntity>, 'id' | 'cites' | 'inForce' | 'subject'>

/** One duty of one provision; a provision may hold several. */
export function duty(place: string, name: string, declaration: Declared): Rule {
  const cites = `mlps-cii-2020#${place}`
  return rule({ id: `${cites}-${name}`, cites, inForce: { from: FROM }, subject: network, ...declaration })
}

const notRetired: Condition = any(not(network.retiredOn.exists()), network.retiredOn.after(asOf))
/** The network runs on the day judged. */
export const running: Condition = all(network.liveOn.onOrBefore(asOf), notRetired)
/** The level the operator decided. */
export const fromLevel = (level: 2 | 3): Condition => network.level.atLeast(level)
/** The protection department notified the operator, and the network is not retired: Guiju never declares it. */
export const critical: Condition = all(network.ciiNotifiedOn.onOrBefore(asOf), notRetired)
export const fromLevel3OrCritical: Condition = any(fromLevel(3), critical)

/** Time to file that the older Measures give. It holds a breach back and never makes one. */
export const FILING = { parameter: 'mlps.filing' } as const
/** After this, what is owed in time or regularly and was not done is told as a lead, never as a breach. */
export const LONG = { parameter: 'mlps.long-silence' } as const
export const A_YEAR = { parameter: 'mlps.first-year' } as const

type PlanKind = keyof typeof PLAN_KINDS

/** What is owed regularly without an interval, and was never done: as long as it is planned, or may be, no breach. */
export const unlessPlanned = (kind: PlanKind, what: Text): Pending => ({
  while: network.plans.some((p) => all(p.kind.is(kind), p.dueOn.onOrAfter(asOf))),
  need: {
    fact: 'network.plans',
    how: {
      zh: `列出计划（类别${kind}，含计划日期），或者写明计划清单完整`,
      en: `list the plans (kind ${kind}, with the day planned), or say that the list of plans is complete`,
    },
  },
  say: {
    zh: `规范未定间隔：从未${what.zh}、也没有尚未到期的计划的，才为不符合。`,
    en: `No interval is set: only what was never ${what.en} and is not planned either is a breach.`,
  },
})

/** The lead that goes with it. */
export const neverDone = (when: Condition, since: DateField, what: Text): LeadDeclaration => ({
  when: all(when, since.plus(A_YEAR).before(asOf)),
  say: {
    zh: `已满12个月，清单中没有${what.zh}的记录（规范未定间隔，仅作提示）。`,
    en: `After twelve months the list has no record that it was ${what.en} (the text sets no interval; a hint only).`,
  },
})

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
export function attested(place: string, name: string, from: Attested): Rule {
  const { applies, of, outside, records, ...rest } = from
  return duty(place, name, {
    ...rest,
    appliesWhen: applies,
    requires: onRecord(records),
    examples: attestedExamples(records, of, outside, DAY),
  })
}
