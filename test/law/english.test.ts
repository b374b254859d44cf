import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { alignEnglish, englishLabel, romanNumber } from '../../src/law/english.ts'
import type { Outline, Provision } from '../../src/law/instrument.ts'

const text = { zh: '甲', en: 'A' }
const unit = (ref: string, en: string, more: Partial<Provision> = {}): Provision => ({
  ref,
  label: { zh: '甲', en },
  gist: text,
  sha256: '0'.repeat(64),
  ...more,
})
const outline = (...provisions: Provision[]): Outline => ({ instrument: 'test', provisions })
const align = (of: Outline, ...lines: string[]) =>
  alignEnglish(
    of,
    lines.map((line, i) => ({ line: i + 1, text: line })),
  )
const pairs = (of: Outline, ...lines: string[]) =>
  align(of, ...lines).found.map((f) => [f.place, f.line, ...(f.printed === undefined ? [] : [f.printed])])

test('labels in all their forms', () => {
  const cases: [string, string, number][] = [
    ['Chapter IV: Duties', 'chapter', 4],
    ['Chapter 2 Duties', 'chapter', 2],
    ['Article 12: All kinds', 'article', 12],
    ['IV, Strengthening', 'roman', 4],
    ['IX. Strengthening', 'roman', 9],
    ['3. Actually', 'digit', 3],
    ['7, Do not', 'digit', 7],
    ['(11) Advancing', 'bracket', 11],
    ['（二）Advancing', 'bracket', 2],
    ['Appendix: small', 'annex', 1],
  ]
  for (const [line, mark, n] of cases) {
    const label = englishLabel(line)
    assert.deepEqual([label?.mark, label?.n], [mark, n], line)
  }
  for (const line of ['– Persist', 'In recent years', '10.000 events', 'I believe', 'IIII, no', 'Articles of', '']) {
    assert.equal(englishLabel(line), undefined, line)
  }
})

test('Roman numerals', () => {
  for (const [roman, n] of [
    ['I', 1],
    ['IV', 4],
    ['VIII', 8],
    ['IX', 9],
    ['XIV', 14],
    ['XL', 40],
    ['LX', 60],
  ] as const) {
    assert.equal(romanNumber(roman), n)
  }
  for (const bad of ['', 'IIII', 'VX', 'IC', 'VV']) assert.equal(romanNumber(bad), undefined, bad)
})

const articles = outline(
  unit('art1', 'Article 1'),
  unit('art2', 'Article 2'),
  unit('art3', 'Article 3'),
  unit('art4', 'Article 4'),
)

test('lines are taken by their labels, and covering letters and signatures stay over', () => {
  assert.deepEqual(
    pairs(
      articles,
      'Notice',
      'To all offices:',
      'Article 1: a',
      'Article 2: b',
      'Article 3: c',
      'Article 4: d',
      'Office',
      '1 May',
    ),
    [
      ['art1', 3],
      ['art2', 4],
      ['art3', 5],
      ['art4', 6],
    ],
  )
})

test('a misprinted or missing number is taken between two neighbours that agree, and said', () => {
  assert.deepEqual(pairs(articles, 'Article 1: a', 'Article 12: b', 'Article 3: c', 'Article 4: d'), [
    ['art1', 1],
    ['art2', 2, 'Article 12'],
    ['art3', 3],
    ['art4', 4],
  ])
  assert.deepEqual(pairs(articles, 'Article 1: a', 'Article 2: b', 'Some words', 'Article 4: d'), [
    ['art1', 1],
    ['art2', 2],
    ['art3', 3, ''],
    ['art4', 4],
  ])
})

test('the end of a text cut off is missing, never filled by what follows', () => {
  const cut = align(articles, 'Article 1: a', 'Article 2: b', 'The Office', '2 May 2020')
  assert.deepEqual(
    cut.found.map((f) => f.place),
    ['art1', 'art2'],
  )
  assert.deepEqual(cut.missing, ['art3', 'art4'])
  assert.equal(cut.agreement, 0.5)
})

test('what the outline knows to be lacking decides between equal ways', () => {
  const groups = outline(
    unit('5', 'V.', {
      children: [unit('5.1', '1.'), unit('5.2', '2.'), unit('5.3', '3.', { missing: { en: true } })],
    }),
    unit('6', 'VI.', {
      missing: { en: true },
      children: [
        unit('6.1', '1.', { missing: { en: true } }),
        unit('6.2', '2.', { missing: { en: true } }),
        unit('6.3', '3.'),
        unit('6.4', '4.'),
      ],
    }),
  )
  const short = align(groups, 'V, Acts', '1. a', '2. b', '3. c', '4. d')
  assert.deepEqual(
    short.found.map((f) => [f.place, f.line]),
    [
      ['5', 1],
      ['5.1', 2],
      ['5.2', 3],
      ['6.3', 4],
      ['6.4', 5],
    ],
  )
  assert.deepEqual(short.missing, ['5.3', '6', '6.1', '6.2'])
  const full = align(groups, 'V, Acts', '1. a', '2. b', '3. c', 'VI, More', '1. d', '2. e', '3. f', '4. g')
  assert.deepEqual(full.missing, [])
})

test('paragraphs follow their article; a paragraph broken in two stays together', () => {
  const of = outline(
    {
      ...unit('art1', 'Article 1'),
      sha256: undefined as never,
      children: [unit('art1.p1', 'paragraph 1'), unit('art1.p2', 'paragraph 2')],
    },
    unit('art2', 'Article 2'),
  )
  delete (of.provisions[0] as { sha256?: string }).sha256
  const found = align(of, 'Article 1: a', 'b begins.', 'b ends.', 'Article 2: c', 'Signed').found
  assert.deepEqual(
    found.map((f) => [f.place, f.text]),
    [
      ['art1.p1', 'Article 1: a'],
      ['art1.p2', 'b begins.\nb ends.'],
      ['art2', 'Article 2: c'],
    ],
  )
})

test('a preamble is the last lines before the first number', () => {
  const of = outline(unit('p1', 'preamble, paragraph 1'), unit('1', 'I.'))
  assert.deepEqual(pairs(of, 'No. 12', 'To all:', 'The purpose is this.', 'I, First'), [
    ['p1', 3],
    ['1', 4],
  ])
  assert.deepEqual(pairs(outline(unit('p1', 'preamble')), 'No. 12', 'The purpose is this.'), [['p1', 2]])
})

test('a line much shorter than its Chinese is no paragraph of it', () => {
  const of = outline(unit('part1', 'I.', { children: [unit('part1.p1', 'paragraph 1')] }))
  const lines = [
    { line: 1, text: 'I, Duties' },
    { line: 2, text: 'State Office' },
  ]
  assert.deepEqual(alignEnglish(of, lines, new Map([['part1.p1', 90]])).missing, ['part1.p1'])
  assert.deepEqual(alignEnglish(of, lines, new Map([['part1.p1', 5]])).missing, [])
})

test('each line is taken once, in order, whatever the lines are', () => {
  const line = fc.oneof(
    fc.constantFrom('Article 1: a', 'Article 3: c', 'I, x', '(2) y', '3. z', 'words', ''),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const { found, missing } = align(articles, ...lines)
      const used = found.map((f) => f.line)
      assert.deepEqual(
        used,
        [...new Set(used)].sort((a, b) => a - b),
      )
      assert.equal(found.length + missing.length, 4)
    }),
  )
})
