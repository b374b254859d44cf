import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Budget } from '../../../src/collect/budget.ts'
import { otherKind } from '../../../src/collect/law/lines.ts'
import { segments } from '../../../src/collect/law/posts.ts'
import { type Catalogued, LAW_LIMITS, readLaw } from '../../../src/collect/law/read-law.ts'
import type { Instrument, Provision } from '../../../src/law/instrument.ts'

const gist = { zh: '甲', en: 'A' }
const provision = (ref: string, zh: string, en: string): Provision => ({
  ref,
  label: { zh, en },
  gist,
  sha256: '0'.repeat(64),
})
const instrument = (id: string, zh: string, en: string, more: Partial<Instrument> = {}): Catalogued => ({
  instrument: {
    id,
    title: { zh, en: `Own title of ${id}` },
    short: gist,
    issuers: [{ zh: '测试办公室', en: 'Test Office' }],
    kind: 'rule',
    inForce: { from: '2020-01-01' },
    status: 'in-force',
    applies: 'direct',
    numbering: 'articles',
    knownAs: { en: [en] },
    replaces: [],
    replacedBy: [],
    seeAlso: [],
    open: [],
    checkedOn: '2026-01-01',
    source: gist,
    ...more,
  } as Instrument,
  outline: {
    instrument: id,
    provisions: [1, 2, 3].map((n) => provision(`art${n}`, `第${'一二三'[n - 1]}条`, `Article ${n}`)),
  },
})
const catalogue = [
  instrument('inspection', '互联网检查规定', 'Rules on Internet Inspection'),
  instrument('inspection-draft', '互联网检查规定(征求意见稿)', 'Rules for Internet Inspection', {
    kind: 'draft',
    status: 'draft',
  }),
  instrument('notice', '关于榜单的通知', 'Notice on “Rankings”', { numbering: 'list' }),
]
const read = (text: string, name = 'law.txt', limits = LAW_LIMITS) =>
  readLaw(Buffer.from(text), name, catalogue, new Budget(limits))
const found = (text: string, name?: string) =>
  Object.fromEntries(
    read(text, name).texts.map((t) => [t.id, { zh: t.zh.map((p) => p.place), en: t.en.map((p) => p.place) }]),
  )

const POSTS = [
  'Category',
  '',
  'Rules on Internet Inspection',
  '',
  'Posted on Updated on',
  '',
  'Order No. 1',
  '',
  'Article 1: First.',
  '',
  'Article\u00A02: Second.',
  '',
  'Article 3: Third.',
  '',
  '互联网检查规定',
  '第一条 甲。',
  '第二条 乙。',
  '第三条 丙。',
  '测试办公室',
  '',
  'Rules for Internet Inspection',
  '',
  'Posted on',
  '',
  '(Opinion-seeking Draft)',
  '',
  '<!–more–>',
  'Article 1: Of the draft. Read the rest of this entry »',
].join('\n')

describe('posts', () => {
  it('begin at the title above the line that says when', () => {
    const lines = POSTS.split('\n')
    assert.deepEqual(
      segments(lines).map((s) => [s.title, s.from, s.start]),
      [
        [undefined, 0, 0],
        ['Rules on Internet Inspection', 2, 5],
        ['Rules for Internet Inspection', 20, 23],
      ],
    )
    assert.deepEqual(segments([]), [])
  })

  it('give both languages, keep a draft one word apart from the final text, and say where they are cut off', () => {
    const { texts, laws, problems } = read(POSTS)
    assert.deepEqual(found(POSTS), {
      inspection: { zh: ['art1', 'art2', 'art3'], en: ['art1', 'art2', 'art3'] },
      'inspection-draft': { zh: [], en: ['art1'] },
    })
    assert.deepEqual(
      texts.map((t) => [t.id, t.truncated, t.line]),
      [
        ['inspection', false, 3],
        ['inspection-draft', true, 21],
      ],
    )
    assert.equal(texts[1]?.en[0]?.text, 'Article 1: Of the draft.')
    assert.deepEqual([laws.length, problems.length], [0, 0])
  })

  it('under the title of the final text are not it where the next line says draft', () => {
    const post = ['Rules on Internet Inspection', 'Posted on', '(Draft for Comment)', 'Article 1: First.'].join('\n')
    assert.deepEqual(found(post), {})
  })

  it('under an unknown title are read beside their Chinese where the numbers agree', () => {
    const post = POSTS.replace('Rules on Internet Inspection', 'Another translation')
    assert.deepEqual(found(post)['inspection']?.en, ['art1', 'art2', 'art3'])
    const other = post.replace('Article 1: First', 'Section A').replace('Article\u00A02', 'Section B')
    assert.deepEqual(found(other)['inspection']?.en, [])
  })
})

