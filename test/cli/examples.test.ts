import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { exampleNames } from '../../scripts/examples/sources.ts'
import { auditOne, judgeApp } from '../../src/cli/audit.ts'
import { recordPolicy } from '../../src/collect/app/policy-facts.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { readPolicyText } from '../../src/collect/policy/read.ts'
import { Recorder } from '../../src/facts/reading.ts'
import type { SubjectResult } from '../../src/judge/result.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))

interface Expectation {
  readonly app: { readonly id: string }
  readonly acts: readonly {
    readonly ref: string
    readonly outcome: string
    readonly lead?: unknown
    readonly fact?: string
    readonly paths?: readonly (readonly string[])[]
  }[]
}

describe('the bundled examples are judged as their expectation says', () => {
  for (const name of exampleNames(examples)) {
    it(name, async () => {
      const expected = JSON.parse(readFileSync(join(examples, name, 'expectation.json'), 'utf8')) as Expectation
      const policy = join(examples, name, 'policy.html')
      const result = await auditOne(
        join(examples, name, `${name}.apk`),
        existsSync(policy) ? { policy } : {},
        '2026-11-01',
      )
      assert.equal(result.subject.id, `app.android:${expected.app.id}`)
      assert.equal(result.determinations.length, 31)
      const found = result.determinations.map((d) => `${d.provision.split('#')[1]} ${d.outcome}`)
      assert.deepEqual(
        found,
        expected.acts.map((a) => `${a.ref} ${a.outcome}`),
      )
      for (const [i, act] of expected.acts.entries()) {
        const determination = result.determinations[i]!
        if (act.lead !== undefined) assert.ok(determination.leads.length > 0, `${act.ref} gives a lead`)
        if (act.outcome === 'failed') assert.ok(determination.evidence.length > 0, `${act.ref} shows evidence`)
        if (act.outcome === 'cantTell')
          assert.ok(determination.needs.length > 0, `${act.ref} says what would settle it`)
      }
    })
  }
})

interface Case {
  readonly file: string
  readonly package: string | null
  readonly act: string
  readonly outcome: string
  readonly why: string
}

/** What a policy shows by itself. */
function judgePolicyAlone(path: string): SubjectResult {
  const recorder = new Recorder('policy')
  const scan = readPolicyText(readFileSync(path), basename(path), new Budget(DOCUMENT_LIMITS))
  recordPolicy(scan, recorder.row('app', 'app.android:none'), recorder)
  const subject = { kind: 'app.android', id: 'app.android:none', name: '', version: '', inputs: [] } as const
  return judgeApp(subject, [recorder.reading()], [], '2026-11-01')
}

describe('policies are read as their expectation says', () => {
  const folder = fileURLToPath(new URL('../fixtures/policies/', import.meta.url))
  const cases = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')) as Case[]
  for (const one of cases) {
    it(`${one.file} with ${one.package ?? 'no package'}: ${one.act} ${one.outcome}`, async () => {
      const path = join(folder, one.file)
      const result =
        one.package === null
          ? judgePolicyAlone(path)
          : await auditOne(join(examples, one.package, `${one.package}.apk`), { policy: path }, '2026-11-01')
      const found = result.determinations.find((d) => d.provision === `app-pi-2019#${one.act}`)!
      assert.equal(
        found.outcome,
        one.outcome,
        `${one.why}; found: ${found.why.zh} ${JSON.stringify(found.evidence.slice(0, 2))}`,
      )
    })
  }
})
