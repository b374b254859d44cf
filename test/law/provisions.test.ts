import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { NUMBERINGS } from '../../src/law/instrument.ts'
import { chineseNumber, findProvisions } from '../../src/law/provisions.ts'

const find = (text: string, numbering: (typeof NUMBERINGS)[number], signatures: string[] = ['测试办公室']) =>
  findProvisions(text, { title: '测试管理办法', numbering, signatures })
const places = (text: string, numbering: (typeof NUMBERINGS)[number]) => find(text, numbering)?.map((p) => p.place)

test('Chinese numerals', () => {
  const cases: [string, number | undefined][] = [
    ['一', 1],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十九', 29],
    ['一百零三', 103],
    ['一千二百五十九', 1259],
    ['12', 12],
    ['甲', undefined],
    ['', undefined],
    ['123456', undefined],
  ]
  for (const [text, n] of cases) assert.equal(chineseNumber(text), n, text)
})

test('articles: chapters, paragraphs, items under a paragraph', () => {
  const text = [
    'Test Measures',
    '测试管理办法',
    '第一章 总则',
    '第一条 甲。',
    '第二条 对下列对象:',
    '(一)甲;',
    '',
    '(二)乙。',
    '对前款对象,丙。',
    '第三条 丁。',
    '戊。',
    '第四条 己:',
    '（一）庚;',
    '（二）辛。',
    'Measures of another kind, in English',
    '第五条 别的文件。',
  ].join('\n')
  assert.deepEqual(places(text, 'articles'), [
    'part1',
    'art1',
    'art2.p1',
    'art2.1',
    'art2.2',
    'art2.p2',
    'art3.p1',
    'art3.p2',
    'art4',
    'art4.1',
    'art4.2',
  ])
  const found = new Map(find(text, 'articles')?.map((p) => [p.place, p]))
  assert.equal(found.get('art2.p1')?.form, '对下列对象:')
  assert.equal(found.get('art2.2')?.form, '乙。')
  assert.equal(found.get('art3.p2')?.form, '戊。')
  assert.equal(found.get('part1')?.form, '总则')
  assert.equal(found.get('art1')?.line, 3)
})

test('groups, lists with an annex, opinions numbered through, sections that begin anew', () => {
  assert.deepEqual(
    places('测试管理办法\n引言。\n一、甲\n1.乙;\n2.丙。\n二、丁\n1.戊。\n测试办公室\n3.不属于', 'groups'),
    ['1', '1.1', '1.2', '2', '2.1'],
  )
  assert.deepEqual(
    places(
      '测试管理办法\n一、甲。\n二、乙。\n结尾一段。\n测试办公室\n2018年9月14日\n附:小贴士\n1、丙。\n2、丁。',
      'list',
    ),
    ['1', '2', 'part2', 'part2.1', 'part2.2'],
  )
  assert.deepEqual(
    places(
      '测试管理办法\n一、总体要求\n甲。\n乙。\n二、标准\n(一)丙。\n(二)丁。\n三、程序\n(三)戊。\n己。\n测试办公室',
      'opinions',
    ),
    ['part1', 'part1.p1', 'part1.p2', 'part2', '1', '2', 'part3', '3.p1', '3.p2'],
  )
  assert.deepEqual(
    places('测试管理办法\n一、总体要求\n(一)思想\n甲。\n二、保护\n乙。\n(一)丙。\n(二)丁。\n测试办公室', 'sections'),
    ['1', '1.1', '1.1.p1', '2', '2.p1', '2.1', '2.2'],
  )
})

test('the title on several lines, spaced, and repeated in a covering notice', () => {
  const text =
    '关于印发《测试管理办法》的通知\n测试管理办法\n见附件。\n测试办公室\n测试\u00A0管理\n\n办法\n一、甲。\n二、乙。'
  assert.deepEqual(places(text, 'list'), ['1', '2'])
})

test('a text that is not there is not found, a text cut off gives what is printed', () => {
  assert.equal(find('别的办法\n一、甲。', 'list'), undefined)
  assert.equal(find('测试管理办法的解读\n一、甲。', 'list'), undefined)
  assert.deepEqual(places('测试管理办法\n一、甲。\nRead the rest of this entry »\n二、乙。', 'list'), ['1'])
})

