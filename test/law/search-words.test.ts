import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findTerms, indexWords, termsOf } from '../../src/law/search-words.ts'

/** Whether the words of a term stand next to each other in the words of a text, as the index finds them. */
function found(text: string, query: string): boolean {
  const words = indexWords(text).split(' ')
  return termsOf(query).every(({ words: wanted, open }) =>
    words.some((_, i) =>
      wanted.every((w, j) =>
        open && j === wanted.length - 1 ? words[i + j]?.startsWith(w) === true : words[i + j] === w,
      ),
    ),
  )
}

test('Chinese is cut into pairs of characters, closed by the last one', () => {
  assert.equal(indexWords('个人信息，App收集'), '个人 人信 信息 息 app 收集 集')
  assert.equal(indexWords('不得低于30%'), '不得 得低 低于 于 30 pct')
  assert.equal(indexWords('ＡＰＰ　个 人'), 'app 个人 人')
})

test('words of one, two and more characters are found, across scripts too, and only where they stand together', () => {
  const text = '未经用户同意收集App个人信息，三个工作日内反馈，不得低于30%'
  for (const query of [
    '同意',
    '信息',
    '息',
    '三个工作日',
    'App个人',
    '收集App',
    '收集app个人信息',
    '30%',
    '集App',
    '反馈',
  ])
    assert.ok(found(text, query), query)
  for (const query of ['意收用', '个人息', '信息三个', '50%', '40', '反馈不得']) assert.ok(!found(text, query), query)
  assert.ok(!found('30日', '30%'))
})

test('every stretch of a text without spaces and signs is found in it', () => {
  const char = fc.constantFrom(...'个人信息处理者A9b同意')
  fc.assert(
    fc.property(
      fc.array(char, { minLength: 1, maxLength: 30 }),
      fc.nat(29),
      fc.integer({ min: 1, max: 12 }),
      (all, from, n) => {
        const text = all.join('')
        const part = all.slice(from % all.length, (from % all.length) + n).join('')
        const cutsWord = /^[A-Za-z0-9]/.test(part) || /[A-Za-z0-9]$/.test(part)
        if (!cutsWord) assert.ok(found(text, `"${part}"`), `${part} in ${text}`)
      },
    ),
  )
})

test('a query is cut at spaces, quotes hold together, repeats count once and its length is bounded', () => {
  assert.deepEqual(
    termsOf('个人信息 “working days” 个人信息 。').map((t) => [t.words, t.open]),
    [
      [['个人', '人信', '信息'], false],
      [['working', 'days'], false],
    ],
  )
  assert.equal(termsOf('coll')[0]?.open, true)
  assert.equal(termsOf('"coll"')[0]?.open, false)
  assert.equal(termsOf('co')[0]?.open, false)
  assert.equal(termsOf('a '.repeat(5000)).length, 1)
  assert.ok(termsOf(Array.from({ length: 90 }, (_, i) => `w${i}`).join(' ')).length <= 12)
  for (const nothing of ['', '  ', '“”', '。，']) assert.deepEqual(termsOf(nothing), [])
})

test('what was found is marked where it stands', () => {
  const show = (text: string, query: string) => findTerms(text, termsOf(query)).map(([a, b]) => text.slice(a, b))
  assert.deepEqual(show('不得低于30%，30日', '30%'), ['30%'])
  assert.deepEqual(show('App 收集个人信息', 'App收集'), ['App 收集'])
  assert.deepEqual(show('Collection of data, collected data', 'collecting'), ['Collection', 'collected'])
  assert.deepEqual(show('个人信息个人', '个人'), ['个人', '个人'])
  assert.deepEqual(show('ＡＰＰ和app', 'app'), ['ＡＰＰ', 'app'])
  assert.deepEqual(show('a.b+c', '.b+'), ['b'])
})

test('no query takes long to mark', () => {
  const text = '个人信息'.repeat(20_000)
  const start = process.hrtime.bigint()
  for (const query of ['个人 信息 人信', '(a+)+$', '个'.repeat(200), '"人 人 人 人"']) findTerms(text, termsOf(query))
  assert.ok(process.hrtime.bigint() - start < 20_000_000_000n)
})
