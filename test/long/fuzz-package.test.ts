import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { auditOne } from '../../src/cli/audit.ts'
import { InputError } from '../../src/cli/errors.ts'
import { mutate } from '../support/mutate.ts'
import { packages } from './fuzz-sources.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_PACKAGE'] ?? 40_000)

it(`${RUNS} damaged packages give 31 determinations or one clear error, and write nothing`, {
  timeout: 25 * 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-fuzz-'))
  const path = join(folder, 'damaged.apk')
  const whole = packages(40_000)
  assert.ok(whole.length >= 3, 'there are packages to damage')
  let refused = 0
  let judged = 0
  for (let seed = 0; seed < RUNS; seed++) {
    writeFileSync(path, mutate(whole[seed % whole.length]!, seed))
    try {
      const result = await auditOne(path, {}, '2026-11-01')
      assert.equal(result.determinations.length, 31)
      for (const d of result.determinations) {
        if (d.outcome === 'failed')
          assert.ok(d.evidence.length > 0, `${d.provision} fails without evidence, seed ${seed}`)
        if (d.outcome === 'cantTell') assert.ok(d.needs.length > 0)
      }
      judged++
    } catch (error) {
      assert.ok(error instanceof InputError, `seed ${seed}: ${error instanceof Error ? error.stack : error}`)
      refused++
    }
  }
  assert.deepEqual(readdirSync(folder), ['damaged.apk'])
  rmSync(folder, { recursive: true })
  assert.ok(judged > 0 && refused > 0, `${judged} judged, ${refused} refused`)
})
