import type { PlainFacts } from '../../src/facts/read.ts'
import { acts } from '../../src/rules/app-pi-2019/acts.ts'
import { writeHap } from '../support/device-package.ts'
import type { Case } from './cases.ts'

/** What a person answers with evidence: the facts of the rules' own examples, each act both ways. */
const NOTHING = { 'a.hap': writeHap(), 'proof.pdf': 'x' }

const answered = (place: string, expect: 'failed' | 'passed', facts: PlainFacts): Case => ({
  name: `${place} ${expect} as a person attests`,
  given: ['attest'],
  target: 'a.hap',
  files: { ...NOTHING, 'a.yaml': JSON.stringify({ by: '张三', on: '2026-11-01', evidence: 'proof.pdf', facts }) },
  options: { attest: 'a.yaml' },
  expect: { [place]: expect },
})

export const attested: readonly Case[] = acts
  .filter((rule) => rule.ceiling === undefined)
  .flatMap((rule) =>
    (['failed', 'passed'] as const).map((expect) => {
      const example = rule.examples.find((one) => one.expect === expect)!
      return answered(rule.id.slice('app-pi-2019#'.length), expect, example.facts)
    }),
  )
