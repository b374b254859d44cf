import type { Block, Paper } from '../../judge/paper.ts'
import type { Text } from '../../law/text.ts'
import { type Lang, languages, type ReportLang } from '../lang.ts'
import { HEAD, office, xml } from '../office.ts'
import { visible } from '../visible.ts'
import { DRAWING_NAMES, diagramDrawing } from './diagram-docx.ts'
import { capital, TRANSLATION } from './html.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** A paper as a Word document: A4, styles by name, page numbers, the mark of a draft in the head of each page. */
export function paperDocx(paper: Paper, lang: ReportLang): Uint8Array {
  const shown = languages(lang)
  const sheets = shown.map((one, i) => (i > 0 ? BREAK : '') + sheet(paper, one)).join('')
  const mark = paper.mark ? shown.map((one) => paper.mark!.word[one]).join(' ') : ''
  return office([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/word/header1.xml" ContentType="${TYPE}.header+xml"/><Override PartName="/word/footer1.xml" ContentType="${TYPE}.footer+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ],
    [
      'word/_rels/document.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${R}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${R}/header" Target="header1.xml"/><Relationship Id="rId3" Type="${R}/footer" Target="footer1.xml"/></Relationships>`,
    ],
    ['word/styles.xml', STYLES],
    [
      'word/header1.xml',
      `${HEAD}<w:hdr xmlns:w="${W}">${mark === '' ? '<w:p/>' : `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="A61B1B"/><w:sz w:val="32"/></w:rPr>${words(mark)}</w:r></w:p>`}</w:hdr>`,
    ],
    [
      'word/footer1.xml',
      `${HEAD}<w:ftr xmlns:w="${W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>${words('— ')}</w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>${words('1')}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r>${words(' —')}</w:r></w:p></w:ftr>`,
    ],
    [
      'word/document.xml',
      `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}" ${DRAWING_NAMES}><w:body>${sheets}<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1814" w:right="1474" w:bottom="1588" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ],
  ])
}

const FONTS =
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="FangSong" w:cs="Times New Roman"/>'

const style = (id: string, name: string, paragraph: string, run: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`

const size = (half: number): string => `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`
const STYLES = `${HEAD}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>${FONTS}${size(30)}<w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${[
  style(
    'Title',
    'Title',
    '<w:spacing w:after="200"/><w:jc w:val="center"/>',
    `<w:rFonts w:eastAsia="SimSun"/><w:b/>${size(42)}`,
  ),
  style('Number', 'Number', '<w:spacing w:after="320"/><w:jc w:val="center"/>', size(30)),
  style(
    'Heading1',
    'heading 1',
    '<w:keepNext/><w:spacing w:before="120"/><w:ind w:firstLineChars="200" w:firstLine="600"/><w:outlineLvl w:val="0"/>',
    `<w:rFonts w:eastAsia="SimHei"/><w:b/>${size(30)}`,
  ),
  style(
    'Body',
    'Body Text',
    '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="600"/><w:jc w:val="both"/>',
    '',
  ),
  style('Plain', 'Plain', '<w:spacing w:after="80"/>', ''),
  style('EnBody', 'English Body', '<w:spacing w:after="120" w:line="300" w:lineRule="auto"/>', size(24)),
  style(
    'EnHeading',
    'English Heading',
    '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="0"/>',
    `<w:b/>${size(25)}`,
  ),
  style('Cell', 'Cell', '<w:spacing w:line="320" w:lineRule="exact"/>', size(23)),
  style('Small', 'Small', '<w:spacing w:line="280" w:lineRule="exact"/>', size(20)),
  style('Signed', 'Signed', '<w:keepNext/><w:ind w:right="600"/><w:jc w:val="right"/>', ''),
  style(
    'Draft',
    'Draft',
    '<w:pBdr><w:top w:val="single" w:sz="8" w:space="2" w:color="A61B1B"/><w:left w:val="single" w:sz="8" w:space="4" w:color="A61B1B"/><w:bottom w:val="single" w:sz="8" w:space="2" w:color="A61B1B"/><w:right w:val="single" w:sz="8" w:space="4" w:color="A61B1B"/></w:pBdr>',
    `<w:color w:val="A61B1B"/>${size(22)}`,
  ),
  style('Foot', 'Foot', '<w:spacing w:before="240"/>', `<w:color w:val="555555"/>${size(18)}`),
].join('')}</w:styles>`

/** For programs that draw no shapes. */
const ELSEWHERE: Text = {
  zh: '（此程序不能显示图形：程序图见 HTML 或者 PDF 版本）',
  en: '(this program draws no shapes: the picture is in the HTML and PDF copies)',
}
const BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

/** Words of a run, lines kept. */
const words = (raw: string): string =>
  visible(raw)
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${xml(line)}</w:t>`)
    .join('<w:br/>')

const para = (raw: string, styleId: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="${styleId}"/></w:pPr><w:r>${words(raw)}</w:r></w:p>`

function sheet(paper: Paper, lang: Lang): string {
  const { mark, number, to, signed } = paper
  const text = (of: Text) => of[lang]
  const body = lang === 'zh' ? 'Body' : 'EnBody'
  const small = paper.kind === 'file'
  return [
    para(text(paper.title), 'Title'),
    number ? para(text(number), 'Number') : '',
    mark ? [mark.word, ...mark.why].map((one) => para(text(one), 'Draft')).join('') : '',
    to ? para(`${text(to)}${lang === 'zh' ? '：' : ':'}`, 'Plain') : '',
    paper.body.map((b) => block(b, lang, small ? 'Small' : body)).join(''),
    signed
      ? para('', 'Plain') + [signed.by, signed.seal, signed.day].map((one) => para(text(one), 'Signed')).join('')
      : '',
    paper.annex.length > 0 ? para('', 'Plain') + paper.annex.map((b) => block(b, lang, 'Small')).join('') : '',
    para(lang === 'en' ? `${text(paper.foot)}. ${TRANSLATION.en}` : text(paper.foot), 'Foot'),
  ].join('')
}

function block(of: Block, lang: Lang, body: string): string {
  switch (of.kind) {
    case 'heading':
      return para(of.text[lang], lang === 'zh' && body === 'Body' ? 'Heading1' : 'EnHeading')
    case 'paragraph':
      return para(of.text[lang], of.soft ? 'Small' : body)
    case 'list':
      return of.items.map((one) => para(`• ${one[lang]}`, body === 'Small' ? 'Small' : 'Plain')).join('')
    case 'facts':
      return table(
        [30, 70],
        of.rows.map(({ label, value }) => [capital(label[lang]), value[lang]]),
        'first',
        body,
      )
    case 'table':
      return table(
        of.widths ?? of.head.map(() => 100 / of.head.length),
        [of.head.map((one) => one[lang]), ...of.rows.map((row) => row.map((cell) => cell[lang]))],
        'head',
        body,
      )
    case 'lines':
      return of.lines.map((one) => para(one[lang], 'Plain')).join('')
    case 'diagram':
      return diagramDrawing(of.diagram, lang, lang === 'zh' ? 1 : 2, ELSEWHERE[lang]) + para(of.caption[lang], 'Small')
    default:
      return of satisfies never
  }
}

const WIDE = 8844 // text width of the page in twentieths of a point
/** A bordered table; widths in hundredths of the text width. The first row, or the first cell of each, is bold. */
function table(
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  bold: 'head' | 'first',
  body: string,
): string {
  const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="444444"/>`
  const columns = widths.map((one) => Math.floor((one * WIDE) / 100))
  const grid = columns.map((one) => `<w:gridCol w:w="${one}"/>`).join('')
  const cell = (text: string, r: number, c: number) => {
    const strong = bold === 'head' ? r === 0 : c === 0
    const run = `<w:r>${strong ? '<w:rPr><w:b/></w:rPr>' : ''}${words(text)}</w:r>`
    return `<w:tc><w:tcPr><w:tcW w:w="${columns[c]}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="${body === 'Small' ? 'Small' : 'Cell'}"/></w:pPr>${run}</w:p></w:tc>`
  }
  const line = (row: readonly string[], r: number) =>
    `<w:tr><w:trPr><w:cantSplit/>${bold === 'head' && r === 0 ? '<w:tblHeader/>' : ''}</w:trPr>${row.map((text, c) => cell(text, r, c)).join('')}</w:tr>`
  return `<w:tbl><w:tblPr><w:tblW w:w="${WIDE}" w:type="dxa"/><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.map(line).join('')}</w:tbl><w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr></w:p>`
}
