import type { PlainFacts } from '../facts/read.ts'
import { all, type BooleanTerm } from '../facts/terms.ts'
import type { Condition } from '../facts/tree.ts'
import type { Example } from '../judge/rule.ts'

/** Every record is there. */
export const onRecord = (records: readonly BooleanTerm[]): Condition => all(...records.map((term) => term.isTrue()))

/** Examples of a duty whose records a person attests: all yes, each no, each not said, and one outside its scope. */
export function attestedExamples(
  records: readonly BooleanTerm[],
  of: PlainFacts,
  outside: PlainFacts | undefined,
  on: string,
): Example[] {
  const answers = (skip: number, answer: boolean | undefined): PlainFacts =>
    records.reduce<PlainFacts>((facts, term, i) => put(facts, term.node.path, i === skip ? answer : true), of)
  const examples: Example[] = [{ name: 'all on record', facts: answers(-1, true), expect: 'passed', on }]
  for (const [i, term] of records.entries()) {
    const field = term.node.path.join('.')
    examples.push(
      { name: `${field} is no`, facts: answers(i, false), expect: 'failed', on },
      { name: `${field} not said`, facts: answers(i, undefined), expect: 'cantTell', on },
    )
  }
  if (outside) examples.push({ name: 'outside its scope', facts: outside, expect: 'inapplicable', on })
  return examples
}

function put(facts: PlainFacts, path: readonly string[], value: unknown): PlainFacts {
  const [name, ...rest] = path
  if (name === undefined) return facts
  if (rest.length === 0) return { ...facts, [name]: value }
  return { ...facts, [name]: put((facts[name] ?? {}) as PlainFacts, rest, value) }
}
