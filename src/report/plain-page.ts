import { isDay } from '../law/day.ts'
import { html } from './escape.ts'
import type { Lang } from './lang.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2329;--soft:#5b6670;--line:#c9d0d6;--paper:#fff;--bad:#b3261e;--good:#1b6e3c;--warn:#8a5a00;--fill:#e8edf2;--mark:#1f5fa8}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#a3adb6;--line:#46505a;--paper:#15191d;--bad:#ff8a80;--good:#7fd6a0;--warn:#f0c060;--fill:#26303a;--mark:#8ab8f0}}
*{box-sizing:border-box}body{margin:0 auto;max-width:64rem;padding:1.5rem;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem;margin:0 0 .4rem}h2{font-size:1.1rem;margin:1.6rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .3rem}
p,ul,ol{margin:.3rem 0}small,.soft{color:var(--soft)}a{color:var(--mark)}
table{border-collapse:collapse;width:100%;font-size:.87rem;margin:.4rem 0}th,td{border:1px solid var(--line);padding:.25rem .45rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
th{background:var(--fill);font-weight:600}caption{text-align:left;font-weight:600;padding:.3rem 0}td.chosen{outline:2px solid var(--mark);outline-offset:-2px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .8rem}dt{color:var(--soft)}dd{margin:0}
svg{display:block;max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,"Noto Sans SC",sans-serif}svg .soft{fill:var(--soft)}
.line{stroke:var(--line);fill:none}.ink{stroke:var(--ink);fill:none}.box{fill:var(--fill);stroke:var(--line)}.mark{fill:var(--mark)}.bad{fill:var(--bad)}.good{fill:var(--good)}.warn{fill:var(--warn)}
.area{fill:var(--mark);fill-opacity:.25;stroke:var(--mark);stroke-width:2}.on{stroke:var(--mark);stroke-width:3}.now{stroke:var(--bad);stroke-dasharray:4 3}
.board{display:grid;grid-template-columns:repeat(4,1fr);gap:.6rem}.board>div{background:var(--fill);padding:.5rem;border-radius:4px}.board a{display:block;background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:.3rem .45rem;margin:.35rem 0;color:inherit;text-decoration:none;font-size:.85rem}
.scroll{overflow-x:auto}.scroll td{min-width:3.5rem}
.late{border-left:4px solid var(--bad)!important}:target{outline:2px solid var(--mark)}details{margin:.4rem 0}.sign{margin-top:2rem;white-space:pre-wrap}.day{white-space:nowrap}
@media (max-width:40rem){.board{grid-template-columns:1fr}body{padding:.8rem}}
@page{size:A4;margin:15mm 14mm}
@media print{body{max-width:none;padding:0;font-size:11pt}a{color:inherit}h2,h3{break-after:avoid}tr,figure,.board a{break-inside:avoid}section+section.page{break-before:page}}
`

/** A page that asks nothing of anybody: no script, no outside request. */
export function plainPage(title: string, lang: Lang, body: string, style = ''): string {
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${html(title)}</title><style>${STYLE}${style}</style></head>
<body>
${body}
</body></html>
`
}

/** A row of text. A picture may lead to its `id`, its first cell lead to `href`. */
export interface PlainRow {
  readonly id?: string
  readonly href?: string
  readonly cells: readonly string[]
}

/** A table of text, which scrolls by itself where the screen is narrow. */
export function tableOf(head: readonly string[], rows: readonly PlainRow[]): string {
  const body = rows.map(({ id, href, cells }) => {
    const cell = (text: string, i: number) =>
      `<td${isDay(text) ? ' class="day"' : ''}>${href !== undefined && i === 0 ? `<a href="${html(href)}">${html(text)}</a>` : html(text)}</td>`
    return `<tr${id === undefined ? '' : ` id="${html(id)}"`}>${cells.map(cell).join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head.map((text) => `<th scope="col">${html(text)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}
