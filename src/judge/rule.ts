import { type AnyEntity, declaration } from '../facts/entity.ts'
import type { PlainFacts } from '../facts/read.ts'
import type { Row } from '../facts/row.ts'
import { always } from '../facts/terms.ts'
import { type Condition, nodes } from '../facts/tree.ts'
import { type Ref, ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { parameterTable } from './environment.ts'
import { declared, variablesOf } from './facts-of.ts'
import type { Outcome } from './result.ts'

/** An indication that is no proof: read over indicated facts as well as shown ones. */
export interface LeadDeclaration {
  readonly when: Condition
  /** What was seen; may speak of the rows that match. */
  readonly say: Text | ((rows: readonly Row[]) => Text)
}

export interface Example {
  readonly name: string
  readonly facts: PlainFacts
  readonly expect: Outcome
  /** Day judged; default: the first day the rule is in force. */
  readonly on?: string
}

export interface RuleDeclaration<E extends AnyEntity> {
  readonly id: string
  readonly cites: string
  /** The few words of the law the condition reads. */
  readonly reads?: string
  readonly inForce: { readonly from: string; readonly until?: string }
  readonly title: Text
  readonly subject: { readonly [declaration]: E }
  /** Default: always. */
  readonly appliesWhen?: Condition
  /** Holds when the act did not happen or the duty is met. */
  readonly requires: Condition
  readonly remedy: Text
  /** `human`: only a person can decide; `boundary`: not for Guiju to decide. Always `untested`. */
  readonly ceiling?: { readonly by: 'human' | 'boundary'; readonly why: Text }
  /** What was seen, in the rule's own words, from the rows that decided. Default: a sentence made from the tree. */
  readonly tell?: (rows: readonly Row[]) => Text
  readonly leads?: readonly LeadDeclaration[]
  /** How the reading was fixed where the text leaves room. */
  readonly reading?: Text
  readonly examples: readonly Example[]
}

export interface Rule<E extends AnyEntity = AnyEntity> extends Omit<RuleDeclaration<E>, 'subject' | 'cites'> {
  readonly cites: Ref
  readonly subject: E
  readonly appliesWhen: Condition
}

/**
 * Declares a rule. Throws when it cites no provision, speaks of undeclared facts, or lets a number that is not the
 * instrument's decide a breach.
 */
export function rule<E extends AnyEntity>(of: RuleDeclaration<E>): Rule<E> {
  const subject = of.subject[declaration]
  const made = { ...of, subject, cites: ref(of.cites), appliesWhen: of.appliesWhen ?? always }
  for (const condition of [made.appliesWhen, of.requires, ...(of.leads ?? []).map((l) => l.when)]) {
    const variables = variablesOf(condition, subject)
    for (const node of nodes(condition)) {
      if (node.kind === 'ref') declared(variables, node)
      if ('list' in node) declared(variables, node.list)
    }
  }
  for (const condition of [made.appliesWhen, of.requires])
    for (const id of parametersOf(condition)) {
      if (parameterTable(id).origin !== 'instrument')
        throw new TypeError(`${of.id}: ${id} does not come from the instrument and can only stand in a lead`)
    }
  return Object.freeze(made)
}

/** Ids of the law's numbers a condition uses. */
export function parametersOf(condition: Condition): string[] {
  const ids = new Set<string>()
  for (const node of nodes(condition)) {
    if (node.kind === 'parameter') ids.add(node.id)
    if (node.kind === 'after' && 'parameter' in node.period) ids.add(node.period.parameter)
  }
  return [...ids]
}

