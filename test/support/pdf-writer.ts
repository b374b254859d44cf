import { deflateSync } from 'node:zlib'
import type { Block } from '../../src/collect/document/document.ts'

/** Text at a place, or a straight line; points from the bottom left of an A4 page. */
export type Mark =
  | { readonly text: string; readonly x: number; readonly y: number; readonly size: number }
  | { readonly from: readonly [number, number]; readonly to: readonly [number, number] }

export interface PdfShape {
  /** `/Encrypt` with a password nobody knows. */
  readonly locked?: boolean
  /** A page that draws this picture and no text. */
  readonly scanned?: boolean
}

const hex = (text: string): string => {
  const bytes = Buffer.from(text, 'utf16le').swap16()
  return bytes.toString('hex')
}

/** Writes pages whose Chinese font is not embedded and encoded by a predefined CMap, as old Chinese printers do. */
export function writePdf(pages: readonly (readonly Mark[])[], shape: PdfShape = {}): Buffer {
  const objects: (string | Buffer)[] = []
  const add = (body: string | Buffer): number => objects.push(body)
  const stream = (dictionary: string, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`<<${dictionary}/Length ${bytes.length}>>stream\n`), bytes, Buffer.from('\nendstream')])
  add('<</Type/Catalog/Pages 2 0 R>>')
  const kids = pages.map((_, i) => `${6 + i * 2} 0 R`)
  add(`<</Type/Pages/Count ${pages.length}/Kids[${kids.join(' ')}]>>`)
  add('<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>')
  add(
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]/FontDescriptor 5 0 R>>',
  )
  add(
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>',
  )
  for (const [i, marks] of pages.entries()) {
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>${shape.scanned ? `/XObject<</I ${6 + pages.length * 2} 0 R>>` : ''}>>/Contents ${7 + i * 2} 0 R>>`,
    )
    const content = marks
      .map((mark) =>
        'text' in mark
          ? `BT /F ${mark.size} Tf 1 0 0 1 ${mark.x} ${mark.y} Tm <${hex(mark.text)}> Tj ET`
          : `1 w ${mark.from.join(' ')} m ${mark.to.join(' ')} l S`,
      )
      .join('\n')
    const drawn = shape.scanned ? `${content} q 500 0 0 700 40 40 cm /I Do Q` : content
    add(stream('/Filter/FlateDecode', deflateSync(Buffer.from(drawn))))
  }
  if (shape.scanned)
    add(
      stream(
        '/Type/XObject/Subtype/Image/Width 40/Height 40/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode',
        deflateSync(Buffer.alloc(1600, 200)),
      ),
    )
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let at = parts[0]!.length
  const places: number[] = []
  for (const [i, body] of objects.entries()) {
    places.push(at)
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')])
    parts.push(part)
    at += part.length
  }
  const lock = shape.locked
    ? `/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>>>/ID[<${'33'.repeat(16)}><${'33'.repeat(16)}>]`
    : ''
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Size ${objects.length + 1}/Root 1 0 R${lock}>>\nstartxref\n${at}\n%%EOF`,
    ),
  )
  return Buffer.concat(parts)
}

const SIZE = 12
const LEFT = 60
const RIGHT = 535
const PITCH = 18
const TOP = 780
const BOTTOM = 60
const widthOf = (char: string): number => (/[\x20-\x7e]/.test(char) ? 0.5 : 1)

function wrap(text: string, room: number, size: number): string[] {
  const lines: string[] = []
  for (const part of text.split('\n')) {
    let line = ''
    let width = 0
    for (const word of part.match(/[\x21-\x7e]{1,12}|[\s\S]/g) ?? ['']) {
      const wide = [...word].reduce((n, char) => n + widthOf(char), 0) * size
      if (width + wide > room && line !== '' && !/^[。，、；：）”》]/.test(word)) {
        lines.push(line)
        line = ''
        width = 0
      }
      line += word
      width += wide
    }
    lines.push(line)
  }
  return lines
}

/** Lays blocks out on A4 pages: headings larger, lists with marks, tables ruled, page numbers at the foot. */
export function printBlocks(blocks: readonly Block[]): Mark[][] {
  const pages: Mark[][] = [[]]
  let y = TOP
  const need = (height: number) => {
    if (y - height < BOTTOM) {
      pages.push([])
      y = TOP
    }
  }
  const put = (mark: Mark) => pages.at(-1)!.push(mark)
  for (const block of blocks) {
    if (block.kind === 'table') {
      const columns = Math.max(...block.rows.map((row) => row.length))
      const width = (RIGHT - LEFT) / columns
      for (const row of block.rows) {
        const cells = row.map((cell) => wrap(cell.text, width - 10, 9))
        const height = Math.max(...cells.map((lines) => lines.length)) * 13 + 8
        need(height)
        for (const [i, lines] of cells.entries()) {
          const x = LEFT + i * width
          for (const [n, text] of lines.entries()) put({ text, x: x + 5, y: y - 13 * (n + 1), size: 9 })
        }
        for (let i = 0; i <= columns; i += 1) put({ from: [LEFT + i * width, y], to: [LEFT + i * width, y - height] })
        put({ from: [LEFT, y], to: [RIGHT, y] })
        put({ from: [LEFT, y - height], to: [RIGHT, y - height] })
        y -= height
      }
      y -= PITCH
      continue
    }
    const size = block.kind === 'heading' ? SIZE + 10 - Math.min(block.level, 4) * 2 : SIZE
    const inset = block.kind === 'item' ? block.depth * 24 : 0
    const marked = block.kind === 'item' ? `• ${block.text}` : block.text
    for (const text of wrap(marked, RIGHT - LEFT - inset, size)) {
      need(PITCH)
      put({ text, x: LEFT + inset, y: y - size, size })
      y -= (PITCH * size) / SIZE
    }
    y -= SIZE * 0.8
  }
  for (const [i, page] of pages.entries())
    page.push({ text: `第 ${i + 1} 页 共 ${pages.length} 页`, x: 260, y: 30, size: 9 })
  return pages
}
