import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citesIn, coverageOf, OPERATIONAL, unexplained } from '../../src/law/coverage.ts'
import type { Outline } from '../../src/law/instrument.ts'
import { isInstrumentId } from '../../src/law/library.ts'
import { ref } from '../../src/law/ref.ts'
import { rules } from '../../src/rules/registry.ts'
import { coverage } from '../../src/store/law-coverage.ts'

const text = (words: string) => ({ zh: words, en: words })
const norm = (checkedBy: 'data' | 'human' | 'none' | 'boundary') => ({
  modality: 'must' as const,
  act: text('act'),
  checkedBy,
})
const outline: Outline = {
  instrument: 'library-2031',
  provisions: [
    { ref: '1', label: text('1'), gist: text('by a rule'), sha256: 'x', norms: [norm('data')] },
    { ref: '2', label: text('2'), gist: text('by a procedure'), sha256: 'x', norms: [norm('data'), norm('human')] },
    { ref: '3', label: text('3'), gist: text('open'), sha256: 'x', norms: [norm('data'), norm('human')] },
    { ref: '4', label: text('4'), gist: text('a person'), sha256: 'x', norms: [norm('none'), norm('human')] },
    { ref: '5', label: text('5'), gist: text('text'), sha256: 'x', norms: [norm('none')] },
    { ref: '6', label: text('6'), gist: text('boundary'), sha256: 'x', norms: [norm('boundary')] },
    {
      ref: '7',
      label: text('7'),
      gist: text('only children speak'),
      children: [{ ref: '7.1', label: text('7.1'), gist: text('inner'), sha256: 'x' }],
    },
  ],
}

test('each provision with words of its own has one answer', () => {
  const found = coverageOf(
    outline,
    [{ id: 'r', cites: ref('library-2031#1') }],
    [{ id: 'p', cites: ref('library-2031#2.p1') }],
  )
  assert.deepEqual(
    found.provisions.map((p) => [p.ref.split('#')[1], p.cover, ...p.by]),
    [
      ['1', 'rule', 'r'],
      ['2', 'procedure', 'p'],
      ['3', 'not-yet'],
      ['4', 'human'],
      ['5', 'text'],
      ['6', 'boundary'],
      ['7.1', 'text'],
    ],
  )
  assert.equal(
    Object.values(found.totals).reduce((a, b) => a + b, 0),
    7,
  )
})

test('an open provision of an operational instrument needs a reason', () => {
  const found = coverageOf(outline, [], [])
  assert.deepEqual(unexplained([found]), [])
  assert.deepEqual(unexplained([{ ...found, operational: true }]), [
    'library-2031#1',
    'library-2031#2',
    'library-2031#3',
  ])
})

test('nothing is open without a reason, and each of the 31 acts has its rule', async () => {
  const all = await coverage(rules)
  assert.deepEqual(unexplained(all), [])
  for (const id of OPERATIONAL) assert.ok(isInstrumentId(id))
  assert.equal(OPERATIONAL.size, 10)
  assert.equal(all.find(({ instrument }) => instrument === 'app-pi-2019')!.totals['not-yet'], 0)
})

test('citations are found at any depth of a procedure', () => {
  const loop: { cites: string; inner: unknown[] } = { cites: 'library-2031#1', inner: [{ cites: 'library-2031#2' }] }
  loop.inner.push(loop)
  assert.deepEqual([...citesIn(loop)], ['library-2031#1', 'library-2031#2'])
})
