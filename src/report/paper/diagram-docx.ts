import type { Diagram } from '../../judge/paper.ts'
import type { Lang } from '../lang.ts'
import { xml } from '../office.ts'
import { visible } from '../visible.ts'
import { type Box, type Curve, type Layout, LINE, type Line, type Look, layoutOf, PAD, SIZE } from './diagram.ts'

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006'
const WORD = 'http://schemas.microsoft.com/office/word/2010'
/** What the drawing needs on the root of the document. */
export const DRAWING_NAMES = `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:a="${DRAWING}/main" xmlns:wpg="${WORD}/wordprocessingGroup" xmlns:wps="${WORD}/wordprocessingShape"`

// The text area of the page, with room for the heading and the caption, in English metric units.
const WIDEST = 8844 * 635
const HIGHEST = 11_600 * 635

/** The diagram as shapes of Word: it stays sharp, and its words can be read, searched and edited. `id` is its own in the document. */
export function diagramDrawing(diagram: Diagram, lang: Lang, id: number, elsewhere: string): string {
  const layout = layoutOf(diagram, lang)
  const scale = Math.min(WIDEST / layout.width, HIGHEST / layout.height)
  const draw = new Drawing(layout, scale)
  const [cx, cy] = [Math.round(layout.width * scale), Math.round(layout.height * scale)]
  const extent = `cx="${cx}" cy="${cy}"`
  return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr id="${id}" name="diagram ${id}" descr="${xml(layout.label)}"/><a:graphic><a:graphicData uri="${WORD}/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/><a:chOff x="0" y="0"/><a:chExt ${extent}/></a:xfrm></wpg:grpSpPr>${draw.shapes()}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>${xml(elsewhere)}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`
}

class Drawing {
  readonly #layout: Layout
  readonly #scale: number
  #count = 0

  constructor(layout: Layout, scale: number) {
    this.#layout = layout
    this.#scale = scale
  }

  shapes(): string {
    const { curves, boxes, notes, width } = this.#layout
    return [
      ...curves.map((one) => this.#curve(one)),
      ...boxes.map(({ box, look }) => this.#box(box, look)),
      ...notes.map(({ x, y, text }) =>
        this.#box({ x, y: y - PAD - 12, width: width - x, height: LINE + PAD, lines: [{ text, kind: 'plain' }] }),
      ),
    ].join('')
  }

  #box(box: Box, look?: Look): string {
    const corner = Math.round(50_000 * Math.min(1, (2 * (look?.round ?? 0)) / Math.min(box.width, box.height)))
    const shape = corner > 0 ? 'roundRect' : 'rect'
    const corners = corner > 0 ? `<a:avLst><a:gd name="adj" fmla="val ${corner}"/></a:avLst>` : '<a:avLst/>'
    const paint = look
      ? `<a:solidFill>${color(look.fill)}</a:solidFill><a:ln w="${this.#emu(look.width)}"><a:solidFill>${color(look.stroke)}</a:solidFill></a:ln>`
      : '<a:noFill/><a:ln><a:noFill/></a:ln>'
    const inset = this.#emu(PAD)
    return this.#shape(
      box,
      `<a:prstGeom prst="${shape}">${corners}</a:prstGeom>${paint}`,
      `<wps:txbx><w:txbxContent>${box.lines.map((one) => this.#line(one)).join('')}</w:txbxContent></wps:txbx><wps:bodyPr wrap="none" lIns="${inset}" tIns="${Math.round(inset / 2)}" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>`,
    )
  }

  #curve({ points, color: stroke }: Curve): string {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const [x, y] = [Math.min(...xs), Math.min(...ys)]
    // A shape without any width is left out by some programs.
    const [width, height] = [Math.max(0.1, Math.max(...xs) - x), Math.max(0.1, Math.max(...ys) - y)]
    const [start, ...rest] = points.map(([px, py]) => `<a:pt x="${this.#emu(px - x)}" y="${this.#emu(py - y)}"/>`)
    return this.#shape(
      { x, y, width, height },
      `<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="${this.#emu(width)}" h="${this.#emu(height)}" fill="none"><a:moveTo>${start}</a:moveTo><a:cubicBezTo>${rest.join('')}</a:cubicBezTo></a:path></a:pathLst></a:custGeom><a:noFill/><a:ln w="${this.#emu(1.2)}"><a:solidFill>${color(stroke)}</a:solidFill><a:tailEnd type="triangle" w="sm" len="sm"/></a:ln>`,
      '<wps:bodyPr/>',
    )
  }

  #shape(at: Omit<Box, 'lines'>, properties: string, rest: string): string {
    this.#count += 1
    return `<wps:wsp><wps:cNvPr id="${1000 + this.#count}" name="${this.#count}"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="${this.#emu(at.x)}" y="${this.#emu(at.y)}"/><a:ext cx="${this.#emu(at.width)}" cy="${this.#emu(at.height)}"/></a:xfrm>${properties}</wps:spPr>${rest}</wps:wsp>`
  }

  #line({ text, kind }: Line): string {
    // Half points of type, twentieths of a point between lines: a point is 12,700 units.
    const half = Math.round(((kind === 'soft' ? 10 : SIZE) * this.#scale * 2) / 12_700)
    const apart = Math.round((LINE * this.#scale * 20) / 12_700)
    return `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="${apart}" w:lineRule="exact"/><w:ind w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimHei" w:cs="Arial"/>${kind === 'title' ? '<w:b/>' : ''}<w:color w:val="${kind === 'soft' ? '5B6670' : '1D2329'}"/><w:sz w:val="${half}"/><w:szCs w:val="${half}"/></w:rPr><w:t xml:space="preserve">${xml(visible(text))}</w:t></w:r></w:p>`
  }

  #emu(pixels: number): number {
    return Math.round(pixels * this.#scale)
  }
}

const color = (hex: string): string => {
  const digits = hex.slice(1)
  const six = digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits
  return `<a:srgbClr val="${six.toUpperCase()}"/>`
}
