import type { Change, Fate, ProvisionDiff, Touch } from '../law/diff.ts'
import type { DiffReport } from '../law/diff-report.ts'
import type { Text } from '../law/text.ts'
import { type Lang, languages, type ReportLang } from './lang.ts'
import { markdownText } from './markdown-text.ts'
import { visible } from './visible.ts'

const FATES: Readonly<Record<Fate, Text>> = {
  same: { zh: '未变', en: 'same' },
  moved: { zh: '条号变动', en: 'moved' },
  adapted: { zh: '仅引用的条号随之变动', en: 'only cited numbers moved' },
  changed: { zh: '修改', en: 'changed' },
  split: { zh: '拆分', en: 'split' },
  merged: { zh: '合并', en: 'merged' },
  added: { zh: '新增', en: 'added' },
  deleted: { zh: '删除', en: 'deleted' },
}
const TOUCHES: Readonly<Record<Touch, Text>> = {
  number: { zh: '数字', en: 'number' },
  modality: { zh: '情态', en: 'modality' },
  reference: { zh: '引用', en: 'reference' },
}
const W = {
  title: { zh: '版本比较', en: 'Versions compared' },
  changes: { zh: '变动', en: 'What changed' },
  renumbering: { zh: '条号对照', en: 'Renumbering' },
  rules: { zh: '所引条文有变动的规则', en: 'Rules that cite a provision that changed' },
  crosswalk: { zh: '对照表所指条文有变动的规定', en: 'Provisions whose crosswalk names a provision that changed' },
  none: { zh: '无', en: 'none' },
} as const satisfies Record<string, Text>

const places = (of: readonly string[]): string => (of.length > 0 ? of.join(' + ') : '—')
const touched = (c: Change, lang: Lang): string =>
  c.touches.length > 0 ? ` (${c.touches.map((t) => TOUCHES[t][lang]).join(lang === 'zh' ? '、' : ', ')})` : ''
const told = ({ provisions }: DiffReport): readonly ProvisionDiff[] =>
  provisions.filter((p) => p.fate !== 'same' && p.fate !== 'moved')

/** A comparison as Markdown: what changed, the renumbering, what rests on it. */
export function diffMarkdown(report: DiffReport, lang: ReportLang): string {
  return visible(
    languages(lang)
      .map((key) => page(report, key))
      .join('\n'),
  )
}

function page(report: DiffReport, lang: Lang): string {
  const { a, b, summary, renumbering } = report
  const text = (words: string) => markdownText(words)
  const version = ({ title, date }: DiffReport['a']) => text(`${title}${date ? ` ${date}` : ''}`)
  const lines = [`# ${W.title[lang]}`, '', `${version(a)} → ${version(b)}`, '']
  const counts = (Object.keys(FATES) as Fate[]).filter((fate) => summary[fate] > 0)
  lines.push(
    counts.map((fate) => `${FATES[fate][lang]} ${summary[fate]}`).join(lang === 'zh' ? '，' : ', '),
    '',
    `## ${W.changes[lang]}`,
    '',
  )
  for (const p of told(report)) {
    lines.push(`- **${places(p.from)} → ${places(p.to)}** ${FATES[p.fate][lang]}`)
    for (const c of p.changes)
      lines.push(
        `  - ${c.was ? `~~${text(c.was)}~~` : ''}${c.was && c.now ? ' → ' : ''}${c.now ? `**${text(c.now)}**` : ''}${touched(c, lang)}`,
      )
  }
  if (told(report).length === 0) lines.push(W.none[lang])
  lines.push(
    '',
    `## ${W.renumbering[lang]}`,
    '',
    renumbering.length > 0
      ? renumbering.map(({ from, to }) => `${from} → ${to}`).join(lang === 'zh' ? '；' : '; ')
      : W.none[lang],
    '',
  )
  for (const [head, list] of [
    [W.rules, report.rules],
    [W.crosswalk, report.crosswalk],
  ] as const) {
    lines.push(
      `## ${head[lang]}`,
      '',
      ...(list.length > 0
        ? list.map(({ id, place, fate }) => `- ${id} → ${place} (${FATES[fate][lang]})`)
        : [W.none[lang]]),
      '',
    )
  }
  return lines.join('\n')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (words: string): string => visible(words).replace(/[&<>"']/g, (c) => ESCAPES[c]!)

/** A comparison as one HTML page without scripts: deletions and insertions marked, numbers and modality set off. */
export function diffHtml(report: DiffReport, lang: ReportLang): string {
  const keys = languages(lang)
  const say = (t: Text) => escaped([...new Set(keys.map((key) => t[key]))].join(' / '))
  const version = ({ title, date }: DiffReport['a']) => escaped(`${title}${date ? ` ${date}` : ''}`)
  const change = (c: Change) =>
    `<li>${c.was ? `<del>${escaped(c.was)}</del>` : ''} ${c.now ? `<ins>${escaped(c.now)}</ins>` : ''} ${c.touches.map((t) => `<mark>${say(TOUCHES[t])}</mark>`).join(' ')}</li>`
  const rows = told(report).map(
    (p) =>
      `<tr><td>${escaped(places(p.from))}</td><td>${escaped(places(p.to))}</td><td>${say(FATES[p.fate])}</td><td><ul>${p.changes.map(change).join('')}</ul></td></tr>`,
  )
  const resting = (head: Text, list: DiffReport['rules']) =>
    `<h2>${say(head)}</h2><ul>${list.length > 0 ? list.map((r) => `<li>${escaped(r.id)} → ${escaped(r.place)} (${say(FATES[r.fate])})</li>`).join('') : `<li>${say(W.none)}</li>`}</ul>`
  const counts = (Object.keys(FATES) as Fate[]).filter((fate) => report.summary[fate] > 0)
  return `<!doctype html>
<html lang="${lang === 'en' ? 'en' : 'zh-CN'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say(W.title)}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td{border-top:1px solid #ccc;padding:.4rem;vertical-align:top}del{background:#fdd}ins{background:#dfd;text-decoration:none}mark{font-size:.8em}</style></head>
<body><h1>${say(W.title)}</h1><p>${version(report.a)} → ${version(report.b)}</p>
<p>${counts.map((fate) => `${say(FATES[fate])} ${report.summary[fate]}`).join(' · ')}</p>
<h2>${say(W.changes)}</h2><table>${rows.join('\n')}</table>
<h2>${say(W.renumbering)}</h2><p>${report.renumbering.map(({ from, to }) => `${escaped(from)} → ${escaped(to)}`).join(' · ') || say(W.none)}</p>
${resting(W.rules, report.rules)}
${resting(W.crosswalk, report.crosswalk)}
</body></html>
`
}
