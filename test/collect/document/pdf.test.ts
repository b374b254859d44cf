import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS, type Limits } from '../../../src/collect/budget.ts'
import { tidy } from '../../../src/collect/document/characters.ts'
import { openDocument, openText } from '../../../src/collect/document/open.ts'
import { bodyOf, flowOf, marginalia } from '../../../src/collect/document/pdf-flow.ts'
import type { PdfItem, PdfPage } from '../../../src/collect/document/pdf-page.ts'
import { flowByTags } from '../../../src/collect/document/pdf-tags.ts'
import { readPolicy } from '../../../src/collect/policy/read.ts'
import { mutate } from '../../support/mutate.ts'
import { printBlocks, writePdf } from '../../support/pdf-writer.ts'
import { sayings } from './sayings.ts'

const budget = (limits: Partial<Limits> = {}): Budget => new Budget({ ...DOCUMENT_LIMITS, ms: 60_000, ...limits })
const open = async (bytes: Buffer, limits: Partial<Limits> = {}) => {
  const log = new ProblemLog('x')
  const opened = await openDocument(bytes, 'x.docx', budget(limits), log)
  return { document: opened?.document, codes: log.problems.map((p) => p.code) }
}

describe('policy fixtures say the same as PDF', () => {
  const folder = fileURLToPath(new URL('../../fixtures/policies/', import.meta.url))
  for (const name of [
    '2.1-means-before-table.html',
    '3.9-denial-in-list.md',
    '6.3-retention-60-days.txt',
    '2.1-transposed-table.html',
  ])
    test(name, async () => {
      const bytes = readFileSync(join(folder, name))
      const { document } = openText(bytes, name, budget(), new ProblemLog(name))!
      const pdf = await readPolicy(writePdf(printBlocks(document.blocks)), name, budget())
      assert.equal(pdf.format, 'pdf')
      assert.deepEqual(sayings(pdf), sayings(await readPolicy(bytes, name, budget())))
    })
})

test('a table and a paragraph that go on overleaf are one', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [`甲${i}`, `乙${i}`].map((text) => ({ text, header: false })))
  const head = ['名称', '用途'].map((text) => ({ text, header: true }))
  const { document } = await open(
    writePdf(
      printBlocks([
        { kind: 'table', rows: [head, ...rows] },
        { kind: 'paragraph', text: '我们收集您的信息，用于提供服务'.repeat(120) },
      ]),
    ),
  )
  assert.deepEqual(
    document?.blocks.map((b) => b.kind),
    ['table', 'paragraph'],
  )
  const [table, text] = document!.blocks
  assert.equal(table?.kind === 'table' && table.rows.length, 61)
  assert.equal(text?.kind === 'paragraph' && text.text, '我们收集您的信息，用于提供服务'.repeat(120))
})

