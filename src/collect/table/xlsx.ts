import { closeSync, openSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { fileSource } from '../archive/source.ts'
import { openZip, type Zip } from '../archive/zip.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { readXml } from '../document/xml.ts'

/** For one workbook: a sheet holds at most 1,048,576 rows. */
const LIMITS: Limits = { bytes: 1 << 30, entries: 20_000_000, depth: 64, steps: 4_000_000_000, ms: 300_000 }
/** Columns read of a sheet. */
const MOST_COLUMNS = 1000
const PIECE = 1 << 20

/** A sheet that cannot be read as a table; the message says why. */
export class SheetError extends Error {}

/**
 * Writes one sheet of a workbook as UTF-8 CSV: shared and inline texts, numbers as the file has them, days and moments
 * as `YYYY-MM-DD`. Only the sheet's cells pass through memory one row at a time; texts shared by cells are kept.
 * Throws `SheetError` where the file is no workbook, or is larger than its budget.
 */
export function sheetToCsv(path: string, sheet: string | undefined, to: string, limits: Limits = LIMITS): void {
  const budget = new Budget(limits)
  const zip = openZip(fileSource(path), budget, { artifact: basename(path) })
  try {
    if (!zip.found) throw new SheetError('not an XLSX workbook')
    const book = workbook(zip, budget)
    const found = sheet === undefined ? book.sheets[0] : book.sheets.find((s) => s.name === sheet)
    if (!found)
      throw new SheetError(
        sheet === undefined
          ? 'the workbook has no sheet'
          : `there is no sheet ${sheet}; it has ${book.sheets
              .map((s) => s.name)
              .slice(0, 8)
              .join(', ')}`,
      )
    writeSheet(zip, found.part, book, to, budget)
  } catch (error) {
    if (error instanceof BudgetError) throw new SheetError(`the workbook is too large: ${error.message}`)
    throw error
  } finally {
    zip.close()
  }
}

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly texts: readonly string[]
  /** Whether a cell style shows days. */
  readonly days: readonly boolean[]
  /** Days are counted from 1904. */
  readonly from1904: boolean
}

function part(zip: Zip, name: string): Buffer | undefined {
  const entry = zip.get(name)
  if (!entry) return undefined
  const bytes = zip.read(entry)
  if (!bytes)
    throw new SheetError(`${name} of the workbook cannot be read: ${zip.problems.at(-1)?.message.en ?? 'damaged'}`)
  return bytes
}

function workbook(zip: Zip, budget: Budget): Workbook {
  const main = part(zip, 'xl/workbook.xml')
  if (!main) throw new SheetError('not an XLSX workbook')
  const targets = new Map<string, string>()
  read(part(zip, 'xl/_rels/workbook.xml.rels'), budget, (name, attribute) => {
    if (name === 'Relationship') targets.set(attribute('Id') ?? '', resolved(attribute('Target') ?? ''))
  })
  const sheets: { name: string; part: string }[] = []
  let from1904 = false
  read(main, budget, (name, attribute) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
    if (name !== 'sheet') return
    const target = targets.get(attribute('id') ?? '')
    if (target) sheets.push({ name: attribute('name') ?? '', part: target })
  })
  return { sheets, texts: sharedTexts(zip, budget), days: dayStyles(zip, budget), from1904 }
}

const resolved = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

function read(
  bytes: Buffer | undefined,
  budget: Budget,
  open: (name: string, attribute: (name: string) => string | undefined) => void,
): void {
  if (!bytes) return
  const fault = readXml(bytes, budget, { open: (tag) => open(tag.name, (name) => tag.attribute(name)), close() {} })
  if (fault !== undefined) throw new SheetError(`the workbook is damaged: ${fault}`)
}

/** Texts of cells, phonetic readings left out. */
function sharedTexts(zip: Zip, budget: Budget): string[] {
  const bytes = part(zip, 'xl/sharedStrings.xml')
  const texts: string[] = []
  if (!bytes) return texts
  let inText = false
  let phonetic = false
  let current = ''
  const fault = readXml(bytes, budget, {
    open({ name }) {
      if (name === 'si') current = ''
      if (name === 'rPh') phonetic = true
      if (name === 't') inText = true
    },
    text(piece) {
      if (inText && !phonetic) current += piece
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') phonetic = false
      if (name === 'si') {
        budget.entries()
        texts.push(current)
      }
    },
  })
  if (fault !== undefined) throw new SheetError(`the workbook is damaged: ${fault}`)
  return texts
}

