import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ProblemLog } from '../archive/problem-log.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { tidy } from './characters.ts'
import type { Document } from './document.ts'
import { BlockBuilder } from './html-blocks.ts'
import { bodyOf, flowOf, marginalia } from './pdf-flow.ts'
import { joined } from './pdf-lines.ts'
import type { Flow, FlowTable, FlowText, PdfPage } from './pdf-page.ts'
import { flowByTags } from './pdf-tags.ts'
import type { PdfMessage, PdfTask } from './pdf-worker.ts'

/** Pages of one document that are read. */
const PAGES = 500
const ITEMS = 60_000
/** Memory that reading may add before it is stopped, in bytes. */
const MEMORY = 768 << 20

/**
 * Reads a PDF: paragraphs, headings, lists and tables in reading order. pdf.js decodes it in a thread of its own that
 * is stopped when time or memory runs out: a file that unpacks without end takes nothing else with it.
 */
export async function readPdf(bytes: Buffer, budget: Budget, log: ProblemLog): Promise<Document | undefined> {
  const pages: PdfPage[] = []
  let count = 0
  let title = ''
  let refused: 'encrypted' | 'broken' | undefined
  const take = (message: PdfMessage): void => {
    switch (message.kind) {
      case 'pages':
        count = message.count
        title = message.title
        return
      case 'page':
        pages.push(message.page)
        return
      case 'fault':
        log.add('document.page', `${message.page}`, {
          zh: `第 ${message.page} 页损坏，未读取。`,
          en: `Page ${message.page} is damaged and was not read.`,
        })
        return
      case 'refused':
        refused = message.why
        return
      case 'end':
        return
      default:
        message satisfies never
    }
  }
  const stopped = await decode({ bytes: new Uint8Array(bytes), pages: PAGES, items: ITEMS }, budget.msLeft, take)
  if (refused === 'encrypted') {
    log.add('document.encrypted', '', {
      zh: 'PDF 有密码保护，无法读取；请另存为不加密的文件。',
      en: 'The PDF is protected by a password; save it without one.',
    })
    return undefined
  }
  if (stopped === 'time') log.spent('pdf', new BudgetError('ms', budget.limits.ms))
  else if (stopped === 'memory') log.spent('pdf', new BudgetError('bytes', MEMORY))
  else if (refused === 'broken' || (stopped === 'crash' && pages.length === 0)) {
    log.add('document.format', '', {
      zh: 'PDF 已损坏，无法读取；请重新导出或另存为 docx、HTML 或纯文本。',
      en: 'The PDF is damaged and cannot be read; export it again or save it as docx, HTML or plain text.',
    })
    return undefined
  }
  if (count > pages.length && stopped === undefined && count > PAGES)
    log.spent('pdf', new BudgetError('entries', PAGES))
  const builder = new BlockBuilder(budget)
  try {
    for (const page of pages) budget.steps(page.items.length * 8 + page.rules.length * 8)
    lay(merge(pages.map((page) => layPage(page, pages))), builder)
    builder.end()
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('pdf', error)
    builder.end()
  }
  const pictures = pages.filter((page) => page.drawn).map((page) => page.number)
  if (pictures.length > 0 && pictures.length < pages.length)
    log.add('document.page-image', pictures.slice(0, 20).join(', '), {
      zh: '部分页面没有文字层，疑为扫描图片，未读取。',
      en: 'Some pages have no text and seem to be scanned; they were not read.',
    })
  const named = tidy(title)
  return {
    format: 'pdf',
    ...(named !== '' && /\p{Script=Han}/u.test(named) ? { title: named } : {}),
    blocks: builder.blocks,
    page: {
      scripts: 0,
      images: pictures.length,
      frames: [],
      noscript: '',
      alternates: [],
      unreadPages: pictures.length,
    },
  }
}

type Stopped = 'time' | 'memory' | 'crash' | undefined

function decode(task: PdfTask, ms: number, take: (message: PdfMessage) => void): Promise<Stopped> {
  const own = `./pdf-worker${extname(import.meta.url)}`
  return new Promise((resolve) => {
    const worker = new Worker(new URL(own, import.meta.url), {
      workerData: task,
      stdout: true,
      stderr: true,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 },
    })
    const before = process.memoryUsage.rss()
    let stopped: Stopped
    const stop = (why: Stopped) => {
      stopped ??= why
      worker.terminate().catch(() => {})
    }
    const clock = setTimeout(() => stop('time'), ms)
    // Limits of a thread do not bound its buffers; the process does.
    const meter = setInterval(() => {
      if (process.memoryUsage.rss() - before > MEMORY) stop('memory')
    }, 40)
    let ended = false
    worker.on('message', (message: PdfMessage) => {
      take(message)
      if (message.kind === 'end' || message.kind === 'refused') {
        ended = true
        worker.terminate().catch(() => {})
      }
    })
    worker.on('error', () => {
      stopped ??= 'crash'
    })
    worker.on('exit', () => {
      clearTimeout(clock)
      clearInterval(meter)
      resolve(stopped ?? (ended ? undefined : 'crash'))
    })
  })
}