describe('what cannot be read gives one clear line', () => {
  test('behind a password', async () => {
    assert.deepEqual((await open(writePdf([[{ text: '字', x: 60, y: 700, size: 12 }]], { locked: true }))).codes, [
      'document.encrypted',
    ])
  })
  test('damaged', async () => {
    assert.deepEqual((await open(Buffer.from('%PDF-1.7\n rubbish'))).codes, ['document.format'])
  })
  test('scanned pages: the text is in pictures', async () => {
    const scan = await readPolicy(writePdf([[]], { scanned: true }), 'p.pdf', budget())
    assert.deepEqual(scan.unread, ['images'])
    assert.equal(scan.length.chars, 0)
  })
  test('a stream that unpacks without end is stopped', async () => {
    const bomb = deflateSync(Buffer.alloc(300 << 20, ' '))
    const text = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj 4 0 obj<</Filter/FlateDecode/Length ${bomb.length}>>stream\n`
    const { codes } = await open(
      Buffer.concat([
        Buffer.from(text),
        bomb,
        Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF'),
      ]),
      { ms: 4000 },
    )
    assert.ok(codes.every((code) => /^budget\.|^document\./.test(code)))
  })
  test('damaged files never throw and end in time', async () => {
    const whole = writePdf([[{ text: '隐私政策', x: 60, y: 700, size: 12 }]])
    await Promise.all(Array.from({ length: 6 }, (_, seed) => open(mutate(whole, seed), { ms: 20_000 })))
  })
})

const item = (text: string, x: number, y: number, more: Partial<PdfItem> = {}): PdfItem => ({
  text,
  x,
  y,
  size: 12,
  bold: false,
  width: [...text].reduce((n, c) => n + (c < '\u0080' ? 6 : 12), 0),
  ...more,
}) // prettier-ignore
const page = (items: readonly PdfItem[], more: Partial<PdfPage> = {}): PdfPage => ({
  number: 1,
  width: 595,
  height: 842,
  items,
  rules: [],
  dots: [],
  links: [],
  drawn: false,
  ...more,
}) // prettier-ignore
const flow = (one: PdfPage) =>
  flowOf(one, bodyOf([one]), marginalia([one])).map((f) =>
    f.kind === 'text' ? f.text : f.rows.map((row) => row.map((cell) => cell.text)),
  )

describe('layout without tags', () => {
  const line = '我们重视您的个人信息并按照法律的规定处理它们同时告知您'
  test('a paragraph goes on while lines are full, and a set-in line begins the next', () => {
    assert.deepEqual(
      flow(
        page([
          item(line, 84, 100),
          item(`${line}继续`, 60, 118),
          item('结束。', 60, 136),
          item(line.slice(2), 84, 154),
        ]),
      ),
      [`${line}${line}继续结束。`, line.slice(2)],
    )
  })
  test('cells in the middle of their row, without any rule', () => {
    const rows = [
      item('名称', 60, 100),
      item('目的', 200, 100),
      item('甲', 60, 129),
      item('统计应用的启动次数', 200, 120),
      item('和崩溃', 200, 138),
      item('乙', 60, 160),
      item('登录', 200, 160),
    ]
    const text = [item(line, 60, 240), item(line, 60, 258), item(line, 60, 276)]
    assert.deepEqual(flow(page([...rows, ...text]))[0], [
      ['名称', '目的'],
      ['甲', '统计应用的启动次数和崩溃'],
      ['乙', '登录'],
    ]) // prettier-ignore
  })
  test('numbered lines are no table', () => {
    const found = flow(
      page([item('1.', 60, 100), item('手机号码', 80, 100), item('2.', 60, 118), item('位置信息', 80, 118)]),
    )
    assert.ok(found.every((one) => typeof one === 'string'))
  })
  test('page numbers and running heads are left out', () => {
    const pages = [1, 2, 3].map((n) =>
      page([item('某公司隐私政策', 60, 30), item(`正文${n}`, 60, 300), item(`- ${n} -`, 280, 820)], { number: n }),
    )
    const drop = marginalia(pages)
    assert.deepEqual(
      pages.flatMap((one) => one.items.filter((i) => !drop.has(i)).map((i) => i.text)),
      ['正文1', '正文2', '正文3'],
    )
  })
  test('whatever stands on a page, laying it out ends and loses no text of the body', () => {
    const coordinate = fc.integer({ min: 0, max: 800 })
    const anything = fc.record({
      text: fc.constantFrom('甲', '乙丙', 'SDK', '1.', '。'),
      x: coordinate,
      y: fc.integer({ min: 90, max: 740 }),
    })
    const rule = fc
      .tuple(coordinate, coordinate, coordinate, coordinate)
      .map(([x0, y0, x1, y1]) => ({ x0: Math.min(x0, x1), x1: Math.max(x0, x1), y0, y1: y0 + (y1 % 3) }))
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), fc.array(rule, { maxLength: 20 }), (items, rules) => {
        const one = page(
          items.map((i) => item(i.text, i.x, i.y)),
          { rules },
        )
        const said = JSON.stringify(flow(one))
        for (const i of one.items) if (!/^[1。]/.test(i.text)) assert.ok(said.includes(i.text[0]!))
      }),
      { numRuns: 150 },
    )
  })
})

test('tags give headings, lists and merged cells', () => {
  const items = [
    item('题', 60, 100, { mark: 'a' }),
    item('• ', 80, 130, { mark: 'b' }),
    item('一项', 92, 130, { mark: 'c' }),
    item('合', 60, 170, { mark: 'd' }),
    item('左', 200, 170, { mark: 'e' }),
    item('右', 400, 170, { mark: 'f' }),
    item('左二', 200, 200, { mark: 'g' }),
    item('右二', 400, 200, { mark: 'h' }),
  ]
  const td = (mark: string) => ({ role: 'TD', children: [{ mark }] })
  const tags = {
    role: 'Document',
    children: [
      { role: 'H2', children: [{ mark: 'a' }] },
      {
        role: 'L',
        children: [
          {
            role: 'LI',
            children: [
              { role: 'Lbl', children: [{ mark: 'b' }] },
              { role: 'LBody', children: [{ mark: 'c' }] },
            ],
          },
        ],
      },
      {
        role: 'Table',
        children: [
          { role: 'TR', children: [td('d'), td('e'), td('f')] },
          { role: 'TR', children: [td('g'), td('h')] },
        ],
      },
    ],
  }
  const [head, entry, table] = flowByTags(page(items, { tags }), new Set())
  assert.ok(head?.kind === 'text' && head.heading === 2 && head.text === '题')
  assert.ok(entry?.kind === 'text' && entry.item === 1 && entry.text === '一项')
  assert.ok(table?.kind === 'table')
  assert.deepEqual(
    table.rows.map((row) => row.map((c) => `${c.text}${c.rowspan}${c.colspan}`)),
    [
      ['合21', '左11', '右11'],
      ['左二11', '右二11'],
    ],
  )
})

test('radicals that fonts share with characters are the characters', () => {
  assert.equal(tidy('⽤⼾的⻓⻚⾯，⺠法'), '用户的长页面，民法')
})
