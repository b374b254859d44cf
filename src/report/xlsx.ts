import { HEAD, office, xml } from './office.ts'

export type CellStyle = 'money' | 'percent'

/** A number as its text has it, digits beyond those of a double kept in the file. */
export interface NumberCell {
  readonly v: string
  readonly style: CellStyle
}

/** A formula of our own, without its `=`, and the value it has. */
export interface Formula {
  readonly f: string
  readonly v: number | string
  readonly style?: CellStyle
}

export type Cell = string | number | NumberCell | Formula

/** A sheet: rows of cells, the first one the head. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  /** Widths of the columns in characters. */
  readonly widths?: readonly number[]
}

/** A cell holds no more characters than this. */
const MAX_CELL = 32_767
const MAX_NAME = 31
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/**
 * A workbook (Office Open XML) of sheets of text, numbers and formulas: heads in bold and frozen, with a filter. Text is
 * written as text and never as a formula. The parts are stored, not compressed, so that this stays a pure function.
 */
export function workbook(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  const parts: (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${namesOf(sheets)
        .map((name, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00##%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ],
    ...sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)] as const),
  ]
  return office(parts)
}

/** Names as the format allows them, each once. */
function namesOf(sheets: readonly Sheet[]): string[] {
  const names: string[] = []
  for (const { name } of sheets) {
    const plain =
      name
        .replace(/[\\/?*[\]:]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim()
        .slice(0, MAX_NAME) || 'Sheet'
    let unique = plain
    for (let n = 2; names.some((other) => other.toLowerCase() === unique.toLowerCase()); n++)
      unique = `${plain.slice(0, MAX_NAME - 4)} ${n}`
    names.push(unique)
  }
  return names
}

function sheetXml({ rows, widths }: Sheet): string {
  const width = Math.max(1, ...rows.map((row) => row.length))
  const cols = widths
    ? `<cols>${widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('')}</cols>`
    : ''
  const body = rows
    .map((row, r) => {
      const cells = row.map((value, c) => {
        const at = `${columnName(c)}${r + 1}`
        const style = styleOf(value, r === 0)
        if (typeof value === 'object') return 'f' in value ? formula(at, style, value) : plain(at, style, value.v)
        if (typeof value === 'number' && Number.isFinite(value)) return plain(at, style, String(value))
        const text = String(value).slice(0, MAX_CELL)
        return text === ''
          ? ''
          : `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`
      })
      return `<row r="${r + 1}">${cells.join('')}</row>`
    })
    .join('')
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const filter = rows.length > 1 ? `<autoFilter ref="A1:${columnName(width - 1)}${rows.length}"/>` : ''
  return `${HEAD}<worksheet xmlns="${MAIN}">${frozen}${cols}<sheetData>${body}</sheetData>${filter}</worksheet>`
}

const STYLES: Readonly<Record<CellStyle, number>> = { money: 2, percent: 3 }
function styleOf(cell: Cell, head: boolean): string {
  if (head) return ' s="1"'
  return typeof cell === 'object' && cell.style !== undefined ? ` s="${STYLES[cell.style]}"` : ''
}

const plain = (at: string, style: string, number: string) => `<c r="${at}"${style}><v>${number}</v></c>`

const formula = (at: string, style: string, { f, v }: Formula) =>
  `<c r="${at}"${style}${typeof v === 'string' ? ' t="str"' : ''}><f>${xml(f)}</f><v>${xml(String(v))}</v></c>`

/** `A`, `Z`, `AA` for 0, 25, 26. */
function columnName(index: number): string {
  let name = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}
