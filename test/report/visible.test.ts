import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { clip, pieces, visible } from '../../src/report/visible.ts'

describe('visible', () => {
  it('names what cannot be seen', () => {
    assert.equal(visible('a\u202eb'), 'a⟨U+202E⟩b')
    assert.equal(visible('\u0000\ufeff'), '⟨U+0000⟩⟨U+FEFF⟩')
    assert.equal(visible('x\ud800'), 'x⟨U+D800⟩')
    assert.equal(visible('\u{e0041}'), '⟨U+E0041⟩')
  })

  it('leaves text, line ends, tabs and whole surrogate pairs alone', () => {
    for (const text of ['规矩 Guiju', 'a\n\tb', '😀𠮷', '']) assert.equal(visible(text), text)
  })

  it('loses no character and is the same applied twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const back = pieces(raw)
          .map(({ text, hidden }) => (hidden ? String.fromCodePoint(Number.parseInt(text.slice(2), 16)) : text))
          .join('')
        assert.equal(back, raw)
        assert.equal(visible(visible(raw)), visible(raw))
        assert.ok(visible(raw).isWellFormed())
      }),
    )
  })
})

describe('clip', () => {
  it('cuts to the limit, never inside a pair, and counts the rest', () => {
    assert.deepEqual(clip('abcdef', 4), { text: 'abcd', more: 2 })
    assert.deepEqual(clip('abc', 4), { text: 'abc', more: 0 })
    assert.deepEqual(clip('a😀b', 2), { text: 'a', more: 3 })
  })
})