test('a mark left by a web page does not end the text', () => {
  assert.deepEqual(places('测试管理办法\n一、甲。\n<!–more–>\n二、乙。', 'list'), ['1', '2'])
})

test('nothing makes it throw or invent', () => {
  const line = fc.constantFrom(
    '测试管理办法',
    '第一条 甲。',
    '第九千九百九十九条 乙',
    '(一)丙;',
    '一、丁',
    '1.戊',
    '附:己',
    '测试办公室',
    '2018年9月14日',
    '第〇条 零',
    'plain',
    '',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom(...NUMBERINGS), (lines, numbering) => {
      const text = lines.join('\n')
      for (const p of find(text, numbering) ?? []) assert.equal(lines[p.line]?.trim(), p.text)
    }),
  )
})

test('many titles and no end do not slow it down beyond the length of the text', () => {
  const text = '测试管理办法\n一、甲。\n'.repeat(20_000)
  assert.equal(find(text, 'list')?.[0]?.place, '1')
})

test('a title in marks, announced; a preamble; two items on one line; a closing phrase', () => {
  const text = [
    '《测试管理办法》全文如下:',
    '各有关单位:',
    '为此提出以下办法:',
    '1.甲。',
    '2.乙。 3.丙。',
    '4.丁, 5. 戊。',
    '特此通知。',
    '5.不是条文。',
  ].join('\n')
  const found = findProvisions(text, { title: '测试管理办法', numbering: 'list', signatures: [], preamble: 1 })
  assert.deepEqual(
    found?.map((p) => [p.place, p.text]),
    [
      ['p1', '为此提出以下办法:'],
      ['1', '1.甲。'],
      ['2', '2.乙。'],
      ['3', '3.丙。'],
      ['4', '4.丁, 5. 戊。'],
    ],
  )
})

test('an item is cut off another only where the next line does not hold it', () => {
  assert.deepEqual(places('测试管理办法\n1.见。 2.所列\n2.乙。', 'list'), ['1', '2'])
})

test('the draft of the same title on the next line is another text', () => {
  const draft = '测试管理办法\n(征求意见稿)\n第一条 甲。'
  assert.equal(places(draft, 'articles'), undefined)
  const of = { title: '测试管理办法(征求意见稿)', numbering: 'articles', signatures: [] } as const
  assert.deepEqual(
    findProvisions(draft, of)?.map((p) => p.place),
    ['art1'],
  )
  assert.deepEqual(places(`${draft}\n测试管理办法\n第一条 乙。\n第二条 丙。`, 'articles'), ['art1', 'art2'])
})

test('books, chapters and sections; a table of contents; an article named at the start of a paragraph', () => {
  const text = [
    '测试管理办法',
    '目录',
    '第一章 总则',
    '第二章 职责',
    '第一章 总则',
    '第一条 甲。',
    '第二章 职责',
    '第一节 机关',
    '第二条 乙。',
    '第一条规定的机关,丙。',
    '第二节 人员',
    '第三条 丁。',
    '第三条之一 增加。',
    '增加的款。',
    '第四条 戊。',
  ].join('\n')
  assert.deepEqual(places(text, 'articles'), [
    'part1',
    'art1',
    'part2',
    'part2.1',
    'art2.p1',
    'art2.p2',
    'part2.2',
    'art3',
    'art4',
  ])
  assert.deepEqual(
    places('测试管理办法\n第一编 甲\n第一章 乙\n第一条 丙。\n第二编 丁\n第一章 戊\n第二条 己。', 'articles'),
    ['part1', 'part1.1', 'art1', 'part2', 'part2.1', 'art2'],
  )
})

test('a short heading may hold a comma', () => {
  assert.deepEqual(places('测试管理办法\n一、甲\n(一)加强宣传,提高意识\n具体做法。', 'sections'), [
    '1',
    '1.1',
    '1.1.p1',
  ])
})

test('a second list in one article hangs on its paragraph', () => {
  assert.deepEqual(
    places('测试管理办法\n第一条 甲:\n(一)乙;\n(二)丙。\n丁:\n(一)戊。\n己。\n第二条 庚。\n辛:\n(一)壬。', 'articles'),
    ['art1.p1', 'art1.1', 'art1.2', 'art1.p2', 'art1.p2.1', 'art1.p3', 'art2.p1', 'art2.p2', 'art2.1'],
  )
})
