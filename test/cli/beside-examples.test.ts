import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type AuditOptions, auditOne } from '../../src/cli/audit.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = readFileSync(`${root}README.md`, 'utf8')
const OPTIONS: Readonly<Record<string, keyof AuditOptions>> = {
  '--policy': 'policy',
  '--policy-before': 'policyBefore',
  '--tickets': 'tickets',
  '--attest': 'attest',
  '--with': 'with',
  '--consent-at': 'consentAt',
}

/** Rows of the README's table whose command names a bundled file: the command, and what it says. */
const rows = [...readme.matchAll(/^\|[^|]*\| `guiju audit (examples[^`]*)` +\| ([^|]*)\|$/gm)]

describe('the commands of the README', () => {
  it('are there', () => assert.equal(rows.length, 6))
  for (const [, command, says] of rows)
    it(`guiju audit ${command}`, async () => {
      const [target, ...words] = command!.split(' ').map((word) => (word.startsWith('examples/') ? root + word : word))
      const options = Object.fromEntries(
        words.flatMap((word, i) => {
          const name = OPTIONS[word]
          const value = words[i + 1]!
          return name === undefined ? [] : [[name, name === 'with' ? [value] : value]]
        }),
      )
      const { determinations } = await auditOne(target!, options, '2026-11-02')
      const found = [...says!.matchAll(/([✖✔?]) (\d\.\d)/g)]
      assert.ok(found.length > 0)
      for (const [, sign, act] of found) {
        const one = determinations.find((d) => d.provision === `app-pi-2019#${act}`)!
        assert.equal(one.outcome, { '✖': 'failed', '✔': 'passed', '?': 'cantTell' }[sign!], act)
        if (sign === '?') assert.ok(one.leads.length > 0, act)
      }
    })
})
