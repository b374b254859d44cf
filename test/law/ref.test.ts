import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compareRefs,
  formatRef,
  instrumentOf,
  isRef,
  isWithin,
  parentOf,
  parseRef,
  placeOf,
  type Ref,
  ref,
  type Step,
} from '../../src/law/ref.ts'

test('the forms of a reference', () => {
  const forms: [string, Step[]][] = [
    [
      'app-pi-2019#3.1',
      [
        { kind: 'number', n: 3 },
        { kind: 'number', n: 1 },
      ],
    ],
    ['internet-lending-2021#5', [{ kind: 'number', n: 5 }]],
    ['inspection-2018#art10', [{ kind: 'article', n: 10 }]],
    [
      'inspection-2018#art19.p3',
      [
        { kind: 'article', n: 19 },
        { kind: 'paragraph', n: 3 },
      ],
    ],
    [
      'inspection-2018#art10.3',
      [
        { kind: 'article', n: 10 },
        { kind: 'number', n: 3 },
      ],
    ],
    [
      'mlps-cii-2020#2.3',
      [
        { kind: 'number', n: 2 },
        { kind: 'number', n: 3 },
      ],
    ],
    [
      'credit-constraint-2020#9.p2',
      [
        { kind: 'number', n: 9 },
        { kind: 'paragraph', n: 2 },
      ],
    ],
    [
      'credit-constraint-2020#part9.p1',
      [
        { kind: 'part', n: 9 },
        { kind: 'paragraph', n: 1 },
      ],
    ],
    ['5g-2020#p1', [{ kind: 'paragraph', n: 1 }]],
  ]
  for (const [text, steps] of forms) {
    const parts = parseRef(text)
    assert.deepEqual(parts, { instrument: text.split('#')[0], steps }, text)
    assert.equal(formatRef(parts!), text)
  }
})

test('other forms are refused', () => {
  for (const text of [
    '',
    '#',
    'app-pi-2019',
    'app-pi-2019#',
    '#3.1',
    'app-pi-2019#3.1#2',
    'app-pi-2019#03.1',
    'app-pi-2019#3.01',
    'app-pi-2019#3.',
    'app-pi-2019#.1',
    'app-pi-2019#3..1',
    'app-pi-2019#3.1 ',
    'app-pi-2019#p0',
    'app-pi-2019#p1.1',
    'app-pi-2019#p1.p1',
    'app-pi-2019#3.art1',
    'app-pi-2019#art0',
    'app-pi-2019#0',
    'app-pi-2019#12345',
    'app-pi-2019#1.1.1.1.1.1',
    'App-pi-2019#1',
    'app--pi#1',
    'app-pi-#1',
    '2019-app#1',
    '应用#1',
    'app-pi-2019#一',
    `${'a'.repeat(300)}#1`,
  ]) {
    assert.equal(isRef(text), false, text)
  }
  assert.throws(() => ref('app-pi-2019#'), RangeError)
})

test('1.10 comes after 1.9 and is not 1.1', () => {
  const sorted = ['a#1.10', 'a#1.9', 'a#1.1', 'a#1', 'a#10', 'a#2', 'b#1'].map(ref).sort(compareRefs)
  assert.deepEqual(sorted, ['a#1', 'a#1.1', 'a#1.9', 'a#1.10', 'a#2', 'a#10', 'b#1'])
  assert.notEqual(compareRefs(ref('a#1.10'), ref('a#1.1')), 0)
})

test('a provision knows its instrument, its place and what it lies in', () => {
  const item = ref('inspection-2018#art19.p3')
  assert.equal(instrumentOf(item), 'inspection-2018')
  assert.equal(placeOf(item), 'art19.p3')
  assert.equal(parentOf(item), 'inspection-2018#art19')
  assert.equal(parentOf(ref('inspection-2018#art19')), undefined)
  assert.equal(isWithin(item, ref('inspection-2018#art19')), true)
  assert.equal(isWithin(ref('inspection-2018#art19'), ref('inspection-2018#art1')), false)
})

const number = fc.integer({ min: 1, max: 9999 })
const anyRef: fc.Arbitrary<Ref> = fc
  .record({
    instrument: fc.constantFrom('app-pi-2019', 'inspection-2018', 'a'),
    head: fc.record({ kind: fc.constantFrom('article' as const, 'part' as const, 'number' as const), n: number }),
    tail: fc.array(fc.record({ kind: fc.constantFrom('number' as const, 'paragraph' as const), n: number }), {
      maxLength: 4,
    }),
  })
  .map(({ instrument, head, tail }) => formatRef({ instrument, steps: [head, ...tail] }))

test('formatting and parsing are inverse, and order is total', () => {
  fc.assert(
    fc.property(anyRef, anyRef, anyRef, (a, b, c) => {
      assert.equal(formatRef(parseRef(a)!), a)
      assert.equal(Math.sign(compareRefs(a, b)), -Math.sign(compareRefs(b, a)) || 0)
      assert.equal(compareRefs(a, b) === 0, a === b)
      if (compareRefs(a, b) <= 0 && compareRefs(b, c) <= 0) assert.ok(compareRefs(a, c) <= 0)
    }),
  )
})

test('no text makes the parser throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parts = parseRef(text)
      if (parts) assert.equal(formatRef(parts), text)
    }),
  )
})
