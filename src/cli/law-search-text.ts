import type { Text } from '../law/text.ts'
import { type Lang, languages, pick, type ReportLang } from '../report/lang.ts'
import type { Excerpt, LawFound, LawHit } from '../report/law/found.ts'
import { MODALITY_NAMES, NOT_BINDING, STANDING_NAMES } from '../report/law-words.ts'
import { visible } from '../report/visible.ts'

const SAY = {
  found: { zh: '找到 {n} 条', en: 'provisions found: {n}' },
  titled: { zh: '标题相符的规范和法律', en: 'By title' },
  more: { zh: '至少 {n} 条，请加词缩小范围', en: 'at least {n} provisions: add words to narrow it' },
  none: {
    zh: '没有找到。短语用引号；只查当日有效的规定用 --on',
    en: 'Nothing found. Quote a phrase; --on asks for the law of a day',
  },
} as const satisfies Record<string, Text>

/** What a search found, for people. On a terminal the words searched for stand out. */
export function searchText(found: LawFound, lang: ReportLang, md: boolean): string {
  const laws = found.laws.map(({ id, title }) => {
    const names = languages(lang).map((key) => title[key] ?? title.zh)
    return visible(`${md ? '- ' : '  '}${id}  ${[...new Set(names)].join(' / ')}`)
  })
  const titled = laws.length === 0 ? '' : `${pick(SAY.titled, lang)}\n${laws.join('\n')}\n`
  if (found.hits.length === 0) return `${titled}${pick(SAY.none, lang)}\n`
  const head = pick(found.more ? SAY.more : SAY.found, lang).replaceAll('{n}', String(found.total))
  const lines = [...(titled === '' ? [] : [titled]), md ? `# ${head}` : head, '']
  const bold = process.stdout.isTTY && !md
  for (const hit of found.hits) {
    lines.push(md ? `## ${hit.ref}` : hit.ref)
    for (const key of languages(lang)) lines.push(...hitLines(hit, key, md, bold))
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function hitLines(hit: LawHit, lang: Lang, md: boolean, bold: boolean): string[] {
  const title = hit.title[lang] ?? (lang === 'en' ? undefined : hit.title.zh)
  const notes = [
    ...(hit.binding === false ? [NOT_BINDING[lang]] : hit.standing ? [STANDING_NAMES[hit.standing][lang]] : []),
    ...hit.modalities.map((modality) => MODALITY_NAMES[modality][lang]),
  ].join(lang === 'zh' ? '、' : ', ')
  const head = title === undefined ? '' : `${title}${lang === 'zh' ? '' : ', '}${hit.label[lang]}`
  const texts = [hit[lang].gist, hit[lang].text].flatMap((excerpt) => (excerpt ? [marked(excerpt, md, bold)] : []))
  if (head === '' && texts.length === 0) return []
  const indent = md ? '' : '  '
  return [
    `${indent}${head}${notes === '' || head === '' ? '' : lang === 'zh' ? `（${notes}）` : ` (${notes})`}`,
    ...texts.map((text) => `${indent}${md ? '> ' : '  '}${text}`),
  ].filter((line) => line.trim() !== '')
}

function marked({ text, marks }: Excerpt, md: boolean, bold: boolean): string {
  const [on, off] = md ? ['**', '**'] : bold ? ['\u001b[1m', '\u001b[22m'] : ['', '']
  let at = 0
  let out = ''
  for (const [start, end] of marks) {
    out += visible(text.slice(at, start)) + on + visible(text.slice(start, end)) + off
    at = end
  }
  return (out + visible(text.slice(at))).replace(/\s*\n\s*/g, ' ')
}
