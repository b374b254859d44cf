import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { auditOne } from '../../src/cli/audit.ts'
import { InputError } from '../../src/cli/errors.ts'
import { openZip } from '../../src/collect/archive/zip.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { mutate } from '../support/mutate.ts'
import { writeZip, type ZipFile } from '../support/zip-writer.ts'
import { packages } from './fuzz-sources.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_PACKAGE'] ?? 40_000)

it(`${RUNS} damaged packages give 31 determinations or one clear error, and write nothing`, {
  timeout: 25 * 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-fuzz-'))
  const path = join(folder, 'damaged.apk')
  const whole = packages(40_000)
  assert.ok(whole.length >= 3, 'there are packages to damage')
  const files = whole.map(filesOf)
  let refused = 0
  let judged = 0
  for (let seed = 0; seed < RUNS; seed++) {
    const source = seed % whole.length
    // Damage to the archive is mostly met by its checksums; the readers behind it see what is damaged before packing.
    writeFileSync(path, seed % 3 === 0 ? mutate(whole[source]!, seed) : damageInside(files[source]!, seed))
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

function filesOf(apk: Buffer): ZipFile[] {
  const zip = openZip(apk, new Budget(PACKAGE_LIMITS))
  return zip.entries.flatMap((entry) => {
    const data = zip.read(entry)
    return data ? [{ name: entry.name, data }] : []
  })
}

/** The package with one of its files damaged, checksums true. */
function damageInside(files: readonly ZipFile[], seed: number): Buffer {
  const read = files.filter(({ name }) => /\.(?:xml|arsc|dex|RSA|DSA|json|html)$/.test(name))
  const chosen = read[(seed >> 2) % Math.max(1, read.length)]
  return writeZip(
    files.map((file) => (file === chosen ? { ...file, data: mutate(Buffer.from(file.data), seed) } : file)),
  )
}