/** Built-in number formats that show days. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

function dayStyles(zip: Zip, budget: Budget): boolean[] {
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  const bytes = part(zip, 'xl/styles.xml')
  if (!bytes) return styles
  const fault = readXml(bytes, budget, {
    open(tag) {
      if (tag.name === 'numFmt')
        own.set(Number(tag.attribute('numFmtId')), showsDays(tag.attribute('formatCode') ?? ''))
      if (tag.name === 'cellXfs') inCells = true
      if (tag.name !== 'xf' || !inCells) return
      const id = Number(tag.attribute('numFmtId') ?? 0)
      styles.push(own.get(id) ?? DAY_FORMATS.has(id))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  if (fault !== undefined) throw new SheetError(`the workbook is damaged: ${fault}`)
  return styles
}

/** A year or a day in the format, outside quoted text, escapes and colours. */
const showsDays = (code: string): boolean => /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))

function writeSheet(zip: Zip, name: string, book: Workbook, to: string, budget: Budget): void {
  const bytes = part(zip, name)
  if (!bytes) throw new SheetError(`${name} is missing from the workbook`)
  const out = openSync(to, 'w')
  let pending = ''
  let width = 0
  let cells: string[] = []
  let column = 0
  let kind = 'n'
  let style = 0
  let value = ''
  let taking = false
  let phonetic = false
  const end = () => {
    if (width === 0) width = cells.length
    if (cells.every((c) => c === '')) return
    budget.entries()
    if (cells.length > width) throw new SheetError(`a row has ${cells.length} cells, the head ${width}`)
    while (cells.length < width) cells.push('')
    pending += `${cells.map(quoted).join(',')}\n`
    if (pending.length > PIECE) {
      writeSync(out, pending)
      pending = ''
    }
  }
  try {
    const fault = readXml(bytes, budget, {
      open(tag) {
        switch (tag.name) {
          case 'row':
            cells = []
            column = 0
            break
          case 'c': {
            const at = columnOf(tag.attribute('r'))
            column = at ?? column + 1
            if (column > MOST_COLUMNS) throw new SheetError(`the sheet has more than ${MOST_COLUMNS} columns`)
            kind = tag.attribute('t') ?? 'n'
            style = Number(tag.attribute('s') ?? 0)
            value = ''
            break
          }
          case 'v':
          case 't':
            taking = true
            break
          case 'rPh':
            phonetic = true
            break
        }
      },
      text(piece) {
        if (taking && !phonetic) value += piece
      },
      close(tag) {
        if (tag === 'v' || tag === 't') taking = false
        if (tag === 'rPh') phonetic = false
        if (tag === 'c') {
          while (cells.length < column - 1) cells.push('')
          cells[column - 1] = shown(kind, style, value, book)
        }
        if (tag === 'row') end()
      },
    })
    if (fault !== undefined) throw new SheetError(`the sheet is damaged: ${fault}`)
    writeSync(out, pending)
  } finally {
    closeSync(out)
  }
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** `BC12` is column 55. */
function columnOf(place: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(place ?? '')?.[0]
  return letters === undefined ? undefined : [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)
}

function shown(kind: string, style: number, value: string, { texts, days, from1904 }: Workbook): string {
  switch (kind) {
    case 's':
      return texts[Number(value)] ?? ''
    case 'b':
      return value === '1' ? 'true' : 'false'
    case 'e':
      return value
    case 'n':
      return value === '' ? '' : days[style] ? dayOf(Number(value), from1904, value) : plain(value)
    default:
      return value
  }
}

/**
 * Numbers as people write them. A sheet computes in binary and shows fifteen digits: what stands behind them is noise
 * (89.99700000000001), unless the file has written a plain amount.
 */
function plain(value: string): string {
  if (/^-?\d+(?:\.\d{1,2})?$/.test(value)) return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  const rounded = String(Number(number.toPrecision(15)))
  return /e/i.test(rounded) ? value : rounded
}

/** A serial day; day 60 of the 1900 count never was. */
function dayOf(serial: number, from1904: boolean, value: string): string {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return value
  const days = Math.floor(serial) + (from1904 ? 1462 : 0)
  return new Date(Date.UTC(1899, 11, 30) + (days < 60 ? days + 1 : days) * 86_400_000).toISOString().slice(0, 10)
}
