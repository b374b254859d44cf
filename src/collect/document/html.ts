import { type Token, Tokenizer, TokenizerMode } from 'parse5'
import { BudgetError } from '../budget.ts'
import { tidy } from './characters.ts'
import type { Document, DocumentReader, Link } from './document.ts'
import { BlockBuilder } from './html-blocks.ts'
import { BLOCKS, BREAKOUT, FOREIGN, headingLevel, isBoldStyle, isPreStyle, RAW, VOID } from './html-elements.ts'

const attribute = (token: Token.TagToken, name: string): string =>
  token.attrs.find((one) => one.name === name)?.value ?? ''

const span = (token: Token.TagToken, name: string): number => {
  const value = Number.parseInt(attribute(token, name), 10)
  return Number.isInteger(value) && value > 0 ? value : 1
}

const cell = (builder: BlockBuilder, token: Token.TagToken): void =>
  builder.startCell(token.tagName === 'th', span(token, 'rowspan'), span(token, 'colspan'))

const START: Readonly<Record<string, (builder: BlockBuilder, token: Token.TagToken) => void>> = {
  __proto__: null as never,
  br: (builder) => builder.break(),
  hr: (builder) => builder.break(),
  a: (builder, token) => builder.startLink(attribute(token, 'href')),
  ul: (builder) => builder.startList(),
  ol: (builder) => builder.startList(),
  menu: (builder) => builder.startList(),
  li: (builder) => builder.startItem(),
  table: (builder) => builder.startTable(),
  caption: (builder) => builder.startCaption(),
  tr: (builder) => builder.startRow(),
  td: cell,
  th: cell,
}

const END: Readonly<Record<string, (builder: BlockBuilder) => void>> = {
  __proto__: null as never,
  a: (builder) => builder.endLink(),
  ul: (builder) => builder.endList(),
  ol: (builder) => builder.endList(),
  menu: (builder) => builder.endList(),
  li: (builder) => builder.endItem(),
  table: (builder) => builder.endTable(),
  caption: (builder) => builder.endCaption(),
  td: (builder) => builder.endCell(),
  th: (builder) => builder.endCell(),
  br: (builder) => builder.break(),
}

const LONGEST_TAG = 400
/** A tag that the end of the file breaks off. */
const BROKEN_TAG = /<[A-Za-z/][^<>]*$/

interface Open {
  readonly name: string
  readonly bold: boolean
  readonly pre: boolean
}

/**
 * Takes the tokens of a page. It builds no tree: the tree constructor needs quadratic time for deep nesting, and
 * only blocks, cells and links matter here.
 */
class Page {
  readonly builder: BlockBuilder
  tokenizer: Tokenizer | undefined
  title = ''
  lang = ''
  scripts = 0
  images = 0
  noscript = ''
  readonly frames: string[] = []
  readonly alternates: Link[] = []
  readonly #depth: number
  readonly #steps: (n: number) => void
  readonly #open: Open[] = []
  /** Elements open beyond the depth that is kept. */
  #deeper = 0
  #inTitle = false
  #raw = ''
  #skip: { name: string; open: number } | undefined

  constructor(builder: BlockBuilder, depth: number, steps: (n: number) => void) {
    this.builder = builder
    this.#depth = depth
    this.#steps = steps
  }

  /** A table is open at the end: pages leave paragraphs and the body open, but not tables. */
  get unfinished(): boolean {
    return this.#open.some(({ name }) => name === 'table')
  }

