import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Budget } from '../../../src/collect/budget.ts'
import { segments } from '../../../src/collect/law/posts.ts'
import { type Catalogued, LAW_LIMITS, readLaw } from '../../../src/collect/law/read-law.ts'
import type { Instrument, Provision } from '../../../src/law/instrument.ts'
import { writeDocx } from '../../support/docx-writer.ts'
import { printBlocks, writePdf } from '../../support/pdf-writer.ts'

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
const read = async (text: string, name = 'law.txt', limits = LAW_LIMITS) =>
  readLaw(Buffer.from(text), name, catalogue, new Budget(limits))
const found = async (text: string, name?: string) =>
  Object.fromEntries(
    (await read(text, name)).texts.map((t) => [t.id, { zh: t.zh.map((p) => p.place), en: t.en.map((p) => p.place) }]),
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
  it('begin at the title above the line that says when', async () => {
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

  it('give both languages, keep a draft one word apart from the final text, and say where they are cut off', async () => {
    const { texts, laws, problems } = await read(POSTS)
    assert.deepEqual(await found(POSTS), {
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

  it('under the title of the final text are not it where the next line says draft', async () => {
    const post = ['Rules on Internet Inspection', 'Posted on', '(Draft for Comment)', 'Article 1: First.'].join('\n')
    assert.deepEqual(await found(post), {})
  })

  it('under an unknown title are read beside their Chinese where the numbers agree', async () => {
    const post = POSTS.replace('Rules on Internet Inspection', 'Another translation')
    assert.deepEqual((await found(post))['inspection']?.en, ['art1', 'art2', 'art3'])
    const other = post.replace('Article 1: First', 'Section A').replace('Article\u00A02', 'Section B')
    assert.deepEqual((await found(other))['inspection']?.en, [])
  })
})

describe('formats', () => {
  const lines = ['互联网检查规定', '第一条 甲。', '第二条 乙&丙。', '第三条 丁。']
  const places = { inspection: { zh: ['art1', 'art2', 'art3'], en: [] } }

  it('reads HTML by name and by content', async () => {
    const page = `<!DOCTYPE html><html><head><title>x</title><script>第一条 假。</script></head><body><nav>首页</nav><h1>${lines[0]}</h1>${lines
      .slice(1)
      .map((l) => `<p>${l.replace('&', '&amp;')}</p>`)
      .join('')}</body></html>`
    assert.deepEqual(await found(page, 'page.html'), places)
    assert.deepEqual(await found(page, 'page.txt'), places)
    assert.equal((await read(page)).texts[0]?.zh[1]?.text, '第二条 乙&丙。')
  })

  it('reads Markdown: headings, bold labels, comments, front matter', async () => {
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
    assert.deepEqual(await found(md, 'law.md'), places)
  })

  it('reads other character sets and line ends', async () => {
    const text = Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf16le')
    const { texts } = await readLaw(text, 'law.txt', catalogue, new Budget(LAW_LIMITS))
    assert.equal(texts[0]?.zh.length, 3)
  })

  it('reads a Word document, its numbering written out by Word or by hand', async () => {
    const blocks = lines.map((text) => ({ kind: 'paragraph' as const, text }))
    const { texts, format } = await readLaw(writeDocx(blocks), 'law.docx', catalogue, new Budget(LAW_LIMITS))
    assert.equal(format, 'docx')
    assert.deepEqual(
      texts[0]?.zh.map((p) => p.place),
      places['inspection'].zh,
    )
  })

  it('reads a PDF as printed, long lines cut and put together again', async () => {
    const long = '检查互联网服务的，应当有两名以上人员，出示证件，当场制作记录，并由被检查的一方核对后签字或者盖章'
    const articles = ['一', '二', '三'].map((n) => `第${n}条 ${long}；${long}。`)
    const blocks = [lines[0]!, ...articles].map((text) => ({ kind: 'paragraph' as const, text }))
    const { texts, format } = await readLaw(writePdf(printBlocks(blocks)), 'law.pdf', catalogue, new Budget(LAW_LIMITS))
    assert.equal(format, 'pdf')
    assert.deepEqual(
      texts[0]?.zh.map((p) => [p.place, p.text.endsWith(`${long}；${long}。`)]),
      places['inspection'].zh.map((place) => [place, true]),
    )
  })

  it('says of a file that is not read what to do', async () => {
    for (const bytes of [
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.from('PK\u0003\u0004'),
    ]) {
      const { texts, format, problems } = await readLaw(bytes, 'law.doc', catalogue, new Budget(LAW_LIMITS))
      assert.deepEqual([texts, format], [[], undefined])
      assert.ok(problems.length > 0)
    }
  })

  it('puts lines together that were cut at a fixed width', async () => {
    const long =
      '公安机关应当自整改期限届满或者收到监督检查对象提前复查申请之日起三个工作日内对整改情况进行复查并在复查结束后反馈复查结果'
    const text = ['互联网检查规定', ...[1, 2, 3, 4].map((n) => `第${'一二三四'[n - 1]}条 ${long}${long}。`)]
    const cut = text.flatMap((line) => line.match(/.{1,32}/gu) ?? [])
    const whole = await readLaw(Buffer.from(text.join('\n')), 'a.txt', catalogue, new Budget(LAW_LIMITS))
    const again = await readLaw(Buffer.from(cut.join('\n')), 'a.txt', catalogue, new Budget(LAW_LIMITS))
    assert.equal(whole.texts[0]?.zh.length, 4)
    assert.deepEqual(
      again.texts[0]?.zh.map((p) => [p.place, p.form]),
      whole.texts[0]?.zh.map((p) => [p.place, p.form]),
    )
  })
})

describe('laws outside the library', () => {
  const law = async (name: string, ...lines: string[]) => (await read(lines.join('\n'), name)).laws[0]
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

  it('are read by articles, with the day of the version', async () => {
    const read = await law('law.md', ...head, ...body)
    assert.equal(read?.title, '中华人民共和国测试法')
    assert.deepEqual([read?.date, read?.dateFrom, read?.inForce], ['2010-02-03', 'head', undefined])
    assert.deepEqual(
      read?.provisions.map((p) => p.place),
      ['part1', 'art1', 'art2', 'art2.1', 'art2.2', 'art3'],
    )
  })

  it('take a later day from the file name, and a commencement only where it is not of an earlier version', async () => {
    assert.equal((await law('测试法(2015-05-05).md', ...head, ...body))?.date, '2015-05-05')
    assert.equal((await law('测试法(2005-05-05).md', ...head, ...body))?.date, '2010-02-03')
    assert.equal((await law('测试法(2015-13-05).md', ...head, ...body))?.date, '2010-02-03')
    assert.equal((await law('law.md', head[0]!, head[1]!, ...body))?.inForce, '2001-03-01')
    assert.equal((await law('law.md', head[0]!, head[1]!, '2001年6月1日 施行', ...body))?.inForce, '2001-06-01')
    assert.equal((await law('law.md', head[0]!, ...body))?.date, undefined)
  })

  it('keep the paragraph before article 1, and say which articles have no reference', async () => {
    const reading = await read(
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

  it('are not seen in what is none', async () => {
    for (const text of [
      '',
      '说明\n第一条 只有一条。',
      '第一条 甲。\n第二条 乙。',
      '# 表\n第九条 a。\n第三条 b。\n第七条 c。',
      'Hello',
    ]) {
      assert.equal(await law('x.md', text), undefined, text)
    }
  })
})

describe('hostile files', () => {
  it('stop at the budget and say so', async () => {
    const { problems } = await read(POSTS.repeat(50), 'law.txt', { ...LAW_LIMITS, steps: 5000 })
    assert.deepEqual(
      problems.map((p) => p.code),
      ['budget.steps'],
    )
    assert.equal((await read(POSTS, 'law.txt', { ...LAW_LIMITS, bytes: 10 })).problems[0]?.code, 'budget.bytes')
  })

  it('never make it throw', async () => {
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
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom('a.txt', 'a.md', 'a.html', 'a.docx'),
        async (pieces, name) => {
          for (const { zh, en } of (await read(pieces.join('\n'), name)).texts) assert.ok(zh.length + en.length > 0)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('take time in proportion to their length', async () => {
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
      await assert.doesNotReject(read(long, name, { ...LAW_LIMITS, ms: 5000 }))
      assert.ok(
        !(await read(long, name, { ...LAW_LIMITS, ms: 5000 })).problems.some((p) => p.code === 'budget.ms'),
        part,
      )
    }
  })
})
