import type { Paper, Block as PaperBlock } from '../../judge/paper.ts'
import { same, type Text } from '../../law/text.ts'
import type { Aggregate } from './aggregate.ts'
import { type Block, documentOf } from './document.ts'
import { W } from './words.ts'

/** The report as a paper, to print: what the page folds away stands in the page and in the workbook. */
export function aggregatePaper(a: Aggregate): Paper {
  const zh = documentOf(a, 'zh')
  const en = documentOf(a, 'en')
  const body = zh.flatMap((block, i) => both(block, en[i]!))
  const [title] = zh as [Block & { readonly kind: 'heading' }]
  const [titleEn] = en as [Block & { readonly kind: 'heading' }]
  return {
    kind: 'document',
    title: { zh: title.text, en: titleEn.text },
    body: body.slice(1),
    annex: [],
    foot: W.notice,
  }
}

/** The same block in both languages; folded lists are left to the page. */
function both(zh: Block, en: Block): readonly PaperBlock[] {
  const pair = (a: string, b: string): Text => (a === b ? same(a) : { zh: a, en: b })
  switch (zh.kind) {
    case 'heading':
      return [{ kind: 'heading', text: pair(zh.text, (en as typeof zh).text) }]
    case 'text':
      return [{ kind: 'paragraph', text: pair(zh.text, (en as typeof zh).text) }]
    case 'list':
      return [{ kind: 'list', items: zh.items.map((item, i) => pair(item, (en as typeof zh).items[i]!)) }]
    case 'table': {
      const other = en as typeof zh
      return [
        {
          kind: 'table',
          head: zh.head.map((h, i) => pair(h, other.head[i]!)),
          ...(zh.head[1] === W.what.zh ? { widths: widthsOf(zh.head.length) } : {}),
          rows: zh.rows.map(({ cells }, r) => cells.map((cell, c) => pair(cell, other.rows[r]!.cells[c]!))),
        },
      ]
    }
    case 'open':
      return []
    default:
      return zh satisfies never
  }
}

/** A place, a long text, and numbers. */
const widthsOf = (columns: number): readonly number[] => [
  18,
  36,
  ...Array.from({ length: columns - 2 }, () => Math.floor(46 / (columns - 2))),
]
