import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CROSSWALKS } from '../../src/law/crosswalk.ts'
import { normalise } from '../../src/law/normalise.ts'
import { importLaws } from '../../src/store/law-import.ts'
import { readStored } from '../../src/store/law-store.ts'

const laws = '/work/shared/data/laws'
const store = mkdtempSync(join(tmpdir(), 'guiju-crosswalk-'))
after(() => rmSync(store, { recursive: true, force: true }))

/** Title and day of the version against which a document is checked. */
const CHECKED: Readonly<Record<string, readonly [RegExp, string]>> = {
  pipl: [/个人信息保护法$/, '2021-08-20'],
  'network-data': [/^网络数据安全管理条例$/, '2024-09-24'],
  'csl-2025': [/网络安全法$/, '2025-10-28'],
}

test('each article of a crosswalk exists and holds its phrase', { skip: !existsSync(laws) }, async () => {
  const files = readdirSync(laws)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({ name, bytes: readFileSync(join(laws, name)) }))
  const report = await importLaws(files, store, [])
  let checked = 0
  for (const { instrument, documents, entries } of CROSSWALKS)
    for (const { ref, to } of entries)
      for (const { document, place, phrase } of to) {
        if (documents[document]?.byNumber || !phrase || !place) continue
        const [title, date] = CHECKED[document]!
        const law = report.laws.find((one) => title.test(one.title) && one.date === date)
        assert.ok(law, document)
        const stored = await readStored(store, law.id)
        const texts = stored!.zh!.provisions.filter((p) => p.place === place || p.place.startsWith(`${place}.`))
        assert.ok(texts.length > 0, `${document} ${place}`)
        const text = texts.map((p) => normalise(p.text)).join('')
        assert.ok(text.includes(normalise(phrase)), `${instrument}#${ref} → ${document} ${place}: ${phrase}`)
        checked++
      }
  assert.ok(checked >= 31 * 2)
})
