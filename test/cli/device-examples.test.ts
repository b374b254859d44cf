import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deviceExamples } from '../../scripts/examples/sources.ts'
import { auditOne } from '../../src/cli/audit.ts'
import { buildDevice } from '../support/device-examples.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))

interface Expectation {
  readonly app: { readonly id: string; readonly name: { readonly zh: string } }
  readonly acts: readonly { readonly ref: string; readonly outcome: string; readonly lead?: unknown }[]
}

describe('the iOS and HarmonyOS examples', () => {
  for (const example of deviceExamples(examples)) {
    it(`${example.name} is the package its sources give`, () => {
      const advice = 'run node test/support/device-examples.ts'
      assert.ok(readFileSync(join(examples, example.file)).equals(buildDevice(examples, example)), advice)
    })

    it(`${example.name} is judged as its expectation says`, async () => {
      const path = join(examples, example.name, 'expectation.json')
      const expected = JSON.parse(readFileSync(path, 'utf8')) as Expectation
      const policy = join(examples, example.name, 'policy.html')
      const result = await auditOne(join(examples, example.file), { policy }, '2026-11-01')
      assert.match(result.subject.id, new RegExp(`^app\\.(?:ios|harmony):${expected.app.id.replaceAll('.', '\\.')}$`))
      assert.equal(result.subject.name, expected.app.name.zh)
      assert.deepEqual(
        result.determinations.map((d) => `${d.provision.split('#')[1]} ${d.outcome}`),
        expected.acts.map((a) => `${a.ref} ${a.outcome}`),
      )
      for (const [i, act] of expected.acts.entries()) {
        const found = result.determinations[i]!
        if (act.lead !== undefined) assert.ok(found.leads.length > 0, `${act.ref} gives a lead`)
        if (act.outcome === 'failed') assert.ok(found.evidence.length > 0, `${act.ref} shows evidence`)
      }
    })
  }
})
