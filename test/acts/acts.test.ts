import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { acts } from '../../src/rules/app-pi-2019/acts.ts'
import { type CarrierName, type Power, reach } from '../../src/rules/app-pi-2019/carriers.ts'
import { attested } from './attested.ts'
import { type Case, run } from './cases.ts'
import { packages } from './packages.ts'
import { pages } from './pages.ts'
import { records } from './records.ts'

const cases: readonly Case[] = [...packages, ...records, ...pages, ...attested]
/** `3.1 web failed`: what audits came to, with every kind of input they were given. */
const seen = new Set<string>()
/** Outcomes that no input given claims. */
const unclaimed: string[] = []
const claims = (act: string, given: readonly CarrierName[], power: Power) =>
  given.some((carrier) => reach[act]?.[carrier]?.can.includes(power))

describe('each act, from end to end', () => {
  for (const one of cases)
    it(one.name, async () => {
      const { determinations } = await run(one)
      assert.equal(determinations.length, 31)
      const outcomes = Object.fromEntries(determinations.map((d) => [d.provision.slice('app-pi-2019#'.length), d]))
      for (const [act, expected] of Object.entries(one.expect))
        assert.equal(outcomes[act]?.outcome, expected, `${act}: ${outcomes[act]?.why.zh}`)
      for (const [act, { outcome, evidence, leads }] of Object.entries(outcomes)) {
        const powers: Power[] = []
        if (outcome === 'failed' || outcome === 'passed') powers.push(outcome)
        if (leads.length > 0) powers.push('lead')
        if (outcome === 'failed') assert.ok(evidence.length > 0, `${act} shows evidence`)
        for (const power of powers) {
          for (const carrier of one.given) seen.add(`${act} ${carrier} ${power}`)
          if (power !== 'lead' && !claims(act, one.given, power)) unclaimed.push(`${one.name}: ${act} ${power}`)
        }
      }
    })
})

describe('the table of acts', () => {
  it('has every act and no other', () => {
    assert.deepEqual(
      Object.keys(reach),
      acts.map((rule) => rule.id.slice('app-pi-2019#'.length)),
    )
  })

  it('claims nothing that no audit came to, and leaves out nothing that one did', () => {
    const proven = Object.entries(reach).flatMap(([act, row]) =>
      Object.entries(row).flatMap(([carrier, { can }]) => can.map((power) => `${act} ${carrier} ${power}`)),
    )
    assert.deepEqual(
      proven.filter((claim) => !seen.has(claim)),
      [],
    )
    assert.deepEqual(unclaimed, [])
  })

  it('decides all but two acts both ways, 23 of them without a person’s word and 29 with evidence of one', () => {
    const by = (act: string, ...powers: readonly Power[]) =>
      Object.entries(reach[act]!).some(
        ([carrier, { can }]) => carrier !== 'attest' && powers.some((power) => can.includes(power)),
      )
    const all = Object.keys(reach)
    const both = (act: string) =>
      (['failed', 'passed'] as const).every((power) =>
        Object.values(reach[act]!).some(({ can }) => can.includes(power)),
      )
    assert.deepEqual(
      all.filter((act) => !both(act)),
      ['2.4', '3.7'],
    )
    assert.deepEqual(
      all.filter((act) => !by(act, 'failed')),
      ['2.4', '3.7', '4.1', '4.3', '4.4', '5.2', '5.3', '6.4'],
    )
    assert.deepEqual(
      all.filter((act) => !by(act, 'failed', 'lead')),
      ['5.2', '6.4'],
    )
  })
})
