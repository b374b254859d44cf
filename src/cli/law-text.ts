import { roleName } from '../law/role.ts'
import type { Text } from '../law/text.ts'
import { type Lang, languages, pick, type ReportLang } from '../report/lang.ts'
import type { Cited, LawList } from '../report/law/found.ts'
import { MODALITY_NAMES, NOT_BINDING, STANDING_NAMES } from '../report/law-words.ts'
import { visible } from '../report/visible.ts'
import type { ImportedInstrument, ImportReport } from '../store/law-import.ts'
import type { ShownProvision } from '../store/law-show.ts'
import { sideBySide, wide } from './columns.ts'

const SAY = {
  found: { zh: '找到 {found} 份规范，共 {of} 份', en: '{found} of {of} instruments found' },
  provisions: { zh: '中文 {zh}、英文 {en} 条', en: '{zh} provisions in Chinese, {en} in English' },
  hashes: {
    zh: '一致 {match}，仅标点不同 {punctuation}，不同 {differ}',
    en: '{match} match, {punctuation} differ in punctuation, {differ} differ',
  },
  excerpt: { zh: '节选', en: 'excerpt' },
  truncated: { zh: '来源未载全文', en: 'the source is cut off' },
  noChinese: { zh: '来源没有中文', en: 'no Chinese in the source' },
  missingZh: { zh: '缺中文', en: 'missing in Chinese' },
  missingEn: { zh: '缺英文', en: 'missing in English' },
  extra: { zh: '目录中没有', en: 'not in the outline' },
  printed: { zh: '英文编号不同', en: 'numbered otherwise in English' },
  noNumber: { zh: '无编号', en: 'no number' },
  punctuation: { zh: '仅标点不同', en: 'differs in punctuation' },
  differ: { zh: '文字不同', en: 'differs' },
  was: { zh: '原', en: 'was' },
  now: { zh: '现', en: 'now' },
  notFound: { zh: '未找到', en: 'not found' },
  laws: { zh: '规范库以外的法律', en: 'Laws outside the library' },
  articles: { zh: '{n} 条', en: '{n} articles' },
  stale: { zh: '所依据的文字已变化、需要复核的规则', en: 'Rules whose text has changed and that need review' },
  problems: { zh: '读取中的问题', en: 'Problems while reading' },
  noText: { zh: '（未导入原文：guiju law import <文件>）', en: '(text not imported: guiju law import <file>)' },
  lacking: { zh: '（来源没有这一语言的文本）', en: '(the source lacks this language)' },
  from: { zh: '自 {from} 起施行', en: 'in force from {from}' },
  until: { zh: '至 {until}', en: 'until {until}' },
  replacedBy: { zh: '后续规范', en: 'followed by' },
  dated: { zh: '{from} 作出', en: 'dated {from}' },
  match: { zh: '原文一致', en: 'text matches' },
  staleText: { zh: '原文已变化', en: 'text has changed' },
  unchecked: { zh: '未核对', en: 'unchecked' },
  no: { zh: '未导入', en: 'not imported' },
  norms: { zh: '规范', en: 'Norms' },
  cites: { zh: '引用', en: 'Cites' },
  citedBy: { zh: '被引用于', en: 'Cited by' },
  rules: { zh: '据此判断的规则', en: 'Rules that read it' },
  ...STANDING_NAMES,
  notBinding: NOT_BINDING,
  source: { zh: '{title}，来源：{source}', en: '{title}; known from: {source}' },
} as const satisfies Record<string, Text>
type Key = keyof typeof SAY

const say = (key: Key, lang: ReportLang, values: Readonly<Record<string, string | number>> = {}): string =>
  pick(SAY[key], lang).replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))

const short = (refs: readonly string[]): string => {
  const places = refs.map((ref) => ref.slice(ref.indexOf('#') + 1))
  return places.length > 20 ? `${places.slice(0, 20).join(' ')} … (${places.length})` : places.join(' ')
}

