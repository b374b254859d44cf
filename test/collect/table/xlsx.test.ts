import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { converted, damaged, ROWS, sheetParts } from '../../support/sheet-fuzz.ts'
import { writeZip, type ZipFile } from '../../support/zip-writer.ts'

const packed = (parts: readonly ZipFile[]) => converted(writeZip(parts))
const of = (sheet: string, strings?: string) => packed(sheetParts(`<worksheet>${sheet}</worksheet>`, strings))
const refused = (found: ReturnType<typeof converted>): string => {
  assert.ok('refused' in found, 'lines' in found ? found.lines.slice(0, 3).join('|') : '')
  return found.refused
}

describe('a workbook as a table', () => {
  it('is read with its texts, days and amounts', () => {
    const found = packed(sheetParts())
    assert.ok('lines' in found)
    assert.equal(found.lines.length, ROWS + 1)
    assert.deepEqual(found.lines.slice(0, 4), [
      'id,day,amount,who',
      '一,2022-01-01,0.25,甲&乙',
      '二,2022-01-02,1.25,甲&乙',
      '"三,""四""",2022-01-03,2.25,甲&乙',
    ])
  })

  it('that is none, is cut short or lacks a part is refused in one line', () => {
    assert.match(refused(converted(Buffer.from('no archive'))), /not an XLSX workbook/)
    const whole = writeZip(sheetParts())
    assert.ok('refused' in converted(whole.subarray(0, whole.length / 2)))
    for (const name of ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml'])
      assert.ok('refused' in packed(sheetParts().filter((part) => part.name !== name)), name)
    assert.ok('lines' in packed(sheetParts().filter((part) => part.name !== 'xl/sharedStrings.xml')))
  })

  it('that unpacks to far more than it says, or than it may, is refused', () => {
    const bomb = Buffer.concat([
      Buffer.from('<worksheet><sheetData>'),
      Buffer.alloc(80 << 20, 0x20),
      Buffer.from('</sheetData></worksheet>'),
    ])
    const parts = sheetParts().filter((part) => !part.name.endsWith('sheet1.xml'))
    const body = { name: 'xl/worksheets/sheet1.xml', data: bomb }
    assert.ok('refused' in packed([...parts, body]))
    const lie = { size: 1000 }
    assert.ok('refused' in packed([...parts, { ...body, central: lie, local: lie }]))
  })

  it('with entities that grow, elements without end or broken XML is refused', () => {
    const laughs = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY ${'bcdefghijklm'[i]} "${`&${'abcdefghijkl'[i]};`.repeat(10)}">`).join('')}]>`
    assert.ok('refused' in of('<sheetData><row><c t="inlineStr"><is><t>&m;</t></is></c></row></sheetData>'))
    assert.ok(
      'refused' in
        packed(
          sheetParts(`${laughs}<worksheet><sheetData><row><c t="str"><v>&m;</v></c></row></sheetData></worksheet>`),
        ),
    )
    assert.ok('refused' in of(`${'<a>'.repeat(100_000)}`))
    assert.ok('refused' in of('<sheetData><row><c r="A1"'))
  })

  it('with more columns than a table has, or a row wider than its head, is refused', () => {
    const row = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`
    const cell = (at: string) => `<c r="${at}"><v>1</v></c>`
    assert.match(refused(of(`<sheetData>${row(cell('XFD1'))}</sheetData>`)), /more than 1000 columns/)
    assert.match(
      refused(of(`<sheetData>${row(cell('A1'))}${row(cell('A2'), cell('C2'))}</sheetData>`)),
      /3 cells, the head 1/,
    )
    const found = of(
      `<sheetData>${row('<c r="A1" t="s"><v>9999999</v></c>', cell('B1'))}${row('<c r="A2" t="s"><v>-1</v></c>', '<c r="B2" s="9999"><v>1e400</v></c>')}</sheetData>`,
    )
    assert.deepEqual(found, { lines: [',1', ',1e400'] })
  })

  it('that is damaged anywhere is read or refused', () => {
    const runs = 150
    const read = damaged(0, runs)
    assert.ok(read > 0 && read < runs, String(read))
  })
})
