import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { procedures } from '../../src/cases/registry.ts'
import { CITED_IDS, findCited, loadCited } from '../../src/law/cited.ts'
import { isDay } from '../../src/law/day.ts'
import { provisionsOf } from '../../src/law/instrument.ts'
import { INSTRUMENT_IDS } from '../../src/law/library.ts'
import { showProvision } from '../../src/store/law-show.ts'

const HAN = /\p{Script=Han}/u
const law = join(import.meta.dirname, '..', '..', 'law', 'cited')

test('cited works are those committed, and none of the library', () => {
  assert.deepEqual([...CITED_IDS].sort(), readdirSync(law).sort())
  for (const id of CITED_IDS) assert.ok(!(INSTRUMENT_IDS as readonly string[]).includes(id))
})

for (const id of CITED_IDS)
  test(`${id}: says what it is, of when, and where that stands; holds gists and no text`, async () => {
    const { instrument, outline } = await loadCited(id)
    assert.equal(instrument.id, id)
    assert.equal(outline.instrument, id)
    for (const text of [instrument.title, instrument.short, instrument.source, ...instrument.issuers])
      assert.ok(HAN.test(text.zh) && text.en && !HAN.test(text.en), JSON.stringify(text))
    assert.ok(isDay(instrument.checkedOn) && isDay(instrument.inForce!.from))
    if (instrument.status === 'replaced')
      assert.ok(isDay(instrument.inForce!.until!) && instrument.replacedBy.length > 0)
    for (const { gist, sha256 } of provisionsOf(outline)) {
      assert.ok(HAN.test(gist.zh) && gist.en && !HAN.test(gist.en))
      assert.equal(sha256, undefined)
    }
  })

test('everything a procedure cites can be shown, with its gist in both languages', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-cited-'))
  for (const { id, events, deadlines } of procedures) {
    const cited = new Set([
      ...Object.values(events).flatMap((e) => [e.cites, ...e.guards.map((g) => g.cites)]),
      ...deadlines.map((d) => d.cites),
    ])
    for (const reference of cited) {
      const found = await findCited(reference)
      assert.ok(found, `${id} cites ${reference}`)
      assert.ok(found.name.zh.startsWith('《') && found.place.zh !== '', reference)
      const shown = await showProvision(reference, folder, '2026-11-28')
      assert.ok(
        'found' in shown &&
          (shown.found.zh.gist ?? shown.found.zh.text) &&
          (shown.found.en.gist ?? shown.found.en.text),
        reference,
      )
    }
  }
  assert.equal(await findCited('guiju-practice#99'), undefined)
  assert.equal(await findCited('no-such-law#1'), undefined)
})
