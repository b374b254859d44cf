import assert from 'node:assert/strict'
import { existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOne } from '../../src/cli/audit.ts'
import { InputError } from '../../src/cli/errors.ts'
import { readLogs } from '../../src/collect/log/read.ts'

const samples = fileURLToPath(new URL('../../../shared/data/samples/', import.meta.url))
const files = globSync(`${samples}{janodvarko+harviewer,microsoft+playwright}/**/*.har`)
const options = files.length > 0 && existsSync(samples) ? {} : { skip: 'the real samples are not beside this checkout' }
const REFUSED = new Set(['not-json.har', 'not-valid.har'])

describe('captures of many tools', options, () => {
  it('are read as their notes say, and the broken ones refused in one line', async () => {
    for (const file of files) {
      const refused = REFUSED.has(basename(file))
      try {
        const result = await auditOne(file, {}, '2026-11-01')
        assert.ok(!refused, file)
        assert.equal(result.subject.kind, 'app.web')
        assert.equal(result.determinations.length, 31)
        assert.equal(result.summary.failed, 0)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        assert.ok(refused, `${file}: ${error.message}`)
      }
    }
  })

  it('have the entries their notes count', async () => {
    const count = async (name: string) => {
      const read = await readLogs([files.find((f) => basename(f) === name)!], 0)
      assert.ok(!('error' in read))
      const { content } = read[0]!
      assert.ok(content.kind === 'har')
      return content.entries.length + content.passedOver
    }
    for (const [name, entries] of [
      ['simple.har', 1],
      ['multiple-pages.har', 9],
      ['www-cnn-com.har', 22],
      ['chrome51.har', 3],
      ['ff47.har', 3],
      ['ie11.fiddler.har', 11],
      ['har-fulfill.har', 5],
    ] as const)
      assert.equal(await count(name), entries, name)
  })
})