/** The report of an import, for people; `md` prints it as Markdown. */
export function importText(report: ImportReport, lang: ReportLang, md: boolean): string {
  const head = (text: string, level = 2) => (md ? `${'#'.repeat(level)} ${text}` : text)
  const item = (text: string) => (md ? `- ${text}` : `  ${text}`)
  const lines = [head(say('found', lang, { found: report.found, of: report.of }), 1), '']
  for (const it of report.instruments) {
    lines.push(head(`${it.id}  ${pick(it.title, lang)}`))
    for (const line of instrumentLines(it, lang)) lines.push(item(line))
    if (md) lines.push('')
  }
  const section = (title: string, items: readonly string[]) => {
    if (items.length > 0) lines.push('', head(title), ...items.map(item))
  }
  section(say('notFound', lang), report.notFound)
  section(
    say('laws', lang),
    report.laws.map((law) => `${law.id}  ${law.title}  ${say('articles', lang, { n: law.articles })}`),
  )
  section(
    say('stale', lang),
    report.stale.map(({ rule, cites }) => (rule === cites ? rule : `${rule} → ${cites}`)),
  )
  section(
    say('problems', lang),
    report.files.flatMap(({ problems }) => problems.map((p) => `${p.artifact} ${p.locator}: ${pick(p.message, lang)}`)),
  )
  return visible(`${lines.join('\n')}\n`)
}

function instrumentLines(it: ImportedInstrument, lang: ReportLang): string[] {
  const { zh, en, hashes } = it
  const lines = [say('provisions', lang, { zh: zh.matched, en: en.matched })]
  const total = hashes.match + hashes.punctuation.length + hashes.differ.length
  const counts = { match: hashes.match, punctuation: hashes.punctuation.length, differ: hashes.differ.length }
  if (total > 0) lines.push(say('hashes', lang, counts))
  const notes: Key[] = []
  if (it.excerpt) notes.push('excerpt')
  if (it.truncated) notes.push('truncated')
  if (zh.matched === 0) notes.push('noChinese')
  if (notes.length > 0) lines.push(notes.map((note) => say(note, lang)).join(lang === 'en' ? ', ' : '，'))
  const refs = (key: Key, of: readonly string[]) => {
    if (of.length > 0) lines.push(`${say(key, lang)}: ${short(of)}`)
  }
  refs('missingZh', zh.missing)
  refs('extra', zh.extra)
  refs('missingEn', en.missing)
  refs('punctuation', hashes.punctuation)
  if (en.printed.length > 0) {
    const printed = en.printed.map(({ ref, printed: label }) => `${short([ref])} (${label || say('noNumber', lang)})`)
    lines.push(`${say('printed', lang)}: ${printed.join(', ')}`)
  }
  for (const { ref, was, now } of hashes.differ) {
    lines.push(`${say('differ', lang)}: ${ref}`)
    if (was !== undefined) lines.push(`    ${say('was', lang)}: ${was}`)
    lines.push(`    ${say('now', lang)}: ${now}`)
  }
  return lines
}

