import type { PlainFacts } from '../facts/read.ts'
import { all, type BooleanTerm } from '../facts/terms.ts'
import type { Example } from '../judge/rule.ts'

/** What may not be there: each answered yes, no, or not at all. */
export const absent = (marks: readonly BooleanTerm[]) => all(...marks.map((term) => term.isFalse()))

/** Examples of a rule that forbids some marks: none there, each of them there, each of them not said. */
export function absentExamples(marks: readonly BooleanTerm[], of: PlainFacts, outside?: PlainFacts): Example[] {
  const facts = (which: number, value: boolean | undefined): PlainFacts => ({
    ...of,
    ...Object.fromEntries(marks.map((term, i) => [term.node.path[0]!, i === which ? value : false])),
  })
  const examples: Example[] = [{ name: 'none of it', facts: facts(-1, false), expect: 'passed' }]
  for (const [i, term] of marks.entries())
    examples.push(
      { name: `${term.node.path[0]} is there`, facts: facts(i, true), expect: 'failed' },
      { name: `${term.node.path[0]} not said`, facts: facts(i, undefined), expect: 'cantTell' },
    )
  if (outside)
    examples.push({
      name: 'outside its scope',
      facts: { ...Object.fromEntries(marks.map((term) => [term.node.path[0]!, true])), ...outside },
      expect: 'inapplicable',
    })
  return examples
}
