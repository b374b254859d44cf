import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { procedures } from '../../src/cases/registry.ts'
import { BASES } from '../cases/oracle/bases.ts'
import { editsOf, guardsOf, killed, parts, prefixes } from '../cases/oracle/edits.ts'

/**
 * Guards that never stand alone: where one does not hold, another does not either. They say what is missing; the table
 * of `test/cases/rules.test.ts` holds them to that.
 */
const MASKED: Readonly<Record<string, readonly string[]>> = {
  'credit-case': [
    // A notice of that determination comes before it, and none without the determination.
    'decision 0',
    // No notice about a listing in that domain without a standard of it.
    'decision 5',
    // No record, and no item, without a catalogue that lists it.
    'publish 0',
    'publish 1',
    // Where it was not published at all, it was not with the same content either.
    'publish 11',
    'share 0',
    'share 1',
    'measure 1',
    // No check of the correction, and no end of its time, without the order.
    'talk 0',
  ],
  // No notice is given to a café, and none is inspected without one; no period ends without an order.
  'inspection-2018': ['inspection 1', 'remote 1', 'reinspection 0'],
}

describe('every case that differs in one thing from a lawful one', () => {
  for (const base of BASES)
    it(base.name, () => {
      const begun = prefixes(base)
      for (const edit of editsOf(base)) {
        const facts = edit.facts ? edit.facts(base.facts) : base.facts
        const said = parts(base, facts, edit.make(base.events), undefined, edit.facts ? undefined : begun[edit.from])
        assert.equal(said, undefined, edit.what)
      }
    })
})

describe('a gate without one of its guards lets through what the law forbids', () => {
  for (const procedure of procedures)
    it(procedure.id, () => {
      const dead = killed(BASES.filter((b) => b.procedure === procedure))
      const alive = guardsOf(procedure).filter((name) => !dead.has(name))
      assert.deepEqual(alive, MASKED[procedure.id] ?? [])
    })
})