/** The library and the imported laws, one line each. */
export function listText(list: LawList, lang: ReportLang, md: boolean): string {
  const rows = list.instruments.map((it) => [
    it.id,
    `${say(it.binding ? it.standing : 'notBinding', lang)}${it.excerpt ? ` (${say('excerpt', lang)})` : ''}`,
    it.imported.length > 0 ? it.imported.join('+') : say('no', lang),
    it.imported.includes('zh') ? say(it.text === 'stale' ? 'staleText' : it.text, lang) : '',
    pick(it.title, lang),
  ])
  for (const law of list.laws) {
    const from = law.inForce ? say('from', lang, law.inForce) : ''
    rows.push([law.id, from, 'zh', say('articles', lang, { n: law.articles }), law.title])
  }
  if (md) {
    const bar = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`
    return visible(
      `${[bar(['id', '', '', '', '']), bar(['---', '---', '---', '---', '---']), ...rows.map(bar)].join('\n')}\n`,
    )
  }
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => wide(row[i]!))))
  const pad = (text: string, width: number) => text + ' '.repeat(width - wide(text))
  const line = (row: readonly string[]) => [...widths.map((width, i) => pad(row[i]!, width)), row[4]].join('  ')
  return visible(`${rows.map(line).join('\n')}\n`)
}

/** One provision, Chinese and English side by side. */
export function showText(shown: ShownProvision, lang: ReportLang, md: boolean, width: number): string {
  const gist = (key: Lang) => shown[key].gist ?? ''
  const text = (key: Lang) => shown[key].text ?? (shown[key].missing ? SAY.lacking[key] : SAY.noText[key])
  const lines = [md ? `## ${shown.ref}` : shown.ref, ...languages(lang).flatMap((key) => stateLines(shown, key)), '']
  for (const words of [gist, text]) {
    if (words('zh') === '' && words('en') === '') continue
    if (lang === 'both' && !md) lines.push(...sideBySide(words('zh'), words('en'), width), '')
    else for (const key of languages(lang)) if (words(key) !== '') lines.push(words(key), '')
  }
  for (const key of languages(lang)) lines.push(...normLines(shown, key, md))
  for (const [key, of] of [
    ['cites', shown.cites],
    ['citedBy', shown.citedBy],
  ] as const)
    if (of && of.length > 0)
      lines.push(say(key, lang), ...of.map((one) => `${md ? '- ' : '  '}${citedText(one, lang)}`), '')
  if (shown.rules && shown.rules.length > 0)
    lines.push(say('rules', lang), ...shown.rules.map((id) => `${md ? '- ' : '  '}${id}`), '')
  return visible(`${lines.join('\n').trimEnd()}\n`)
}

function citedText({ ref, title, label }: Cited, lang: ReportLang): string {
  const words = languages(lang === 'both' ? 'zh' : lang).map((key) => {
    const name = title[key] ?? title.zh
    return label ? (key === 'zh' ? `${name}${label.zh}` : `${name}, ${label.en}`) : name
  })
  return [ref, ...words].filter((part) => part !== null).join('  ')
}

function normLines({ norms = [] }: ShownProvision, lang: Lang, md: boolean): string[] {
  const lines = norms.map((norm) => {
    const bearer = norm.bearer ? roleName(norm.bearer)[lang] : ''
    const condition = norm.condition ? ` [${norm.condition[lang]}]` : ''
    const sanction = norm.sanction ? ` → ${norm.sanction[lang]}` : ''
    const head = [bearer, MODALITY_NAMES[norm.modality][lang]].filter((part) => part !== '').join(' ')
    return `${md ? '- ' : '  '}${head}${lang === 'zh' ? '：' : ': '}${norm.act[lang]}${condition}${sanction}`
  })
  return lines.length > 0 ? [SAY.norms[lang], ...lines, ''] : []
}

/** How the provision stands on the day, and what follows it. */
function stateLines(shown: ShownProvision, lang: Lang): string[] {
  const { inForce, standing, replacedBy, binding = true } = shown
  const parts = [
    standing ? say(binding ? standing : 'notBinding', lang) : '',
    inForce ? say(binding ? 'from' : 'dated', lang, { from: inForce.from }) : '',
    inForce?.until ? say('until', lang, { until: inForce.until }) : '',
    shown.excerpt ? say('excerpt', lang) : '',
  ].filter((part) => part !== '')
  const links = replacedBy.map((link) => {
    const title = typeof link.title === 'string' ? link.title : link.title[lang]
    const from = link.inForce ? say('from', lang, { from: link.inForce }) : ''
    return `${say('replacedBy', lang)}${lang === 'zh' ? '：' : ': '}${[title, from].filter((part) => part !== '').join(lang === 'zh' ? '，' : ', ')}`
  })
  const { work } = shown
  const source = work ? [say('source', lang, { title: titled(work, lang), source: work.source[lang] })] : []
  const state = parts.length > 0 ? [`${shown.on} ${parts.join(lang === 'zh' ? '，' : ', ')}`] : []
  return [...source, ...state, ...links]
}

const titled = ({ title, number }: NonNullable<ShownProvision['work']>, lang: Lang): string =>
  lang === 'zh' ? `《${title.zh}》${number ? `（${number}）` : ''}` : `${title.en}${number ? ` (${number})` : ''}`

const HIDDEN = /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g

/** JSON for a terminal: characters that cannot be seen are escaped, so that an imported text cannot steer it. */
export const lawJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(HIDDEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
