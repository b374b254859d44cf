import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { citationsIn, placesFor } from '../../src/law/citations.ts'
import type { Numbering } from '../../src/law/instrument.ts'
import { chineseNumeral, placeName } from '../../src/law/place-name.ts'
import { chineseNumber } from '../../src/law/provisions.ts'
import { limitsIn, modalWords } from '../../src/law/wording.ts'

const cited = (text: string, at = 'art30.p2', numbering: Numbering = 'articles') =>
  citationsIn(text, at, numbering).map(({ title = '', place = '' }) => `${title}#${place}`)

test('articles, paragraphs, items, lists and ranges of the text itself', () => {
  assert.deepEqual(cited('违反本法第三十一条、第三十三条第一款的'), ['#art31', '#art33.p1'])
  assert.deepEqual(cited('依照本法第六十七条至第六十九条的规定'), ['#art67', '#art68', '#art69'])
  assert.deepEqual(cited('依照本法第三十九条第一款第一项、第二项、第四项的规定'), ['#art39.1', '#art39.2', '#art39.4'])
  assert.deepEqual(cited('有本规定第二十四条第二款第三项情形'), ['#art24.p2.3'])
  assert.deepEqual(cited('除第十条所列内容外'), ['#art10'])
  assert.deepEqual(cited('本通知第二条、第五条自2022年1月1日起执行', '6', 'list'), ['#2', '#5'])
})

test('the paragraph, article and items before', () => {
  assert.deepEqual(cited('前款规定的'), ['#art30.p1'])
  assert.deepEqual(cited('有前款第四至六项行为'), ['#art30.4', '#art30.5', '#art30.6'])
  assert.deepEqual(cited('前两款规定', 'art8.p3'), ['#art8.p1', '#art8.p2'])
  assert.deepEqual(cited('前条规定', 'art8'), ['#art7'])
  assert.deepEqual(cited('本条第一款、第二款', 'art8.p3'), ['#art8.p1', '#art8.p2'])
  assert.deepEqual(cited('前款规定', '2.1', 'sections'), [])
})

test('other laws by title; a law named without marks is no article of this one', () => {
  assert.deepEqual(cited('依照《中华人民共和国网络安全法》第六十八条或者第六十九条第一项的规定'), [
    '中华人民共和国网络安全法#art68',
    '中华人民共和国网络安全法#art69.1',
  ])
  assert.deepEqual(cited('根据《网络安全法》等法律'), ['网络安全法#'])
  assert.deepEqual(cited('符合民法典第一千零三十五条、第一千零三十六条规定'), [])
  assert.deepEqual(cited('违反《数据安全法》（以下简称本法）第五条'), ['数据安全法#art5'])
})

test('the own label is no citation, a number in a sentence is none either', () => {
  assert.deepEqual(cited('第三十条 国家支持教育', 'art30'), [])
  assert.deepEqual(cited('第八十六条 规定本行政区域', 'art86.p1'), [])
  assert.deepEqual(cited('第三条规定的情形', 'art86.p2'), ['#art3'])
  assert.deepEqual(cited('满五日的，处二千元'), [])
})

test('never throws, never long, whatever the text', () => {
  const piece = fc.constantFrom(
    '第',
    '条',
    '款',
    '项',
    '至',
    '、',
    '前',
    '本法',
    '《',
    '》',
    '网络安全法',
    '十',
    '二',
    '9',
    '999',
    '章',
    '或者',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      for (const { place } of citationsIn(pieces.join(''), 'art3.p2', 'articles'))
        if (place !== undefined) assert.match(place, /^art\d+/)
    }),
  )
  assert.ok(citationsIn('第一条至第九千条'.repeat(5000), 'art3', 'articles').length <= 100)
})

test('a cited place is looked for where it may stand', () => {
  assert.deepEqual([...placesFor('art24.p2.1')], ['art24.p2.1', 'art24.1', 'art24.p2', 'art24'])
  assert.deepEqual([...placesFor('art24')], ['art24'])
})

test('places in words, and numerals there and back', () => {
  assert.deepEqual(placeName('art19.p3', 'articles'), { zh: '第十九条第三款', en: 'article 19 paragraph 3' })
  assert.equal(placeName('art10.3', 'articles')?.zh, '第十条第三项')
  assert.equal(placeName('3.1', 'groups')?.zh, '第三部分第1项')
  assert.equal(placeName('2', 'list')?.zh, '第二条')
  assert.equal(placeName('9', 'opinions')?.zh, '第（九）条')
  assert.equal(placeName('2.3.p1', 'sections')?.zh, '第二部分第（三）节第一段')
  assert.deepEqual(placeName('part3.2', 'articles'), { zh: '第三章第二节', en: 'chapter 3 section 2' })
  assert.equal(placeName('part1.2.3', 'articles')?.zh, '第一编第二章第三节')
  assert.equal(placeName('part2.3', 'list')?.zh, '附件第3项')
  assert.equal(placeName('part2.p1', 'articles')?.zh, '第二章第一段')
  assert.equal(placeName('no place', 'articles'), undefined)
  fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), (n) => assert.equal(chineseNumber(chineseNumeral(n)), n)))
  assert.deepEqual([10, 11, 20, 105, 110, 1034].map(chineseNumeral), [
    '十',
    '十一',
    '二十',
    '一百零五',
    '一百一十',
    '一千零三十四',
  ])
})

test('set words of duty, and time limits', () => {
  const words = (text: string) => modalWords(text).map((m) => [text.slice(m.start, m.end), m.modality])
  assert.deepEqual(words('应当告知，不得泄露，可以申请，国家鼓励'), [
    ['应当', 'must'],
    ['不得', 'must-not'],
    ['可以', 'may'],
    ['鼓励', 'encouraged'],
  ])
  assert.deepEqual(words('应用程序的应急响应，相应措施，须知'), [])
  assert.deepEqual(limitsIn('三个工作日内复查，30日以内答复，二个月内，二十四小时内，一年内'), [
    { n: 3, unit: 'workday' },
    { n: 30, unit: 'day' },
    { n: 2, unit: 'month' },
    { n: 24, unit: 'hour' },
    { n: 12, unit: 'month' },
  ])
})
