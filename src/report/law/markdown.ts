import { roleName } from '../../law/role.ts'
import { type Lang, languages, pick, type ReportLang } from '../lang.ts'
import { MODALITY_NAMES, NOT_BINDING, STANDING_NAMES } from '../law-words.ts'
import { visible } from '../visible.ts'
import { GIST_NOTICE, type LawDocument, type LawNode, SOURCE_NOTICE } from './document.ts'

const SAY = {
  number: { zh: '文号', en: 'Number' },
  issuers: { zh: '制定机关', en: 'Issued by' },
  issued: { zh: '公布', en: 'Issued' },
  inForce: { zh: '施行', en: 'In force' },
  until: { zh: '至', en: 'until' },
  standing: { zh: '状态', en: 'Standing' },
  replacedBy: { zh: '后续规范', en: 'Followed by' },
  gist: { zh: '要旨', en: 'Gist' },
  missing: { zh: '（来源没有这一语言的文本）', en: '(the source lacks this language)' },
} as const

/** An instrument as Markdown: identity, then each provision under its reference, in one language or both. */
export function toLawMarkdown(document: LawDocument, lang: ReportLang): string {
  const { instrument } = document
  const heading = pick({ zh: document.title.zh, en: document.title.en ?? document.title.zh }, lang)
  const lines = [`# ${inline(heading)}`, '']
  const row = (key: keyof typeof SAY, value: string | undefined) => {
    if (value) lines.push(`- ${pick(SAY[key], lang)}: ${inline(value)}`)
  }
  row('number', instrument?.number)
  row('issuers', instrument?.issuers.map((issuer) => pick(issuer, lang)).join('; '))
  row('issued', document.issued)
  const { inForce } = document
  row(
    'inForce',
    inForce && [inForce.from, inForce.until && `${pick(SAY.until, lang)} ${inForce.until}`].filter(Boolean).join(' '),
  )
  const standing = document.binding ? document.standing && STANDING_NAMES[document.standing] : NOT_BINDING
  row('standing', standing && `${document.on} ${pick(standing, lang)}`)
  for (const link of instrument?.replacedBy ?? [])
    row('replacedBy', `${pick(link.title, lang)}${link.number ? ` ${link.number}` : ''} — ${pick(link.known, lang)}`)
  lines.push('', `> ${pick(document.imported.length > 0 ? SOURCE_NOTICE : GIST_NOTICE, lang)}`, '')
  for (const node of document.provisions) write(node, document, lang, 2, lines)
  return visible(`${lines.join('\n').trimEnd()}\n`)
}

function write(node: LawNode, document: LawDocument, lang: ReportLang, level: number, lines: string[]): void {
  lines.push(`${'#'.repeat(Math.min(level, 6))} ${inline(pick(node.name, lang))} \`${document.id}#${node.place}\``, '')
  for (const key of languages(lang)) {
    const { text } = node[key]
    if (text !== null) lines.push(...text.split('\n').map((line) => inline(line.trim())), '')
    else if (node[key].missing && document.imported.includes(key)) lines.push(SAY.missing[key], '')
    if (node.gist) lines.push(`*${SAY.gist[key]}${key === 'zh' ? '：' : ': '}${inline(node.gist[key])}*`, '')
    for (const norm of node.norms) lines.push(`- ${normLine(norm, key)}`)
    if (node.norms.length > 0) lines.push('')
  }
  for (const child of node.children) write(child, document, lang, level + 1, lines)
}

function normLine(norm: LawNode['norms'][number], lang: Lang): string {
  const bearer = norm.bearer ? `${roleName(norm.bearer)[lang]} ` : ''
  const condition = norm.condition ? ` [${norm.condition[lang]}]` : ''
  const sanction = norm.sanction ? ` → ${norm.sanction[lang]}` : ''
  return inline(
    `${bearer}${MODALITY_NAMES[norm.modality][lang]}${lang === 'zh' ? '：' : ': '}${norm.act[lang]}${condition}${sanction}`,
  )
}

/** Signs that Markdown would read are plain text. */
const inline = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_<>[\]|#]/g, (c) => `\\${c}`)
