import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Kind } from '../../src/law/lint/finding.ts'
import { acts } from '../../src/rules/app-pi-2019/acts.ts'
import { importLaws } from '../../src/store/law-import.ts'
import { lintStored } from '../../src/store/law-lint.ts'
import { readStored } from '../../src/store/law-store.ts'

const seeds = join(import.meta.dirname, '..', '..', '..', 'shared', 'seeds')
const skip = existsSync(seeds) ? false : 'the source texts are not beside the repository (../shared/seeds)'
const scratch = mkdtempSync(join(tmpdir(), 'guiju-law-lint-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

/** Findings of a kind that a change of the check may not fall below: about nine in ten of those marked right. */
const FLOOR: Readonly<Record<Kind, number>> = {
  missing: 4,
  label: 2,
  sequence: 0,
  truncated: 7,
  number: 10,
  date: 0,
  unit: 2,
  comparator: 2,
  negation: 2,
  modality: 1,
  conjunction: 5,
  reference: 4,
  term: 144,
  consistency: 5,
  omission: 80,
  spelling: 28,
  grammar: 17,
  repetition: 2,
  punctuation: 19,
  markup: 0,
}

test('the check finds in the source what it found before, by kind, and its spans stand in the text', {
  skip,
}, async () => {
  const [name = ''] = readdirSync(seeds).filter((f) => f.endsWith('.txt'))
  await importLaws([{ name, bytes: readFileSync(join(seeds, name)) }], scratch, acts)
  const { findings } = (await lintStored(scratch, [])).result
  const told = Object.fromEntries(
    Object.keys(FLOOR).map((kind) => [kind, findings.filter((f) => f.kind === kind).length]),
  )
  const short = Object.entries(FLOOR).filter(([kind, floor]) => (told[kind] ?? 0) < floor)
  assert.deepEqual(short, [], JSON.stringify(told))
  for (const f of findings) {
    const [id, place] = f.ref.split('#') as [Parameters<typeof readStored>[1], string]
    const law = await readStored(scratch, id)
    for (const side of ['zh', 'en'] as const) {
      const text = law?.[side]?.provisions.find((p) => p.place === place)?.text
      if (f[side]) assert.equal(text?.slice(f[side].start, f[side].end), f[side].text, `${f.ref} ${side}`)
    }
  }
})
