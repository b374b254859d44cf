import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assemble } from '../../src/facts/assemble.ts'
import { entity, field } from '../../src/facts/entity.ts'
import type { Evidence } from '../../src/facts/evidence.ts'
import { Recorder } from '../../src/facts/reading.ts'
import { doubt, type FactList, provenance, type Row } from '../../src/facts/row.ts'
import { same } from '../../src/law/text.ts'

const t = same('x')
const page = entity({ name: 'page', title: t, key: 'id', fields: { id: field.text(t), words: field.decimal(t) } })
const part = entity({ name: 'part', title: t, key: 'id', fields: { id: field.text(t), used: field.boolean(t) } })
const site = entity({
  name: 'site',
  title: t,
  key: 'id',
  fields: { id: field.text(t), secure: field.boolean(t), depth: field.decimal(t) },
  links: { page },
  lists: { parts: part },
})
const at = (artifact: string): Evidence => ({ artifact, locator: 'l', method: 'static' })
const reading = (name: string, write: (to: Recorder) => void) => {
  const recorder = new Recorder(name)
  write(recorder)
  return recorder.reading()
}
const both = (...readings: ReturnType<typeof reading>[]) => assemble(readings, site, 's')
const evidence = (row: Row, name: string) => row[provenance]!.fields[name]?.map((e) => e.artifact)

test('joins what several readers found of one row, with the evidence of each', () => {
  const { shown } = both(
    reading('a', (r) => r.row('site', 's').show('secure', true, at('a'))),
    reading('b', (r) => r.row('site', 's').show('secure', true, at('b')).show('depth', 2, at('b'))),
  )
  assert.equal(shown.secure, true)
  assert.equal(shown.depth, 2)
  assert.deepEqual(evidence(shown, 'secure'), ['a', 'b'])
})

test('a shown value goes before an indicated one, whose evidence is not its own', () => {
  const views = both(
    reading('a', (r) => r.row('site', 's').indicate('secure', false, at('a'))),
    reading('b', (r) => r.row('site', 's').show('secure', true, at('b'))),
    reading('c', (r) => r.row('site', 's').indicate('depth', 3, at('c'))),
  )
  assert.equal(views.shown.secure, true)
  assert.equal(views.all.secure, true)
  assert.deepEqual(evidence(views.all, 'secure'), ['b'])
  assert.equal(views.shown.depth, undefined)
  assert.equal(views.all.depth, 3)
})

test('shown values that contradict each other leave the field unknown and say so', () => {
  const { shown } = both(
    reading('a', (r) => r.row('site', 's').show('depth', 1, at('a'))),
    reading('b', (r) => r.row('site', 's').show('depth', 2, at('b'))),
  )
  assert.equal(shown.depth, undefined)
  assert.match(shown[provenance]!.unknown.depth!.zh, /相互矛盾/)
})

test('a list is closed only where every reader of it closed it', () => {
  const one = (r: Recorder, id: string) => r.list(r.row('site', 's'), 'parts', 'part').add(r.row('part', id))
  const parts = (views: ReturnType<typeof both>) => views.shown.parts as FactList
  const closed = reading('a', (r) => one(r, 'p'))
  const open = reading('b', (r) => r.list(r.row('site', 's'), 'parts', 'part').open({ zh: '缺', en: 'missing' }))
  assert.deepEqual(parts(both(closed)).open, [])
  assert.deepEqual(parts(both(closed, open)).open, [{ zh: '缺', en: 'missing' }])
  assert.equal(
    parts(
      both(
        closed,
        reading('c', (r) => one(r, 'p')),
      ),
    ).rows.length,
    1,
  )
  assert.equal(parts(both(reading('d', (r) => r.row('site', 's')))), undefined)
})

test('a reader that yields adds rows and leaves it to others whether the list is complete', () => {
  const parts = (views: ReturnType<typeof both>) => views.shown.parts as FactList
  const yields = reading('a', (r) => {
    const list = r.list(r.row('site', 's'), 'parts', 'part')
    list.add(r.row('part', 'p'))
    list.yield({ zh: '缺', en: 'missing' })
  })
  const closed = reading('b', (r) => r.list(r.row('site', 's'), 'parts', 'part').add(r.row('part', 'q')))
  const open = reading('c', (r) => r.list(r.row('site', 's'), 'parts', 'part').open({ zh: '停', en: 'stopped' }))
  assert.deepEqual(parts(both(yields)).open, [{ zh: '缺', en: 'missing' }])
  assert.deepEqual(parts(both(yields, closed)).open, [])
  assert.equal(parts(both(yields, closed)).rows.length, 2)
  assert.deepEqual(parts(both(yields, open)).open, [{ zh: '停', en: 'stopped' }])
})

test('an indicated row may not exist in the shown view', () => {
  const views = both(
    reading('a', (r) => {
      const list = r.list(r.row('site', 's'), 'parts', 'part')
      list.add(r.row('part', 'p').show('used', true))
      list.add(r.row('part', 'q', 'indicated').show('used', false))
    }),
  )
  const [shown, all] = [views.shown.parts as FactList, views.all.parts as FactList]
  assert.deepEqual(
    shown.rows.map((r) => [r[provenance]!.id, r[doubt]]),
    [
      ['p', undefined],
      ['q', 'absent'],
    ],
  )
  assert.deepEqual(shown.open, [])
  assert.deepEqual(
    all.rows.map((r) => [r[provenance]!.id, r[doubt]]),
    [
      ['p', undefined],
      ['q', undefined],
    ],
  )
  assert.deepEqual(all.open, [])
})

test('links: found, none, unknown, contradictory, only indicated', () => {
  const link = (id: string | null) => reading(`l${id}`, (r) => r.row('site', 's').link('page', id))
  const words = reading('w', (r) => r.row('page', 'p').show('words', 7))
  assert.equal((both(link('p'), words).shown.page as Row).words, 7)
  assert.equal(both(link(null)).shown.page, null)
  assert.equal('page' in both(words).shown, false)
  for (const other of ['q', null]) {
    const { shown } = both(link('p'), words, link(other))
    assert.equal(shown.page, undefined)
    assert.match(shown[provenance]!.unknown.page!.en, /contradict/)
  }
  const maybe = reading('m', (r) => r.row('page', 'p', 'indicated').show('words', 7))
  assert.equal(both(link('p'), maybe).shown.page, undefined)
  assert.equal((both(link('p'), maybe).all.page as Row).words, 7)
})
