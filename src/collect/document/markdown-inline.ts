import type { Link } from './document.ts'
import { decodeEntities } from './entities.ts'

const LINK =
  /(!?)\[([^[\]\n]{0,300})\]\(\s{0,4}<?([^()<>\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,300})?)>?(?:\s{1,4}["'][^"'\n]{0,200}["'])?\s{0,4}\)/g
const AUTO = /<((?:https?:\/\/|mailto:)[^<>\s]{1,500})>/g
const TAG = /<\/?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,400})?\/?>/g
const ESCAPE = /\\([\\`*_{}[\]()#+\-.!|>~<])/g
const MARKS = /(\*{1,3}|_{2,3}|~~|`{1,3})/g

/** Stands before a mark that was escaped, so that it is kept. */
const KEPT = '\ue000'

export interface Inline {
  readonly text: string
  readonly links: readonly Link[]
  readonly bold: boolean
}

const BOLD = /^(?:\*\*|__)[^*_]{1,200}(?:\*\*|__)[：:]?$/

/** Text of one Markdown line without its marks; links are kept apart. */
export function inline(line: string): Inline {
  const links: Link[] = []
  const bold = BOLD.test(line.trim())
  if (!/[[\]<*_`~\\&]/.test(line)) return { text: line, links, bold }
  const text = line
    .replace(LINK, (_all, image: string, label: string, href: string) => {
      if (image) return ''
      const shown = label.replace(MARKS, '').replace(ESCAPE, '$1')
      if (links.length < 200) links.push({ text: shown.trim(), href: href.slice(0, 500) })
      return shown
    })
    .replace(AUTO, '$1')
    .replace(TAG, ' ')
    .replace(ESCAPE, (_all, char: string) =>
      char === '*' || char === '_' || char === '`' || char === '~' ? KEPT + char : char,
    )
    .replace(/(^|[^\ue000])(\*{1,3}|_{2,3}|~~|`{1,3})/g, '$1')
    .replaceAll(KEPT, '')
  return { text: decodeEntities(text), links, bold }
}
