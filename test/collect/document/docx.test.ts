import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS, type Limits } from '../../../src/collect/budget.ts'
import type { Block } from '../../../src/collect/document/document.ts'
import { readDocx } from '../../../src/collect/document/docx.ts'
import { hanNumber } from '../../../src/collect/document/docx-styles.ts'
import { openDocument, openText } from '../../../src/collect/document/open.ts'
import { readPolicy } from '../../../src/collect/policy/read.ts'
import { docxParts, para, run, writeDocx } from '../../support/docx-writer.ts'
import { mutate } from '../../support/mutate.ts'
import { writeZip } from '../../support/zip-writer.ts'
import { sayings } from './sayings.ts'

const budget = (limits: Partial<Limits> = {}): Budget => new Budget({ ...DOCUMENT_LIMITS, ...limits })
const read = (body: string, more: Parameters<typeof docxParts>[1] = {}): readonly Block[] => {
  const log = new ProblemLog('a.docx')
  const document = readDocx(writeZip(docxParts(body, more)), budget(), log)
  assert.deepEqual(log.problems, [])
  return document!.blocks
}
const texts = (blocks: readonly Block[]): string[] =>
  blocks.map((b) => (b.kind === 'table' ? b.rows.map((r) => r.map((c) => c.text).join('|')).join('/') : b.text))