describe('formats', () => {
  const lines = ['互联网检查规定', '第一条 甲。', '第二条 乙&丙。', '第三条 丁。']
  const places = { inspection: { zh: ['art1', 'art2', 'art3'], en: [] } }

  it('reads HTML by name and by content', () => {
    const page = `<!DOCTYPE html><html><head><title>x</title><script>第一条 假。</script></head><body><nav>首页</nav><h1>${lines[0]}</h1>${lines
      .slice(1)
      .map((l) => `<p>${l.replace('&', '&amp;')}</p>`)
      .join('')}</body></html>`
    assert.deepEqual(found(page, 'page.html'), places)
    assert.deepEqual(found(page, 'page.txt'), places)
    assert.equal(read(page).texts[0]?.zh[1]?.text, '第二条 乙&丙。')
  })

  it('reads Markdown: headings, bold labels, comments, front matter', () => {
    const md = [
      '---',
      'sidebar: auto',
      '---',
      '',
      `# ${lines[0]}`,
      '<!-- a',
      '第一条 假。 -->',
      ...lines.slice(1).map((l) => l.replace(/^(\S+) /, '**$1**　')),
    ].join('\n')
    assert.deepEqual(found(md, 'law.md'), places)
  })

  it('reads other character sets and line ends', () => {
    const text = Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf16le')
    const { texts } = readLaw(text, 'law.txt', catalogue, new Budget(LAW_LIMITS))
    assert.equal(texts[0]?.zh.length, 3)
  })

  it('knows files that are no text', () => {
    assert.equal(otherKind(Buffer.from('%PDF-1.7')), 'pdf')
    assert.equal(otherKind(Buffer.from('PK\u0003\u0004')), 'zip')
    assert.equal(otherKind(Buffer.from('第一条')), undefined)
  })
})

describe('laws outside the library', () => {
  const law = (name: string, ...lines: string[]) => read(lines.join('\n'), name).laws[0]
  const head = [
    '# 中华人民共和国测试法',
    '2001年1月1日 测试会议通过',
    '2010年2月3日 测试会议第一次修正）',
    '<!-- INFO END -->',
  ]
  const body = [
    '## 第一章 总 则',
    '第一条 甲。',
    '第二条 乙:',
    '(一)丙;',
    '（二）丁。',
    '第三条 本法自2001年3月1日起施行。',
  ]

  it('are read by articles, with the day of the version', () => {
    const read = law('law.md', ...head, ...body)
    assert.equal(read?.title, '中华人民共和国测试法')
    assert.deepEqual([read?.date, read?.dateFrom, read?.inForce], ['2010-02-03', 'head', undefined])
    assert.deepEqual(
      read?.provisions.map((p) => p.place),
      ['part1', 'art1', 'art2', 'art2.1', 'art2.2', 'art3'],
    )
  })

  it('take a later day from the file name, and a commencement only where it is not of an earlier version', () => {
    assert.equal(law('测试法(2015-05-05).md', ...head, ...body)?.date, '2015-05-05')
    assert.equal(law('测试法(2005-05-05).md', ...head, ...body)?.date, '2010-02-03')
    assert.equal(law('测试法(2015-13-05).md', ...head, ...body)?.date, '2010-02-03')
    assert.equal(law('law.md', head[0]!, head[1]!, ...body)?.inForce, '2001-03-01')
    assert.equal(law('law.md', head[0]!, head[1]!, '2001年6月1日 施行', ...body)?.inForce, '2001-06-01')
    assert.equal(law('law.md', head[0]!, ...body)?.date, undefined)
  })

  it('keep the paragraph before article 1, and say which articles have no reference', () => {
    const reading = read(
      [
        '# 测试规定',
        '为正确审理有关案件,根据法律的规定,结合审判实践,制定本规定。',
        '第一条 甲。',
        '第一条之一 增。',
        '第二条 乙。',
      ].join('\n'),
      'a.md',
    )
    assert.deepEqual(
      reading.laws[0]?.provisions.map((p) => p.place),
      ['p1', 'art1', 'art2'],
    )
    assert.deepEqual(
      reading.problems.map((p) => p.code),
      ['law.inserted-article'],
    )
  })

  it('are not seen in what is none', () => {
    for (const text of [
      '',
      '说明\n第一条 只有一条。',
      '第一条 甲。\n第二条 乙。',
      '# 表\n第九条 a。\n第三条 b。\n第七条 c。',
      'Hello',
    ]) {
      assert.equal(law('x.md', text), undefined, text)
    }
  })
})

describe('hostile files', () => {
  it('stop at the budget and say so', () => {
    const { problems } = read(POSTS.repeat(50), 'law.txt', { ...LAW_LIMITS, steps: 5000 })
    assert.deepEqual(
      problems.map((p) => p.code),
      ['budget.steps'],
    )
    assert.equal(read(POSTS, 'law.txt', { ...LAW_LIMITS, bytes: 10 }).problems[0]?.code, 'budget.bytes')
  })

  it('never make it throw', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '互联网检查规定',
        '第一条 甲。',
        'Posted on',
        'Rules on Internet Inspection',
        'Article 1: a',
        '<!--',
        '-->',
        '# ',
        '**',
        '《',
        '之一',
        '\u0000',
        '关于榜单的通知',
        '1.甲。 2.乙。',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom('a.txt', 'a.md', 'a.html'), (pieces, name) => {
        for (const { zh, en } of read(pieces.join('\n'), name).texts) assert.ok(zh.length + en.length > 0)
      }),
      { numRuns: 200 },
    )
  })

  it('take time in proportion to their length', () => {
    for (const [part, name] of [
      ['<!--', 'a.md'],
      ['**', 'a.md'],
      [' \t', 'a.txt'],
      ['互联网检查规定\n', 'a.txt'],
      ['T\nPosted on\n', 'a.txt'],
      ['Rules on Internet Inspection\nPosted on\n(1)\n', 'a.txt'],
      ['第一章\n', 'a.txt'],
      ['第一条 a\n第二条\n', 'a.md'],
    ] as const) {
      const long = part.repeat(Math.ceil(200_000 / part.length))
      assert.doesNotThrow(() => read(long, name, { ...LAW_LIMITS, ms: 5000 }))
      assert.ok(!read(long, name, { ...LAW_LIMITS, ms: 5000 }).problems.some((p) => p.code === 'budget.ms'), part)
    }
  })
})
