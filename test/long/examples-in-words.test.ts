import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { demonstrate } from '../../scripts/demo.ts'
import { codesOf } from '../../src/facts/choice.ts'
import type { Field } from '../../src/facts/entity.ts'

const root = new URL('../../', import.meta.url)

/** Codes of all choices that facts declare. */
async function codes(): Promise<readonly string[]> {
  const found = new Set<string>()
  const facts = new URL('src/facts/', root)
  for (const file of readdirSync(facts).filter((name) => name.endsWith('.ts')))
    for (const value of Object.values((await import(new URL(file, facts).href)) as object))
      if (typeof value === 'object' && value !== null && 'fields' in value)
        for (const field of Object.values(value.fields as Record<string, Field>))
          for (const code of codesOf(field)) found.add(code)
  return [...found]
}

test('no code of a choice stands in the Chinese of the bundled examples', async (t) => {
  const all = await codes()
  assert.ok(all.length > 80)
  const code = new RegExp(`(?<![\\w./:#@-])(?:${all.join('|')})(?![\\w./:=@-])`)
  t.mock.method(console, 'log', () => {})
  const folder = mkdtempSync(join(tmpdir(), 'guiju-words-'))
  try {
    await demonstrate(fileURLToPath(new URL('examples', root)), folder, '0')
    const texts = new Set<string>()
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json')))
      JSON.parse(readFileSync(join(folder, name), 'utf8'), (key, value) => {
        if (key === 'zh' && typeof value === 'string') texts.add(value)
        return value
      })
    assert.ok(texts.size > 500, String(texts.size))
    // Names of rows are those of the file that was read.
    const shown = [...texts].filter((text) => code.test(text.replaceAll(/“[^”]*”：/g, '')))
    assert.deepEqual(shown, [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
