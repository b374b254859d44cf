import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/** A link as the page shows it. `href` is as written, cut to 500 characters. */
export interface Link {
  readonly text: string
  readonly href: string
}

export interface Heading {
  readonly kind: 'heading'
  /** 1 is the widest. */
  readonly level: number
  readonly text: string
}

/** Running text; a line break inside the source paragraph starts a new one. */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  readonly links?: readonly Link[]
  /** The whole paragraph is set in bold: in pages without heading elements this is how headings look. */
  readonly bold?: boolean
}

/** One item of a list. */
export interface ListItem {
  readonly kind: 'item'
  readonly depth: number
  readonly text: string
  /** Its automatic number, where the format keeps that out of the text. */
  readonly number?: string
  readonly links?: readonly Link[]
}

export interface Cell {
  /** Lines of the cell are separated by `\n`. */
  readonly text: string
  readonly header: boolean
  readonly links?: readonly Link[]
  /** True for a place that a merged cell covers and where it does not begin. */
  readonly spanned?: boolean
}

/** A table with merged cells laid out: every row has a cell for each column it covers. */
export interface Table {
  readonly kind: 'table'
  readonly caption?: string
  readonly rows: readonly (readonly Cell[])[]
}

export type Block = Heading | Paragraph | ListItem | Table

/** What a page says of itself beside its text. */
export interface PageSigns {
  /** Declared language (`<html lang>`). */
  readonly lang?: string
  /** Number of script elements. */
  readonly scripts: number
  readonly images: number
  /** Frames and embedded objects: their text is elsewhere. */
  readonly frames: readonly string[]
  /** Text of `noscript` elements, cut to 500 characters. */
  readonly noscript: string
  /** Pages of which only pictures can be seen. */
  readonly unreadPages?: number
  /** The file breaks off: inside a tag, or with its table or body left open in the middle of a sentence. */
  readonly unfinished?: boolean
  /** Alternate languages named in the head (`hreflang` → href). */
  readonly alternates: readonly Link[]
}

/**
 * A document as a sequence of blocks in reading order. HTML, Markdown and plain text readers fill it here;
 * readers of other formats (PDF, DOCX) fill the same shape, and any of them can be replaced alone.
 */
export interface Document {
  readonly format: 'html' | 'markdown' | 'text' | 'pdf' | 'docx'
  readonly title?: string
  readonly blocks: readonly Block[]
  readonly page?: PageSigns
}

/** Turns text of one format into blocks. Never throws for bad content: it stops at the budget and says so in the log. */
export type DocumentReader = (text: string, budget: Budget, log: ProblemLog) => Document
