/** What one PDF page holds, before it is laid out. Points of 1/72 inch; x to the right, y downwards from the top. */
export interface PdfPage {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly items: readonly PdfItem[]
  /** Drawn straight lines and thin filled boxes: what tables are ruled with. */
  readonly rules: readonly PdfRule[]
  /** Centres of small filled shapes: bullets that are drawn and not written. */
  readonly dots: readonly { readonly x: number; readonly y: number }[]
  readonly links: readonly PdfLink[]
  /** Structure tags, where the file has them. */
  readonly tags?: PdfTag
  /** Something is drawn although there is no text. */
  readonly drawn: boolean
}

export interface PdfItem {
  readonly text: string
  readonly x: number
  /** Baseline. */
  readonly y: number
  readonly width: number
  /** Font size. */
  readonly size: number
  readonly bold: boolean
  /** Marked content it belongs to. */
  readonly mark?: string
}

export interface PdfRule {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

export interface PdfLink extends PdfRule {
  readonly id: string
  readonly href: string
}

export interface PdfTag {
  readonly role: string
  readonly children: readonly (PdfTag | { readonly mark: string } | { readonly link: string })[]
}

/** What a page becomes: runs of text and tables, in reading order. */
export type Flow = FlowText | FlowTable

export interface FlowText {
  readonly kind: 'text'
  /** Hard line breaks inside are `\n`. */
  text: string
  readonly heading?: number
  readonly item?: number
  readonly number?: string
  readonly bold: boolean
  readonly links: FlowLink[]
  /** The last line is full: the text may go on overleaf. */
  open: boolean
  /** The first line is set in, or a mark stands before it: a paragraph begins here. */
  readonly begins: boolean
}

export interface FlowLink {
  readonly text: string
  readonly href: string
}

export interface FlowTable {
  readonly kind: 'table'
  /** Left edges of the columns. */
  readonly columns: readonly number[]
  readonly rows: FlowCell[][]
}

export interface FlowCell {
  text: string
  readonly header: boolean
  readonly rowspan: number
  readonly colspan: number
  readonly links: FlowLink[]
}
