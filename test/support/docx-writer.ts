import type { Block, Cell, Link } from '../../src/collect/document/document.ts'
import { writeZip, type ZipFile } from './zip-writer.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const P = 'http://schemas.openxmlformats.org/package/2006/relationships'

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A run split in two, as Word does when a word was edited. */
const runs = (text: string, bold = false): string => {
  const half = Math.floor(text.length / 2)
  const properties = bold ? '<w:rPr><w:b/></w:rPr>' : ''
  return [text.slice(0, half), text.slice(half)]
    .filter((part) => part !== '')
    .map((part) => `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(part)}</w:t></w:r>`)
    .join('')
}

/** The parts of a Word document. `body` is the XML inside `w:body`. */
export function docxParts(
  body: string,
  more: { styles?: string; numbering?: string; links?: readonly string[] } = {},
): ZipFile[] {
  const links = (more.links ?? []).map(
    (href, i) =>
      `<Relationship Id="link${i}" Type="${R}/hyperlink" Target="${escapeXml(href)}" TargetMode="External"/>`,
  )
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  return [
    {
      name: '[Content_Types].xml',
      data: `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `${xml}<Relationships xmlns="${P}"><Relationship Id="a" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      data: `${xml}<Relationships xmlns="${P}">${links.join('')}</Relationships>`,
    },
    {
      name: 'word/styles.xml',
      data: `${xml}<w:styles xmlns:w="${W}"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>${[1, 2, 3, 4, 5, 6].map((n) => `<w:style w:type="paragraph" w:styleId="${n}"><w:name w:val="heading ${n}"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="${n - 1}"/></w:pPr></w:style>`).join('')}<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>${more.styles ?? ''}</w:styles>`,
    },
    {
      name: 'word/numbering.xml',
      data: `${xml}<w:numbering xmlns:w="${W}"><w:abstractNum w:abstractNumId="0">${[0, 1, 2, 3].map((n) => `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>`).join('')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${more.numbering ?? ''}</w:numbering>`,
    },
    {
      name: 'word/document.xml',
      data: `${xml}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    },
  ]
}

export const para = (inside: string, properties = ''): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${inside}</w:p>`
export const run = (text: string, bold = false): string => runs(text, bold)

/** Writes blocks as Word would hold them: heading styles, numbered lists, hyperlinks, merged cells. */
export function writeDocx(blocks: readonly Block[]): Buffer {
  const links: string[] = []
  const linked = (text: string, own: readonly Link[] | undefined, bold = false): string => {
    let out = ''
    let rest = text
    for (const link of own ?? []) {
      const at = link.text === '' ? -1 : rest.indexOf(link.text)
      if (at < 0) continue
      out += runs(rest.slice(0, at), bold)
      links.push(link.href)
      out += `<w:hyperlink r:id="link${links.length - 1}">${runs(link.text, bold)}</w:hyperlink>`
      rest = rest.slice(at + link.text.length)
    }
    return out + runs(rest, bold)
  }
  const body = blocks
    .map((block) => {
      switch (block.kind) {
        case 'heading':
          return para(runs(block.text), `<w:pStyle w:val="${block.level}"/>`)
        case 'paragraph':
          return para(linked(block.text, block.links, block.bold))
        case 'item':
          return para(
            linked(block.text, block.links),
            `<w:numPr><w:ilvl w:val="${block.depth - 1}"/><w:numId w:val="1"/></w:numPr>`,
          )
        case 'table':
          return `${block.caption ? para(runs(block.caption)) : ''}<w:tbl><w:tblGrid/>${block.rows.map((row, i) => tableRow(block.rows, row, i, linked)).join('')}</w:tbl>`
        default:
          return block satisfies never
      }
    })
    .join('')
  return writeZip(docxParts(body, { links }))
}

function tableRow(
  rows: readonly (readonly Cell[])[],
  row: readonly Cell[],
  at: number,
  linked: (text: string, own: readonly Link[] | undefined) => string,
): string {
  const cells: string[] = []
  const fromAbove = (i: number): boolean => {
    const above = rows[at - 1]?.[i]
    return (
      row[i]?.spanned === true && above !== undefined && above.text === row[i].text && row[i - 1]?.text !== row[i].text
    )
  }
  for (let i = 0; i < row.length; ) {
    let span = 1
    while (row[i + span]?.spanned && !fromAbove(i + span)) span += 1
    const merge = fromAbove(i)
      ? '<w:vMerge/>'
      : rows[at + 1]?.[i]?.spanned && rows[at + 1]?.[i]?.text === row[i]!.text
        ? '<w:vMerge w:val="restart"/>'
        : ''
    const content = fromAbove(i)
      ? para('')
      : row[i]!.text.split('\n')
          .map((line, n) => para(linked(line, n === 0 ? row[i]!.links : undefined)))
          .join('')
    cells.push(`<w:tc><w:tcPr>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merge}</w:tcPr>${content}</w:tc>`)
    i += span
  }
  const header = row.some((cell) => cell.header) ? '<w:trPr><w:tblHeader/></w:trPr>' : ''
  return `<w:tr>${header}${cells.join('')}</w:tr>`
}
