import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isBreach } from '../../src/cli/breach.ts'
import type { Determination } from '../../src/judge/result.ts'
import { sampleApp } from '../support/sample-result.ts'

const [one] = sampleApp().determinations as [Determination]
const of = (provision: string, more: Partial<Determination> = {}): Determination => ({
  ...one,
  outcome: 'failed',
  status: 'in-force',
  provision,
  ...more,
})

describe('what sets the exit code', () => {
  it('is evidence under law in force, or under an instrument that was named', () => {
    assert.equal(isBreach(of('app-pi-2019#1.1'), []), true)
    assert.equal(isBreach(of('app-pi-2019#1.1', { outcome: 'cantTell' }), ['app-pi-2019']), false)
    assert.equal(isBreach(of('public-accounts-2020-draft#art5', { status: 'draft' }), []), false)
    assert.equal(
      isBreach(of('public-accounts-2020-draft#art5', { status: 'draft' }), ['public-accounts-2020-draft']),
      true,
    )
  })
  it('is no promise that binds nobody, unless it was named', () => {
    assert.equal(isBreach(of('pi-proposal-2018#1'), []), false)
    assert.equal(isBreach(of('pi-proposal-2018#1'), ['pi-proposal-2018']), true)
  })
})
