import { organisation } from '../facts/network.ts'
import type { PlainFacts } from '../facts/read.ts'
import type { BooleanTerm } from '../facts/terms.ts'
import { always } from '../facts/terms.ts'
import type { Condition } from '../facts/tree.ts'
import { type Rule, rule } from '../judge/rule.ts'
import type { Text } from '../law/text.ts'
import { attestedExamples, onRecord } from './attested.ts'

/** What an organisation keeps on record, one duty of one provision. */
export interface OnRecord {
  readonly cites: string
  readonly name?: string
  readonly inForce: { readonly from: string; readonly until?: string }
  readonly reads?: string
  readonly title: Text
  readonly remedy: Text
  readonly reading?: Text
  readonly applies?: Condition
  readonly of?: PlainFacts
  readonly outside?: PlainFacts
  readonly records: readonly BooleanTerm[]
}

/** A duty whose record the organisation attests. */
export function kept(from: OnRecord): Rule {
  const { name, applies = always, of = { id: 'o' }, outside, records, ...rest } = from
  return rule({
    ...rest,
    id: name === undefined ? from.cites : `${from.cites}-${name}`,
    subject: organisation,
    appliesWhen: applies,
    requires: onRecord(records),
    examples: attestedExamples(records, of, outside, from.inForce.from),
  })
}