  onDoctype(): void {}
  onComment(): void {}
  onEof(): void {}
  onNullCharacter(): void {}
  onParseError = null

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token)
  }

  onCharacter(token: Token.CharacterToken): void {
    const text = token.chars
    this.#steps(text.length)
    if (this.#raw) {
      if (this.#raw === 'noscript' && this.noscript.length < 500)
        this.noscript += text.replace(/<[^>]{0,200}>/g, ' ').slice(0, 500)
      return
    }
    if (this.#inTitle) {
      this.title = (this.title + text).slice(0, 300)
      return
    }
    if (this.#skip) return
    const top = this.#open.at(-1)
    if (top?.pre && text.includes('\n')) {
      for (const [i, line] of text.split('\n').entries()) {
        if (i > 0) this.builder.break()
        if (line !== '') this.builder.text(line, top.bold)
      }
    } else this.builder.text(text, top?.bold ?? false)
  }

  onStartTag(token: Token.TagToken): void {
    const name = token.tagName
    this.#steps(8 + token.attrs.length)
    if (this.#skip) {
      if (FOREIGN.has(this.#skip.name) && BREAKOUT.has(name)) this.#skip = undefined
      else {
        if (name === this.#skip.name && !token.selfClosing) this.#skip.open += 1
        if (this.#skip.name === 'template' && name === 'script') this.#enterRaw(name, TokenizerMode.SCRIPT_DATA)
        return
      }
    }
    if (name === 'script') {
      this.scripts += 1
      this.#enterRaw(name, TokenizerMode.SCRIPT_DATA)
      return
    }
    if (name === 'iframe' || name === 'embed' || name === 'object' || name === 'frame') this.#frame(token)
    if (RAW.has(name)) {
      this.#enterRaw(name, TokenizerMode.RAWTEXT)
      return
    }
    if (name === 'title') {
      this.#inTitle = true
      this.tokenizer!.state = TokenizerMode.RCDATA
      return
    }
    if (name === 'textarea') {
      this.tokenizer!.state = TokenizerMode.RCDATA
      this.builder.break()
      return
    }
    if (name === 'template' || (FOREIGN.has(name) && !token.selfClosing)) {
      this.#skip = { name, open: 1 }
      return
    }
    this.#structure(name, token)
    if (!VOID.has(name)) this.#push(name, token)
  }

  #enterRaw(name: string, state: Tokenizer['state']): void {
    this.#raw = name
    this.tokenizer!.state = state
  }

  #frame(token: Token.TagToken): void {
    const address = attribute(token, 'src') || attribute(token, 'data')
    if (address !== '' && this.frames.length < 20) this.frames.push(address.slice(0, 500))
  }

  #push(name: string, token: Token.TagToken): void {
    if (this.#open.length >= this.#depth) {
      this.#deeper += 1
      return
    }
    const top = this.#open.at(-1)
    const style = attribute(token, 'style')
    const bold = name === 'b' || name === 'strong' || isBoldStyle(style)
    const pre = name === 'pre' || isPreStyle(style)
    this.#open.push({ name, bold: bold || (top?.bold ?? false), pre: pre || (top?.pre ?? false) })
  }

  #pop(name: string): void {
    if (this.#deeper > 0) {
      this.#deeper -= 1
      return
    }
    // An end tag whose start tag is far up is a stray one.
    for (let i = this.#open.length - 1; i >= Math.max(0, this.#open.length - 40); i -= 1)
      if (this.#open[i]!.name === name) {
        this.#open.length = i
        return
      }
  }

  #structure(name: string, token: Token.TagToken): void {
    const level = headingLevel(name)
    if (level) this.builder.startHeading(level)
    else if (name in START) START[name]!(this.builder, token)
    else if (BLOCKS.has(name)) this.builder.break()
    else if (name === 'html') this.lang = attribute(token, 'lang').slice(0, 40)
    else if (name === 'img') this.images += 1
    else if (name === 'link') this.#alternate(token)
  }

  #alternate(token: Token.TagToken): void {
    const language = attribute(token, 'hreflang')
    if (language !== '' && this.alternates.length < 50)
      this.alternates.push({ text: language.slice(0, 40), href: attribute(token, 'href').slice(0, 500) })
  }

  onEndTag(token: Token.TagToken): void {
    const name = token.tagName
    this.#steps(8)
    if (this.#raw) {
      if (name === this.#raw) this.#raw = ''
      return
    }
    if (name === 'title') {
      this.#inTitle = false
      return
    }
    if (this.#skip) {
      if (name === this.#skip.name) {
        this.#skip.open -= 1
        if (this.#skip.open === 0) this.#skip = undefined
      }
      return
    }
    this.#close(name)
    this.#pop(name)
  }

  #close(name: string): void {
    if (headingLevel(name)) this.builder.endHeading()
    else if (name in END) END[name]!(this.builder)
    else if (BLOCKS.has(name)) this.builder.break()
  }
}

/**
 * Reads a page. Text inside elements that are hidden by style is read too: policies fold their parts.
 * Time is linear in the length of the page however it is nested.
 */
export const readHtml: DocumentReader = (text, budget, log): Document => {
  const builder = new BlockBuilder(budget)
  const page = new Page(builder, budget.limits.depth, (n) => budget.steps(n))
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: false }, page)
  page.tokenizer = tokenizer
  try {
    tokenizer.write(text, true)
    builder.end()
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('html', error)
  }
  const title = tidy(page.title)
  return {
    format: 'html',
    ...(title ? { title } : {}),
    blocks: builder.blocks,
    page: {
      ...(page.lang ? { lang: page.lang } : {}),
      scripts: page.scripts,
      images: page.images,
      frames: page.frames,
      noscript: tidy(page.noscript).slice(0, 500),
      ...(page.unfinished || BROKEN_TAG.test(text.slice(-LONGEST_TAG)) ? { unfinished: true } : {}),
      alternates: page.alternates,
    },
  }
}
