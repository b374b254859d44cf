import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type AuditOptions, auditOne } from '../../src/cli/audit.ts'
import { check } from '../../src/cli/check.ts'
import type { Result } from '../../src/judge/result.ts'
import { commanded } from '../support/command.ts'

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

  const tables = [...readme.matchAll(/^\|[^|]*\| `guiju check (examples[^`]*)` +\| ([^|]*)\|$/gm)]
  it('name a table of every kind', () => assert.equal(tables.length, 5))
  for (const [, mapping, says] of tables)
    it(`guiju check ${mapping}`, async () => {
      const { stdout } = await commanded(() => check(root + mapping!, { format: ['json'] }, '0'))
      const failed = (JSON.parse(stdout) as Result).results
        .flatMap(({ determinations }) => determinations)
        .filter(({ outcome }) => outcome === 'failed')
      for (const one of says!.trim().split('；✖ ')) {
        const [, ref, why, artifact, locator] = /^(?:✖ )?(\S+) (.+?) ?— `(.+)` (\S+)$/.exec(one)!
        const found = failed.find((d) => d.provision.endsWith(`#${ref}`) && d.why.zh.includes(why!))
        assert.ok(
          found?.evidence.some((e) => e.artifact === artifact && e.locator === locator),
          one,
        )
      }
    })
})
