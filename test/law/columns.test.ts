import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sideBySide, wide, wrap } from '../../src/cli/columns.ts'

test('Chinese characters and full-width signs take two columns', () => {
  assert.equal(wide('规矩，a1'), 8)
  assert.equal(wide(''), 0)
})

test('lines break at spaces and between Chinese characters', () => {
  assert.deepEqual(wrap('one two three', 8), ['one two', 'three'])
  assert.deepEqual(wrap('一二三四', 5), ['一二', '三四'])
  assert.deepEqual(wrap('a\n\nb', 5), ['a', '', 'b'])
})

test('two texts stand beside each other', () => {
  assert.deepEqual(sideBySide('甲', 'a\nb', 60), [`甲${' '.repeat(26)} │ a`, `${' '.repeat(28)} │ b`])
})

test('wrapping loses no character but white space and keeps to the width', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '规', ' ', '。', 'é'), maxLength: 60 })
  fc.assert(
    fc.property(word, (text) => {
      const lines = wrap(text, 12)
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
      for (const line of lines) assert.ok(wide(line) <= 12 || !/\s/.test(line.trim()), line)
    }),
  )
})
