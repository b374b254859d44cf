import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changesOf, diffLaw } from '../../src/law/diff.ts'
import { diffVersions } from '../../src/law/diff-report.ts'
import { ref } from '../../src/law/ref.ts'
import { diffHtml, diffMarkdown } from '../../src/report/law-diff.ts'

const OLD = [
  '第一条 为规范图书借阅，制定本规定。',
  '第二条 读者应当凭证借阅，每次不得超过三册。',
  '第三条 逾期不还的，依照第二条处理。',
  '第四条 阅览室每日开放八小时，读者可以自带图书入室，但须登记书名和册数。损坏图书的，应当照价赔偿，并说明原因。',
  '第五条 废止的条文没有去处，此处不再保留任何内容。',
  '第六条 图书馆公布开放时间。',
  '第七条 图书馆公布投诉电话并及时答复读者的来信。',
]
const NEW = [
  '第一条 为规范图书借阅，制定本规定。',
  '第二条 图书馆免费向公众开放，平等服务每一位来馆者。',
  '第三条 读者可以凭证借阅，每次不得超过五册。',
  '第四条 逾期不还的，依照第三条处理。',
  '第五条 阅览室每日开放八小时，读者可以自带图书入室，但须登记书名和册数。',
  '第六条 损坏图书的，应当照价赔偿，并说明原因。',
  '第七条 图书馆公布开放时间。图书馆公布投诉电话并及时答复读者的来信。',
]
const law = (texts: readonly string[]) => texts.map((text, i) => ({ place: `art${i + 1}`, text }))
const diff = diffLaw(law(OLD), law(NEW))
const fates = diff.provisions.map(({ fate, from, to }) => `${from.join('+')} ${fate} ${to.join('+')}`)

describe('two versions', () => {
  test('are matched by text, not by number', () =>
    assert.deepEqual(fates, [
      'art1 same art1',
      ' added art2',
      'art2 changed art3',
      'art3 adapted art4',
      'art5 deleted ',
      'art4 changed art5',
      'art4 split art5+art6',
      'art7 changed art7',
      'art6+art7 merged art7',
    ]))

  test('tell where each article went', () =>
    assert.deepEqual(
      diff.renumbering.map(({ from, to }) => `${from}→${to}`),
      ['art2→art3', 'art3→art4', 'art4→art5', 'art6→art7'],
    ))

  test('set off numbers and modality', () => {
    const changed = diff.provisions.find((p) => p.fate === 'changed' && p.to[0] === 'art3')!
    assert.deepEqual(changed.changes, [
      { was: '应当', now: '可以', touches: ['modality'] },
      { was: '三', now: '五', touches: ['number'] },
    ])
  })

  test('that are one text have nothing to tell', () => {
    const none = diffLaw(law(OLD), law(OLD))
    assert.ok(none.provisions.every((p) => p.fate === 'same'))
    assert.deepEqual(none.renumbering, [])
  })

  test('that differ in brackets only are the same', () => {
    const [a, b] = [
      [{ place: 'art1', text: '第一条 经（国务院）批准。' }],
      [{ place: 'art1', text: '第一条　经(国务院)批准。' }],
    ]
    assert.equal(diffLaw(a, b).provisions[0]!.fate, 'same')
  })
})

test('a change is the shortest stretch that differs', () => {
  assert.deepEqual(changesOf('处一万元以上五万元以下罚款', '处一万元以上十万元以下罚款'), [
    { was: '五万元', now: '十万元', touches: ['number'] },
  ])
  assert.deepEqual(changesOf('依照第二十一条处理', '依照第二十三条处理'), [
    { was: '第二十一条', now: '第二十三条', touches: ['reference'] },
  ])
})

test('rules and crosswalks that rest on a changed provision are named', () => {
  const a = { id: 'library-1', title: '个人信息保护法', provisions: law(OLD) }
  const b = { id: 'library-2', title: '中华人民共和国个人信息保护法', provisions: law(NEW) }
  const rules = [
    { id: 'r1', cites: ref('library-1#art2') },
    { id: 'r2', cites: ref('library-1#art1') },
    { id: 'r3', cites: ref('library-1#art4.2') },
  ]
  const report = diffVersions(a, b, rules)
  assert.deepEqual(
    report.rules.map(({ id, fate }) => [id, fate]),
    [
      ['r1', 'changed'],
      ['r3', report.rules[1]?.fate],
    ],
  )
  assert.ok(report.crosswalk.some(({ id }) => id === 'app-pi-2019#4.1'))
  assert.match(diffMarkdown(report, 'zh'), /~~应当~~ → \*\*可以\*\*（?.*情态/)
  assert.match(diffMarkdown(report, 'en'), /modality/)
})

test('what a text says stays text in the page', () => {
  const hostile = [{ place: 'art1', text: '第一条 <script>alert(1)</script>' }]
  const report = diffVersions(
    { id: 'x', title: '<b>', provisions: law(OLD) },
    { id: 'y', title: 'y', provisions: hostile },
    [],
  )
  const page = diffHtml(report, 'both')
  assert.ok(!page.includes('<script>') && !page.includes('<b>'))
})

test('long and empty texts end', () => {
  const long = [{ place: 'art1', text: '第一条 '.concat('一二三四五六七八九十'.repeat(2000)) }]
  assert.equal(diffLaw(long, [{ place: 'art1', text: long[0]!.text.replaceAll('五', '六') }]).provisions.length, 1)
  assert.deepEqual(diffLaw([], []).provisions, [])
})
