import { clip, visible } from './visible.ts'

const LONGEST = 4000

/** Text as one line of GitHub-flavoured Markdown that shows every character and starts no markup, link or mention. */
export function markdownText(raw: string): string {
  return visible(raw)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|~$]|#(?=\d)/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}&#46;`)
    .replace(/^\s*(?=[#+=-])/, '\\')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
}

/** Text in a code span; the fence is longer than any run of backticks inside. Safe in a table cell. */
export function markdownCode(raw: string): string {
  const { text, more } = clip(raw, LONGEST)
  const line = `${visible(text).replace(/\s+/g, ' ').replaceAll('|', '\\|')}${more > 0 ? ` …+${more}` : ''}`
  if (line.trim() === '') return '` `'
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/** A table of texts, each escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |`
  return [row(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(row)].join('\n')
}
