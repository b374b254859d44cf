import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { committedInstruments, compareWithText } from '../../scripts/law/hash.ts'
import { provisionsOf } from '../../src/law/instrument.ts'

const seeds = join(import.meta.dirname, '..', '..', '..', 'shared', 'seeds')
const skip = existsSync(seeds) ? false : 'the source texts are not beside the repository (../shared/seeds)'

for (const { instrument, outline } of committedInstruments()) {
  test(`${instrument.id}: the hashes are those of the source text`, { skip }, () => {
    const text = readdirSync(seeds)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(seeds, name), 'utf8'))
      .join('\n')
    const report = compareWithText(text, instrument, outline)
    if (![...provisionsOf(outline)].some((p) => p.sha256)) {
      assert.equal(report, undefined, 'the source has no Chinese of it')
      return
    }
    assert.deepEqual(report?.differences, [])
    assert.equal(report?.found, [...provisionsOf(outline)].filter((p) => p.sha256).length)
  })
}