const cell = (inside: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`

describe('the policy fixtures say the same as DOCX', () => {
  const folder = fileURLToPath(new URL('../../fixtures/policies/', import.meta.url))
  for (const name of readdirSync(folder).filter((file) => file !== 'expect.json'))
    test(name, async () => {
      const bytes = readFileSync(join(folder, name))
      const { document } = openText(bytes, name, budget(), new ProblemLog(name))!
      const docx = await readPolicy(writeDocx(document.blocks), name, budget())
      assert.equal(docx.format, 'docx')
      assert.deepEqual(sayings(docx), sayings(await readPolicy(bytes, name, budget())))
    })
})

describe('structure', () => {
  test('headings by style, by outline level, and by a style based on a heading', () => {
    const styles = '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="章"/><w:basedOn w:val="2"/></w:style>'
    assert.deepEqual(
      read(
        para(run('一'), '<w:pStyle w:val="1"/>') +
          para(run('二'), '<w:outlineLvl w:val="2"/>') +
          para(run('三'), '<w:pStyle w:val="x"/>'),
        { styles },
      ).map((b) => (b.kind === 'heading' ? b.level : 0)),
      [1, 3, 2],
    )
  })
  test('automatic Chinese numbers are part of the text, and count as Word counts', () => {
    const numbering =
      '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>'
    const at = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`
    const blocks = read([0, 1, 1, 0, 1, 2].map((level, i) => para(run(`文${i}`), at(level))).join(''), { numbering })
    assert.deepEqual(texts(blocks), ['第一条文0', '（一）文1', '（二）文2', '第二条文3', '（一）文4', '文5'])
    const last = blocks.at(-1)!
    assert.equal(last.kind === 'item' && last.number, '1.')
  })
  test('Chinese numbers', () => {
    assert.deepEqual([1, 10, 11, 20, 21, 100, 105, 110, 1004].map(hanNumber), [
      '一',
      '十',
      '十一',
      '二十',
      '二十一',
      '一百',
      '一百零五',
      '一百一十',
      '一千零四',
    ])
  })
  test('deleted, moved and hidden text, field codes and tables of contents are no text', () => {
    const body =
      para(
        `${run('留')}<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>` +
          `<w:ins>${run('下')}</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>` +
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.cn/a" </w:instrText></w:r>' +
          `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('链接')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
      ) + para(run('目录行 1'), '<w:pStyle w:val="t1"/>')
    const [only, ...none] = read(body)
    assert.deepEqual(none, [])
    assert.deepEqual(only, {
      kind: 'paragraph',
      text: '留下链接',
      links: [{ text: '链接', href: 'https://example.cn/a' }],
    })
  })
  test('a text box is read once, where its words stand in both forms', () => {
    const box = `<w:txbxContent>${para(run('框'))}</w:txbxContent>`
    const body = para(
      `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>${run('外')}`,
    )
    assert.deepEqual(texts(read(body)), ['框', '外'])
  })
  test('cells merged across and down stand in every place they cover', () => {
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
    const blocks = read(
      `<w:tbl>${row(cell(para(run('甲')), '<w:vMerge w:val="restart"/>'), cell(para(run('乙')), '<w:gridSpan w:val="2"/>'))}${row(
        cell(para(''), '<w:vMerge/>'),
        cell(para(run('丙'))),
        cell(para(run('丁')) + para(run('戊'))),
      )}</w:tbl>`,
    )
    assert.deepEqual(texts(blocks), ['甲|乙|乙/甲|丙|丁\n戊'])
    const [table] = blocks
    assert.deepEqual(table?.kind === 'table' && table.rows.map((r) => r.map((c) => c.spanned === true)), [
      [false, false, true],
      [true, false, false],
    ])
  })
  test('a table that only frames the page is running text', () => {
    assert.deepEqual(texts(read(`<w:tbl><w:tr>${cell(para(run('整页')))}</w:tr></w:tbl>`)), ['整页'])
  })
})

describe('what is no readable document gives one clear line', () => {
  const why = async (bytes: Buffer, limits: Partial<Limits> = {}) => {
    const log = new ProblemLog('x')
    const opened = await openDocument(bytes, 'x', budget(limits), log)
    return { opened, codes: log.problems.map((p) => p.code) }
  }
  test('an archive that is something else', async () => {
    const { opened, codes } = await why(writeZip([{ name: 'xl/workbook.xml', data: '<x/>' }]))
    assert.equal(opened, undefined)
    assert.deepEqual(codes, ['document.format'])
  })
  test('a .doc, and a docx behind a password', async () => {
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])
    assert.deepEqual((await why(ole)).codes, ['document.format'])
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])
    assert.deepEqual((await why(locked)).codes, ['document.encrypted'])
  })
  test('damaged XML keeps what came before and says so', async () => {
    const parts = docxParts(para(run('前')))
    const main = parts.at(-1)!
    main.data = String(main.data).replace('<w:sectPr/>', '<w:p><w:r><w:t>后</w:q>')
    const { opened, codes } = await why(writeZip(parts))
    assert.deepEqual(texts(opened!.document.blocks).slice(0, 1), ['前'])
    assert.deepEqual(codes, ['document.xml'])
  })
  test('a document type declaration is not read', async () => {
    const parts = docxParts('')
    const main = parts.at(-1)!
    main.data = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${main.data}`
    assert.deepEqual((await why(writeZip(parts))).codes, ['document.xml'])
  })
  test('a bomb and endless nesting end at the budget', async () => {
    const bomb = docxParts(para(run('字'.repeat(4 << 20))))
    assert.ok((await why(writeZip(bomb), { bytes: 1 << 20 })).codes.includes('zip.too-large'))
    const deep = docxParts('<w:sdt>'.repeat(2000))
    assert.ok((await why(writeZip(deep))).codes.includes('budget.depth'))
  })
  test('damaged documents never throw', async () => {
    const whole = writeDocx([
      { kind: 'heading', level: 1, text: '隐私政策' },
      { kind: 'item', depth: 2, text: '一项' },
      {
        kind: 'table',
        rows: [
          [
            { text: '甲', header: true },
            { text: '乙', header: true },
          ],
          [
            { text: '丙', header: false },
            { text: '丁', header: false },
          ],
        ],
      },
    ])
    for (let seed = 0; seed < 400; seed += 1) await why(mutate(whole, seed), { ms: 5_000 })
    const parts = docxParts(para(run('字'), '<w:pStyle w:val="1"/>'))
    const main = Buffer.from(String(parts.at(-1)!.data))
    for (let seed = 0; seed < 400; seed += 1) {
      parts.at(-1)!.data = mutate(main, seed)
      await why(writeZip(parts), { ms: 5_000 })
    }
  })
})
