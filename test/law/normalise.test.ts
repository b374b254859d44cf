import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashForm, normalise, printedLabel, wordsOnly } from '../../src/law/normalise.ts'

test('white space of every kind goes, wide forms become narrow', () => {
  assert.equal(normalise(' 单笔\u00A0贷款\u3000中\u200B，占比\uFEFF：３０％\r\n'), '单笔贷款中,占比:30%')
})

test('quotes, dashes and ellipses have one form each', () => {
  for (const quoted of ['“规则”', '"规则"', '「规则」', '＂规则＂']) assert.equal(normalise(quoted), '"规则"')
  for (const quoted of ['‘规则’', "'规则'", '『规则』']) assert.equal(normalise(quoted), "'规则'")
  for (const dash of ['甲——乙', '甲—乙', '甲–乙', '甲-乙', '甲－乙']) assert.equal(normalise(dash), '甲-乙')
  for (const dots of ['甲……', '甲…', '甲......', '甲...', '甲⋯⋯']) assert.equal(normalise(dots), '甲…')
})

test('nothing else changes: words, digits, other punctuation, case', () => {
  assert.notEqual(normalise('不得低于30%'), normalise('不得高于30%'))
  assert.notEqual(normalise('15个工作日'), normalise('１６个工作日'))
  assert.notEqual(normalise('甲、乙'), normalise('甲,乙'))
  assert.notEqual(normalise('App'), normalise('APP'))
  assert.notEqual(normalise('《办法》'), normalise('办法'))
})

test('labels are known in all their forms', () => {
  const labels: [string, string | undefined][] = [
    ['第三条 为了', '第三条'],
    ['第二十一条　公安', '第二十一条'],
    ['第21条 公安', '第21条'],
    ['第二章 对象', '第二章'],
    ['第二百条之一 甲', '第二百条之一'],
    ['  一、以下行为', '一、'],
    ['十二、甲', '十二、'],
    ['（二）提供', '(二)'],
    ['(二)提供', '(二)'],
    ['（12）甲', '(12)'],
    ['3.甲', '3.'],
    ['3、甲', '3、'],
    ['1.7000亿元', undefined],
    ['2018年9月', undefined],
    ['第三级网络', undefined],
    ['第三方代码', undefined],
    ['一是严格依法', undefined],
    ['对开展前款', undefined],
    ['', undefined],
  ]
  for (const [text, label] of labels) assert.equal(printedLabel(text), label, text)
})

test('the label is left out only where one is printed', () => {
  assert.equal(hashForm('（二）提供互联网信息服务的;', true), '提供互联网信息服务的;')
  assert.equal(hashForm('第三条 规定的机构', true), '规定的机构')
  assert.equal(hashForm('第三条规定的机构', false), '第三条规定的机构')
  assert.equal(hashForm('一、（二）甲', true), '(二)甲')
})

test('a label or punctuation printed otherwise gives the same form or the same words', () => {
  assert.equal(hashForm('1. 在App中', true), hashForm('１．在App中', true))
  assert.equal(hashForm('（一）甲', true), hashForm('(一) 甲', true))
  assert.notEqual(hashForm('甲,乙', true), hashForm('甲、乙', true))
  assert.equal(wordsOnly('甲,乙。'), wordsOnly('甲、乙；'))
  assert.notEqual(wordsOnly('甲乙'), wordsOnly('甲丙'))
})

test('what makes a number another number is no punctuation', () => {
  assert.notEqual(wordsOnly('不得低于30%'), wordsOnly('不得低于30'))
  assert.notEqual(wordsOnly('1.5倍'), wordsOnly('15倍'))
  assert.notEqual(wordsOnly('2020-2025年'), wordsOnly('20202025年'))
  assert.notEqual(wordsOnly('互联网+监管'), wordsOnly('互联网监管'))
  assert.equal(wordsOnly('为30%,不得'), wordsOnly('为30%;不得'))
  assert.equal(wordsOnly('3.甲:'), wordsOnly('3、甲，'))
})

test('normalising twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      assert.equal(normalise(normalise(text)), normalise(text))
      assert.doesNotMatch(normalise(text), /\s/)
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('.', '…', '-', '—', ' ', '“', "'", '一', '、', '(', '́', 'e') }),
      (text) => {
        assert.equal(normalise(normalise(text)), normalise(text))
      },
    ),
    { numRuns: 500 },
  )
})
