import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, field } from '../../src/facts/entity.ts'
import { FactError, readRow, withValue } from '../../src/facts/read.ts'
import type { FactList } from '../../src/facts/row.ts'
import { same } from '../../src/law/text.ts'

const t = same('x')
const owner = entity({ name: 'owner', title: t, key: 'id', fields: { id: field.text(t) } })
const item = entity({
  name: 'item',
  title: t,
  key: 'id',
  fields: { id: field.text(t), kind: field.choice(t, { a: t, b: t }) },
  links: { owner },
})
const box = entity({
  name: 'box',
  title: t,
  key: 'id',
  fields: {
    id: field.text(t),
    price: field.decimal(t, { scale: 2, minimum: 0 }),
    pieces: field.decimal(t),
    sealed: field.boolean(t),
    packedOn: field.date(t),
  },
  links: { owner },
  lists: { items: item },
})
const refuses = (facts: unknown, where: string, message: RegExp) =>
  assert.throws(
    () => readRow(box, facts as Record<string, unknown>),
    (error: unknown) => error instanceof FactError && error.where === where && message.test(error.message),
  )

test('reads every type, none and unknown, links and lists', () => {
  const row = readRow(box, {
    id: 'b1',
    price: '12.5',
    pieces: 3n,
    sealed: null,
    packedOn: '2024-02-29',
    owner: { id: 'o' },
    items: [{ id: 'i', kind: 'a', owner: null }],
  })
  assert.deepEqual(row, {
    id: 'b1',
    price: 1250,
    pieces: 3,
    sealed: null,
    packedOn: '2024-02-29',
    owner: { id: 'o' },
    items: { rows: [{ id: 'i', kind: 'a', owner: null }], open: [] },
  })
  assert.equal(readRow(box, { owner: undefined, price: undefined }).owner, undefined)
})

test('a list may be open, with or without a reason', () => {
  const open = (list: unknown) => (readRow(box, { items: list }).items as FactList).open
  assert.deepEqual(open([]), [])
  assert.deepEqual(open({ rows: [], open: false }), [])
  assert.equal(open({ rows: [], open: true }).length, 1)
  assert.deepEqual(open({ rows: [], open: { zh: '缺', en: 'missing' } }), [{ zh: '缺', en: 'missing' }])
  refuses({ items: { rows: [], open: 'because' } }, 'box.items.open', /reasons/)
})

test('numbers beyond 2^53 stay exact', () => {
  assert.equal(readRow(box, { price: '90071992547409.93' }).price, 9007199254740993n)
  assert.equal(readRow(box, { pieces: '9007199254740993' }).pieces, 9007199254740993n)
})

test('refuses values that do not fit, naming the place', () => {
  refuses({ price: '1.005' }, 'box.price', /at most 2 digits/)
  refuses({ price: -0.01 }, 'box.price', /below the minimum 0/)
  refuses({ price: 1e21 }, 'box.price', /no decimal/)
  refuses({ price: Number.NaN }, 'box.price', /no decimal/)
  refuses({ pieces: 1.5 }, 'box.pieces', /no whole number/)
  refuses({ pieces: true }, 'box.pieces', /no whole number/)
  refuses({ sealed: 'yes' }, 'box.sealed', /no boolean/)
  refuses({ packedOn: '2023-02-29' }, 'box.packedOn', /no date/)
  refuses({ packedOn: 20230101n }, 'box.packedOn', /no date/)
  refuses({ id: 7 }, 'box.id', /no text/)
  refuses({ items: [{ kind: 'c' }] }, 'box.items[0].kind', /none of a, b/)
})

test('refuses facts of the wrong shape', () => {
  refuses(null, 'box', /no set of facts/)
  refuses([], 'box', /no set of facts/)
  refuses({ owner: 'o' }, 'box.owner', /no set of facts/)
  refuses({ items: null }, 'box.items', /no list/)
  refuses({ items: {} }, 'box.items', /no list/)
  refuses({ items: [null] }, 'box.items[0]', /no set of facts/)
})

test('refuses names nothing declares, those every object has included', () => {
  refuses({ colour: 'red' }, 'box.colour', /no such field/)
  for (const name of ['constructor', 'toString', '__proto__'])
    refuses(JSON.parse(`{"${name}": 1}`), `box.${name}`, /no such field/)
})

test('a value is set through links and list positions, the original untouched', () => {
  const row = readRow(box, { owner: { id: 'o' }, items: [{ id: 'i' }, { id: 'j' }] })
  const changed = withValue(row, ['items', 1, 'kind'], 'b')
  assert.deepEqual((changed.items as FactList).rows, [{ id: 'i' }, { id: 'j', kind: 'b' }])
  assert.deepEqual(withValue(row, ['owner', 'id'], 'p').owner, { id: 'p' })
  assert.deepEqual(row, readRow(box, { owner: { id: 'o' }, items: [{ id: 'i' }, { id: 'j' }] }))
})