function layPage(page: PdfPage, pages: readonly PdfPage[]): Flow[] {
  const drop = shared(pages, marginalia)
  const tagged = page.tags ? flowByTags(page, drop) : undefined
  if (tagged?.some((flow) => flow.kind === 'table')) return tagged
  const placed = flowOf(page, shared(pages, bodyOf), drop)
  return tagged && !placed.some((flow) => flow.kind === 'table') ? tagged : placed
}

const once = new WeakMap<readonly PdfPage[], Map<unknown, unknown>>()
/** What is measured over all pages is measured once. */
function shared<T>(pages: readonly PdfPage[], measure: (pages: readonly PdfPage[]) => T): T {
  const known = once.get(pages) ?? new Map<unknown, unknown>()
  once.set(pages, known)
  if (!known.has(measure)) known.set(measure, measure(pages))
  return known.get(measure) as T
}

/** Joins what a page break cut: a paragraph that goes on, a table with the same columns. */
function merge(pages: readonly Flow[][]): Flow[] {
  const out: Flow[] = []
  for (const page of pages) {
    const [first, ...rest] = page
    const last = out.at(-1)
    if (first && last && last.kind === 'text' && first.kind === 'text' && continues(last, first)) {
      last.text = joined(last.text, first.text)
      last.links.push(...first.links)
      last.open = first.open
      out.push(...rest)
    } else if (first && last && last.kind === 'table' && first.kind === 'table' && sameColumns(last, first)) {
      append(last, first)
      out.push(...rest)
    } else out.push(...page)
  }
  return out
}

const continues = (last: FlowText, first: FlowText): boolean =>
  last.open &&
  !first.begins &&
  first.heading === undefined &&
  first.number === undefined &&
  last.heading === undefined &&
  (first.item === undefined || first.item === last.item) &&
  !/^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]{1,5}[章节条编])/.test(first.text)

const sameColumns = (a: FlowTable, b: FlowTable): boolean =>
  a.columns.length === b.columns.length && a.columns.every((x, i) => Math.abs(x - b.columns[i]!) < 24)

const plain = (row: FlowTable['rows'][number]): string => row.map((cell) => cell.text.replace(/\s/g, '')).join('|')

/** Rows of the next page; a header that is printed again is left out, a row that was cut is put together. */
function append(table: FlowTable, next: FlowTable): void {
  const [head, ...body] = next.rows
  const rows = head && table.rows[0] && plain(head) === plain(table.rows[0]) ? body : next.rows
  const [cut, ...rest] = rows
  const last = table.rows.at(-1)
  const goesOn =
    cut !== undefined &&
    last !== undefined &&
    cut.length === last.length &&
    cut[0]!.text === '' &&
    cut.some((cell) => cell.text !== '') &&
    cut.every((cell, i) => cell.text === '' || (last[i]!.text !== '' && !/[。；]$/.test(last[i]!.text)))
  if (!goesOn) {
    table.rows.push(...rows)
    return
  }
  for (const [i, cell] of cut.entries()) last[i]!.text = joined(last[i]!.text, cell.text)
  table.rows.push(...rest)
}

function lay(flows: readonly Flow[], builder: BlockBuilder): void {
  for (const flow of flows) {
    if (flow.kind === 'text') layText(flow, builder)
    else {
      builder.startTable()
      for (const row of flow.rows) {
        builder.startRow()
        for (const cell of row) {
          builder.startCell(cell.header, cell.rowspan, cell.colspan)
          write(cell.text, cell.links, false, builder)
          builder.endCell()
        }
      }
      builder.endTable()
    }
  }
}

function layText(flow: FlowText, builder: BlockBuilder): void {
  const depth = flow.item ?? 0
  if (flow.heading !== undefined) builder.startHeading(Math.min(flow.heading, 6))
  else if (depth > 0) {
    for (let i = 0; i < Math.min(depth, 8); i += 1) builder.startList()
    builder.startItem(flow.number)
  } else builder.break()
  write(flow.text, flow.links, flow.bold, builder)
  if (flow.heading !== undefined) builder.endHeading()
  else if (depth > 0) {
    builder.endItem()
    for (let i = 0; i < Math.min(depth, 8); i += 1) builder.endList()
  } else builder.break()
}

function write(
  text: string,
  links: readonly { readonly text: string; readonly href: string }[],
  bold: boolean,
  builder: BlockBuilder,
): void {
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) builder.break()
    let rest = line
    for (const link of links) {
      const at = link.text === '' ? -1 : rest.indexOf(link.text)
      if (at < 0) continue
      builder.text(rest.slice(0, at), bold)
      builder.startLink(link.href)
      builder.text(link.text, bold)
      builder.endLink()
      rest = rest.slice(at + link.text.length)
    }
    if (rest !== '') builder.text(rest, bold)
  }
}
