import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readRow } from '../../src/facts/read.ts'
import { determine } from '../../src/judge/engine.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { rules } from '../../src/rules/registry.ts'

describe('every rule judges its own examples', () => {
  for (const rule of rules)
    for (const example of rule.examples)
      it(`${rule.id}: ${example.name} → ${example.expect}`, () => {
        const row = readRow(rule.subject, example.facts)
        const on = example.on ?? rule.inForce.from
        const found = determine(rule, { shown: row, all: row }, { env: lawOf(on), applies: 'direct' })
        assert.equal(found.outcome, example.expect, found.why.zh)
        for (const text of [found.what, found.why, found.fix]) assert.ok(text.zh.length > 0 && text.en.length > 0)
        if (found.outcome === 'cantTell') assert.ok(found.needs.length > 0, 'cantTell names what would settle it')
      })
})

describe('rules are complete', () => {
  for (const rule of rules)
    it(`${rule.id} shows each outcome it can give`, () => {
      const shown = new Set(rule.examples.map((e) => e.expect))
      const owed = rule.ceiling ? ['untested'] : ['failed', 'passed', 'cantTell']
      for (const outcome of owed) assert.ok(shown.has(outcome as never), `no example for ${outcome}`)
    })
})
