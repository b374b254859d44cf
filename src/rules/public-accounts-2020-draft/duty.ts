import { account, platform } from '../../facts/accounts.ts'
import type { AnyEntity } from '../../facts/entity.ts'
import type { PlainFacts } from '../../facts/read.ts'
import { always, type BooleanTerm } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'
import { onRecord, recordExamples } from '../documents.ts'

/** The day the draft was opened for comment; it never came into force. */
export const OPENED = '2020-10-15'
/** Day the examples are judged on. */
export const DAY = '2020-12-01'

/** One duty of one provision; a provision may hold several. */
export function duty<E extends AnyEntity>(
  place: string,
  name: string,
  { examples, ...declared }: Omit<RuleDeclaration<E>, 'id' | 'cites' | 'inForce'>,
): Rule {
  const cites = `public-accounts-2020-draft#${place}`
  const id = `${cites}-${name}`
  const on = examples.map((one) => ({ on: DAY, ...one }))
  return rule<E>({ id, cites, inForce: { from: OPENED }, ...declared, examples: on })
}

interface Documents {
  readonly title: Text
  readonly records: readonly BooleanTerm[]
  readonly remedy: Text
  readonly reads?: string
  readonly reading?: Text
  readonly applies?: Condition
  /** Facts of one to which it applies, and of one to which it does not. */
  readonly of?: PlainFacts
  readonly outside?: PlainFacts
}

/** What the platform, or another subject, must have in place: answered with evidence. */
export function documents(
  place: string,
  name: string,
  from: Documents,
  subject: RuleDeclaration<AnyEntity>['subject'] = platform,
): Rule {
  const { applies = always, of = {}, outside, records, ...rest } = from
  return duty(place, name, {
    ...rest,
    subject,
    appliesWhen: applies,
    requires: onRecord(records),
    examples: recordExamples(records, of, outside),
  })
}

/** A provision that is not judged, with its reason. */
export function unjudged(
  place: string,
  name: string,
  by: 'human' | 'boundary',
  title: Text,
  why: Text,
  remedy: Text = { zh: '由人对照条文核实。', en: 'A person compares it with the provision.' },
): Rule {
  return duty(place, name, {
    title,
    subject: platform,
    requires: always,
    ceiling: { by, why },
    remedy,
    examples: [{ name: 'never judged', facts: {}, expect: 'untested' }],
  })
}

/** An account that is being served. */
export const served: Condition = account.status.is('active')
/** Accounts that count towards what one owner has. */
export const kept = (one: typeof account): Condition => one.status.among('pending', 'active', 'suspended')
