import { type AnyEntity, declaration } from '../facts/entity.ts'
import type { PlainFacts } from '../facts/read.ts'
import type { Row } from '../facts/row.ts'
import { always, type DecimalTerm, type ParameterWord } from '../facts/terms.ts'
import { type Condition, nodes, type ParameterTerm } from '../facts/tree.ts'
import { parseCondition } from '../facts/tree-json.ts'
import { type Ref, ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'
import { parameterTable } from './environment.ts'
import { checkDeclared } from './facts-of.ts'
import type { Need, Outcome } from './result.ts'

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

/** A transition period: until its last day, what falls short has a plan and is no breach yet. */
export interface Grace {
  /** The last day, as the law of the day judged has it. */
  readonly until: ParameterWord
  /** What a case within the period turns on. */
  readonly need: Need
  readonly say: Text
}

/**
 * A time that may still run: while it does, what falls short is no breach yet and cannot be told. It only ever holds a
 * breach back, so numbers of other law may stand in it.
 */
export interface Pending {
  readonly while: Condition
  readonly need: Need
  readonly say: Text
}

/**
 * What a limit measures, where a rule sets one: `value` is at most `limit` of `of`, or at most `of` itself. Read for
 * reports, never to judge.
 */
export interface Measure {
  readonly title: Text
  readonly value: DecimalTerm
  readonly of: DecimalTerm
  readonly limit?: ParameterWord
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
  readonly tell?: (rows: readonly Row[]) => Text | undefined
  readonly leads?: readonly LeadDeclaration[]
  readonly grace?: Grace
  readonly pending?: Pending
  readonly measure?: Measure
  /** How the reading was fixed where the text leaves room. */
  readonly reading?: Text
  readonly examples: readonly Example[]
}

export interface Rule extends Omit<RuleDeclaration<AnyEntity>, 'subject' | 'cites'> {
  readonly cites: Ref
  readonly subject: AnyEntity
  readonly appliesWhen: Condition
}

/**
 * Declares a rule. Throws when it cites no provision (`RangeError`), and where a condition is malformed, speaks of
 * undeclared facts, or lets a number that is not the instrument's decide a breach (`TypeError`).
 */
export function rule<E extends AnyEntity>(of: RuleDeclaration<E>): Rule {
  const subject = of.subject[declaration]
  const made = { ...of, subject, cites: ref(of.cites), appliesWhen: of.appliesWhen ?? always }
  check(of.id, 'appliesWhen', made.appliesWhen, subject, true)
  check(of.id, 'requires', of.requires, subject, true)
  if (of.pending) check(of.id, 'pending', of.pending.while, subject, false)
  for (const [i, lead] of (of.leads ?? []).entries()) check(of.id, `leads.${i}`, lead.when, subject, false)
  return Object.freeze(made)
}

function check(id: string, part: string, condition: Condition, subject: AnyEntity, decides: boolean): void {
  try {
    parseCondition(condition)
    checkDeclared(condition, subject)
    for (const node of nodes(condition)) {
      if (node.kind === 'parameter') checkNumber(node)
      if (node.kind === 'after' && 'parameter' in node.period) checkPeriod(node.period.parameter)
    }
    for (const parameter of parametersOf(condition))
      if (decides && parameterTable(parameter).origin !== 'instrument')
        throw new TypeError(`${parameter} does not come from the instrument and can only stand in a lead`)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new TypeError(`${id}, ${part}: ${error.message}`, { cause: error })
  }
}

function checkNumber({ id, type, scale = 0 }: ParameterTerm): void {
  const table = parameterTable(id)
  const found = table.type === 'date' ? 'date' : 'decimal'
  if (found !== type || table.scale !== scale)
    throw new TypeError(`${id} is a ${found} with ${table.scale} digits after the point`)
}

function checkPeriod(id: string): void {
  if (parameterTable(id).type !== 'period') throw new TypeError(`${id} is no period`)
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
