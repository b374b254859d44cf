import type { Block, Paper } from '../../judge/paper.ts'
import type { Text } from '../../law/text.ts'
import { html } from '../escape.ts'
import { type Lang, languages, type ReportLang } from '../lang.ts'
import { diagramSvg } from './diagram.ts'
import { PAPER_STYLE } from './style.ts'

/** The English follows the Chinese and does not decide. */
export const TRANSLATION: Text = {
  zh: '英文为参考译文，以中文为准。',
  en: 'Translation for reference; the Chinese decides.',
}

/**
 * A paper as one HTML file to read and print: no script, no outside request. With both languages the English follows on
 * pages of its own.
 */
export function paperHtml(paper: Paper, lang: ReportLang): string {
  const shown = languages(lang)
  return `<!doctype html>
<html lang="${shown[0] === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${html(paper.title[shown[0]!])}</title><style>${PAPER_STYLE}</style></head>
<body>
${paper.mark ? `<div class="across" aria-hidden="true">${shown.map((one) => `<span>${html(paper.mark!.word[one])}</span>`).join('')}</div>\n` : ''}${shown.map((one) => sheet(paper, one)).join('\n')}
</body></html>
`
}

function sheet(paper: Paper, lang: Lang): string {
  const { mark, number, to, signed } = paper
  const text = (of: Text) => html(of[lang])
  return `<main class="paper ${lang} ${paper.kind}" lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<h1>${text(paper.title)}</h1>
${number ? `<p class="number">${text(number)}</p>` : ''}${mark ? `<div class="draft"><b>${text(mark.word)}</b>${mark.why.map((why) => `<p>${text(why)}</p>`).join('')}</div>` : ''}
${to ? `<p class="to">${text(to)}${lang === 'zh' ? '：' : ':'}</p>` : ''}<div class="body">${paper.body.map((b) => block(b, lang)).join('\n')}</div>
${signed ? `<div class="signed"><p>${text(signed.by)}</p><p class="said">${text(signed.seal)}</p><p>${text(signed.day)}</p></div>` : ''}
${paper.annex.length > 0 ? `<section class="annex">${paper.annex.map((b) => block(b, lang)).join('\n')}</section>` : ''}
<p class="foot">${text(paper.foot)}${lang === 'en' ? `. ${html(TRANSLATION.en)}` : ''}</p>
</main>`
}

/** A label with a capital; Chinese stays as it is. */
export const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1)

function block(of: Block, lang: Lang): string {
  const text = (one: Text) => html(one[lang])
  switch (of.kind) {
    case 'heading':
      return `<h2>${text(of.text)}</h2>`
    case 'paragraph':
      return `<p${of.soft ? ' class="said"' : ''}>${text(of.text)}</p>`
    case 'list':
      return `<ul>${of.items.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`
    case 'facts':
      return `<table class="facts">${of.rows.map(({ label, value }) => `<tr><th scope="row">${html(capital(label[lang]))}</th><td>${text(value)}</td></tr>`).join('')}</table>`
    case 'table':
      return `<table>${of.widths ? `<colgroup>${of.widths.map((n) => `<col style="width:${n}%">`).join('')}</colgroup>` : ''}<thead><tr>${of.head.map((one) => `<th scope="col">${text(one)}</th>`).join('')}</tr></thead><tbody>${of.rows.map((row) => `<tr>${row.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
    case 'lines':
      return `<div class="lines">${of.lines.map((one) => `<p>${text(one)}</p>`).join('')}</div>`
    case 'diagram':
      return `<figure>${diagramSvg(of.diagram, lang)}<figcaption>${text(of.caption)}</figcaption></figure>`
    default:
      return of satisfies never
  }
}
