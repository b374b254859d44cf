import type { PlainFacts } from '../facts/read.ts'
import { all, type BooleanTerm } from '../facts/terms.ts'
import type { Example } from '../judge/rule.ts'

/** What must be on record, each answered yes, no, or not at all. */
export const onRecord = (records: readonly BooleanTerm[]) => all(...records.map((term) => term.isTrue()))

/** Examples of a rule that asks for records: all there, each of them missing, each of them not said. */
export function recordExamples(records: readonly BooleanTerm[], of: PlainFacts, outside?: PlainFacts): Example[] {
  const answers = (skip: number, answer: boolean | undefined): PlainFacts =>
    records.reduce<PlainFacts>((facts, term, i) => put(facts, term.node.path, i === skip ? answer : true), of)
  const examples: Example[] = [{ name: 'all on record', facts: answers(-1, true), expect: 'passed' }]
  for (const [i, term] of records.entries()) {
    const field = term.node.path.join('.')
    examples.push(
      { name: `${field} is no`, facts: answers(i, false), expect: 'failed' },
      { name: `${field} not said`, facts: answers(i, undefined), expect: 'cantTell' },
    )
  }
  if (outside) examples.push({ name: 'outside its scope', facts: outside, expect: 'inapplicable' })
  return examples
}

function put(facts: PlainFacts, path: readonly string[], value: unknown): PlainFacts {
  const [name, ...rest] = path
  if (name === undefined) return facts
  if (rest.length === 0) return { ...facts, [name]: value }
  return { ...facts, [name]: put((facts[name] ?? {}) as PlainFacts, rest, value) }
}
