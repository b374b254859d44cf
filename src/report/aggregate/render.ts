import { html } from '../escape.ts'
import { type Lang, languages, type ReportLang } from '../lang.ts'
import { markdownTable, markdownText } from '../markdown-text.ts'
import { plainPage, tableOf } from '../plain-page.ts'
import { type Sheet, workbook } from '../xlsx.ts'
import type { Aggregate } from './aggregate.ts'
import { type Block, documentOf, type Item } from './document.ts'
import { percent } from './share.ts'
import { W } from './words.ts'

export const aggregateJson = (a: Aggregate): string => `${JSON.stringify(a, null, 2)}\n`

/** One page without script or outside request; with both languages the Chinese comes first. */
export function aggregateHtml(a: Aggregate, lang: ReportLang): string {
  const shown = languages(lang)
  const each = shown.map((l) => documentOf(a, l))
  const [title] = each[0] as readonly [Block & { readonly kind: 'heading' }]
  const body = each.map(
    (blocks, i) => `<main lang="${shown[i] === 'zh' ? 'zh-CN' : 'en'}">${blocks.map(htmlOf).join('\n')}</main>`,
  )
  return plainPage(title.text, shown[0]!, body.join('\n'))
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}${block.id === undefined ? '' : ` id="${html(block.id)}"`}>${html(block.text)}</h${block.level}>`
    case 'text':
      return `<p>${html(block.text)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${html(item)}</li>`).join('')}</ul>`
    case 'table':
      return tableOf(block.head, block.rows)
    case 'open':
      return `<details><summary>${html(block.title)}</summary><ul>${block.items.map(linkOf).join('')}</ul></details>`
    default:
      return block satisfies never
  }
}

const linkOf = ({ text, href }: Item): string => `<li><a href="${html(href)}">${html(text)}</a></li>`

/** GitHub-flavoured Markdown; `both` gives one report after the other. */
export function aggregateMarkdown(a: Aggregate, lang: ReportLang): string {
  return languages(lang)
    .map((l) => `${documentOf(a, l).map(markdownOf).join('\n\n')}\n`)
    .join('\n')
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownText(block.text)}`
    case 'text':
      return markdownText(block.text)
    case 'list':
      return block.items.map((item) => `- ${markdownText(item)}`).join('\n')
    case 'table':
      return markdownTable(
        block.head,
        block.rows.map((row) => row.cells),
      )
    case 'open':
      return [`${markdownText(block.title)}:`, ...block.items.map((item) => `- ${markdownText(item.text)}`)].join('\n')
    default:
      return block satisfies never
  }
}

/** Provisions with their numbers, which subject each number stands for, the subjects, the survey. */
export function aggregateXlsx(a: Aggregate, lang: ReportLang): Uint8Array<ArrayBuffer> {
  const [l] = languages(lang) as [Lang]
  const say = (key: keyof typeof W): string => W[key][l]
  const shares: Sheet = {
    name: say('h3').replace(/^.*[、.] ?/, ''),
    widths: [28, 50, 10, 10, 10, 10, 12, 18, 18],
    rows: [
      [
        say('provision'),
        say('what'),
        say('applies'),
        say('foundHead'),
        say('passedHead'),
        say('openHead'),
        say('share'),
        '95%',
        say('bounds'),
      ],
      ...a.provisions.map((p) => [
        p.provision,
        p.what[l],
        p.n,
        p.found,
        p.passed,
        p.open,
        p.share ?? '',
        p.interval ? `${percent(p.interval.low)}–${percent(p.interval.high)}` : '',
        p.bounds ? `${percent(p.bounds.low)}–${percent(p.bounds.high)}` : '',
      ]),
    ],
  }
  const places: Sheet = {
    name: say('inSubjects'),
    widths: [28, 16, 50],
    rows: [
      [say('provision'), '', say('subject')],
      ...a.provisions.flatMap((p) => [
        ...p.foundIn.map((id) => [p.provision, say('foundHead'), id]),
        ...p.openIn.map((id) => [p.provision, say('openHead'), id]),
      ]),
    ],
  }
  const subjects: Sheet = {
    name: say('subjects'),
    widths: [50, 30, 14, 16, 16, 12, 10, 10, 10],
    rows: [
      [
        'id',
        say('subject'),
        '',
        say('kind'),
        say('region'),
        say('day'),
        say('foundHead'),
        say('passedHead'),
        say('openHead'),
      ],
      ...a.subjects.map((s) => [
        s.id,
        s.name,
        s.version,
        s.sector ?? s.kind,
        s.region ?? '',
        s.asOf,
        s.summary.failed,
        s.summary.passed,
        s.summary.cantTell,
      ]),
    ],
  }
  const survey: Sheet = {
    name: say('survey'),
    widths: [50, 40, 12, 12],
    rows: [
      [say('survey'), say('answer'), say('count'), say('share')],
      ...(a.survey ?? []).flatMap((q) => q.answers.map((x) => [q.question, x.answer, x.count ?? '', x.share ?? ''])),
    ],
  }
  return workbook([shares, places, subjects, ...(a.survey ? [survey] : [])])
}
