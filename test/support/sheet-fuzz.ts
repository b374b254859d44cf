import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SheetError, sheetToCsv } from '../../src/collect/table/xlsx.ts'
import { mutate } from './mutate.ts'
import { writeZip, type ZipFile } from './zip-writer.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)
export const ROWS = 60

/** The parts of a small workbook: shared and inline texts, numbers, days, an error, a phonetic reading. */
export function sheetParts(sheet?: string, strings?: string): { name: string; data: Buffer }[] {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const r = i + 2
    return `<row r="${r}"><c r="A${r}" t="s"><v>${i % 3}</v></c><c r="B${r}" s="1"><v>${44562 + i}</v></c><c r="C${r}"><v>${i}.25</v></c><c r="D${r}" t="inlineStr"><is><t>甲&amp;乙</t></is></c></row>`
  })
  const head = ['id', 'day', 'amount', 'who'].map(
    (t, i) => `<c r="${'ABCD'[i]}1" t="inlineStr"><is><t>${t}</t></is></c>`,
  )
  return [
    {
      name: 'xl/workbook.xml',
      data: xml(
        `<workbook ${MAIN} xmlns:r="r"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: xml('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    },
    {
      name: 'xl/styles.xml',
      data: xml(`<styleSheet ${MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`),
    },
    {
      name: 'xl/sharedStrings.xml',
      data: xml(
        strings ??
          `<sst ${MAIN}><si><t>一</t></si><si><r><t>二</t></r><rPh><t>er</t></rPh></si><si><t>三,"四"</t></si></sst>`,
      ),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: xml(
        sheet ??
          `<worksheet ${MAIN}><sheetData><row r="1">${head.join('')}</row>${rows.join('')}</sheetData></worksheet>`,
      ),
    },
  ]
}

/** Budget of one damaged workbook: a reader may not take long over little. */
const LIMITS = { bytes: 64 << 20, entries: 1_000_000, depth: 64, steps: 50_000_000, ms: 10_000 }

/** What becomes of a workbook: its lines, or why it is refused. Anything but a `SheetError` is a fault of the reader. */
export function converted(archive: Uint8Array): { readonly lines: readonly string[] } | { readonly refused: string } {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-sheet-'))
  try {
    writeFileSync(join(folder, 'a.xlsx'), archive)
    sheetToCsv(join(folder, 'a.xlsx'), undefined, join(folder, 'a.csv'), LIMITS)
    return { lines: readFileSync(join(folder, 'a.csv'), 'utf8').split('\n').slice(0, -1) }
  } catch (error) {
    assert.ok(error instanceof SheetError, String(error instanceof Error ? error.stack : error))
    assert.ok(error.message.length < 400 && !error.message.includes('\n'), error.message)
    return { refused: error.message }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Damages archives and parts before packing by turns; answers how many were still read. */
export function damaged(from: number, runs: number): number {
  const whole = writeZip(sheetParts() as ZipFile[])
  let read = 0
  for (let seed = from; seed < from + runs; seed++) {
    let archive: Uint8Array
    if (seed % 3 === 0) archive = mutate(whole, seed)
    else {
      const parts = sheetParts()
      const chosen = parts[seed % parts.length]!
      chosen.data = mutate(chosen.data, seed)
      archive = writeZip(parts as ZipFile[])
    }
    if ('lines' in converted(archive)) read++
  }
  return read
}
